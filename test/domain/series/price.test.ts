import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PriceSignal } from '../../../src/domain/entities.ts';
import { priceReadings } from '../../../src/domain/series/price.ts';
import { readingsOf } from './readings-builder.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const fromMs = Date.UTC(2013, 0, 1);

const signal = (prices: (number | null)[], startMs = fromMs, stepSeconds = 900): PriceSignal => ({
  from: new Date(startMs).toISOString(),
  to: new Date(startMs + prices.length * stepSeconds * 1000).toISOString(),
  ...{ stepSeconds, prices, imports: null, exports: null },
});
const costs = (...args: Parameters<typeof priceReadings>) => {
  const { startsMs, endsMs, values, unit } = priceReadings(...args);
  const minutes = (ms: number) => (ms - fromMs) / minuteMs;
  return { unit, parts: Array.from(values, (value, i) => [minutes(startsMs[i]!), minutes(endsMs[i]!), value]) };
};

describe('priceReadings', () => {
  it('shares an interval out among the prices of its time', () => {
    // 2 kWh in half an hour: 1 kWh at 0.25 and 1 kWh at 0.5.
    const halfHour = readingsOf({ startMs: fromMs, stepMs: hourMs / 2, values: [2] });
    const expected = [
      [0, 15, 0.25],
      [15, 30, 0.5],
    ];
    expect(costs(halfHour, signal([0.25, 0.5, 9]))).toEqual({ unit: 'USD', parts: expected });
  });

  it('prices Wh and W as kWh', () => {
    const energy = readingsOf({ startMs: fromMs, stepMs: hourMs / 4, values: [500], unit: 'Wh' });
    const power = readingsOf({ startMs: fromMs, stepMs: hourMs / 4, values: [2000], unit: 'W', kind: 'power' });
    for (const readings of [energy, power]) {
      expect(costs(readings, signal([0.5])).parts[0]?.[2]).toBeCloseTo(0.25, 12);
    }
  });

  it('prices what a register counted', () => {
    const counted = readingsOf({ startMs: fromMs, stepMs: hourMs / 4, values: [10, 14], kind: 'cumulative' });
    expect(costs(counted, signal([0.5])).parts).toEqual([[0, 15, 2]]);
  });

  it('follows a signal that does not begin at the quarter hour', () => {
    const hour = readingsOf({ startMs: fromMs, stepMs: hourMs, values: [60] });
    const parts = costs(hour, signal([1, 2], fromMs - 5 * minuteMs)).parts;
    expect(parts).toEqual([
      [0, 10, 10],
      [10, 25, 30],
    ]);
  });

  it('has no cost where there is no price', () => {
    const hour = readingsOf({ startMs: fromMs, stepMs: hourMs, values: [4] });
    const parts = costs(hour, signal([1, null, 1])).parts;
    expect(parts).toEqual([
      [0, 15, 1],
      [15, 30, Number.NaN],
      [30, 45, 1],
    ]);
  });

  it('at one price costs that price for every kWh', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 1, maxLength: 50 }),
        fc.constantFrom(5, 15, 30, 60),
        fc.integer({ min: 0, max: 3600 }),
        (values, stepMinutes, lateSeconds) => {
          const startMs = fromMs + lateSeconds * 1000;
          const readings = readingsOf({ startMs, stepMs: stepMinutes * minuteMs, values });
          const { values: priced } = priceReadings(readings, signal(Array(4 * 60).fill(0.3)));
          const energy = values.reduce((sum, value) => sum + value, 0);
          const cost = priced.reduce((sum, value) => sum + value, 0);
          expect(Math.abs(cost - 0.3 * energy)).toBeLessThanOrEqual(1e-9 * Math.max(1, energy));
        },
      ),
    );
  });
});
