import { describe, expect, it } from 'vitest';
import { factorOf, toEmissionFactors } from '../../src/domain/emission-factor.ts';

const property = (name: string, value: string | null, unit: string | null) => ({ name, value, unit });

describe('toEmissionFactors', () => {
  it.each([
    ['0.089', 'kg/kWh', 0.089, 'kWh'],
    ['89', 'g/kWh', 0.089, 'kWh'],
    ['89', 'kg/MWh', 0.089, 'kWh'],
    ['89', 'kg CO2/MWh', 0.089, 'kWh'],
    ['0.089', 'tCO2e/MWh', 0.089, 'kWh'],
    ['0.3', 'kg/m3', 0.3, 'm3'],
  ])('reads %s %s', (value, unit, kgPerUnit, per) => {
    const [factor] = toEmissionFactors([property('CO2 factor', value, unit)]);
    expect(factor?.kgPerUnit).toBeCloseTo(kgPerUnit, 12);
    expect(factor).toMatchObject({ per, source: { value, unit } });
  });

  it.each([
    ['CO2 factor', null, 'kg/kWh'],
    ['CO2 factor', '', 'kg/kWh'],
    ['CO2 factor', 'low', 'kg/kWh'],
    ['CO2 factor', '0.1', null],
    ['CO2 factor', '0.1', 'EUR/kWh'],
    ['Price', '0.1', 'kg/kWh'],
  ])('takes %s = %s %s for no factor', (name, value, unit) => {
    expect(toEmissionFactors([property(name, value, unit)])).toEqual([]);
  });
});

describe('factorOf', () => {
  const factors = (...names: string[]) => toEmissionFactors(names.map((name) => property(name, '1', 'kg/kWh')));
  const choose = (names: string[], quantity: string | null) =>
    factorOf(
      factors(...names),
      quantity,
      ['Electricity', 'District heating'].filter((name) => name !== quantity),
    )?.source.name;

  it('takes the factor of the quantity', () => {
    const both = ['CO2 factor of electricity', 'CO2 factor of district heating'];
    expect(choose(both, 'Electricity')).toBe(both[0]);
    expect(choose(both, 'District heating')).toBe(both[1]);
  });

  it('takes a factor that names no quantity, and never that of another', () => {
    expect(choose(['CO2 factor'], 'Electricity')).toBe('CO2 factor');
    expect(choose(['CO2 factor of electricity'], 'District heating')).toBeUndefined();
  });

  it('chooses none where two might be meant', () => {
    expect(choose(['CO2 factor', 'Emission factor'], 'Electricity')).toBeUndefined();
    expect(choose([], 'Electricity')).toBeUndefined();
  });
});
