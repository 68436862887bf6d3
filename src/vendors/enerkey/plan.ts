/**
 * Which reads carry a request for readings. Hours carry everything; whole months of the wanted time zone come from the
 * monthly read, 36 in a call instead of 31 days. A month that is not over yet is read by the hour, so that one can see
 * how far it goes; what lies ahead of `nowMs` is not asked for.
 *
 * Hours are read by whole months of UTC whatever part of them is wanted: a range that slides by an hour is then made of
 * months that are known already, and the running one. Where nothing is kept, just the hours that are wanted are read.
 *
 * Assumed: the vendor's months begin at midnight of the offset the request is written in. Where daylight saving ends
 * within a month, that month closes an hour before the civil one and the hour is read on its own; where it begins, the
 * month would take an hour of the next one, so it is read by the hour.
 */

import type { ReadingRequest } from '../../domain/readings.ts';
import { AppError } from '../../errors.ts';
import type { ValueKind } from './api.ts';
import { maxMonths } from './limits.ts';

/** A range that one read of its kind covers, for any number of meters. */
export interface Stretch {
  readonly kind: ValueKind;
  /** Epoch milliseconds, the end exclusive. */
  readonly fromMs: number;
  readonly toMs: number;
  /** The form the timestamps are written in: `Z`, or an offset like `+02:00`. */
  readonly form: string;
  /** Monthly: starts of the months, and the end of the last; epoch milliseconds. */
  readonly monthStartsMs: readonly number[];
  /** What of it the request takes. */
  readonly take: Span;
}

/** Epoch milliseconds, the end exclusive. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface PlanOptions {
  readonly nowMs: number;
  /** Whether what is read is kept for the next request. */
  readonly keepsReads: boolean;
}

/** In the order of time; none for a range ahead of `nowMs`. Throws RANGE_NOT_AVAILABLE with what can be had. */
export function planReadings(wanted: ReadingRequest, { nowMs, keepsReads }: PlanOptions): Stretch[] {
  return planned(wanted, nowMs).map((stretch) =>
    keepsReads || stretch.kind !== 'hourly' ? stretch : { ...stretch, ...stretch.take },
  );
}

function planned(wanted: ReadingRequest, nowMs: number): Stretch[] {
  const request = { ...wanted, toMs: wanted.normalized ? wanted.toMs : Math.min(wanted.toMs, nowMs) };
  if (request.resolution === 'QUARTER_HOUR' || request.resolution === 'HALF_HOUR') {
    throw notAvailable('resolution', 'ENERKEY has hourly values: HOUR is the finest resolution.');
  }
  if (request.normalized) return planNormalized(request);
  if (request.resolution !== 'MONTH') return hourly(request.fromMs, request.toMs);
  return planMonths(request);
}

const hourMs = 3_600_000;

interface Month {
  /** Civil start and end in the wanted time zone; epoch milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
  /** The offset at its start, as written; and its end if that offset held. */
  readonly form: string;
  readonly vendorToMs: number;
}

function planMonths(request: ReadingRequest): Stretch[] {
  const months = wholeMonths(request);
  const [first] = months;
  const last = months.at(-1);
  if (!first || !last) return hourly(request.fromMs, request.toMs);

  const native = months.filter((month) => month.vendorToMs <= month.toMs);
  const inexact = months
    .map((month) => ({ ...month, fromMs: month.vendorToMs <= month.toMs ? month.vendorToMs : month.fromMs }))
    .filter(({ fromMs, toMs }) => fromMs < toMs);
  return [
    ...runs(native, (before, month) => before.vendorToMs === month.fromMs && before.form === month.form).flatMap(
      (run) => monthly('monthly', run),
    ),
    ...inexact.map(({ fromMs, toMs }) => hours(fromMs, toMs, { fromMs, toMs })),
    ...hourly(request.fromMs, first.fromMs),
    ...hourly(last.toMs, request.toMs),
  ].sort((a, b) => a.take.fromMs - b.take.fromMs);
}

