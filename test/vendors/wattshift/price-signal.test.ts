import { describe, expect, test } from 'vitest';
import { parsePriceSignal } from '../../../src/vendors/wattshift/price-signal.ts';

const startTime = '2026-01-15T16:13:37.902Z';
const endTime = '2026-01-15T17:28:37.902Z';
const blocks = [
  { startTime, endTime: '2026-01-15T16:43:37.902Z', price: 0.2, import: 0.2, export: 0.05, confidence: 0.95 },
  { startTime: '2026-01-15T16:43:37.902Z', endTime, price: 0.5, import: 0.5, export: 0.1, confidence: 0.95 },
];
const columns = {
  prices: [0.2, 0.2, 0.5, 0.5, 0.5],
  imports: [0.2, 0.2, 0.5, 0.5, 0.5],
  exports: [0.05, 0.05, 0.1, 0.1, 0.1],
};
const whole = { from: startTime, to: endTime, stepSeconds: 900, ...columns };

describe('a WattShift price signal', () => {
  test('is read from the API reference, the guide, and either spelled with blocks only', () => {
    const { prices, imports, exports } = columns;
    const base = { homeId: 'h', startTime, endTime };
    expect(parsePriceSignal({ ...base, data: blocks, prices, import: imports, export: exports })).toEqual(whole);
    expect(parsePriceSignal({ ...base, data: blocks, prices, imports, exports })).toEqual(whole);
    expect(parsePriceSignal({ ...base, prices, imports, exports })).toEqual(whole);
    expect(parsePriceSignal({ ...base, data: blocks })).toEqual(whole);
  });

  test('takes the blocks where the flat columns are shortened', () => {
    const short = { startTime, endTime, data: blocks, prices: [0.2, 0.2], import: [0.2], export: [] };
    expect(parsePriceSignal(short)).toEqual(whole);
  });

  test('without import and export has null for them, not a guess', () => {
    expect(parsePriceSignal({ startTime, endTime, prices: columns.prices })).toEqual({
      ...whole,
      imports: null,
      exports: null,
    });
  });

  test('has null where no block reaches', () => {
    const hole = [blocks[0], { ...blocks[1], startTime: '2026-01-15T16:58:37.902Z' }];
    expect(parsePriceSignal({ startTime, endTime, data: hole }).prices).toEqual([0.2, 0.2, null, 0.5, 0.5]);
  });

  test('is read from the oldest shape: a start and 96 prices', () => {
    const priceSignal = Array.from({ length: 96 }, (_, i) => i / 100);
    expect(parsePriceSignal({ startTime, priceSignal })).toEqual({
      from: startTime,
      to: '2026-01-16T16:13:37.902Z',
      stepSeconds: 900,
      prices: priceSignal,
      imports: null,
      exports: null,
    });
  });

  test('is read from OpenADR', () => {
    const event = {
      id: 'e',
      programID: 'wattshift-open-adr',
      intervalPeriod: { start: startTime, duration: 'PT1H15M' },
      intervals: [
        {
          id: 0,
          intervalPeriod: { start: startTime, duration: 'PT30M' },
          payloads: [{ type: 'PRICE', values: [0.2] }],
        },
        {
          id: 1,
          intervalPeriod: { start: '2026-01-15T16:43:37.902Z', duration: 'PT0.75H' },
          payloads: [{ type: 'PRICE', values: [0.5] }],
        },
      ],
    };
    expect(parsePriceSignal(event)).toEqual({ ...whole, imports: null, exports: null });
  });

  test.each([
    ['another object', { unexpected: true }],
    ['a list', []],
    ['an end before the start', { startTime: endTime, endTime: startTime, prices: [1] }],
    ['prices that do not reach the end', { startTime, endTime, prices: [0.2] }],
    ['a price of the wrong type', { startTime, endTime, prices: ['0.2', 0.2, 0.5, 0.5, 0.5] }],
    ['a century', { startTime, endTime: '2126-01-15T16:13:37.902Z', data: [] }],
    ['no time of start', { priceSignal: [1, 2] }],
  ])('%s is VENDOR_CONTRACT', (_name, body) => {
    expect(() => parsePriceSignal(body)).toThrow(expect.objectContaining({ code: 'VENDOR_CONTRACT' }));
  });
});
