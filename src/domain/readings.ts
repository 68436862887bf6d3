/** What vendors measure, before the graph aligns it: native steps, native units, gaps kept. */

import type { Batch } from './batch.ts';
import type { VendorName } from './vendor-name.ts';

export const resolutions = ['QUARTER_HOUR', 'HALF_HOUR', 'HOUR', 'DAY', 'WEEK', 'MONTH'] as const;
export type Resolution = (typeof resolutions)[number];

/**
 * `energy`: each value is the consumption of its interval. `power`: the mean power of it. `cumulative`: what a register
 * that counts consumption showed at the interval's start.
 */
export type ReadingKind = 'energy' | 'power' | 'cumulative';

/** What readings are wanted of, whoever measured them. */
export interface ReadingsWindow {
  /** Start, inclusive; epoch milliseconds. */
  readonly fromMs: number;
  /** End, exclusive; epoch milliseconds. */
  readonly toMs: number;
  /** The resolution wanted; the source picks the cheapest native step that can carry it. */
  readonly resolution: Resolution;
  /** IANA time zone whose civil days and months the resolution means. */
  readonly timeZone: string;
  /** Weather-normalised values, where the vendor has them (monthly). */
  readonly normalized: boolean;
}

export interface ReadingRequest extends ReadingsWindow {
  /** The vendor's id of what is measured. */
  readonly id: string;
  /** Its `readingKey` and `windowKey`, where they were worked out before. */
  readonly key?: string;
  readonly windowKey?: string;
}

/**
 * Native readings, ascending, without duplicates. A missing reading is NaN or simply absent.
 * `startsMs[i]` is the start of interval i; its length is `stepMs`, or `endsMs[i] - startsMs[i]` where steps vary (months).
 */
export interface Readings {
  readonly vendor: VendorName;
  readonly kind: ReadingKind;
  /** Unit symbol of the values as the vendor gives them: W, kW, Wh, kWh, MWh, m3 … */
  readonly unit: string;
  readonly startsMs: Float64Array;
  readonly endsMs: Float64Array;
  readonly values: Float64Array;
  /** Of `cumulative`: what the register counts to before it starts at 0 again (100 000 for five digits), where known. */
  readonly registerSize?: number;
  /** When the vendor gave the oldest part of it; epoch milliseconds. */
  readonly asOfMs: number;
  /** Served beyond its freshness because the vendor could not be asked. */
  readonly stale: boolean;
  /** The same intervals by appliance, where the vendor tells them apart. */
  readonly appliances?: readonly { readonly appliance: string; readonly values: Float64Array }[];
}

/** Readings by `readingKey(request)`. */
export type ReadingsBatch = Batch<Readings>;

/** The identity of a request: equal requests are one vendor read. */
export function readingKey(request: ReadingRequest): string {
  return request.key ?? `${windowKey(request)} ${request.id}`;
}

/** The identity of all of a request but whose readings it asks for. No part but an id may hold a space. */
export function windowKey(window: ReadingsWindow & Pick<ReadingRequest, 'windowKey'>): string {
  const { fromMs, toMs, resolution, timeZone, normalized } = window;
  return window.windowKey ?? `${fromMs} ${toMs} ${resolution} ${timeZone} ${normalized}`;
}
