/** Watches the credentials of connections that stay open: a token ends by its time, a key when it is revoked. */

import { createHash } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../errors.ts';
import type { Authenticator, Credentials } from './authenticate.ts';
import { untilExpired } from './expiry.ts';
import type { Principal } from './principal.ts';

export interface CredentialWatch {
  /**
   * Resolves when the credential has ended, or stands for somebody else or other roles by now; rejects with the signal's
   * reason when that ends the watch first.
   */
  untilEnded(credentials: Credentials, principal: Principal, signal: AbortSignal): Promise<void>;
}

export interface CredentialWatchOptions {
  readonly authenticator: Authenticator;
  readonly clock: Clock;
  /** Between two looks at a key that does not end by itself, milliseconds; default 3 000. */
  readonly intervalMs?: number;
}

interface Watched {
  readonly waiting: Set<{ readonly principal: Principal; readonly end: () => void }>;
  readonly stop: AbortController;
}

/** A key is looked at once an interval, however many connections it holds open. */
export function createCredentialWatch(options: CredentialWatchOptions): CredentialWatch {
  const { authenticator, clock, intervalMs = 3_000 } = options;
  const watched = new Map<string, Watched>();

  const watch = async (credentials: Credentials, { waiting, stop }: Watched) => {
    while (!stop.signal.aborted) {
      // Rejects when nobody waits any more.
      await clock.sleep(intervalMs, stop.signal).catch(() => {});
      if (stop.signal.aborted) return;
      const current = await authenticator.authenticate(credentials).catch(toRefusal);
      // That it cannot be judged at the moment says nothing about the key.
      if (current === 'unknown') continue;
      for (const { principal, end } of waiting) if (current === 'refused' || !isSame(current, principal)) end();
    }
  };

  const untilRevoked = (credentials: Credentials, principal: Principal, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const key = toKey(credentials);
      const entry = watched.get(key) ?? { waiting: new Set(), stop: new AbortController() };
      const leave = () => {
        signal.removeEventListener('abort', onAbort);
        entry.waiting.delete(one);
        if (entry.waiting.size > 0 || watched.get(key) !== entry) return;
        watched.delete(key);
        entry.stop.abort();
      };
      const onAbort = () => {
        leave();
        reject(signal.reason);
      };
      const one = {
        principal,
        end: () => {
          leave();
          resolve();
        },
      };
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      entry.waiting.add(one);
      if (watched.has(key)) return;
      watched.set(key, entry);
      void watch(credentials, entry);
    });

  return {
    // A token is not looked at again: while its issuer is out of reach it would look refused, and it ends soon enough.
    untilEnded: (credentials, principal, signal) =>
      principal.expiresAtMs === null
        ? untilRevoked(credentials, principal, signal)
        : untilExpired(principal, clock, signal),
  };
}

function toRefusal(error: unknown): 'refused' | 'unknown' {
  return error instanceof AppError && error.code === 'UNAUTHENTICATED' ? 'refused' : 'unknown';
}

function isSame(current: Principal, earlier: Principal): boolean {
  return current.tenantId === earlier.tenantId && current.roles.symmetricDifference(earlier.roles).size === 0;
}

function toKey({ authorization, apiKey }: Credentials): string {
  return createHash('sha256')
    .update(JSON.stringify([authorization ?? null, apiKey ?? null]))
    .digest('base64');
}
