import type { VendorName } from '../../domain/vendor-name.ts';
import { AppError, badInput } from '../../errors.ts';
import * as find from '../finders.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { findBy, findNode } from '../lookup.ts';
import { settle, settleLists } from '../settle.ts';

const mostNodes = 1000;

export const query: Resolvers = {
  Query: {
    tenant: (_, __, { tenant }) => tenant,
    node: (_, { id }, context) => findNode(id, context),
    nodes: (_, { ids }, context) => {
      if (ids.length > mostNodes) throw badInput('ids', `ids: ${ids.length} ids; at most ${mostNodes} at once.`);
      return settle(ids.map(async (id) => findNode(id, context)));
    },
    asset: (_, { by }, context) => findBy(find.assetFinder, by, context),
    portfolio: (_, { by }, context) => findBy(find.portfolioFinder, by, context),
    flexEvent: (_, { by }, context) => findBy(find.flexEventFinder, by, context),
    eventScheme: (_, { by }, context) => findBy(find.eventSchemeFinder, by, context),
    home: (_, { by }, context) => findBy(find.homeFinder, by, context),
    meter: (_, { by }, context) => findBy(find.meterFinder, by, context),
    facility: (_, { by }, context) => findBy(find.facilityFinder, by, context),

    utilities: async (_, { zipcode }, { loaders }) => {
      if (!/^\d{5}$/.test(zipcode)) throw badInput('zipcode', 'zipcode: five digits, for example 94107.');
      const keys = someVendor(loaders.homes.vendors, 'utilities').map((vendor) => ({ vendor, id: zipcode }));
      const found = await Promise.all(keys.map((key) => loaders.homing.utilitiesByZipcode.load(key)));
      return found.flatMap((utilities) => utilities ?? []);
    },
    quantities: (_, __, { loaders }) =>
      settleLists(loaders.metering.vendors.map((vendor) => loaders.metering.quantities(vendor))),
    greenEnergyWindows: async (_, __, { loaders }) => {
      const vendors = someVendor(loaders.households.vendors, 'green energy windows');
      return (await Promise.all(vendors.map((vendor) => loaders.households.greenEnergyWindows(vendor)))).flat();
    },
  },
  Node: { __resolveType: (node) => ('revision' in node ? 'Job' : find.toEntityType(node)) },
};

function someVendor(vendors: readonly VendorName[], what: string): readonly VendorName[] {
  if (vendors.length > 0) return vendors;
  throw new AppError('VENDOR_NOT_CONFIGURED', `The tenant has configured no vendor with ${what}.`);
}
