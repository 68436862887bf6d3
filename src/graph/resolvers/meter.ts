import type * as entity from '../../domain/entities.ts';
import { toAppError } from '../../errors.ts';
import { toKey } from '../../loaders/memberships.ts';
import { type SeriesArguments, toMonths, toSeriesRequests } from '../arguments.ts';
import { consumptionOfEach, type Measured } from '../consumption.ts';
import type { GraphContext } from '../context.ts';
import { quantityOf } from '../facility-quantity.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { homeOf, memberOf } from '../home-members.ts';
import type { SeriesModel } from '../models.ts';
import { readPage } from '../paging/page.ts';
import { wholeSection } from '../paging/sections.ts';
import { type Outcomes, resolveTogether } from '../resolve-together.ts';
import { idOf } from './entity-id.ts';

export const meter: Resolvers = {
  Meter: {
    id: idOf('Meter'),
    quantity: async (parent, _, { loaders }) => {
      const quantity = await quantityOf(parent, loaders);
      if (quantity || (parent.quantityId === null && parent.quantityName === null)) return quantity;
      return { ref: parent.ref, id: parent.quantityId, name: parent.quantityName, unit: parent.unit };
    },
    facility: ({ ref, facilityId }, _, { loaders }) =>
      facilityId === null ? null : loaders.facilities.byId({ vendor: ref.vendor, id: facilityId }),
    parent: ({ ref, parentId }, _, { loaders }) =>
      parentId === null ? null : loaders.meters.byId({ vendor: ref.vendor, id: parentId }),
    subMeters: ({ ref: { vendor }, subMeterIds }, args, { loaders }) => {
      const read = async () => {
        const found = subMeterIds.map((id) => loaders.meters.byId({ vendor, id }).catch(toAppError));
        return (await Promise.all(found)).flatMap((sub) => (sub ? [sub] : []));
      };
      return readPage([wholeSection(vendor, read)], args, 'fail');
    },
    consumption: resolveTogether(consumptionOfMeters),
    costs: (parent, args, { loaders }) => loaders.metering.costs({ ...toKey(parent), ...toMonths(args) }),
    lastReading: (parent, _, { loaders }) => loaders.metering.lastReadingById.load(toKey(parent)),
    asset: ({ refs }, _, { loaders }) => {
      const home = homeOf(refs, loaders);
      const ref = home && memberOf(home, 'asset');
      return ref ? loaders.assets.byRef(ref) : null;
    },
    home: ({ refs }, _, { loaders }) => homeOf(refs, loaders) ?? null,
  },
  Quantity: { vendor: ({ ref }) => ref.vendor },
};

/** Of all meters of a level at once. */
async function consumptionOfMeters(
  meters: readonly entity.Meter[],
  args: SeriesArguments,
  { loaders }: GraphContext,
): Promise<Outcomes<SeriesModel>> {
  const zoneOf = async ({ ref: { vendor }, facilityId }: entity.Meter) => {
    const facility = facilityId === null ? null : await loaders.facilities.byId({ vendor, id: facilityId });
    return facility?.timeZone ?? null;
  };
  const requests = await toSeriesRequests(args, meters, zoneOf, loaders);
  const members = meters.map(({ ref }): Measured => ({ kind: 'meters', ref }));
  return consumptionOfEach(members, requests, loaders);
}
