/** DataLoaders for one request, as every GraphQL guide has them: no vendor call is made twice within it. */

import DataLoader from 'dataloader';
import type { Meter, MeterValues, VendorClient } from './vendor-client.ts';

export interface ValuesKey {
  readonly meterId: number;
  readonly from: string;
  readonly to: string;
}

export function createLoaders(vendor: VendorClient) {
  return {
    metersByFacility: new DataLoader<number, readonly Meter[]>(async (ids) => {
      const byFacility = Map.groupBy(await vendor.meters(ids), ({ facilityId }) => facilityId);
      return ids.map((id) => byFacility.get(id) ?? []);
    }),
    values: new DataLoader<ValuesKey, MeterValues | null, string>((keys) => loadValues(vendor, keys), {
      cacheKeyFn: ({ meterId, from, to }) => `${meterId} ${from} ${to}`,
    }),
  };
}

export type Loaders = ReturnType<typeof createLoaders>;

async function loadValues(vendor: VendorClient, keys: readonly ValuesKey[]): Promise<(MeterValues | null)[]> {
  const windows = Map.groupBy(keys, ({ from, to }) => `${from} ${to}`);
  const found = new Map<string, Map<number, MeterValues>>();
  await Promise.all(
    [...windows].map(async ([window, own]) => {
      const [{ from, to } = { from: '', to: '' }] = own;
      const ids = own.map(({ meterId }) => meterId);
      const values = await vendor.values(ids, from, to);
      found.set(window, new Map(values.map((item) => [item.meterId, item])));
    }),
  );
  return keys.map(({ meterId, from, to }) => found.get(`${from} ${to}`)?.get(meterId) ?? null);
}
