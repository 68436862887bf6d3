/** The metering data read straight from its file, to hold what comes through a vendor against. */

import { readFileSync } from 'node:fs';

export interface CsvReading {
  readonly startMs: number;
  readonly kwh: number;
}

const file = new URL('../../src/sandbox/data/households-half-hourly-2013.csv', import.meta.url);
const [header = '', ...rows] = readFileSync(file, 'utf8').trim().split('\n');
const names = header.trim().split(',');

const cells = rows.map((row) => row.trim().split(','));
const known = new Map<number, CsvReading[]>();

/** The half hours of household 1 to 10, gaps left out. */
export function csvReadings(household: number): CsvReading[] {
  const readings = known.get(household) ?? readColumn(names.indexOf(`H${String(household).padStart(2, '0')}`));
  known.set(household, readings);
  return readings;
}

function readColumn(column: number): CsvReading[] {
  return cells.flatMap((row) => (row[column] ? [{ startMs: Date.parse(row[0]!), kwh: Number(row[column]) }] : []));
}

/** kWh in [fromMs, toMs). */
export function csvSum(household: number, fromMs: number, toMs: number): number {
  return csvReadings(household)
    .filter(({ startMs }) => startMs >= fromMs && startMs < toMs)
    .reduce((sum, { kwh }) => sum + kwh, 0);
}

/** First instants of the months of 2013 in a time zone, and of January 2014; epoch milliseconds. */
export function monthStarts(timeZone: string): number[] {
  return Array.from(
    { length: 13 },
    (_, m) => Temporal.PlainDate.from('2013-01-01').add({ months: m }).toZonedDateTime(timeZone).epochMilliseconds,
  );
}
