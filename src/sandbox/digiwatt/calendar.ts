/**
 * Civil periods in the accounts' time zone, relative to now. Weeks run from Monday, `last-seven-days` has today in it
 * (both assumed); days have 23, 24 or 25 hours.
 */

export const periods = ['yesterday', 'last-seven-days', 'this-week', 'last-week', 'this-month', 'last-month'] as const;
export type Period = (typeof periods)[number];

export function isPeriod(word: string): word is Period {
  return periods.some((period) => period === word);
}

/** Epoch milliseconds, `toMs` exclusive. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A period as far as it has passed. */
export function spanOf(period: Period, nowMs: number, timeZone: string): Span {
  return toSpan(zonedSpan(period, zoned(nowMs, timeZone)));
}

/** What the totals of a period are compared with: the same stretch one day, week or month before (assumed). */
export function previousSpanOf(period: Period, nowMs: number, timeZone: string): Span {
  const { from, to } = zonedSpan(period, zoned(nowMs, timeZone));
  const back = period === 'yesterday' ? { days: 1 } : period.endsWith('month') ? { months: 1 } : { days: 7 };
  return toSpan({ from: from.subtract(back), to: to.subtract(back) });
}

/** The months up to and with the current one, oldest first; the current one as far as it has passed. */
export function lastMonths(count: number, nowMs: number, timeZone: string): (Span & { readonly month: string })[] {
  const today = zoned(nowMs, timeZone).toPlainDate();
  return Array.from({ length: count }, (_, i) => {
    const first = today.with({ day: 1 }).subtract({ months: count - 1 - i });
    const toMs = Math.min(nowMs, startOf(first.add({ months: 1 }), timeZone));
    return { month: first.toPlainYearMonth().toString(), fromMs: startOf(first, timeZone), toMs };
  });
}

/** The whole days before today, oldest first. */
export function lastDays(count: number, nowMs: number, timeZone: string): (Span & { readonly date: string })[] {
  const today = zoned(nowMs, timeZone).toPlainDate();
  return Array.from({ length: count }, (_, i) => {
    const date = today.subtract({ days: count - i });
    return {
      date: date.toString(),
      fromMs: startOf(date, timeZone),
      toMs: startOf(date.add({ days: 1 }), timeZone),
    };
  });
}

export function zoned(ms: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
}

/** ISO 8601 with the zone's offset, to the second. */
export function isoWithOffset(ms: number, timeZone: string): string {
  return zoned(ms, timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

interface ZonedSpan {
  readonly from: Temporal.ZonedDateTime;
  readonly to: Temporal.ZonedDateTime;
}

function zonedSpan(period: Period, now: Temporal.ZonedDateTime): ZonedSpan {
  const midnight = now.startOfDay();
  const monday = midnight.subtract({ days: now.dayOfWeek - 1 });
  const first = midnight.with({ day: 1 });
  switch (period) {
    case 'yesterday':
      return { from: midnight.subtract({ days: 1 }), to: midnight };
    case 'last-seven-days':
      return { from: midnight.subtract({ days: 6 }), to: now };
    case 'this-week':
      return { from: monday, to: now };
    case 'last-week':
      return { from: monday.subtract({ days: 7 }), to: monday };
    case 'this-month':
      return { from: first, to: now };
    case 'last-month':
      return { from: first.subtract({ months: 1 }), to: first };
  }
}

function toSpan({ from, to }: ZonedSpan): Span {
  return { fromMs: from.epochMilliseconds, toMs: to.epochMilliseconds };
}

function startOf(date: Temporal.PlainDate, timeZone: string): number {
  return date.toZonedDateTime(timeZone).epochMilliseconds;
}
