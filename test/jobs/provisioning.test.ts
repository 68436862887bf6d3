/** Snapshots on their way to a vendor, over real jobs, a vendor that plays by script, and a clock turned by hand. */

import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProvisioningReceipt, ProvisioningState } from '../../src/domain/facility-services.ts';
import { AppError, type ErrorCode } from '../../src/errors.ts';
import type { Job } from '../../src/jobs/job.ts';
import { type Jobs, startJobs } from '../../src/jobs/jobs.ts';
import {
  createProvisioningHandlers,
  type ProvisioningKind,
  snapshotName,
  toProvisioningJob,
  toProvisioningProgress,
} from '../../src/jobs/provisioning.ts';
import { createSnapshotStore, type SnapshotStore } from '../../src/store/snapshots.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Call } from '../../src/upstream/call.ts';
import type { ProvisioningAdmin } from '../../src/vendors/facility-services.ts';
import type { VendorSource } from '../../src/vendors/vendor.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

type Script<T> = (T | ErrorCode)[];

let clock: FakeClock;
let store: Store;
let snapshots: SnapshotStore;
let receipts: Script<ProvisioningReceipt>;
let states: Script<ProvisioningState['status'] | 'unknown id'>;
let asked: { readonly what: string; readonly atMs: number; readonly priority: Call['priority'] }[];
let running: Jobs[];

const play = <T>(script: Script<T>, codes: ReadonlySet<unknown>): T | undefined => {
  const next = script.length > 1 ? script.shift() : script[0];
  if (codes.has(next)) throw new AppError(next as ErrorCode, `no: ${String(next)}`, { vendor: 'ENERKEY' });
  return next as T | undefined;
};
const errorCodes = new Set<unknown>([
  'VENDOR_UNAVAILABLE',
  'VENDOR_REJECTED',
  'VENDOR_UNAUTHORIZED',
  'VENDOR_RATE_LIMITED',
]);

const take =
  (what: string) =>
  async (customers: readonly unknown[], { priority }: Call) => {
    asked.push({ what: `${what} ${JSON.stringify(customers)}`, atMs: clock.now(), priority });
    const receipt = play(receipts, errorCodes);
    if (!receipt) throw new Error('the script has no receipt');
    return receipt;
  };
const admin: ProvisioningAdmin = {
  provisionCustomers: take('customers'),
  provisionData: take('data'),
  state: async (id, { priority }) => {
    asked.push({ what: `state ${id}`, atMs: clock.now(), priority });
    const status = play(states, errorCodes);
    if (status === 'unknown id' || status === undefined) return undefined;
    return { status, errorCount: status === 'FAILED' ? 3 : 0 };
  },
};
const source: VendorSource = {
  vendor: 'ENERKEY',
  provisioning: admin,
  ping: async () => {},
  status: () => [],
};

function open(): Jobs {
  const tenants = new Map([['acme', { sources: new Map([['ENERKEY', source] as const]) }]]);
  const handlers = createProvisioningHandlers({ tenants, snapshots, clock });
  const jobs = startJobs({ store, clock, handlers, onFault: (fault) => expect.unreachable(String(fault)) });
  running.push(jobs);
  return jobs;
}

beforeEach(async () => {
  clock = createFakeClock();
  store = await openStore('file::memory:');
  snapshots = createSnapshotStore(store);
  [receipts, states, asked, running] = [[{ outcome: 'accepted', id: 'p-1' }], ['COMPLETED'], [], []];
});
afterEach(async () => {
  const stopped = Promise.all(running.map((jobs) => jobs.stop()));
  await until(async () => Promise.race([stopped.then(() => true), setTimeout(1, false)]), 1_000);
  await store.stop();
});

