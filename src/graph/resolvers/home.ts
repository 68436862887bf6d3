import type { Ref } from '../../domain/ref.ts';
import type { HomeMembers } from '../../loaders/home-links.ts';
import { toOptionalRange, toSeriesRequest } from '../arguments.ts';
import { toOwnSeries } from '../consumption.ts';
import { homeCost } from '../cost.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { homeConsumption, homeFacts, homeMeters, homeTimeZone, memberOf } from '../home-members.ts';
import { homeRatePlan, homeUtility } from '../home-utility.ts';
import { readPage } from '../paging/page.ts';
import { wholeSection } from '../paging/sections.ts';
import { idOf } from './entity-id.ts';

export const home: Resolvers = {
  Home: {
    id: idOf('Home'),
    refs: ({ members }) => members,
    name: async (parent, _, { loaders }) => (await homeFacts(parent, loaders))?.name ?? null,
    zipcode: async (parent, _, { loaders }) => (await homeFacts(parent, loaders))?.zipcode ?? null,
    address: async (parent, _, { loaders }) => {
      const facts = await homeFacts(parent, loaders);
      if (!facts) return null;
      return { street: facts.streetAddress, postalCode: facts.zipcode, city: facts.city, country: facts.country };
    },
    timeZone: (parent, _, { loaders }) => homeTimeZone(parent, loaders),
    createdAt: async (parent, _, { loaders }) => (await homeFacts(parent, loaders))?.createdAt ?? null,
    updatedAt: async (parent, _, { loaders }) => (await homeFacts(parent, loaders))?.updatedAt ?? null,
    utility: (parent, _, { loaders }) => homeUtility(parent, loaders),
    ratePlan: (parent, _, { loaders }) => homeRatePlan(parent, loaders),
    priceSignal: (parent, args, { loaders }) => {
      const range = toOptionalRange(args);
      return ofMember(parent, 'home', (key) => loaders.homing.priceSignal.load({ ...key, ...range }));
    },
    consumption: async (parent, args, { loaders }) =>
      homeConsumption(parent, await toSeriesRequest(args, () => homeTimeZone(parent, loaders), loaders), loaders),
    cost: async (parent, args, { loaders }) =>
      homeCost(parent, await toSeriesRequest(args, () => homeTimeZone(parent, loaders), loaders), loaders),

    appliances: (parent, { period, resolution, unit }, { loaders }) =>
      ofMember(parent, 'household', async ({ vendor, id }) => {
        const readings = await loaders.households.periodReadings.load({ vendor, id, period });
        const timeZone = loaders.households.timeZone(vendor) ?? 'UTC';
        const wanted = { resolution: resolution ?? 'HOUR', unit: unit ?? 'KWH', timeZone, normalized: false } as const;
        return readings && toOwnSeries(readings, wanted);
      }),
    power: (parent, _, { loaders }) => ofMember(parent, 'household', (key) => loaders.households.power.load(key)),
    powerHistory: (parent, _, { loaders }) =>
      ofMember(parent, 'household', (key) => loaders.households.powerHistory.load(key)),
    performance: (parent, { period }, { loaders }) =>
      ofMember(parent, 'household', (key) => loaders.households.performance.load({ ...key, period })),
    habits: (parent, { period }, { loaders }) =>
      ofMember(parent, 'household', (key) => loaders.households.habits.load({ ...key, period })),
    totals: (parent, { period }, { loaders }) =>
      ofMember(parent, 'household', (key) => loaders.households.totals.load({ ...key, period })),
    trend: (parent, _, { loaders }) => ofMember(parent, 'household', (key) => loaders.households.trend.load(key)),
    distribution: (parent, _, { loaders }) =>
      ofMember(parent, 'household', (key) => loaders.households.distribution.load(key)),
    compound: (parent, _, { loaders }) => ofMember(parent, 'household', (key) => loaders.households.compound.load(key)),
    savings: (parent, _, { loaders }) => ofMember(parent, 'household', (key) => loaders.households.savings.load(key)),

    asset: (parent, _, { loaders }) => ofMember(parent, 'asset', (_key, ref) => loaders.assets.byRef(ref)),
    facility: (parent, _, { loaders }) => ofMember(parent, 'facility', (_key, ref) => loaders.facilities.byRef(ref)),
    meters: (parent, args, { loaders }) =>
      readPage([wholeSection('members', () => homeMeters(parent, loaders))], args, 'fail'),
  },
};

/** null when the home has no such member. */
function ofMember<T>(
  parent: HomeMembers,
  kind: Ref['kind'],
  read: (key: { readonly vendor: Ref['vendor']; readonly id: string }, ref: Ref) => Promise<T | null>,
): Promise<T | null> | null {
  const ref = memberOf(parent, kind);
  return ref ? read({ vendor: ref.vendor, id: ref.id }, ref) : null;
}
