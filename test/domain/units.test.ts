import { describe, expect, it } from 'vitest';
import { toConversion } from '../../src/domain/units.ts';

describe('toConversion', () => {
  it.each([
    ['Wh', 'energy', 'KWH', 285, 0.285],
    ['kWh', 'energy', 'KWH', 0.285, 0.285],
    ['GWh', 'energy', 'MWH', 2, 2000],
    ['KW', 'power', 'WH', 2, 2000],
    [' mwh ', 'energy', 'KWH', 2, 2000],
  ] as const)('takes %s of %s to %s', (symbol, kind, target, value, expected) => {
    expect(toConversion(symbol, kind, target).convert(value)).toBe(expected);
  });

  it.each([
    ['m3', 'energy', 'm3'],
    ['m3/h', 'power', 'm3'],
    ['VA', 'power', 'VAh'],
    // A unit of power in a column of energy, or the other way round, is not guessed at.
    ['kW', 'energy', 'kW'],
    ['constructor', 'energy', 'constructor'],
  ] as const)('leaves %s of %s as it is, in %s', (symbol, kind, unit) => {
    const conversion = toConversion(symbol, kind, 'KWH');
    expect(conversion.unit).toBe(unit);
    expect(conversion.convert(7)).toBe(7);
  });
});
