/**
 * The ten real households behind the sandbox: kWh per half hour over the calendar year 2013, gaps kept.
 * Source: Smart-Grid Smart-City Customer Trial Data, Commonwealth of Australia (Department of the Environment and
 * Energy), data.gov.au, CC BY 3.0 AU; see `data/README.md`.
 */

import { readFileSync } from 'node:fs';

/** First half hour of the data; epoch milliseconds. */
export const dataFromMs = Date.UTC(2013, 0, 1);
/** End of the last half hour, exclusive; epoch milliseconds. */
export const dataToMs = Date.UTC(2014, 0, 1);
export const halfHourMs = 1_800_000;
export const householdCount = 10;

export interface HalfHour {
  /** Start; epoch milliseconds. */
  readonly startMs: number;
  readonly kwh: number;
}

let columns: readonly Float64Array[] | undefined;

/** kWh by half hour of 2013 of household 1 to 10; NaN = missing. The CSV is read at first use. */
export function householdColumn(household: number): Float64Array {
  columns ??= readColumns();
  const column = columns[household - 1];
  if (!column) throw new Error(`household ${household}: there are households 1 to ${householdCount}`);
  return column;
}

/** The readings of a household in [fromMs, toMs), gaps left out. Nothing exists outside 2013. */
export function halfHours(household: number, fromMs: number, toMs: number): HalfHour[] {
  const column = householdColumn(household);
  const first = Math.max(0, Math.ceil((fromMs - dataFromMs) / halfHourMs));
  const end = Math.min(column.length, Math.ceil((toMs - dataFromMs) / halfHourMs));
  const readings: HalfHour[] = [];
  for (let i = first; i < end; i += 1) {
    const kwh = column[i];
    if (kwh !== undefined && !Number.isNaN(kwh)) readings.push({ startMs: dataFromMs + i * halfHourMs, kwh });
  }
  return readings;
}

/**
 * The instant of 2013 that a live figure (power now, yesterday, last packet) is replayed from: the same day of the
 * year and time of day, 29 February standing for the 28th. An instant of 2013 is itself.
 */
export function replayedInstant(ms: number): number {
  const at = new Date(ms);
  if (at.getUTCMonth() === 1 && at.getUTCDate() === 29) at.setUTCDate(28);
  at.setUTCFullYear(2013);
  return at.getTime();
}

function readColumns(): Float64Array[] {
  const text = readFileSync(new URL('./data/households-half-hourly-2013.csv', import.meta.url), 'utf8');
  const rows = text.trimEnd().split('\n').slice(1);
  const read = Array.from({ length: householdCount }, () => new Float64Array(rows.length));
  for (const [i, row] of rows.entries()) {
    const cells = row.trimEnd().split(',');
    for (const [h, column] of read.entries()) {
      const cell = cells[h + 1];
      column[i] = cell ? Number(cell) : Number.NaN;
    }
  }
  return read;
}
