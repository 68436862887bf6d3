import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolutions } from '../../../src/domain/readings.ts';
import { maxPoints, toBuckets } from '../../../src/domain/series/buckets.ts';
import { civilMs, thrownBy } from './readings-builder.ts';

const hourMs = 3_600_000;
const zones = ['Europe/London', 'Europe/Rome', 'America/Los_Angeles', 'Europe/Helsinki', 'Australia/Lord_Howe', 'UTC'];

/** Days on which clocks change in 2013, with the hours they last. */
const changes = [
  ['Europe/London', '2013-03-31', 23],
  ['Europe/London', '2013-10-27', 25],
  ['Europe/Rome', '2013-03-31', 23],
  ['Europe/Rome', '2013-10-27', 25],
  ['America/Los_Angeles', '2013-03-10', 23],
  ['America/Los_Angeles', '2013-11-03', 25],
  ['Europe/Helsinki', '2013-03-31', 23],
  ['Europe/Helsinki', '2013-10-27', 25],
] as const;

describe('toBuckets', () => {
  it.each(changes)('gives %s on %s a day of %i hours, in days and in hours', (timeZone, date, hours) => {
    const fromMs = civilMs(`${date}T00:00`, timeZone);
    const next = Temporal.PlainDate.from(date).add({ days: 1 }).toString();
    const toMs = civilMs(`${next}T00:00`, timeZone);
    const days = toBuckets(fromMs, toMs, 'DAY', timeZone);
    expect([...days.startsMs, ...days.endsMs]).toEqual([fromMs, toMs]);
    expect((toMs - fromMs) / hourMs).toBe(hours);
    expect(toBuckets(fromMs, toMs, 'HOUR', timeZone).startsMs).toHaveLength(hours);
    expect(toBuckets(fromMs, toMs, 'QUARTER_HOUR', timeZone).startsMs).toHaveLength(hours * 4);
  });

  it('aligns to the civil grid and clips the first and last bucket to the range', () => {
    const { startsMs, endsMs } = toBuckets(
      civilMs('2013-05-01T10:20', 'Europe/Rome'),
      civilMs('2013-05-01T12:05', 'Europe/Rome'),
      'HOUR',
      'Europe/Rome',
    );
    const clock = (ms: number) => new Date(ms + 2 * hourMs).toISOString().slice(11, 16);
    expect(Array.from(startsMs, clock)).toEqual(['10:20', '11:00', '12:00']);
    expect(Array.from(endsMs, clock)).toEqual(['11:00', '12:00', '12:05']);
  });

  it('starts weeks on Monday and months on the first', () => {
    const from = civilMs('2013-01-02T00:00', 'Europe/Helsinki');
    const to = civilMs('2013-03-01T00:00', 'Europe/Helsinki');
    const dates = (resolution: 'WEEK' | 'MONTH') =>
      Array.from(toBuckets(from, to, resolution, 'Europe/Helsinki').startsMs, (ms) =>
        Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Europe/Helsinki').toPlainDate().toString(),
      );
    expect(dates('WEEK').slice(0, 3)).toEqual(['2013-01-02', '2013-01-07', '2013-01-14']);
    expect(dates('MONTH')).toEqual(['2013-01-02', '2013-02-01']);
  });

  it('keeps the grid of zones whose offset is not whole hours', () => {
    const { startsMs } = toBuckets(Date.UTC(2013, 4, 1, 0, 0), Date.UTC(2013, 4, 1, 3, 0), 'HOUR', 'Asia/Kathmandu');
    expect(Array.from(startsMs, (ms) => new Date(ms).toISOString().slice(11, 16))).toEqual([
      '00:00',
      '00:15',
      '01:15',
      '02:15',
    ]);
  });

  it('leaves out a date that its zone skipped', () => {
    const { startsMs } = toBuckets(
      civilMs('2011-12-29T00:00', 'Pacific/Apia'),
      civilMs('2012-01-01T00:00', 'Pacific/Apia'),
      'DAY',
      'Pacific/Apia',
    );
    expect(startsMs).toHaveLength(2);
  });

  it('covers any range without hole or overlap, on borders of the grid', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(...resolutions),
        fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2014, 0, 1) }),
        fc.integer({ min: 1, max: 60 * 24 * hourMs }),
        (timeZone, resolution, fromMs, lengthMs) => {
          const { startsMs, endsMs } = toBuckets(fromMs, fromMs + lengthMs, resolution, timeZone);
          expect(startsMs[0]).toBe(fromMs);
          expect(endsMs.at(-1)).toBe(fromMs + lengthMs);
          expect([...startsMs.subarray(1)]).toEqual([...endsMs.subarray(0, -1)]);
          expect(startsMs.every((start, i) => start < (endsMs[i] ?? 0))).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('agrees with Temporal on every hour of a year with clock changes', () => {
    const zone = 'America/Los_Angeles';
    const { startsMs } = toBuckets(civilMs('2013-01-01T00:00', zone), civilMs('2014-01-01T00:00', zone), 'HOUR', zone);
    expect(startsMs).toHaveLength(8760);
    const minutes = new Set(
      Array.from(startsMs, (ms) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).minute),
    );
    expect([...minutes]).toEqual([0]);
  });

  it('refuses more points than it may give, naming the argument and the numbers', () => {
    const to = Date.UTC(2013, 0, 1);
    expect(thrownBy(() => toBuckets(to - (maxPoints + 1) * 900_000, to, 'QUARTER_HOUR', 'UTC'))).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { argument: 'resolution' },
      message: expect.stringContaining('100001 points; the most is 100000'),
    });
    expect(toBuckets(to - maxPoints * 900_000, to, 'QUARTER_HOUR', 'UTC').startsMs).toHaveLength(maxPoints);
  });

  it.each([
    ['to', Date.UTC(2013, 0, 1), Date.UTC(2013, 0, 1), 'UTC'],
    ['to', Date.UTC(2013, 0, 2), Date.UTC(2013, 0, 1), 'UTC'],
    ['to', Number.NaN, Date.UTC(2013, 0, 1), 'UTC'],
    ['timeZone', Date.UTC(2013, 0, 1), Date.UTC(2013, 0, 2), 'Europe/Atlantis'],
    ['timeZone', Date.UTC(2013, 0, 1), Date.UTC(2013, 0, 2), '+02:00'],
  ])('names %s when it is wrong', (argument, fromMs, toMs, timeZone) => {
    expect(thrownBy(() => toBuckets(fromMs, toMs, 'HOUR', timeZone))).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { argument },
    });
  });
});
