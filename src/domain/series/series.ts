/** A consumption series as the graph gives it: equal civil buckets in parallel columns, gaps said plainly. */

import type { Resolution } from '../readings.ts';
import type { VendorName } from '../vendor-name.ts';
import type { RegisterBreak } from './cumulative.ts';

/** MEASURED: all of the bucket was covered by readings; PARTIAL: some of it; MISSING: none. */
export const pointStates = ['MEASURED', 'PARTIAL', 'MISSING'] as const;
export type PointState = (typeof pointStates)[number];

/** Column i of each array belongs to bucket [startsMs[i], endsMs[i]). */
export interface Series {
  /** Symbol of the values: Wh, kWh, MWh, or a vendor's own that is no energy (m3). */
  readonly unit: string;
  readonly resolution: Resolution;
  readonly fromMs: number;
  readonly toMs: number;
  /** IANA time zone of the buckets. */
  readonly timeZone: string;
  /** Bucket starts and ends, epoch milliseconds, ascending, without holes. */
  readonly startsMs: Float64Array;
  readonly endsMs: Float64Array;
  /** Consumption of each bucket; NaN = no reading. */
  readonly values: Float64Array;
  /** Index into `pointStates`; read it with `stateAt`. */
  readonly states: Uint8Array;
  /** Sum of all values; NaN when there are none. */
  readonly total: number;
  /** Index of the largest value, the first of equals; -1 when there are none. */
  readonly peakIndex: number;
  /** Number of MISSING buckets. */
  readonly missing: number;
  /** Share of the range that readings cover, over all members: 0 to 1. What is missing in `total` is the rest. */
  readonly coverage: number;
  /** Roll-overs and resets of the registers behind it, ascending. */
  readonly breaks: readonly RegisterBreak[];
  /** When the vendor gave the oldest part of it, epoch milliseconds; null when there are no readings at all. */
  readonly asOfMs: number | null;
  /** Some part was served beyond its freshness. */
  readonly stale: boolean;
  /** Vendors the readings came from, without repeats. */
  readonly vendors: readonly VendorName[];
  /** The same buckets by appliance, by name; empty where the vendor does not tell them apart. */
  readonly appliances: readonly ApplianceColumn[];
}

export interface ApplianceColumn {
  readonly appliance: string;
  readonly values: Float64Array;
  readonly total: number;
}

export function stateAt(series: Series, index: number): PointState {
  return pointStates[series.states[index] ?? 2] ?? 'MISSING';
}

/**
 * Without the dust of binary fractions (0.28500000000000003), which no meter measured. 14 digits of a sum that is right
 * to 15 or 16 leave every total what it was.
 */
export function tidy(value: number): number {
  // What has six decimals and fourteen digits at most is tidy, and finding that out is ten times faster.
  const rounded = Math.round(value * 1e6) / 1e6;
  return rounded === value && value < 1e8 && value > -1e8 ? value : Number(value.toPrecision(14));
}
