import { expect, test } from 'vitest';
import { concat } from '../../src/domain/concat.ts';

test('columns come one after the other, and none makes an empty one', () => {
  const whole = concat([Float64Array.of(1, 2), Float64Array.of(), Float64Array.of(3).subarray(0)]);
  expect([...whole]).toEqual([1, 2, 3]);
  expect(concat([])).toHaveLength(0);
});
