/** A tenant whose five vendors are plain objects: they answer from lists, count their calls, and fail on demand. */

import { toSlice } from '../../src/domain/batch.ts';
import type * as entity from '../../src/domain/entities.ts';
import { type ReadingRequest, type Readings, readingKey } from '../../src/domain/readings.ts';
import type { HomeLink, Ref } from '../../src/domain/ref.ts';
import type { VendorName } from '../../src/domain/vendor-name.ts';
import { AppError } from '../../src/errors.ts';
import type { Tenant } from '../../src/loaders/tenant.ts';
import {
  type EntitySource,
  householdKey,
  priceSignalKey,
  type ReadingSource,
  type VendorSource,
} from '../../src/vendors/vendor.ts';
import {
  action,
  asset,
  assetStats,
  facility,
  flexEvent,
  healthy,
  home,
  meter,
  portfolio,
  priceSignal,
  ref,
  start,
  stats,
} from './entities.ts';

export { start } from './entities.ts';

export const hourMs = 3_600_000;

export interface World {
  readonly tenant: Tenant;
  /** Every call of a port method, as `VENDOR.kind.method(ids)`. */
  readonly calls: string[];
  /** A vendor, or one of its methods (`ENERKEY.meters.list`), that fails with this error. */
  readonly failing: Map<string, AppError>;
  /** Meters whose readings fail. */
  readonly failingMeters: Set<string>;
  readonly sources: Map<VendorName, VendorSource>;
}

export const unavailable = (vendor: VendorName) =>
  new AppError('VENDOR_UNAVAILABLE', `${vendor} does not answer.`, { vendor, retryAfterMs: 1000 });

export interface WorldSize {
  readonly id?: string;
  readonly facilities?: number;
  readonly metersPerFacility?: number;
  readonly assets?: number;
  readonly homeLinks?: readonly HomeLink[];
  readonly vendors?: readonly VendorName[];
}

const household = ref('DIGIWATT', 'household', 'acc-1');
/** Home 1 has a member at every vendor; home 2 stands alone. */
export const firstHome: HomeLink = {
  members: [
    ref('WATTSHIFT', 'home', 'home-1'),
    household,
    ref('EQUIWATT', 'asset', 'asset-1'),
    ref('WATTICS', 'stream', 'stream-1'),
    ref('ENERKEY', 'facility', '1'),
  ],
};

export function createWorld(size: WorldSize = {}): World {
  const calls: string[] = [];
  const failing = new Map<string, AppError>();
  const failingMeters = new Set<string>();

  const count = (vendor: VendorName, method: string, detail: unknown = '') => {
    const name = `${vendor}.${method}`;
    calls.push(detail === '' ? name : `${name}(${detail})`);
    const error = failing.get(name) ?? failing.get(vendor);
    if (error) throw error;
  };

  const entities = <T extends { readonly ref: Ref }>(
    vendor: VendorName,
    kind: string,
    items: readonly T[],
  ): EntitySource<T> => ({
    list: async (window) => {
      count(vendor, `${kind}.list`, `${window.offset}+${window.limit}`);
      return toSlice(items, window);
    },
    byIds: async (ids) => {
      count(vendor, `${kind}.byIds`, ids.join());
      return new Map(items.filter((item) => ids.includes(item.ref.id)).map((item) => [item.ref.id, item]));
    },
  });

  /** 1 kWh an hour, by the id's list of what is known; an unknown id is absent. */
  const readings = (vendor: VendorName, kind: string, known: (id: string) => boolean, unit = 'kWh'): ReadingSource => ({
    readings: async (requests) => {
      count(vendor, `${kind}.readings`, requests.length);
      return new Map(
        requests
          .filter(({ id }) => known(id))
          .map((request) => [
            readingKey(request),
            failingMeters.has(request.id) ? unavailable(vendor) : hourly(vendor, request, unit),
          ]),
      );
    },
  });

  const all: readonly VendorSource[] = [
    equiwatt({ count, entities, readings }, size.assets ?? 3),
    digiwatt({ count, entities, readings }),
    wattshift({ count, entities, readings }),
    wattics({ count, entities, readings }),
    enerkey({ count, entities, readings }, size.facilities ?? 2, size.metersPerFacility ?? 2),
  ];
  const chosen = all.filter(({ vendor }) => size.vendors?.includes(vendor) ?? true);
  const sources = new Map(chosen.map((source) => [source.vendor, source]));
  const tenant = { id: size.id ?? 'acme', name: 'Acme Energy', sources, homeLinks: size.homeLinks ?? [firstHome] };
  return { tenant, calls, failing, failingMeters, sources };
}

