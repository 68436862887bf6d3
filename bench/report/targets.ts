/** What wattgraph set out to reach, and what was measured. */

import type { Entry } from '../rows/row.ts';
import { perPoint } from './row-table.ts';
import { bestPeer, entryOf, kindOf, medianOf, mostOf, type RowResult, ratio } from './summary.ts';
import { figure, megabytes, times, toTable } from './table.ts';

export interface Verdict {
  readonly target: string;
  readonly measured: string;
  /** undefined = a row that it needs was not measured; `unclear`: rates and CPU time say different things. */
  readonly met: boolean | 'unclear' | undefined;
}

export function toVerdicts(rows: readonly RowResult[]): Verdict[] {
  const find = createFinder(rows);
  const us = (id: string) => entryOf(find(id), 'wattgraph');
  const floor = (id: string, name: string) => entryOf(find(id), name);
  return [
    atLeast('big, uncached, to the best peer', 1.25, us('big'), bestPeer(find('big'))),
    atLeast('big, uncached, to the hand-written floor', 0.9, us('big'), floor('big', 'bff')),
    atLeast('tiny, uncached, distinct, to the best peer', 1, us('tiny'), bestPeer(find('tiny'))),
    atLeast('tiny, identical, 128 connections, to bare', 0.5, us('tiny-identical'), floor('tiny-identical', 'bare')),
    atLeast('big, answers kept, to bare', 0.5, us('big-warm'), floor('big-warm', 'bare')),
    atLeast('tiny, answers kept, to bare', 0.4, us('tiny-warm'), floor('tiny-warm', 'bare')),
    atLeast('columns to points, uncached', 3, us('columns'), us('big')),
    atLeast('columns to points, vendor reads kept', 3, us('columns-upstream'), us('big-upstream')),
    atLeast('columns to points, answers kept', 3, us('columns-warm'), us('big-warm')),
    atLeast('fan-out, to an execution a subscriber', 10, us('fan-out'), floor('fan-out', 'graphql-ws')),
    atLeast('fan-out, to a raw broadcast of the same bytes', 0.5, us('fan-out'), floor('fan-out', 'raw-ws')),
    atLeast('webhook intake, SQLite, to HMAC only', 0.4, us('intake'), floor('intake', 'hmac')),
    atLeast(
      'webhook intake, PostgreSQL, to HMAC only',
      0.4,
      floor('intake', 'wattgraph-postgres'),
      floor('intake', 'hmac'),
    ),
    atMost('vendor takes 20 ms: big, one at a time, p50 ms', 66, medianOrUndefined(us('big-20ms-1'), 'p50Ms'), figure),
    calls(rows),
    atMost(
      'memory under load',
      300e6,
      most(rows.flatMap(({ entries }) => entries.filter(({ contender }) => kindOf(contender) === 'wattgraph'))),
      megabytes,
    ),
    level(rows),
  ];
}

export function toVerdictTable(verdicts: readonly Verdict[]): string {
  const words = (met: Verdict['met']) =>
    met === undefined ? 'not measured' : met === 'unclear' ? 'UNCLEAR' : met ? 'met' : 'MISSED';
  return toTable(
    ['target', 'measured', ''],
    verdicts.map(({ target, measured, met }) => [target, measured, words(met)]),
  );
}

/** By what came out in the time, and by what that took of the server's CPU, which minds neighbours less: both must say so. */
function atLeast(target: string, least: number, us: Entry | undefined, them: Entry | undefined): Verdict {
  const value = ratio(us, them);
  const byCpu = ratio(them, us, 'cpuUs');
  const isReached = value === undefined ? undefined : value >= least;
  const differs = isReached !== undefined && byCpu !== undefined && byCpu >= least !== isReached;
  const met = differs ? 'unclear' : isReached;
  const measured = value === undefined ? '-' : `${times(value)}, by CPU ${times(byCpu)}`;
  return { target: `${target} >= ${least} x`, measured, met };
}

function atMost(
  target: string,
  limit: number,
  value: number | undefined,
  write: (value: number | undefined) => string,
): Verdict {
  const met = value === undefined ? undefined : value <= limit;
  return { target: `${target} <= ${write(limit)}`, measured: write(value), met };
}

/** No row above its minimum, neither one by one nor under load. */
function calls(rows: readonly RowResult[]): Verdict {
  const counted = rows.flatMap(({ id, fewestCalls, entries }) =>
    entries
      .filter(({ contender, calls }) => kindOf(contender) === 'wattgraph' && calls !== undefined)
      .map((entry) => ({
        id,
        calls: entry.calls ?? 0,
        fewest: fewestCalls ?? 0,
        extra: mostOf(entry, 'extraCalls') ?? 0,
      })),
  );
  const above = counted.filter(({ calls, fewest, extra }) => calls > fewest || extra > 0);
  const named = above.map(
    ({ id, calls, fewest, extra }) => `${id}: ${figure(calls)} for ${fewest}, ${extra} more under load`,
  );
  return {
    target: 'vendor calls for a request = the fewest possible, in every row',
    measured: counted.length === 0 ? '-' : above.length === 0 ? `${counted.length} rows, all` : named.join('; '),
    met: counted.length === 0 ? undefined : above.length === 0,
  };
}

/** Rounds differ; a rise within it is no rise. */
const tolerance = 1.1;

/** From each size to the next the cost of a point rises by no more than the tolerance. */
function level(rows: readonly RowResult[]): Verdict {
  const costs = rows
    .filter(({ id }) => id.startsWith('growth-'))
    .flatMap((row) => perPoint(entryOf(row, 'wattgraph'), row.points) ?? []);
  const rises = costs.some((cost, i) => i > 0 && cost > (costs[i - 1] ?? cost) * tolerance);
  return {
    target: 'CPU for a point falls or stays level from 10 to 10 000 meters',
    measured: costs.length === 0 ? '-' : `${costs.map(figure).join(', ')} ns`,
    met: costs.length < 2 ? undefined : !rises,
  };
}

function most(entries: readonly Entry[]): number | undefined {
  const values = entries.flatMap((entry) => mostOf(entry, 'rssBytes') ?? []);
  return values.length === 0 ? undefined : Math.max(...values);
}

function medianOrUndefined(entry: Entry | undefined, measure: 'p50Ms'): number | undefined {
  return entry && medianOf(entry, measure);
}

function createFinder(rows: readonly RowResult[]) {
  return (id: string) => rows.find((row) => row.id === id);
}
