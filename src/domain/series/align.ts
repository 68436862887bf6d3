/** Puts what vendors measured onto the civil buckets a client asked for. */

import { AppError, badInput } from '../../errors.ts';
import { type Readings, type Resolution, resolutions } from '../readings.ts';
import { type Conversion, type EnergyUnit, toConversion, toSymbol } from '../units.ts';
import { at, BucketSums, sumColumn } from './bucket-sums.ts';
import { type Buckets, longestBucketMs, toBuckets } from './buckets.ts';
import { toConsumption } from './cumulative.ts';
import { peakIndex } from './scale.ts';
import { type ApplianceColumn, pointStates, type Series, tidy } from './series.ts';

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
 * The readings in buckets of the resolution. Power becomes energy over the true length of its interval, a register's
 * readings what was consumed between them; an interval across a border is shared out by time; a bucket's value is the sum of what its members have, and its state tells
 * whether that is all.
 * @throws AppError BAD_USER_INPUT (see `toBuckets`; members in units that cannot be added), RANGE_NOT_AVAILABLE when
 *   the readings are coarser than the resolution
 */
export function alignReadings(request: AlignRequest): Series {
  const { fromMs, toMs, resolution, timeZone, unit } = request;
  const buckets = toBuckets(fromMs, toMs, resolution, timeZone);
  const [single, ...others] = request.readings;
  if (single && others.length === 0 && isFitting(single, buckets)) return alignFitting(single, buckets, request);
  const consumed = request.readings.map((member) => toConsumption(member, longestBucketMs[resolution] * drift));
  const readings = consumed.map((member) => member.readings);
  assertFineEnough({ ...request, readings });
  const conversions = readings.map(conversionOf(unit));
  assertOneUnit(conversions);

  const columns = sumMembers(readings, buckets, conversionOf(unit));
  return {
    unit: conversions[0]?.unit ?? toSymbol(unit),
    resolution,
    fromMs,
    toMs,
    timeZone,
    startsMs: buckets.startsMs,
    endsMs: buckets.endsMs,
    ...columns,
    total: tidy(sumColumn(columns.values)),
    peakIndex: peakIndex(columns.values),
    missing: columns.states.reduce((count, state) => count + (pointStates[state] === 'MISSING' ? 1 : 0), 0),
    breaks: consumed.flatMap((member) => member.breaks).sort((a, b) => a.atMs - b.atMs),
    asOfMs: readings.length === 0 ? null : Math.min(...readings.map((member) => member.asOfMs)),
    stale: readings.some((member) => member.stale),
    vendors: [...new Set(readings.map((member) => member.vendor))],
  };
}

type Columns = Pick<Series, 'values' | 'states' | 'coverage' | 'appliances'>;

function sumMembers(
  readings: readonly Readings[],
  buckets: Buckets,
  conversion: (member: Readings) => Conversion,
): Columns {
  const sums = new BucketSums(buckets);
  const appliances = new Map<string, BucketSums>();
  for (const member of readings) {
    const { convert } = conversion(member);
    sums.addIntervals(member.startsMs, member.endsMs, toAmounts(member, member.values, convert));
    for (const { appliance, values } of member.appliances ?? []) {
      const own = appliances.get(appliance) ?? new BucketSums(buckets);
      appliances.set(appliance, own);
      own.addIntervals(member.startsMs, member.endsMs, toAmounts(member, values, convert));
    }
  }
  return {
    values: sums.values().map(tidy),
    states: toStates(sums, buckets, readings.length),
    coverage: sums.totalCoverage(readings.length),
    appliances: [...appliances].map(([appliance, own]) => toApplianceColumn(appliance, own)),
  };
}

/** Whether it is energy whose intervals are the buckets themselves, so that nothing is to be summed. */
function isFitting(member: Readings, buckets: Buckets): boolean {
  if (member.kind !== 'energy' || member.appliances) return false;
  // Of a batch all members have the same intervals, in the same arrays, and are asked about one after the other.
  const { startsMs, endsMs } = member;
  const isKnown = lastFit.buckets === buckets && lastFit.startsMs === startsMs && lastFit.endsMs === endsMs;
  if (!isKnown) {
    const fits = isSame(startsMs, buckets.startsMs) && isSame(endsMs, buckets.endsMs);
    lastFit = { buckets, startsMs, endsMs, fits };
  }
  return lastFit.fits;
}

