import type * as entity from '../domain/entities.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import { toVendorError } from './align.ts';
import { createEntityLoader, type EntityByKind, type EntityLoader } from './entity-loader.ts';
import { createFlexEventLoaders, type FlexEventLoaders } from './flex-event-loaders.ts';
import { createHomeLoaders, type HomeLoaders } from './home-loaders.ts';
import { createHouseholdLoaders, type HouseholdLoaders } from './household-loaders.ts';
import { createMembershipLoaders, type MembershipLoaders } from './memberships.ts';
import { createMeterLoaders, type MeterLoaders } from './meter-loaders.ts';
import { PointClaims } from './point-claims.ts';
import { createReadingsLoader, type MeasuredKind, type ReadingsLoader } from './readings.ts';
import { createServices, type Services } from './services.ts';
import type { Operation } from './vendor-loader.ts';

/** All that one operation may read of the vendors. Equal reads are one; a level of the query is one batch a vendor. */
export type Loaders = { readonly [K in keyof EntityByKind]: EntityLoader<EntityByKind[K]> } & {
  readonly readings: Readonly<Record<MeasuredKind, ReadingsLoader>>;
  readonly points: PointClaims;
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
  return new OperationLoaders(operation);
}

/** Each is made when it is first asked for: most operations need two or three of them. */
class OperationLoaders implements Loaders {
  readonly #operation: Operation;
  readonly #made: { -readonly [Name in keyof Loaders]?: Loaders[Name] } = {};
  readonly readings: Loaders['readings'];

  constructor(operation: Operation) {
    this.#operation = operation;
    this.readings = new OperationReadings(operation);
  }

  get assets() {
    this.#made.assets ??= createEntityLoader(this.#operation, 'assets', 'asset');
    return this.#made.assets;
  }

  get portfolios() {
    this.#made.portfolios ??= createEntityLoader(this.#operation, 'portfolios', 'portfolio');
    return this.#made.portfolios;
  }

  get flexEvents() {
    this.#made.flexEvents ??= createEntityLoader(this.#operation, 'flexEvents', 'event');
    return this.#made.flexEvents;
  }

  get eventSchemes() {
    this.#made.eventSchemes ??= createEntityLoader(this.#operation, 'eventSchemes', 'eventScheme');
    return this.#made.eventSchemes;
  }

  get homes() {
    this.#made.homes ??= createEntityLoader(this.#operation, 'homes', 'home');
    return this.#made.homes;
  }

  get meters() {
    this.#made.meters ??= createEntityLoader(this.#operation, 'meters', 'meter');
    return this.#made.meters;
  }

  get appliances() {
    this.#made.appliances ??= createEntityLoader(this.#operation, 'appliances', 'appliance');
    return this.#made.appliances;
  }

  get facilities() {
    this.#made.facilities ??= createEntityLoader(this.#operation, 'facilities', 'facility');
    return this.#made.facilities;
  }

  get points() {
    this.#made.points ??= new PointClaims(this.#operation.schedule);
    return this.#made.points;
  }

  get flex() {
    this.#made.flex ??= createFlexEventLoaders(this.#operation, this.assets);
    return this.#made.flex;
  }

  get memberships() {
    this.#made.memberships ??= createMembershipLoaders(this.portfolios, this.eventSchemes, this.flex);
    return this.#made.memberships;
  }

  get metering() {
    this.#made.metering ??= createMeterLoaders(this.#operation, this.meters, this.appliances);
    return this.#made.metering;
  }

  get households() {
    this.#made.households ??= createHouseholdLoaders(this.#operation);
    return this.#made.households;
  }

  get homing() {
    this.#made.homing ??= createHomeLoaders(this.#operation, this.homes);
    return this.#made.homing;
  }

  get services() {
    this.#made.services ??= createServices(this.#operation);
    return this.#made.services;
  }

  get webhooks() {
    this.#made.webhooks ??= createWebhookReads(this.#operation);
    return this.#made.webhooks;
  }
}

class OperationReadings {
  readonly #operation: Operation;
  readonly #made: Partial<Record<MeasuredKind, ReadingsLoader>> = {};

  constructor(operation: Operation) {
    this.#operation = operation;
  }

  get assets() {
    return this.#of('assets');
  }

  get meters() {
    return this.#of('meters');
  }

  get households() {
    return this.#of('households');
  }

  get assetBaselines() {
    return this.#of('assetBaselines');
  }

  get appliances() {
    return this.#of('appliances');
  }

  #of(kind: MeasuredKind): ReadingsLoader {
    const loader = this.#made[kind] ?? createReadingsLoader(this.#operation, kind);
    this.#made[kind] = loader;
    return loader;
  }
}

function createWebhookReads({ tenant, call }: Operation): Loaders['webhooks'] {
  const reads = new Map<VendorName, () => Promise<readonly entity.WebhookRegistration[]>>();
  for (const { vendor, webhooks } of tenant.sources.values()) {
    const read = webhooks?.registrations;
    if (read) reads.set(vendor, () => read(call).catch((error) => Promise.reject(toVendorError(error, vendor))));
  }
  return reads;
}
