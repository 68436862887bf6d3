import { expect, test } from 'vitest';
import { parsePlanPrices } from '../../../src/vendors/wattshift/plan-prices.ts';

const at = (hour: number) => `2026-03-01T0${hour}:00:00.000Z`;
const block = (hour: number, price: number, more = {}) => ({ startTime: at(hour), price, ...more });

test.each([
  ['hourlyData', { hourlyData: [block(0, 0.2, { endTime: at(1) }), block(1, 0.3, { endTime: at(2) })] }],
  ['data', { data: [block(0, 0.2, { endTime: at(1) }), block(1, 0.3, { endTime: at(2) })] }],
  ['no ends', { hourlyData: [block(0, 0.2), block(1, 0.3)] }],
  [
    'blocks out of order, and fields nobody knows',
    { hourlyData: [block(1, 0.3, { currency: '$' }), block(0, 0.2)], x: 1 },
  ],
])('prices of a rate plan are read from %s', (_, body) => {
  expect(parsePlanPrices(body)).toEqual({
    ...{ from: at(0), to: at(2), stepSeconds: 900, prices: [0.2, 0.2, 0.2, 0.2, 0.3, 0.3, 0.3, 0.3] },
    ...{ imports: null, exports: null },
  });
});

test('an hour without a price is null, not a guess', () => {
  const { prices } = parsePlanPrices({ hourlyData: [block(0, 0.2), { startTime: at(1) }] });
  expect(prices.slice(4)).toEqual([null, null, null, null]);
});

test.each([
  ['nothing', undefined],
  ['no blocks', { hourlyData: [] }],
  ['no prices at all', { hourlyData: [{ startTime: at(0) }] }],
  ['a time that is none', { hourlyData: [{ startTime: 'noon', price: 1 }] }],
])('an answer with %s is out of contract', (_, body) => {
  expect(() => parsePlanPrices(body)).toThrow(expect.objectContaining({ code: 'VENDOR_CONTRACT' }));
});
