/** Costs of a meter or appliance: a month at the site a call, kept by the month. */

import type { Clock } from '../../domain/clock.ts';
import type { Cost } from '../../domain/entities.ts';
import { AppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection } from '../../upstream/connection.ts';
import { loadEach } from '../each-key.ts';
import type { DashboardApi, YearMonth } from './api.ts';
import type { PlacedMeter } from './directory.ts';
import { settlingDays } from './limits.ts';
import { toCost } from './map.ts';
import { ownerOf, ownerParams, tagsOf } from './owner.ts';

export interface CostsDeps {
  readonly connection: Connection;
  readonly api: DashboardApi;
  readonly clock: Clock;
}

/** Months `YYYY-MM`, both included. */
export interface MonthRange {
  readonly fromMonth: string;
  readonly toMonth: string;
}

/** By day, in order. */
export async function readCosts(
  { connection, api, clock }: CostsDeps,
  placed: PlacedMeter,
  range: MonthRange,
  call: Call,
): Promise<readonly Cost[]> {
  const id = String(placed.meter.id);
  const settledMs = clock.now() - settlingDays * 86_400_000;
  const read = async (month: string): Promise<readonly Cost[]> => {
    const { year, month: number, endMs } = toMonth(month);
    const fetchMonth = async (shared: Call) => {
      const days = await api.fetchCosts(ownerOf(placed), { year, month: number }, shared);
      return days?.map(toCost).sort((a, b) => (a.date < b.date ? -1 : 1));
    };
    const costs = await connection.readMany<readonly Cost[]>(
      {
        ...{ resource: 'costs', params: { month, ...ownerParams(placed) }, ids: [id], tags: () => tagsOf(placed) },
        immutable: endMs <= settledMs,
        load: (ids, shared) => loadEach(ids, () => fetchMonth(shared)),
      },
      call,
    );
    const answer = costs.get(id);
    if (answer instanceof AppError) throw answer;
    return answer?.value ?? [];
  };
  return (await Promise.all(monthsBetween(range).map(read))).flat();
}

/** None when the first comes after the last. */
function monthsBetween({ fromMonth, toMonth: until }: MonthRange): string[] {
  const last = Temporal.PlainYearMonth.from(until);
  const months: string[] = [];
  let month = Temporal.PlainYearMonth.from(fromMonth);
  while (Temporal.PlainYearMonth.compare(month, last) <= 0) {
    months.push(month.toString());
    month = month.add({ months: 1 });
  }
  return months;
}

/** `endMs`: by when the month is over everywhere. */
function toMonth(text: string): YearMonth & { readonly endMs: number } {
  const { year, month } = Temporal.PlainYearMonth.from(text);
  return { year, month, endMs: Date.UTC(year, month) + 86_400_000 };
}
