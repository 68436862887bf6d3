import { stateAt } from '../../domain/series/series.ts';
import type { VendorName } from '../../domain/vendor-name.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { toMeasurementUnit } from '../measurement-unit.ts';
import type { PointModel, SeriesModel } from '../models.ts';
import { columns, orNull } from './columns.ts';

export const consumptionSeries: Resolvers = {
  ConsumptionSeries: {
    unit: ({ unit }) => toMeasurementUnit(unit),
    unitSymbol: ({ unit }) => unit,
    ...columns<SeriesModel>((series) => series),
    points: (series) => Array.from(series.startsMs, (_, i) => toPoint(series, i)),
    peak: (series) => (series.peakIndex < 0 ? null : toPoint(series, series.peakIndex)),
    // The first member's: those that failed stand behind the others. There is one at least.
    vendor: ({ vendors: [first] }) => first as VendorName,
    failures: ({ failures = [] }) =>
      failures.map(({ ref, error }) => ({ ref, code: error.code, message: error.message })),
    appliances: ({ appliances }) => (appliances.length === 0 ? null : appliances),
    asOf: ({ asOfMs }) => asOfMs,
  },
  RegisterBreak: { at: ({ atMs }) => atMs },
  ConsumptionPoint: { value: ({ value }) => orNull(value) },
  ApplianceSeries: {
    values: ({ values }) => Array.from(values, orNull),
    total: ({ total }) => orNull(total),
  },
};

function toPoint(series: SeriesModel, i: number): PointModel {
  return { at: series.startsMs[i] ?? Number.NaN, value: series.values[i] ?? Number.NaN, state: stateAt(series, i) };
}
