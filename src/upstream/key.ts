/**
 * The one place that builds a key of the outgoing side: cache, coalescing, tag, budget, breaker, token. Every part is
 * length-prefixed, so no value can be read as a separator; the type is branded, so nothing else passes for a key.
 */

import { createHash } from 'node:crypto';
import type { VendorName } from '../domain/vendor-name.ts';

/** JSON-like parameters that make a cached value what it is. */
export type KeyParams = Readonly<Record<string, string | number | boolean | null | undefined>>;

declare const brand: unique symbol;

/** A key that no other purpose's key equals. */
export type Key<Purpose extends KeyPurpose = KeyPurpose> = string & { readonly [brand]: Purpose };

/** What stands for a credential, or for all of a connection's, outside the object that holds them. */
export type Fingerprint = string & { readonly [brand]: 'fingerprint' };

export type KeyPurpose = SharedPurpose | TenantPurpose | 'answer';
/** The vendor counts these by credential, whoever of us uses it. */
type SharedPurpose = 'budget' | 'breaker' | 'token';
/** These hold what a tenant may see, so they always carry the tenant. */
type TenantPurpose = 'entry' | 'tag' | 'etag';

export interface SharedScope {
  readonly vendor: VendorName;
  /** Role of the host where a vendor has several, else empty. */
  readonly role: string;
  readonly credential: Fingerprint;
}

export interface TenantScope extends SharedScope {
  readonly tenantId: string;
}

export function sharedKey<P extends SharedPurpose>(purpose: P, scope: SharedScope): Key<P> {
  return join([purpose, scope.vendor, scope.role, scope.credential]) as Key<P>;
}

/**
 * Keys of one resource, by id: the entity's own in a batch, or a tag's name. The order of `params` does not matter, nor
 * do absent ones.
 */
export function tenantKey<P extends TenantPurpose>(
  purpose: P,
  scope: TenantScope,
  resource: string,
  params: KeyParams,
): (id: string) => Key<P> {
  const { vendor, role, tenantId, credential } = scope;
  const common = join([purpose, vendor, role, tenantId, credential, resource, join(paramParts(params))]);
  return (id) => (common + join([id])) as Key<P>;
}

/** Of a whole answer: made of what any of the tenant's vendors gave, as of one generation of the tenant's own state. */
export function answerKey(tenantId: string, generation: readonly number[], question: string): Key<'answer'> {
  return join(['answer', tenantId, generation.join(), question]) as Key<'answer'>;
}

/** One-way and short; secrets are long random strings, so a plain digest does not give them away. */
export function fingerprintOf(credentials: readonly string[]): Fingerprint {
  return createHash('sha256').update(join(credentials)).digest('hex').slice(0, 32) as Fingerprint;
}

function paramParts(params: KeyParams): string[] {
  return Object.entries(params)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) => [name, JSON.stringify(value)]);
}

function join(parts: readonly string[]): string {
  let text = '';
  for (const part of parts) text += `${part.length}:${part}`;
  return text;
}
