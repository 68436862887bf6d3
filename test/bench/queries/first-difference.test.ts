import { expect, test } from 'vitest';
import { firstDifference } from '../../../bench/queries/first-difference.ts';

test('finds none between equal answers, in whatever order their fields are', () => {
  const answer = { data: { a: [1, null, 'x'], b: { c: 0.1 } } };
  expect(firstDifference(answer, { data: { b: { c: 0.1 }, a: [1, null, 'x'] } })).toBeUndefined();
});

test.each([
  ['another value', { a: [{ b: 1 }] }, { a: [{ b: 2 }] }, '$.a[0].b is 2, not 1'],
  ['a missing field', { a: 1, b: 2 }, { a: 1 }, '$.b is absent, not 2'],
  ['a field too many, such as errors', { data: 1 }, { data: 1, errors: [] }, '$.errors is [], not absent'],
  ['a shorter list', [1, 2, 3], [1, 2], '$ has 2 items, not 3'],
  ['a list in another order', [1, 2], [2, 1], '$[0] is 2, not 1'],
  ['null in the place of an object', { a: {} }, { a: null }, '$.a is null, not {}'],
  ['text in the place of a number', 1, '1', '$ is "1", not 1'],
])('names %s', (_, expected, actual, difference) => {
  expect(firstDifference(expected, actual)).toBe(difference);
});
