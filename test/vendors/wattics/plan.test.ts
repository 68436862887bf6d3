import { describe, expect, test } from 'vitest';
import type { ReadingRequest } from '../../../src/domain/readings.ts';
import type { PlacedMeter } from '../../../src/vendors/wattics/directory.ts';
import { planReadings } from '../../../src/vendors/wattics/plan.ts';

const nowMs = Date.UTC(2026, 0, 15);
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 13);

const placed = (meter: Partial<PlacedMeter['meter']> = {}, timezone: string | null = 'Europe/Dublin'): PlacedMeter => ({
  meter: { id: 2001, type: 'electricity', process_sampling_rate_minutes: 30, ...meter },
  site: { id: 301, timezone },
  organization: { id: 1 },
});

const plan = (from: string, to: string, at = placed(), rest: Partial<ReadingRequest> = {}) =>
  planReadings(
    {
      ...{ id: '2001', resolution: 'HOUR', timeZone: 'UTC', normalized: false },
      ...{ fromMs: Date.parse(from), toMs: Date.parse(to), ...rest },
    },
    at,
    nowMs,
  ).map((stretch) =>
    stretch.kind === 'raw' ? `raw ${iso(stretch.fromMs)}..${iso(stretch.toMs)}` : `${stretch.year}-${stretch.month}`,
  );

describe('the reads that carry a request', () => {
  test('a range within a month at the site is that month', () => {
    expect(plan('2013-06-10T00:00Z', '2013-06-11T00:00Z')).toEqual(['2013-6']);
    // 23:00 UTC of 31 May is June in Dublin.
    expect(plan('2013-05-31T23:00Z', '2013-06-30T23:00Z')).toEqual(['2013-6']);
  });

  test('a range over several months is raw data, by months of UTC', () => {
    expect(plan('2013-05-31T00:00Z', '2013-06-30T00:00Z')).toEqual([
      'raw 2013-05-01T00..2013-06-01T00',
      'raw 2013-06-01T00..2013-07-01T00',
    ]);
    expect(plan('2013-01-01T00:00Z', '2014-01-01T00:00Z')).toHaveLength(12);
  });

  test('a month that repeats an hour is raw data, one that skips an hour is not', () => {
    expect(plan('2013-10-10T00:00Z', '2013-10-11T00:00Z')).toEqual(['raw 2013-10-01T00..2013-11-01T00']);
    expect(plan('2013-03-10T00:00Z', '2013-03-11T00:00Z')).toEqual(['2013-3']);
  });

  test.each([null, 'Mars/Olympus'])('a site in the time zone %s is read in UTC', (timezone) => {
    expect(plan('2013-06-10T00:00Z', '2013-06-11T00:00Z', placed({}, timezone))).toEqual([
      'raw 2013-06-01T00..2013-07-01T00',
    ]);
  });

  test('what is not electricity is read by the month', () => {
    const water = placed({ type: 'water' });
    expect(plan('2013-09-10T00:00Z', '2013-11-11T00:00Z', water)).toEqual(['2013-9', '2013-10', '2013-11']);
  });

  test('nothing is asked of the future', () => {
    expect(plan('2026-01-01T00:00Z', '2027-01-01T00:00Z')).toEqual(['2026-1']);
    expect(plan('2026-02-01T00:00Z', '2027-01-01T00:00Z')).toEqual([]);
  });

  test('what is finer than the meter samples, and normalised values, are refused', () => {
    const ask = (rest: Partial<ReadingRequest>) => () => plan('2013-06-10T00:00Z', '2013-06-11T00:00Z', placed(), rest);
    const refused = (argument: string) =>
      expect.objectContaining({ code: 'RANGE_NOT_AVAILABLE', details: { vendor: 'WATTICS', argument } });
    expect(ask({ resolution: 'QUARTER_HOUR' })).toThrow(refused('resolution'));
    expect(ask({ resolution: 'HALF_HOUR' })).not.toThrow();
    expect(ask({ resolution: 'MONTH', normalized: true })).toThrow(refused('normalized'));
    const fine = placed({ process_sampling_rate_minutes: 5 });
    expect(plan('2013-06-10T00:00Z', '2013-06-11T00:00Z', fine, { resolution: 'QUARTER_HOUR' })).toEqual(['2013-6']);
  });
});
