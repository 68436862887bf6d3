/** EnerKey's words into ours and back; pure. */

import type * as entity from '../../domain/entities.ts';
import type { Ref } from '../../domain/ref.ts';
import type { Stretch } from './plan.ts';
import { revisionOf } from './revision.ts';
import type { ValueColumns } from './scan-values.ts';
import type { WireProperty, WireQuantity } from './wire.ts';
import { contractError, type WireAction, type WireFacility, type WireMeter } from './wire.ts';

/** The values of one meter in one stretch; NaN-free, ascending. */
export interface ValueRun {
  /** null = the answer does not say; the meter's own unit holds. */
  readonly unit: string | null;
  readonly startsMs: Float64Array;
  readonly endsMs: Float64Array;
  readonly values: Float64Array;
}

export const facilityRef = (id: number | string): Ref => ({ vendor: 'ENERKEY', kind: 'facility', id: String(id) });
export const meterRef = (id: number | string): Ref => ({ vendor: 'ENERKEY', kind: 'meter', id: String(id) });

export function toFacility(facility: WireFacility, properties: readonly WireProperty[]): entity.Facility {
  const ref = facilityRef(facility.id);
  return {
    ref,
    refs: [ref],
    name: facility.name ?? null,
    streetAddress: facility.streetAddress ?? null,
    postalCode: facility.postalCode ?? null,
    city: facility.city ?? null,
    country: facility.country ?? null,
    timeZone: null,
    organization: null,
    properties: properties.length === 0 ? none : properties.map(toProperty),
  };
}

const none: readonly never[] = [];

/** All meters, each knowing its sub-meters. */
export function toMeters(meters: readonly WireMeter[]): entity.Meter[] {
  const children = Map.groupBy(
    meters.filter(({ parentMeterId }) => parentMeterId !== undefined && parentMeterId !== null),
    ({ parentMeterId }) => parentMeterId,
  );
  return meters.map((meter) => {
    const ref = meterRef(meter.id);
    return {
      ref,
      refs: [ref],
      name: meter.name ?? null,
      quantityId: toId(meter.quantityId),
      quantityName: null,
      unit: meter.unit ?? null,
      cumulative: meter.isCumulative ?? null,
      facilityId: toId(meter.facilityId),
      parentId: toId(meter.parentMeterId),
      subMeterIds: children.get(meter.id)?.map((child) => String(child.id)) ?? none,
      properties: meter.properties?.map(toProperty) ?? none,
    };
  });
}

export function toQuantity(quantity: WireQuantity): entity.Quantity {
  const id = String(quantity.id);
  // A quantity is no entity of the graph's Node kind; its ref only tells it from another vendor's of the same id.
  return { ref: meterRef(id), id, name: quantity.name ?? null, unit: quantity.unit ?? null };
}

export function toAction(action: WireAction): entity.FacilityAction {
  return {
    id: String(action.id),
    facilityId: toId(action.facilityId),
    title: action.title ?? null,
    description: action.description ?? null,
    status: action.status ?? null,
    type: action.type ?? null,
    startsAt: toUtc(action.startDate),
    endsAt: toUtc(action.endDate),
    savings: action.savings ?? null,
    revision: revisionOf(action),
  };
}

/**
 * The values of a stretch. Throws VENDOR_CONTRACT when a stamp is not the start of an hour or of a month of the form
 * asked in: the vendor then means other hours or months than we do, and its sums would land in wrong ones.
 * `like` is a run of the same answer and stretch.
 */
export function toValueRun(answer: ValueColumns, stretch: Stretch, like?: ValueRun): ValueRun {
  const { unit } = answer;
  // Meters of one answer share their starts, and so their ends.
  if (like && answer.startsMs === like.startsMs) {
    return { unit, startsMs: like.startsMs, endsMs: like.endsMs, values: answer.values };
  }
  const { startsMs, values } = isOrderly(answer.startsMs, stretch) ? answer : inOrder(answer, stretch);
  return { unit, startsMs, endsMs: startsMs.map((startMs) => endOf(startMs, stretch)), values };
}

/** Ascending, and nothing outside of the stretch: as the vendor answers by rule. */
function isOrderly(startsMs: Float64Array, { fromMs, toMs }: Stretch): boolean {
  let last = fromMs - 1;
  for (let i = 0; i < startsMs.length; i += 1) {
    const startMs = startsMs[i] ?? Number.NaN;
    if (!(startMs > last && startMs < toMs)) return false;
    last = startMs;
  }
  return true;
}

function inOrder({ startsMs, values }: ValueColumns, { fromMs, toMs }: Stretch): Pick<ValueRun, 'startsMs' | 'values'> {
  const byStart = new Map<number, number>();
  for (const [i, startMs] of startsMs.entries()) {
    if (Number.isNaN(startMs)) throw contractError('a timestamp of an unknown form');
    // Lenient to an end that is taken as inclusive.
    if (startMs >= fromMs && startMs < toMs) byStart.set(startMs, values[i] ?? Number.NaN);
  }
  const sorted = Float64Array.from(byStart.keys()).sort();
  return { startsMs: sorted, values: sorted.map((startMs) => byStart.get(startMs) ?? Number.NaN) };
}

const hourMs = 3_600_000;

function endOf(startMs: number, stretch: Stretch): number {
  if (stretch.kind === 'hourly') {
    if (startMs % hourMs !== 0) throw contractError('an hourly value that does not start on the hour');
    return startMs + hourMs;
  }
  const i = stretch.monthStartsMs.indexOf(startMs);
  const endMs = stretch.monthStartsMs[i + 1];
  if (i < 0 || endMs === undefined) throw contractError('a monthly value that does not start with a month');
  return endMs;
}

// Dates of actions are for display: one in an unknown form is left out rather than refused.
function toUtc(timestamp: string | null | undefined): string | null {
  const ms = Date.parse(timestamp ?? '');
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

function toProperty(property: WireProperty): entity.Property {
  const value = property.value ?? null;
  return { name: property.name, value: value === null ? null : String(value), unit: property.unit ?? null };
}

function toId(id: number | null | undefined): string | null {
  return id === null || id === undefined ? null : String(id);
}
