/** Who was let in with what a moment ago, so that a credential's digest is not worked out with every request. */

import type { Clock } from '../domain/clock.ts';
import type { Principal } from './principal.ts';

export interface RecentCredentials {
  find(credential: string): Principal | undefined;
  /** @param untilMs when the credential is to be judged anew, at the latest; epoch milliseconds */
  note(credential: string, principal: Principal, untilMs: number): void;
}

/**
 * How long at most anybody is known by this, in milliseconds: credentials themselves lie here, and nowhere else, until
 * the first request after that.
 */
const longestMs = 10_000;
const most = 1_000;

/** Forgets all at once, from time to time: who comes again is known by the digest. */
export function createRecentCredentials(clock: Clock): RecentCredentials {
  const recent = new Map<string, { readonly principal: Principal; readonly untilMs: number }>();
  let forgetAtMs = 0;

  const forget = (nowMs: number) => {
    recent.clear();
    forgetAtMs = nowMs + longestMs;
  };

  return {
    find(credential) {
      const nowMs = clock.now();
      if (nowMs >= forgetAtMs) forget(nowMs);
      const entry = recent.get(credential);
      return entry && entry.untilMs > nowMs ? entry.principal : undefined;
    },
    note(credential, principal, untilMs) {
      if (recent.size === 0 || recent.size >= most) forget(clock.now());
      recent.set(credential, { principal, untilMs });
    },
  };
}
