/** Plays a day through one strategy, on a clock that jumps from one arrival to the next. */

import { createFakeClock } from '../../test/support/fake-clock.ts';
import type { Day } from './day.ts';
import { createRandom } from './random.ts';
import type { Strategy } from './strategy.ts';
import { partMs, type Tallied, Tally } from './tally.ts';
import { createVendor } from './vendor.ts';

export interface Played extends Tallied {
  readonly strategy: string;
  /** Calls the vendor took, failing ones included. */
  readonly spent: number;
  /** Calls the vendor refused because the quota was spent. */
  readonly refused: number;
  /** Most calls the vendor took in any 24 hours. */
  readonly mostInADay: number;
  /** Reads without an answer although the vendor had given one in the last 24 hours. */
  readonly failedThoughGiven: number;
  /** Calls taken so far, at the end of each part of ten minutes. */
  readonly spentByPart: readonly number[];
}

const startMs = Date.UTC(2026, 0, 15);
const hourMs = 3_600_000;
/** Long enough for the last exchange to end. */
const closingMs = 60_000;

export async function play(day: Day, strategy: Strategy): Promise<Played> {
  const clock = createFakeClock(startMs);
  const { quota, outage } = day;
  const vendor = createVendor({
    ...{ clock, quota, random: createRandom(day.seed + 1) },
    outage: { fromMs: startMs + outage.fromHour * hourMs, toMs: startMs + outage.toHour * hourMs },
  });
  const open = strategy.open({ clock, vendor, quota, random: createRandom(day.seed + 2) });
  const tally = new Tally();
  const spentByPart: number[] = [];
  let failedThoughGiven = 0;

  const read = async (meterIds: readonly string[]) => {
    const atMs = clock.now();
    const given = await open.read(meterIds);
    given.forEach((asOfMs, i) => {
      tally.add(atMs - startMs, asOfMs === undefined ? undefined : Math.max(0, atMs - asOfMs));
      if (asOfMs === undefined && isHeld(vendor.lastGivenMs(meterIds[i] ?? ''), atMs)) failedThoughGiven += 1;
    });
  };
  const advanceTo = async (atMs: number) => {
    for (let next = partEnd(spentByPart); next <= atMs; next = partEnd(spentByPart)) {
      await clock.advance(next - clock.now());
      spentByPart.push(vendor.taken);
    }
    await clock.advance(atMs - clock.now());
  };

  const reads: Promise<void>[] = [];
  for (const { atMs, meterIds } of day.polls) {
    await advanceTo(startMs + atMs);
    reads.push(read(meterIds));
  }
  await advanceTo(startMs + day.hours * hourMs);
  await clock.advance(closingMs);
  await Promise.all(reads);
  await open.stop();
  const { taken: spent, refused, mostInADay } = vendor;
  return { strategy: strategy.name, ...tally.result(), spent, refused, mostInADay, failedThoughGiven, spentByPart };
}

function partEnd(spentByPart: readonly number[]): number {
  return startMs + (spentByPart.length + 1) * partMs;
}

function isHeld(givenAtMs: number | undefined, nowMs: number): boolean {
  return givenAtMs !== undefined && nowMs - givenAtMs < 24 * hourMs;
}
