/** The rows that ask a query by HTTP, and who takes part in each. */

import type { Caching } from '../process/setting.ts';
import { fewestCalls, pointsOf, type QueryName, type QueryShape } from '../queries/queries.ts';
import type { Row } from './row.ts';
import { runQueryRow } from './run-query-row.ts';

export interface QueryRow {
  readonly id: string;
  readonly title: string;
  readonly query: QueryName;
  readonly caching: Caching;
  readonly shape: QueryShape;
  readonly connections: number;
  /** How long the vendor takes for an answer. */
  readonly latencyMs: number;
  /** How many different requests are asked in turn. */
  readonly distinct: number;
  /** Names of contenders; each is started anew for the row. */
  readonly contenders: readonly string[];
}

/** 50 facilities, 200 meters, a day of hours. */
export const usualShape: QueryShape = { facilities: 50, metersPerFacility: 4, hours: 24 };

const everyone = ['wattgraph', 'apollo', 'yoga', 'mercurius', 'hive', 'tailcall', 'bff', 'bare'];
const ours = ['wattgraph', 'bff', 'bare'];
const cachers = ['wattgraph', 'apollo', 'yoga', 'mercurius', 'hive', 'bare'];

const usual = { shape: usualShape, connections: 32, latencyMs: 0, distinct: 100 } as const;
const uncached = { ...usual, caching: 'uncached', contenders: everyone } as const;
const upstream = { ...usual, caching: 'upstream', contenders: ours } as const;
// So few that every cache holds them all before a round begins.
const warm = { ...usual, caching: 'warm', distinct: 10, contenders: cachers } as const;
const slow = { ...uncached, latencyMs: 20 } as const;

// Eight hours each, for 10 000 meters to stay below what one operation may ask of wattgraph.
const growth = (facilities: number): QueryRow => ({
  ...{ id: `growth-${facilities * 10}`, title: `big, uncached, ${facilities * 10} meters, 8 hours each` },
  ...{ query: 'big', caching: 'uncached', shape: { facilities, metersPerFacility: 10, hours: 8 } },
  ...{ connections: 2, latencyMs: 0, distinct: 20, contenders: ['wattgraph', 'bff'] },
});

const rows: readonly QueryRow[] = [
  { ...uncached, id: 'big', title: 'big, uncached', query: 'big' },
  { ...uncached, id: 'columns', title: 'big as columns, uncached', query: 'columns' },
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
  // What is kept is asked of the vendor once; the rows begin after that.
  fewestCalls: row.caching === 'uncached' ? fewestCalls(row.query, row.shape) : 0,
  ...(row.query === 'tiny' ? {} : { points: pointsOf(row.shape) }),
  run: (context) => runQueryRow(row, context),
}));
