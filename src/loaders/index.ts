import type * as entity from '../domain/entities.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import { toVendorError } from './align.ts';
import { createEntityLoader, type EntityByKind, type EntityLoader } from './entity-loader.ts';
import { createFlexEventLoaders, type FlexEventLoaders } from './flex-event-loaders.ts';
import { createHomeLoaders, type HomeLoaders } from './home-loaders.ts';
import { createHouseholdLoaders, type HouseholdLoaders } from './household-loaders.ts';
import { createMembershipLoaders, type MembershipLoaders } from './memberships.ts';
import { createMeterLoaders, type MeterLoaders } from './meter-loaders.ts';
import { createReadingsLoader, type MeasuredKind, type ReadingsLoader } from './readings.ts';
import { createServices, type Services } from './services.ts';
import type { Operation } from './vendor-loader.ts';

/** All that one operation may read of the vendors. Equal reads are one; a level of the query is one batch a vendor. */
export type Loaders = { readonly [K in keyof EntityByKind]: EntityLoader<EntityByKind[K]> } & {
  readonly readings: Readonly<Record<MeasuredKind, ReadingsLoader>>;
  readonly flex: FlexEventLoaders;
  readonly memberships: MembershipLoaders;
  readonly metering: MeterLoaders;
  readonly households: HouseholdLoaders;
  readonly homing: HomeLoaders;
  readonly services: Services;
  /** Webhooks registered at each vendor that has such, by vendor. */
  readonly webhooks: ReadonlyMap<VendorName, () => Promise<readonly entity.WebhookRegistration[]>>;
};

/** Fresh for each operation, and for each event of a subscription: what it has read it keeps. */
export function createLoaders(operation: Operation): Loaders {
  const assets = createEntityLoader(operation, 'assets', 'asset');
  const portfolios = createEntityLoader(operation, 'portfolios', 'portfolio');
  const eventSchemes = createEntityLoader(operation, 'eventSchemes', 'eventScheme');
  const homes = createEntityLoader(operation, 'homes', 'home');
  const meters = createEntityLoader(operation, 'meters', 'meter');
  const appliances = createEntityLoader(operation, 'appliances', 'appliance');
  const flex = createFlexEventLoaders(operation, assets);
  return {
    assets,
    portfolios,
    flexEvents: createEntityLoader(operation, 'flexEvents', 'event'),
    eventSchemes,
    homes,
    meters,
    appliances,
    facilities: createEntityLoader(operation, 'facilities', 'facility'),
    readings: {
      assets: createReadingsLoader(operation, 'assets'),
      meters: createReadingsLoader(operation, 'meters'),
      households: createReadingsLoader(operation, 'households'),
      assetBaselines: createReadingsLoader(operation, 'assetBaselines'),
      appliances: createReadingsLoader(operation, 'appliances'),
    },
    flex,
    memberships: createMembershipLoaders(portfolios, eventSchemes, flex),
    metering: createMeterLoaders(operation, meters, appliances),
    households: createHouseholdLoaders(operation),
    homing: createHomeLoaders(operation, homes),
    services: createServices(operation),
    webhooks: createWebhookReads(operation),
  };
}

function createWebhookReads({ tenant, call }: Operation): Loaders['webhooks'] {
  const reads = new Map<VendorName, () => Promise<readonly entity.WebhookRegistration[]>>();
  for (const { vendor, webhooks } of tenant.sources.values()) {
    const read = webhooks?.registrations;
    if (read) reads.set(vendor, () => read(call).catch((error) => Promise.reject(toVendorError(error, vendor))));
  }
  return reads;
}
