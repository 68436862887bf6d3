import { describe, expect, test } from 'vitest';
import { parseFigure, toEnergyUnit } from '../../../src/vendors/wattics/figure.ts';
import { toEnergyRun, toPowerRun } from '../../../src/vendors/wattics/series.ts';

const hourMs = 3_600_000;
const dublin = 'Europe/Dublin';
const wh = (amount: number) => ({ amount, unit: 'Watt' });

describe('figures with a unit', () => {
  test.each([
    ['300500.0 Watt', { amount: 300500, unit: 'Watt' }],
    ['0.0 Watt', { amount: 0, unit: 'Watt' }],
    ['-1.5e-7 kWh', { amount: -1.5e-7, unit: 'kWh' }],
    ['12.5', { amount: 12.5, unit: '' }],
    [3, { amount: 3, unit: '' }],
    [null, null],
    ['', null],
    ['Watt', undefined],
    ['n/a', undefined],
  ])('%s', (text, figure) => {
    expect(parseFigure(text)).toEqual(figure);
  });

  test.each([
    ['Watt', 'Wh'],
    ['W', 'Wh'],
    ['kWatt', 'kWh'],
    ['kWh', 'kWh'],
    ['m3', 'm3'],
  ])('%s is a unit of %s', (word, unit) => {
    expect(toEnergyUnit(word)).toBe(unit);
  });
});

describe('consumptions as intervals', () => {
  test('times are those of the site', () => {
    const run = toEnergyRun(
      [{ date: '2013-06-01', total_consumption: wh(3), consumption_by_time: { '00h30m': wh(2), '00h00m': wh(1) } }],
      dublin,
      1_800_000,
    );
    expect(run).toMatchObject({ kind: 'energy', unit: 'Wh' });
    expect([...run.startsMs]).toEqual([Date.UTC(2013, 4, 31, 23), Date.UTC(2013, 4, 31, 23, 30)]);
    expect([...run.values]).toEqual([1, 2]);
  });

  test('the hour that repeats is one interval over both passes', () => {
    const byTime = { '00h30m': wh(1), '01h00m': wh(10), '01h30m': wh(20), '02h00m': wh(2) };
    const run = toEnergyRun(
      [{ date: '2013-10-27', total_consumption: wh(33), consumption_by_time: byTime }],
      dublin,
      1_800_000,
    );
    // Dublin goes from 02:00 back to 01:00 at 01:00 UTC.
    const midnight = Date.UTC(2013, 9, 26, 23);
    expect([...run.startsMs].map((ms) => (ms - midnight) / hourMs)).toEqual([0.5, 1, 3]);
    expect([...run.endsMs].map((ms) => (ms - midnight) / hourMs)).toEqual([1, 3, 3.5]);
    expect([...run.values]).toEqual([1, 30, 2]);
  });

  test('times after the hour that is skipped come an hour earlier', () => {
    const byTime = { '00h30m': wh(1), '01h00m': wh(0), '02h00m': wh(2) };
    const run = toEnergyRun(
      [{ date: '2013-03-31', total_consumption: wh(3), consumption_by_time: byTime }],
      dublin,
      1_800_000,
    );
    expect([...run.startsMs]).toEqual([Date.UTC(2013, 2, 31, 0, 30), Date.UTC(2013, 2, 31, 1)]);
    const filled = { ...byTime, '01h00m': wh(5) };
    expect(() =>
      toEnergyRun([{ date: '2013-03-31', total_consumption: null, consumption_by_time: filled }], dublin, 1_800_000),
    ).toThrow(expect.objectContaining({ code: 'VENDOR_CONTRACT' }));
  });

  test('a day without times is one interval, and the step shows in the times when the meter does not say it', () => {
    const run = toEnergyRun(
      [
        { date: '2013-06-01', total_consumption: wh(24) },
        { date: '2013-06-02', total_consumption: wh(3), consumption_by_time: { '00h00m': wh(1), '00h15m': wh(2) } },
        { date: '2013-06-03', total_consumption: null },
      ],
      'UTC',
      undefined,
    );
    expect([...run.endsMs].map((ms, i) => (ms - run.startsMs[i]!) / hourMs)).toEqual([24, 0.25, 0.25]);
  });

  test('several units are an error', () => {
    const days = [
      { date: '2013-06-01', total_consumption: wh(1) },
      { date: '2013-06-02', total_consumption: { amount: 1, unit: 'm3' } },
    ];
    expect(() => toEnergyRun(days, 'UTC', undefined)).toThrow(expect.objectContaining({ code: 'VENDOR_CONTRACT' }));
  });
});

describe('raw data as intervals', () => {
  test('times are UTC, and the shortest gap is the step when the meter does not say it', () => {
    const samples = [
      { timestamp: '2013-06-01 01:00:00', total: 3 },
      { timestamp: '2013-06-01 00:00:00', value: 1 },
      { timestamp: '2013-06-01T00:05:00Z', total: 2 },
      { timestamp: '2013-06-01 00:10:00', total: null },
    ];
    const run = toPowerRun(samples, undefined);
    expect(run).toMatchObject({ kind: 'power', unit: 'W' });
    expect([...run.values]).toEqual([1, 2, 3]);
    expect([...run.endsMs].map((ms, i) => ms - run.startsMs[i]!)).toEqual([300_000, 300_000, 300_000]);
    expect(() => toPowerRun([{ timestamp: 'noon', total: 1 }], undefined)).toThrow(
      expect.objectContaining({ code: 'VENDOR_CONTRACT' }),
    );
  });
});
