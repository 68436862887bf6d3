import { createHash, timingSafeEqual } from 'node:crypto';
import type { Principal, Role } from './principal.ts';

export interface ApiKeyEntry {
  readonly tenantId: string;
  readonly name: string;
  /** SHA-256 of the key. */
  readonly sha256: Uint8Array;
  readonly roles: readonly Role[];
}

export interface ApiKeys {
  find(key: string): Principal | undefined;
}

export function createApiKeys(entries: readonly ApiKeyEntry[]): ApiKeys {
  const known = entries.map(({ tenantId, name, sha256, roles }) => ({
    sha256,
    principal: { tenantId, name, roles: new Set(roles), expiresAtMs: null } satisfies Principal,
  }));
  return {
    find(key) {
      const digest = createHash('sha256').update(key).digest();
      let found: Principal | undefined;
      // Every entry is compared, found or not: time says nothing about which one it is.
      for (const { sha256, principal } of known) if (timingSafeEqual(digest, sha256)) found = principal;
      return found;
    },
  };
}
