/** JSON Web Tokens of the tenants' issuers, verified with the keys the issuer publishes. */

import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Clock } from '../domain/clock.ts';
import { type Principal, type Role, roles } from './principal.ts';

export interface TokenIssuer {
  readonly tenantId: string;
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUri: string;
  /** The claim that must hold `tenantId`. */
  readonly tenantClaim: string;
  /** The claim with the roles: a list, or words in one text. A token without it may only read. */
  readonly rolesClaim: string;
}

export interface Tokens {
  /** The principal of a valid token; undefined for any other. */
  verify(token: string): Promise<Principal | undefined>;
}

/** Public-key signatures only: with a shared-secret algorithm the public key itself would sign. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** How far the issuer's clock may be off. */
const clockToleranceSeconds = 5;
/** An unknown key id makes the key set be fetched again, at most this often. */
const jwksCooldownMs = 30_000;
const jwksMaxAgeMs = 600_000;
const jwksTimeoutMs = 5_000;

export interface TokensOptions {
  readonly issuers: readonly TokenIssuer[];
  readonly clock: Clock;
  /** The keys of an issuer cannot be had, so that its good tokens are refused too; told once in 30 s an issuer. */
  readonly onKeysUnreachable?: ((issuer: TokenIssuer, error: unknown) => void) | undefined;
}

export function createTokens({ issuers, clock, onKeysUnreachable }: TokensOptions): Tokens {
  const toldAtMs = new Map<string, number>();
  const tell = (issuer: TokenIssuer, error: unknown) => {
    const nowMs = clock.now();
    if (nowMs - (toldAtMs.get(issuer.jwksUri) ?? Number.NEGATIVE_INFINITY) < jwksCooldownMs) return;
    toldAtMs.set(issuer.jwksUri, nowMs);
    onKeysUnreachable?.(issuer, error);
  };
  const keySets = new Map<string, JWTVerifyGetKey>();
  const keysAt = (uri: string): JWTVerifyGetKey => {
    const keys =
      keySets.get(uri) ??
      createRemoteJWKSet(new URL(uri), {
        cooldownDuration: jwksCooldownMs,
        cacheMaxAge: jwksMaxAgeMs,
        timeoutDuration: jwksTimeoutMs,
      });
    keySets.set(uri, keys);
    return keys;
  };

  const verifyFor = async (candidate: TokenIssuer, token: string): Promise<Principal | undefined> => {
    try {
      const { payload } = await jwtVerify(token, keysAt(candidate.jwksUri), {
        issuer: candidate.issuer,
        audience: candidate.audience,
        algorithms,
        requiredClaims: ['exp'],
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(clock.now()),
      });
      return toPrincipal(payload, candidate);
    } catch (error) {
      if (!isOfToken(error)) tell(candidate, error);
      return undefined;
    }
  };

  return {
    async verify(token) {
      const claimed = readClaims(token);
      if (!claimed) return undefined;
      // The claims only choose whose keys to ask; the signature decides.
      const candidate = issuers.find(
        ({ issuer, tenantClaim, tenantId }) => claimed.iss === issuer && claimed[tenantClaim] === tenantId,
      );
      return candidate && verifyFor(candidate, token);
    },
  };
}

export function isTokenShaped(credential: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(credential);
}

/** Whether the token is at fault, and not the way to its issuer's keys. */
function isOfToken(error: unknown): boolean {
  return error instanceof errors.JOSEError && !keySetFaults.has(error.code);
}

const keySetFaults: ReadonlySet<string> = new Set(['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID']);

function readClaims(token: string): JWTPayload | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

function toPrincipal(payload: JWTPayload, { tenantId, tenantClaim, rolesClaim }: TokenIssuer): Principal | undefined {
  if (payload[tenantClaim] !== tenantId || payload.exp === undefined) return undefined;
  return {
    tenantId,
    name: typeof payload.sub === 'string' ? payload.sub.slice(0, 64) : 'token',
    roles: new Set(toRoles(payload[rolesClaim])),
    expiresAtMs: payload.exp * 1000,
  };
}

function toRoles(claim: unknown): readonly Role[] {
  if (claim === undefined) return ['read'];
  const words: readonly unknown[] = typeof claim === 'string' ? claim.split(/\s+/) : Array.isArray(claim) ? claim : [];
  return roles.filter((role) => words.includes(role));
}
