import { expect, test } from 'vitest';
import { Piece, Place, toBytes, toJson, toText } from '../../../src/graph/execution/text.ts';
import { Ascii, type LateText } from '../../../src/graph/execution/text-bytes.ts';

test('pieces, bytes and text of any letters come together in their order', () => {
  const inner = new Piece(undefined, ['["é",', new Ascii(['1.5']), ',', new Piece(undefined, '"\u{1f600}"'), ']']);
  const json = toJson(new Piece(undefined, ['{"a":', inner, '}']));
  expect(JSON.parse(toText(json))).toEqual({ a: ['é', 1.5, '\u{1f600}'] });
  expect(toBytes(json).toString()).toBe(toText(json));
});

test('null stands where an error ended, whatever came there', () => {
  const place = new Place(undefined, 'a', 'Query', true);
  const json = () => toJson(new Piece(undefined, ['{"a":', new Piece(place, ['[', new Ascii(['1']), ']']), '}']));
  expect(toText(json())).toBe('{"a":[1]}');
  place.failed = true;
  expect(json()).toBe('{"a":null}');
});

test('a text that failed leaves nothing behind in the next', () => {
  const failing: LateText = {
    write: (out) => {
      out.addText('half a ');
      throw new Error('a bug');
    },
  };
  expect(() => toBytes(['[', failing])).toThrow('a bug');
  expect(toText(['[', new Ascii(['1']), ']'])).toBe('[1]');
});

test('texts longer than what is kept come whole, and are left alone by the next', () => {
  const long = 'é'.repeat(2_000_000);
  const first = toBytes(['"', long, new Ascii(['"'])]);
  toBytes(['x'.repeat(100_000), new Ascii(['y'])]);
  expect(first.toString() === `"${long}"`).toBe(true);
  // Who keeps it counts its length.
  expect(first.buffer.byteLength).toBeLessThan(1.3 * first.length);
  const many = toBytes(Array.from({ length: 600_000 }, () => 'xy'));
  expect([many.length, many.buffer.byteLength < 1.3 * many.length]).toEqual([1_200_000, true]);
});
