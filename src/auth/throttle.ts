/** Slows the guessing of API keys down, by address and by the beginning of the key. */

import { LRUCache } from 'lru-cache';
import type { Clock } from '../domain/clock.ts';
import type { CredentialDigest } from './digest.ts';

export interface Throttle {
  /** Milliseconds until this credential may be tried from this address; 0 = now. */
  waitMs(attempt: Attempt): number;
  noteFailure(attempt: Attempt): void;
  noteSuccess(digest: CredentialDigest): void;
  /** Whether the credential was right before, so that trying it is no guess. */
  isProven(digest: CredentialDigest): boolean;
}

export interface Attempt {
  readonly address: string;
  readonly credential: string;
  readonly digest: CredentialDigest;
}

const windowMs = 60_000;
/** Failures within the window. An address may be a proxy with many clients behind it: it gets more. */
const maxFailures = { address: 100, prefix: 20 };
const prefixLength = 6;

export function createThrottle(clock: Clock): Throttle {
  const failures = new LRUCache<string, { count: number; readonly untilMs: number }>({ max: 10_000 });
  // A key that was right once is not a guess: it passes, however many wrong ones come from the same address.
  const proven = new LRUCache<string, true>({ max: 10_000 });

  const keysOf = ({ address, credential }: Attempt) => [
    { key: `address:${address}`, max: maxFailures.address },
    { key: `prefix:${address}:${credential.slice(0, prefixLength)}`, max: maxFailures.prefix },
  ];

  return {
    waitMs(attempt) {
      if (proven.has(attempt.digest.text)) return 0;
      const nowMs = clock.now();
      const waits = keysOf(attempt).map(({ key, max }) => {
        const entry = failures.get(key);
        return entry && entry.count >= max ? entry.untilMs - nowMs : 0;
      });
      return Math.max(0, ...waits);
    },
    noteFailure(attempt) {
      const nowMs = clock.now();
      for (const { key } of keysOf(attempt)) {
        const entry = failures.get(key);
        if (entry && entry.untilMs > nowMs) entry.count += 1;
        else failures.set(key, { count: 1, untilMs: nowMs + windowMs });
      }
    },
    noteSuccess({ text }) {
      proven.set(text, true);
    },
    isProven: ({ text }) => proven.has(text),
  };
}
