import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Readings } from '../../../src/domain/readings.ts';
import { alignReadings } from '../../../src/domain/series/align.ts';
import { toConsumption } from '../../../src/domain/series/cumulative.ts';
import { stateAt } from '../../../src/domain/series/series.ts';
import { readingsOf, thrownBy } from './readings-builder.ts';

const hourMs = 3_600_000;
const fromMs = Date.UTC(2013, 0, 1);

const register = (values: readonly number[], registerSize?: number): Readings => ({
  ...readingsOf({ startMs: fromMs, stepMs: hourMs, values, kind: 'cumulative' }),
  ...(registerSize === undefined ? {} : { registerSize }),
});
const consumed = (values: readonly number[], registerSize?: number) => {
  const { readings, breaks } = toConsumption(register(values, registerSize), hourMs);
  return { values: [...readings.values], breaks: breaks.map(({ atMs, kind }) => [(atMs - fromMs) / hourMs, kind]) };
};

describe('toConsumption', () => {
  it('takes the differences between readings', () => {
    expect(consumed([100, 101.5, 101.5, 104])).toEqual({ values: [1.5, 0, 2.5], breaks: [] });
  });

  it('adds what a register counted before and after it rolled over', () => {
    expect(consumed([99_998, 99_999, 1, 4], 100_000)).toEqual({ values: [1, 2, 3], breaks: [[2, 'ROLL_OVER']] });
  });

  it.each([
    ['whose size is not known', [99_999, 1], undefined],
    ['that falls within its lower half', [40_000, 10], 100_000],
    ['that falls within its upper half', [90_000, 80_000], 100_000],
    ['that showed more than it can', [100_005, 3], 100_000],
  ] as const)('takes a register %s for reset, and its consumption for unknown', (_, values, size) => {
    expect(consumed(values, size)).toEqual({ values: [Number.NaN], breaks: [[1, 'RESET']] });
  });

  it('has nothing to say of one reading, or of none', () => {
    expect(consumed([100])).toEqual({ values: [], breaks: [] });
    expect(consumed([])).toEqual({ values: [], breaks: [] });
  });

  it('leaves readings of another kind as they are', () => {
    const readings = readingsOf({ startMs: fromMs, stepMs: hourMs, values: [5, 4] });
    expect(toConsumption(readings, hourMs).readings).toBe(readings);
  });

  it('is never negative, and conserves what was consumed through every roll-over', () => {
    const steps = fc.array(fc.double({ min: 0, max: 40, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(steps, fc.double({ min: 0, max: 99.9, noNaN: true }), (amounts, start) => {
        const size = 100;
        let sum = start;
        const shown = [start];
        for (const amount of amounts) {
          sum += amount;
          shown.push(sum % size);
        }
        const { readings } = toConsumption(register(shown, size), hourMs);
        const total = readings.values.reduce((whole, value) => whole + value, 0);
        expect(Math.min(...readings.values)).toBeGreaterThanOrEqual(0);
        expect(Math.abs(total - (sum - start))).toBeLessThanOrEqual(1e-9 * Math.max(1, sum));
      }),
    );
  });

  it('is never negative, whatever the register shows', () => {
    const anything = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 50 });
    fc.assert(
      fc.property(anything, fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }), (values, size) => {
        const { readings } = toConsumption(register(values, size), hourMs);
        expect(readings.values.some((value) => value < 0)).toBe(false);
      }),
    );
  });
});

describe('a series of register readings', () => {
  const align = (readings: Readings, resolution: 'HOUR' | 'DAY') =>
    alignReadings({
      ...{ readings: [readings], fromMs, toMs: fromMs + 4 * hourMs },
      ...{ resolution, timeZone: 'UTC', unit: 'KWH' },
    });

  it('names its breaks, and counts a reset as missing', () => {
    const series = align(register([10, 12, 3, 4, 6]), 'HOUR');
    expect([...series.values]).toEqual([2, Number.NaN, 1, 2]);
    expect(series).toMatchObject({ total: 5, missing: 1, coverage: 0.75 });
    expect(series.breaks).toEqual([{ atMs: fromMs + 2 * hourMs, kind: 'RESET' }]);
  });

  it('knows what a gap between readings consumed by the day, and does not invent when it was by the hour', () => {
    const gap = register([10, 12, Number.NaN, 17, 18]);
    expect([...align(gap, 'HOUR').values]).toEqual([2, Number.NaN, Number.NaN, 1]);
    expect(stateAt(align(gap, 'DAY'), 0)).toBe('MEASURED');
    expect(align(gap, 'DAY').total).toBe(8);
  });

  it('refuses hours of a register that is read once a day', () => {
    const daily = { ...readingsOf({ startMs: fromMs, stepMs: 24 * hourMs, values: [1, 2], kind: 'cumulative' }) };
    expect(thrownBy(() => align(daily, 'HOUR'))).toMatchObject({ code: 'RANGE_NOT_AVAILABLE' });
  });
});
