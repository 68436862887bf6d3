/** Packets on their way to the sandbox Wattics on its bad days, by two replicas: what the collector saw. */

import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Packet } from '../../src/domain/packet.ts';
import type { Job } from '../../src/jobs/job.ts';
import { type Jobs, startJobs } from '../../src/jobs/jobs.ts';
import { createPacketPushHandler, toPacketPushes } from '../../src/jobs/packet-push.ts';
import type { Fault } from '../../src/sandbox/faults.ts';
import { startWatticsSandbox, type WatticsSandbox } from '../../src/sandbox/wattics/index.ts';
import { demoCredentials, streamId } from '../../src/sandbox/world.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { wattics } from '../../src/vendors/wattics/index.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { type ClockedSource, openClocked } from '../vendors/clocked-source.ts';

const firstMs = Date.UTC(2024, 0, 1);
let clock: FakeClock;
let sandbox: WatticsSandbox;
let store: Store;
let sources: ClockedSource[];
let replicas: Jobs[];
let faults: unknown[];

beforeEach(async () => {
  clock = createFakeClock(Date.UTC(2026, 0, 1));
  sandbox = await startWatticsSandbox({ clock, pushLatencyMs: 5 });
  store = await openStore('file::memory:');
  [sources, replicas, faults] = [[], [], []];
});
afterEach(async () => {
  for (const replica of replicas) await replica.stop();
  for (const source of sources) await source.stop();
  await sandbox.stop();
  await store.stop();
  expect(faults).toEqual([]);
});

const startReplica = (): Jobs => {
  const { username, password } = demoCredentials.wattics;
  const opened = openClocked(wattics, { push: { url: sandbox.pushUrl, username, password } }, clock);
  sources.push(opened);
  const tenants = new Map([['acme', { sources: new Map([['WATTICS', opened.source] as const]) }]]);
  const handlers = [createPacketPushHandler({ tenants, clock })];
  const jobs = startJobs({ store, clock, handlers, onFault: (fault) => void faults.push(fault) });
  replicas.push(jobs);
  return jobs;
};
const packet = (meter: number, minute: number, value = minute): Packet => ({
  ...{ stream: streamId(meter), at: new Date(firstMs + minute * 60_000).toISOString(), form: 'local' },
  content: { value },
});
const enqueue = (jobs: Jobs, packets: readonly Packet[]): Promise<readonly Job[]> =>
  jobs.enqueue('acme', toPacketPushes('WATTICS', packets));
// The clock goes on a little whenever the real exchange has had time to.
const until = async (met: () => boolean | Promise<boolean>, stepMs = 20) => {
  for (let turn = 0; turn < 6_000; turn += 1) {
    if (await met()) return;
    await clock.advance(stepMs);
    await setTimeout(2);
  }
  throw new Error('it did not come to that');
};
const untilStatus = (jobs: Jobs, made: readonly Job[], status: Job['status'], stepMs?: number) =>
  until(async () => {
    const found = await Promise.all(made.map(({ id }) => jobs.find('acme', id)));
    return found.every((job) => job?.status === status);
  }, stepMs);
const minutesOf = (meter: number) =>
  sandbox.accepted
    .filter(({ stream }) => stream === streamId(meter))
    .map(({ tsISO8601 }) => (Date.parse(tsISO8601) - firstMs) / 60_000);
const posts = () => sandbox.calls.filter(({ method }) => method === 'POST');

const post = { method: 'POST', path: 'unifiedjson' } as const;
const badDays: readonly [string, Fault][] = [
  ['429', { kind: 'status', status: 429, times: 6, ...post }],
  ['429 with Retry-After', { kind: 'status', status: 429, headers: { 'retry-after': '2' }, times: 6, ...post }],
  ['500', { kind: 'status', status: 500, times: 12, ...post }],
  ['503', { kind: 'status', status: 503, times: 12, ...post }],
  ['connections that break before the answer', { kind: 'reset', times: 12, ...post }],
  ['answers cut in half', { kind: 'truncated', times: 12, ...post }],
  ['no answer at all', { kind: 'hang', times: 10, ...post }],
];
it.each(badDays)(
  'keeps each meter in order, one in flight, and loses nothing through %s',
  async (_, fault) => {
    const [one, two] = [startReplica(), startReplica()];
    const meters = Array.from({ length: 10 }, (_, i) => i + 1);
    const minutes = Array.from({ length: 12 }, (_, i) => i);
    const shuffled = minutes.flatMap((minute) => meters.map((meter) => packet(meter, (minute * 5) % 12)));
    sandbox.faults.add(fault);
    const made = [...(await enqueue(one, shuffled.slice(0, 60))), ...(await enqueue(two, shuffled.slice(60)))];
    await untilStatus(one, made, 'DONE', 100);
    for (const meter of meters) {
      const seen = minutesOf(meter);
      // What was sent before the second half came may be newer than it; nothing else is out of order, or missing.
      expect(new Set(seen)).toEqual(new Set(minutes));
      const retried = seen.filter((minute, i) => minute !== seen[i - 1]);
      expect(retried.length, `meter ${meter}: ${seen}`).toBe(12);
    }
    expect(sandbox.violations.filter(({ rule }) => rule === 'ONE_IN_FLIGHT')).toEqual([]);
    expect(sandbox.faults.list()).toEqual([]);
  },
  60_000,
);

