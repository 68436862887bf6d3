/** The upload of consumption against the real sandbox, at an hour of the test's choosing. */

import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EnergyPoint } from '../../src/domain/energy-point.ts';
import { createEnergyUpload, toEnergyUpload } from '../../src/jobs/energy-upload.ts';
import type { Job } from '../../src/jobs/job.ts';
import { type Jobs, startJobs } from '../../src/jobs/jobs.ts';
import { type EquiwattSandbox, startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import { assetUuid, demoCredentials } from '../../src/sandbox/world.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { equiwatt } from '../../src/vendors/equiwatt/index.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { type ClockedSource, openClocked } from '../vendors/clocked-source.ts';

let clock: FakeClock;
let sandbox: EquiwattSandbox;
let store: Store;
let opened: ClockedSource;
let faults: unknown[];
let replicas: Jobs[];

beforeEach(async () => {
  clock = createFakeClock(Date.UTC(2026, 0, 1));
  sandbox = await startEquiwattSandbox({ clock, life: false });
  store = await openStore('file::memory:');
  const { apiKey, tenantUuid } = demoCredentials.equiwatt;
  opened = openClocked(equiwatt, { baseUrl: sandbox.url, apiKey, tenantUuid }, clock);
  [faults, replicas] = [[], []];
});
afterEach(async () => {
  for (const replica of replicas) await replica.stop();
  await opened.stop();
  await sandbox.stop();
  await store.stop();
  expect(faults).toEqual([]);
});

const startReplica = (): Jobs => {
  const tenants = new Map([['acme', { sources: new Map([['EQUIWATT', opened.source] as const]) }]]);
  const handlers = [createEnergyUpload({ tenants, clock })];
  const jobs = startJobs({ store, clock, handlers, onFault: (fault) => void faults.push(fault) });
  replicas.push(jobs);
  return jobs;
};
const points = (count: number): EnergyPoint[] =>
  Array.from({ length: count }, (_, i) => ({
    ...{ assetId: assetUuid(1 + (i % 10)), kwh: 0.5, direction: 'IMPORT' as const },
    atMs: Date.UTC(2015, 0, 1) + Math.floor(i / 10) * 1_800_000,
  }));
const enqueue = async (jobs: Jobs, count: number): Promise<Job> => {
  const [job] = await jobs.enqueue('acme', [toEnergyUpload('EQUIWATT', points(count), 50_000)]);
  if (!job) throw new Error('nothing was added');
  return job;
};
// The clock goes on a little whenever the real exchange has had time to.
const until = async (met: () => boolean | Promise<boolean>) => {
  for (let turn = 0; turn < 3_000; turn += 1) {
    if (await met()) return;
    await clock.advance(20);
    await setTimeout(5);
  }
  throw new Error('it did not come to that');
};
const uploads = () => sandbox.calls.filter(({ method }) => method === 'POST');

it('sends 120 000 points as 3 requests of at most 50 000, a second apart, never two at once, while progress shows', async () => {
  const jobs = startReplica();
  const job = await enqueue(jobs, 120_000);
  const seen: number[] = [];
  const watching = (async () => {
    for await (const { done } of jobs.watch('acme', job.id)) seen.push(done);
  })();
  await until(async () => (await jobs.find('acme', job.id))?.status === 'DONE');
  await watching;

  const calls = uploads();
  expect(calls.map(({ status }) => status)).toEqual([201, 201, 201]);
  const gaps = calls.slice(1).map(({ atMs }, i) => atMs - (calls[i]?.atMs ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
  expect(Math.max(...calls.map(({ inFlight }) => inFlight))).toBe(1);
  expect(new Set(seen)).toEqual(new Set([0, 50_000, 100_000, 120_000]));
  const kept = [...(sandbox.customers[0]?.energy.uploaded.values() ?? [])].reduce((sum, { size }) => sum + size, 0);
  expect(kept).toBe(120_000);
}, 30_000);

it('waits for a vendor that fails, and sends the chunk it did not accept again, no other', async () => {
  const jobs = startReplica();
  const job = await enqueue(jobs, 100_000);
  await until(async () => (await jobs.find('acme', job.id))?.done === 50_000);
  sandbox.faults.add({ kind: 'status', status: 503, times: 4 });
  await until(async () => (await jobs.find('acme', job.id))?.error?.code === 'VENDOR_UNAVAILABLE');
  await until(async () => (await jobs.find('acme', job.id))?.status === 'DONE');
  expect(uploads().filter(({ status }) => status === 201)).toHaveLength(2);
}, 30_000);

it('fails an upload with an asset that the vendor refuses, and keeps what was accepted', async () => {
  const jobs = startReplica();
  const strange = points(50_001).with(50_000, {
    ...{ assetId: assetUuid(99), atMs: Date.UTC(2015, 0, 1), kwh: 1, direction: 'EXPORT' },
  });
  const [job] = await jobs.enqueue('acme', [toEnergyUpload('EQUIWATT', strange, 50_000)]);
  await until(async () => (await jobs.find('acme', job?.id ?? ''))?.status === 'FAILED');
  expect(await jobs.find('acme', job?.id ?? '')).toMatchObject({ done: 50_000, error: { code: 'VENDOR_REJECTED' } });
}, 30_000);
