/**
 * Spares a vendor that is down, and its callers the wait. Only failures of the vendor count: a refused credential or
 * request is an answer. Why it is our own: docs/decisions/0007.
 */

import type { Clock } from '../../domain/clock.ts';
import type { BreakerState } from '../connection.ts';

/** What a call told about the vendor's health; `unknown` when it was given up by its own caller. */
export type Health = 'alive' | 'failing' | 'unknown';

export type Admission =
  | { readonly admitted: true; readonly probe: boolean }
  | { readonly admitted: false; readonly retryAfterMs: number };

/** Calls this old no longer count. */
const windowMs = 20_000;
/** Fewer results than this say nothing. */
const leastResults = 5;
/** Open when this part of the results are failures. */
const failingShare = 0.5;
const firstOpenMs = 5_000;
const longestOpenMs = 60_000;

export class Breaker {
  readonly #clock: Clock;
  readonly #random: () => number;
  /** Oldest first. */
  readonly #results: { readonly atMs: number; readonly failing: boolean }[] = [];
  #failures = 0;
  /** undefined = closed. */
  #openUntilMs: number | undefined;
  #openedInRow = 0;
  #probing = false;

  /** `random`, from 0 to below 1, spreads the probes of several replicas. */
  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  get state(): BreakerState {
    if (this.#openUntilMs === undefined) return 'CLOSED';
    return this.#clock.now() < this.#openUntilMs ? 'OPEN' : 'HALF_OPEN';
  }

  /** Asked before a call. Half-open lets one probe through at a time. Each admission must be `report`ed. */
  admit(): Admission {
    if (this.#openUntilMs === undefined) return { admitted: true, probe: false };
    const leftMs = this.#openUntilMs - this.#clock.now();
    if (leftMs > 0) return { admitted: false, retryAfterMs: Math.ceil(leftMs) };
    if (this.#probing) return { admitted: false, retryAfterMs: 1_000 };
    this.#probing = true;
    return { admitted: true, probe: true };
  }

  report(admission: Admission, health: Health): void {
    if (admission.admitted && admission.probe) this.#reportProbe(health);
    // A call from before the opening says nothing new.
    else if (this.#openUntilMs === undefined) this.#reportCall(health);
  }

  #reportCall(health: Health): void {
    if (health === 'unknown') return;
    const nowMs = this.#clock.now();
    this.#add(nowMs, health === 'failing');
    const counted = this.#results.length;
    if (this.#failures >= leastResults && this.#failures >= counted * failingShare) this.#open(nowMs);
  }

  #add(nowMs: number, failing: boolean): void {
    this.#results.push({ atMs: nowMs, failing });
    if (failing) this.#failures += 1;
    for (let first = this.#results[0]; first; first = this.#results[0]) {
      if (this.#results.length <= mostResults && nowMs - first.atMs < windowMs) return;
      this.#results.shift();
      if (first.failing) this.#failures -= 1;
    }
  }

  #forget(): void {
    this.#results.length = 0;
    this.#failures = 0;
  }

  #reportProbe(health: Health): void {
    this.#probing = false;
    if (health === 'unknown') return;
    if (health === 'failing') {
      this.#open(this.#clock.now());
      return;
    }
    this.#openUntilMs = undefined;
    this.#openedInRow = 0;
    this.#forget();
  }

  #open(nowMs: number): void {
    const spanMs = Math.min(longestOpenMs, firstOpenMs * 2 ** this.#openedInRow);
    this.#openUntilMs = nowMs + spanMs * (0.8 + 0.2 * this.#random());
    this.#openedInRow += 1;
    this.#forget();
  }
}

const mostResults = 200;
