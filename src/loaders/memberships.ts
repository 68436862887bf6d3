/**
 * What an asset belongs to. Vendors tell it from the other side only (assets of a portfolio), so the lists are read once an
 * operation and turned round; every asset of the operation shares that.
 */

import type * as entity from '../domain/entities.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import { AppError } from '../errors.ts';
import type { EntityLoader } from './entity-loader.ts';
import type { FlexEventLoaders } from './flex-event-loaders.ts';
import { remember } from './list-reader.ts';
import type { VendorKey } from './vendor-loader.ts';

export interface SchemeMembership {
  readonly eventScheme: entity.EventScheme;
  readonly state: entity.AssetState;
}

export interface MembershipLoaders {
  portfoliosByAssetId(asset: VendorKey): Promise<readonly entity.Portfolio[]>;
  schemesByAssetId(asset: VendorKey): Promise<readonly SchemeMembership[]>;
}

/** One vendor call each, at least: more lists than this are not turned round. */
const mostLists = 200;

export function createMembershipLoaders(
  portfolios: EntityLoader<entity.Portfolio>,
  eventSchemes: EntityLoader<entity.EventScheme>,
  lists: Pick<FlexEventLoaders, 'portfolioAssets' | 'schemeAssets'>,
): MembershipLoaders {
  const portfolioMemory = new Map<string, Promise<ReadonlyMap<string, readonly entity.Portfolio[]>>>();
  const schemeMemory = new Map<string, Promise<ReadonlyMap<string, readonly SchemeMembership[]>>>();

  const readPortfolios = (vendor: VendorName) =>
    turnRound(vendor, 'portfolios', portfolios, async (portfolio) => {
      const assets = await lists.portfolioAssets.all(toKey(portfolio));
      return assets.map((asset) => [asset.ref.id, portfolio] as const);
    });

  const readSchemes = (vendor: VendorName) =>
    turnRound(vendor, 'event schemes', eventSchemes, async (eventScheme) => {
      const members = await lists.schemeAssets.all(toKey(eventScheme));
      return members.map(({ assetId, state }) => [assetId, { eventScheme, state }] as const);
    });

  return {
    portfoliosByAssetId: async ({ vendor, id }) =>
      (await remember(portfolioMemory, vendor, () => readPortfolios(vendor))).get(id) ?? [],
    schemesByAssetId: async ({ vendor, id }) =>
      (await remember(schemeMemory, vendor, () => readSchemes(vendor))).get(id) ?? [],
  };
}

async function turnRound<Group, Member>(
  vendor: VendorName,
  name: string,
  groups: EntityLoader<Group>,
  membersOf: (group: Group) => Promise<readonly (readonly [assetId: string, member: Member])[]>,
): Promise<ReadonlyMap<string, readonly Member[]>> {
  const all = await groups.list.all(vendor);
  if (all.length > mostLists) {
    throw new AppError(
      'QUERY_LIMIT_EXCEEDED',
      `The tenant has ${all.length} ${name}; what an asset belongs to is looked up among at most ${mostLists}. Read the assets of each instead.`,
      { vendor, limit: { name, max: mostLists, value: all.length } },
    );
  }
  const pairs = (await Promise.all(all.map(membersOf))).flat();
  const grouped = Map.groupBy(pairs, ([assetId]) => assetId);
  return new Map([...grouped].map(([assetId, own]) => [assetId, own.map(([, member]) => member)]));
}

/** Only what names the entity at its vendor, so that equal keys are equal reads. */
export function toKey({ ref }: { readonly ref: VendorKey }): VendorKey {
  return { vendor: ref.vendor, id: ref.id };
}
