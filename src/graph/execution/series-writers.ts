/** Series, from their columns to text. */

import { pointStates, type Series } from '../../domain/series/series.ts';
import { toMeasurementUnit } from '../measurement-unit.ts';
import type { CostModel, EmissionsModel, SeriesModel } from '../models.ts';
import { toUtc } from '../scalars.ts';
import type { Chunk } from './text.ts';
import { Ascii, type LateText, type TextBytes } from './text-bytes.ts';
import type { TextWriters } from './text-writers.ts';

const columns = <Parent>(seriesOf: (parent: Parent) => Series) =>
  ({
    timestamps: { kind: 'leaf', write: (parent: Parent) => instantsText(seriesOf(parent).startsMs) },
    values: { kind: 'leaf', write: (parent: Parent) => new LateValues(seriesOf(parent).values) },
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
    isWritable: ({ values }: Series) => areJson(values),
    sharing: ({ startsMs }: Series) => startsMs,
    shared: { at: ({ startsMs }: Series) => instants(startsMs) },
    own: {
      value: ({ values }: Series, row, out) => addValue(out, values[row]),
      state: ({ states }: Series, row, out) => out.add(quotedStates, states[row] ?? missing),
    },
  },
  'CostSeries.timestamps': costs.timestamps,
  'CostSeries.values': costs.values,
  'EmissionSeries.timestamps': emissions.timestamps,
  'EmissionSeries.values': emissions.values,
};

const quotedStates = new Ascii(pointStates.map((state) => `"${state}"`));
const missing = pointStates.indexOf('MISSING');
class LateValues implements LateText {
  readonly #values: Float64Array;

  /** @throws of a value that JSON does not have */
  constructor(values: Float64Array) {
    if (!areJson(values)) throw new Error('an infinite value');
    this.#values = values;
  }

  write(out: TextBytes): void {
    const values = this.#values;
    for (let i = 0; i < values.length; i += 1) {
      out.addByte(i === 0 ? openBracket : comma);
      addValue(out, values[i]);
    }
    if (values.length === 0) out.addByte(openBracket);
    out.addByte(closeBracket);
  }
}

/** NaN is null. */
function areJson(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i += 1)
    if (Math.abs(values[i] as number) === Number.POSITIVE_INFINITY) return false;
  return true;
}

const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const nothing = new Ascii(['null']);

function addValue(to: TextBytes, value: number | undefined): void {
  if (value === undefined || Number.isNaN(value)) to.add(nothing);
  else to.addNumber(value);
}

/** Series cut alike share their starts, and so the text of them. */
const instants = once((startsMs: Float64Array): readonly string[] => Array.from(startsMs, (ms) => `"${toUtc(ms)}"`));
const instantsText = once((startsMs: Float64Array): Chunk => new Ascii([`[${instants(startsMs).join()}]`]));

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
