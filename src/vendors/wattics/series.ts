/** Raw data and consumptions as columns of intervals; pure. */

import { toEnergyUnit } from './figure.ts';
import { contractError, type WireConsumptionDay, type WireRawSample } from './wire.ts';

/** What one meter measured in one stretch, ascending; missing intervals are absent. */
export interface Run {
  readonly kind: 'energy' | 'power';
  /** null = no value, hence no unit. */
  readonly unit: string | null;
  readonly startsMs: Float64Array;
  readonly endsMs: Float64Array;
  readonly values: Float64Array;
}

interface Interval {
  readonly startMs: number;
  readonly endMs: number;
  readonly value: number;
}

const minuteMs = 60_000;
/** The step of a meter that neither says it nor shows it. Assumed. */
const defaultStepMs = 30 * minuteMs;

/** Mean active power, W. `stepMs`: the meter's sampling interval; undefined = the shortest one seen. */
export function toPowerRun(samples: readonly WireRawSample[], stepMs: number | undefined): Run {
  const timed = samples.flatMap((sample) => {
    const value = sample.total ?? sample.value;
    return value === null || value === undefined ? [] : [{ startMs: parseUtc(sample.timestamp), value }];
  });
  timed.sort((a, b) => a.startMs - b.startMs);
  const step = stepMs ?? shortestGap(timed.map(({ startMs }) => startMs)) ?? defaultStepMs;
  return toRun(
    'power',
    'W',
    timed.map((sample) => ({ ...sample, endMs: sample.startMs + step })),
  );
}

/**
 * Energy by the meter's interval, from days at the site. Keys are times of the site's clock: in the hour that the end
 * of daylight saving repeats, a key holds both passes, so the repeated time becomes one long interval. A day without
 * its intervals is one interval.
 */
export function toEnergyRun(days: readonly WireConsumptionDay[], timeZone: string, stepMs: number | undefined): Run {
  const intervals: Interval[] = [];
  const units = new Set<string>();
  for (const day of days) {
    const date = Temporal.PlainDate.from(day.date);
    const entries = Object.entries(day.consumption_by_time ?? {}).flatMap(([key, figure]) =>
      figure ? [{ minutes: Number(key.slice(0, 2)) * 60 + Number(key.slice(3, 5)), figure }] : [],
    );
    const figures = entries.length > 0 ? entries.map((entry) => entry.figure) : [day.total_consumption];
    for (const figure of figures) if (figure) units.add(toEnergyUnit(figure.unit));
    if (entries.length === 0) intervals.push(...wholeDay(date, timeZone, day));
    else {
      const step = stepMs ?? (shortestGap(entries.map((e) => e.minutes).sort((a, b) => a - b)) ?? 30) * minuteMs;
      intervals.push(...placeEntries(date, timeZone, entries, step));
    }
  }
  if (units.size > 1) throw contractError('consumptions in several units');
  const [unit] = units;
  intervals.sort((a, b) => a.startMs - b.startMs);
  return toRun('energy', unit ?? null, intervals);
}

interface Entry {
  /** Minutes of the site's clock since midnight. */
  readonly minutes: number;
  readonly figure: { readonly amount: number };
}

function placeEntries(
  date: Temporal.PlainDate,
  timeZone: string,
  entries: readonly Entry[],
  stepMs: number,
): Interval[] {
  const midnightMs = date.toZonedDateTime(timeZone).epochMilliseconds;
  const nextMs = date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  if (nextMs - midnightMs === 1440 * minuteMs) {
    return entries.map(({ minutes, figure }) => {
      const startMs = midnightMs + minutes * minuteMs;
      return { startMs, endMs: startMs + stepMs, value: figure.amount };
    });
  }
  return placeOnChangedDay(entries, clockStarts(midnightMs, nextMs, timeZone, stepMs), stepMs);
}

/** `starts`: when each time of the clock begins, once or twice; a time that the day skips has none. */
function placeOnChangedDay(
  entries: readonly Entry[],
  starts: ReadonlyMap<number, readonly number[]>,
  stepMs: number,
): Interval[] {
  const placed: Interval[] = [];
  let repeated: Interval | undefined;
  for (const { minutes, figure } of entries) {
    const [firstMs, secondMs] = starts.get(minutes) ?? [];
    const value = figure.amount;
    if (firstMs === undefined) {
      if (value !== 0) throw contractError('consumption at a time that the day does not have');
    } else if (secondMs === undefined) {
      placed.push({ startMs: firstMs, endMs: firstMs + stepMs, value });
    } else {
      repeated = {
        startMs: Math.min(repeated?.startMs ?? firstMs, firstMs),
        endMs: Math.max(repeated?.endMs ?? 0, secondMs + stepMs),
        value: (repeated?.value ?? 0) + value,
      };
    }
  }
  return repeated ? [...placed, repeated] : placed;
}

/** By minutes of the clock since midnight: the instants at which the clock shows them. */
function clockStarts(midnightMs: number, nextMs: number, timeZone: string, stepMs: number): Map<number, number[]> {
  const starts = new Map<number, number[]>();
  for (let ms = midnightMs; ms < nextMs; ms += stepMs) {
    const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
    const minutes = hour * 60 + minute;
    starts.set(minutes, [...(starts.get(minutes) ?? []), ms]);
  }
  return starts;
}

function wholeDay(date: Temporal.PlainDate, timeZone: string, day: WireConsumptionDay): Interval[] {
  if (!day.total_consumption) return [];
  const startMs = date.toZonedDateTime(timeZone).epochMilliseconds;
  const endMs = date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  return [{ startMs, endMs, value: day.total_consumption.amount }];
}

/** One value an interval; of several with the same start the last holds. */
function toRun(kind: Run['kind'], unit: string | null, sorted: readonly Interval[]): Run {
  const kept = sorted.filter((interval, i) => interval.startMs !== sorted[i + 1]?.startMs);
  return {
    kind,
    unit,
    startsMs: Float64Array.from(kept, (interval) => interval.startMs),
    endsMs: Float64Array.from(kept, (interval) => interval.endMs),
    values: Float64Array.from(kept, (interval) => interval.value),
  };
}

/** A time without a zone is UTC. */
function parseUtc(timestamp: string): number {
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(timestamp) ? timestamp : `${timestamp.replace(' ', 'T')}Z`;
  const ms = Date.parse(zoned);
  if (Number.isNaN(ms)) throw contractError('a timestamp of an unknown form');
  return ms;
}

function shortestGap(sorted: readonly number[]): number | undefined {
  let shortest: number | undefined;
  for (let i = 1; i < sorted.length; i += 1) {
    const gap = (sorted[i] ?? 0) - (sorted[i - 1] ?? 0);
    if (gap > 0 && (shortest === undefined || gap < shortest)) shortest = gap;
  }
  return shortest;
}
