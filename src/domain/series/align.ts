/** Puts what vendors measured onto the civil buckets a client asked for. */

import { AppError, badInput } from '../../errors.ts';
import { type Readings, type Resolution, resolutions } from '../readings.ts';
import { type Conversion, type EnergyUnit, toConversion, toSymbol } from '../units.ts';
import { at, BucketSums, sumColumn } from './bucket-sums.ts';
import { type Buckets, longestBucketMs, toBuckets } from './buckets.ts';
import { type ApplianceColumn, pointStates, type Series } from './series.ts';

export interface AlignRequest {
  /** What is added up: one entry a member (an asset of a portfolio, a meter of a facility). */
  readonly readings: readonly Readings[];
  /** Start, inclusive; epoch milliseconds. */
  readonly fromMs: number;
  /** End, exclusive; epoch milliseconds. */
  readonly toMs: number;
  readonly resolution: Resolution;
  /** IANA time zone whose wall clock cuts the buckets. */
  readonly timeZone: string;
  /** Unit of energy and of power over time; other units (m3) stay as they are. */
  readonly unit: EnergyUnit;
}

const hourMs = 3_600_000;

/**
 * The readings in buckets of the resolution. Power becomes energy over the true length of its interval; an interval
 * across a border is shared out by time; a bucket's value is the sum of what its members have, and its state tells
 * whether that is all.
 * @throws AppError BAD_USER_INPUT (see `toBuckets`; members in units that cannot be added), RANGE_NOT_AVAILABLE when
 *   the readings are coarser than the resolution
 */
export function alignReadings(request: AlignRequest): Series {
  const { readings, fromMs, toMs, resolution, timeZone, unit } = request;
  const buckets = toBuckets(fromMs, toMs, resolution, timeZone);
  assertFineEnough(request);
  const conversions = readings.map((member) => toConversion(member.unit, member.kind, unit));
  assertOneUnit(conversions);

  const sums = new BucketSums(buckets);
  const appliances = new Map<string, BucketSums>();
  for (const [i, member] of readings.entries()) {
    const { convert } = conversions[i] ?? toConversion(member.unit, member.kind, unit);
    sums.addIntervals(member.startsMs, member.endsMs, toAmounts(member, member.values, convert));
    for (const { appliance, values } of member.appliances ?? []) {
      const own = appliances.get(appliance) ?? new BucketSums(buckets);
      appliances.set(appliance, own);
      own.addIntervals(member.startsMs, member.endsMs, toAmounts(member, values, convert));
    }
  }

  const values = sums.values().map(tidy);
  const states = toStates(sums, buckets, readings.length);
  return {
    unit: conversions[0]?.unit ?? toSymbol(unit),
    resolution,
    fromMs,
    toMs,
    timeZone,
    ...buckets,
    values,
    states,
    total: tidy(sumColumn(values)),
    peakIndex: peakIndex(values),
    missing: states.reduce((count, state) => count + (pointStates[state] === 'MISSING' ? 1 : 0), 0),
    asOfMs: readings.length === 0 ? null : Math.min(...readings.map((member) => member.asOfMs)),
    stale: readings.some((member) => member.stale),
    vendors: [...new Set(readings.map((member) => member.vendor))],
    appliances: [...appliances].map(([appliance, own]) => toApplianceColumn(appliance, own)),
  };
}

function toAmounts(
  member: Readings,
  values: Float64Array,
  convert: (value: number) => number,
): (index: number) => number {
  if (member.kind === 'energy') return (i) => convert(at(values, i));
  return (i) => (convert(at(values, i)) * (at(member.endsMs, i) - at(member.startsMs, i))) / hourMs;
}

/**
 * Without the dust of binary fractions (0.28500000000000003), which no meter measured. 14 digits of a sum that is right
 * to 15 or 16 leave every total what it was.
 */
function tidy(value: number): number {
  return Number(value.toPrecision(14));
}

// Covered time is a sum of fractions of milliseconds at worst; this is under 3 s of a month, and no reading is.
const fullCoverage = 1 - 1e-6;

function toStates(sums: BucketSums, buckets: Buckets, members: number): Uint8Array {
  const states = new Uint8Array(buckets.startsMs.length);
  for (let i = 0; i < states.length; i += 1) {
    const coverage = members === 0 ? 0 : sums.coverage(i, members);
    const state = coverage >= fullCoverage ? 'MEASURED' : coverage > 0 ? 'PARTIAL' : 'MISSING';
    states[i] = pointStates.indexOf(state);
  }
  return states;
}

function toApplianceColumn(appliance: string, sums: BucketSums): ApplianceColumn {
  const values = sums.values().map(tidy);
  return { appliance, values, total: tidy(sumColumn(values)) };
}

function peakIndex(values: Float64Array): number {
  let peak = -1;
  for (let i = 0; i < values.length; i += 1) {
    if (at(values, i) > (peak < 0 ? Number.NEGATIVE_INFINITY : at(values, peak))) peak = i;
  }
  return peak;
}

// Clocks of meters drift by seconds: an interval of 30 min 10 s is still a half hour.
const drift = 1.01;

/** A value is never spread over buckets shorter than its interval: that would invent a load curve. */
function assertFineEnough({ readings, fromMs, toMs, resolution }: AlignRequest): void {
  let longestMs = 0;
  for (const { startsMs, endsMs } of readings) {
    for (let i = 0; i < startsMs.length; i += 1) {
      const start = at(startsMs, i);
      const end = at(endsMs, i);
      if (start < toMs && end > fromMs) longestMs = Math.max(longestMs, end - start);
    }
  }
  const carries = (wanted: Resolution) => longestMs <= longestBucketMs[wanted] * drift;
  if (carries(resolution)) return;
  const finest = resolutions.find(carries);
  throw new AppError(
    'RANGE_NOT_AVAILABLE',
    finest
      ? `resolution: these readings do not carry ${resolution}; the finest they carry over this range is ${finest}.`
      : `resolution: these readings do not carry ${resolution}; each covers more than a month.`,
    { argument: 'resolution' },
  );
}

function assertOneUnit(conversions: readonly Conversion[]): void {
  const units = [...new Set(conversions.map(({ unit }) => unit))];
  if (units.length <= 1) return;
  throw badInput('quantity', `quantity: readings in ${units.join(' and ')} cannot be added; ask for one quantity.`);
}
