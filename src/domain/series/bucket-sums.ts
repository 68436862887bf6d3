import type { Buckets } from './buckets.ts';

/**
 * Sums by bucket, with the time covered. Neumaier's compensated summation: a month of quarter hours keeps the sum of
 * its parts, whatever their order and size.
 */
export class BucketSums {
  readonly #buckets: Pick<Buckets, 'startsMs' | 'endsMs'>;
  readonly #sums: Float64Array;
  readonly #lost: Float64Array;
  readonly #coveredMs: Float64Array;

  constructor(buckets: Pick<Buckets, 'startsMs' | 'endsMs'>) {
    const count = buckets.startsMs.length;
    this.#buckets = buckets;
    this.#sums = new Float64Array(count);
    this.#lost = new Float64Array(count);
    this.#coveredMs = new Float64Array(count);
  }

  /** Adds the amounts of ascending intervals; one across a border is shared out by time. NaN adds nothing. */
  addIntervals(startsMs: Float64Array, endsMs: Float64Array, amountAt: (index: number) => number): void {
    const { startsMs: bucketStarts, endsMs: bucketEnds } = this.#buckets;
    let first = 0;
    for (let i = 0; i < startsMs.length; i += 1) {
      const start = at(startsMs, i);
      const end = at(endsMs, i);
      const amount = amountAt(i);
      if (Number.isNaN(amount) || !(start < end)) continue;
      while (first < bucketEnds.length && at(bucketEnds, first) <= start) first += 1;
      for (let bucket = first; bucket < bucketStarts.length && at(bucketStarts, bucket) < end; bucket += 1) {
        const overlapMs = Math.min(end, at(bucketEnds, bucket)) - Math.max(start, at(bucketStarts, bucket));
        this.#add(bucket, overlapMs === end - start ? amount : (amount * overlapMs) / (end - start), overlapMs);
      }
    }
  }

  /** Sum of each bucket; NaN where nothing covers it. */
  values(): Float64Array {
    return this.#sums.map((sum, i) => (at(this.#coveredMs, i) > 0 ? sum + at(this.#lost, i) : Number.NaN));
  }

  /** Share of a bucket's time that is covered, when `members` readings each should cover all of it: 0 to 1. */
  coverage(bucket: number, members: number): number {
    const lengthMs = at(this.#buckets.endsMs, bucket) - at(this.#buckets.startsMs, bucket);
    return Math.min(1, at(this.#coveredMs, bucket) / (lengthMs * members));
  }

  /** As `coverage`, of all buckets together. */
  totalCoverage(members: number): number {
    const { startsMs, endsMs } = this.#buckets;
    const lengthMs = (endsMs.at(-1) ?? 0) - (startsMs[0] ?? 0);
    const coveredMs = this.#coveredMs.reduce((sum, covered) => sum + covered, 0);
    return members === 0 ? 0 : Math.min(1, coveredMs / (lengthMs * members));
  }

  #add(bucket: number, amount: number, coveredMs: number): void {
    const before = at(this.#sums, bucket);
    const after = before + amount;
    const lost = Math.abs(before) >= Math.abs(amount) ? before - after + amount : amount - after + before;
    this.#sums[bucket] = after;
    this.#lost[bucket] = at(this.#lost, bucket) + lost;
    this.#coveredMs[bucket] = at(this.#coveredMs, bucket) + coveredMs;
  }
}

/** Compensated sum of the numbers in a column; NaN when it holds none. */
export function sumColumn(column: Float64Array): number {
  let sum = Number.NaN;
  let lost = 0;
  for (let i = 0; i < column.length; i += 1) {
    const value = column[i] as number;
    if (Number.isNaN(value)) continue;
    const before = Number.isNaN(sum) ? 0 : sum;
    sum = before + value;
    lost += Math.abs(before) >= Math.abs(value) ? before - sum + value : value - sum + before;
  }
  return sum + lost;
}

/** An element that the caller knows to be there. */
export function at(column: Float64Array, index: number): number {
  return column[index] ?? Number.NaN;
}
