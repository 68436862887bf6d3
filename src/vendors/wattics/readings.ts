/** Readings: each meter's stretches, read together and kept one by one. The vendor has one meter a call. */

import type { Clock } from '../../domain/clock.ts';
import { type ReadingRequest, type Readings, type ReadingsBatch, readingKey } from '../../domain/readings.ts';
import { AppError, toAppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Cached, Connection } from '../../upstream/connection.ts';
import type { DashboardApi } from './api.ts';
import { type Directory, loadEach, type PlacedMeter } from './directory.ts';
import { settlingDays } from './limits.ts';
import { planReadings, type Stretch } from './plan.ts';
import { type Run, toEnergyRun, toPowerRun } from './series.ts';

export interface ReadingsDeps {
  readonly connection: Connection;
  readonly api: DashboardApi;
  readonly directory: Directory;
  readonly clock: Clock;
}

export function createReadings(deps: ReadingsDeps) {
  return async (requests: readonly ReadingRequest[], call: Call): Promise<ReadingsBatch> => {
    const located = await deps.directory.locate([...new Set(requests.map((request) => request.id))], call);
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
    const runs = await Promise.all(stretches.map((stretch) => readRun(deps, stretch, placed, call)));
    const parts: Cached<Run>[] = [];
    for (const run of runs) {
      if (run === undefined || run instanceof AppError) return run;
      parts.push(run);
    }
    return joinRuns(parts, request, deps.clock.now());
  } catch (error) {
    return toAppError(error);
  }
}

// One id a read: the vendor has no call for several meters, and equal reads in flight are one already.
async function readRun(
  { connection, api, clock }: ReadingsDeps,
  stretch: Stretch,
  { meter }: PlacedMeter,
  call: Call,
): Promise<Cached<Run> | AppError | undefined> {
  const id = String(meter.id);
  const runs = await connection.readMany<Run>(
    {
      resource: stretch.kind === 'raw' ? 'rawData' : 'consumptions',
      params: { ...stretch },
      ids: [id],
      tags: () => [`meter:${id}`],
      immutable: stretch.toMs <= clock.now() - settlingDays * 86_400_000,
      load: (ids, shared) => loadEach(ids, () => fetchRun(api, stretch, meter, shared)),
    },
    call,
  );
  return runs.get(id);
}

async function fetchRun(
  api: DashboardApi,
  stretch: Stretch,
  meter: PlacedMeter['meter'],
  call: Call,
): Promise<Run | undefined> {
  const minutes = meter.process_sampling_rate_minutes;
  const stepMs = minutes ? minutes * 60_000 : undefined;
  if (stretch.kind === 'raw') {
    const samples = await api.fetchRawData(String(meter.id), stretch, call);
    return samples && toPowerRun(samples, stepMs);
  }
  const days = await api.fetchConsumptions(String(meter.id), stretch, call);
  return days && toEnergyRun(days, stretch.timeZone, stepMs);
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

function concat(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
