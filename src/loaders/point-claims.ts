/** How many points the series of one operation may have together. */

import { type Resolution, resolutions } from '../domain/readings.ts';
import { leastPoints, longestBucketMs, maxPoints } from '../domain/series/buckets.ts';
import { AppError } from '../errors.ts';
import type { Schedule } from './turns.ts';

export interface PointsClaim {
  readonly fromMs: number;
  readonly toMs: number;
  readonly resolution: Resolution;
  /** How many are cut so. */
  readonly series: number;
}

/** Of one operation. */
export class PointClaims {
  readonly #schedule: Schedule;
  #series = 0;
  /** Points of all series if none were finer than this. */
  readonly #points = new Map<Resolution, number>();
  /** Resolves when those that claim now have all claimed. */
  #turn: Promise<void> | undefined;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  /**
   * Counts series among those of the operation. All series of one level claim before any of them is read, so that an
   * operation that asks for too much costs no vendor call for them.
   * @throws AppError QUERY_LIMIT_EXCEEDED, with the finest resolution that would do
   */
  async claim({ fromMs, toMs, resolution, series }: PointsClaim): Promise<void> {
    this.#series += series;
    for (const wanted of resolutions) {
      const coarser = longestBucketMs[resolution] < longestBucketMs[wanted] ? wanted : resolution;
      this.#points.set(wanted, (this.#points.get(wanted) ?? 0) + series * leastPoints(fromMs, toMs, coarser));
    }
    // Lets the resolvers beside this one claim theirs.
    this.#turn ??= this.#nextTurn();
    await this.#turn;

    const points = this.#points.get(resolutions[0]) ?? 0;
    if (points <= maxPoints) return;
    const finest = resolutions.find((wanted) => (this.#points.get(wanted) ?? 0) <= maxPoints);
    const remedy = finest
      ? `${finest} would do, or a shorter range.`
      : 'Ask for a shorter range, or for fewer at once.';
    throw new AppError(
      'QUERY_LIMIT_EXCEEDED',
      `resolution: the ${this.#series} series of this operation have about ${points} points; at most ${maxPoints} are given at once. ${remedy}`,
      { argument: 'resolution', limit: { name: 'points', max: maxPoints, value: points } },
    );
  }

  #nextTurn(): Promise<void> {
    return new Promise((resolve) => {
      this.#schedule(() => {
        this.#turn = undefined;
        resolve();
      }, 1);
    });
  }
}
