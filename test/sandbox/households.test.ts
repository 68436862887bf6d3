import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  dataFromMs,
  dataToMs,
  halfHourMs,
  halfHours,
  householdColumn,
  householdCount,
  replayedInstant,
} from '../../src/sandbox/households.ts';

const csv = new URL('../../src/sandbox/data/households-half-hourly-2013.csv', import.meta.url);
const rows = readFileSync(csv, 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((row) => row.trimEnd().split(','));

test('every household has a column for the whole of 2013', () => {
  expect(rows).toHaveLength((dataToMs - dataFromMs) / halfHourMs);
  for (let household = 1; household <= householdCount; household += 1) {
    expect(householdColumn(household)).toHaveLength(rows.length);
  }
});

test('values and gaps are those of the file', () => {
  let gaps = 0;
  for (let household = 1; household <= householdCount; household += 1) {
    const column = householdColumn(household);
    for (const [i, row] of rows.entries()) {
      const cell = row[household];
      if (cell === '' || cell === undefined) gaps += 1;
      if (!Object.is(column[i], cell ? Number(cell) : Number.NaN)) throw new Error(`household ${household}, row ${i}`);
    }
  }
  expect(gaps).toBeGreaterThan(0);
});

test('half hours of a range leave gaps out and nothing else', () => {
  // Household 3 has many gaps within its data.
  const household = 3;
  const column = householdColumn(household);
  const gap = column.findIndex((kwh, i) => i > 2 && Number.isNaN(kwh) && !Number.isNaN(column[i - 1]));
  const fromMs = dataFromMs + (gap - 2) * halfHourMs;
  const read = halfHours(household, fromMs, fromMs + 10 * halfHourMs);
  const present = Array.from({ length: 10 }, (_, i) => gap - 2 + i).filter((i) => !Number.isNaN(column[i]));
  expect(read.map(({ startMs }) => startMs)).toEqual(present.map((i) => dataFromMs + i * halfHourMs));
  expect(read.map(({ kwh }) => kwh)).toEqual(present.map((i) => column[i]));
  expect(read.length).toBeLessThan(10);
});

test('a range takes the half hours that begin in it', () => {
  const fromMs = Date.UTC(2013, 5, 1, 0, 10);
  const starts = halfHours(1, fromMs, Date.UTC(2013, 5, 1, 1, 30)).map(({ startMs }) => startMs);
  expect(starts).toEqual([Date.UTC(2013, 5, 1, 0, 30), Date.UTC(2013, 5, 1, 1, 0)]);
});

test('nothing exists outside 2013', () => {
  expect(halfHours(1, Date.UTC(2012, 0, 1), dataFromMs)).toEqual([]);
  expect(halfHours(1, dataToMs, Date.UTC(2015, 0, 1))).toEqual([]);
  expect(halfHours(1, Date.UTC(2000, 0, 1), Date.UTC(2030, 0, 1)).at(-1)?.startMs).toBe(dataToMs - halfHourMs);
});

test('there are households 1 to 10', () => {
  expect(() => householdColumn(0)).toThrow('households 1 to 10');
  expect(() => householdColumn(11)).toThrow('households 1 to 10');
});

test('a live moment is replayed from the same day and time of 2013', () => {
  expect(replayedInstant(Date.UTC(2026, 6, 4, 12, 34, 56))).toBe(Date.UTC(2013, 6, 4, 12, 34, 56));
  expect(replayedInstant(Date.UTC(2028, 1, 29, 8))).toBe(Date.UTC(2013, 1, 28, 8));
  expect(replayedInstant(Date.UTC(2013, 0, 1))).toBe(Date.UTC(2013, 0, 1));
});