it('sends what comes late in its place among what still waits, and behind what was sent', async () => {
  const jobs = startReplica();
  sandbox.faults.add({ kind: 'status', status: 503, ...post });
  const made = await enqueue(jobs, [packet(1, 10), packet(1, 30)]);
  await until(async () => (await jobs.find('acme', made[0]?.id ?? ''))?.error !== null);
  const late = await enqueue(jobs, [packet(1, 20), packet(1, 5)]);
  expect(late.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
  sandbox.faults.clear();
  await untilStatus(jobs, made, 'DONE', 100);
  expect(minutesOf(1)).toEqual([5, 10, 20, 30]);
  expect(sandbox.violations).toEqual([]);
  await untilStatus(jobs, await enqueue(jobs, [packet(1, 15)]), 'DONE');
  expect(minutesOf(1)).toEqual([5, 10, 20, 30, 15]);
}, 30_000);

it.each([500, 429])(
  'tries again after %i, some minute apart, for hours',
  async (status) => {
    const jobs = startReplica();
    sandbox.faults.add({ kind: 'status', status, ...post });
    const made = await enqueue(jobs, [packet(1, 1)]);
    const startMs = clock.now();
    await until(() => clock.now() - startMs > 2 * 3_600_000, 5_000);
    const code = status === 429 ? 'VENDOR_RATE_LIMITED' : 'VENDOR_UNAVAILABLE';
    expect(await jobs.find('acme', made[0]?.id ?? '')).toMatchObject({ status: 'RUNNING', error: { code } });
    const gaps = posts().map(({ atMs }, i) => atMs - (posts()[i - 1]?.atMs ?? atMs));
    // A minute; where the breaker's probe falls between two tries, two.
    expect(Math.max(...gaps)).toBeLessThanOrEqual(130_000);
    sandbox.faults.clear();
    const mendedMs = clock.now();
    await untilStatus(jobs, made, 'DONE', 1_000);
    // A minute, or the breaker's probe a little later.
    expect(clock.now() - mendedMs).toBeLessThanOrEqual(180_000);
    expect(minutesOf(1)).toEqual([1]);
  },
  60_000,
);

it.each([400, 401, 403, 404])('parks a meter on %i, with the packet and all behind it', async (status) => {
  const jobs = startReplica();
  sandbox.faults.add({ kind: 'status', status, times: 1, ...post });
  const made = await enqueue(jobs, [packet(1, 1), packet(1, 2)]);
  await untilStatus(jobs, made, 'PARKED');
  const code = status === 401 || status === 403 ? 'VENDOR_UNAUTHORIZED' : 'VENDOR_REJECTED';
  expect(await jobs.find('acme', made[0]?.id ?? '')).toMatchObject({ done: 0, total: 2, error: { code } });
  await clock.advance(300_000);
  expect(posts()).toHaveLength(1);
  await jobs.resume('acme', made[0]?.id ?? '');
  await untilStatus(jobs, made, 'DONE');
  expect(minutesOf(1)).toEqual([1, 2]);
});

it('takes a page for no acceptance, and keeps the packet', async () => {
  const jobs = startReplica();
  sandbox.faults.add({ kind: 'wrongType', times: 1, ...post });
  const made = await enqueue(jobs, [packet(1, 1)]);
  await untilStatus(jobs, made, 'PARKED');
  expect(await jobs.find('acme', made[0]?.id ?? '')).toMatchObject({ done: 0, error: { code: 'VENDOR_CONTRACT' } });
});

it('keeps the session cookie, and to eight packets in flight however many meters wait', async () => {
  const jobs = startReplica();
  const made = await enqueue(
    jobs,
    Array.from({ length: 100 }, (_, i) => packet(1 + (i % 10), i)),
  );
  await untilStatus(jobs, made, 'DONE');
  expect(sandbox.accepted).toHaveLength(100);
  const inFlight = Math.max(...posts().map((call) => call.inFlight));
  expect(inFlight).toBeLessThanOrEqual(8);
  expect(inFlight).toBeGreaterThan(1);
  expect(sandbox.sessions.size).toBeLessThanOrEqual(8);
});
