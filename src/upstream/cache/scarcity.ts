/**
 * The freshness of a resource follows what the budget can sustain until it resets (docs/limits.md has the formula):
 * each call counts as many times as freshness is stretched at that moment, which gives the demand without stretching;
 * that over the pace the rest of the day allows is how much to stretch.
 */

import type { Clock } from '../../domain/clock.ts';
import type { Freshness } from '../limits.ts';

/** Demand is what was seen in the last ten minutes, in parts of one. */
const demandWindowMs = 10 * 60_000;
const partMs = 60_000;
const reconsiderMs = 1_000;

export interface ScarcityOptions {
  readonly clock: Clock;
  /** Gateways that spend the same budget, about alike. Default 1. */
  readonly replicas?: number;
  /** Calls a millisecond that the budget can sustain at present; null = without end. */
  readonly pace: () => number | null;
}

export class Scarcity {
  readonly #clock: Clock;
  readonly #pace: () => number | null;
  readonly #replicas: number;
  #parts: { readonly startMs: number; demand: number }[] = [];
  #stretch = 1;
  #consideredAtMs = Number.NEGATIVE_INFINITY;

  constructor({ clock, pace, replicas = 1 }: ScarcityOptions) {
    this.#replicas = replicas;
    this.#clock = clock;
    this.#pace = pace;
  }

  /** Counts a call that was sent. */
  countCall(): void {
    const nowMs = this.#clock.now();
    let part = this.#parts.at(-1);
    if (!part || nowMs - part.startMs >= partMs) {
      part = { startMs: nowMs, demand: 0 };
      this.#parts.push(part);
    }
    // An endless stretch lets few calls through: they say little of the demand.
    part.demand += Math.min(this.stretch(), 100);
  }

  /** How long the resource is fresh at present, in milliseconds: between its least and its most. */
  freshMs({ freshSeconds, maxFreshSeconds = freshSeconds }: Freshness): number {
    return Math.max(freshSeconds, Math.min(maxFreshSeconds, freshSeconds * this.stretch())) * 1000;
  }

  /** 1 while the budget holds for the demand; Infinity when nothing but the reserve is left. */
  stretch(): number {
    const nowMs = this.#clock.now();
    if (nowMs - this.#consideredAtMs < reconsiderMs) return this.#stretch;
    this.#consideredAtMs = nowMs;
    this.#parts = this.#parts.filter(({ startMs }) => nowMs - startMs < demandWindowMs);
    const seen = this.#parts.reduce((sum, part) => sum + part.demand, 0);
    const demand = (seen * this.#replicas) / demandWindowMs;
    const pace = this.#pace() ?? Number.POSITIVE_INFINITY;
    this.#stretch = pace === 0 ? Number.POSITIVE_INFINITY : Math.max(1, demand / pace);
    return this.#stretch;
  }
}
