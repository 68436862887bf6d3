/** What a query row is made of. */

import type { Caching } from '../process/setting.ts';
import { fewestCalls, type QueryName, type QueryShape } from '../queries/queries.ts';

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

/** Vendor calls for a request. What is kept is asked of the vendor once; the rounds begin after that. */
export function fewestOf({ query, caching, shape }: QueryRow): number {
  return caching === 'uncached' ? fewestCalls(query, shape) : 0;
}
