import { at, sumColumn } from './bucket-sums.ts';
import { type Series, tidy } from './series.ts';

/** The series times a factor, in the unit that this makes; its states stay. */
export function scaleSeries(series: Series, factor: number, unit: string): Series {
  const values = series.values.map((value) => tidy(value * factor));
  const appliances = series.appliances.map((column) => {
    const scaled = column.values.map((value) => tidy(value * factor));
    return { ...column, values: scaled, total: tidy(sumColumn(scaled)) };
  });
  return { ...series, unit, values, appliances, total: tidy(sumColumn(values)), peakIndex: peakIndex(values) };
}

/** Index of the largest value, the first of equals; -1 when there are none. */
export function peakIndex(values: Float64Array): number {
  let peak = -1;
  for (let i = 0; i < values.length; i += 1) {
    if (at(values, i) > (peak < 0 ? Number.NEGATIVE_INFINITY : at(values, peak))) peak = i;
  }
  return peak;
}
