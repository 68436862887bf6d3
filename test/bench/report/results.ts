/** Rows as a run would give them. */

import type { RowResult } from '../../../bench/report/summary.ts';
import type { Entry, Sample } from '../../../bench/rows/row.ts';

export function entry(contender: string, samples: readonly Sample[], rest: Partial<Entry> = {}): Entry {
  return { contender, samples, ...rest };
}

export function row(id: string, entries: readonly Entry[], rest: Partial<RowResult> = {}): RowResult {
  return { id, title: `Title of ${id}`, unit: 'requests', entries, ...rest };
}

/** Rounds of these rates; the CPU of a request is what is left of a second. */
export function rounds(...perSecond: number[]): Sample[] {
  return perSecond.map((rate) => ({ perSecond: rate, cpuUs: 1e6 / rate, rssBytes: 100e6 }));
}