// Normalised figures come by the month only: a month that begins or ends daylight saving is taken as the vendor gives it,
// an hour of 700 longer or shorter than the civil one.
function planNormalized(request: ReadingRequest): Stretch[] {
  if (request.resolution !== 'MONTH') {
    throw notAvailable('resolution', 'ENERKEY has normalised values by the month: ask for the resolution MONTH.');
  }
  const months = wholeMonths(request);
  if (months[0]?.fromMs !== request.fromMs || months.at(-1)?.toMs !== request.toMs) {
    throw notAvailable('from', `Normalised values come for whole months of ${request.timeZone}.`);
  }
  return runs(months, (before, month) => before.form === month.form).flatMap((run) => monthly('normalized', run));
}

/** The civil months of the request's time zone that lie in its range as a whole. */
function wholeMonths(request: ReadingRequest): Month[] {
  const from = Temporal.Instant.fromEpochMilliseconds(request.fromMs).toZonedDateTimeISO(request.timeZone);
  const months: Month[] = [];
  let start = from.with({ day: 1 }).startOfDay();
  while (start.epochMilliseconds < request.toMs) {
    const end = start.add({ months: 1 }).startOfDay();
    if (start.epochMilliseconds >= request.fromMs && end.epochMilliseconds <= request.toMs) {
      months.push(toMonth(start, end));
    }
    start = end;
  }
  return months;
}

function toMonth(start: Temporal.ZonedDateTime, end: Temporal.ZonedDateTime): Month {
  const gainedMs = (end.offsetNanoseconds - start.offsetNanoseconds) / 1e6;
  return {
    fromMs: start.epochMilliseconds,
    toMs: end.epochMilliseconds,
    form: start.offsetNanoseconds === 0 ? 'Z' : start.offset,
    vendorToMs: end.epochMilliseconds + gainedMs,
  };
}

function monthly(kind: 'monthly' | 'normalized', run: readonly Month[]): Stretch[] {
  const chunks = Array.from({ length: Math.ceil(run.length / maxMonths) }, (_, i) =>
    run.slice(i * maxMonths, (i + 1) * maxMonths),
  );
  return chunks.map((months) => {
    const fromMs = months[0]?.fromMs ?? 0;
    const last = months.at(-1);
    const toMs = (kind === 'monthly' ? last?.vendorToMs : last?.toMs) ?? fromMs;
    const monthStartsMs = [...months.map((month) => month.fromMs), toMs];
    return { kind, fromMs, toMs, form: months[0]?.form ?? 'Z', monthStartsMs, take: { fromMs, toMs } };
  });
}

/** The months of UTC that hold the range; no month is longer than the 31 days of one read. */
function hourly(fromMs: number, toMs: number): Stretch[] {
  const stretches: Stretch[] = [];
  for (let startMs = monthOf(fromMs, 0); startMs < toMs; startMs = monthOf(startMs, 1)) {
    const endMs = monthOf(startMs, 1);
    // Whole hours: one that the range cuts is shared out when it is aligned.
    const take = {
      fromMs: Math.max(startMs, Math.floor(fromMs / hourMs) * hourMs),
      toMs: Math.min(endMs, Math.ceil(toMs / hourMs) * hourMs),
    };
    if (fromMs < toMs) stretches.push(hours(startMs, endMs, take));
  }
  return stretches;
}

function hours(fromMs: number, toMs: number, take: Span): Stretch {
  return { kind: 'hourly', fromMs, toMs, form: 'Z', monthStartsMs: [], take };
}

/** First instant of the month of UTC that `ms` is in, or of one so many months later. */
function monthOf(ms: number, months: number): number {
  const at = new Date(ms);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months);
}

function runs<T>(list: readonly T[], continues: (before: T, item: T) => boolean): T[][] {
  const found: T[][] = [];
  for (const item of list) {
    const run = found.at(-1);
    const before = run?.at(-1);
    if (run && before !== undefined && continues(before, item)) run.push(item);
    else found.push([item]);
  }
  return found;
}

function notAvailable(argument: string, message: string): AppError {
  return new AppError('RANGE_NOT_AVAILABLE', message, { vendor: 'ENERKEY', argument });
}
