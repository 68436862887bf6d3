/** Civil buckets of a range: quarter hours to months as the wall clock of a time zone cuts them. */

import { LRUCache } from 'lru-cache';
import { badInput } from '../../errors.ts';
import { type Resolution, resolutions } from '../readings.ts';
import { assertTimeZone } from '../time-zone.ts';

/** Bucket i is [startsMs[i], endsMs[i]), epoch milliseconds; ascending, without holes. */
export interface Buckets {
  readonly startsMs: Float64Array;
  readonly endsMs: Float64Array;
  /** States of a series that has them all measured: an index into `pointStates` each. */
  readonly measured: Uint8Array;
}

/** Most buckets one series may have. */
export const maxPoints = 100_000;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Length of the longest bucket a resolution can have; milliseconds. Days that gain an hour count. */
export const longestBucketMs: Readonly<Record<Resolution, number>> = {
  QUARTER_HOUR: 15 * minuteMs,
  HALF_HOUR: 30 * minuteMs,
  HOUR: hourMs,
  DAY: dayMs + hourMs,
  WEEK: 7 * dayMs + hourMs,
  MONTH: 31 * dayMs + hourMs,
};

const recent = new LRUCache<string, Buckets>({ max: 256, maxSize: 1_000_000, sizeCalculation: sizeOf });

let last:
  | {
      readonly fromMs: number;
      readonly toMs: number;
      readonly resolution: Resolution;
      readonly timeZone: string;
      readonly buckets: Buckets;
    }
  | undefined;

function sizeOf({ startsMs }: Buckets): number {
  return startsMs.length + 1;
}

/**
 * The buckets of [fromMs, toMs): on the civil grid of the time zone, the first and last clipped to the range.
 * A day has 23, 24 or 25 hours; a week starts on Monday (ISO 8601).
 * All that ask for the same get the same arrays, which nobody may change.
 * @throws AppError BAD_USER_INPUT naming `to`, `timeZone` or `resolution` (over `maxPoints`)
 */
export function toBuckets(fromMs: number, toMs: number, resolution: Resolution, timeZone: string): Buckets {
  // Of the series of one query each asks for the same, one after the other.
  if (last?.fromMs === fromMs && last.toMs === toMs && last.resolution === resolution && last.timeZone === timeZone) {
    return last.buckets;
  }
  const key = `${fromMs} ${toMs} ${resolution} ${timeZone}`;
  const buckets = recent.get(key) ?? cut(fromMs, toMs, resolution, timeZone);
  recent.set(key, buckets);
  last = { fromMs, toMs, resolution, timeZone, buckets };
  return buckets;
}

function cut(fromMs: number, toMs: number, resolution: Resolution, timeZone: string): Buckets {
  // Before cutting: a range of centuries must not be walked to find out that it is too long.
  assertRange(fromMs, toMs, resolution, timeZone);
  const borders = [fromMs];
  for (const border of bordersWithin(fromMs, toMs, resolution, timeZone)) {
    if (borders.length >= maxPoints) throw tooManyPoints(fromMs, toMs, resolution);
    borders.push(border);
  }
  borders.push(toMs);
  const measured = new Uint8Array(borders.length - 1);
  return { startsMs: Float64Array.from(borders.slice(0, -1)), endsMs: Float64Array.from(borders.slice(1)), measured };
}

/**
 * Judges a range without cutting it.
 * @throws AppError as `toBuckets`, save that it lets a range pass that has barely too many points
 */
export function assertRange(fromMs: number, toMs: number, resolution: Resolution, timeZone: string): void {
  assertTimeZone(timeZone);
  if (!(fromMs < toMs)) throw badInput('to', 'to: the end of the range must be after `from`.');
  if (leastPoints(fromMs, toMs, resolution) > maxPoints) throw tooManyPoints(fromMs, toMs, resolution);
}

/** How many buckets the range has at least; exact but for days that change the clock, and months. */
export function leastPoints(fromMs: number, toMs: number, resolution: Resolution): number {
  return Math.ceil((toMs - fromMs) / longestBucketMs[resolution]);
}

// Strictly between fromMs and toMs, ascending.
function bordersWithin(fromMs: number, toMs: number, resolution: Resolution, timeZone: string): Iterable<number> {
  switch (resolution) {
    case 'QUARTER_HOUR':
    case 'HALF_HOUR':
    case 'HOUR':
      return clockBorders(fromMs, toMs, longestBucketMs[resolution], timeZone);
    case 'DAY':
    case 'WEEK':
    case 'MONTH':
      return dateBorders(fromMs, toMs, resolution, timeZone);
  }
}

/**
 * Between two clock changes the grid is arithmetic, so Temporal is asked once a change and not once a bucket.
 * A change is a border itself: the half hour that Lord Howe Island skips leaves a half bucket, not a shifted grid.
 */
function* clockBorders(fromMs: number, toMs: number, stepMs: number, timeZone: string): Generator<number> {
  let at = zoned(fromMs, timeZone);
  while (at.epochMilliseconds < toMs) {
    const change = at.getTimeZoneTransition('next');
    const endMs = Math.min(toMs, change?.epochMilliseconds ?? toMs);
    const offsetMs = at.offsetNanoseconds / 1e6;
    const first = (Math.floor((at.epochMilliseconds + offsetMs) / stepMs) + 1) * stepMs - offsetMs;
    for (let border = first; border < endMs; border += stepMs) yield border;
    if (!change || endMs >= toMs) return;
    yield endMs;
    at = change;
  }
}

function* dateBorders(
  fromMs: number,
  toMs: number,
  resolution: 'DAY' | 'WEEK' | 'MONTH',
  timeZone: string,
): Generator<number> {
  const step = { DAY: { days: 1 }, WEEK: { weeks: 1 }, MONTH: { months: 1 } }[resolution];
  let date = firstDate(zoned(fromMs, timeZone).toPlainDate(), resolution);
  for (let lastMs = fromMs; ; ) {
    date = date.add(step);
    const border = date.toZonedDateTime(timeZone).epochMilliseconds;
    if (border >= toMs) return;
    // A date the zone skipped (Samoa, 30 December 2011) starts where the next one does.
    if (border > lastMs) yield border;
    lastMs = Math.max(lastMs, border);
  }
}

function firstDate(date: Temporal.PlainDate, resolution: 'DAY' | 'WEEK' | 'MONTH'): Temporal.PlainDate {
  if (resolution === 'MONTH') return date.with({ day: 1 });
  return resolution === 'WEEK' ? date.subtract({ days: date.dayOfWeek - 1 }) : date;
}

function zoned(ms: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
}

function tooManyPoints(fromMs: number, toMs: number, resolution: Resolution) {
  const about = leastPoints(fromMs, toMs, resolution);
  const finest = resolutions.find((wanted) => leastPoints(fromMs, toMs, wanted) <= maxPoints);
  const hint = finest ? `${finest} would do, or a shorter range.` : 'Ask for a shorter range.';
  return badInput(
    'resolution',
    `resolution: ${resolution} over this range gives about ${about} points; the most is ${maxPoints}. ${hint}`,
  );
}
