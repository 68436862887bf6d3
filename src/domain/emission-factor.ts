/** Emission factors as vendors keep them: properties of a facility, in words and with a unit. */

import type { Property } from './entities.ts';
import { toConversion } from './units.ts';

export interface EmissionFactor {
  /** Kilograms of CO2 a unit of consumption. */
  readonly kgPerUnit: number;
  /** The unit of consumption: kWh, or one that is no energy (m3). */
  readonly per: string;
  /** The property it is taken from. */
  readonly source: Property;
}

const kilograms = new Map(Object.entries({ g: 0.001, kg: 1, t: 1000 }));

/** The factors among the properties: those that name CO2 or emissions and have a mass by amount as their unit. */
export function toEmissionFactors(properties: readonly Property[]): readonly EmissionFactor[] {
  return properties.flatMap((source) => (/co2|co₂|emission/i.test(source.name) ? (toFactor(source) ?? []) : []));
}

/**
 * The one factor of a quantity: named after it ("CO2 factor of electricity"), else one named after no quantity at all.
 * undefined when there is none, or several that might be meant.
 * @param quantities names of all quantities the vendor knows
 */
export function factorOf(
  factors: readonly EmissionFactor[],
  quantity: string | null,
  quantities: readonly string[],
): EmissionFactor | undefined {
  const names = (factor: EmissionFactor, words: string) =>
    factor.source.name.toLowerCase().includes(words.toLowerCase());
  const own = factors.filter((factor) => quantity !== null && names(factor, quantity));
  const general = factors.filter((factor) => !quantities.some((other) => names(factor, other)));
  const candidates = own.length > 0 ? own : general;
  return candidates.length === 1 ? candidates[0] : undefined;
}

// "kg/kWh", "g CO2/kWh", "kgCO2e/MWh", "kg/m3".
const unitPattern = /^(g|kg|t)\s*(?:co[2₂](?:-?eq?)?)?\s*\/\s*(\S+)$/i;

function toFactor(source: Property): EmissionFactor | undefined {
  const [, mass = '', amount = ''] = unitPattern.exec(source.unit?.trim() ?? '') ?? [];
  const value = Number(source.value?.trim() || Number.NaN);
  const kg = kilograms.get(mass.toLowerCase());
  if (kg === undefined || Number.isNaN(value)) return undefined;
  const { unit, convert } = toConversion(amount, 'energy', 'KWH');
  return { kgPerUnit: (value * kg) / convert(1), per: unit, source };
}
