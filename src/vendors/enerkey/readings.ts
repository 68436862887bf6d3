/** Readings in few calls: requests are cut into stretches, and equal stretches of many meters share their reads. */

import { type ReadingRequest, type Readings, type ReadingsBatch, readingKey } from '../../domain/readings.ts';
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

/** The runs of each stretch, by its key. */
type RunsByStretch = ReadonlyMap<string, Runs>;

export function createReadings(deps: ReadingsDeps) {
  return async (requests: readonly ReadingRequest[], call: Call): Promise<ReadingsBatch> => {
    const plans = requests
      .filter((request) => isVendorId(request.id))
      .map((request) => toPlan(request, { nowMs: deps.clock.now(), keepsReads: deps.connection.keepsReads }));
    const runs = await fetchRuns(deps, plans, call);
    const batch = new Map<string, Readings | AppError>();
    await Promise.all(
      plans.map(async ({ request, stretches }) => {
        const joined =
          stretches instanceof AppError
            ? stretches
            : await toReadings(deps, request, stretches, runs, call).catch(toAppError);
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

function toPlan(request: ReadingRequest, options: PlanOptions): Plan {
  try {
    return { request, stretches: planReadings(request, options) };
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
    return [key, await readStretch(deps, stretch, [...ids], call)];
  });
  return new Map(await Promise.all(fetched));
}

/** undefined when the vendor does not know the meter. */
async function toReadings(
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
    parts.push({ ...run, value: cutRun(run.value, stretch.take) });
  }
  const joined = joinRuns(parts.map((part) => part.value));
  const unit = joined.unit ?? (await unitOf(deps, request.id, call));
  if (unit === undefined || unit instanceof AppError) return unit;
  return {
    vendor: 'ENERKEY',
    kind: 'energy',
    ...joined,
    unit,
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
