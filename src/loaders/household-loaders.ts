import type * as entity from '../domain/entities.ts';
import type { Readings } from '../domain/readings.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import { type HouseholdKey, householdKey } from '../vendors/vendor.ts';
import { toVendorError } from './align.ts';
import { toIds } from './entity-loader.ts';
import { createVendorLoader, type Operation, type VendorKey, type VendorLoader } from './vendor-loader.ts';

/** A household account and the civil period its figures are wanted for. */
export interface PeriodKey extends HouseholdKey {
  readonly vendor: VendorName;
}

/** Figures of household accounts; keys are the vendor's account ids. */
export interface HouseholdLoaders {
  readonly power: VendorLoader<VendorKey, entity.PowerReading>;
  readonly powerHistory: VendorLoader<VendorKey, readonly entity.PowerReading[]>;
  readonly periodReadings: VendorLoader<PeriodKey, Readings>;
  readonly totals: VendorLoader<PeriodKey, entity.HouseholdTotals>;
  readonly performance: VendorLoader<PeriodKey, entity.HouseholdPerformance>;
  readonly habits: VendorLoader<PeriodKey, readonly entity.HouseholdHabit[]>;
  readonly trend: VendorLoader<VendorKey, readonly entity.HouseholdTrendMonth[]>;
  readonly distribution: VendorLoader<VendorKey, readonly entity.ApplianceShare[]>;
  readonly compound: VendorLoader<VendorKey, readonly entity.HouseholdCompoundMonth[]>;
  readonly savings: VendorLoader<VendorKey, entity.HouseholdSavings>;
  /** The vendors that have household accounts. */
  readonly vendors: readonly VendorName[];
  greenEnergyWindows(vendor: VendorName): Promise<readonly entity.GreenEnergyWindow[]>;
  /** IANA time zone of the vendor's civil days; undefined when the vendor is not configured. */
  timeZone(vendor: VendorName): string | undefined;
}

export function createHouseholdLoaders(operation: Operation): HouseholdLoaders {
  const { tenant, call } = operation;

  const byId = { absent: 'null' } as const;
  const byPeriod = { absent: 'null', keyOf: householdKey } as const;
  return {
    power: createVendorLoader(operation, {
      ...byId,
      name: 'households.power',
      fetch: ({ households }, keys) => households?.power(toIds(keys), call),
    }),
    powerHistory: createVendorLoader(operation, {
      ...byId,
      name: 'households.powerHistory',
      fetch: ({ households }, keys) => households?.powerHistory(toIds(keys), call),
    }),
    periodReadings: createVendorLoader<PeriodKey, Readings>(operation, {
      ...byPeriod,
      name: 'households.periodReadings',
      fetch: ({ households }, keys) => households?.periodReadings(keys, call),
    }),
    totals: createVendorLoader<PeriodKey, entity.HouseholdTotals>(operation, {
      ...byPeriod,
      name: 'households.totals',
      fetch: ({ households }, keys) => households?.totals(keys, call),
    }),
    performance: createVendorLoader<PeriodKey, entity.HouseholdPerformance>(operation, {
      ...byPeriod,
      name: 'households.performance',
      fetch: ({ households }, keys) => households?.performance(keys, call),
    }),
    habits: createVendorLoader<PeriodKey, readonly entity.HouseholdHabit[]>(operation, {
      ...byPeriod,
      name: 'households.habits',
      fetch: ({ households }, keys) => households?.habits(keys, call),
    }),
    trend: createVendorLoader(operation, {
      ...byId,
      name: 'households.trend',
      fetch: ({ households }, keys) => households?.trend(toIds(keys), call),
    }),
    distribution: createVendorLoader(operation, {
      ...byId,
      name: 'households.distribution',
      fetch: ({ households }, keys) => households?.distribution(toIds(keys), call),
    }),
    compound: createVendorLoader(operation, {
      ...byId,
      name: 'households.compound',
      fetch: ({ households }, keys) => households?.compound(toIds(keys), call),
    }),
    savings: createVendorLoader(operation, {
      ...byId,
      name: 'households.savings',
      fetch: ({ households }, keys) => households?.savings(toIds(keys), call),
    }),
    vendors: [...tenant.sources.values()].filter((source) => source.households).map((source) => source.vendor),
    greenEnergyWindows: async (vendor) => {
      try {
        return (await tenant.sources.get(vendor)?.households?.greenEnergyWindows(call)) ?? [];
      } catch (error) {
        throw toVendorError(error, vendor);
      }
    },
    timeZone: (vendor) => tenant.sources.get(vendor)?.households?.timeZone,
  };
}
