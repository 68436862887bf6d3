import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ValueRun } from '../../../src/vendors/enerkey/map.ts';
import { createCut, createJoin } from '../../../src/vendors/enerkey/runs.ts';

const toRun = (starts: readonly number[], unit: string | null = 'kWh'): ValueRun => ({
  unit,
  startsMs: Float64Array.from(starts),
  endsMs: Float64Array.from(starts, (ms) => ms + 1),
  values: Float64Array.from(starts, (ms) => ms * 10),
});
const ascending = fc.uniqueArray(fc.integer({ min: 0, max: 40 })).map((all) => all.sort((a, b) => a - b));
const rows = ({ startsMs, endsMs, values }: ValueRun) =>
  Array.from(startsMs, (startMs, i) => [startMs, endsMs[i], values[i]]);

test('a cut keeps what starts within its span, whatever was cut before', () => {
  const span = fc.record({ fromMs: fc.integer({ min: -2, max: 42 }), toMs: fc.integer({ min: -2, max: 42 }) });
  fc.assert(
    fc.property(span, fc.array(ascending, { maxLength: 3 }), fc.array(fc.nat(2)), (within, starts, order) => {
      const runs = starts.map((own) => toRun(own));
      const cut = createCut(within);
      for (const i of order) {
        const run = runs[i];
        if (!run) continue;
        const kept = rows(run).filter(([startMs = 0]) => startMs >= within.fromMs && startMs < within.toMs);
        // Another meter of the same answer: its own unit and values, over the same columns of time.
        const other = { ...run, unit: null, values: run.values.map((value) => -value) };
        expect(rows(cut(run))).toEqual(kept);
        expect(rows(cut(other))).toEqual(kept.map(([start, end, value = 0]) => [start, end, -value]));
        expect([cut(run).unit, cut(other).unit]).toEqual(['kWh', null]);
      }
    }),
  );
});

test('runs that share their columns of time share them after a cut and a join, and those that do not, do not', () => {
  const [january, february] = [toRun([1, 2, 3]), toRun([4, 5, 6])];
  const meters = [1, 2].map((factor) =>
    [january, february].map((run) => ({ ...run, values: run.values.map((value) => value * factor) })),
  );
  const [cutJanuary, cutFebruary, join] = [
    createCut({ fromMs: 2, toMs: 9 }),
    createCut({ fromMs: 2, toMs: 6 }),
    createJoin(),
  ];
  const wholes = meters.map(([a = january, b = february]) => join([cutJanuary(a), cutFebruary(b)]));
  expect(wholes.map((whole) => [...whole.startsMs])).toEqual([
    [2, 3, 4, 5],
    [2, 3, 4, 5],
  ]);
  expect(wholes.map((whole) => [...whole.values])).toEqual([
    [20, 30, 40, 50],
    [40, 60, 80, 100],
  ]);
  expect(wholes[1]?.startsMs).toBe(wholes[0]?.startsMs);
  expect(wholes[1]?.endsMs).toBe(wholes[0]?.endsMs);
  const other = join([cutJanuary(toRun([1, 3], null)), cutFebruary(toRun([5]))]);
  expect([...other.startsMs]).toEqual([3, 5]);
  expect(other.unit).toBe('kWh');
});

test('a run that lies within the span is not copied', () => {
  const run = toRun([1, 2]);
  expect(createCut({ fromMs: 0, toMs: 3 })(run)).toBe(run);
  expect(createJoin()([run])).toBe(run);
});
