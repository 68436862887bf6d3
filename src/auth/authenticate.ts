/** Credential to principal: API keys and JWTs, the same for HTTP, WebSocket and SSE. */

import { AppError } from '../errors.ts';
import { type ApiKeyEntry, createApiKeys } from './api-keys.ts';
import { createTokens, isTokenShaped, type TokensOptions } from './jwt.ts';
import type { Principal } from './principal.ts';
import { createThrottle } from './throttle.ts';

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

  const byKey = (credential: string, address: string): Principal => {
    const retryAfterMs = throttle.waitMs(address, credential);
    if (retryAfterMs > 0) {
      throw new AppError('TOO_MANY_REQUESTS', 'Too many failed sign-ins; wait before the next.', { retryAfterMs });
    }
    const principal = keys.find(credential);
    if (principal) throttle.noteSuccess(credential);
    else throttle.noteFailure(address, credential);
    return principal ?? refuse();
  };

  return {
    async authenticate(credentials) {
      const credential = toCredential(credentials);
      if (credential === undefined || credential.length > maxCredentialLength) return refuse();
      if (issuers.length === 0 || !isTokenShaped(credential)) return byKey(credential, credentials.address);
      return keys.find(credential) ?? (await tokens.verify(credential)) ?? refuse();
    },
  };
}

function refuse(): never {
  throw new AppError('UNAUTHENTICATED', 'A valid credential is needed.');
}

function toCredential({ authorization, apiKey }: Credentials): string | undefined {
  if (authorization === undefined) return apiKey;
  return /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
}
