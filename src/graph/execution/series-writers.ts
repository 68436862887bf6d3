/** Series, from their columns to text. */

import { type PointState, pointStates, type Series } from '../../domain/series/series.ts';
import { toMeasurementUnit } from '../measurement-unit.ts';
import type { CostModel, EmissionsModel, SeriesModel } from '../models.ts';
import { toUtc } from '../scalars.ts';
import type { Chunk } from './text.ts';
import { Ascii, TextBytes } from './text-bytes.ts';
import type { TextWriters } from './text-writers.ts';

const columns = <Parent>(seriesOf: (parent: Parent) => Series) =>
  ({
    timestamps: { kind: 'leaf', write: (parent: Parent) => instantsText(seriesOf(parent).startsMs) },
    values: { kind: 'leaf', write: (parent: Parent) => valuesText(seriesOf(parent).values) },
  }) as const;

const consumption = columns<SeriesModel>((series) => series);
const costs = columns<CostModel>(({ costs: series }) => series);
const emissions = columns<EmissionsModel>(({ emissions: series }) => series);

export const seriesWriters: TextWriters = {
  'ConsumptionSeries.unit': { kind: 'leaf', write: ({ unit }: Series) => `"${toMeasurementUnit(unit)}"` },
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

const quotedState = (state: PointState) => new Ascii(`"${state}"`);
const stateBytes = pointStates.map(quotedState);
const missing = quotedState('MISSING');
const out = new TextBytes();

/** @throws as `addValue` */
function valuesText(values: Float64Array): Chunk {
  out.clear();
  for (let i = 0; i < values.length; i += 1) {
    out.addByte(i === 0 ? openBracket : comma);
    addValue(out, values[i]);
  }
  if (values.length === 0) out.addByte(openBracket);
  out.addByte(closeBracket);
  return out.take();
}

const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const nothing = new Ascii('null');

/** NaN is null. @throws of what is no JSON number otherwise, so that the resolver's way says so */
function addValue(to: TextBytes, value: number | undefined): void {
  if (value === undefined || Number.isNaN(value)) to.add(nothing);
  else if (Number.isFinite(value)) to.addNumber(value);
  else throw new Error('an infinite value');
}

/** Series cut alike share their starts, and so the text of them. */
const instants = once((startsMs: Float64Array): readonly string[] => Array.from(startsMs, (ms) => `"${toUtc(ms)}"`));
const instantsText = once((startsMs: Float64Array): Chunk => {
  out.clear();
  out.addAscii(`[${instants(startsMs).join()}]`);
  return out.take();
});

function once<Text>(write: (startsMs: Float64Array) => Text): (startsMs: Float64Array) => Text {
  const texts = new WeakMap<Float64Array, Text>();
  return (startsMs) => {
    const known = texts.get(startsMs);
    if (known !== undefined) return known;
    const text = write(startsMs);
    texts.set(startsMs, text);
    return text;
  };
}
