/** Series, from their columns to text. */

import { type PointState, pointStates, type Series } from '../../domain/series/series.ts';
import type { CostModel, EmissionsModel, SeriesModel } from '../models.ts';
import { toUtc } from '../scalars.ts';
import type { Chunk } from './text.ts';
import { TextBytes } from './text-bytes.ts';
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
    sharing: ({ startsMs }: Series) => startsMs,
    shared: { at: ({ startsMs }: Series) => instants(startsMs) },
    own: {
      value: ({ values }: Series, row, out) => addValue(out, values[row]),
      state: ({ states }: Series, row, out) => out.add(stateBytes[states[row] ?? 2] ?? missing),
    },
  },
  'CostSeries.timestamps': costs.timestamps,
  'CostSeries.values': costs.values,
  'EmissionSeries.timestamps': emissions.timestamps,
  'EmissionSeries.values': emissions.values,
};

const quotedState = (state: PointState) => Buffer.from(`"${state}"`);
const stateBytes = pointStates.map(quotedState);
const missing = quotedState('MISSING');
const out = new TextBytes();

/** @throws as `addValue` */
function valuesText(values: Float64Array): Chunk {
  out.clear();
  for (let i = 0; i < values.length; i += 1) {
    out.add(i === 0 ? open : comma);
    addValue(out, values[i]);
  }
  out.add(values.length === 0 ? none : close);
  return out.take();
}

const [open, comma, close, none, nothing] = ['[', ',', ']', '[]', 'null'].map((text) => Buffer.from(text)) as Five;
type Five = [Buffer, Buffer, Buffer, Buffer, Buffer];

/** NaN is null. @throws of what is no JSON number otherwise, so that the resolver's way says so */
function addValue(to: TextBytes, value: number | undefined): void {
  if (value === undefined || Number.isNaN(value)) to.add(nothing);
  else if (Number.isFinite(value)) to.addNumber(value);
  else throw new Error('an infinite value');
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
