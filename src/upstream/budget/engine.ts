/**
 * What a budget engine promises: it decides, one call at a time, whether the vendor's limits leave room for it. One
 * engine object is one credential at one vendor; it keeps count in this process or, shared by all replicas, in Redis.
 */

import type { Priority } from '../call.ts';
import type { BudgetStatus } from '../connection.ts';
import type { BudgetClass } from '../limits.ts';

export interface TakeRequest {
  /** Name of a class in the vendor's limits. */
  readonly budgetClass: string;
  /** Only `interactive` may touch the reserve of the day. */
  readonly priority: Priority;
}

/**
 * A call that was let go. Until it is released, or its lease runs out, it counts as in flight; and in its rate window one
 * window longer, because it may have arrived at the vendor as late as that.
 */
export interface Lease {
  readonly id: string;
  readonly budgetClass: string;
  /** By the engine's own clock, which may be another's than this process'. */
  readonly grantedAtMs: number;
}

export type Decision =
  | { readonly granted: true; readonly lease: Lease; readonly remaining: number | null }
  | {
      readonly granted: false;
      /** The limit that says no. */
      readonly reason: RefusalReason;
      /**
       * Milliseconds until asking again makes sense. For `concurrency` a release may come earlier; for the others only a call
       * that was never sent gives its place back sooner.
       */
      readonly waitMs: number;
      /** Calls the rest of the day holds; null = no daily limit. */
      readonly remaining: number | null;
    };

export type RefusalReason = 'rate' | 'concurrency' | 'day' | 'pause';

/**
 * How a call ended. done: answered, so that it has arrived · abandoned: given up while it may still be on its way, or the
 * vendor at work on it · unsent: it never left, and its places are given back.
 */
export type Ending = 'done' | 'abandoned' | 'unsent';

export interface BudgetEngine {
  take(request: TakeRequest): Promise<Decision>;
  /** Milliseconds until a call behind `ahead` others could be let go, as far as rate, day and pause tell. */
  forecastMs(request: TakeRequest, ahead: number): Promise<number>;
  /** At once when the call has ended: its place in the rate window is free one window later. */
  release(lease: Lease, ending: Ending): Promise<void>;
  /** Nothing is let go for so long, whatever its class: the vendor asked for it. */
  pause(waitMs: number): Promise<void>;
  /** What the vendor says the day still holds; counts when lower than our own count. */
  believe(budgetClass: string, remaining: number): Promise<void>;
  /** As last known here. */
  status(): EngineStatus;
}

export interface EngineStatus {
  readonly budgets: readonly BudgetStatus[];
  /** Calls a millisecond that the tightest day can sustain (`sustainable-pace.ts`); null = no daily limit. */
  readonly pace: number | null;
  readonly inFlight: number;
  readonly callsToday: number;
}

export interface EngineRules {
  readonly classes: Readonly<Record<string, BudgetClass>>;
  /** After so long a lease counts as released: its holder has died. Longer than any exchange takes; milliseconds. */
  readonly leaseMs: number;
}

/** A call in flight that wasn't reported ended counts so much longer than its exchange may take, in milliseconds. */
export const leaseSpareMs = 4_000;

/** How long a call of the class is held to be in flight when nobody reports its end, in milliseconds. */
export function leaseMsOf({ classes, leaseMs }: EngineRules, budgetClass: string): number {
  return Math.max(leaseMs, (classes[budgetClass]?.timeoutMs ?? 0) + leaseSpareMs);
}

/**
 * A call let go is sent within so long or not at all, though this process be held up: with an exchange's time limit, and
 * the time a call given up counts, it has ended before its lease runs out.
 */
export const sendWithinMs = 1_000;

/** Part of a day's calls that only interactive calls may use. */
export const reserveShare = 0.1;

export const dayMs = 24 * 3_600_000;

/** The day is counted in parts by when calls were let go. */
export const ledgerBucketMs = 5 * 60_000;

/** From its start a part counts until the last of its calls is a day old: one arrives within a minute of being let go. */
export const ledgerSpanMs = ledgerBucketMs + 60_000 + dayMs;

/** When the vendor says that nothing is left, one call in so long finds out whether that is still so. */
export const probeEveryMs = 15 * 60_000;

/** A call given up counts as in flight for so long: what was sent of it may still arrive, and closing it takes time to be noticed. */
export const abandonedMs = 1_000;

/**
 * Windows are taken longer by a thousandth, 5 ms at least: clocks tell whole milliseconds, run a little differently, and
 * are put right while they run. When a call arrives at the vendor needs no guard (`Lease`).
 */
export function guardMs(windowMs: number): number {
  return Math.max(5, Math.ceil(windowMs / 1_000));
}

/** A rate window as we keep it. */
export function spanMs(windowMs: number): number {
  return windowMs + guardMs(windowMs);
}

/** The classes a call counts against: its own and those it is within. Throws an Error for an unknown name or a cycle. */
export function classChain(classes: Readonly<Record<string, BudgetClass>>, name: string): readonly string[] {
  const chain: string[] = [];
  for (let next: string | undefined = name; next !== undefined; next = classes[next]?.within) {
    if (!Object.hasOwn(classes, next)) throw new Error(`no budget class "${next}": add it to the vendor's limits.ts`);
    if (chain.includes(next))
      throw new Error(`budget class "${name}" is within itself: ${[...chain, next].join(' > ')}`);
    chain.push(next);
  }
  return chain;
}

/** Between two calls of a class whose windows are used evenly, in milliseconds; 0 = it has none. */
export function spacingMs(classes: Readonly<Record<string, BudgetClass>>, name: string): number {
  const spacings = classChain(classes, name).map((link) => {
    const rate = classes[link]?.rate?.value;
    return rate ? spanMs(rate.windowMs) / rate.requests : 0;
  });
  return Math.max(...spacings);
}

/** `1s`, `10s`, `24h`. */
export function windowName(windowMs: number): string {
  if (windowMs % 3_600_000 === 0) return `${windowMs / 3_600_000}h`;
  if (windowMs % 60_000 === 0) return `${windowMs / 60_000}m`;
  return windowMs % 1000 === 0 ? `${windowMs / 1000}s` : `${windowMs}ms`;
}

/** A status name of a class's window. */
export function budgetName(budgetClass: string, windowMs: number): string {
  return budgetClass === 'default' ? windowName(windowMs) : `${budgetClass} ${windowName(windowMs)}`;
}
