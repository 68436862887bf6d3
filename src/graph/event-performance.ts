/** An asset's baseline in an event beside what it used. */

import type { Baseline, FlexEvent } from '../domain/entities.ts';
import { type Readings, type Resolution, resolutions } from '../domain/readings.ts';
import { at, sumColumn } from '../domain/series/bucket-sums.ts';
import { longestBucketMs, toBuckets } from '../domain/series/buckets.ts';
import { tidy } from '../domain/series/series.ts';
import type { EnergyUnit } from '../domain/units.ts';
import { badInput } from '../errors.ts';
import type { Loaders } from '../loaders/index.ts';
import type { VendorKey } from '../loaders/vendor-loader.ts';
import type { SeriesRequest } from './arguments.ts';
import { sumConsumption, toModel } from './consumption.ts';
import type { Membership, PerformanceModel, SeriesModel } from './models.ts';

export interface PerformanceArguments {
  readonly method?: string | null;
  readonly unit?: EnergyUnit | null;
}

export interface BaselineModel {
  readonly series: SeriesModel;
  readonly method: string | null;
  /** The event's time, in intervals that the baseline carries. */
  readonly request: SeriesRequest;
}

/** null before the vendor has a baseline, or when it does not say when the event is. */
export async function eventBaseline(
  event: VendorKey,
  assetId: string,
  { method, unit }: PerformanceArguments,
  loaders: Loaders,
): Promise<BaselineModel | null> {
  const key = { vendor: event.vendor, id: event.id };
  const [facts, baselines] = await Promise.all([
    loaders.flexEvents.byId(key),
    loaders.flex.baselinesByEventId.load(key),
  ]);
  const baseline = chooseBaseline(baselines?.get(assetId) ?? [], method);
  const request = facts && toRequest(facts, unit ?? 'KWH');
  if (!baseline || !request) return null;
  const readings = toReadings(baseline, event.vendor, request);
  const series = { ...toModel([readings], request, []), asOfMs: null };
  return { series, method: baseline.method, request };
}

/** null as `eventBaseline`. */
export async function eventPerformance(
  { of, assetId }: Membership,
  args: PerformanceArguments,
  loaders: Loaders,
): Promise<PerformanceModel | null> {
  const baseline = await eventBaseline(of, assetId, args, loaders);
  if (!baseline) return null;
  const ref = { vendor: of.vendor, kind: 'asset', id: assetId } as const;
  const measured = await sumConsumption([{ kind: 'assets', ref }], baseline.request, loaders);
  return measured && { baseline: baseline.series, method: baseline.method, measured };
}

/** Baseline less measured; NaN where either is missing. */
export function difference({ baseline, measured }: PerformanceModel): { values: Float64Array; total: number } {
  const values = baseline.values.map((value, i) => tidy(value - at(measured.values, i)));
  return { values, total: tidy(sumColumn(values)) };
}

function chooseBaseline(baselines: readonly Baseline[], method: string | null | undefined): Baseline | undefined {
  const imports = baselines.filter(({ type }) => type?.toLowerCase() !== 'export');
  if (method === null || method === undefined) return imports[0];
  const named = imports.find((baseline) => baseline.method?.toLowerCase() === method.toLowerCase());
  if (named || imports.length === 0) return named;
  const methods = imports.map((baseline) => baseline.method ?? 'unnamed').join(', ');
  throw badInput('method', `method: no baseline is called "${method.slice(0, 64)}"; there are ${methods}.`);
}

function toRequest({ startsAt, endsAt }: FlexEvent, unit: EnergyUnit): SeriesRequest | null {
  const [fromMs, toMs] = [Date.parse(startsAt ?? ''), Date.parse(endsAt ?? '')];
  if (!(fromMs < toMs)) return null;
  const resolution = resolutionOf(fromMs, toMs);
  return resolution ? { fromMs, toMs, resolution, unit, timeZone: 'UTC', normalized: false } : null;
}

/** A baseline is one figure for the whole event: the finest resolution that leaves it whole, else one that carries it. */
function resolutionOf(fromMs: number, toMs: number): Resolution | undefined {
  const carrying = resolutions.filter((resolution) => toMs - fromMs <= longestBucketMs[resolution]);
  const whole = carrying.find((resolution) => toBuckets(fromMs, toMs, resolution, 'UTC').startsMs.length === 1);
  return whole ?? carrying[0];
}

function toReadings(baseline: Baseline, vendor: Readings['vendor'], { fromMs, toMs }: SeriesRequest): Readings {
  return {
    vendor,
    kind: 'energy',
    unit: 'kWh',
    startsMs: Float64Array.of(fromMs),
    endsMs: Float64Array.of(toMs),
    values: Float64Array.of(baseline.value),
    asOfMs: 0,
    stale: false,
  };
}
