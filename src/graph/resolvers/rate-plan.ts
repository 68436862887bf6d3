import { toWindow } from '../arguments.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { toMonthsRequest, toPlanImpactRequest } from '../home-estimates.ts';

export const ratePlan: Resolvers = {
  Query: {
    ratePlanBill: async (_, args, { loaders: { services } }) => {
      const request = toMonthsRequest(args);
      const vendor = services.vendorWith('homeEstimates');
      const ask = services.ask('homeEstimates', vendor, (it, call) => it.ratePlanBill(args.ratePlanId, request, call));
      return (await ask) ?? null;
    },
    ratePlanPriceSignal: async (_, { ratePlanId, ...args }, { loaders: { services } }) => {
      const window = toWindow(args, mostDays);
      const vendor = services.vendorWith('homeEstimates');
      const ask = services.ask('homeEstimates', vendor, (it, call) => it.ratePlanPrices(ratePlanId, window, call));
      return (await ask) ?? null;
    },
    ratePlanImpact: async (_, args, { loaders: { services } }) => {
      const request = toPlanImpactRequest(args);
      const vendor = services.vendorWith('homeEstimates');
      const ask = services.ask('homeEstimates', vendor, (it, call) => it.ratePlanImpact(request, call));
      return (await ask) ?? null;
    },
  },
};

const mostDays = 366;
