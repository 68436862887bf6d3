import { toSeriesRequest } from '../arguments.ts';
import { sumConsumption } from '../consumption.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { homeOf, homeTimeZone } from '../home-members.ts';
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
    home: ({ refs }, _, { loaders }) => homeOf(refs, loaders) ?? null,
  },
};
