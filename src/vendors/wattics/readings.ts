/** Readings: each meter's stretches, read together and kept month by month. The vendor has one meter a call. */

import { concat } from '../../domain/concat.ts';
import { type ReadingRequest, type Readings, type ReadingsBatch, readingKey } from '../../domain/readings.ts';
import { AppError, toAppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Cached } from '../../upstream/connection.ts';
import type { Directory, PlacedMeter } from './directory.ts';
import { isMonth, isRaw, planReadings } from './plan.ts';
import type { Run } from './series.ts';
import { readMonth, readRawMonths, type StretchDeps } from './stretches.ts';

export interface ReadingsDeps extends StretchDeps {
  /** What is to be read, by id. */
  readonly locate: Directory['locate'];
}

export function createReadings(deps: ReadingsDeps) {
  return async (requests: readonly ReadingRequest[], call: Call): Promise<ReadingsBatch> => {
    const located = await deps.locate([...new Set(requests.map((request) => request.id))], call);
    const answers = requests.map(async (request): Promise<[string, Readings | AppError][]> => {
      const placed = located.get(request.id);
      if (!placed) return [];
      const answer = placed instanceof AppError ? placed : await readOne(deps, request, placed, call);
      return answer ? [[readingKey(request), answer]] : [];
    });
    return new Map((await Promise.all(answers)).flat());
  };
}

/** undefined when the vendor no longer knows the meter. */
async function readOne(
  deps: ReadingsDeps,
  request: ReadingRequest,
  placed: PlacedMeter,
  call: Call,
): Promise<Readings | AppError | undefined> {
  try {
    const stretches = planReadings(request, placed, deps.clock.now());
    const runs = await Promise.all([
      readRawMonths(deps, stretches.filter(isRaw), placed, call),
      ...stretches.filter(isMonth).map(async (month) => [await readMonth(deps, month, placed, call)]),
    ]);
    const parts: Cached<Run>[] = [];
    for (const run of runs.flat()) {
      if (run === undefined || run instanceof AppError) return run;
      parts.push(run);
    }
    return joinRuns(parts, request, deps.clock.now());
  } catch (error) {
    return toAppError(error);
  }
}

function joinRuns(parts: readonly Cached<Run>[], { fromMs, toMs }: ReadingRequest, nowMs: number): Readings {
  const columns = parts.map(({ value: run }) => {
    // A month holds more than the range asked for.
    const first = run.endsMs.findIndex((endMs) => endMs > fromMs);
    const end = run.startsMs.findLastIndex((startMs) => startMs < toMs) + 1;
    const [a, b] = first < 0 ? [0, 0] : [first, Math.max(first, end)];
    return {
      startsMs: run.startsMs.subarray(a, b),
      endsMs: run.endsMs.subarray(a, b),
      values: run.values.subarray(a, b),
    };
  });
  return {
    vendor: 'WATTICS',
    kind: parts[0]?.value.kind ?? 'energy',
    unit: parts.find(({ value }) => value.unit !== null)?.value.unit ?? 'Wh',
    startsMs: concat(columns.map((column) => column.startsMs)),
    endsMs: concat(columns.map((column) => column.endsMs)),
    values: concat(columns.map((column) => column.values)),
    asOfMs: Math.min(nowMs, ...parts.map((part) => part.asOfMs)),
    stale: parts.some((part) => part.stale),
  };
}
