import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Readings, resolutions } from '../../../src/domain/readings.ts';
import { type AlignRequest, alignReadings } from '../../../src/domain/series/align.ts';
import { longestBucketMs } from '../../../src/domain/series/buckets.ts';
import { stateAt } from '../../../src/domain/series/series.ts';
import { civilMs, readingsOf, thrownBy } from './readings-builder.ts';

const hourMs = 3_600_000;
const halfHourMs = hourMs / 2;
const fromMs = Date.UTC(2013, 0, 1);

function align(readings: Readings[], overrides: Partial<AlignRequest> = {}) {
  const defaults = { fromMs, toMs: fromMs + 2 * hourMs, resolution: 'HOUR', timeZone: 'UTC', unit: 'KWH' } as const;
  return alignReadings({ ...defaults, readings, ...overrides });
}

describe('alignReadings', () => {
  it('sums half hours into hours', () => {
    const series = align([readingsOf({ startMs: fromMs, stepMs: halfHourMs, values: [1, 2, 3, 4] })]);
    expect([...series.values]).toEqual([3, 7]);
    expect(series).toMatchObject({ unit: 'kWh', total: 10, peakIndex: 1, missing: 0, vendors: ['ENERKEY'] });
  });

  it('gives the same whether the intervals are the buckets or parts of them', () => {
    const value = fc.oneof(
      fc.double({ min: -1e12, max: 1e12, noNaN: true }),
      fc.constantFrom(Number.NaN, -0, 0.285, 4.308),
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('kWh', 'Wh', 'm3'),
        (values, unit) => {
          const whole = readingsOf({ startMs: fromMs, stepMs: hourMs, values, unit });
          // An interval of no length adds nothing, but keeps the readings from being the buckets.
          const longer = {
            ...whole,
            startsMs: Float64Array.of(...whole.startsMs, fromMs + values.length * hourMs),
            endsMs: Float64Array.of(...whole.endsMs, fromMs + values.length * hourMs),
            values: Float64Array.of(...whole.values, 1),
          };
          const range = { toMs: fromMs + values.length * hourMs };
          expect(align([whole], range)).toEqual(align([longer], range));
        },
      ),
    );
  });

  it('turns power into energy over the true length of its interval', () => {
    const series = align(
      [readingsOf({ startMs: fromMs, stepMs: hourMs / 4, values: [400, 800, 400, 0], kind: 'power', unit: 'W' })],
      { toMs: fromMs + hourMs, unit: 'WH' },
    );
    expect([...series.values]).toEqual([400]);
    expect(series.unit).toBe('Wh');
  });

  it.each([
    ['Wh', 'energy', 'KWH', 0.002],
    ['kWh', 'energy', 'WH', 2000],
    ['MWh', 'energy', 'KWH', 2000],
    ['kWh', 'energy', 'MWH', 0.002],
    ['KWH', 'energy', 'KWH', 2],
    ['W', 'power', 'KWH', 0.002],
    ['kW', 'power', 'KWH', 2],
    ['MW', 'power', 'WH', 2_000_000],
  ] as const)('converts %s of %s to %s', (unit, kind, target, expected) => {
    const series = align([readingsOf({ startMs: fromMs, stepMs: hourMs, values: [2], unit, kind })], {
      toMs: fromMs + hourMs,
      unit: target,
    });
    expect(series.values[0]).toBeCloseTo(expected, 12);
  });

  it('keeps a unit that is no energy', () => {
    const water = readingsOf({ startMs: fromMs, stepMs: hourMs, values: [2, 3], unit: 'm3' });
    expect(align([water])).toMatchObject({ unit: 'm3', total: 5 });
    const flow = readingsOf({ startMs: fromMs, stepMs: halfHourMs, values: [2, 4], unit: 'm3/h', kind: 'power' });
    expect(align([flow])).toMatchObject({ unit: 'm3', total: 3 });
  });

  it('refuses to add kilowatt hours and cubic metres', () => {
    const members = ['kWh', 'm3'].map((unit) => readingsOf({ startMs: fromMs, stepMs: hourMs, values: [1], unit }));
    expect(thrownBy(() => align(members))).toMatchObject({ code: 'BAD_USER_INPUT', details: { argument: 'quantity' } });
  });

  it('shares an interval across a border out by time', () => {
    const series = align([readingsOf({ startMs: fromMs + hourMs * 0.75, stepMs: hourMs, values: [4] })]);
    expect([...series.values]).toEqual([1, 3]);
    expect([stateAt(series, 0), stateAt(series, 1)]).toEqual(['PARTIAL', 'PARTIAL']);
  });

  it('takes only the part of an interval that lies in the range', () => {
    const series = align([readingsOf({ startMs: fromMs - halfHourMs, stepMs: hourMs, values: [4, 4, 4] })]);
    expect([...series.values]).toEqual([4, 4]);
    expect(series.total).toBe(8);
  });

  it('tells measured, partial and missing points apart, and keeps gaps as NaN', () => {
    const values = [1, 1, 1, Number.NaN, Number.NaN, Number.NaN];
    const series = align([readingsOf({ startMs: fromMs, stepMs: halfHourMs, values })], { toMs: fromMs + 4 * hourMs });
    expect([0, 1, 2, 3].map((i) => stateAt(series, i))).toEqual(['MEASURED', 'PARTIAL', 'MISSING', 'MISSING']);
    expect([...series.values]).toEqual([2, 1, Number.NaN, Number.NaN]);
    expect(series.missing).toBe(2);
  });

  it('notices one missing half hour in a month', () => {
    const values = Array.from({ length: 31 * 48 }, () => 1);
    values[700] = Number.NaN;
    const series = align([readingsOf({ startMs: fromMs, stepMs: halfHourMs, values })], {
      toMs: Date.UTC(2013, 1, 1),
      resolution: 'MONTH',
    });
    expect(stateAt(series, 0)).toBe('PARTIAL');
    expect(series.total).toBe(31 * 48 - 1);
  });

  it('adds members, and says partial where one of them has nothing', () => {
    const one = readingsOf({ startMs: fromMs, stepMs: hourMs, values: [1, 2], asOfMs: 500 });
    const other = readingsOf({ startMs: fromMs, stepMs: hourMs, values: [10], unit: 'MWh', asOfMs: 200, stale: true });
    const series = align([one, other]);
    expect([...series.values]).toEqual([10_001, 2]);
    expect([stateAt(series, 0), stateAt(series, 1)]).toEqual(['MEASURED', 'PARTIAL']);
    expect(series).toMatchObject({ asOfMs: 200, stale: true });
  });

  it('gives only missing points for no readings at all', () => {
    const series = align([]);
    expect(series).toMatchObject({ missing: 2, peakIndex: -1, total: Number.NaN, asOfMs: null, stale: false });
    expect([...series.values]).toEqual([Number.NaN, Number.NaN]);
  });

  it('aligns appliances to the same buckets and adds those of the same name', () => {
    const member = readingsOf({
      startMs: fromMs,
      stepMs: halfHourMs,
      values: [600, 600, 600, 600],
      kind: 'power',
      unit: 'W',
      appliances: { oven: [200, 400, Number.NaN, Number.NaN], fridge: [100, 100, 100, 100] },
    });
    const series = align([member, member], { unit: 'WH' });
    const columns = series.appliances.map(({ appliance, values, total }) => [appliance, [...values], total]);
    expect(columns).toEqual([
      ['oven', [600, Number.NaN], 600],
      ['fridge', [200, 200], 400],
    ]);
  });

  it.each([
    [halfHourMs, 'QUARTER_HOUR', 'HALF_HOUR'],
    [24 * hourMs, 'HOUR', 'DAY'],
    [30 * 24 * hourMs, 'WEEK', 'MONTH'],
  ] as const)('refuses to spread steps of %i ms over %s and offers %s', (stepMs, resolution, finest) => {
    const coarse = readingsOf({ startMs: fromMs, stepMs, values: [1] });
    expect(thrownBy(() => align([coarse], { resolution }))).toMatchObject({
      code: 'RANGE_NOT_AVAILABLE',
      message: expect.stringMatching(new RegExp(`${finest}\\.$`)),
    });
    expect(align([coarse], { resolution: finest, toMs: fromMs + 40 * 24 * hourMs }).total).toBe(1);
  });

  it('has no resolution to offer for readings of a year', () => {
    const yearly = readingsOf({ startMs: fromMs, stepMs: 365 * 24 * hourMs, values: [1] });
    expect(thrownBy(() => align([yearly], { resolution: 'MONTH' }))).toMatchObject({
      code: 'RANGE_NOT_AVAILABLE',
      message: expect.stringContaining('more than a month'),
    });
  });

  it('takes an interval some seconds too long for what it is', () => {
    const drifting = readingsOf({ startMs: fromMs, stepMs: halfHourMs + 4000, values: [1, 1] });
    expect(align([drifting], { resolution: 'HALF_HOUR' }).total).toBeCloseTo(2, 12);
  });

  it.each([
    ['Europe/London', '2013-03-31', 46],
    ['Europe/Rome', '2013-10-27', 50],
    ['America/Los_Angeles', '2013-11-03', 50],
    ['Europe/Helsinki', '2013-03-31', 46],
  ])('sums every half hour of %s on %s, when clocks change', (timeZone, date, halfHours) => {
    const startMs = civilMs(`${date}T00:00`, timeZone);
    const toMs = civilMs(`${Temporal.PlainDate.from(date).add({ days: 1 })}T00:00`, timeZone);
    const readings = [readingsOf({ startMs: startMs - 24 * hourMs, stepMs: halfHourMs, values: Array(200).fill(1) })];
    const series = align(readings, { fromMs: startMs, toMs, resolution: 'DAY', timeZone });
    expect([...series.values]).toEqual([halfHours]);
    expect(stateAt(series, 0)).toBe('MEASURED');
  });

  it('loses no energy, whatever the resolution, zone, step, gaps and start', () => {
    const energies = fc.array(
      fc.oneof(
        { weight: 9, arbitrary: fc.double({ min: 0, max: 1e6, noNaN: true }) },
        { weight: 1, arbitrary: fc.constant(Number.NaN) },
      ),
      { minLength: 1, maxLength: 300 },
    );
    fc.assert(
      fc.property(
        energies,
        fc.constantFrom(...resolutions),
        fc.constantFrom('Europe/London', 'Europe/Rome', 'America/Los_Angeles', 'Europe/Helsinki'),
        fc.constantFrom(5, 15, 30, 60),
        fc.integer({ min: Date.UTC(2013, 0, 1), max: Date.UTC(2013, 11, 20) }),
        (values, resolution, timeZone, stepMinutes, startMs) => {
          const stepMs = stepMinutes * 60_000;
          fc.pre(stepMs <= longestBucketMs[resolution]);
          const readings = [readingsOf({ startMs, stepMs, values })];
          const toMs = startMs + values.length * stepMs;
          const series = alignReadings({ readings, fromMs: startMs, toMs, resolution, timeZone, unit: 'KWH' });
          const measured = values.filter((value) => !Number.isNaN(value));
          const expected = measured.reduce((sum, value) => sum + value, 0);
          if (measured.length === 0) expect(series.total).toBeNaN();
          else expect(Math.abs(series.total - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, expected));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('says what share of a sum was measured', () => {
    const one = readingsOf({ startMs: fromMs, stepMs: halfHourMs, values: [1, 1, 1, Number.NaN] });
    expect(align([one]).coverage).toBe(0.75);
    const none = readingsOf({ startMs: fromMs, stepMs: halfHourMs, values: [] });
    expect(align([one, none]).coverage).toBe(0.375);
    expect(align([]).coverage).toBe(0);
  });

  describe('whatever the readings', () => {
    const zone = fc.constantFrom('Europe/London', 'Europe/Rome', 'America/Los_Angeles', 'Europe/Helsinki');
    const amount = fc.oneof(
      { weight: 9, arbitrary: fc.double({ min: 0, max: 1e4, noNaN: true }) },
      { weight: 1, arbitrary: fc.constant(Number.NaN) },
    );
    const member = fc
      .record({
        stepMs: fc.constantFrom(15, 30, 60).map((minutes) => minutes * 60_000),
        lateMs: fc.integer({ min: 0, max: 3 * 24 * hourMs }),
        values: fc.array(amount, { minLength: 1, maxLength: 150 }),
      })
      .map(({ stepMs, lateMs, values }) => readingsOf({ startMs: fromMs + lateMs, stepMs, values }));
    const range = { fromMs, toMs: fromMs + 10 * 24 * hourMs, unit: 'KWH' } as const;
    const number = (value: number) => (Number.isNaN(value) ? 0 : value);
    const close = (a: number, b: number) =>
      expect(Math.abs(number(a) - number(b))).toBeLessThanOrEqual(1e-9 * Math.max(1, number(a)));

    it('gives the same sum in whatever order and grouping members of different steps and gaps are added', () => {
      fc.assert(
        fc.property(member, member, member, zone, fc.constantFrom('HOUR', 'DAY'), (a, b, c, timeZone, resolution) => {
          const sum = (...readings: Readings[]) => alignReadings({ ...range, readings, resolution, timeZone });
          const together = sum(a, b, c);
          const reversed = sum(c, b, a);
          const [first, last] = [sum(a, b), sum(c)];
          for (const [i, value] of together.values.entries()) {
            close(value, reversed.values[i]!);
            close(value, number(first.values[i]!) + number(last.values[i]!));
          }
          expect(together.states).toEqual(reversed.states);
        }),
        { numRuns: 60 },
      );
    });

    it('gives the same days from hours as from what was measured', () => {
      fc.assert(
        fc.property(member, zone, (readings, timeZone) => {
          const of = (source: Readings, resolution: 'HOUR' | 'DAY') =>
            alignReadings({ ...range, readings: [source], resolution, timeZone });
          const hours = of(readings, 'HOUR');
          const again: Readings = { ...readings, startsMs: hours.startsMs, endsMs: hours.endsMs, values: hours.values };
          const direct = of(readings, 'DAY');
          for (const [i, value] of of(again, 'DAY').values.entries()) close(value, direct.values[i]!);
        }),
        { numRuns: 60 },
      );
    });
  });

  it('gives decimal amounts without the dust of binary fractions', () => {
    const wattHours = readingsOf({ startMs: fromMs, stepMs: halfHourMs, values: [117, 168, 0.1, 0.2], unit: 'Wh' });
    expect([...align([wattHours]).values]).toEqual([0.285, 0.0003]);
    expect(align([wattHours], { unit: 'WH' }).total).toBe(285.3);
  });
});
