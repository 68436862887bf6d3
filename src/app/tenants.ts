/** The tenants of the config at work, and what is done over all of them. */

import type { Logger } from 'pino';
import type { TenantConfig } from '../config.ts';
import type { Clock } from '../domain/clock.ts';
import type { StoredEvent } from '../domain/events.ts';
import { mergeHomeLinks, type StoredHomeLink } from '../domain/home-links.ts';
import type { HomeLink } from '../domain/ref.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import type { Tenant } from '../loaders/tenant.ts';
import type { Metrics } from '../metrics.ts';
import type { HomeLinkStore } from '../store/home-links.ts';
import type { Upstream } from '../upstream/connection.ts';
import type { VendorSource } from '../vendors/vendor.ts';

/** The tenants at work: a source for each vendor of each tenant. */
export function createTenants(
  configs: readonly TenantConfig[],
  {
    homeLinks: stored,
    ...deps
  }: { readonly upstream: Upstream; readonly clock: Clock; readonly homeLinks?: HomeLinkStore },
): ReadonlyMap<string, Tenant> {
  const tenants = configs.map(({ id, name, vendors, homeLinks }): Tenant => {
    const sources = new Map<VendorName, VendorSource>();
    for (const { module, config } of vendors) {
      sources.set(module.vendor, module.createSource(config, { tenantId: id, ...deps }));
    }
    const linked = stored ? followLinks(homeLinks, () => stored.linksOf(id)) : () => homeLinks;
    return {
      ...{ id, name, sources },
      memberKinds: new Map(vendors.map(({ module }) => [module.vendor, module.homeMemberKind])),
      get homeLinks() {
        return linked();
      },
    };
  });
  return new Map(tenants.map((tenant) => [tenant.id, tenant]));
}

/** The configured links with the stored ones as they stand, put together anew only when these have changed. */
function followLinks(configured: readonly HomeLink[], storedNow: () => readonly StoredHomeLink[]) {
  let stored = storedNow();
  let links = mergeHomeLinks(configured, stored);
  return () => {
    if (storedNow() !== stored) {
      stored = storedNow();
      links = mergeHomeLinks(configured, stored);
    }
    return links;
  };
}

/** @throws Error when a principal names a tenant that the config does not. */
export function knownTenant(tenants: ReadonlyMap<string, Tenant>, id: string): Tenant {
  const tenant = tenants.get(id);
  if (!tenant) throw new Error('a principal of a tenant that is not in the config');
  return tenant;
}

/** Makes the source read afresh what the event concerns, before subscribers ask for it. */
export async function tellSource(tenants: ReadonlyMap<string, Tenant>, event: StoredEvent, log: Logger): Promise<void> {
  const { tenantId, vendor, type, occurredAt, seq, subject } = event;
  const source = tenants.get(tenantId)?.sources.get(vendor);
  const outcome = await source?.onEvent?.({ type, occurredAt, identity: String(seq), subject });
  if (outcome !== 'overtaken') return;
  log.info({ tenantId, vendor, seq, type }, 'an event came after a newer one of the same; it changes nothing here');
}

/** What each budget still holds, into the gauge. */
export function showBudgets(tenants: ReadonlyMap<string, Tenant>, metrics: Metrics): void {
  for (const tenant of tenants.values()) {
    for (const source of tenant.sources.values()) {
      for (const { window, remaining } of source.status().flatMap(({ budgets }) => budgets)) {
        metrics.budgetRemaining.set({ vendor: source.vendor, tenant: tenant.id, window }, remaining);
      }
    }
  }
}
