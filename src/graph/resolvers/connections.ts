/** Connections are all alike: a page of items, some of which may be errors. */

import type { GraphContext } from '../context.ts';
import { eventPerformance } from '../event-performance.ts';
import { assetFinder } from '../finders.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { Membership } from '../models.ts';
import type { Page, PageEdge } from '../paging/page.ts';
import { settle } from '../settle.ts';

export const connections: Resolvers = {
  PageInfo: {
    hasNextPage: (page) => page.hasNextPage(),
    hasPreviousPage: (page) => page.hasPreviousPage(),
    startCursor: (page) => page.edges[0]?.cursor ?? null,
    endCursor: (page) => page.edges.at(-1)?.cursor ?? null,
  },
  AssetConnection: ofItems(),
  AssetEdge: { node: toItem },
  PortfolioConnection: ofItems(),
  PortfolioEdge: { node: toItem },
  FlexEventConnection: ofItems(),
  FlexEventEdge: { node: toItem },
  EventSchemeConnection: ofItems(),
  EventSchemeEdge: { node: toItem },
  HomeConnection: ofItems(),
  HomeEdge: { node: toItem },
  MeterConnection: ofItems(),
  MeterEdge: { node: toItem },
  MeterApplianceConnection: ofItems(),
  MeterApplianceEdge: { node: toItem },
  FacilityConnection: ofItems(),
  FacilityEdge: { node: toItem },
  FacilityActionConnection: ofItems(),
  FacilityActionEdge: { node: toItem },
  TariffConnection: ofItems(),
  TariffEdge: { node: toItem },
  TariffRateConnection: ofItems(),
  TariffRateEdge: { node: toItem },
  EventConnection: {
    nodes: ({ edges }) => edges.map((edge) => toItem(edge)),
    pageInfo: (page) => page,
  },
  EventEdge: { node: toItem },
  FlexEventAssetConnection: ofMembers(),
  FlexEventAssetEdge: {
    node: toMember,
    state: (edge) => toItem(edge).state,
    baselines: async (edge, _, { loaders }) => {
      const { of, assetId } = toItem(edge);
      return (await loaders.flex.baselinesByEventId.load(of))?.get(assetId) ?? null;
    },
    stats: async (edge, _, { loaders }) => {
      const { of, assetId } = toItem(edge);
      return (await loaders.flex.assetStatsByEventId.load(of))?.get(assetId) ?? null;
    },
    performance: (edge, args, { loaders }) => eventPerformance(toItem(edge), args, loaders),
  },
  EventSchemeAssetConnection: ofMembers(),
  EventSchemeAssetEdge: { node: toMember, state: (edge) => toItem(edge).state },
};

function ofItems<T>() {
  return {
    // An error stands in its own place only.
    nodes: ({ items }: Page<T>) => items.map((item) => (item instanceof Error ? Promise.reject(item) : item)),
    pageInfo: (page: Page<T>) => page,
    totalCount: (page: Page<T>) => page.totalCount(),
  };
}

function ofMembers() {
  return {
    ...ofItems<Membership>(),
    nodes: ({ edges }: Page<Membership>, _: unknown, context: GraphContext) =>
      settle(edges.map((edge) => toMember(edge, _, context))),
  };
}

function toItem<T>({ item }: PageEdge<T>): T {
  if (item instanceof Error) throw item;
  return item;
}

async function toMember(edge: PageEdge<Membership>, _: unknown, { loaders }: GraphContext) {
  const { of, assetId } = toItem(edge);
  return assetFinder.find(loaders, { vendor: of.vendor, kind: 'asset', id: assetId });
}