interface Make {
  readonly count: (vendor: VendorName, method: string, detail?: unknown) => void;
  readonly entities: <T extends { readonly ref: Ref }>(
    vendor: VendorName,
    kind: string,
    items: readonly T[],
  ) => EntitySource<T>;
  readonly readings: (vendor: VendorName, kind: string, known: (id: string) => boolean, unit?: string) => ReadingSource;
}

const times = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

function equiwatt({ count, entities, readings }: Make, assetCount: number): VendorSource {
  const vendor = 'EQUIWATT';
  const assets = times(assetCount).map((n) => asset(n));
  const portfolios = [portfolio('p1'), portfolio('p2')];
  const events = [flexEvent('e1', 'STARTED'), flexEvent('e2', 'SCHEDULED'), flexEvent('e3', 'ENDED')];
  const schemes: entity.EventScheme[] = [
    { ref: ref(vendor, 'eventScheme', 's1'), refs: [ref(vendor, 'eventScheme', 's1')], name: 'Winter' },
  ];
  const members = assets.map(({ ref: { id } }) => ({ assetId: id, state: 'OPT_IN' as const }));
  return {
    vendor,
    assets: { ...entities(vendor, 'assets', assets), ...readings(vendor, 'assets', (id) => /^asset-[123]$/.test(id)) },
    portfolios: {
      ...entities(vendor, 'portfolios', portfolios),
      assets: async (id, window) => {
        count(vendor, 'portfolios.assets', id);
        return toSlice(id === 'p1' ? assets : [], window);
      },
    },
    flexEvents: {
      ...entities(vendor, 'flexEvents', events),
      stats: async (ids) => {
        count(vendor, 'flexEvents.stats', ids.join());
        return new Map(ids.filter((id) => id !== 'e2').map((id) => [id, stats]));
      },
      portfolios: async (id, window) => {
        count(vendor, 'flexEvents.portfolios', id);
        return toSlice(id === 'e1' ? portfolios.slice(0, 1) : [], window);
      },
      assets: async (id, window) => {
        count(vendor, 'flexEvents.assets', id);
        return toSlice([...members, { assetId: 'gone', state: 'UNKNOWN' as const }], window);
      },
      baselines: async (ids) => {
        count(vendor, 'flexEvents.baselines', ids.join());
        return new Map(ids.map((id) => [id, new Map([['asset-1', [{ value: 1.5, method: 'avg', type: 'import' }]]])]));
      },
      assetStats: async (ids) => {
        count(vendor, 'flexEvents.assetStats', ids.join());
        return new Map(ids.map((id) => [id, new Map([['asset-1', assetStats]])]));
      },
    },
    eventSchemes: {
      ...entities(vendor, 'eventSchemes', schemes),
      assets: async (id, state, window) => {
        count(vendor, 'eventSchemes.assets', `${id} ${state ?? 'any'}`);
        return toSlice(
          members.filter((member) => state === undefined || member.state === state),
          window,
        );
      },
    },
    webhooks: {
      signingKeyFrom: 'vendor',
      eventTypes: ['EVENT.STARTED'],
      register: async () => Promise.reject(unavailable(vendor)),
      test: async () => false,
      registrations: async () => {
        count(vendor, 'webhooks.registrations');
        return [
          {
            ref: { id: 'w1' },
            name: 'graph',
            url: 'https://graph.example.com/webhooks/equiwatt/secret-token',
            eventTypes: ['EVENT.STARTED'],
            createdAt: null,
          },
        ];
      },
    },
    ping: async () => {},
    status: () => [healthy],
  };
}

