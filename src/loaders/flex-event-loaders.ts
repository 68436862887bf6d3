import type { Slice } from '../domain/batch.ts';
import type * as entity from '../domain/entities.ts';
import type { VendorSource } from '../vendors/vendor.ts';
import { toVendorError } from './align.ts';
import { type EntityLoader, toIds } from './entity-loader.ts';
import { createListReader, type ListReader } from './list-reader.ts';
import { createVendorLoader, type Operation, type VendorKey, type VendorLoader } from './vendor-loader.ts';

export interface SchemeAssetsKey extends VendorKey {
  readonly state?: entity.AssetState;
}

/** What belongs to flexibility events, portfolios and schemes. Keys are the vendor's ids of those. */
export interface FlexEventLoaders {
  readonly portfolioAssets: ListReader<VendorKey, entity.Asset>;
  readonly eventPortfolios: ListReader<VendorKey, entity.Portfolio>;
  readonly eventAssets: ListReader<VendorKey, entity.AssetMembership>;
  readonly schemeAssets: ListReader<SchemeAssetsKey, entity.AssetMembership>;
  readonly eventStatsById: VendorLoader<VendorKey, entity.FlexEventStats>;
  /** By event id: baselines by asset id. */
  readonly baselinesByEventId: VendorLoader<VendorKey, ReadonlyMap<string, readonly entity.Baseline[]>>;
  /** By event id: results by asset id. */
  readonly assetStatsByEventId: VendorLoader<VendorKey, ReadonlyMap<string, entity.AssetEventStats>>;
}

export function createFlexEventLoaders(operation: Operation, assets: EntityLoader<entity.Asset>): FlexEventLoaders {
  const { tenant, call } = operation;

  /** A list that hangs on one entity; empty when its vendor is configured no more. */
  const listOf = <Key extends VendorKey, T>(
    read: (source: VendorSource, key: Key, window: { offset: number; limit: number }) => Promise<Slice<T>> | undefined,
    onItems?: (key: Key, items: readonly T[]) => void,
  ) =>
    createListReader<Key, T>({
      nameOf: (key) => JSON.stringify(key),
      read: async (key, window) => {
        const source = tenant.sources.get(key.vendor);
        try {
          return (source && (await read(source, key, window))) ?? { items: [], total: 0, hasMore: false };
        } catch (error) {
          throw toVendorError(error, key.vendor);
        }
      },
      ...(onItems ? { onItems } : {}),
    });

  return {
    portfolioAssets: listOf(
      (source, key: VendorKey, window) => source.portfolios?.assets(key.id, window, call),
      (_, items) => assets.remember(items),
    ),
    eventPortfolios: listOf((source, key: VendorKey, window) => source.flexEvents?.portfolios(key.id, window, call)),
    eventAssets: listOf((source, key: VendorKey, window) => source.flexEvents?.assets(key.id, window, call)),
    schemeAssets: listOf((source, key: SchemeAssetsKey, window) =>
      source.eventSchemes?.assets(key.id, key.state, window, call),
    ),
    eventStatsById: createVendorLoader(operation, {
      name: 'flexEvents.stats',
      absent: 'null',
      fetch: (source, keys) => source.flexEvents?.stats(toIds(keys), call),
    }),
    baselinesByEventId: createVendorLoader(operation, {
      name: 'flexEvents.baselines',
      absent: 'null',
      fetch: (source, keys) => source.flexEvents?.baselines(toIds(keys), call),
    }),
    assetStatsByEventId: createVendorLoader(operation, {
      name: 'flexEvents.assetStats',
      absent: 'null',
      fetch: (source, keys) => source.flexEvents?.assetStats(toIds(keys), call),
    }),
  };
}
