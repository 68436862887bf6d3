/**
 * Who looks at what, and when. Half of the dashboards hang on a wall and are on around the clock; the others open in the
 * morning and close in the late afternoon. All poll. In the morning peak people look closer: their pages poll faster, and
 * each time they look into other facilities too.
 */

import { createRandom, gaussian } from './random.ts';

export interface DayOptions {
  /** Equal seeds give equal days. */
  readonly seed: number;
  readonly meters: number;
  readonly dashboards: number;
  /** How long to play, from midnight. Default 24. */
  readonly hours?: number;
  /** Calls the vendor allows in 24 hours. */
  readonly quota: number;
  /** The vendor fails in this part of the day; hours since the start. */
  readonly outage: Span;
}

export interface Span {
  readonly fromHour: number;
  readonly toHour: number;
}

export interface Poll {
  /** Milliseconds since the start. */
  readonly atMs: number;
  /** What the dashboard shows: ids of meters. */
  readonly meterIds: readonly string[];
}

export interface Day extends DayOptions {
  readonly hours: number;
  /** In the order of time. */
  readonly polls: readonly Poll[];
}

/** Meters of one facility. */
const facilitySize = 25;
/** Facilities that many look at, such as head offices, and how many of them a dashboard adds to its own. */
const popularShare = 0.02;
const popularShown = 2;
/** Facilities looked into besides, at each poll in the peak. */
const lookedInto = 2;
const peak: Span = { fromHour: 7, toHour: 9.5 };
const pollEveryMs = 5 * 60_000;
const peakPollEveryMs = 2 * 60_000;
const hourMs = 3_600_000;

export function createDay(options: DayOptions): Day {
  const { seed, dashboards, hours = 24 } = options;
  const random = createRandom(seed);
  const polls: Poll[] = [];
  for (let number = 0; number < dashboards; number += 1) {
    const meterIds = metersShown(options, number, random);
    const isWall = number % 2 === 0;
    const phaseMs = random() * pollEveryMs;
    for (let midnight = 0; midnight < hours; midnight += 24) {
      const open = isWall ? { fromHour: 0, toHour: 24 } : workday(random);
      for (let atMs = open.fromHour * hourMs + phaseMs; atMs < open.toHour * hourMs; ) {
        const inPeak = !isWall && atMs >= peak.fromHour * hourMs && atMs < peak.toHour * hourMs;
        const others = inPeak ? metersAtRandom(options, random) : [];
        polls.push({ atMs: Math.round(midnight * hourMs + atMs), meterIds: [...meterIds, ...others] });
        atMs += (inPeak ? peakPollEveryMs : pollEveryMs) * (0.9 + 0.2 * random());
      }
    }
  }
  const inTime = polls.filter(({ atMs }) => atMs < hours * hourMs);
  return { ...options, hours, polls: inTime.sort((a, b) => a.atMs - b.atMs) };
}

/** From when to when somebody sits before it. */
function workday(random: () => number): Span {
  const fromHour = Math.max(5, gaussian(random, 7.75, 0.6));
  return { fromHour, toHour: Math.min(23, fromHour + gaussian(random, 9, 0.75)) };
}

/** Its own part of the facilities, which together are all of them, and some that others show too. */
function metersShown({ meters, dashboards }: DayOptions, number: number, random: () => number): readonly string[] {
  const facilities = Math.ceil(meters / facilitySize);
  const shown = new Set<number>();
  const first = Math.floor((number * facilities) / dashboards);
  const next = Math.floor(((number + 1) * facilities) / dashboards);
  for (let facility = first; facility < next; facility += 1) shown.add(facility);
  const popular = Math.max(popularShown, Math.round(facilities * popularShare));
  for (let i = 0; i < popularShown; i += 1)
    shown.add(Math.floor(random() * popular) * Math.floor(facilities / popular));
  return [...shown].flatMap((facility) => metersOf(facility, meters));
}

function metersAtRandom({ meters }: DayOptions, random: () => number): string[] {
  const some = Array.from({ length: lookedInto }, () => Math.floor((random() * meters) / facilitySize));
  return some.flatMap((facility) => metersOf(facility, meters));
}

function metersOf(facility: number, meters: number): string[] {
  const first = facility * facilitySize;
  const size = Math.min(facilitySize, meters - first);
  return Array.from({ length: size }, (_, i) => String(100_000 + first + i));
}
