/**
 * Values through the cache: what one meter has in one month is one entry, so that nothing of the settled past is read
 * twice, whatever range it is asked in. Reads stay wide: up to 100 meters each, and up to 36 months of monthly values.
 */

import type { Batch } from '../../domain/batch.ts';
import type { Clock } from '../../domain/clock.ts';
import { AppError, toAppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Cached, Connection } from '../../upstream/connection.ts';
import type { EnerkeyApi } from './api.ts';
import { chunk } from './ids.ts';
import { maxMetersPerCall, settlingDays } from './limits.ts';
import { toValueRun, type ValueRun } from './map.ts';
import type { Span, Stretch } from './plan.ts';
import { createCut, createJoin } from './runs.ts';
import { meterTag } from './tags.ts';
import { toTimestamp } from './timestamp.ts';
import { contractError } from './wire.ts';

export interface ValuesDeps {
  readonly connection: Connection;
  readonly api: EnerkeyApi;
  readonly clock: Clock;
}

/** What the meters have in a stretch; an unknown meter is absent. */
export type Runs = ReadonlyMap<string, Cached<ValueRun> | AppError>;

export function readStretch(deps: ValuesDeps, stretch: Stretch, ids: readonly string[], call: Call): Promise<Runs> {
  return stretch.kind === 'hourly' ? readHours(deps, stretch, ids, call) : readMonths(deps, stretch, ids, call);
}

function readHours(deps: ValuesDeps, stretch: Stretch, ids: readonly string[], call: Call): Promise<Runs> {
  const { kind, fromMs, toMs, form } = stretch;
  return deps.connection.readMany<ValueRun>(
    {
      resource: 'values',
      params: { kind, fromMs, toMs, form },
      ids,
      tags: (id) => [meterTag(id)],
      immutable: isSettled(deps, toMs),
      load: (missing, shared) => fetchRuns(deps, stretch, missing, shared),
    },
    call,
  );
}

/** One month of one meter. */
interface Cell extends Span {
  readonly meterId: string;
}

const cellKey = ({ meterId, fromMs, toMs }: Cell) => `${meterId} ${fromMs} ${toMs}`;

async function readMonths(deps: ValuesDeps, stretch: Stretch, ids: readonly string[], call: Call): Promise<Runs> {
  const months = stretch.monthStartsMs.slice(0, -1).map((fromMs, i) => {
    return { fromMs, toMs: stretch.monthStartsMs[i + 1] ?? stretch.toMs };
  });
  const cells = ids.flatMap((meterId) => months.map((month): Cell => ({ meterId, ...month })));
  const parts = await Promise.all([
    readCells(
      deps,
      stretch,
      cells.filter(({ toMs }) => isSettled(deps, toMs)),
      call,
    ),
    readCells(
      deps,
      stretch,
      cells.filter(({ toMs }) => !isSettled(deps, toMs)),
      call,
    ),
  ]);
  const known = new Map(parts.flatMap((part) => [...part]));
  const runs = new Map<string, Cached<ValueRun> | AppError>();
  for (const id of ids) {
    const run = joinMonths(months.map((month) => known.get(cellKey({ meterId: id, ...month }))));
    if (run) runs.set(id, run);
  }
  return runs;
}

/** Cells that are all settled, or none of them. */
async function readCells(deps: ValuesDeps, stretch: Stretch, cells: readonly Cell[], call: Call): Promise<Runs> {
  const [first] = cells;
  if (!first) return new Map();
  const byKey = new Map(cells.map((cell) => [cellKey(cell), cell]));
  return deps.connection.readMany<ValueRun>(
    {
      resource: 'values',
      params: { kind: stretch.kind, form: stretch.form },
      ids: [...byKey.keys()],
      tags: (key) => [meterTag(byKey.get(key)?.meterId ?? '')],
      immutable: isSettled(deps, first.toMs),
      load: async (missing, shared) => {
        const groups = byMonths(missing.flatMap((key) => byKey.get(key) ?? []));
        const reads = groups.map((group) => fetchCells(deps, stretch, group, shared));
        return new Map((await Promise.all(reads)).flat());
      },
    },
    call,
  );
}

