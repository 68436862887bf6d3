/** What wattgraph set out to reach, and what was measured. */

import type { Entry } from '../rows/row.ts';
import { perPoint } from './row-table.ts';
import { bestPeer, entryOf, kindOf, medianOf, mostOf, type RowResult, ratio } from './summary.ts';
import { figure, megabytes, times, toTable } from './table.ts';

export interface Verdict {
  readonly target: string;
  readonly measured: string;
  /** undefined = a row that it needs was not measured. */
  readonly met: boolean | undefined;
}

export function toVerdicts(rows: readonly RowResult[]): Verdict[] {
  const find = createFinder(rows);
  const us = (id: string) => entryOf(find(id), 'wattgraph');
  const against = (id: string, contender: string) => ratio(us(id), entryOf(find(id), contender));
  return [
    atLeast('big, uncached, to the best peer', 1.25, ratio(us('big'), bestPeer(find('big')))),
    atLeast('big, uncached, to the hand-written floor', 0.9, against('big', 'bff')),
    atLeast('tiny, uncached, distinct, to the best peer', 1, ratio(us('tiny'), bestPeer(find('tiny')))),
    atLeast('tiny, identical, 128 connections, to bare node:http', 0.5, against('tiny-identical', 'bare')),
    atLeast('big, answers kept, to bare node:http', 0.5, against('big-warm', 'bare')),
    atLeast('tiny, answers kept, to bare node:http', 0.4, against('tiny-warm', 'bare')),
    atLeast('columns to points, uncached', 3, ratio(us('columns'), us('big'))),
    atLeast('columns to points, vendor reads kept', 3, ratio(us('columns-upstream'), us('big-upstream'))),
    atLeast('columns to points, answers kept', 3, ratio(us('columns-warm'), us('big-warm'))),
    atLeast('fan-out, to graphql-ws with an execution a subscriber', 10, against('fan-out', 'graphql-ws')),
    atLeast('fan-out, to a raw broadcast of the same bytes', 0.5, against('fan-out', 'raw-ws')),
    atLeast('webhook intake, SQLite, to node:http with HMAC only', 0.4, against('intake', 'hmac')),
    atLeast(
      'webhook intake, PostgreSQL, to node:http with HMAC only',
      0.4,
      ratio(entryOf(find('intake'), 'wattgraph-postgres'), entryOf(find('intake'), 'hmac')),
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
  const words = (met: boolean | undefined) => (met === undefined ? 'not measured' : met ? 'met' : 'MISSED');
  return toTable(
    ['target', 'measured', ''],
    verdicts.map(({ target, measured, met }) => [target, measured, words(met)]),
  );
}

function atLeast(target: string, least: number, value: number | undefined): Verdict {
  const met = value === undefined ? undefined : value >= least;
  return { target: `${target} >= ${least} x`, measured: times(value), met };
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

/** No row above its minimum. */
function calls(rows: readonly RowResult[]): Verdict {
  const counted = rows.flatMap(({ id, fewestCalls, entries }) =>
    entries
      .filter(({ contender, calls }) => kindOf(contender) === 'wattgraph' && calls !== undefined)
      .map(({ calls = 0 }) => ({ id, calls, fewestCalls: fewestCalls ?? calls })),
  );
  const above = counted.filter(({ calls, fewestCalls }) => calls > fewestCalls);
  const named = above.map(({ id, calls, fewestCalls }) => `${id} ${figure(calls)} for ${fewestCalls}`);
  return {
    target: 'vendor calls for a request = the fewest possible, in every row',
    measured: counted.length === 0 ? '-' : above.length === 0 ? `${counted.length} rows, all` : named.join(', '),
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
