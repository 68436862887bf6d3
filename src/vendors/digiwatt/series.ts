/** Series of power samples: put into columns, cut, and joined. */

import type { Readings } from '../../domain/readings.ts';
import { assumedStepMs, maxStepMs } from './limits.ts';
import type { Span } from './periods.ts';
import { contractError, type WirePoint, type WireSeries } from './wire.ts';

/** Columns of mean power in W, ascending; a gap is NaN or absent. */
export interface PowerSeries {
  readonly startsMs: Float64Array;
  readonly endsMs: Float64Array;
  readonly values: Float64Array;
  /** Absent where only the whole house is told. */
  readonly appliances?: readonly { readonly appliance: string; readonly values: Float64Array }[];
}

/** The whole house as the vendor gives it. */
export function toHouseSeries(points: readonly WirePoint[], timeZone: string): PowerSeries {
  const byTime = toColumn(points, timeZone);
  const startsMs = Float64Array.from(byTime.keys()).sort();
  return { startsMs, endsMs: toEnds(startsMs), values: startsMs.map((atMs) => byTime.get(atMs) ?? Number.NaN) };
}

/**
 * By appliance, and the house as their sum. Where one appliance has no value the sum is unknown: a sum of the others
 * would pass for the house.
 */
export function toApplianceSeries(wire: readonly WireSeries[], timeZone: string): PowerSeries {
  const columns = wire.map(({ appliance, points }) => ({ appliance, byTime: toColumn(points, timeZone) }));
  const startsMs = Float64Array.from(new Set(columns.flatMap(({ byTime }) => [...byTime.keys()]))).sort();
  const appliances = columns.map(({ appliance, byTime }) => ({
    appliance,
    values: startsMs.map((atMs) => byTime.get(atMs) ?? Number.NaN),
  }));
  const values = startsMs.map((_, i) => appliances.reduce((sum, column) => sum + (column.values[i] ?? Number.NaN), 0));
  return { startsMs, endsMs: toEnds(startsMs), values, appliances };
}

/** The samples that begin within the span. */
export function cutSeries(series: PowerSeries, { fromMs, toMs }: Span): PowerSeries {
  const first = series.startsMs.findIndex((atMs) => atMs >= fromMs);
  if (first === -1) return emptySeries(series.appliances?.map(({ appliance }) => appliance));
  const beyond = series.startsMs.findIndex((atMs) => atMs >= toMs);
  const cut = (column: Float64Array) => column.slice(first, beyond === -1 ? undefined : beyond);
  return {
    startsMs: cut(series.startsMs),
    endsMs: cut(series.endsMs),
    values: cut(series.values),
    ...(series.appliances
      ? { appliances: series.appliances.map(({ appliance, values }) => ({ appliance, values: cut(values) })) }
      : {}),
  };
}

/** One after the other. By appliance only where every part is. */
export function joinSeries(parts: readonly PowerSeries[]): PowerSeries {
  const [only, ...more] = parts;
  if (only && more.length === 0) return only;
  const join = (columns: readonly Float64Array[]) => Float64Array.from(columns.flatMap((column) => [...column]));
  const joined = {
    startsMs: join(parts.map(({ startsMs }) => startsMs)),
    endsMs: join(parts.map(({ endsMs }) => endsMs)),
    values: join(parts.map(({ values }) => values)),
  };
  if (parts.length === 0 || parts.some(({ appliances }) => !appliances)) return joined;
  const names = new Set(parts.flatMap(({ appliances }) => appliances?.map(({ appliance }) => appliance) ?? []));
  const columnOf = (name: string, { appliances, values }: PowerSeries) =>
    appliances?.find(({ appliance }) => appliance === name)?.values ?? values.map(() => Number.NaN);
  return {
    ...joined,
    appliances: [...names].map((appliance) => ({
      appliance,
      values: join(parts.map((part) => columnOf(appliance, part))),
    })),
  };
}

export function toReadings(series: PowerSeries, asOfMs: number, stale: boolean): Readings {
  return { vendor: 'DIGIWATT', kind: 'power', unit: 'W', ...series, asOfMs, stale };
}

/** The instant of a timestamp; one without an offset is civil time of the account (assumed). */
export function toInstantMs(timestamp: string, timeZone: string): number {
  const hasOffset = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(timestamp);
  const ms = hasOffset ? Date.parse(timestamp) : civilInstantMs(timestamp, timeZone);
  if (Number.isNaN(ms)) throw contractError('a timestamp that is not ISO 8601');
  return ms;
}

function civilInstantMs(timestamp: string, timeZone: string): number {
  try {
    return Temporal.PlainDateTime.from(timestamp).toZonedDateTime(timeZone).epochMilliseconds;
  } catch {
    return Number.NaN;
  }
}

function toColumn(points: readonly WirePoint[], timeZone: string): ReadonlyMap<number, number> {
  return new Map(points.map(({ timestamp, value }) => [toInstantMs(timestamp, timeZone), value ?? Number.NaN]));
}

// The vendor does not say how long a sample stands; the smallest distance between two shows it.
function toEnds(startsMs: Float64Array): Float64Array {
  let stepMs = Number.POSITIVE_INFINITY;
  for (let i = 1; i < startsMs.length; i += 1) {
    stepMs = Math.min(stepMs, (startsMs[i] ?? 0) - (startsMs[i - 1] ?? 0));
  }
  const lengthMs = stepMs > maxStepMs ? assumedStepMs : stepMs;
  return startsMs.map((atMs) => atMs + lengthMs);
}

function emptySeries(appliances: readonly string[] | undefined): PowerSeries {
  const none = new Float64Array(0);
  return {
    ...{ startsMs: none, endsMs: none, values: none },
    ...(appliances ? { appliances: appliances.map((appliance) => ({ appliance, values: none })) } : {}),
  };
}
