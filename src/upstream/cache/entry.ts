/** What the cache holds of one entity, and what may be done with it at its age. */

import type { Freshness } from '../limits.ts';

export interface Entry {
  /** undefined with `unknown`: the vendor does not know the id. */
  readonly value: unknown;
  readonly unknown: boolean;
  /** When the vendor gave it; epoch milliseconds. */
  readonly asOfMs: number;
  /** A settled past: never asked for again while there is room, unless dropped. */
  readonly immutable: boolean;
  /** Set by a drop: no longer fresh, good only when the vendor fails. */
  expired: boolean;
  /** After a refresh that failed, the next one is not before this time. */
  refreshNotBeforeMs: number;
}

/**
 * fresh: answer with it · refresh: answer with it and renew it behind · fallback: ask, and answer with it only when
 * the vendor fails · gone: of no use.
 */
export type EntryState = 'fresh' | 'refresh' | 'fallback' | 'gone';

/** `freshMs`: how long the resource is fresh at present (`rule.freshSeconds`, or longer when calls are scarce). */
export function stateOf(entry: Entry | undefined, rule: Freshness, freshMs: number, nowMs: number): EntryState {
  if (!entry) return 'gone';
  const ageMs = nowMs - entry.asOfMs;
  if (entry.unknown) return !entry.expired && ageMs < negativeMs(rule) ? 'fresh' : 'gone';
  if (entry.immutable) return entry.expired ? 'fallback' : 'fresh';
  const refreshUntilMs = freshMs + rule.staleWhileRevalidateSeconds * 1000;
  if (!entry.expired && ageMs < freshMs) return 'fresh';
  if (!entry.expired && ageMs < refreshUntilMs) return 'refresh';
  return ageMs < refreshUntilMs + rule.staleIfErrorSeconds * 1000 ? 'fallback' : 'gone';
}

/** An unknown id may come to exist at any time, so it is remembered for a minute at most. */
export function negativeMs(rule: Freshness): number {
  return Math.min(rule.negativeSeconds ?? 0, 60) * 1000;
}

/** After this age an entry is of no use to anyone; undefined = while there is room. */
export function lifetimeMs(entry: Entry, rule: Freshness): number | undefined {
  if (entry.unknown) return negativeMs(rule);
  if (entry.immutable) return undefined;
  const freshSeconds = Math.max(rule.freshSeconds, rule.maxFreshSeconds ?? 0);
  return (freshSeconds + rule.staleWhileRevalidateSeconds + rule.staleIfErrorSeconds) * 1000;
}
