import { badInput } from '../../errors.ts';
import type { GraphContext } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { mutate } from '../mutation.ts';
import { type Offered, sourceWith } from '../source-with.ts';

export const siteRecords: Resolvers = {
  Query: {
    siteTariff: (_, { id }, { tenant, call }) => sourceWith(tenant, 'siteRecords').siteRecords.tariff(id, call),
    reportDefinitions: (_, __, { tenant, call }) =>
      sourceWith(tenant, 'siteRecords').siteRecords.reportDefinitions(call),
  },
  Facility: {
    tariffs: async ({ ref }, _, context) =>
      (await recordsOf(ref, context)?.tariffsOfSite(ref.id, context.call)) ?? null,
    users: async ({ ref }, _, context) => (await recordsOf(ref, context)?.usersOfSite(ref.id, context.call)) ?? null,
    metadata: ({ ref }, _, context) => recordsOf(ref, context)?.metadataOf('site', ref.id, context.call),
  },
  Meter: {
    metadata: ({ ref }, _, context) =>
      ref.kind === 'meter' ? recordsOf(ref, context)?.metadataOf('meter', ref.id, context.call) : null,
  },
  SiteUser: {
    sites: async ({ id }, _, { tenant, call, loaders }) => {
      const { vendor, siteRecords: records } = sourceWith(tenant, 'siteRecords');
      const ids = (await records.sitesOfUser(id, call)) ?? [];
      const sites = await Promise.all(ids.map((site) => loaders.facilities.byId({ vendor, id: site })));
      return sites.flatMap((site) => site ?? []);
    },
  },
  Mutation: {
    createSiteTariff: (_, { input }, context) =>
      change('createSiteTariff', input, context, async (records) => {
        const id = await records.createTariff(toObject(input.tariff), context.call);
        if (id !== undefined) return id;
        throw badInput('input.tariff', 'input.tariff: it names something that the vendor does not know.');
      }),
    replaceSiteTariff: (_, { input }, context) =>
      change('replaceSiteTariff', input, context, async (records) => {
        if (await records.replaceTariff(input.id, toObject(input.tariff), context.call)) return input.id;
        throw noSuchTariff();
      }),
    deleteSiteTariff: (_, { input }, context) =>
      change('deleteSiteTariff', input, context, async (records) => {
        if (await records.removeTariff(input.id, context.call)) return input.id;
        throw noSuchTariff();
      }),
  },
};

/** undefined where the vendor keeps none. */
function recordsOf({ vendor }: { readonly vendor: Vendor }, { tenant }: GraphContext) {
  return tenant.sources.get(vendor)?.siteRecords;
}

type Vendor = Parameters<GraphContext['tenant']['sources']['get']>[0];

function change(
  name: string,
  input: { readonly idempotencyKey?: string | null },
  context: GraphContext,
  make: (records: Offered<'siteRecords'>) => Promise<string | null>,
) {
  return mutate<{ id: string | null }>({ name, input, refused: { id: null } }, context, async () => {
    const id = await make(sourceWith(context.tenant, 'siteRecords').siteRecords);
    context.renewLoaders();
    return { id };
  });
}

function toObject(tariff: unknown): Readonly<Record<string, unknown>> {
  if (typeof tariff !== 'object' || tariff === null || Array.isArray(tariff)) {
    throw badInput('input.tariff', 'input.tariff: a JSON object, with the fields of the tariff.');
  }
  return Object.fromEntries(Object.entries(tariff));
}

function noSuchTariff() {
  return badInput('input.id', 'input.id: there is no tariff with this id.');
}
