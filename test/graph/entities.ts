/** What the vendors of a `World` hold. */

import type * as entity from '../../src/domain/entities.ts';
import type { Ref, RefKind } from '../../src/domain/ref.ts';
import type { VendorName } from '../../src/domain/vendor-name.ts';
import type { ConnectionStatus } from '../../src/upstream/connection.ts';

export const start = Date.parse('2013-01-01T00:00:00Z');

export const ref = (vendor: VendorName, kind: RefKind, id: string): Ref => ({ vendor, kind, id });

export const healthy: ConnectionStatus = {
  budgets: [{ window: '1s', limit: 25, remaining: 24, resetsAtMs: start + 1000 }],
  inFlight: 1,
  maxInFlight: 15,
  breaker: 'CLOSED',
  cache: { hits: 3, misses: 2, stale: 1 },
  callsToday: 7,
  lastError: null,
  lastSuccessAtMs: start,
};

export function asset(n: number): entity.Asset {
  const own = ref('EQUIWATT', 'asset', `asset-${n}`);
  return {
    ref: own,
    refs: [own],
    name: `Meter ${n}`,
    type: 'SMARTMETER',
    archived: false,
    installedAt: null,
    createdAt: '2012-12-01T00:00:00Z',
    updatedAt: null,
  };
}

export function portfolio(id: string): entity.Portfolio {
  const own = ref('EQUIWATT', 'portfolio', id);
  return { ref: own, refs: [own], name: id, description: null, status: 'ACTIVE', createdAt: null, updatedAt: null };
}

export function flexEvent(id: string, status: entity.FlexEventStatus): entity.FlexEvent {
  const own = ref('EQUIWATT', 'event', id);
  return {
    ref: own,
    refs: [own],
    name: id,
    type: 'TURN_DOWN',
    status,
    startsAt: '2013-01-01T17:00:00.000Z',
    endsAt: '2013-01-01T18:00:00.000Z',
    optInRequired: true,
    incentive: { amount: 3, type: 'GBP_PER_KWH' },
    eligibility: [{ name: 'region', value: 'London' }],
    eventSchemeId: 's1',
  };
}

export const stats: entity.FlexEventStats = {
  state: 'READY',
  energySaved: 12.5,
  participatedAssetCount: 3,
  incentive: 1,
  earnings: 2,
  optInCount: 3,
  optOutCount: 0,
  processedAssetCount: 3,
  pendingAssetCount: 0,
  expiredAssetCount: 0,
  highUsageCount: 0.5,
};

export const assetStats: entity.AssetEventStats = {
  state: 'READY',
  energyForecasted: 2,
  energyConsumed: 1,
  energySaved: 1,
  energyExportForecasted: 0,
  energyExportDelivered: 0,
  energyForecastedStatic: null,
};

export function home(id: string): entity.Home {
  const own = ref('WATTSHIFT', 'home', id);
  return {
    ref: own,
    refs: [own],
    name: id,
    zipcode: '94107',
    timeZone: 'America/Los_Angeles',
    city: 'San Francisco',
    country: 'US',
    streetAddress: null,
    utilityId: 'u1',
    ratePlanId: 'r1',
    createdAt: null,
    updatedAt: null,
  };
}

export const priceSignal: entity.PriceSignal = {
  from: '2013-01-01T00:00:00Z',
  to: '2013-01-01T00:30:00Z',
  stepSeconds: 900,
  prices: [0.2, null],
  imports: null,
  exports: [0.05, 0.05],
};

export function meter(
  vendor: VendorName,
  id: string,
  more: Partial<entity.Meter> & { readonly stream?: string },
): entity.Meter {
  const { stream, ...fields } = more;
  const own = ref(vendor, 'meter', id);
  return {
    ref: own,
    refs: stream ? [own, ref(vendor, 'stream', stream)] : [own],
    name: `Meter ${id}`,
    quantityId: null,
    quantityName: null,
    unit: 'kWh',
    cumulative: false,
    facilityId: null,
    parentId: null,
    subMeterIds: [],
    properties: [{ name: 'area', value: '120', unit: 'm2' }],
    ...fields,
  };
}

export function facility(vendor: VendorName, id: string): entity.Facility {
  const own = ref(vendor, 'facility', id);
  return {
    ref: own,
    refs: [own],
    name: `Facility ${id}`,
    streetAddress: 'Main Street 1',
    postalCode: '00100',
    city: 'Helsinki',
    country: 'FI',
    timeZone: 'Europe/Helsinki',
    organization: null,
    properties: [],
  };
}

export function action(facilityId: string): entity.FacilityAction {
  return {
    id: `action-${facilityId}`,
    facilityId,
    title: 'Insulate',
    description: null,
    status: 'OPEN',
    type: null,
    startsAt: null,
    endsAt: null,
    savings: 10,
    revision: `revision-${facilityId}`,
  };
}
