/** Unit symbols as vendors write them, and what they are worth in Wh. */

export const energyUnits = ['WH', 'KWH', 'MWH'] as const;
export type EnergyUnit = (typeof energyUnits)[number];

const symbols: Readonly<Record<EnergyUnit, string>> = { WH: 'Wh', KWH: 'kWh', MWH: 'MWh' };
const whPerEnergyUnit: Readonly<Record<EnergyUnit, number>> = { WH: 1, KWH: 1e3, MWH: 1e6 };

// Vendors differ in case (KWH, kwh, kWh); nobody meters milliwatts, so case carries nothing.
const wattHours = new Map(Object.entries({ wh: 1, kwh: 1e3, mwh: 1e6, gwh: 1e9 }));
const watts = new Map(Object.entries({ w: 1, kw: 1e3, mw: 1e6, gw: 1e9 }));

/** The symbol of a unit: KWH -> kWh. */
export function toSymbol(unit: EnergyUnit): string {
  return symbols[unit];
}

/** How a vendor's amounts become ours. */
export interface Conversion {
  /** Symbol of what `convert` gives. */
  readonly unit: string;
  /** Whether `convert` gives what it is given. */
  readonly isNone: boolean;
  convert(value: number): number;
}

/**
 * The conversion of amounts in `symbol` into `target`. A symbol that is not energy (m3, l) is kept as it is.
 * @param symbol unit of the values; for power the unit of the power, the amount being value x hours
 */
export function toConversion(symbol: string, kind: 'energy' | 'power', target: EnergyUnit): Conversion {
  const wh = (kind === 'power' ? watts : wattHours).get(symbol.trim().toLowerCase());
  if (wh === undefined) {
    return { unit: kind === 'power' ? toAmountSymbol(symbol) : symbol, isNone: true, convert: (value) => value };
  }
  const wanted = whPerEnergyUnit[target];
  // Both are powers of ten: 285 / 1000 is 0.285, where 285 * 0.001 is not quite.
  const convert = wh >= wanted ? (value: number) => value * (wh / wanted) : (value: number) => value / (wanted / wh);
  return { unit: toSymbol(target), isNone: wh === wanted, convert };
}

// A rate times hours: m3/h gives m3, VA gives VAh.
function toAmountSymbol(rate: string): string {
  return rate.endsWith('/h') ? rate.slice(0, -2) : `${rate}h`;
}
