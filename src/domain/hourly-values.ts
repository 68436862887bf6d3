/** Points of a meter as hours: what a client gives in any minutes, a vendor takes by the hour. */

import { badInput } from '../errors.ts';
import type { HourlyValue } from './facility-services.ts';

export interface MeterPoint {
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly value: number;
}

export interface HourRules {
  readonly nowMs: number;
  /** Most days from the first hour to the end of the last. */
  readonly mostDays: number;
  /** Consumption of one hour is added up; of a cumulative meter an hour has one reading, which must not fall. */
  readonly kind: 'consumption' | 'reading';
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * Ascending, each hour once.
 * @throws AppError BAD_USER_INPUT naming `input.points…` and the rule that is broken
 */
export function toHourlyValues(points: readonly MeterPoint[], rules: HourRules): HourlyValue[] {
  const field = 'input.points';
  if (points.length === 0) throw badInput(field, `${field}: give at least one point.`);
  const hours = new Map<number, number>();
  let before: MeterPoint | undefined;
  for (const [i, point] of points.entries()) {
    assertPoint(`${field}.${i}`, point, before, rules);
    const hour = Math.floor(point.atMs / hourMs) * hourMs;
    const known = hours.get(hour);
    if (known !== undefined && rules.kind === 'reading') {
      throw badInput(`${field}.${i}.at`, `${field}.${i}.at: an hour takes one reading, and this is its second.`);
    }
    hours.set(hour, (known ?? 0) + point.value);
    before = point;
  }
  const values = [...hours].map(([atMs, value]) => ({ atMs, value }));
  const spanMs = (values.at(-1)?.atMs ?? 0) + hourMs - (values[0]?.atMs ?? 0);
  if (spanMs <= rules.mostDays * dayMs) return values;
  const days = Math.ceil(spanMs / dayMs);
  throw badInput(field, `${field}: they span ${days} days; at most ${rules.mostDays} days go into one call.`);
}

function assertPoint(field: string, point: MeterPoint, before: MeterPoint | undefined, rules: HourRules): void {
  const { atMs, value } = point;
  if (!Number.isFinite(value) || value < 0) {
    throw badInput(`${field}.value`, `${field}.value: ${value} is not a quantity; 0 or more would be.`);
  }
  if (atMs > rules.nowMs) throw badInput(`${field}.at`, `${field}.at: it lies in the future; give points of the past.`);
  if (!before) return;
  if (atMs < before.atMs) {
    throw badInput(
      `${field}.at`,
      `${field}.at: it is before the point that precedes it; give points in order of time.`,
    );
  }
  if (rules.kind === 'reading' && value < before.value) {
    throw badInput(
      `${field}.value`,
      `${field}.value: a cumulative reading can't fall; the one before is ${before.value}.`,
    );
  }
}
