/** Readings of one or several members, put into one series. */

import type { Readings } from '../domain/readings.ts';
import type { Ref } from '../domain/ref.ts';
import { alignReadings } from '../domain/series/align.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import { AppError, toAppError } from '../errors.ts';
import type { Loaders } from '../loaders/index.ts';
import type { MeasuredKind, ReadingsOf } from '../loaders/readings.ts';
import type { SeriesRequest } from './arguments.ts';
import type { SeriesFailure, SeriesModel } from './models.ts';
import type { Outcomes } from './resolve-together.ts';

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
  const { readings, failures } = await readMembers(members, request, loaders);
  const [first] = readings;
  return first ? toModel(readings, request, failures) : null;
}

/** What each of several things consumed, as its request says that stands in its place; an error there is its own. */
export async function consumptionOfEach(
  members: readonly Measured[],
  requests: readonly (SeriesRequest | AppError)[],
  loaders: Loaders,
): Promise<Outcomes<SeriesModel>> {
  const readings = await readEach(members, requests, loaders);
  return requests.map((request, i) => {
    const own = readings[i];
    if (request instanceof AppError) return request;
    if (own === undefined || own instanceof AppError) return own ?? toAppError(own);
    try {
      return toModel([own], request, []);
    } catch (error) {
      return toAppError(error);
    }
  });
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
  const readings: Readings[] = [];
  const failures: SeriesFailure[] = [];
  for (const [i, own] of (
    await readEach(
      members,
      members.map(() => request),
      loaders,
    )
  ).entries()) {
    const ref = members[i]?.ref;
    if (!(own instanceof AppError)) readings.push(own);
    else if (ref) failures.push({ ref, error: own });
  }
  const [first] = readings;
  if (!first && failures[0]) throw failures[0].error;
  return { readings: first ? [...readings, ...failures.map(() => silent(first))] : [], failures };
}

/** What each member measured, or why it can't be told; members alike are read together. */
async function readEach(
  members: readonly Measured[],
  requests: readonly (SeriesRequest | AppError)[],
  loaders: Loaders,
): Promise<readonly (Readings | AppError)[]> {
  const groups: Group[] = [];
  const groupOf = (i: number): Group | AppError => {
    const { kind, ref } = members[i] as Measured;
    const request = requests[i] as SeriesRequest | AppError;
    if (request instanceof AppError) return request;
    const known = groups.find((each) => each.request === request && each.kind === kind && each.vendor === ref.vendor);
    const group = known ?? { kind, vendor: ref.vendor, request, ids: [], readingsOf: undefined };
    if (!known) groups.push(group);
    group.ids.push(ref.id);
    return group;
  };
  const grouped = members.map((_, i) => groupOf(i));
  const reads = groups.map(async (group) => {
    group.readingsOf = await loaders.readings[group.kind](group.vendor, group.ids, group.request);
  });
  await Promise.all(reads);
  return members.map(({ ref }, i) => {
    const group = grouped[i] as Group | AppError;
    return group instanceof AppError ? group : (group.readingsOf as ReadingsOf)(ref.id);
  });
}

interface Group {
  readonly kind: MeasuredKind;
  readonly vendor: VendorName;
  readonly request: SeriesRequest;
  readonly ids: string[];
  /** Once they have been read. */
  readingsOf: ReadingsOf | undefined;
}

/** The series of readings that stand for one thing. */
export function toModel(
  readings: readonly Readings[],
  { fromMs, toMs, resolution, timeZone, unit }: SeriesRequest,
  failures: readonly SeriesFailure[],
): SeriesModel {
  const series = alignReadings({ readings, fromMs, toMs, resolution, timeZone, unit });
  return failures.length === 0 ? series : { ...series, failures };
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
  return toModel([readings], { ...request, fromMs, toMs }, []);
}
