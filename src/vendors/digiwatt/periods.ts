/**
 * The stretches of time Digiwatt answers for: six civil periods and the latest hours, all relative to now.
 * Assumed: the time zone, weeks from Monday, and that `last-seven-days` has today in it.
 */

import type { HouseholdPeriod } from '../../domain/entities.ts';
import { latestHours } from './limits.ts';

export type WirePeriod = 'yesterday' | 'last-seven-days' | 'this-week' | 'last-week' | 'this-month' | 'last-month';

export const wirePeriods: Readonly<Record<HouseholdPeriod, WirePeriod>> = {
  YESTERDAY: 'yesterday',
  LAST_SEVEN_DAYS: 'last-seven-days',
  THIS_WEEK: 'this-week',
  LAST_WEEK: 'last-week',
  THIS_MONTH: 'this-month',
  LAST_MONTH: 'last-month',
};

/** Periods that are over. */
export const pastPeriods: ReadonlySet<HouseholdPeriod> = new Set(['YESTERDAY', 'LAST_WEEK', 'LAST_MONTH']);

export interface Span {
  /** Epoch milliseconds. */
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

export type WindowName = HouseholdPeriod | 'LATEST';

export interface ReadWindow extends Span {
  readonly name: WindowName;
}

/** All windows as they lie now; a period that runs ends now. */
export function windowsAt(nowMs: number, timeZone: string): readonly ReadWindow[] {
  const today = civilDate(nowMs, timeZone);
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const first = today.with({ day: 1 });
  const startOf = (date: Temporal.PlainDate) => date.toZonedDateTime(timeZone).epochMilliseconds;
  const between = (name: WindowName, from: Temporal.PlainDate, to?: Temporal.PlainDate): ReadWindow => ({
    name,
    fromMs: startOf(from),
    toMs: to ? startOf(to) : nowMs,
  });
  return [
    { name: 'LATEST', fromMs: nowMs - latestHours * 3_600_000, toMs: nowMs },
    between('YESTERDAY', today.subtract({ days: 1 }), today),
    between('LAST_SEVEN_DAYS', today.subtract({ days: 6 })),
    between('THIS_WEEK', monday),
    between('LAST_WEEK', monday.subtract({ days: 7 }), monday),
    between('THIS_MONTH', first),
    between('LAST_MONTH', first.subtract({ months: 1 }), first),
  ];
}

/** The civil date that "today" means; what a period holds changes with it. */
export function civilDate(ms: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDate();
}
