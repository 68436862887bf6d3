/** OAuth2 client-credentials token: fetched once for all who wait, renewed early, used to its end when renewal fails. */

import type { Clock } from '../../domain/clock.ts';
import { Flight } from '../cache/flight.ts';
import { type Call, withDeadline } from '../call.ts';
import type { TokenSource } from '../connection.ts';
import type { SharedToken, SharedTokens } from './shared-tokens.ts';

export interface TokenCacheOptions {
  readonly source: TokenSource;
  /** Where other replicas find it, and we theirs. */
  readonly shared: SharedTokens | undefined;
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

export function createTokenCache({ source, shared, clock, random, renewTimeoutMs }: TokenCacheOptions): TokenCache {
  const fetches = new WeakSet<Call>();
  let held: Held | undefined;
  let refused: string | undefined;
  let underWay: Flight<string> | undefined;
  let renewNotBeforeMs = 0;

  const fetchToken = async (call: Call): Promise<string> => {
    const found = toUsable(await shared?.find());
    if (found) {
      held = found;
      return found.token;
    }
    fetches.add(call);
    const { accessToken: token, expiresInSeconds } = await source.fetchToken(call);
    const issuedAtMs = clock.now();
    const lifeMs = Math.max(0, expiresInSeconds * 1000);
    const issued = { token, issuedAtMs, expiresAtMs: issuedAtMs + lifeMs };
    held = toHeld(issued, random());
    shared?.keep(issued, lifeMs);
    return token;
  };

  /** Another replica's token, unless it is as old as ours, or refused. */
  const toUsable = (found: SharedToken | undefined): Held | undefined => {
    if (!found || found.token === refused || found.token === held?.token) return undefined;
    const usable = toHeld(found, random());
    return clock.now() < usable.renewAtMs ? usable : undefined;
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
          fetchOnce(withDeadline(call, nowMs + renewTimeoutMs));
        }
        return held.token;
      }
      return await fetchOnce(call).wait(call, ended);
    },
    refuse(token) {
      refused = token;
      if (held?.token === token) held = undefined;
    },
    isFetch: (call) => fetches.has(call),
  };
}

/** Renewal starts in the last tenth of the token's life, a minute before its end at least, at a random point of that time. */
function toHeld({ token, issuedAtMs, expiresAtMs }: SharedToken, random: number): Held {
  const lifeMs = expiresAtMs - issuedAtMs;
  const earlyMs = Math.min(lifeMs / 2, Math.max(60_000, lifeMs / 10));
  return {
    token,
    expiresAtMs: expiresAtMs - Math.min(expiryLeadMs, lifeMs / 10),
    renewAtMs: expiresAtMs - earlyMs * (0.5 + random / 2),
  };
}