let lastFit: Partial<Buckets> & { readonly buckets?: Buckets; readonly fits: boolean } = { fits: false };

/** As `alignReadings` of one member that fits, in one pass. */
function alignFitting(member: Readings, buckets: Buckets, request: AlignRequest): Series {
  const { fromMs, toMs, resolution, timeZone } = request;
  const { unit, isNone, convert } = energyConversion(member.unit, request.unit);
  // The vendor's own values where they need no change, as most do not.
  let { values } = member;
  const count = values.length;
  const { startsMs, endsMs } = buckets;
  let states = buckets.measured;
  let measuredMs = 0;
  let missing = 0;
  let peak = -1;
  let peakValue = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i += 1) {
    const given = values[i] as number;
    // No negative zero: sums have none.
    const value = (isNone ? tidy(given) : tidy(convert(given))) + 0;
    if (!isAlike(value, given)) {
      if (values === member.values) values = member.values.slice();
      values[i] = value;
    }
    if (Number.isNaN(value)) {
      if (states === buckets.measured) states = new Uint8Array(count);
      states[i] = missingState;
      missing += 1;
      continue;
    }
    measuredMs += (endsMs[i] as number) - (startsMs[i] as number);
    if (value > peakValue) {
      peak = i;
      peakValue = value;
    }
  }
  const lengthMs = (endsMs[count - 1] ?? 0) - (startsMs[0] ?? 0);
  return {
    unit,
    resolution,
    fromMs,
    toMs,
    timeZone,
    startsMs,
    endsMs,
    values,
    states,
    coverage: Math.min(1, measuredMs / lengthMs),
    appliances: none,
    total: tidy(sumColumn(values)),
    peakIndex: peak,
    missing,
    breaks: none,
    asOfMs: member.asOfMs,
    stale: member.stale,
    vendors: [member.vendor],
  };
}

const none: readonly never[] = [];
const missingState = pointStates.indexOf('MISSING');

function isSame(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

/** As `Object.is`, which makes objects of what it is given. */
function isAlike(a: number, b: number): boolean {
  if (a === b) return a !== 0 || 1 / a === 1 / b;
  return Number.isNaN(a) && Number.isNaN(b);
}

function conversionOf(unit: EnergyUnit): (member: Readings) => Conversion {
  return (member) => toConversion(member.unit, member.kind === 'power' ? 'power' : 'energy', unit);
}

/** Members of a batch have the same unit, nearly always. */
function energyConversion(symbol: string, unit: EnergyUnit): Conversion {
  if (lastConversion?.symbol !== symbol || lastConversion.target !== unit) {
    lastConversion = { symbol, target: unit, conversion: toConversion(symbol, 'energy', unit) };
  }
  return lastConversion.conversion;
}

let lastConversion:
  | { readonly symbol: string; readonly target: EnergyUnit; readonly conversion: Conversion }
  | undefined;

function toAmounts(
  member: Readings,
  values: Float64Array,
  convert: (value: number) => number,
): (index: number) => number {
  if (member.kind !== 'power') return (i) => convert(at(values, i));
  return (i) => (convert(at(values, i)) * (at(member.endsMs, i) - at(member.startsMs, i))) / hourMs;
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

// Clocks of meters drift by seconds: an interval of 30 min 10 s is still a half hour.
const drift = 1.01;

/** A value is never spread over buckets shorter than its interval: that would invent a load curve. */
function assertFineEnough({ readings, fromMs, toMs, resolution }: AlignRequest): void {
  let longestMs = 0;
  for (const { startsMs, endsMs, values } of readings) {
    for (let i = 0; i < startsMs.length; i += 1) {
      if (Number.isNaN(at(values, i))) continue;
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
