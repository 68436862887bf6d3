/** Series, from their columns to text. */

import { type PointState, pointStates, type Series } from '../../domain/series/series.ts';
import type { CostModel, EmissionsModel, SeriesModel } from '../models.ts';
import { toUtc } from '../scalars.ts';
import type { TextWriters } from './text-writers.ts';

const columns = <Parent>(seriesOf: (parent: Parent) => Series) =>
  ({
    timestamps: { kind: 'leaf', write: (parent: Parent) => `[${instants(seriesOf(parent).startsMs).join()}]` },
    values: { kind: 'leaf', write: (parent: Parent) => valuesText(seriesOf(parent).values) },
  }) as const;

const consumption = columns<SeriesModel>((series) => series);
const costs = columns<CostModel>(({ costs: series }) => series);
const emissions = columns<EmissionsModel>(({ emissions: series }) => series);

export const seriesWriters: TextWriters = {
  'ConsumptionSeries.timestamps': consumption.timestamps,
  'ConsumptionSeries.values': consumption.values,
  'ConsumptionSeries.points': {
    kind: 'table',
    rows: ({ startsMs }: Series) => startsMs.length,
    columns: {
      at: ({ startsMs }: Series) => {
        const texts = instants(startsMs);
        return (row) => texts[row] ?? 'null';
      },
      value:
        ({ values }: Series) =>
        (row) =>
          valueText(values[row]),
      state:
        ({ states }: Series) =>
        (row) =>
          stateTexts[states[row] ?? 2] ?? missing,
    },
  },
  'CostSeries.timestamps': costs.timestamps,
  'CostSeries.values': costs.values,
  'EmissionSeries.timestamps': emissions.timestamps,
  'EmissionSeries.values': emissions.values,
};

const quotedState = (state: PointState) => `"${state}"`;
const stateTexts = pointStates.map(quotedState);
const missing = quotedState('MISSING');

function valuesText(values: Float64Array): string {
  let text = '[';
  for (let i = 0; i < values.length; i += 1) text += i === 0 ? valueText(values[i]) : `,${valueText(values[i])}`;
  return `${text}]`;
}

/** NaN is null. @throws of what is no JSON number otherwise, so that the resolver's way says so */
function valueText(value: number | undefined): string {
  if (Number.isFinite(value)) return `${value}`;
  if (value === undefined || Number.isNaN(value)) return 'null';
  throw new Error('an infinite value');
}

/** Series cut alike share their starts, and so the text of them. */
const textsOfStarts = new WeakMap<Float64Array, readonly string[]>();

function instants(startsMs: Float64Array): readonly string[] {
  const known = textsOfStarts.get(startsMs);
  if (known) return known;
  const texts = Array.from(startsMs, (ms) => `"${toUtc(ms)}"`);
  textsOfStarts.set(startsMs, texts);
  return texts;
}
