/** The rows that ask a query by HTTP, and who takes part in each. */

import { pointsOf } from '../queries/queries.ts';
import { fewestOf, type QueryRow, usualShape } from './query-row.ts';
import type { Row } from './row.ts';
import { runQueryRow } from './run-query-row.ts';

const everyone = ['wattgraph', 'apollo', 'yoga', 'mercurius', 'hive', 'tailcall', 'bff', 'bare'];
// Tailcall can't turn points into columns.
const columnists = everyone.filter((name) => name !== 'tailcall');
const cachers = ['wattgraph', 'apollo', 'yoga', 'mercurius', 'hive', 'bare'];
// Bare does not wait for the vendor; Apollo and Tailcall have shown what they take of the server above.
const waiters = ['wattgraph', 'yoga', 'mercurius', 'hive', 'bff'];

const usual = { shape: usualShape, connections: 32, latencyMs: 0, distinct: 100 } as const;
const uncached = { ...usual, caching: 'uncached', contenders: everyone } as const;
// Nobody else keeps what the vendor said.
const upstream = { ...usual, caching: 'upstream', contenders: ['wattgraph', 'bff', 'bare'] } as const;
// So few that every cache holds them all before a round begins.
const warm = { ...usual, caching: 'warm', distinct: 10, contenders: cachers } as const;
const slow = { ...uncached, latencyMs: 20, contenders: waiters } as const;

// Eight hours each, for 10 000 meters to stay below what one operation may ask of wattgraph.
const growth = (facilities: number): QueryRow => ({
  ...{ id: `growth-${facilities * 10}`, title: `big, uncached, ${facilities * 10} meters, 8 hours each` },
  ...{ query: 'big', caching: 'uncached', shape: { facilities, metersPerFacility: 10, hours: 8 } },
  ...{ connections: 2, latencyMs: 0, distinct: 20, contenders: ['wattgraph', 'bff'] },
});

const rows: readonly QueryRow[] = [
  { ...uncached, id: 'big', title: 'big, uncached', query: 'big' },
  { ...uncached, id: 'columns', title: 'big as columns, uncached', query: 'columns', contenders: columnists },
  { ...uncached, id: 'tiny', title: 'tiny, uncached, distinct', query: 'tiny', distinct: 2_000 },
  { ...upstream, id: 'big-upstream', title: 'big, vendor reads kept', query: 'big' },
  { ...upstream, id: 'columns-upstream', title: 'big as columns, vendor reads kept', query: 'columns' },
  { ...upstream, id: 'tiny-upstream', title: 'tiny, vendor reads kept', query: 'tiny', distinct: 2_000 },
  { ...warm, id: 'big-warm', title: 'big, answers kept', query: 'big' },
  { ...warm, id: 'columns-warm', title: 'big as columns, answers kept', query: 'columns' },
  { ...warm, id: 'tiny-warm', title: 'tiny, answers kept', query: 'tiny' },
  {
    ...{ id: 'tiny-identical', title: 'tiny, identical, 128 connections' },
    ...{ ...uncached, query: 'tiny', caching: 'warm', connections: 128, distinct: 1 },
  },
  {
    ...slow,
    id: 'big-20ms-1',
    title: 'big, uncached, vendor takes 20 ms, one at a time',
    query: 'big',
    connections: 1,
  },
  { ...slow, id: 'big-20ms', title: 'big, uncached, vendor takes 20 ms', query: 'big' },
  ...[1, 10, 100, 1_000].map(growth),
];

export const queryRows: readonly Row[] = rows.map((row) => ({
  ...{ id: row.id, title: row.title, unit: 'requests' },
  fewestCalls: fewestOf(row),
  ...(row.query === 'tiny' ? {} : { points: pointsOf(row.shape) }),
  run: (context) => runQueryRow(row, context),
}));
