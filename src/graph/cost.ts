/** What a home's consumption cost. */

import type { PriceSignal } from '../domain/entities.ts';
import type { Resolution } from '../domain/readings.ts';
import { alignReadings } from '../domain/series/align.ts';
import { priceReadings } from '../domain/series/price.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import type { HomeMembers } from '../loaders/home-links.ts';
import type { Loaders } from '../loaders/index.ts';
import type { SeriesRequest } from './arguments.ts';
import { type Measured, readMembers, toModel } from './consumption.ts';
import { fromFirstRoute, memberOf } from './home-members.ts';
import type { CostModel } from './models.ts';

/** null when the home has no price signal, or nothing that measures it. @throws AppError as `homeConsumption` */
export async function homeCost(home: HomeMembers, request: SeriesRequest, loaders: Loaders): Promise<CostModel | null> {
  const member = memberOf(home, 'home');
  if (!member) return null;
  const { fromMs, toMs } = request;
  const prices = await loaders.homing.priceSignal.load({ vendor: member.vendor, id: member.id, fromMs, toMs });
  if (!prices) return null;
  const read = (members: readonly Measured[]) => costOf(members, prices, member.vendor, request, loaders);
  return fromFirstRoute(home, loaders, read, ({ consumption }) => !Number.isNaN(consumption.total));
}

/** Prices change by the hour or faster: months are priced by the hours they are made of. */
const coarsestRead: Resolution = 'HOUR';
const finer: ReadonlySet<Resolution> = new Set(['QUARTER_HOUR', 'HALF_HOUR']);

async function costOf(
  members: readonly Measured[],
  prices: PriceSignal,
  priceVendor: VendorName,
  request: SeriesRequest,
  loaders: Loaders,
): Promise<CostModel | null> {
  const resolution = finer.has(request.resolution) ? request.resolution : coarsestRead;
  const { readings, failures } = await readMembers(members, { ...request, resolution }, loaders);
  const [first] = readings;
  if (!first) return null;
  // First: it refuses readings that are too coarse, whose parts would pass.
  const consumption = toModel(readings, request, failures);
  const priced = readings.map((member) => priceReadings(member, prices));
  return { costs: alignReadings({ ...request, readings: priced }), priceVendor, consumption };
}
