/** Limits and freshness as data: what `vendors/<v>/limits.ts` holds and the upstream engine obeys. */

/** How sure we are of a vendor fact: its own guide, public code or pages, or our assumption. */
export type Basis = 'documented' | 'public' | 'assumed';

export interface Sourced<T> {
  readonly value: T;
  readonly basis: Basis;
}

export function sourced<T>(value: T, basis: Basis): Sourced<T> {
  return { value, basis };
}

/** One kind of call with limits of its own. Every limit holds at once; an absent one does not exist. */
export interface BudgetClass {
  /** At most `requests` in any sliding window of `windowMs`. */
  readonly rate?: Sourced<{ readonly requests: number; readonly windowMs: number }>;
  /** Requests in flight at once. */
  readonly concurrent?: Sourced<number>;
  /** Requests in any rolling 24 hours. */
  readonly perDay?: Sourced<number>;
  /** Response header (lower case) that tells how many calls the 24 hours still hold; believed when lower than our count. */
  readonly remainingHeader?: Sourced<string>;
  /** The longest pause after a 429 that says none of its own, milliseconds; default five minutes. */
  readonly longestPauseMs?: Sourced<number>;
  /**
   * Longest an exchange may take, in milliseconds; our choice, for calls that carry much. Default: that of all calls (5 s).
   * A place in flight is held for 5 s more, so at most 25 000: a process that dies gives its places back within 30 s.
   */
  readonly timeoutMs?: number;
  /**
   * Another class of the vendor whose limits a call of this class counts against too
   * (energy upload is one of the 25 requests/s as well).
   */
  readonly within?: string;
}

/** How long a resource may be served from the cache, in seconds. */
export interface Freshness {
  /** Fresh: served without asking. */
  readonly freshSeconds: number;
  /** Then, for so long, served at once while one background call renews it. */
  readonly staleWhileRevalidateSeconds: number;
  /** Then (and through the former window too), for so long, served only when the vendor fails. */
  readonly staleIfErrorSeconds: number;
  /** The longest freshness that a scarce budget may stretch to. */
  readonly maxFreshSeconds?: number;
  /** How long "unknown id" is remembered, at most 60. */
  readonly negativeSeconds?: number;
}

export interface VendorLimits {
  /** By name; `default` is what a call without a class uses. */
  readonly classes: Readonly<Record<string, BudgetClass>> & { readonly default: BudgetClass };
  /** By resource name. */
  readonly freshness: Readonly<Record<string, Freshness>>;
}