async function until(met: () => boolean | Promise<boolean>, stepMs = 100): Promise<void> {
  for (let turn = 0; turn < 4_000; turn += 1) {
    if (await met()) return;
    await clock.advance(stepMs);
    await setTimeout(1);
  }
  throw new Error('it did not come to that');
}
const becomes = async (jobs: Jobs, { id }: Job, status: Job['status'], stepMs = 100): Promise<Job> => {
  await until(async () => (await jobs.find('acme', id))?.status === status, stepMs);
  return (await jobs.find('acme', id))!;
};
async function provision(jobs: Jobs, kind: ProvisioningKind, id: string, members: readonly string[]): Promise<Job> {
  await snapshots.announce('acme', snapshotName('ENERKEY', kind), id, members);
  const customers = members.map((customerExternalId) => ({ customerExternalId, facilities: [] }));
  const [job] = await jobs.enqueue('acme', [toProvisioningJob('ENERKEY', { kind, id, customers })]);
  return job!;
}
const known = (kind: ProvisioningKind) => snapshots.members('acme', snapshotName('ENERKEY', kind));

test('data is sent once, then looked at less and less often until it is completed', async () => {
  states = ['PENDING', 'PENDING', 'PROCESSING', 'COMPLETED'];
  const jobs = open();
  const job = await becomes(jobs, await provision(jobs, 'provisionData', 's', ['a', 'b']), 'DONE');
  expect(job).toMatchObject({ total: 2, done: 2, error: null });
  expect(toProvisioningProgress(job)).toEqual({
    ...{ outcome: 'ACCEPTED', provisioningId: 'p-1', status: 'COMPLETED', errorCount: 0 },
  });
  expect(asked.map(({ what }) => what.split(' ')[0])).toEqual(['data', 'state', 'state', 'state', 'state']);
  const gaps = asked.slice(1).map(({ atMs }, i) => atMs - asked[i]!.atMs);
  expect(gaps.map((ms) => Math.floor(ms / 1_000))).toEqual([1, 2, 4, 8]);
  expect(new Set(asked.map(({ priority }) => priority))).toEqual(new Set(['bulk']));
});

test('what the vendor makes of it is to be seen while it goes on', async () => {
  states = ['PROCESSING'];
  const jobs = open();
  const job = await provision(jobs, 'provisionData', 's', ['a']);
  const seen: unknown[] = [];
  const watching = (async () => {
    for await (const state of jobs.watch('acme', job.id)) seen.push(toProvisioningProgress(state)?.status);
  })();
  await until(() => seen.includes('PROCESSING'));
  states = ['COMPLETED'];
  await until(() => seen.at(-1) === 'COMPLETED');
  await watching;
  expect([...new Set(seen)]).toEqual([null, 'PENDING', 'PROCESSING', 'COMPLETED']);
});

test('data that the vendor had already is done at the first look, also when the vendor does not know its id any more', async () => {
  for (const state of ['COMPLETED', 'unknown id'] as const) {
    receipts = [{ outcome: 'unchanged', id: 'p-0' }];
    states = [state];
    const jobs = open();
    const job = await becomes(jobs, await provision(jobs, 'provisionData', state, ['a']), 'DONE');
    expect(toProvisioningProgress(job)).toMatchObject({ outcome: 'UNCHANGED', provisioningId: 'p-0' });
  }
});

test('customers, of which the vendor names no id, are done when they are taken', async () => {
  receipts = [{ outcome: 'accepted', id: null }];
  const jobs = open();
  const job = await becomes(jobs, await provision(jobs, 'provisionCustomers', 's', ['a']), 'DONE');
  expect(toProvisioningProgress(job)).toMatchObject({ outcome: 'ACCEPTED', provisioningId: null, status: null });
  expect(asked).toHaveLength(1);
});

test('data that the vendor could not carry out fails the job, with how many errors it names', async () => {
  states = ['PROCESSING', 'FAILED'];
  const jobs = open();
  const job = await becomes(jobs, await provision(jobs, 'provisionData', 's', ['a']), 'FAILED');
  expect(toProvisioningProgress(job)).toMatchObject({ status: 'FAILED', errorCount: 3 });
  expect(job.error).toMatchObject({ code: 'VENDOR_REJECTED' });
  expect(job.error?.message).toContain('3 errors');
});

