/** The day as a picture: calls against the quota, the age of the answers, and which reads failed. */

import type { Day } from './day.ts';
import type { Played } from './play.ts';
import { band, gridLine, label, line, type Plane, page, strip } from './svg.ts';
import { partMs } from './tally.ts';

const left = 88;
const width = 760;
const callsPlane = { left, top: 76, width, height: 190 };
const agesPlane = { left, top: 320, width, height: 170 };
const stripsTop = 540;
const stripHeight = 12;
const stripStep = 20;
const hourMs = 3_600_000;

/** An SVG document that brings its own background, dark or light as its reader prefers. Up to four strategies. */
export function toChart(day: Day, played: readonly Played[]): string {
  const endMs = day.hours * hourMs;
  const calls: Plane = { ...callsPlane, endMs, most: Math.max(day.quota, ...played.map(({ spent }) => spent)) * 1.1 };
  const ages: Plane = { ...agesPlane, endMs, most: longestAgeMs(played) * 1.1 };
  const bottom = stripsTop + stripStep * played.length;
  const outage = { fromMs: day.outage.fromHour * hourMs, toMs: day.outage.toHour * hourMs };
  const whole: Plane = { ...calls, height: bottom - callsPlane.top };
  const parts = [
    band(whole, outage.fromMs, outage.toMs),
    label(calls.left + (calls.width * outage.toMs) / endMs + 6, calls.top + 12, 'vendor down'),
    ...legend(played),
    ...callsPanel(day, calls, played),
    ...agesPanel(ages, played),
    ...failures(whole, played),
    ...hours(day, whole, bottom),
  ];
  return page({ width: left + width + 36, height: bottom + 36, title: 'A day of vendor calls, played' }, parts);
}

function legend(played: readonly Played[]): string[] {
  return played.flatMap(({ strategy }, i) => {
    const x = left + i * 130;
    return [
      `<line class="s${i} curve" x1="${x}" y1="28" x2="${x + 24}" y2="28"/>`,
      label(x + 32, 32, strategy, 'strong'),
    ];
  });
}

function callsPanel({ quota }: Day, plane: Plane, played: readonly Played[]): string[] {
  const steps = [0, 0.25, 0.5, 0.75, 1].map((share) => share * quota);
  return [
    label(left, plane.top - 12, 'Calls spent since midnight', 'strong'),
    ...steps.map((value) => gridLine(plane, value, thousands(value), value === quota ? 'quota' : 'grid')),
    label(left + width, plane.top + 6, 'quota of 24 hours', 'end'),
    ...played.map(({ spentByPart }, i) =>
      line(plane, `s${i} curve`, [
        { atMs: 0, value: 0 },
        ...spentByPart.map((value, part) => ({ atMs: (part + 1) * partMs, value })),
      ]),
    ),
  ];
}

function agesPanel(plane: Plane, played: readonly Played[]): string[] {
  const stepMs = ageStepMs(plane.most);
  const steps = Array.from({ length: Math.floor(plane.most / stepMs) + 1 }, (_, i) => i * stepMs);
  return [
    label(
      left,
      plane.top - 12,
      'Age of the answers: half are younger than the bold line, 99 % than the thin one',
      'strong',
    ),
    ...steps.map((valueMs) => gridLine(plane, valueMs, `${valueMs / 60_000} min`, 'grid')),
    ...played.flatMap(({ parts }, i) => [
      line(
        plane,
        `s${i} thin`,
        parts.map(({ startMs, p99Ms }) => ({ atMs: startMs + partMs / 2, value: p99Ms })),
      ),
      line(
        plane,
        `s${i} curve`,
        parts.map(({ startMs, medianMs }) => ({ atMs: startMs + partMs / 2, value: medianMs })),
      ),
    ]),
  ];
}

/** A row a strategy, the darker the larger the part of reads that failed. */
function failures(whole: Plane, played: readonly Played[]): string[] {
  return [
    label(left, stripsTop - 12, 'Reads without an answer: none where the row is empty, all where it is full', 'strong'),
    ...played.flatMap(({ strategy, parts }, i) => {
      const top = stripsTop + i * stripStep;
      const plane = { ...whole, top, height: stripHeight };
      const cells = parts.map(({ startMs, answers, failed }) => ({
        fromMs: startMs,
        toMs: startMs + partMs,
        share: failed / Math.max(1, answers + failed),
      }));
      return [label(left - 8, top + 10, strategy, 'end'), ...strip(plane, `s${i}`, cells)];
    }),
  ];
}

function hours(day: Day, whole: Plane, bottom: number): string[] {
  const every = Math.max(1, Math.round(day.hours / 8));
  return Array.from({ length: Math.floor(day.hours / every) + 1 }, (_, i) => i * every).map((hour) =>
    label(whole.left + (whole.width * hour) / day.hours, bottom + 16, `${String(hour).padStart(2, '0')}:00`, 'middle'),
  );
}

function longestAgeMs(played: readonly Played[]): number {
  return Math.max(60_000, ...played.flatMap(({ parts }) => parts.map(({ p99Ms }) => p99Ms ?? 0)));
}

/** Four to eight lines, at round figures. */
function ageStepMs(mostMs: number): number {
  const minutes = [1, 2, 5, 10, 15, 30, 60, 120, 240].find((step) => mostMs / (step * 60_000) <= 8) ?? 480;
  return minutes * 60_000;
}

function thousands(value: number): string {
  return value >= 10_000 ? `${Math.round(value / 1_000)} 000` : String(Math.round(value));
}
