/**
 * Readings in few calls: requests are cut into stretches, equal stretches of many meters share a read of up to 100
 * meters, and what a meter has in a stretch is one cache entry.
 */

import type { Batch } from '../../domain/batch.ts';
import type { Clock } from '../../domain/clock.ts';
import { type ReadingRequest, type Readings, type ReadingsBatch, readingKey } from '../../domain/readings.ts';
import { AppError, toAppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Cached, Connection } from '../../upstream/connection.ts';
import type { EnerkeyApi } from './api.ts';
import type { Directory } from './directory.ts';
import { chunk, isVendorId } from './ids.ts';
import { maxMetersPerCall, settlingDays } from './limits.ts';
import { toValueRun, type ValueRun } from './map.ts';
import { planReadings, type Stretch } from './plan.ts';
import { toTimestamp } from './timestamp.ts';
import { contractError } from './wire.ts';

export interface ReadingsDeps {
  readonly connection: Connection;
  readonly api: EnerkeyApi;
  readonly directory: Directory;
  readonly clock: Clock;
}

type Runs = ReadonlyMap<string, Cached<ValueRun> | AppError>;
/** The runs of each stretch, by its key. */
type RunsByStretch = ReadonlyMap<string, Runs>;

export function createReadings(deps: ReadingsDeps) {
  return async (requests: readonly ReadingRequest[], call: Call): Promise<ReadingsBatch> => {
    const plans = requests
      .filter((request) => isVendorId(request.id))
      .map((request) => toPlan(request, deps.clock.now()));
    const runs = await fetchRuns(deps, plans, call);
    const batch = new Map<string, Readings | AppError>();
    await Promise.all(
      plans.map(async ({ request, stretches }) => {
        const joined =
          stretches instanceof AppError
            ? stretches
            : await joinRuns(deps, request, stretches, runs, call).catch(toAppError);
        if (joined) batch.set(readingKey(request), joined);
      }),
    );
    return batch;
  };
}

interface Plan {
  readonly request: ReadingRequest;
  /** An error when no read carries the request. */
  readonly stretches: readonly Stretch[] | AppError;
}

function toPlan(request: ReadingRequest, nowMs: number): Plan {
  try {
    return { request, stretches: planReadings(request, nowMs) };
  } catch (error) {
    return { request, stretches: toAppError(error) };
  }
}

async function fetchRuns(deps: ReadingsDeps, plans: readonly Plan[], call: Call): Promise<RunsByStretch> {
  const wanted = new Map<string, { stretch: Stretch; ids: Set<string> }>();
  for (const { request, stretches } of plans) {
    if (stretches instanceof AppError) continue;
    for (const stretch of stretches) {
      const group = wanted.get(stretchKey(stretch)) ?? { stretch, ids: new Set() };
      group.ids.add(request.id);
      wanted.set(stretchKey(stretch), group);
    }
  }
  const fetched = [...wanted].map(async ([key, { stretch, ids }]): Promise<[string, Runs]> => {
    return [key, await readRuns(deps, stretch, [...ids], call)];
  });
  return new Map(await Promise.all(fetched));
}

function readRuns({ connection, api, clock }: ReadingsDeps, stretch: Stretch, ids: string[], call: Call) {
  const { kind, fromMs, toMs, form } = stretch;
  return connection.readMany<ValueRun>(
    {
      resource: 'values',
      params: { kind, fromMs, toMs, form },
      ids,
      tags: (id) => [`meter:${id}`],
      immutable: toMs <= clock.now() - settlingDays * 86_400_000,
      load: async (missing, shared) => {
        const parts = chunk(missing, maxMetersPerCall).map((part) => fetchPart(api, stretch, part, shared));
        return new Map((await Promise.all(parts)).flatMap((part) => [...part]));
      },
    },
    call,
  );
}

/** One call; its failure belongs to its own meters. */
async function fetchPart(
  api: EnerkeyApi,
  stretch: Stretch,
  meterIds: readonly string[],
  call: Call,
): Promise<Batch<ValueRun>> {
  const { kind, form } = stretch;
  const query = { kind, meterIds, start: toTimestamp(stretch.fromMs, form), end: toTimestamp(stretch.toMs, form) };
  try {
    const { items, broken } = await api.fetchValues(query, call);
    return new Map<string, ValueRun | AppError>([
      ...items.map((item): [string, ValueRun | AppError] => [
        String(item.meterId),
        orError(() => toValueRun(item, stretch)),
      ]),
      ...broken.map((id): [string, AppError] => [id, contractError('values of an unknown shape')]),
    ]);
  } catch (error) {
    return new Map(meterIds.map((id) => [id, toAppError(error)]));
  }
}

/** undefined when the vendor does not know the meter. */
async function joinRuns(
  deps: ReadingsDeps,
  request: ReadingRequest,
  stretches: readonly Stretch[],
  runsByStretch: RunsByStretch,
  call: Call,
): Promise<Readings | AppError | undefined> {
  const parts: Cached<ValueRun>[] = [];
  for (const stretch of stretches) {
    const run = runsByStretch.get(stretchKey(stretch))?.get(request.id);
    if (run === undefined || run instanceof AppError) return run;
    parts.push(run);
  }
  const unit = parts.find((part) => part.value.unit !== null)?.value.unit ?? (await unitOf(deps, request.id, call));
  if (unit === undefined || unit instanceof AppError) return unit;
  return {
    vendor: 'ENERKEY',
    kind: 'energy',
    unit,
    startsMs: concat(parts.map((part) => part.value.startsMs)),
    endsMs: concat(parts.map((part) => part.value.endsMs)),
    values: concat(parts.map((part) => part.value.values)),
    asOfMs: Math.min(deps.clock.now(), ...parts.map((part) => part.asOfMs)),
    stale: parts.some((part) => part.stale),
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

function orError<T>(make: () => T): T | AppError {
  try {
    return make();
  } catch (error) {
    return toAppError(error);
  }
}

function concat(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
