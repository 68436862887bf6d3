/** OAuth2 client-credentials token: fetched once for all who wait, renewed early, used to its end when renewal fails. */

import type { Clock } from '../../domain/clock.ts';
import { Flight } from '../cache/flight.ts';
import type { Call } from '../call.ts';
import type { TokenSource } from '../connection.ts';

export interface TokenCacheOptions {
  readonly source: TokenSource;
  readonly clock: Clock;
  /** From 0 to below 1: spreads the renewals of several replicas. */
  readonly random: () => number;
  /** How long a renewal that nobody waits for may take with its waits and retries, in milliseconds. */
  readonly renewTimeoutMs: number;
}

export interface TokenCache {
  /** A token that is still good. Throws what `fetchToken` throws, or `ended()` when the caller's operation ends first. */
  get(call: Call, ended: () => Error): Promise<string>;
  /** The vendor refused this token: it isn't given out again. */
  refuse(token: string): void;
  /** Whether the call is one that fetches a token, and must go out without. */
  isFetch(call: Call): boolean;
}

interface Held {
  readonly token: string;
  readonly expiresAtMs: number;
  /** From here on a new one is fetched while this one is still used. */
  readonly renewAtMs: number;
}

/** After a renewal that failed, the next is not before this. */
const renewCooldownMs = 5_000;
/** Tokens are taken as expired so long before they are: clocks differ and calls take time. */
const expiryLeadMs = 5_000;

export function createTokenCache({ source, clock, random, renewTimeoutMs }: TokenCacheOptions): TokenCache {
  const fetches = new WeakSet<Call>();
  let held: Held | undefined;
  let underWay: Flight<string> | undefined;
  let renewNotBeforeMs = 0;

  const fetchToken = async (call: Call): Promise<string> => {
    fetches.add(call);
    const { accessToken, expiresInSeconds } = await source.fetchToken(call);
    held = toHeld(accessToken, expiresInSeconds, clock.now(), random());
    return accessToken;
  };

  /** The fetch under way, or a new one; given up when all who wait for it are gone. */
  const fetchOnce = (starter: Call): Flight<string> => {
    if (underWay?.joinable) return underWay;
    const flight = new Flight(starter, 'interactive', fetchToken);
    underWay = flight;
    const done = () => {
      if (underWay === flight) underWay = undefined;
    };
    flight.result.then(done, () => {
      renewNotBeforeMs = clock.now() + renewCooldownMs;
      done();
    });
    return flight;
  };

  return {
    async get(call, ended) {
      const nowMs = clock.now();
      if (held && nowMs < held.expiresAtMs) {
        // A failed renewal is no one's failure yet: this token still works.
        if (nowMs >= held.renewAtMs && nowMs >= renewNotBeforeMs) {
          fetchOnce({ ...call, deadlineMs: nowMs + renewTimeoutMs });
        }
        return held.token;
      }
      return await fetchOnce(call).wait(call, ended);
    },
    refuse(token) {
      if (held?.token === token) held = undefined;
    },
    isFetch: (call) => fetches.has(call),
  };
}

/** Renewal starts in the last tenth of the token's life, a minute before its end at least, at a random point of that time. */
function toHeld(token: string, expiresInSeconds: number, nowMs: number, random: number): Held {
  const lifeMs = Math.max(0, expiresInSeconds * 1000);
  const earlyMs = Math.min(lifeMs / 2, Math.max(60_000, lifeMs / 10));
  return {
    token,
    expiresAtMs: nowMs + lifeMs - Math.min(expiryLeadMs, lifeMs / 10),
    renewAtMs: nowMs + lifeMs - earlyMs * (0.5 + random / 2),
  };
}