function digiwatt({ count, readings }: Make): VendorSource {
  const vendor = 'DIGIWATT';
  const byId = <T>(method: string, value: T) => {
    return async (ids: readonly string[]) => {
      count(vendor, `households.${method}`, ids.join());
      return new Map(ids.filter((id) => id === household.id).map((id) => [id, value]));
    };
  };
  const byPeriod = <T>(method: string, value: T) => {
    return async (keys: readonly { id: string; period: entity.HouseholdPeriod }[]) => {
      count(vendor, `households.${method}`, keys.map((key) => `${key.id} ${key.period}`).join());
      return new Map(keys.map((key) => [householdKey(key), value]));
    };
  };
  const shares = [{ appliance: 'fridge', energyWh: 100, percentage: 10 }];
  const day = { fromMs: start, toMs: start + 24 * hourMs };
  const powerOfDay = hourly(vendor, { ...day, id: 'x', resolution: 'HOUR', timeZone: 'UTC', normalized: false }, 'W');
  return {
    vendor,
    households: {
      timeZone: 'Europe/Rome',
      ...readings(vendor, 'households', (id) => id === household.id),
      power: byId('power', { at: '2013-01-01T00:00:00Z', powerW: 350 }),
      powerFreshMs: () => 15_000,
      powerHistory: byId('powerHistory', [{ at: '2013-01-01T00:00:00Z', powerW: null }]),
      periodReadings: byPeriod('periodReadings', {
        ...powerOfDay,
        kind: 'power' as const,
        values: powerOfDay.values.map(() => 500),
        appliances: [{ appliance: 'fridge', values: powerOfDay.values.map(() => 100) }],
      }),
      totals: byPeriod('totals', { totalWh: 1000, previousWh: 800, trendPercent: 25, appliances: shares }),
      performance: byPeriod('performance', { minimumWh: 1, maximumWh: 3, userWh: 2 }),
      habits: byPeriod('habits', [{ hour: 0, energyWh: 40 }]),
      trend: byId('trend', [{ month: '2013-01', bands: [{ band: 'F1', energyWh: 5 }], totalWh: 5 }]),
      distribution: byId('distribution', shares),
      compound: byId('compound', [{ month: '2013-01', appliances: shares }]),
      savings: byId('savings', {
        from: '2013-01-01',
        to: '2013-01-30',
        totalWh: 7,
        days: [{ date: '2013-01-01', energyWh: null }],
      }),
      greenEnergyWindows: async () => {
        count(vendor, 'households.greenEnergyWindows');
        return [{ startsAt: '2013-01-01T10:00:00Z', endsAt: '2013-01-01T12:00:00Z', percentage: 80 }];
      },
    },
    ping: async () => {},
    status: () => [healthy],
  };
}

function wattshift({ count, entities }: Make): VendorSource {
  const vendor = 'WATTSHIFT';
  const utility = {
    id: 'u1',
    name: 'PG&E',
    ratePlans: [{ id: 'r1', name: 'E-TOU-C', rateId: 'etouc', supportedType: null }],
  };
  return {
    vendor,
    homes: {
      ...entities(vendor, 'homes', [home('home-1'), home('home-2')]),
      priceSignals: async (requests) => {
        count(vendor, 'homes.priceSignals', requests.map((request) => request.homeId).join());
        return new Map(requests.map((request) => [priceSignalKey(request), priceSignal]));
      },
      utilitiesByZipcode: async (zipcodes) => {
        count(vendor, 'homes.utilitiesByZipcode', zipcodes.join());
        return new Map(zipcodes.map((zipcode) => [zipcode, [utility]]));
      },
      utilitiesById: async (ids) => {
        count(vendor, 'homes.utilitiesById', ids.join());
        return new Map(ids.filter((id) => id === 'u1').map((id) => [id, utility]));
      },
    },
    ping: async () => {},
    status: () => [healthy],
  };
}

