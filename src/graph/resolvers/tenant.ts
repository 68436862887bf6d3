import { toVendorStates } from '../../loaders/vendor-states.ts';
import { readLog } from '../event-log.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { asksFor } from '../look-ahead.ts';
import { readPage } from '../paging/page.ts';
import { filteredSections, vendorSections, wholeSection } from '../paging/sections.ts';
import { assertRole } from '../roles.ts';

/** Fields of facilities that are made of their meters. */
const whatNeedsMeters = ['meters', 'consumption'].flatMap((name) => [
  ['nodes', name],
  ['edges', 'node', name],
]);

export const tenant: Resolvers = {
  Tenant: {
    vendors: (parent, _, { clock }) => toVendorStates(parent, clock),
    assets: (_, args, { loaders }) => readPage(vendorSections(loaders.assets), args, 'null-item'),
    portfolios: (_, args, { loaders }) => readPage(vendorSections(loaders.portfolios), args, 'null-item'),
    flexEvents: (_, { status, ...args }, { loaders }) => {
      const sections = status
        ? filteredSections(loaders.flexEvents, (event) => event.status === status)
        : vendorSections(loaders.flexEvents);
      return readPage(sections, args, 'null-item');
    },
    eventSchemes: (_, args, { loaders }) => readPage(vendorSections(loaders.eventSchemes), args, 'null-item'),
    homes: (_, args, { loaders: { homes, homing } }) => {
      const linked = wholeSection('linked', async () => homing.links.homes);
      const alone = homes.vendors.map((vendor) => wholeSection(vendor, () => homing.unlinkedHomes(vendor)));
      return readPage([linked, ...alone], args, 'null-item');
    },
    meters: (_, args, { loaders }) => readPage(vendorSections(loaders.meters), args, 'null-item'),
    facilities: (_, args, { loaders: { facilities, metering } }, info) => {
      const isAhead = asksFor(info, ...whatNeedsMeters);
      const sections = vendorSections(facilities, isAhead ? (vendor) => metering.expectMeters(vendor) : undefined);
      return readPage(sections, args, 'null-item');
    },
    events: (_, args, context) => {
      assertRole(context, 'events');
      return readLog(args, context);
    },
  },
  VendorConnection: {
    lastError: ({ lastError }) =>
      lastError && { at: lastError.atMs, code: lastError.error.code, message: lastError.error.message },
  },
  Budget: { resetsAt: ({ resetsAtMs }) => resetsAtMs },
};
