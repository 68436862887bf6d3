/** The three value reads: hours and months of the households behind a meter; an hour without a reading is absent. */

import { halfHours } from '../households.ts';
import { ProblemError } from './problem.ts';
import { formatTimestamp, offsetMinutesOf, parseTimestamp, type TimestampForm } from './timestamp.ts';
import type { EnerkeyWorld } from './world.ts';

export type ValueKind = 'hourly' | 'monthly' | 'normalized';

interface ValuesQuery {
  readonly meterIds: readonly number[];
  readonly start: string | undefined;
  readonly end: string | undefined;
}

/** By start of the hour, epoch milliseconds. */
type Pushed = ReadonlyMap<number, number> | undefined;

const hourMs = 3_600_000;
const maxMeters = 100;
const maxHourlyMs = 31 * 24 * hourMs;
const maxMonths = 36;
/** What the sandbox calls weather: factors by month, invented. */
const weatherFactors = [0.94, 0.96, 1.02, 1.03, 1, 1, 1, 1, 0.99, 1.01, 1.03, 0.97];

/** Unknown meters are left out of the answer; a known meter without a reading has an empty list. */
export function meterValues(world: EnerkeyWorld, kind: ValueKind, query: ValuesQuery): unknown[] {
  if (query.meterIds.length === 0) throw new ProblemError(400, 'at least one meter id is needed', 'meterIds');
  if (query.meterIds.length > maxMeters) {
    throw new ProblemError(400, `${query.meterIds.length} meter ids; at most ${maxMeters}`, 'meterIds');
  }
  const start = parseTimestamp('start', query.start);
  const end = parseTimestamp('end', query.end);
  if (start.ms >= end.ms) throw new ProblemError(400, 'end must be after start', 'end');
  assertSpan(kind, start.ms, end.ms);
  const sumBy = kind === 'hourly' ? sumByHour : sumByMonth;

  return query.meterIds.flatMap((meterId) => {
    const meter = world.meters.get(meterId);
    if (!meter) return [];
    const sums = sumBy(world.householdsOf(meterId), start.ms, end.ms, start.form, world.pushed.get(meterId));
    const values = [...sums]
      .sort(([a], [b]) => a - b)
      .map(([ms, kwh]) => ({
        timestamp: formatTimestamp(ms, start.form),
        value: kind === 'normalized' ? kwh * weatherFactor(ms, start.form) : kwh,
      }));
    return [{ meterId, quantityId: meter.quantityId, unit: meter.unit, values }];
  });
}

function assertSpan(kind: ValueKind, startMs: number, endMs: number): void {
  if (kind === 'hourly') {
    if (endMs - startMs > maxHourlyMs) throw new ProblemError(400, 'hourly values: at most 31 days a call', 'end');
    return;
  }
  const last = new Date(startMs);
  last.setUTCMonth(last.getUTCMonth() + maxMonths);
  if (endMs > last.getTime()) throw new ProblemError(400, `monthly values: at most ${maxMonths} months a call`, 'end');
}

function sumByHour(
  households: readonly number[],
  startMs: number,
  endMs: number,
  _form: TimestampForm,
  pushed: Pushed,
): Map<number, number> {
  const firstMs = Math.ceil(startMs / hourMs) * hourMs;
  const lastMs = Math.ceil(endMs / hourMs) * hourMs;
  return sumBy(households, firstMs, lastMs, toHour, pushed);
}

// Months are those of the offset the request is written in; a month counts when it starts within the range.
function sumByMonth(
  households: readonly number[],
  startMs: number,
  endMs: number,
  form: TimestampForm,
  pushed: Pushed,
): Map<number, number> {
  const shiftMs = offsetMinutesOf(form) * 60_000;
  const monthOf = (ms: number, months: number) => {
    const local = new Date(ms + shiftMs);
    return Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + months) - shiftMs;
  };
  const firstMs = monthOf(startMs, 0) === startMs ? startMs : monthOf(startMs, 1);
  const lastMs = monthOf(endMs, 0) === endMs ? endMs : monthOf(endMs, 1);
  return sumBy(households, firstMs, lastMs, (ms) => monthOf(ms, 0), pushed);
}

function sumBy(
  households: readonly number[],
  fromMs: number,
  toMs: number,
  bucketOf: (ms: number) => number,
  pushed: Pushed = new Map(),
): Map<number, number> {
  const sums = new Map<number, number>();
  const add = (ms: number, value: number) => sums.set(bucketOf(ms), (sums.get(bucketOf(ms)) ?? 0) + value);
  for (const household of households) {
    for (const { startMs, kwh } of halfHours(household, fromMs, toMs)) {
      if (!pushed.has(toHour(startMs))) add(startMs, kwh);
    }
  }
  for (const [ms, value] of pushed) if (ms >= fromMs && ms < toMs) add(ms, value);
  return sums;
}

function toHour(ms: number): number {
  return Math.floor(ms / hourMs) * hourMs;
}

function weatherFactor(ms: number, form: TimestampForm): number {
  return weatherFactors[new Date(ms + offsetMinutesOf(form) * 60_000).getUTCMonth()] ?? 1;
}
