/** What a facility consumed, and what that emitted. */

import { factorOf, toEmissionFactors } from '../domain/emission-factor.ts';
import type * as entity from '../domain/entities.ts';
import { scaleSeries } from '../domain/series/scale.ts';
import type { Loaders } from '../loaders/index.ts';
import { toKey } from '../loaders/memberships.ts';
import type { SeriesRequest } from './arguments.ts';
import { sumConsumption } from './consumption.ts';
import { metersOfQuantity, quantityOf } from './facility-quantity.ts';
import type { EmissionsModel, SeriesModel } from './models.ts';

/** null when the facility has no such meter. */
export async function facilityConsumption(
  facility: entity.Facility,
  quantity: string | null | undefined,
  request: SeriesRequest,
  loaders: Loaders,
): Promise<SeriesModel | null> {
  const members = await metersOf(facility, quantity, loaders);
  return sumConsumption(
    members.map(({ ref }) => ({ kind: 'meters', ref })),
    request,
    loaders,
  );
}

/** null when the facility has no such meter, or no emission factor for what it measures. */
export async function facilityEmissions(
  facility: entity.Facility,
  quantity: string | null | undefined,
  request: SeriesRequest,
  loaders: Loaders,
): Promise<EmissionsModel | null> {
  const factors = toEmissionFactors(facility.properties);
  const [meter] = factors.length === 0 ? [] : await metersOf(facility, quantity, loaders);
  if (!meter) return null;
  const name = meter.quantityName ?? (await quantityOf(meter, loaders))?.name ?? null;
  const known = await loaders.metering.quantities(meter.ref.vendor);
  const others = known.flatMap((other) => (other.name && other.name !== name ? [other.name] : []));
  const factor = factorOf(factors, name, others);
  const consumption = factor && (await facilityConsumption(facility, quantity, request, loaders));
  if (!factor || consumption?.unit.toLowerCase() !== factor.per.toLowerCase()) return null;
  const emissions = scaleSeries(consumption, factor.kgPerUnit, 'kg CO2');
  return { emissions, factor, vendor: facility.ref.vendor, consumption };
}

async function metersOf(facility: entity.Facility, quantity: string | null | undefined, loaders: Loaders) {
  const meters = (await loaders.metering.metersByFacilityId.load(toKey(facility))) ?? [];
  return metersOfQuantity(meters, quantity, loaders);
}
