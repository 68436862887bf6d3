/** Judges arguments and names the one at fault. */

import { LRUCache } from 'lru-cache';
import type { Resolution } from '../domain/readings.ts';
import { assertRange, toBuckets } from '../domain/series/buckets.ts';
import type { EnergyUnit } from '../domain/units.ts';
import { AppError, badInput, toAppError } from '../errors.ts';
import type { Loaders } from '../loaders/index.ts';

/** Of one query hundreds of series ask from and to the same instants. */
const instants = new LRUCache<string, number>({ max: 1_000 });

/** ISO 8601 with an offset -> epoch milliseconds. @throws AppError BAD_USER_INPUT naming `argument` */
export function toEpochMs(argument: string, text: string): number {
  const known = instants.get(text);
  if (known !== undefined) return known;
  try {
    const ms = Temporal.Instant.from(text).epochMilliseconds;
    instants.set(text, ms);
    return ms;
  } catch {
    const shown = text.slice(0, 64);
    throw badInput(
      argument,
      `${argument}: "${shown}" is no ISO 8601 time with an offset or Z; 2013-01-01T00:00:00Z would be one.`,
    );
  }
}

/** The arguments of every `consumption` field. */
export interface SeriesArguments {
  readonly from: string;
  readonly to: string;
  readonly resolution?: Resolution | null;
  readonly unit?: EnergyUnit | null;
  readonly timeZone?: string | null;
  readonly normalized?: boolean | null;
}

/** What a series is wanted of, judged. */
export interface SeriesRequest {
  readonly fromMs: number;
  readonly toMs: number;
  readonly resolution: Resolution;
  readonly unit: EnergyUnit;
  /** IANA time zone. */
  readonly timeZone: string;
  readonly normalized: boolean;
}

const civil: ReadonlySet<Resolution> = new Set(['DAY', 'WEEK', 'MONTH']);

/**
 * `placeZone` tells the time zone of the place; it is asked only where days matter and the client names none.
 * Everything is judged before a vendor is asked anything; the points of all series of an operation count together.
 * @throws AppError BAD_USER_INPUT naming `from`, `to`, `resolution` or `timeZone`; QUERY_LIMIT_EXCEEDED
 */
export async function toSeriesRequest(
  args: SeriesArguments,
  placeZone: () => Promise<string | null>,
  loaders: Pick<Loaders, 'points'>,
): Promise<SeriesRequest> {
  const request = await judgeSeries(args, 1, loaders);
  return needsZone(args, request) ? { ...request, timeZone: (await placeZone()) ?? 'UTC' } : request;
}

/**
 * As `toSeriesRequest`, of many places at once: those whose series are cut alike share their request.
 * A place whose zone can't be had has the error in its stead.
 */
export async function toSeriesRequests<Place>(
  args: SeriesArguments,
  places: readonly Place[],
  placeZone: (place: Place) => Promise<string | null>,
  loaders: Pick<Loaders, 'points'>,
): Promise<readonly (SeriesRequest | AppError)[]> {
  const request = await judgeSeries(args, places.length, loaders);
  if (!needsZone(args, request)) return places.map(() => request);
  const zones = await Promise.all(places.map((place) => placeZone(place).catch(toAppError)));
  const byZone = new Map<string, SeriesRequest>();
  return zones.map((zone) => {
    if (zone instanceof AppError) return zone;
    const timeZone = zone ?? 'UTC';
    const own = byZone.get(timeZone) ?? { ...request, timeZone };
    byZone.set(timeZone, own);
    return own;
  });
}

/** What so many series are wanted of, the time zone as the client names it. */
async function judgeSeries(
  args: SeriesArguments,
  series: number,
  { points }: Pick<Loaders, 'points'>,
): Promise<SeriesRequest> {
  const fromMs = toEpochMs('from', args.from);
  const toMs = toEpochMs('to', args.to);
  const resolution = args.resolution ?? 'HOUR';
  const unit = args.unit ?? 'KWH';
  const timeZone = args.timeZone ?? 'UTC';
  assertRange(fromMs, toMs, resolution, timeZone);
  await points.claim({ fromMs, toMs, resolution, series });
  toBuckets(fromMs, toMs, resolution, timeZone);
  return { fromMs, toMs, resolution, unit, timeZone, normalized: args.normalized ?? false };
}

function needsZone({ timeZone }: SeriesArguments, { resolution }: SeriesRequest): boolean {
  return !timeZone && civil.has(resolution);
}

/** Both bounds or none. @throws AppError BAD_USER_INPUT naming `from` or `to` */
export function toOptionalRange(args: {
  readonly from?: string | null;
  readonly to?: string | null;
}): { readonly fromMs: number; readonly toMs: number } | undefined {
  if (!args.from && !args.to) return undefined;
  if (!args.from) throw badInput('from', 'from: give both `from` and `to`, or none.');
  if (!args.to) throw badInput('to', 'to: give both `from` and `to`, or none.');
  const fromMs = toEpochMs('from', args.from);
  const toMs = toEpochMs('to', args.to);
  if (fromMs >= toMs) throw badInput('to', 'to: the end of the range must be after `from`.');
  return { fromMs, toMs };
}

const dayMs = 86_400_000;

/** Both bounds. @throws AppError BAD_USER_INPUT naming `from` or `to` */
export function toWindow(args: { readonly from: string; readonly to: string }, mostDays: number) {
  const fromMs = toEpochMs('from', args.from);
  const toMs = toEpochMs('to', args.to);
  if (fromMs >= toMs) throw badInput('to', 'to: the end of the range must be after `from`.');
  if (toMs - fromMs > mostDays * dayMs) throw badInput('to', `to: at most ${mostDays} days after \`from\`.`);
  return { fromMs, toMs };
}

const mostMonths = 24;

/** Civil months, both included. @throws AppError BAD_USER_INPUT naming `fromMonth` or `toMonth` */
export function toMonths(args: { readonly fromMonth: string; readonly toMonth: string }) {
  const months = toMonth('toMonth', args.toMonth) - toMonth('fromMonth', args.fromMonth) + 1;
  if (months < 1) throw badInput('toMonth', 'toMonth: must not be before `fromMonth`.');
  if (months > mostMonths)
    throw badInput('toMonth', `toMonth: ${months} months; at most ${mostMonths} can be read at once.`);
  return { fromMonth: args.fromMonth, toMonth: args.toMonth };
}

/** Months since year 0. */
function toMonth(argument: string, text: string): number {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  if (year && month) return Number(year) * 12 + Number(month);
  throw badInput(argument, `${argument}: "${text.slice(0, 64)}" is no month; 2013-01 would be one.`);
}
