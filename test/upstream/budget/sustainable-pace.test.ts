import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayMs, ledgerBucketMs, reserveShare } from '../../../src/upstream/budget/engine.ts';
import { sustainablePace } from '../../../src/upstream/budget/sustainable-pace.ts';

const nowMs = Date.UTC(2026, 0, 15, 12);
const hourMs = 3_600_000;
const perHour = (pace: number) => Math.round(pace * hourMs);

/** A part whose calls come back in so many hours. */
function backIn(hours: number, calls: number): [number, number] {
  return [nowMs + hours * hourMs - dayMs - ledgerBucketMs, calls];
}

test('spreads what is left above the reserve over twelve hours when none comes back before', () => {
  expect(perHour(sustainablePace({ limit: 1_000, remaining: 700, parts: [backIn(20, 300)] }, nowMs))).toBe(50);
});

test('counts on the calls that come back', () => {
  expect(perHour(sustainablePace({ limit: 1_000, remaining: 700, parts: [backIn(6, 300)] }, nowMs))).toBe(75);
});

test('makes what is left last until calls come back', () => {
  expect(perHour(sustainablePace({ limit: 1_000, remaining: 160, parts: [backIn(6, 840)] }, nowMs))).toBe(10);
});

test('is nothing while the reserve alone is left', () => {
  expect(sustainablePace({ limit: 1_000, remaining: 100, parts: [backIn(6, 900)] }, nowMs)).toBe(0);
  expect(sustainablePace({ limit: 1_000, remaining: 0, parts: [] }, nowMs)).toBe(0);
});

test('kept up, never takes the budget below its reserve before the next twelve hours are over', () => {
  const history = fc.array(fc.tuple(fc.double({ min: 1, max: 24, noNaN: true }), fc.nat(200)), { maxLength: 40 });
  fc.assert(
    fc.property(history, (sent) => {
      const parts = sent.sort(([a], [b]) => a - b).map(([hours, calls]) => backIn(hours, calls));
      const limit = 5_000;
      const remaining = limit - sent.reduce((sum, [, calls]) => sum + calls, 0);
      const pace = sustainablePace({ limit, remaining, parts }, nowMs);
      fc.pre(pace > 0);
      for (let hour = 0.25; hour <= 12; hour += 0.25) {
        const back = sent.filter(([hours]) => hours <= hour).reduce((sum, [, calls]) => sum + calls, 0);
        expect(remaining + back - pace * hour * hourMs).toBeGreaterThanOrEqual(limit * reserveShare - 1);
      }
    }),
  );
});
