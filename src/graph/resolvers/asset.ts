import { toSeriesRequest } from '../arguments.ts';
import { sumConsumption } from '../consumption.ts';
import { eventBaseline } from '../event-performance.ts';
import { flexEventFinder } from '../finders.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { homeOf, homeTimeZone } from '../home-members.ts';
import { findBy } from '../lookup.ts';
import { idOf } from './entity-id.ts';

export const asset: Resolvers = {
  Asset: {
    id: idOf('Asset'),
    portfolios: ({ ref }, _, { loaders }) => loaders.memberships.portfoliosByAssetId(ref),
    schemes: ({ ref }, _, { loaders }) => loaders.memberships.schemesByAssetId(ref),
    consumption: async ({ ref, refs }, args, { loaders }) => {
      const home = homeOf(refs, loaders);
      const request = await toSeriesRequest(args, async () => (home ? homeTimeZone(home, loaders) : null), loaders);
      return sumConsumption([{ kind: 'assets', ref }], request, loaders);
    },
    baseline: async ({ ref }, { flexEvent, ...args }, context) => {
      const event = await findBy(flexEventFinder, flexEvent, context);
      if (event.ref.vendor !== ref.vendor) return null;
      return (await eventBaseline(event.ref, ref.id, args, context.loaders))?.series ?? null;
    },
    baselineSeries: async ({ ref, refs }, args, { loaders }) => {
      const home = homeOf(refs, loaders);
      const request = await toSeriesRequest(args, async () => (home ? homeTimeZone(home, loaders) : null), loaders);
      return sumConsumption([{ kind: 'assetBaselines', ref }], request, loaders);
    },
    home: ({ refs }, _, { loaders }) => homeOf(refs, loaders) ?? null,
  },
};
