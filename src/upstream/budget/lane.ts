/** Those who wait for a turn of one class, and which of them wait in vain. */

import type { AppError } from '../../errors.ts';
import type { Decision, Lease } from './engine.ts';
import { FairQueue, type Queued } from './fair-queue.ts';
import { Spacing } from './spacing.ts';

export interface Waiter extends Queued {
  /** Its turn is of no use later than this: the exchange itself needs time. */
  readonly latestMs: number;
  readonly grant: (lease: Lease) => void;
  readonly refuse: (error: AppError) => void;
}

export type Refusal = Extract<Decision, { granted: false }>;

export interface Lane {
  readonly budgetClass: string;
  readonly queue: FairQueue<Waiter>;
  readonly spacing: Spacing;
  /** `again`: something changed while it was running. */
  state: 'idle' | 'running' | 'again';
  /** What the first in the queue waits for. */
  waitsFor: Refusal['reason'] | 'spacing' | null;
  wake: AbortController | null;
  /** No one in the queue is too late before that. */
  lateFromMs: number;
  /** Calls under decision that nobody waited before. */
  passing: number;
}

/** The least time an exchange needs; a turn closer to the deadline would be a call wasted. */
export const exchangeLeadMs = 50;

export function createLane(budgetClass: string, weightOf: (tenantId: string) => number, spacingMs: number): Lane {
  return {
    budgetClass,
    queue: new FairQueue(weightOf),
    spacing: new Spacing(spacingMs),
    state: 'idle',
    waitsFor: null,
    wake: null,
    lateFromMs: Number.POSITIVE_INFINITY,
    passing: 0,
  };
}

/** Those whose time has come. */
export function takeLate(lane: Lane, nowMs: number): readonly Waiter[] {
  if (nowMs < lane.lateFromMs) return [];
  lane.lateFromMs = Number.POSITIVE_INFINITY;
  return [...lane.queue].filter((waiter) => {
    const lateFromMs = waiter.latestMs + exchangeLeadMs;
    if (lateFromMs > nowMs) lane.lateFromMs = Math.min(lane.lateFromMs, lateFromMs);
    return lateFromMs <= nowMs;
  });
}

/** Those whose turn comes too late when `head`, whose turn it is, is refused so. */
export function hopelessOf(
  queue: FairQueue<Waiter>,
  head: Waiter,
  { reason, waitMs }: Refusal,
  nowMs: number,
): readonly Waiter[] {
  // A call in flight may end at any moment.
  if (reason === 'concurrency') return [];
  const turnMs = nowMs + waitMs;
  return [...queue].filter((waiter) => {
    if (waiter.priority === 'interactive' && head.priority !== 'interactive') return false;
    // The reserve is not for them, and the day does not come back while they wait.
    if (waiter.priority !== 'interactive' && reason === 'day') return true;
    return waiter.latestMs < turnMs;
  });
}
