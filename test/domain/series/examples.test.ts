/** The worked examples of docs/series.md: the figures there are what the code makes of them. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { factorOf, toEmissionFactors } from '../../../src/domain/emission-factor.ts';
import type { Readings } from '../../../src/domain/readings.ts';
import { type AlignRequest, alignReadings } from '../../../src/domain/series/align.ts';
import { toConsumption } from '../../../src/domain/series/cumulative.ts';
import { priceReadings } from '../../../src/domain/series/price.ts';
import { scaleSeries } from '../../../src/domain/series/scale.ts';
import { type Series, stateAt } from '../../../src/domain/series/series.ts';
import { csvReadings } from '../../sandbox/households-csv.ts';
import { civilMs, readingsOf, thrownBy } from './readings-builder.ts';

const text = readFileSync(new URL('../../../docs/series.md', import.meta.url), 'utf8');
const hourMs = 3_600_000;
const halfHourMs = hourMs / 2;
const dayMs = 24 * hourMs;
const fromMs = Date.UTC(2013, 0, 1);
const none = Number.NaN;

const align = (readings: readonly Readings[], rest: Partial<AlignRequest> = {}) =>
  alignReadings({
    ...{ readings, fromMs, toMs: fromMs + 2 * hourMs, resolution: 'HOUR', timeZone: 'UTC', unit: 'KWH' },
    ...rest,
  });
const list = (values: Iterable<number>) =>
  Array.from(values, (value) => (Number.isNaN(value) ? 'null' : value)).join(', ');
const states = ({ values, ...series }: Series) =>
  Array.from(values, (value, i) => `${list([value])} ${stateAt({ values, ...series }, i)}`).join(', ');
const register = (values: number[], registerSize?: number) => ({
  ...readingsOf({ startMs: fromMs, stepMs: hourMs, values, kind: 'cumulative' }),
  ...(registerSize === undefined ? {} : { registerSize }),
});
const counted = (values: number[], size?: number) =>
  list(toConsumption(register(values, size), hourMs).readings.values);

describe('the worked examples of docs/series.md', () => {
  it.each([
    [
      'power',
      () => {
        const watts = readingsOf({
          startMs: fromMs,
          stepMs: hourMs / 4,
          values: [400, 800, 400, 0],
          unit: 'W',
          kind: 'power',
        });
        return `400 W, 800 W, 400 W, 0 W for a quarter hour each: ${align([watts], { unit: 'WH' }).total} Wh`;
      },
    ],
    ['register', () => `10, 12, 15 kWh on the hour: ${counted([10, 12, 15])} kWh`],
    ['roll-over', () => `99998, 99999, 1, 4 of 100000: ${counted([99_998, 99_999, 1, 4], 100_000)}`],
    ['reset', () => `10, 12, 3, 4, 6: ${counted([10, 12, 3, 4, 6])}`],
    [
      'unit',
      () => {
        const mwh = readingsOf({ startMs: fromMs, stepMs: hourMs, values: [0.285], unit: 'MWh' });
        return `0.285 MWh asked in KWH: ${align([mwh]).total} kWh`;
      },
    ],
    [
      'proportion',
      () => {
        const late = readingsOf({ startMs: fromMs + 45 * 60_000, stepMs: hourMs, values: [4] });
        const [before, after] = align([late]).values;
        return `4 kWh from 00:45 to 01:45: ${before} kWh before 01:00, ${after} kWh after`;
      },
    ],
    ...(
      [
        ['Europe/London', '2013-03-31'],
        ['Europe/Rome', '2013-10-27'],
        ['America/Los_Angeles', '2013-11-03'],
        ['Europe/Helsinki', '2013-03-31'],
      ] as const
    ).map(([timeZone, date]): [string, () => string] => [
      `a day in ${timeZone}`,
      () => {
        const startMs = civilMs(`${date}T00:00`, timeZone);
        const toMs = civilMs(`${Temporal.PlainDate.from(date).add({ days: 1 })}T00:00`, timeZone);
        const half = readingsOf({ startMs: startMs - dayMs, stepMs: halfHourMs, values: Array(200).fill(1) });
        const { values } = align([half], { fromMs: startMs, toMs, resolution: 'DAY', timeZone });
        return `${timeZone} on ${date}: ${list(values)} kWh`;
      },
    ]),
    [
      'weeks',
      () => {
        const days = readingsOf({ startMs: fromMs, stepMs: dayMs, values: Array(20).fill(1) });
        const range = { fromMs: Date.UTC(2013, 0, 2), toMs: Date.UTC(2013, 0, 16), resolution: 'WEEK' } as const;
        return `2013-01-02 to 2013-01-16 by WEEK, 1 kWh a day: ${list(align([days], range).values)} kWh`;
      },
    ],
    [
      'any resolution',
      () => {
        const column = csvReadings(1);
        const startsMs = Float64Array.from(column, ({ startMs }) => startMs);
        const year: Readings = {
          ...readingsOf({ startMs: fromMs, stepMs: 1, values: [] }),
          ...{ startsMs, endsMs: startsMs.map((startMs) => startMs + halfHourMs) },
          values: Float64Array.from(column, ({ kwh }) => kwh),
        };
        const totals = (['HALF_HOUR', 'DAY', 'MONTH'] as const).map(
          (resolution) => align([year], { toMs: Date.UTC(2014, 0, 1), resolution }).total,
        );
        const [total = none, ...others] = totals;
        for (const other of others) expect(Math.abs(other - total)).toBeLessThanOrEqual(1e-9 * total);
        return `household 1 in 2013, by half hour, day or month: ${Number(total.toFixed(9))} kWh`;
      },
    ],
    [
      'finer than measured',
      () => {
        const hours = readingsOf({ startMs: fromMs, stepMs: hourMs, values: [1, 2] });
        const error = thrownBy(() => align([hours], { resolution: 'HALF_HOUR' }));
        const [, reason] = /(the finest they carry over this range is HOUR)/.exec(String(error)) ?? [];
        return `hourly readings by HALF_HOUR: "${reason}"`;
      },
    ],
    [
      'a gap between register readings',
      () => {
        const toMs = fromMs + 4 * hourMs;
        const gap = register([10, 12, none, 17, 18]);
        const day = align([gap], { toMs, resolution: 'DAY' });
        return `10, 12, (none), 17, 18: by HOUR ${list(align([gap], { toMs }).values)}; by DAY ${list(day.values)}`;
      },
    ],
    [
      'gaps',
      () => {
        const half = readingsOf({ startMs: fromMs, stepMs: halfHourMs, values: [1, 1, 1, none, none, none] });
        const series = align([half], { toMs: fromMs + 3 * hourMs });
        const { total, missing, coverage } = series;
        return `${states(series)}; total ${total}, missing ${missing}, coverage ${coverage}`;
      },
    ],
    [
      'members',
      () => {
        const hours = readingsOf({ startMs: fromMs, stepMs: hourMs, values: [1, 2] });
        const half = readingsOf({ startMs: fromMs, stepMs: halfHourMs, values: [0.5, 0.5, 0.25, none] });
        expect(align([half, hours]).values).toEqual(align([hours, half]).values);
        return `hours 1, 2 and half hours 0.5, 0.5, 0.25, (none): ${states(align([hours, half]))}`;
      },
    ],
    [
      'a member that fails',
      () => {
        const hours = readingsOf({ startMs: fromMs, stepMs: hourMs, values: [1, 2] });
        const silent = readingsOf({ startMs: fromMs, stepMs: hourMs, values: [] });
        const series = align([hours, silent]);
        expect(states(series)).toBe('1 PARTIAL, 2 PARTIAL');
        return `one of two fails: the other's values, all PARTIAL, coverage ${series.coverage}`;
      },
    ],
    [
      'cost',
      () => {
        const half = readingsOf({ startMs: fromMs, stepMs: halfHourMs, values: [2] });
        const prices = {
          from: '2013-01-01T00:00:00Z',
          to: '2013-01-01T00:30:00Z',
          stepSeconds: 900,
          prices: [0.25, 0.5],
        };
        const priced = align([priceReadings(half, { ...prices, imports: null, exports: null })]);
        return `2 kWh in half an hour at 0.25 and 0.5 $/kWh: ${priced.total} ${priced.unit}`;
      },
    ],
    [
      'emissions',
      () => {
        const property = { name: 'CO2 factor of electricity', value: '0.089', unit: 'kg/kWh' };
        const factor = factorOf(toEmissionFactors([property]), 'Electricity', []);
        const hour = readingsOf({ startMs: fromMs, stepMs: hourMs, values: [250] });
        const { total, unit } = scaleSeries(align([hour]), factor?.kgPerUnit ?? none, 'kg CO2');
        return `250 kWh at ${property.value} ${property.unit}: ${total} ${unit}`;
      },
    ],
  ])('hold: %s', (_, example) => {
    expect(text).toContain(example());
  });
});
