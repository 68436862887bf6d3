import { describe, expect, it } from 'vitest';
import { BucketSums, sumColumn } from '../../../src/domain/series/bucket-sums.ts';

// One by one, 0.5 is lost beside 1e16, whose neighbours lie 2 apart.
const amounts = [1e16, ...Array<number>(999).fill(0.5)];

describe('BucketSums', () => {
  it('keeps small amounts beside large ones', () => {
    const sums = new BucketSums({ startsMs: Float64Array.of(0), endsMs: Float64Array.of(1000) });
    const startsMs = Float64Array.from(amounts, (_, i) => i);
    const endsMs = Float64Array.from(amounts, (_, i) => i + 1);
    sums.addIntervals(startsMs, endsMs, (i) => amounts[i] ?? Number.NaN);
    expect(sums.values()[0]).toBe(1e16 + 500);
    expect(sums.coverage(0, 1)).toBe(1);
    expect(sums.coverage(0, 2)).toBe(0.5);
  });
});

describe('sumColumn', () => {
  it('keeps small amounts beside large ones', () => {
    expect(sumColumn(Float64Array.from(amounts))).toBe(1e16 + 500);
  });

  it('passes over missing values, and is NaN when there are no others', () => {
    expect(sumColumn(Float64Array.of(1, Number.NaN, 2))).toBe(3);
    expect(sumColumn(Float64Array.of(Number.NaN))).toBeNaN();
    expect(sumColumn(new Float64Array())).toBeNaN();
  });
});
