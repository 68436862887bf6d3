/** Counts answers by their age, over the day and in parts of ten minutes. */

/** An older answer is called stale: the least freshness that EnerKey's values have, whoever answers. */
export const freshWithinMs = 15 * 60_000;
export const partMs = 10 * 60_000;
/** Ages are told to a quarter of a minute. */
const binMs = 15_000;

export interface AgePart {
  /** Milliseconds since the start. */
  readonly startMs: number;
  readonly answers: number;
  readonly failed: number;
  /** Of the answers given; undefined without any. */
  readonly medianMs: number | undefined;
  readonly p99Ms: number | undefined;
}

export interface Tallied {
  readonly fresh: number;
  readonly stale: number;
  readonly failed: number;
  readonly medianMs: number | undefined;
  readonly p99Ms: number | undefined;
  readonly parts: readonly AgePart[];
}

interface Bins {
  readonly counts: number[];
  failed: number;
}

export class Tally {
  readonly #parts: Bins[] = [];
  #fresh = 0;
  #stale = 0;
  #failed = 0;

  /** `atMs`: since the start, when it was asked for; `ageMs` that the answer had then, undefined = no answer. */
  add(atMs: number, ageMs: number | undefined): void {
    const part = this.#partAt(atMs);
    if (ageMs === undefined) {
      part.failed += 1;
      this.#failed += 1;
      return;
    }
    const bin = Math.floor(ageMs / binMs);
    part.counts[bin] = (part.counts[bin] ?? 0) + 1;
    if (ageMs <= freshWithinMs) this.#fresh += 1;
    else this.#stale += 1;
  }

  result(): Tallied {
    const whole: number[] = [];
    for (const { counts } of this.#parts) {
      for (const [bin, count] of counts.entries()) whole[bin] = (whole[bin] ?? 0) + (count ?? 0);
    }
    return {
      ...{ fresh: this.#fresh, stale: this.#stale, failed: this.#failed },
      ...{ medianMs: quantile(whole, 0.5), p99Ms: quantile(whole, 0.99) },
      parts: this.#parts.map(({ counts, failed }, i) => ({
        ...{ startMs: i * partMs, answers: total(counts), failed },
        ...{ medianMs: quantile(counts, 0.5), p99Ms: quantile(counts, 0.99) },
      })),
    };
  }

  #partAt(atMs: number): Bins {
    const index = Math.floor(atMs / partMs);
    while (this.#parts.length <= index) this.#parts.push({ counts: [], failed: 0 });
    return this.#parts[index] ?? { counts: [], failed: 0 };
  }
}

function quantile(counts: readonly number[], share: number): number | undefined {
  let left = total(counts) * share;
  if (left === 0) return undefined;
  for (let bin = 0; bin < counts.length; bin += 1) {
    left -= counts[bin] ?? 0;
    if (left <= 0) return bin * binMs;
  }
  return undefined;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + (count ?? 0), 0);
}
