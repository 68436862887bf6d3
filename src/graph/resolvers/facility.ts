import { toKey } from '../../loaders/memberships.ts';
import { toSeriesRequest } from '../arguments.ts';
import { facilityConsumption, facilityEmissions } from '../facility-consumption.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { readPage } from '../paging/page.ts';
import { wholeSection } from '../paging/sections.ts';
import { idOf } from './entity-id.ts';

export const facility: Resolvers = {
  Facility: {
    id: idOf('Facility'),
    address: ({ streetAddress, postalCode, city, country }) => ({ street: streetAddress, postalCode, city, country }),
    meters: (parent, args, { loaders }) => {
      const read = async () => (await loaders.metering.metersByFacilityId.load(toKey(parent))) ?? [];
      return readPage([wholeSection(parent.ref.vendor, read)], args, 'fail');
    },
    consumption: async (parent, { quantity, normalized, ...args }, { loaders }) => {
      const request = await toSeriesRequest(args, async () => parent.timeZone, loaders);
      return facilityConsumption(parent, quantity, { ...request, normalized: normalized ?? false }, loaders);
    },
    emissions: async (parent, { quantity, ...args }, { loaders }) => {
      const request = await toSeriesRequest(args, async () => parent.timeZone, loaders);
      return facilityEmissions(parent, quantity, request, loaders);
    },
    actions: async (parent, args, { loaders }) => {
      const actions = await loaders.metering.actionsByFacilityId.load(toKey(parent));
      return actions && readPage([wholeSection(parent.ref.vendor, async () => actions)], args, 'fail');
    },
  },
};