test('a snapshot that the vendor refuses is sent once, and counts no more among what it may hold', async () => {
  receipts = ['VENDOR_REJECTED'];
  const jobs = open();
  await becomes(jobs, await provision(jobs, 'provisionData', 's', ['typo']), 'FAILED');
  expect(asked).toHaveLength(1);
  expect(await known('provisionData')).toEqual([]);
});

test('a vendor that fails is tried for as long as it takes, and neither failure nor limit ends the following', async () => {
  receipts = ['VENDOR_UNAVAILABLE', 'VENDOR_UNAVAILABLE', { outcome: 'accepted', id: 'p-1' }];
  states = ['VENDOR_UNAVAILABLE', 'PROCESSING', 'VENDOR_RATE_LIMITED', 'COMPLETED'];
  const jobs = open();
  const job = await becomes(jobs, await provision(jobs, 'provisionData', 's', ['a']), 'DONE', 1_000);
  expect(toProvisioningProgress(job)).toMatchObject({ status: 'COMPLETED' });
  expect(asked.filter(({ what }) => what.startsWith('data'))).toHaveLength(3);
});

test('a key of the wrong scope parks the job, and it goes on when it is resumed', async () => {
  receipts = ['VENDOR_UNAUTHORIZED', { outcome: 'accepted', id: 'p-1' }];
  const jobs = open();
  const job = await provision(jobs, 'provisionData', 's', ['a']);
  expect(await becomes(jobs, job, 'PARKED')).toMatchObject({ error: { code: 'VENDOR_UNAUTHORIZED' } });
  expect(await known('provisionData')).toEqual(['a']);
  await jobs.resume('acme', job.id);
  await becomes(jobs, job, 'DONE');
});

test('snapshots go out in the order they came, customers and data alike, each when the one before is worked on', async () => {
  const jobs = open();
  states = ['PROCESSING'];
  const first = await provision(jobs, 'provisionData', 'one', ['a']);
  receipts.push({ outcome: 'accepted', id: null }, { outcome: 'accepted', id: 'p-2' });
  const second = await provision(jobs, 'provisionCustomers', 'two', ['b']);
  const third = await provision(jobs, 'provisionData', 'three', ['c']);
  await until(() => asked.length >= 3);
  expect(asked.every(({ what }) => what.startsWith('data') || what === 'state p-1')).toBe(true);
  expect([...(await known('provisionData'))].sort()).toEqual(['a', 'c']);
  states = ['COMPLETED'];
  for (const job of [first, second, third]) await becomes(jobs, job, 'DONE');
  const sent = asked.filter(({ what }) => !what.startsWith('state')).map(({ what }) => what.split(' ')[0]);
  expect(sent).toEqual(['data', 'customers', 'data']);
  expect(await known('provisionData')).toEqual(['c']);
});

test('another process goes on with following, and sends nothing again', async () => {
  states = ['PROCESSING'];
  const dying = open();
  const job = await provision(dying, 'provisionData', 's', ['a']);
  await until(() => asked.length >= 2);
  const stopped = dying.stop();
  await until(async () => Promise.race([stopped.then(() => true), setTimeout(1, false)]), 1_000);
  states = ['COMPLETED'];
  const heir = open();
  await becomes(heir, job, 'DONE', 1_000);
  expect(asked.filter(({ what }) => what.startsWith('data'))).toHaveLength(1);
});

test('what the vendor says nothing of for a day is followed no more, and told', async () => {
  states = ['PROCESSING'];
  const jobs = open();
  const job = await becomes(jobs, await provision(jobs, 'provisionData', 's', ['a']), 'FAILED', 60_000);
  expect(job.error).toMatchObject({ code: 'VENDOR_TIMEOUT' });
  expect(toProvisioningProgress(job)).toMatchObject({ outcome: 'ACCEPTED', status: 'PROCESSING' });
});
