/** How fast calls may be spent so that none is missing later: for as long as the pace is kept, a rolling day holds. */

import { ledgerSpanMs, reserveShare } from './engine.ts';

export interface DayStanding {
  /** Calls in any 24 hours. */
  readonly limit: number;
  /** Calls that may be sent now. */
  readonly remaining: number;
  /** Calls sent, by the start of their part of the day, oldest first; a part's calls come back a day after its end. */
  readonly parts: Iterable<readonly [startMs: number, calls: number]>;
}

/** Whatever is spent within an hour, calls are paced from there on: no value that matters lives shorter. */
const leastAheadMs = 3_600_000;
/** Demand has its high and its low within a day: what a quiet night left over is for the day, not for the next night. */
const mostAheadMs = 12 * 3_600_000;

/**
 * Calls a millisecond, the reserve left out: the most that, kept up, leaves the budget above its reserve at every moment
 * of the next 12 hours, with the calls that come back until then. 0 = none until some come back.
 */
export function sustainablePace({ limit, remaining, parts }: DayStanding, nowMs: number): number {
  let held = remaining - Math.ceil(limit * reserveShare);
  let pace = Number.POSITIVE_INFINITY;
  const holdUntil = (aheadMs: number) => {
    pace = Math.min(pace, held / Math.max(aheadMs, leastAheadMs));
  };
  for (const [startMs, calls] of parts) {
    const backInMs = startMs + ledgerSpanMs - nowMs;
    if (backInMs > mostAheadMs) break;
    // The tightest moment is the one before calls come back.
    if (backInMs > leastAheadMs) holdUntil(backInMs);
    held += calls;
  }
  holdUntil(mostAheadMs);
  return Math.max(0, pace);
}
