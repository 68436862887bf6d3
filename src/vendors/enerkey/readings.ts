/** Readings in few calls: requests are cut into stretches, and equal stretches of many meters share their reads. */

import {
  type ReadingRequest,
  type Readings,
  type ReadingsBatch,
  readingKey,
  windowKey,
} from '../../domain/readings.ts';
import { AppError, toAppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Cached } from '../../upstream/connection.ts';
import type { Directory } from './directory.ts';
import { isVendorId } from './ids.ts';
import type { ValueRun } from './map.ts';
import { type PlanOptions, planReadings, type Stretch } from './plan.ts';
import { cutRun, joinRuns, type Runs, readStretch, type ValuesDeps } from './values.ts';
import { contractError } from './wire.ts';

export interface ReadingsDeps extends ValuesDeps {
  readonly directory: Directory;
}

export function createReadings(deps: ReadingsDeps) {
  return async (requests: readonly ReadingRequest[], call: Call): Promise<ReadingsBatch> => {
    const known = requests.filter((request) => isVendorId(request.id));
    const options = { nowMs: deps.clock.now(), keepsReads: deps.connection.keepsReads };
    const windows = [...Map.groupBy(known, windowKey).values()].map((own) => toWindow(own, options));
    const runs = await fetchRuns(deps, windows, call);
    const batch = new Map<string, Readings | AppError>();
    for (const { requests: own, stretches } of windows) {
      for (const request of own) {
        const joined = stretches instanceof AppError ? stretches : join(request.id, stretches, runs);
        const readings =
          joined && !(joined instanceof AppError) ? await toReadings(deps, request.id, joined, call) : joined;
        if (readings) batch.set(readingKey(request), readings);
      }
    }
    return batch;
  };
}

/** Requests for the same time, whoever measured it. */
interface Window {
  readonly requests: readonly ReadingRequest[];
  /** An error when no read carries the requests. */
  readonly stretches: readonly Keyed[] | AppError;
}

interface Keyed {
  readonly key: string;
  readonly stretch: Stretch;
}

function toWindow(requests: readonly ReadingRequest[], options: PlanOptions): Window {
  const [first] = requests;
  try {
    const stretches = first ? planReadings(first, options) : [];
    return { requests, stretches: stretches.map((stretch) => ({ key: stretchKey(stretch), stretch })) };
  } catch (error) {
    return { requests, stretches: toAppError(error) };
  }
}

/** The runs of each stretch, by its key. */
type RunsByStretch = ReadonlyMap<string, Runs>;

async function fetchRuns(deps: ReadingsDeps, windows: readonly Window[], call: Call): Promise<RunsByStretch> {
  const wanted = new Map<string, { stretch: Stretch; ids: Set<string> }>();
  for (const { requests, stretches } of windows) {
    if (stretches instanceof AppError) continue;
    for (const { key, stretch } of stretches) {
      const group = wanted.get(key) ?? { stretch, ids: new Set() };
      wanted.set(key, group);
      for (const { id } of requests) group.ids.add(id);
    }
  }
  const fetched = [...wanted].map(async ([key, { stretch, ids }]): Promise<[string, Runs]> => {
    return [key, await readStretch(deps, stretch, [...ids], call)];
  });
  return new Map(await Promise.all(fetched));
}

/** The parts of a meter's readings, one after the other; undefined when the vendor does not know the meter. */
function join(
  meterId: string,
  stretches: readonly Keyed[],
  runs: RunsByStretch,
): Cached<ValueRun> | AppError | undefined {
  const parts: ValueRun[] = [];
  let asOfMs = Number.POSITIVE_INFINITY;
  let stale = false;
  for (const { key, stretch } of stretches) {
    const run = runs.get(key)?.get(meterId);
    if (run === undefined || run instanceof AppError) return run;
    parts.push(cutRun(run.value, stretch.take));
    asOfMs = Math.min(asOfMs, run.asOfMs);
    stale ||= run.stale;
  }
  return { value: joinRuns(parts), asOfMs, stale };
}

/** undefined when the vendor does not know the meter. */
async function toReadings(
  deps: ReadingsDeps,
  meterId: string,
  { value, asOfMs, stale }: Cached<ValueRun>,
  call: Call,
): Promise<Readings | AppError | undefined> {
  const unit = value.unit ?? (await unitOf(deps, meterId, call));
  if (unit === undefined || unit instanceof AppError) return unit;
  const { startsMs, endsMs, values } = value;
  return {
    vendor: 'ENERKEY',
    kind: 'energy',
    startsMs,
    endsMs,
    values,
    unit,
    asOfMs: Math.min(deps.clock.now(), asOfMs),
    stale,
  };
}

/** The meter's own unit, where its values name none; undefined when the vendor does not know the meter. */
async function unitOf(
  { directory }: ReadingsDeps,
  meterId: string,
  call: Call,
): Promise<string | AppError | undefined> {
  const { items } = await directory.meters(call);
  const meter = items.find((candidate) => candidate.ref.id === meterId);
  return meter && (meter.unit ?? contractError('values without a unit'));
}

function stretchKey({ kind, fromMs, toMs, form }: Stretch): string {
  return `${kind} ${fromMs} ${toMs} ${form}`;
}
