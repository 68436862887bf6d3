/** Live figures of a household: the half hours of 2013 replayed at the same calendar instant, split over appliances. */

import { dataFromMs, halfHourMs, householdColumn, replayedInstant } from '../households.ts';
import type { Span } from './calendar.ts';

/** One half hour that is over; gaps in the data are left out. */
export interface Sample {
  /** Start; epoch milliseconds. */
  readonly atMs: number;
  /** Mean power of the half hour. */
  readonly powerW: number;
}

/** The half hours that lie wholly in the span. */
export function samples(household: number | null, span: Span, scale: number): Sample[] {
  const found: Sample[] = [];
  const firstMs = Math.ceil(span.fromMs / halfHourMs) * halfHourMs;
  for (let atMs = firstMs; atMs + halfHourMs <= span.toMs; atMs += halfHourMs) {
    const powerW = powerAt(household, atMs, scale);
    if (powerW !== null) found.push({ atMs, powerW });
  }
  return found;
}

/** Mean power of the half hour around an instant; null where the data has a gap. */
export function powerAt(household: number | null, atMs: number, scale: number): number | null {
  if (household === null) return null;
  const index = Math.floor((replayedInstant(atMs) - dataFromMs) / halfHourMs);
  const kwh = householdColumn(household)[index];
  // kWh of half an hour x 2 is kW.
  return kwh === undefined || Number.isNaN(kwh) ? null : kwh * 2000 * scale;
}

/** Energy of the samples; null when there are none: a gap is not a zero. */
export function energyWh(of: readonly Sample[]): number | null {
  if (of.length === 0) return null;
  return of.reduce((sum, { powerW }) => sum + powerW / 2, 0);
}

/** Made up: the share of each appliance in a household's power. What is left is `other`. */
const shares = [
  ['fridge', 0.14],
  ['boiler', 0.17],
  ['airConditioner', 0.16],
  ['washingMachine', 0.09],
  ['dishwasher', 0.08],
  ['inductionCooktop', 0.08],
  ['oven', 0.06],
  ['television', 0.05],
] as const;

export const appliances: readonly string[] = [...shares.map(([appliance]) => appliance), 'other'];

/** A power by appliance, in the order of `appliances`: whole watts, and `other` takes the rest, so that they sum exactly. */
export function splitPower(powerW: number): readonly number[] {
  const whole = shares.map(([, share]) => Math.floor(powerW * share));
  return [...whole, powerW - whole.reduce((sum, watts) => sum + watts, 0)];
}

/** Energy by appliance of the samples, with its share of the whole in percent. */
export function splitEnergy(of: readonly Sample[]) {
  const sums = appliances.map(() => 0);
  for (const { powerW } of of) {
    for (const [i, watts] of splitPower(powerW).entries()) sums[i] = (sums[i] ?? 0) + watts / 2;
  }
  const total = energyWh(of);
  return appliances.map((appliance, i) => {
    const value = total === null ? null : (sums[i] ?? 0);
    return { appliance, value, percentage: total && value !== null ? (100 * value) / total : 0 };
  });
}