function wattics({ count, entities, readings }: Make): VendorSource {
  const vendor = 'WATTICS';
  const meters = [
    meter(vendor, '2001', { facilityId: '301', quantityName: 'electricity', stream: 'stream-1' }),
    meter(vendor, '2002', { facilityId: '301', quantityName: 'water', unit: 'm3' }),
  ];
  return {
    vendor,
    meters: {
      ...entities(vendor, 'meters', meters),
      ...readings(vendor, 'meters', (id) => id === '2001'),
      byFacilityIds: async (ids) => {
        count(vendor, 'meters.byFacilityIds', ids.join());
        return new Map(ids.map((id) => [id, meters.filter(({ facilityId }) => facilityId === id)]));
      },
      lastReadings: async (ids) => {
        count(vendor, 'meters.lastReadings', ids.join());
        const last = { at: '2013-01-01T00:00:00Z', value: null, powerW: 120, cumulativeEnergyWh: 9000 };
        return new Map(ids.map((id) => [id, id === '2001' ? last : null]));
      },
      costs: async (id, fromMonth, toMonth) => {
        count(vendor, 'meters.costs', `${id} ${fromMonth} ${toMonth}`);
        return [{ date: '2013-01-01', amount: 2.5, currency: 'EUR' }];
      },
    },
    facilities: entities(vendor, 'facilities', [facility(vendor, '301')]),
    ping: async () => {},
    status: () => [{ ...healthy, breaker: 'OPEN' as const }],
  };
}

function enerkey({ count, entities, readings }: Make, facilityCount: number, metersEach: number): VendorSource {
  const vendor = 'ENERKEY';
  const facilities = times(facilityCount).map((n) => facility(vendor, String(n)));
  const meters = times(facilityCount).flatMap((n) =>
    times(metersEach).map((m) => meter(vendor, `${n}0${m}`, { facilityId: String(n), quantityId: '1' })),
  );
  // One more meter below the first one of facility 1: its consumption is part of its parent's.
  const sub = meter(vendor, '1999', { facilityId: '1', quantityId: '1', parentId: '101' });
  const [first, ...rest] = meters;
  const all = first && metersEach === 2 ? [{ ...first, subMeterIds: ['1999'] }, ...rest, sub] : meters;
  return {
    vendor,
    facilities: {
      ...entities(vendor, 'facilities', facilities),
      actions: async (ids) => {
        count(vendor, 'facilities.actions', ids.join());
        return new Map(ids.map((id) => [id, [action(id)]]));
      },
    },
    meters: {
      ...entities(vendor, 'meters', all),
      ...readings(vendor, 'meters', () => true),
      byFacilityIds: async (ids) => {
        count(vendor, 'meters.byFacilityIds', ids.join());
        return new Map(ids.map((id) => [id, all.filter(({ facilityId }) => facilityId === id)]));
      },
      quantities: async () => {
        count(vendor, 'meters.quantities');
        return [{ ref: ref(vendor, 'meter', '1'), id: '1', name: 'Electricity', unit: 'kWh' }];
      },
    },
    ping: async () => {},
    status: () => [healthy],
  };
}

export function hourly(vendor: VendorName, { fromMs, toMs }: ReadingRequest, unit: string): Readings {
  const count = Math.ceil((toMs - fromMs) / hourMs);
  const startsMs = Float64Array.from({ length: count }, (_, i) => fromMs + i * hourMs);
  return {
    vendor,
    kind: 'energy',
    unit,
    startsMs,
    endsMs: startsMs.map((ms) => ms + hourMs),
    values: startsMs.map(() => 1),
    asOfMs: start,
    stale: false,
  };
}
