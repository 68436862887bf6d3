import { describe, expect, test } from 'vitest';
import type { ReadingRequest, Resolution } from '../../../src/domain/readings.ts';
import { planReadings } from '../../../src/vendors/enerkey/plan.ts';

const nowMs = Date.UTC(2026, 0, 15, 9, 30);
const dayMs = 86_400_000;

const plan = (
  resolution: Resolution,
  from: string,
  to: string,
  rest: Partial<ReadingRequest> = {},
  { keepsReads }: { keepsReads: boolean } = { keepsReads: true },
) =>
  planReadings(
    {
      ...{ id: '1001', resolution, timeZone: 'UTC', normalized: false },
      ...{ fromMs: Date.parse(from), toMs: Date.parse(to), ...rest },
    },
    { nowMs, keepsReads },
  ).map(({ kind, fromMs, toMs, form, take }) => {
    const taken = take.fromMs === fromMs && take.toMs === toMs ? '' : ` for ${iso(take.fromMs)}..${iso(take.toMs)}`;
    return `${kind} ${iso(fromMs)}..${iso(toMs)} ${form}${taken}`;
  });

const iso = (ms: number) => new Date(ms).toISOString().slice(0, 13);

describe('the reads that carry a request', () => {
  test.each(['HOUR', 'DAY', 'WEEK'] as const)('%s comes from hourly values, a month at a time', (resolution) => {
    expect(plan(resolution, '2013-01-01T00:00Z', '2013-03-01T00:00Z')).toEqual([
      'hourly 2013-01-01T00..2013-02-01T00 Z',
      'hourly 2013-02-01T00..2013-03-01T00 Z',
    ]);
  });

  test('whole months come from one monthly read', () => {
    expect(plan('MONTH', '2013-01-01T00:00Z', '2014-01-01T00:00Z')).toEqual(['monthly 2013-01-01T00..2014-01-01T00 Z']);
  });

  test('at most 36 months are in one read', () => {
    expect(plan('MONTH', '2010-01-01T00:00Z', '2014-01-01T00:00Z')).toEqual([
      'monthly 2010-01-01T00..2013-01-01T00 Z',
      'monthly 2013-01-01T00..2014-01-01T00 Z',
    ]);
  });

  test('the parts of a range that are no whole month come by the hour', () => {
    expect(plan('MONTH', '2013-01-20T00:00Z', '2013-04-02T00:00Z')).toEqual([
      'hourly 2013-01-01T00..2013-02-01T00 Z for 2013-01-20T00..2013-02-01T00',
      'monthly 2013-02-01T00..2013-04-01T00 Z',
      'hourly 2013-04-01T00..2013-05-01T00 Z for 2013-04-01T00..2013-04-02T00',
    ]);
  });

  test('months that daylight saving changes are made exact with hours', () => {
    const year = plan('MONTH', '2012-12-31T22:00Z', '2013-12-31T22:00Z', { timeZone: 'Europe/Helsinki' });
    expect(year).toEqual([
      'monthly 2012-12-31T22..2013-02-28T22 +02:00',
      'hourly 2013-02-28T22..2013-03-31T21 Z',
      'monthly 2013-03-31T21..2013-10-31T21 +03:00',
      'hourly 2013-10-31T21..2013-10-31T22 Z',
      'monthly 2013-10-31T22..2013-12-31T22 +02:00',
    ]);
  });

  test('a month under way comes by the hour up to now, and nothing is asked of the future', () => {
    expect(plan('MONTH', '2025-12-01T00:00Z', '2027-01-01T00:00Z')).toEqual([
      'monthly 2025-12-01T00..2026-01-01T00 Z',
      'hourly 2026-01-01T00..2026-02-01T00 Z for 2026-01-01T00..2026-01-15T10',
    ]);
    expect(plan('HOUR', '2030-01-01T00:00Z', '2031-01-01T00:00Z')).toEqual([]);
  });

  test('hours around a range that starts within one are read whole', () => {
    expect(plan('HOUR', '2013-01-01T00:20Z', '2013-01-01T02:40Z')).toEqual([
      'hourly 2013-01-01T00..2013-02-01T00 Z for 2013-01-01T00..2013-01-01T03',
    ]);
  });

  test.each(['QUARTER_HOUR', 'HALF_HOUR'] as const)(
    '%s is refused with the finest resolution there is',
    (resolution) => {
      expect(() => plan(resolution, '2013-01-01T00:00Z', '2013-01-02T00:00Z')).toThrow(
        expect.objectContaining({
          code: 'RANGE_NOT_AVAILABLE',
          message: expect.stringContaining('HOUR is the finest'),
        }),
      );
    },
  );

  test('normalised values come by the month, one read for each offset of the time zone', () => {
    const rest = { timeZone: 'Europe/Helsinki', normalized: true };
    expect(plan('MONTH', '2012-12-31T22:00Z', '2013-12-31T22:00Z', rest)).toEqual([
      'normalized 2012-12-31T22..2013-03-31T21 +02:00',
      'normalized 2013-03-31T21..2013-10-31T22 +03:00',
      'normalized 2013-10-31T22..2013-12-31T22 +02:00',
    ]);
  });

  test('normalised values of days or of parts of months are refused', () => {
    const refused = (argument: string) =>
      expect.objectContaining({ code: 'RANGE_NOT_AVAILABLE', details: { vendor: 'ENERKEY', argument } });
    const normalized = true;
    expect(() => plan('DAY', '2013-01-01T00:00Z', '2013-02-01T00:00Z', { normalized })).toThrow(refused('resolution'));
    expect(() => plan('MONTH', '2013-01-02T00:00Z', '2013-02-01T00:00Z', { normalized })).toThrow(refused('from'));
  });

  test('just the hours wanted are read where nothing is kept', () => {
    const nothingKept = { keepsReads: false };
    expect(plan('HOUR', '2013-01-30T10:00Z', '2013-02-01T01:30Z', {}, nothingKept)).toEqual([
      'hourly 2013-01-30T10..2013-02-01T00 Z',
      'hourly 2013-02-01T00..2013-02-01T02 Z',
    ]);
  });

  test('no hourly read is longer than 31 days, whatever the range', () => {
    const request = { id: '1', resolution: 'HOUR', timeZone: 'UTC', normalized: false } as const;
    const stretches = planReadings(
      { ...request, fromMs: Date.UTC(2000, 0, 1), toMs: Date.UTC(2020, 0, 1) },
      { nowMs, keepsReads: true },
    );
    expect(stretches).toHaveLength(240);
    expect(Math.max(...stretches.map(({ fromMs, toMs }) => toMs - fromMs))).toBe(31 * dayMs);
  });
});
