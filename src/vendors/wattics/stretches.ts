/** Stretches of one meter through the cache: a month is an entry; raw data are read up to 90 days at a time. */

import type { Batch } from '../../domain/batch.ts';
import type { Clock } from '../../domain/clock.ts';
import { type AppError, toAppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Cached, Connection } from '../../upstream/connection.ts';
import { loadEach } from '../each-key.ts';
import type { DashboardApi } from './api.ts';
import type { PlacedMeter } from './directory.ts';
import { maxRawDays, settlingDays } from './limits.ts';
import { ownerOf, ownerParams, tagsOf } from './owner.ts';
import type { RawMonth, SiteMonth } from './plan.ts';
import { type Run, toEnergyRun, toPowerRun } from './series.ts';

export interface StretchDeps {
  readonly connection: Connection;
  readonly api: DashboardApi;
  readonly clock: Clock;
}

/** undefined = the vendor no longer knows the meter. */
type Outcome = Cached<Run> | AppError | undefined;

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** One id a read: the vendor has no call for several meters, and equal reads in flight are one already. */
export async function readMonth(
  { connection, api, clock }: StretchDeps,
  month: SiteMonth,
  placed: PlacedMeter,
  call: Call,
): Promise<Outcome> {
  const id = String(placed.meter.id);
  const runs = await connection.readMany<Run>(
    {
      resource: 'consumptions',
      params: { ...month, ...ownerParams(placed) },
      ids: [id],
      tags: () => tagsOf(placed),
      immutable: isSettled(month.toMs, clock),
      load: (ids, shared) =>
        loadEach(ids, async () => {
          const days = await api.fetchConsumptions(ownerOf(placed), month, shared);
          return days && toEnergyRun(days, month.timeZone, stepOf(placed));
        }),
    },
    call,
  );
  return runs.get(id);
}

/** In the order of the months. */
export async function readRawMonths(
  deps: StretchDeps,
  months: readonly RawMonth[],
  placed: PlacedMeter,
  call: Call,
): Promise<Outcome[]> {
  const read = (part: readonly RawMonth[], immutable: boolean) => {
    const byKey = new Map(part.map((month) => [String(month.fromMs), month]));
    return deps.connection.readMany<Run>(
      {
        resource: 'rawData',
        params: { meter: placed.meter.id, ...ownerParams(placed) },
        ids: [...byKey.keys()],
        tags: () => tagsOf(placed),
        immutable,
        load: async (missing, shared) => {
          const reads = toReads(missing.flatMap((key) => byKey.get(key) ?? []));
          const batches = reads.map((wanted) => fetchRaw(deps, wanted, placed, shared));
          return new Map((await Promise.all(batches)).flatMap((batch) => [...batch]));
        },
      },
      call,
    );
  };
  const settled = months.filter(({ toMs }) => isSettled(toMs, deps.clock));
  const [past, recent] = await Promise.all([read(settled, true), read(months.slice(settled.length), false)]);
  return months.map(({ fromMs }) => past.get(String(fromMs)) ?? recent.get(String(fromMs)));
}

/** Months that follow each other, as many as a read carries. */
function toReads(months: readonly RawMonth[]): RawMonth[][] {
  const reads: RawMonth[][] = [];
  for (const month of [...months].sort((a, b) => a.fromMs - b.fromMs)) {
    const run = reads.at(-1);
    const first = run?.[0];
    const fits = first && month.toMs - first.fromMs <= maxRawDays * dayMs;
    if (run && fits && run.at(-1)?.toMs === month.fromMs) run.push(month);
    else reads.push([month]);
  }
  return reads;
}

/** One call; its failure belongs to its own months. */
async function fetchRaw(
  { api, clock }: StretchDeps,
  months: readonly RawMonth[],
  placed: PlacedMeter,
  call: Call,
): Promise<Batch<Run>> {
  // Nothing is asked of the future: of the running month, what there can be.
  const nowMs = Math.ceil(clock.now() / hourMs) * hourMs;
  const fromMs = Math.min(...months.map((month) => month.fromMs));
  const toMs = Math.min(nowMs, Math.max(...months.map((month) => month.toMs)));
  try {
    const samples = await api.fetchRawData(ownerOf(placed), { fromMs, toMs }, call);
    if (!samples) return new Map();
    const run = toPowerRun(samples, stepOf(placed));
    return new Map(months.map((month) => [String(month.fromMs), cutRun(run, month)]));
  } catch (error) {
    return new Map(months.map((month) => [String(month.fromMs), toAppError(error)]));
  }
}

/** The intervals that start within the month. */
function cutRun(run: Run, { fromMs, toMs }: RawMonth): Run {
  const first = run.startsMs.findIndex((startMs) => startMs >= fromMs);
  const end = run.startsMs.findLastIndex((startMs) => startMs < toMs) + 1;
  const [a, b] = first < 0 ? [0, 0] : [first, Math.max(first, end)];
  const cut = (column: Float64Array) => column.slice(a, b);
  return { ...run, startsMs: cut(run.startsMs), endsMs: cut(run.endsMs), values: cut(run.values) };
}

function stepOf({ meter: { process_sampling_rate_minutes: minutes } }: PlacedMeter): number | undefined {
  return minutes ? minutes * 60_000 : undefined;
}

function isSettled(toMs: number, clock: Clock): boolean {
  return toMs <= clock.now() - settlingDays * dayMs;
}