/** Meters that lack the same months are read together. */
function byMonths(cells: readonly Cell[]): readonly (readonly Cell[])[] {
  const byMeter = Map.groupBy(cells, ({ meterId }) => meterId);
  const byLack = Map.groupBy(byMeter.values(), (own) => own.map(({ fromMs }) => fromMs).join());
  return [...byLack.values()].map((meters) => meters.flat());
}

async function fetchCells(
  deps: ValuesDeps,
  stretch: Stretch,
  cells: readonly Cell[],
  call: Call,
): Promise<[string, ValueRun | AppError][]> {
  const fromMs = Math.min(...cells.map((cell) => cell.fromMs));
  const toMs = Math.max(...cells.map((cell) => cell.toMs));
  const monthStartsMs = stretch.monthStartsMs.filter((startMs) => startMs >= fromMs && startMs <= toMs);
  const ids = [...new Set(cells.map(({ meterId }) => meterId))];
  const runs = await fetchRuns(deps, { ...stretch, fromMs, toMs, monthStartsMs }, ids, call);
  return cells.flatMap((cell): [string, ValueRun | AppError][] => {
    const run = runs.get(cell.meterId);
    if (!run) return [];
    return [[cellKey(cell), run instanceof AppError ? run : createCut(cell)(run)]];
  });
}

async function fetchRuns(
  deps: ValuesDeps,
  stretch: Stretch,
  ids: readonly string[],
  call: Call,
): Promise<Batch<ValueRun>> {
  const parts = await Promise.all(chunk(ids, maxMetersPerCall).map((part) => fetchPart(deps, stretch, part, call)));
  const [first = new Map(), ...more] = parts;
  for (const part of more) for (const [id, run] of part) first.set(id, run);
  return first;
}

/** One call; its failure belongs to its own meters. */
async function fetchPart(
  { api, clock }: ValuesDeps,
  stretch: Stretch,
  meterIds: readonly string[],
  call: Call,
): Promise<Map<string, ValueRun | AppError>> {
  const { kind, form } = stretch;
  // Nothing is asked of the future: of the running month, what there can be.
  const endMs = kind === 'hourly' ? Math.min(stretch.toMs, nextHour(clock.now())) : stretch.toMs;
  const query = { kind, meterIds, start: toTimestamp(stretch.fromMs, form), end: toTimestamp(endMs, form) };
  try {
    const { items, broken } = await api.fetchValues(query, call);
    const runs = new Map<string, ValueRun | AppError>();
    let like: ValueRun | undefined;
    for (const item of items) {
      const run = toRunOrError(item, stretch, like);
      if (!(run instanceof AppError)) like = run;
      runs.set(String(item.meterId), run);
    }
    for (const id of broken) runs.set(id, contractError('values of an unknown shape'));
    return runs;
  } catch (error) {
    return new Map(meterIds.map((id) => [id, toAppError(error)]));
  }
}

/** undefined when a month is: the vendor does not know the meter. */
function joinMonths(
  months: readonly (Cached<ValueRun> | AppError | undefined)[],
): Cached<ValueRun> | AppError | undefined {
  const known: Cached<ValueRun>[] = [];
  for (const month of months) {
    if (month === undefined || month instanceof AppError) return month;
    known.push(month);
  }
  return {
    value: createJoin()(known.map(({ value }) => value)),
    asOfMs: Math.min(...known.map(({ asOfMs }) => asOfMs)),
    stale: known.some(({ stale }) => stale),
  };
}

function isSettled({ clock }: ValuesDeps, toMs: number): boolean {
  return toMs <= clock.now() - settlingDays * 86_400_000;
}

function nextHour(ms: number): number {
  return Math.ceil(ms / 3_600_000) * 3_600_000;
}

function toRunOrError(...given: Parameters<typeof toValueRun>): ValueRun | AppError {
  try {
    return toValueRun(...given);
  } catch (error) {
    return toAppError(error);
  }
}
