import type { MeasurementUnit } from './generated/resolvers.ts';

const units = new Map<string, MeasurementUnit>([
  ['Wh', 'WH'],
  ['kWh', 'KWH'],
  ['MWh', 'MWH'],
  ['m3', 'M3'],
  ['m³', 'M3'],
]);
const unitsInLowerCase = new Map([...units].map(([symbol, unit]) => [symbol.toLowerCase(), unit]));

/** What the graph calls a unit; vendors differ in the case of their symbols. */
export function toMeasurementUnit(symbol: string): MeasurementUnit {
  return units.get(symbol) ?? unitsInLowerCase.get(symbol.toLowerCase()) ?? 'OTHER';
}
