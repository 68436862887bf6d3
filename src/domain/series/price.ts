/** Consumption times price: what energy cost when it was drawn. */

import type { PriceSignal } from '../entities.ts';
import type { Readings } from '../readings.ts';
import { toConversion } from '../units.ts';
import { at } from './bucket-sums.ts';
import { toConsumption } from './cumulative.ts';

/** The unit of what `priceReadings` gives; price signals are in dollars per kWh. */
export const currency = 'USD';

const hourMs = 3_600_000;

/**
 * What each part of the readings cost. An interval that spans several prices is shared out among them by time; where
 * there is no price there is no cost.
 */
export function priceReadings(measured: Readings, { from, stepSeconds, prices }: PriceSignal): Readings {
  const { readings } = toConsumption(measured, Number.POSITIVE_INFINITY);
  const priceFromMs = Date.parse(from);
  const stepMs = stepSeconds * 1000;
  const { convert } = toConversion(readings.unit, readings.kind === 'power' ? 'power' : 'energy', 'KWH');
  const columns: { startsMs: number[]; endsMs: number[]; values: number[] } = { startsMs: [], endsMs: [], values: [] };
  for (let i = 0; i < readings.startsMs.length; i += 1) {
    const [startMs, endMs] = [at(readings.startsMs, i), at(readings.endsMs, i)];
    // Energy is that of its interval, power that of an hour.
    const ofMs = readings.kind === 'power' ? hourMs : endMs - startMs;
    const kwh = convert(at(readings.values, i));
    const first = Math.max(0, Math.floor((startMs - priceFromMs) / stepMs));
    for (let step = first; step < prices.length && priceFromMs + step * stepMs < endMs; step += 1) {
      const fromMs = Math.max(startMs, priceFromMs + step * stepMs);
      const toMs = Math.min(endMs, priceFromMs + (step + 1) * stepMs);
      if (fromMs >= toMs) continue;
      columns.startsMs.push(fromMs);
      columns.endsMs.push(toMs);
      columns.values.push(((kwh * (toMs - fromMs)) / ofMs) * (prices[step] ?? Number.NaN));
    }
  }
  const { appliances: _, ...rest } = readings;
  return {
    ...rest,
    kind: 'energy',
    unit: currency,
    startsMs: Float64Array.from(columns.startsMs),
    endsMs: Float64Array.from(columns.endsMs),
    values: Float64Array.from(columns.values),
  };
}
