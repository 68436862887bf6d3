/** Readings of one or several members, put into one series. */

import type { Readings } from '../domain/readings.ts';
import type { Ref } from '../domain/ref.ts';
import { alignReadings } from '../domain/series/align.ts';
import { toAppError } from '../errors.ts';
import type { Loaders } from '../loaders/index.ts';
import type { MeasuredKind } from '../loaders/readings.ts';
import type { SeriesRequest } from './arguments.ts';
import type { SeriesFailure, SeriesModel } from './models.ts';

/** Something that is measured. */
export interface Measured {
  readonly kind: MeasuredKind;
  readonly ref: Ref;
}

/**
 * The sum of what the members consumed; null when there are none. A member that fails is named in `failures` and leaves
 * its intervals PARTIAL; when all fail, the first one's error is thrown.
 * @throws AppError what the vendor failed with; BAD_USER_INPUT, RANGE_NOT_AVAILABLE of `alignReadings`
 */
export async function sumConsumption(
  members: readonly Measured[],
  request: SeriesRequest,
  loaders: Loaders,
): Promise<SeriesModel | null> {
  const [only, ...others] = members;
  if (only && others.length === 0) {
    const readings = await readMember(only, request, loaders);
    return toModel(readings, [readings], request, []);
  }
  const { readings, failures } = await readMembers(members, request, loaders);
  const [first] = readings;
  return first ? toModel(first, readings, request, failures) : null;
}

export interface MemberReadings {
  /** One entry a member; empty only when there are no members. */
  readonly readings: readonly Readings[];
  readonly failures: readonly SeriesFailure[];
}

/**
 * What each member measured, as its vendor gives it. A member that fails is named in `failures` and has readings that
 * cover nothing, so a sum knows that it lacks somebody.
 * @throws AppError of the first member, when all fail
 */
export async function readMembers(
  members: readonly Measured[],
  request: SeriesRequest,
  loaders: Loaders,
): Promise<MemberReadings> {
  const asked = members.map((member) => readMember(member, request, loaders));
  const readings: Readings[] = [];
  const failures: SeriesFailure[] = [];
  for (const [i, outcome] of (await Promise.allSettled(asked)).entries()) {
    const ref = members[i]?.ref;
    if (outcome.status === 'fulfilled') readings.push(outcome.value);
    else if (ref) failures.push({ ref, error: toAppError(outcome.reason) });
  }
  const [first] = readings;
  if (!first && failures[0]) throw failures[0].error;
  return { readings: first ? [...readings, ...failures.map(() => silent(first))] : [], failures };
}

function readMember(
  { kind, ref: { vendor, id } }: Measured,
  { fromMs, toMs, resolution, timeZone, normalized }: SeriesRequest,
  loaders: Loaders,
): Promise<Readings> {
  return loaders.readings[kind]({ vendor, id, fromMs, toMs, resolution, timeZone, normalized });
}

/** The series of readings that stand for one thing. */
export function toModel(
  { vendor }: Readings,
  readings: readonly Readings[],
  { fromMs, toMs, resolution, timeZone, unit }: SeriesRequest,
  failures: readonly SeriesFailure[],
): SeriesModel {
  return { ...alignReadings({ readings, fromMs, toMs, resolution, timeZone, unit }), vendor, failures };
}

/** Stands for a member that failed. */
function silent({ appliances: _, ...like }: Readings): Readings {
  const none = new Float64Array();
  return { ...like, startsMs: none, endsMs: none, values: none };
}

/** A household's own readings over the time they cover; null when there are none. */
export function toOwnSeries(readings: Readings, request: Omit<SeriesRequest, 'fromMs' | 'toMs'>): SeriesModel | null {
  const fromMs = readings.startsMs[0];
  const toMs = readings.endsMs.at(-1);
  if (fromMs === undefined || toMs === undefined) return null;
  return toModel(readings, [readings], { ...request, fromMs, toMs }, []);
}
