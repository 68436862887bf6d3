import { expect, test } from 'vitest';
import { Piece, Place, toBytes, toJson, toText } from '../../../src/graph/execution/text.ts';

test('pieces, bytes and text of any letters come together in their order', () => {
  const inner = new Piece(undefined, ['["é",', Buffer.from('1.5'), ',', new Piece(undefined, '"\u{1f600}"'), ']']);
  const json = toJson(new Piece(undefined, ['{"a":', inner, '}']));
  expect(JSON.parse(toText(json))).toEqual({ a: ['é', 1.5, '\u{1f600}'] });
  expect(toBytes(json).toString()).toBe(toText(json));
});

test('null stands where an error ended, whatever came there', () => {
  const place = new Place(undefined, 'a', 'Query', true);
  const json = () => toJson(new Piece(undefined, ['{"a":', new Piece(place, ['[', Buffer.from('1'), ']']), '}']));
  expect(toText(json())).toBe('{"a":[1]}');
  place.failed = true;
  expect(json()).toBe('{"a":null}');
});
