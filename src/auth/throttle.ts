/** Slows the guessing of API keys down, by address and by the beginning of the key. */

import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../domain/clock.ts';

export interface Throttle {
  /** Milliseconds until this credential may be tried from this address; 0 = now. */
  waitMs(address: string, credential: string): number;
  noteFailure(address: string, credential: string): void;
  noteSuccess(credential: string): void;
}

const windowMs = 60_000;
/** Failures within the window. An address may be a proxy with many clients behind it: it gets more. */
const maxFailures = { address: 100, prefix: 20 };
const prefixLength = 6;

export function createThrottle(clock: Clock): Throttle {
  const failures = new LRUCache<string, { count: number; readonly untilMs: number }>({ max: 10_000 });
  // A key that was right once is not a guess: it passes, however many wrong ones come from the same address.
  const proven = new LRUCache<string, true>({ max: 10_000 });

  const keysOf = (address: string, credential: string) => [
    { key: `address:${address}`, max: maxFailures.address },
    { key: `prefix:${address}:${credential.slice(0, prefixLength)}`, max: maxFailures.prefix },
  ];

  return {
    waitMs(address, credential) {
      if (proven.has(fingerprint(credential))) return 0;
      const nowMs = clock.now();
      const waits = keysOf(address, credential).map(({ key, max }) => {
        const entry = failures.get(key);
        return entry && entry.count >= max ? entry.untilMs - nowMs : 0;
      });
      return Math.max(0, ...waits);
    },
    noteFailure(address, credential) {
      const nowMs = clock.now();
      for (const { key } of keysOf(address, credential)) {
        const entry = failures.get(key);
        if (entry && entry.untilMs > nowMs) entry.count += 1;
        else failures.set(key, { count: 1, untilMs: nowMs + windowMs });
      }
    },
    noteSuccess(credential) {
      proven.set(fingerprint(credential), true);
    },
  };
}

function fingerprint(credential: string): string {
  return createHash('sha256').update(credential).digest('base64');
}
