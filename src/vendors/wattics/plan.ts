/**
 * Which reads carry a request, in the fewest calls.
 *
 * `consumptions`: energy, a month at the site a call; a month once read serves every range within it.
 * `raw_data`: mean active power in UTC, 90 days a call. Kept by months of UTC, whatever part of them is wanted, so that a
 * range that slides is made of months that are known already, and the running one.
 *
 * So: within one month, consumptions; over more, raw data. Raw data also where the month repeats an hour (the end of
 * daylight saving: both passes share their keys), and where the site's time zone is not known. What is not electricity
 * has no active power and is read by the month.
 */

import type { ReadingRequest } from '../../domain/readings.ts';
import { AppError } from '../../errors.ts';
import type { YearMonth } from './api.ts';
import type { PlacedMeter } from './directory.ts';
import { timeZoneOf } from './map.ts';

/** What is kept of one meter; equal stretches of several meters are fetched together. */
export type Stretch = RawMonth | SiteMonth;

/** A month of UTC; epoch milliseconds. */
export interface RawMonth {
  readonly kind: 'raw';
  readonly fromMs: number;
  readonly toMs: number;
}

/** A month at the site. */
export interface SiteMonth extends YearMonth {
  readonly kind: 'month';
  readonly timeZone: string;
  readonly fromMs: number;
  readonly toMs: number;
}

export const isRaw = (stretch: Stretch): stretch is RawMonth => stretch.kind === 'raw';
export const isMonth = (stretch: Stretch): stretch is SiteMonth => stretch.kind === 'month';

/** In the order of time; none for a range ahead of `nowMs`. Throws RANGE_NOT_AVAILABLE with what can be had. */
export function planReadings(wanted: ReadingRequest, placed: PlacedMeter, nowMs: number): Stretch[] {
  assertAvailable(wanted, placed);
  const request = { ...wanted, toMs: Math.min(wanted.toMs, nowMs) };
  if (request.fromMs >= request.toMs) return [];
  const timeZone = timeZoneOf(placed.site);
  const electric = isElectric(placed);
  const months = monthsOf(request, timeZone ?? 'UTC');
  const [month] = months;
  if (!electric || (timeZone !== null && month && months.length === 1 && !repeatsAnHour(month, timeZone)))
    return months;
  return rawMonths(request);
}

function assertAvailable({ resolution, normalized }: ReadingRequest, { meter }: PlacedMeter): void {
  if (normalized) {
    throw notAvailable('normalized', 'WATTICS has no weather-normalised values: ask without `normalized`.');
  }
  const wantedMinutes = { QUARTER_HOUR: 15, HALF_HOUR: 30, HOUR: 60, DAY: 1440, WEEK: 1440, MONTH: 1440 }[resolution];
  const stepMinutes = meter.process_sampling_rate_minutes ?? 0;
  if (stepMinutes > wantedMinutes) {
    throw notAvailable(
      'resolution',
      `WATTICS samples this meter every ${stepMinutes} minutes: ask for a coarser resolution.`,
    );
  }
}

/** Assumed: a meter that does not say what it measures measures electricity. */
function isElectric({ meter }: PlacedMeter): boolean {
  return meter.type === null || meter.type === undefined || /electric/i.test(meter.type);
}

function monthsOf({ fromMs, toMs }: ReadingRequest, timeZone: string): SiteMonth[] {
  const months: SiteMonth[] = [];
  let start = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(timeZone).with({ day: 1 }).startOfDay();
  while (start.epochMilliseconds < toMs) {
    const end = start.add({ months: 1 }).startOfDay();
    const { year, month } = start;
    const bounds = { fromMs: start.epochMilliseconds, toMs: end.epochMilliseconds };
    months.push({ kind: 'month', year, month, timeZone, ...bounds });
    start = end;
  }
  return months;
}

function repeatsAnHour(
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  timeZone: string,
): boolean {
  let at = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(timeZone);
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (!next || next.epochMilliseconds >= toMs) return false;
    if (next.offsetNanoseconds < at.offsetNanoseconds) return true;
    at = next;
  }
}

function rawMonths(request: ReadingRequest): Stretch[] {
  return monthsOf(request, 'UTC').map(({ fromMs, toMs }) => ({ kind: 'raw', fromMs, toMs }));
}

function notAvailable(argument: string, message: string): AppError {
  return new AppError('RANGE_NOT_AVAILABLE', message, { vendor: 'WATTICS', argument });
}
