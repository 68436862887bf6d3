import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/errors.ts';
import { type Span, windowsAt } from '../../../src/vendors/digiwatt/periods.ts';
import { planReads } from '../../../src/vendors/digiwatt/plan.ts';

const zone = 'Europe/Rome';
// Wednesday, 14:10 in Rome.
const nowMs = Date.parse('2026-06-17T14:10:00+02:00');
const windows = windowsAt(nowMs, zone);

function planned(...ranges: readonly [string, string][]) {
  const spans = ranges.map(([from, to]): Span => ({ fromMs: Date.parse(from), toMs: Date.parse(to) }));
  const plans = planReads(spans, windows, nowMs);
  return spans.map((span) => {
    const plan = plans.get(span);
    return plan instanceof AppError ? plan.code : plan?.map(({ window }) => window);
  });
}

describe('the plan of reads', () => {
  test.each([
    ['the last hours', '2026-06-17T09:00+02:00', '2026-06-17T14:00+02:00', ['LATEST']],
    [
      'the latest hours over midnight only as far as they go',
      '2026-06-17T00:00+02:00',
      '2026-06-17T14:00+02:00',
      ['THIS_WEEK'],
    ],
    ['yesterday', '2026-06-16T00:00+02:00', '2026-06-17T00:00+02:00', ['YESTERDAY']],
    ['a part of yesterday', '2026-06-16T07:00+02:00', '2026-06-16T09:00+02:00', ['YESTERDAY']],
    ['since Friday', '2026-06-12T00:00+02:00', '2026-06-17T14:00+02:00', ['LAST_SEVEN_DAYS']],
    ['last week', '2026-06-08T00:00+02:00', '2026-06-15T00:00+02:00', ['LAST_WEEK']],
    ['since the first', '2026-06-01T00:00+02:00', '2026-06-17T14:00+02:00', ['THIS_MONTH']],
    ['May', '2026-05-01T00:00+02:00', '2026-06-01T00:00+02:00', ['LAST_MONTH']],
    ['the last thirty days', '2026-05-18T14:00+02:00', '2026-06-17T14:00+02:00', ['LAST_MONTH', 'THIS_MONTH']],
    ['the rest of the year', '2026-06-15T00:00+02:00', '2027-01-01T00:00+01:00', ['THIS_WEEK']],
    ['tomorrow', '2026-06-18T00:00+02:00', '2026-06-19T00:00+02:00', []],
  ])('%s', (_name, from, to, names) => {
    expect(planned([from, to])).toEqual([names]);
  });

  test('a range that a longer one has read costs nothing more', () => {
    expect(
      planned(
        ['2026-06-16T00:00+02:00', '2026-06-17T00:00+02:00'],
        ['2026-06-01T00:00+02:00', '2026-06-17T14:00+02:00'],
        ['2026-06-17T10:00+02:00', '2026-06-17T14:00+02:00'],
      ),
    ).toEqual([['THIS_MONTH'], ['THIS_MONTH'], ['THIS_MONTH']]);
  });

  test('a range that begins before all windows is refused, naming what there is', () => {
    const range = { fromMs: Date.parse('2026-04-30T00:00+02:00'), toMs: nowMs };
    const refusal = planReads([range], windows, nowMs).get(range);
    expect(refusal).toMatchObject({ code: 'RANGE_NOT_AVAILABLE', details: { vendor: 'DIGIWATT', argument: 'from' } });
    const { message } = refusal as AppError;
    expect(message).toContain('2026-04-30T22:00:00Z');
    for (const { name } of windows) expect(message).toContain(name);
  });

  test('the pieces lie within their windows and cover the range without gap or overlap', () => {
    const earliestMs = Math.min(...windows.map(({ fromMs }) => fromMs));
    const range = fc
      .tuple(fc.integer({ min: earliestMs, max: nowMs - 1 }), fc.integer({ min: 1, max: 90 * 86_400_000 }))
      .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 4 }), (ranges) => {
        const plans = planReads(ranges, windows, nowMs);
        for (const { fromMs, toMs } of ranges) {
          const plan = [...plans].find(([span]) => span.fromMs === fromMs && span.toMs === toMs)?.[1];
          if (!plan || plan instanceof AppError) throw new Error('a range within the windows is refused');
          let atMs = fromMs;
          for (const piece of plan) {
            const window = windows.find(({ name }) => name === piece.window)!;
            expect(piece.fromMs).toBe(atMs);
            expect(piece.fromMs).toBeGreaterThanOrEqual(window.fromMs);
            expect(piece.toMs).toBeLessThanOrEqual(window.toMs);
            atMs = piece.toMs;
          }
          expect(atMs).toBe(Math.min(toMs, nowMs));
        }
      }),
    );
  });
});

describe('the windows', () => {
  test.each([
    ['2026-03-30T09:00+02:00', 'YESTERDAY', 23],
    ['2026-10-26T09:00+01:00', 'YESTERDAY', 25],
    ['2026-11-02T09:00+01:00', 'LAST_MONTH', 31 * 24 + 1],
    ['2026-03-31T09:00+02:00', 'LAST_WEEK', 7 * 24 - 1],
    ['2027-01-01T00:00+01:00', 'LAST_MONTH', 31 * 24],
  ])('at %s %s has %i hours', (now, name, hours) => {
    const window = windowsAt(Date.parse(now), zone).find((one) => one.name === name)!;
    expect((window.toMs - window.fromMs) / 3_600_000).toBe(hours);
  });
});
