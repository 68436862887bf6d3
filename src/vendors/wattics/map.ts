/** Wattics' words into ours; pure. */

import type * as entity from '../../domain/entities.ts';
import { electricityFields, type Packet } from '../../domain/packet.ts';
import type { Ref } from '../../domain/ref.ts';
import type { PlacedMeter, PlacedSite } from './directory.ts';
import {
  contractError,
  type WireCostDay,
  type WireMeter,
  type WireNewPacket,
  type WirePacket,
  type WireSite,
} from './wire.ts';

export const facilityRef = (id: number): Ref => ({ vendor: 'WATTICS', kind: 'facility', id: String(id) });
export const meterRef = (id: number): Ref => ({ vendor: 'WATTICS', kind: 'meter', id: String(id) });
export const applianceRef = (id: number): Ref => ({ vendor: 'WATTICS', kind: 'appliance', id: String(id) });
export const streamRef = (id: string): Ref => ({ vendor: 'WATTICS', kind: 'stream', id });

export function toFacility({ site, organization }: PlacedSite): entity.Facility {
  const ref = facilityRef(site.id);
  return {
    ref,
    refs: [ref],
    name: site.name ?? null,
    streetAddress: site.address ?? null,
    postalCode: null,
    city: site.city ?? null,
    country: site.country ?? null,
    timeZone: timeZoneOf(site),
    organization: organization.name ?? null,
    properties: [],
  };
}

export function toMeter({ meter, site }: PlacedMeter): entity.Meter {
  const ref = meterRef(meter.id);
  const stream = streamOf(meter);
  return {
    ...toBareMeter(ref),
    refs: stream === null ? [ref] : [ref, streamRef(stream)],
    name: meter.name ?? null,
    quantityName: meter.type ?? null,
    unit: meter.unit ?? null,
    cumulative: meter.reading === null || meter.reading === undefined ? null : /^cum/i.test(meter.reading),
    facilityId: String(site.id),
    properties: samplingProperties(meter),
  };
}

/** All that the collector alone knows of a meter: that it is. */
export function toStreamMeter(stream: string): entity.Meter {
  return toBareMeter(streamRef(stream));
}

/** The push id of a meter. Assumed: its `reference`. */
export function streamOf(meter: WireMeter): string | null {
  const { reference } = meter;
  return reference === null || reference === undefined || reference === '' ? null : String(reference);
}

/** null when the site names none, or one that does not exist. */
export function timeZoneOf(site: WireSite): string | null {
  const name = site.timezone ?? site.integration_timezone;
  if (!name) return null;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return null;
  }
}

export function toCost(day: WireCostDay): entity.Cost {
  return { date: day.date, amount: day.total_cost?.amount ?? null, currency: day.total_cost?.unit || null };
}

export function toLastReading(packet: WirePacket): entity.LastReading {
  const atMs = Date.parse(packet.tsISO8601);
  if (Number.isNaN(atMs)) throw contractError('a last packet without a time');
  return {
    at: new Date(atMs).toISOString(),
    value: packet.value ?? null,
    powerW: sumOfPhases([packet.aP_1, packet.aP_2, packet.aP_3]),
    cumulativeEnergyWh: sumOfPhases([packet.pC_1, packet.pC_2, packet.pC_3]),
  };
}

/** The time keeps its offset, for its local part is what the dashboard shows; the UTC form is given in UTC. */
export function toWirePacket({ stream, at, form, content }: Packet): WireNewPacket {
  const tsISO8601 = form === 'utc' ? toTimestamp(new Date(at).toISOString()) : toTimestamp(at);
  if ('value' in content) return { id: stream, tsISO8601, value: content.value };
  const { electricity } = content;
  const measured = electricityFields.flatMap((field) =>
    electricity[field] === undefined ? [] : [[field, electricity[field]] as const],
  );
  return { id: stream, tsISO8601, ...Object.fromEntries(measured) };
}

/** Three digits of milliseconds, a numeric offset. */
function toTimestamp(at: string): string {
  const [, minutes, seconds = '00', fraction = '', offset] =
    /^(.{16})(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)$/.exec(at) ?? [];
  if (minutes === undefined || offset === undefined) throw new Error('a packet without a time');
  return `${minutes}:${seconds}.${fraction.padEnd(3, '0')}${offset === 'Z' ? '+00:00' : offset}`;
}

function toBareMeter(ref: Ref): entity.Meter {
  return {
    ref,
    refs: [ref],
    ...{ name: null, quantityId: null, quantityName: null, unit: null, cumulative: null },
    ...{ facilityId: null, parentId: null, subMeterIds: [], properties: [] },
  };
}

function samplingProperties({ process_sampling_rate_minutes: minutes }: WireMeter): entity.Property[] {
  return minutes ? [{ name: 'Sampling interval', value: String(minutes), unit: 'min' }] : [];
}

/** A single total stands in the first phase; phases that are not sent are not measured. */
function sumOfPhases(phases: readonly (number | null | undefined)[]): number | null {
  const sent = phases.filter((phase) => typeof phase === 'number');
  return sent.length === 0 ? null : sent.reduce((sum, phase) => sum + phase, 0);
}
