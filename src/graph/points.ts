/** How many points the series of one operation may have together. */

import { setImmediate } from 'node:timers/promises';
import { type Resolution, resolutions } from '../domain/readings.ts';
import { leastPoints, longestBucketMs, maxPoints } from '../domain/series/buckets.ts';
import { AppError } from '../errors.ts';

export interface PointsClaim {
  readonly fromMs: number;
  readonly toMs: number;
  readonly resolution: Resolution;
  /** How many are cut so. */
  readonly series: number;
}

interface Claims {
  count: number;
  /** Resolves when those that claim now have all claimed. */
  turn: Promise<void> | undefined;
  /** Points of all series if none were finer than this. */
  readonly points: Map<Resolution, number>;
}

const claimed = new WeakMap<object, Claims>();

/**
 * Counts series among those of its operation. All series of one level claim before any of them is read, so that an
 * operation that asks for too much costs no vendor call for them.
 * @param operation any object that the operation has to itself
 * @throws AppError QUERY_LIMIT_EXCEEDED, with the finest resolution that would do
 */
export async function claimPoints(operation: object, { fromMs, toMs, resolution, series }: PointsClaim): Promise<void> {
  const claims = claimed.get(operation) ?? { count: 0, turn: undefined, points: new Map() };
  claimed.set(operation, claims);
  claims.count += series;
  for (const wanted of resolutions) {
    const coarser = longestBucketMs[resolution] < longestBucketMs[wanted] ? wanted : resolution;
    claims.points.set(wanted, (claims.points.get(wanted) ?? 0) + series * leastPoints(fromMs, toMs, coarser));
  }
  // Lets the resolvers beside this one claim theirs.
  claims.turn ??= nextTurn(claims);
  await claims.turn;

  const points = claims.points.get(resolutions[0]) ?? 0;
  if (points <= maxPoints) return;
  const finest = resolutions.find((wanted) => (claims.points.get(wanted) ?? 0) <= maxPoints);
  const remedy = finest ? `${finest} would do, or a shorter range.` : 'Ask for a shorter range, or for fewer at once.';
  throw new AppError(
    'QUERY_LIMIT_EXCEEDED',
    `resolution: the ${claims.count} series of this operation have about ${points} points; at most ${maxPoints} are given at once. ${remedy}`,
    { argument: 'resolution', limit: { name: 'points', max: maxPoints, value: points } },
  );
}

async function nextTurn(claims: Claims): Promise<void> {
  await setImmediate();
  claims.turn = undefined;
}
