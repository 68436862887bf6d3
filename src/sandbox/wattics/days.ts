/** Consumptions and costs as the dashboard gives them: a month of site-local days, figures as text with a unit. */

import type { Sample } from './measurements.ts';
import { samplingMinutes } from './world.ts';

export interface LocalMonth {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly timeZone: string;
}

interface Day {
  readonly date: Temporal.PlainDate;
  /** Wh of the whole day. */
  total: number;
  /** Wh by `00h00m`. In the hour that daylight saving repeats, one key holds both passes. */
  readonly byTime: Map<string, number>;
}

/** Price of the sandbox's flat tariff. */
const eurPerKwh = 0.25;
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** First and last instant of a site-local month, the last exclusive; epoch milliseconds. */
export function monthBounds({ year, month, timeZone }: LocalMonth): { fromMs: number; toMs: number } {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  const startMs = (date: Temporal.PlainDate) => date.toZonedDateTime(timeZone).epochMilliseconds;
  return { fromMs: startMs(first), toMs: startMs(first.add({ months: 1 })) };
}

export function toConsumptions(samples: readonly Sample[], timeZone: string, detailed: boolean): unknown[] {
  return toDays(samples, timeZone).map((day) => ({
    ...dayNames(day),
    total_consumption: inWatt(day.total),
    ...(detailed ? { consumption_by_time: byTime(day, inWatt) } : {}),
  }));
}

export function toCosts(samples: readonly Sample[], timeZone: string, detailed: boolean): unknown[] {
  return toDays(samples, timeZone).map((day) => ({
    ...dayNames(day),
    total_cost: inEuro(day.total),
    ...(detailed ? { cost_by_time: byTime(day, inEuro) } : {}),
  }));
}

/** Days without a sample are left out. */
function toDays(samples: readonly Sample[], timeZone: string): Day[] {
  const days = new Map<string, Day>();
  for (const { startMs, wh } of samples) {
    const local = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(timeZone);
    const date = local.toPlainDate();
    const day = days.get(date.toString()) ?? { date, total: 0, byTime: new Map<string, number>() };
    days.set(date.toString(), day);
    const key = timeKey(local);
    day.total += wh;
    day.byTime.set(key, (day.byTime.get(key) ?? 0) + wh);
  }
  return [...days.values()];
}

function timeKey(local: Temporal.ZonedDateTime): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${pad(local.hour)}h${pad(Math.floor(local.minute / samplingMinutes) * samplingMinutes)}m`;
}

function dayNames(day: Day) {
  return { date: day.date.toString(), weekday: weekdays[day.date.dayOfWeek - 1] };
}

function byTime(day: Day, format: (wh: number) => string): Record<string, string> {
  return Object.fromEntries([...day.byTime].map(([key, wh]) => [key, format(wh)]));
}

// The unit says Watt, but the figure is energy: that is how the vendor writes it.
function inWatt(wh: number): string {
  return `${Number.isInteger(wh) ? wh.toFixed(1) : wh} Watt`;
}

function inEuro(wh: number): string {
  return `${((wh / 1000) * eurPerKwh).toFixed(4)} EUR`;
}
