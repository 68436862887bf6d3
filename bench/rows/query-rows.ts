/** The rows that ask a query by HTTP, and who takes part in each. */

import type { Caching } from '../process/setting.ts';
import type { QueryName } from '../queries/queries.ts';

export interface QueryRow {
  /** For `--only`, and in the results. */
  readonly id: string;
  readonly title: string;
  readonly query: QueryName;
  readonly caching: Caching;
  readonly connections: number;
  /** How long the vendor takes for an answer. */
  readonly latencyMs: number;
  /** How many different requests are asked in turn. */
  readonly distinct: number;
  /** Names of contenders; each is started anew for the row. */
  readonly contenders: readonly string[];
}

const everyone = ['wattgraph', 'apollo', 'yoga', 'mercurius', 'hive', 'tailcall', 'bff', 'bare'];
const ours = ['wattgraph', 'bff', 'bare'];
const cachers = ['wattgraph', 'apollo', 'yoga', 'mercurius', 'hive', 'bare'];

const nested = { connections: 32, latencyMs: 0, distinct: 100 } as const;
// So few that every cache holds them all before a round begins.
const warm = { ...nested, caching: 'warm', distinct: 10, contenders: cachers } as const;

export const queryRows: readonly QueryRow[] = [
  row('big', 'big, uncached', { ...nested, query: 'big', caching: 'uncached', contenders: everyone }),
  row('columns', 'big as columns, uncached', {
    ...nested,
    ...{ query: 'columns', caching: 'uncached', contenders: everyone },
  }),
  row('tiny', 'tiny, uncached, distinct', {
    ...nested,
    ...{ query: 'tiny', caching: 'uncached', distinct: 2_000, contenders: everyone },
  }),
  row('big-upstream', 'big, vendor reads kept', { ...nested, query: 'big', caching: 'upstream', contenders: ours }),
  row('columns-upstream', 'big as columns, vendor reads kept', {
    ...nested,
    ...{ query: 'columns', caching: 'upstream', contenders: ours },
  }),
  row('big-warm', 'big, answers kept', { ...warm, query: 'big' }),
  row('columns-warm', 'big as columns, answers kept', { ...warm, query: 'columns' }),
  row('tiny-warm', 'tiny, answers kept', { ...warm, query: 'tiny' }),
  row('tiny-identical', 'tiny, identical, 128 connections', {
    ...{ query: 'tiny', caching: 'warm', connections: 128, latencyMs: 0, distinct: 1, contenders: everyone },
  }),
  row('big-20ms-1', 'big, uncached, vendor takes 20 ms, one at a time', {
    ...{ query: 'big', caching: 'uncached', connections: 1, latencyMs: 20, distinct: 100, contenders: everyone },
  }),
  row('big-20ms', 'big, uncached, vendor takes 20 ms', {
    ...{ query: 'big', caching: 'uncached', connections: 32, latencyMs: 20, distinct: 100, contenders: everyone },
  }),
];

function row(id: string, title: string, rest: Omit<QueryRow, 'id' | 'title'>): QueryRow {
  return { id, title, ...rest };
}
