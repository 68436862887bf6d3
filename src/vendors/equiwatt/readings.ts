/**
 * Consumption of assets and their baselines: kWh by half hour. Read and kept by half a month of UTC, whatever part of it
 * is wanted: that is 768 half hours at most, one page, and what is settled of a range that slides is never read again.
 */

import type { Clock } from '../../domain/clock.ts';
import { type ReadingRequest, type Readings, type ReadingsBatch, readingKey } from '../../domain/readings.ts';
import { AppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Cached, Connection } from '../../upstream/connection.ts';
import { loadEach } from '../each-key.ts';
import { endpoints, fetchPage } from './api.ts';
import { readRest } from './paged-list.ts';
import { tags } from './tags.ts';
import { energyPointSchema, parseWire, vendor, type WirePage } from './wire.ts';

/** assumed: smart-meter practice in the UK. */
const stepMs = 1_800_000;
/** A year is 24 calls an asset: more than this would not be read before any operation ends. */
const maxYears = 10;
/** Meters report late; after so long nothing more is expected. */
const settledAfterMs = 14 * 24 * 3_600_000;

export interface ReadingDeps {
  readonly connection: Connection;
  readonly clock: Clock;
  /** Default `consumption`. A baseline reaches into the future, and is never settled. */
  readonly of?: 'consumption' | 'baseline';
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

async function readOne(request: ReadingRequest, call: Call, deps: ReadingDeps): Promise<Readings | undefined> {
  assertServable(request);
  const nowMs = deps.clock.now();
  const endMs = deps.of === 'baseline' ? request.toMs : Math.min(request.toMs, nowMs);
  const chunks = chunksOf(request.fromMs, endMs, request.id);
  const read = await Promise.allSettled(chunks.map((chunk) => readChunk(chunk, call, deps)));
  // All calls are over by now, also when one of them failed.
  const failed = read.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
  const pages = read.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
  // Only the first page of an unknown asset's chunk has no value.
  if (pages.some(({ value }) => !value)) return undefined;
  return toReadings(pages, request, nowMs);
}

interface Chunk {
  readonly id: string;
  /** Epoch milliseconds, the end exclusive. */
  readonly fromMs: number;
  readonly toMs: number;
}

const middleDay = 17;

/** The half months of UTC that hold the range; none for an empty one. */
function chunksOf(fromMs: number, toMs: number, id: string): Chunk[] {
  const chunks: Chunk[] = [];
  const from = new Date(fromMs);
  for (let month = from.getUTCMonth(); Date.UTC(from.getUTCFullYear(), month) < toMs; month += 1) {
    const [start, middle, end] = [
      Date.UTC(from.getUTCFullYear(), month),
      Date.UTC(from.getUTCFullYear(), month, middleDay),
      Date.UTC(from.getUTCFullYear(), month + 1),
    ];
    chunks.push({ id, fromMs: start, toMs: middle }, { id, fromMs: middle, toMs: end });
  }
  return chunks.filter((chunk) => chunk.fromMs < toMs && chunk.toMs > fromMs);
}

async function readChunk(chunk: Chunk, call: Call, deps: ReadingDeps): Promise<Cached<EnergyPage | null>[]> {
  const first = await readPage(chunk, 1, call, deps);
  return first.value ? [first, ...(await readRest(first.value, (page) => readPage(chunk, page, call, deps)))] : [first];
}

function assertServable({ resolution, normalized, fromMs, toMs }: ReadingRequest): void {
  if (toMs - fromMs > maxYears * 366 * 24 * 3_600_000) {
    const message = `equiwatt is asked for half hours at any resolution: at most ${maxYears} years at once.`;
    throw new AppError('RANGE_NOT_AVAILABLE', message, { vendor, argument: 'from' });
  }
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

function readPage(chunk: Chunk, page: number, call: Call, deps: ReadingDeps): Promise<Cached<EnergyPage | null>> {
  const { connection, clock, of = 'consumption' } = deps;
  const { id, fromMs, toMs } = chunk;
  const settled = of === 'consumption' && toMs <= clock.now() - settledAfterMs;
  const recent = of === 'consumption' ? 'recentEnergy' : 'assetBaselines';
  return connection.read<EnergyPage | null>(
    {
      resource: settled ? 'settledEnergy' : recent,
      params: { of, asset: id, from: fromMs, to: toMs, page },
      tags: () => [tags.energy(id)],
      // Until an upload is heard of, which drops it by its tag.
      immutable: settled,
      load: async (shared) => {
        // No consumption is asked of the future: of the running half month, what there can be.
        const endMs = Math.min(toMs, Math.ceil(clock.now() / stepMs) * stepMs);
        const endpoint =
          of === 'consumption' ? endpoints.energy(id, fromMs, endMs) : endpoints.assetBaselines(id, fromMs, toMs);
        const toPage = (answer: WirePage) => toEnergyPage(answer, endpoint.operation);
        return (await fetchPage(connection, endpoint, page, toPage, shared)) ?? null;
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
function toReadings(pages: readonly Cached<EnergyPage | null>[], request: ReadingRequest, nowMs: number): Readings {
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
    asOfMs: Math.min(nowMs, ...pages.map((page) => page.asOfMs)),
    stale: pages.some((page) => page.stale),
  };
}
