import { expect, test } from 'vitest';
import { median, spread } from '../../../bench/measure/statistics.ts';

test('the median is the middle, or halfway between the two in the middle, in any order', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([9, 1, 5, 6])).toBe(5.5);
  expect(median([10, 9])).toBe(9.5);
  expect(median([])).toBeNaN();
});

test('one odd round moves the spread and not the median', () => {
  expect(median([100, 101, 10])).toBe(100);
  expect(spread([100, 101, 10])).toBeCloseTo(0.91);
  expect(spread([7])).toBe(0);
});
