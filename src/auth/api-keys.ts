import { timingSafeEqual } from 'node:crypto';
import type { CredentialDigest } from './digest.ts';
import type { Principal, Role } from './principal.ts';

export interface ApiKeyEntry {
  readonly tenantId: string;
  readonly name: string;
  /** SHA-256 of the key. */
  readonly sha256: Uint8Array;
  readonly roles: readonly Role[];
}

export interface ApiKeys {
  find(key: CredentialDigest): Principal | undefined;
}

/** Finds a key in the same time however many there are, and whether or not it is one. */
export function createApiKeys(entries: readonly ApiKeyEntry[]): ApiKeys {
  const known = new Map(
    entries.map(({ tenantId, name, sha256, roles }) => {
      const principal: Principal = { tenantId, name, roles: new Set(roles), expiresAtMs: null };
      return [toText(sha256), { sha256, principal }];
    }),
  );
  const nobody = { sha256: new Uint8Array(32), principal: undefined };
  return {
    find({ bytes }) {
      // Where a digest lies in the table says nothing of a key that has it; the comparison takes the same time for all.
      const { sha256, principal } = known.get(toText(bytes)) ?? nobody;
      return timingSafeEqual(bytes, sha256) ? principal : undefined;
    },
  };
}

function toText(digest: Uint8Array): string {
  return Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('latin1');
}
