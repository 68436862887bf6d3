import { AppError } from '../errors.ts';
import type { Tenant } from '../loaders/tenant.ts';

type Source = Tenant['sources'] extends ReadonlyMap<unknown, infer S> ? S : never;
/** What a capability offers. */
export type Offered<C extends Capability> = NonNullable<Source[C]>;

type Capability = Exclude<keyof Source, 'vendor' | 'ping' | 'status' | 'onEvent'>;

/**
 * The tenant's vendor with a capability that no entity names; the first one configured.
 * @throws AppError VENDOR_NOT_CONFIGURED
 */
export function sourceWith<C extends Capability>(tenant: Tenant, capability: C): Source & Required<Pick<Source, C>> {
  for (const source of tenant.sources.values()) if (has(source, capability)) return source;
  throw new AppError('VENDOR_NOT_CONFIGURED', 'The tenant has configured no vendor that offers this.');
}

function has<C extends Capability>(source: Source, capability: C): source is Source & Required<Pick<Source, C>> {
  return source[capability] !== undefined;
}
