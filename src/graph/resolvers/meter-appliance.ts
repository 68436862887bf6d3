import type { MeterAppliance as MeterApplianceModel } from '../../domain/site-administration.ts';
import { toKey } from '../../loaders/memberships.ts';
import { toMonths, toSeriesRequest } from '../arguments.ts';
import { sumConsumption } from '../consumption.ts';
import type { GraphContext } from '../context.ts';
import { meterApplianceFinder } from '../finders.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { findBy } from '../lookup.ts';
import { readPage } from '../paging/page.ts';
import { wholeSection } from '../paging/sections.ts';
import { idOf } from './entity-id.ts';

export const meterAppliance: Resolvers = {
  Query: { meterAppliance: (_, { by }, context) => findBy(meterApplianceFinder, by, context) },
  Meter: {
    appliances: async (parent, args, { loaders }) => {
      const appliances = await loaders.metering.appliancesByMeterId.load(toKey(parent));
      return appliances && readPage([wholeSection(parent.ref.vendor, async () => appliances)], args, 'fail');
    },
  },
  MeterAppliance: {
    id: idOf('MeterAppliance'),
    meter: (parent, _, { loaders }) => meterOf(parent, loaders),
    consumption: async (parent, args, { loaders }) => {
      const placeZone = async () => {
        const meter = await meterOf(parent, loaders);
        const id = meter?.facilityId ?? null;
        const facility = id === null ? null : await loaders.facilities.byId({ vendor: parent.ref.vendor, id });
        return facility?.timeZone ?? null;
      };
      const request = await toSeriesRequest(args, placeZone, loaders);
      return sumConsumption([{ kind: 'appliances', ref: parent.ref }], request, loaders);
    },
    costs: (parent, args, { loaders }) => loaders.metering.applianceCosts({ ...toKey(parent), ...toMonths(args) }),
  },
};

async function meterOf(
  { ref, meterId }: Pick<MeterApplianceModel, 'ref' | 'meterId'>,
  loaders: GraphContext['loaders'],
) {
  return meterId === null ? null : loaders.meters.byId({ vendor: ref.vendor, id: meterId });
}
