import { beforeAll, expect, test } from 'vitest';
import { toChart } from '../../../bench/simulate/chart.ts';
import { createDay, type DayOptions } from '../../../bench/simulate/day.ts';
import { fixedTtl, noCache } from '../../../bench/simulate/fixed-ttl.ts';
import { type Played, play } from '../../../bench/simulate/play.ts';
import { columns, toTable } from '../../../bench/simulate/table.ts';
import { wattgraph } from '../../../bench/simulate/wattgraph.ts';

/** Two days, so that calls come back, with a quota that fixed times to live overrun on either. */
const small: DayOptions = {
  ...{ seed: 7, meters: 2_000, dashboards: 20, hours: 48, quota: 1_200 },
  outage: { fromHour: 8, toHour: 8.5 },
};
const day = createDay(small);
const quarterHour = fixedTtl('TTL 15 min', 15 * 60_000);
let ours: Played;
let fixed: Played;

beforeAll(async () => {
  ours = await play(day, wattgraph);
  fixed = await play(day, quarterHour);
});

test('never has the vendor count more calls in any 24 hours than the quota', () => {
  expect(ours.mostInADay).toBeLessThanOrEqual(small.quota);
  expect(ours.refused).toBe(0);
  expect(ours.spent).toBeGreaterThan(1.5 * small.quota);
  // The day is hard enough to tell them apart.
  expect(fixed.refused).toBeGreaterThan(0);
});

test('answers every read for which the vendor has ever given a value, through the outage too', () => {
  expect(ours.failedThoughGiven).toBe(0);
  expect(fixed.failedThoughGiven).toBeGreaterThan(0);
  // What nobody had asked for before the outage cannot be answered in it.
  expect(ours.failed).toBeGreaterThan(0);
  expect(ours.failed).toBeLessThan(fixed.failed / 10);
});

test('answers still when the quota is a small part of what the least freshness costs', async () => {
  const scarce = await play(createDay({ ...small, quota: 300 }), wattgraph);
  expect(scarce.mostInADay).toBeLessThanOrEqual(300);
  expect(scarce.refused).toBe(0);
  expect(scarce.failedThoughGiven).toBe(0);
});

test('keeps to the least freshness while the quota is ample', async () => {
  const ample = createDay({ ...small, hours: 24, quota: 100_000, outage: { fromHour: 0, toHour: 0 } });
  const played = await play(ample, wattgraph);
  expect(played.spent).toBeLessThanOrEqual((await play(ample, quarterHour)).spent);
  expect(played.failed).toBe(0);
  // A quarter of an hour, and the poll that finds it over.
  expect(played.p99Ms).toBeLessThanOrEqual(21 * 60_000);
});

test('plays the same day again for the same seed, and another one for another', async () => {
  expect(await play(createDay(small), wattgraph)).toEqual(ours);
  const other = await play(createDay({ ...small, seed: 8 }), wattgraph);
  expect(other.spentByPart).not.toEqual(ours.spentByPart);
});

test('counts every read once, whatever answers it', () => {
  const reads = day.polls.reduce((sum, { meterIds }) => sum + meterIds.length, 0);
  for (const { fresh, stale, failed, parts } of [fixed, ours]) {
    expect(fresh + stale + failed).toBe(reads);
    expect(parts.reduce((sum, part) => sum + part.answers + part.failed, 0)).toBe(reads);
  }
});

test('shows every meter on some dashboard, some on several', () => {
  const shown = new Map<string, number>();
  const dashboards = new Set(day.polls.filter(({ atMs }) => atMs < 3_600_000).map(({ meterIds }) => meterIds.join()));
  for (const meterIds of dashboards) for (const id of meterIds.split(',')) shown.set(id, (shown.get(id) ?? 0) + 1);
  expect([...shown.values()].some((count) => count > 1)).toBe(true);
  const all = new Set(day.polls.flatMap(({ meterIds }) => meterIds));
  expect(all.size).toBe(small.meters);
});

test('tells and draws each strategy', async () => {
  const played = [await play(day, noCache), ours];
  const [head, , ...rows] = toTable(played).split('\n');
  for (const column of columns) expect(head).toContain(column);
  expect(rows).toHaveLength(2);
  expect(rows[1]).toContain('wattgraph');
  const chart = toChart(day, played);
  expect(chart).not.toMatch(/NaN|undefined|Infinity/);
  expect(chart).toContain('prefers-color-scheme: dark');
  expect(chart.match(/<path class="s1 curve" d="M/g)).toHaveLength(2);
});
