/** Consumption of assets: kWh by half hour, in pages of 1000 for an asset and a range. */

import type { Clock } from '../../domain/clock.ts';
import { type ReadingRequest, type Readings, type ReadingsBatch, readingKey } from '../../domain/readings.ts';
import { AppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Cached, Connection } from '../../upstream/connection.ts';
import { loadEach } from '../each-key.ts';
import { endpoints, fetchPage } from './api.ts';
import { readRest } from './paged-list.ts';
import { energyPointSchema, parseWire, vendor, type WirePage } from './wire.ts';

/** assumed: smart-meter practice in the UK. */
const stepMs = 1_800_000;
/** Meters report late; after so long nothing more is expected. */
const settledAfterMs = 14 * 24 * 3_600_000;

export interface ReadingDeps {
  readonly connection: Connection;
  readonly clock: Clock;
}

export async function fetchReadings(
  requests: readonly ReadingRequest[],
  call: Call,
  deps: ReadingDeps,
): Promise<ReadingsBatch> {
  const byKey = new Map(requests.map((request) => [readingKey(request), request]));
  const keys = [...byKey.keys()];
  return loadEach(keys, async (key) => {
    const request = byKey.get(key);
    return request ? await readOne(request, call, deps) : undefined;
  });
}

/** The names under which an asset's readings are dropped from the cache. */
export const energyTag = (assetId: string) => `energy:${assetId}`;

async function readOne(request: ReadingRequest, call: Call, deps: ReadingDeps): Promise<Readings | undefined> {
  assertServable(request);
  // Whole half hours, so that ranges that mean the same share their pages.
  const fromMs = Math.floor(request.fromMs / stepMs) * stepMs;
  const toMs = Math.ceil(request.toMs / stepMs) * stepMs;
  const range = { id: request.id, fromMs, toMs };
  const first = await readPage(range, 1, call, deps);
  if (!first.value) return undefined;
  const rest = await readRest(first.value, (page) => readPage(range, page, call, deps));
  return toReadings([first, ...rest], request);
}

function assertServable({ resolution, normalized }: ReadingRequest): void {
  const offer = 'equiwatt measures half hours: ask for HALF_HOUR or a coarser resolution';
  if (resolution === 'QUARTER_HOUR') throw new AppError('RANGE_NOT_AVAILABLE', `${offer}.`, { vendor });
  if (normalized) {
    throw new AppError('RANGE_NOT_AVAILABLE', 'equiwatt has no weather-normalised values.', { vendor });
  }
}

/** A page of points as columns: they stay in the cache by the thousand. */
interface EnergyPage {
  readonly startsMs: readonly number[];
  readonly kwh: readonly number[];
  readonly totalPages: number;
}

function readPage(
  range: { readonly id: string; readonly fromMs: number; readonly toMs: number },
  page: number,
  call: Call,
  { connection, clock }: ReadingDeps,
): Promise<Cached<EnergyPage | null>> {
  const endpoint = endpoints.energy(range.id, range.fromMs, range.toMs);
  return connection.read<EnergyPage | null>(
    {
      resource: range.toMs < clock.now() - settledAfterMs ? 'settledEnergy' : 'recentEnergy',
      params: { asset: range.id, from: range.fromMs, to: range.toMs, page },
      tags: () => [energyTag(range.id)],
      load: async (shared) => {
        const answer = await fetchPage(connection, endpoint, page, shared);
        return answer ? toEnergyPage(answer, endpoint.operation) : null;
      },
    },
    call,
  );
}

/** Consumption only: points of type `export` are feed-in. A point without a value is a gap. */
function toEnergyPage(page: WirePage, operation: string): EnergyPage {
  const startsMs: number[] = [];
  const kwh: number[] = [];
  for (const item of page.items) {
    const point = parseWire(energyPointSchema, item, operation);
    if (point.type?.toLowerCase() === 'export' || point.value == null) continue;
    startsMs.push(point.timestamp * 1000);
    kwh.push(point.value);
  }
  return { startsMs, kwh, totalPages: page.totalPages };
}

/** One series in ascending order; of a half hour that comes twice, the last one counts. */
function toReadings(pages: readonly Cached<EnergyPage | null>[], request: ReadingRequest): Readings {
  const byStart = new Map<number, number>();
  for (const { value } of pages) {
    for (const [i, startMs] of (value?.startsMs ?? []).entries()) byStart.set(startMs, value?.kwh[i] ?? Number.NaN);
  }
  const startsMs = Float64Array.from(byStart.keys())
    .filter((startMs) => startMs + stepMs > request.fromMs && startMs < request.toMs)
    .sort();
  return {
    vendor,
    kind: 'energy',
    unit: 'kWh',
    startsMs,
    endsMs: startsMs.map((startMs) => startMs + stepMs),
    values: startsMs.map((startMs) => byStart.get(startMs) ?? Number.NaN),
    asOfMs: Math.min(...pages.map((page) => page.asOfMs)),
    stale: pages.some((page) => page.stale),
  };
}
