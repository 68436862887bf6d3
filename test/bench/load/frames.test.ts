import { expect, test } from 'vitest';
import { clientFrame, createFrameReader, opcodes } from '../../../bench/load/frames.ts';

/** As a server writes them: not masked. */
function serverFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

const sizes = [0, 1, 125, 126, 300, 65_535, 65_536, 70_000];
const stream = Buffer.concat(sizes.map((size) => serverFrame(opcodes.text, Buffer.alloc(size, 'x'))));

test.each([1, 2, 3, 7, 1_000, stream.length])(
  'counts every frame once when they come in pieces of %i bytes',
  (piece) => {
    const seen: number[] = [];
    const read = createFrameReader((opcode, length) => {
      expect(opcode).toBe(opcodes.text);
      seen.push(length);
    });
    for (let at = 0; at < stream.length; at += piece) read(stream.subarray(at, at + piece));
    expect(seen).toEqual(sizes);
  },
);

test('gives the payload of a frame that comes whole, and none of one in parts', () => {
  const payloads: (string | undefined)[] = [];
  const read = createFrameReader((_, __, payload) => payloads.push(payload?.toString()));
  const frame = serverFrame(opcodes.ping, Buffer.from('hello'));
  read(Buffer.concat([frame, frame]));
  read(frame.subarray(0, 4));
  read(frame.subarray(4));
  expect(payloads).toEqual(['hello', 'hello', undefined]);
});

test.each([5, 125, 126, 2_000])('writes a masked frame of %i bytes whose text is not changed by its mask', (size) => {
  const text = 'y'.repeat(size);
  const frame = clientFrame(opcodes.text, text);
  expect(frame[0]).toBe(0x81);
  expect((frame[1] ?? 0) & 0x80).toBe(0x80);
  expect(frame.subarray(-size - 4, -size)).toEqual(Buffer.alloc(4));
  expect(frame.subarray(-size).toString()).toBe(text);
  expect(frame.length).toBe(size + (size > 125 ? 8 : 6));
});
