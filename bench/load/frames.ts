/** Just enough of WebSocket frames (RFC 6455) to send short texts and to count what comes without reading it. */

/** A masked frame of a client; the mask is zero, so the text stays as it is. At most 65 535 bytes. */
export function clientFrame(opcode: number, text: string): Buffer {
  const payload = Buffer.from(text);
  const long = payload.length > 125;
  const head = Buffer.alloc(long ? 8 : 6);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (long ? 126 : payload.length);
  if (long) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

export const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const;

/** @param payload undefined when the frame did not come in one piece */
export type OnFrame = (opcode: number, length: number, payload: Buffer | undefined) => void;

/** Feed it what a server sends, in any pieces. A frame is told once its head is there. */
export function createFrameReader(onFrame: OnFrame): (chunk: Buffer) => void {
  let head = Buffer.alloc(0);
  let skip = 0;
  return (chunk) => {
    let data = chunk;
    let at = Math.min(skip, data.length);
    skip -= at;
    if (head.length > 0) {
      data = Buffer.concat([head, data]);
      head = Buffer.alloc(0);
    }
    while (at < data.length) {
      const size = headSize(data, at);
      if (size === undefined || at + size > data.length) {
        // Copied: the chunk is its owner's again when we return.
        head = Buffer.from(data.subarray(at));
        return;
      }
      const length = payloadLength(data, at);
      const from = at + size;
      const whole = from + length <= data.length;
      onFrame((data[at] ?? 0) & 0x0f, length, whole ? data.subarray(from, from + length) : undefined);
      at = Math.min(data.length, from + length);
      skip = from + length - at;
    }
  };
}

function headSize(data: Buffer, at: number): number | undefined {
  if (at + 2 > data.length) return undefined;
  const short = (data[at + 1] ?? 0) & 0x7f;
  return short < 126 ? 2 : short === 126 ? 4 : 10;
}

function payloadLength(data: Buffer, at: number): number {
  const short = (data[at + 1] ?? 0) & 0x7f;
  if (short < 126) return short;
  return short === 126 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2));
}
