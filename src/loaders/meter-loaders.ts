import type * as entity from '../domain/entities.ts';
import type { MeterAppliance } from '../domain/site-administration.ts';
import { type VendorName, vendorNames } from '../domain/vendor-name.ts';
import type { MeterSource } from '../vendors/vendor.ts';
import { toVendorError } from './align.ts';
import { type EntityLoader, toIds } from './entity-loader.ts';
import { remember } from './list-reader.ts';
import { createVendorLoader, type Operation, type VendorKey, type VendorLoader } from './vendor-loader.ts';

export interface CostsKey extends VendorKey {
  /** Civil months, YYYY-MM, both included. */
  readonly fromMonth: string;
  readonly toMonth: string;
}

/** What hangs on meters and facilities. */
export interface MeterLoaders {
  readonly metersByFacilityId: VendorLoader<VendorKey, readonly entity.Meter[]>;
  /** Begins to read the meters of facilities that are still to come, where the vendor can be asked without knowing them. */
  expectMeters(vendor: VendorName): void;
  /** null also when the vendor has no such read. */
  readonly lastReadingById: VendorLoader<VendorKey, entity.LastReading>;
  /** null when the vendor has no appliances. */
  readonly appliancesByMeterId: VendorLoader<VendorKey, readonly MeterAppliance[]>;
  readonly actionsByFacilityId: VendorLoader<VendorKey, readonly entity.FacilityAction[]>;
  /** null when the vendor has no costs. */
  costs(key: CostsKey): Promise<readonly entity.Cost[] | null>;
  applianceCosts(key: CostsKey): Promise<readonly entity.Cost[] | null>;
  /** The vendors with meters, in the fixed order of the graph. */
  readonly vendors: readonly VendorName[];
  /** Empty when the vendor lists none. */
  quantities(vendor: VendorName): Promise<readonly entity.Quantity[]>;
}

export function createMeterLoaders(
  operation: Operation,
  meters: EntityLoader<entity.Meter>,
  appliances: EntityLoader<MeterAppliance>,
): MeterLoaders {
  const { tenant, call } = operation;
  const expected = new Map<VendorName, ReturnType<NonNullable<MeterSource['expectFacilities']>>>();
  const quantities = new Map<string, Promise<readonly entity.Quantity[]>>();
  const costs = new Map<string, Promise<readonly entity.Cost[] | null>>();

  const metersByFacilityId = createVendorLoader<VendorKey, readonly entity.Meter[]>(operation, {
    name: 'metersByFacilityId',
    absent: 'error',
    fetch: (source, keys) => {
      const ids = toIds(keys);
      const read = expected.get(source.vendor)?.(ids) ?? source.meters?.byFacilityIds(ids, call);
      return read?.then((batch) => {
        for (const own of batch.values()) if (Array.isArray(own)) meters.remember(own);
        return batch;
      });
    },
  });

  return {
    metersByFacilityId,
    expectMeters(vendor) {
      const begun = expected.has(vendor) ? undefined : tenant.sources.get(vendor)?.meters?.expectFacilities?.(call);
      if (begun) expected.set(vendor, begun);
    },
    lastReadingById: createVendorLoader(operation, {
      name: 'meters.lastReadings',
      absent: 'null',
      // "No reading yet" and "unknown" are the same to a reader: null.
      fetch: (source, keys) =>
        source.meters
          ?.lastReadings?.(toIds(keys), call)
          .then((batch) => new Map([...batch].flatMap(([id, last]) => (last === null ? [] : [[id, last] as const])))),
    }),
    appliancesByMeterId: createVendorLoader<VendorKey, readonly MeterAppliance[]>(operation, {
      name: 'appliancesByMeterId',
      absent: 'null',
      fetch: (source, keys) =>
        source.appliances?.byMeterIds(toIds(keys), call).then((batch) => {
          for (const own of batch.values()) if (Array.isArray(own)) appliances.remember(own);
          return batch;
        }),
    }),
    actionsByFacilityId: createVendorLoader(operation, {
      name: 'facilities.actions',
      absent: 'null',
      fetch: (source, keys) => source.facilities?.actions?.(toIds(keys), call),
    }),
    costs: (key) =>
      remember(costs, JSON.stringify([key.vendor, key.id, key.fromMonth, key.toMonth]), async () => {
        const read = tenant.sources.get(key.vendor)?.meters;
        return ofVendor(key.vendor, read?.costs?.(key.id, key.fromMonth, key.toMonth, call));
      }),
    applianceCosts: (key) =>
      remember(costs, JSON.stringify(['appliance', key.vendor, key.id, key.fromMonth, key.toMonth]), async () => {
        const read = tenant.sources.get(key.vendor)?.appliances;
        return ofVendor(key.vendor, read?.costs(key.id, key.fromMonth, key.toMonth, call));
      }),
    vendors: vendorNames.filter((vendor) => tenant.sources.get(vendor)?.meters),
    quantities: (vendor) =>
      remember(quantities, vendor, async () => {
        const read = tenant.sources.get(vendor)?.meters;
        return (await ofVendor(vendor, read?.quantities?.(call))) ?? [];
      }),
  };
}

async function ofVendor<T>(vendor: VendorName, read: Promise<T> | undefined): Promise<T | null> {
  try {
    return (await read) ?? null;
  } catch (error) {
    throw toVendorError(error, vendor);
  }
}
