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
import { createCut, createJoin } from './runs.ts';
import { type Runs, readStretch, type ValuesDeps } from './values.ts';
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
      const joinRuns = createJoin();
      for (const request of own) {
        const joined = stretches instanceof AppError ? stretches : join(request.id, stretches, runs, joinRuns);
        const readings = isRun(joined) ? toReadings(deps, request.id, joined, call) : joined;
        // The unit is nearly always at hand.
        const outcome = readings instanceof Promise ? await readings : readings;
        if (outcome) batch.set(readingKey(request), outcome);
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
  /** To what the requests take of it. */
  readonly cut: (run: ValueRun) => ValueRun;
}

function toWindow(requests: readonly ReadingRequest[], options: PlanOptions): Window {
  const [first] = requests;
  try {
    const stretches = first ? planReadings(first, options) : [];
    return { requests, stretches: stretches.map(toKeyed) };
  } catch (error) {
    return { requests, stretches: toAppError(error) };
  }
}

function toKeyed(stretch: Stretch): Keyed {
  return { key: stretchKey(stretch), stretch, cut: createCut(stretch.take) };
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
  joinRuns: (parts: readonly ValueRun[]) => ValueRun,
): Cached<ValueRun> | AppError | undefined {
  const [only, ...more] = stretches;
  if (only && more.length === 0) {
    const run = runs.get(only.key)?.get(meterId);
    if (!isRun(run)) return run;
    const value = only.cut(run.value);
    return value === run.value ? run : { ...run, value };
  }
  const parts: ValueRun[] = [];
  let asOfMs = Number.POSITIVE_INFINITY;
  let stale = false;
  for (const { key, cut } of stretches) {
    const run = runs.get(key)?.get(meterId);
    if (!isRun(run)) return run;
    parts.push(cut(run.value));
    asOfMs = Math.min(asOfMs, run.asOfMs);
    stale ||= run.stale;
  }
  return { value: joinRuns(parts), asOfMs, stale };
}

function isRun(run: Cached<ValueRun> | AppError | undefined): run is Cached<ValueRun> {
  return run !== undefined && !(run instanceof AppError);
}

/** undefined when the vendor does not know the meter. */
function toReadings(
  deps: ReadingsDeps,
  meterId: string,
  run: Cached<ValueRun>,
  call: Call,
): Readings | Promise<Readings | AppError | undefined> {
  const nowMs = deps.clock.now();
  if (run.value.unit !== null) return inUnit(run.value.unit, run, nowMs);
  return unitOf(deps, meterId, call).then((unit) => (typeof unit === 'string' ? inUnit(unit, run, nowMs) : unit));
}

function inUnit(unit: string, { value, asOfMs, stale }: Cached<ValueRun>, nowMs: number): Readings {
  const { startsMs, endsMs, values } = value;
  const readAtMs = Math.min(nowMs, asOfMs);
  return { vendor: 'ENERKEY', kind: 'energy', startsMs, endsMs, values, unit, asOfMs: readAtMs, stale };
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
