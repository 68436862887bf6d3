/** Credential to principal: API keys and JWTs, the same for HTTP, WebSocket and SSE. */

import { LRUCache } from 'lru-cache';
import { AppError } from '../errors.ts';
import { type ApiKeyEntry, createApiKeys } from './api-keys.ts';
import { type CredentialDigest, digestOf } from './digest.ts';
import { createTokens, isTokenShaped, type TokensOptions } from './jwt.ts';
import type { Principal } from './principal.ts';
import { createRecentCredentials } from './recent.ts';
import { type Attempt, createThrottle } from './throttle.ts';

/** What a client presented: two header names, or the same two in a `connection_init` payload. */
export interface Credentials {
  /** `Bearer <API key or JWT>`. Wins over `apiKey`. */
  readonly authorization?: string | undefined;
  readonly apiKey?: string | undefined;
  /** Address of the client, for the throttle. */
  readonly address: string;
}

export interface Authenticator {
  /**
   * @throws AppError UNAUTHENTICATED, with the same words whatever is wrong; TOO_MANY_REQUESTS after too many wrong keys.
   */
  authenticate(credentials: Credentials): Promise<Principal>;
  /**
   * The principal of a credential that was let in before and is good still; undefined says nothing, `authenticate` does.
   * At once, and without a trace in the throttle.
   */
  known(credentials: Omit<Credentials, 'address'>): Principal | undefined;
}

export interface AuthenticatorOptions extends TokensOptions {
  readonly apiKeys: readonly ApiKeyEntry[];
}

/** A longer credential is none; in characters. */
const maxCredentialLength = 8_192;

export function createAuthenticator({ apiKeys, ...options }: AuthenticatorOptions): Authenticator {
  const { issuers, clock } = options;
  const keys = createApiKeys(apiKeys);
  const tokens = createTokens(options);
  const throttle = createThrottle(clock);
  const verified = new LRUCache<string, { readonly principal: Principal; readonly untilMs: number }>({
    max: mostVerified,
  });
  const recent = createRecentCredentials(clock);

  const byKey = (attempt: Attempt): Principal => {
    const retryAfterMs = throttle.waitMs(attempt);
    if (retryAfterMs > 0) {
      throw new AppError('TOO_MANY_REQUESTS', 'Too many failed sign-ins; wait before the next.', { retryAfterMs });
    }
    const principal = keys.find(attempt.digest);
    if (principal) throttle.noteSuccess(attempt.digest);
    else throttle.noteFailure(attempt);
    return principal ?? refuse();
  };

  const byToken = async (credential: string, digest: CredentialDigest): Promise<Principal> => {
    const principal = (await tokens.verify(credential)) ?? refuse();
    verified.set(digest.text, { principal, untilMs: Math.min(endOf(principal), clock.now() + verifiedForMs) });
    return principal;
  };

  const byDigest = (credential: string): Principal | undefined => {
    const digest = digestOf(credential);
    const key = throttle.isProven(digest) ? keys.find(digest) : undefined;
    const found = key ? { principal: key, untilMs: endOf(key) } : verified.get(digest.text);
    if (!found || found.untilMs <= clock.now()) return undefined;
    recent.note(credential, found.principal, found.untilMs);
    return found.principal;
  };

  return {
    async authenticate(credentials) {
      const credential = toCredential(credentials);
      if (credential === undefined || credential.length > maxCredentialLength) return refuse();
      const digest = digestOf(credential);
      if (issuers.length === 0 || !isTokenShaped(credential)) {
        return byKey({ address: credentials.address, credential, digest });
      }
      return keys.find(digest) ?? (await byToken(credential, digest));
    },
    known(credentials) {
      const credential = toCredential(credentials);
      if (credential === undefined || credential.length > maxCredentialLength) return undefined;
      return recent.find(credential) ?? byDigest(credential);
    },
  };
}

/** A token that was found good is not verified again for so long, in milliseconds: its issuer may withdraw a key. */
const verifiedForMs = 60_000;
const mostVerified = 10_000;

function endOf({ expiresAtMs }: Principal): number {
  return expiresAtMs ?? Number.POSITIVE_INFINITY;
}

function refuse(): never {
  throw new AppError('UNAUTHENTICATED', 'A valid credential is needed.');
}

function toCredential({ authorization, apiKey }: Omit<Credentials, 'address'>): string | undefined {
  if (authorization === undefined) return apiKey;
  return /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
}
