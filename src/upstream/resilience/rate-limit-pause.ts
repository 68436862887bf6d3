import { maxPauseMs } from '../http/retry-after.ts';

/** The longest pause we choose ourselves, unless the class of calls has its own. */
const longestOwnMs = 300_000;

/**
 * How long a credential pauses after a 429: what the vendor asks for; else its window, doubled for each 429 in a row.
 */
export class RateLimitPause {
  #inRow = 0;
  #lastAtMs = Number.NEGATIVE_INFINITY;

  /** `windowMs`: the rate window of the call's class, where it has one. `longestMs`: what it may come to by itself. */
  next(
    askedMs: number | undefined,
    windowMs: number | undefined,
    nowMs: number,
    longestMs: number = longestOwnMs,
  ): number {
    const firstMs = Math.max(1_000, windowMs ?? 0);
    const ownMs = Math.min(longestMs, firstMs * 2 ** this.#inRow);
    // Several calls in flight meet the same limit: that is one event, not many in a row.
    if (nowMs - this.#lastAtMs >= firstMs) this.#inRow += 1;
    this.#lastAtMs = nowMs;
    return Math.min(maxPauseMs, askedMs ?? ownMs);
  }

  /** The vendor answers again. */
  reset(): void {
    this.#inRow = 0;
  }
}
