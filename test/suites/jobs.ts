/** What durable jobs promise, whatever database is under them. */

import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../src/errors.ts';
import type { Job, JobPart, NewJob } from '../../src/jobs/job.ts';
import { type Jobs, type JobsOptions, startJobs } from '../../src/jobs/jobs.ts';
import { takeJob } from '../../src/jobs/leases.ts';
import type { Again, JobHandler, Told } from '../../src/jobs/runner.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import type { TestDatabase } from '../support/stores.ts';

type Answer = 'accept' | ErrorCode | 'hang' | Again | Told | Error;

export function defineJobsSuite(name: string, create: () => Promise<TestDatabase>): void {
  describe(`jobs over ${name}`, () => {
    let database: TestDatabase;
    let clock: FakeClock;
    let stores: Store[];
    let running: Jobs[];
    let faults: unknown[];
    let sent: { readonly job: string; readonly part: JobPart; readonly atMs: number }[];
    let answers: Answer[];

    const handler: JobHandler = {
      kind: 'upload',
      async send(part, job, signal) {
        sent.push({ job: job.id, part, atMs: clock.now() });
        const answer = answers.shift() ?? 'accept';
        if (answer === 'accept') return undefined;
        if (answer instanceof Error) throw answer;
        if (typeof answer === 'object') return answer;
        if (answer !== 'hang') throw new AppError(answer, `no: ${answer}`, { vendor: 'EQUIWATT' });
        await clock.sleep(3_600_000, signal);
        return undefined;
      },
    };
    const open = async (options: Partial<JobsOptions> = {}): Promise<Jobs> => {
      const store = await openStore(database.url);
      stores.push(store);
      const onFault = (fault: unknown) => void faults.push(fault);
      const jobs = startJobs({ store, clock, handlers: [handler], onFault, ...options });
      running.push(jobs);
      return jobs;
    };
    const upload = (parts: number, more: Partial<NewJob> = {}): NewJob => ({
      vendor: 'EQUIWATT',
      kind: 'upload',
      parts: Array.from({ length: parts }, (_, i) => ({ size: 10, payload: ['part', i] })),
      ...more,
    });
    const enqueueOne = async (jobs: Jobs, job: NewJob, tenantId = 'acme'): Promise<Job> => {
      const [added] = await jobs.enqueue(tenantId, [job]);
      if (!added) throw new Error('nothing was added');
      return added;
    };
    // Time goes on in small steps, for as long as the condition is not met.
    const until = async (met: () => boolean | Promise<boolean>, stepMs = 50) => {
      for (let turn = 0; turn < 4_000; turn += 1) {
        if (await met()) return;
        await clock.advance(stepMs);
        // The database takes real time; without some, leases would expire before it could renew them.
        await setTimeout(2);
      }
      throw new Error('it did not come to that');
    };
    const untilStatus = async (jobs: Jobs, { tenantId, id }: Job, status: Job['status'], stepMs = 50): Promise<Job> => {
      let found: Job | undefined;
      await until(async () => {
        found = await jobs.find(tenantId, id);
        return found?.status === status;
      }, stepMs);
      if (!found) throw new Error('the job is gone');
      return found;
    };

    beforeEach(async () => {
      database = await create();
      clock = createFakeClock();
      [stores, running, faults, sent, answers] = [[], [], [], [], []];
    });
    afterEach(async () => {
      const stopped = Promise.all(running.map((jobs) => jobs.stop()));
      let over = false;
      void stopped.then(() => {
        over = true;
      });
      await until(() => over, 1_000);
      await Promise.all(stores.map((store) => store.stop()));
      await database.drop();
      expect(faults).toEqual([]);
    });

    it('sends the parts in order and counts what was accepted', async () => {
      const jobs = await open();
      const job = await enqueueOne(jobs, upload(3));
      expect(job).toMatchObject({ status: 'QUEUED', done: 0, total: 30, error: null });
      expect(await untilStatus(jobs, job, 'DONE')).toMatchObject({ done: 30, total: 30, error: null });
      expect(sent.map(({ part }) => part.payload)).toEqual([
        ['part', 0],
        ['part', 1],
        ['part', 2],
      ]);
    });

    it('tries again for as long as the vendor fails, up to a minute apart, and says why', async () => {
      const jobs = await open();
      answers = [...Array.from({ length: 9 }, (): Answer => 'VENDOR_UNAVAILABLE'), 'VENDOR_RATE_LIMITED'];
      const job = await enqueueOne(jobs, upload(1));
      await until(() => sent.length === 1);
      await until(async () => (await jobs.find('acme', job.id))?.error !== null, 1);
      expect(await jobs.find('acme', job.id)).toMatchObject({
        status: 'RUNNING',
        done: 0,
        error: { code: 'VENDOR_UNAVAILABLE', message: 'no: VENDOR_UNAVAILABLE' },
      });
      expect(await untilStatus(jobs, job, 'DONE', 500)).toMatchObject({ done: 10, error: null });
      const pauses = sent.slice(1).map(({ atMs }, i) => atMs - (sent[i]?.atMs ?? 0));
      expect(pauses).toHaveLength(10);
      // A minute, and the steps of the clock that the database takes; without the limit the last would be 512 s.
      expect(Math.max(...pauses)).toBeLessThanOrEqual(80_000);
      expect(pauses[9]).toBeGreaterThanOrEqual(60_000);
      expect(sent.map(({ part }) => part.attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    });

    it('goes on elsewhere with the first part that was not accepted when its holder died', async () => {
      const store = await openStore(database.url);
      stores.push(store);
      const idle = await open({ handlers: [] });
      const job = await enqueueOne(idle, upload(3));
      // A replica that takes the job, gets one part accepted, sends the next and is never heard of again.
      const lease = await takeJob({ store, clock, leaseMs: 30_000 }, { kinds: ['upload'] });
      const first = await lease?.nextPart();
      if (!lease || !first) throw new Error('the job was not to be had');
      expect(await lease.accept(first)).toBe(true);
      expect(await lease.nextPart()).toMatchObject({ number: 1, attempt: 1 });
      const diedAtMs = clock.now();

      const jobs = await open();
      expect(await untilStatus(jobs, job, 'DONE')).toMatchObject({ done: 30 });
      expect(sent.map(({ part: { number, attempt } }) => [number, attempt])).toEqual([
        [1, 2],
        [2, 1],
      ]);
      expect((sent[0]?.atMs ?? 0) - diedAtMs).toBeGreaterThanOrEqual(30_000);
      // The dead one comes back: its word counts for nothing now.
      expect(await lease.accept({ number: 1, size: 10 })).toBe(false);
      expect(await jobs.find('acme', job.id)).toMatchObject({ status: 'DONE', done: 30 });
    });

    it('gives a job to one replica only', async () => {
      const replicas = [await open(), await open(), await open()];
      const added = await replicas[0]?.enqueue(
        'acme',
        Array.from({ length: 12 }, () => upload(2)),
      );
      for (const job of added ?? []) await untilStatus(replicas[1] ?? (await open()), job, 'DONE');
      expect(sent).toHaveLength(24);
      expect(new Set(sent.map(({ job, part }) => `${job} ${part.number}`)).size).toBe(24);
    });

    it('sends the jobs of a lane one after the other, and those of other lanes and tenants meanwhile', async () => {
      const jobs = await open();
      answers = ['hang'];
      const first = await enqueueOne(jobs, upload(1, { lane: 'meter 1' }));
      await until(() => sent.length === 1);
      const second = await enqueueOne(jobs, upload(1, { lane: 'meter 1' }));
      const other = await enqueueOne(jobs, upload(1, { lane: 'meter 2' }));
      const foreign = await enqueueOne(jobs, upload(1, { lane: 'meter 1' }), 'umbrella');
      await untilStatus(jobs, other, 'DONE');
      await untilStatus(jobs, foreign, 'DONE');
      expect(await jobs.find('acme', second.id)).toMatchObject({ status: 'QUEUED' });
      await jobs.cancel('acme', first.id);
      await untilStatus(jobs, second, 'DONE');
    });

    it('parks a job whose credential is refused, and goes on when told to', async () => {
      const jobs = await open();
      answers = ['accept', 'VENDOR_UNAUTHORIZED'];
      const job = await enqueueOne(jobs, upload(2));
      expect(await untilStatus(jobs, job, 'PARKED')).toMatchObject({
        done: 10,
        error: { code: 'VENDOR_UNAUTHORIZED' },
      });
      await clock.advance(120_000);
      expect(sent).toHaveLength(2);
      expect(await jobs.resume('acme', job.id)).toMatchObject({ error: null });
      expect(await untilStatus(jobs, job, 'DONE')).toMatchObject({ done: 20 });
      expect(sent.map(({ part }) => part.number)).toEqual([0, 1, 1]);
    });

    it('fails a job whose content is refused', async () => {
      const jobs = await open();
      answers = ['VENDOR_REJECTED'];
      const job = await enqueueOne(jobs, upload(2));
      expect(await untilStatus(jobs, job, 'FAILED')).toMatchObject({ done: 0, error: { code: 'VENDOR_REJECTED' } });
      expect(sent).toHaveLength(1);
    });

    it('cuts the request under way when the job is cancelled, and sends no more of it', async () => {
      const jobs = await open();
      answers = ['accept', 'hang'];
      const job = await enqueueOne(jobs, upload(3));
      await until(() => sent.length === 2);
      expect(await jobs.cancel('acme', job.id)).toMatchObject({ status: 'CANCELLED', done: 10 });
      await clock.advance(60_000);
      expect(sent).toHaveLength(2);
      expect(await jobs.cancel('acme', job.id)).toMatchObject({ status: 'CANCELLED', done: 10 });
    });

    it('calls again for the same part with what it was told to remember', async () => {
      const jobs = await open();
      answers = [{ afterMs: 5_000, memo: 'operation 7' }];
      const job = await enqueueOne(jobs, upload(1));
      await untilStatus(jobs, job, 'DONE');
      expect(sent.map(({ part }) => part.memo)).toEqual([null, 'operation 7']);
      expect((sent[1]?.atMs ?? 0) - (sent[0]?.atMs ?? 0)).toBeGreaterThanOrEqual(5_000);
    });

    it('makes one job of two with the same key, also at once, but not across tenants', async () => {
      const [one, two] = [await open(), await open()];
      const twin = upload(1, { dedupeKey: 'march' });
      const made = await Promise.all([one, two, one, two].map((jobs) => enqueueOne(jobs, twin)));
      expect(new Set(made.map(({ id }) => id)).size).toBe(1);
      const foreign = await enqueueOne(one, twin, 'umbrella');
      expect(foreign.id).not.toBe(made[0]?.id);
      expect(await one.find('umbrella', made[0]?.id ?? '')).toBeUndefined();
      await untilStatus(one, foreign, 'DONE');
    });

    const queued = (ranks: readonly number[], more: Partial<NewJob> = {}): NewJob => ({
      ...{ vendor: 'EQUIWATT', kind: 'upload', lane: 'meter 1', joinsOpenJob: true },
      parts: ranks.map((rank) => ({ size: 1, payload: rank, rank })),
      ...more,
    });
    const payloads = () => sent.map(({ part }) => part.payload);

    it('puts more to a job that has not ended, in the order of the ranks, behind the part that is on its way', async () => {
      const jobs = await open();
      answers = ['accept', { afterMs: 3_000, memo: '' }];
      const job = await enqueueOne(jobs, queued([10, 30, 20]));
      await until(() => sent.length === 2);
      const same = await enqueueOne(jobs, queued([25, 5]));
      expect([same.id, same.total]).toEqual([job.id, 5]);
      const foreign = await enqueueOne(jobs, queued([1]), 'umbrella');
      expect(foreign.id).not.toBe(job.id);
      expect(await untilStatus(jobs, job, 'DONE')).toMatchObject({ done: 5, total: 5 });
      expect(payloads().filter((rank) => rank !== 1)).toEqual([10, 20, 5, 20, 25, 30]);
      const next = await enqueueOne(jobs, queued([7]));
      expect(next.id).not.toBe(job.id);
      expect(await untilStatus(jobs, next, 'DONE')).toMatchObject({ done: 1, total: 1 });
    });

    it('takes what comes with one key once, also when the job it was put to has ended', async () => {
      const [one, two] = [await open(), await open()];
      const keyed = (key: string, rank: number) => queued([rank], { dedupeKey: key });
      const made = await Promise.all([one, two, one].map((jobs) => enqueueOne(jobs, keyed('a', 1))));
      expect(new Set(made.map(({ id }) => id)).size).toBe(1);
      const [job] = made;
      if (!job) throw new Error('nothing was added');
      expect(await untilStatus(one, job, 'DONE')).toMatchObject({ total: 1 });
      expect(await enqueueOne(two, keyed('a', 1))).toMatchObject({ id: job.id, status: 'DONE', total: 1 });
      const other = await enqueueOne(two, keyed('b', 2));
      expect(other.id).not.toBe(job.id);
      await untilStatus(two, other, 'DONE');
      expect(payloads()).toEqual([1, 2]);
    });

    it('loses nothing that is put to a job in the moment it ends', async () => {
      const [one, two] = [await open(), await open()];
      const added: Job[] = [];
      for (let rank = 0; rank < 60; rank += 1) added.push(await enqueueOne(rank % 2 ? one : two, queued([rank])));
      for (const id of new Set(added.map((job) => job.id))) {
        const job = added.find((each) => each.id === id);
        if (job) expect(await untilStatus(one, job, 'DONE')).toMatchObject({ error: null });
      }
      expect(payloads()).toEqual(Array.from({ length: 60 }, (_, rank) => rank));
    });

    it('counts a part once however often it is told that it was accepted', async () => {
      const idle = await open({ handlers: [] });
      const job = await enqueueOne(idle, upload(2));
      const [store] = stores;
      const lease = store && (await takeJob({ store, clock, leaseMs: 30_000 }, { kinds: ['upload'] }));
      const part = lease && (await lease.nextPart());
      if (!lease || !part) throw new Error('the job was not to be had');
      expect(await lease.nextPart(part)).toMatchObject({ number: 1 });
      expect(await lease.nextPart(part)).toMatchObject({ number: 1 });
      expect(await idle.find('acme', job.id)).toMatchObject({ done: 10 });
      expect(await lease.nextPart({ number: 1 })).toBeUndefined();
      expect(await idle.find('acme', job.id)).toMatchObject({ status: 'DONE', done: 20 });
    });

    it('sends no part twice because the store failed to hear that it was accepted', async () => {
      const store = await openStore(database.url);
      stores.push(store);
      let failing = 0;
      const db = new Proxy(store.db, {
        get(target, key) {
          if (key === 'transaction' && failing > 0) {
            failing -= 1;
            throw new Error('the store is down');
          }
          const member: unknown = Reflect.get(target, key);
          return typeof member === 'function' ? member.bind(target) : member;
        },
      });
      const flaky = {
        ...handler,
        send: async (...args: Parameters<JobHandler['send']>) => {
          failing = 3;
          return handler.send(...args);
        },
      };
      const jobs = await open({ store: { db }, handlers: [flaky] });
      const job = await enqueueOne(jobs, upload(3));
      expect(await untilStatus(jobs, job, 'DONE')).toMatchObject({ done: 30 });
      expect(sent.map(({ part }) => part.number)).toEqual([0, 1, 2]);
    });

    it('leaves room for other kinds beside one that has a limit of its own', async () => {
      const other = { ...handler, kind: 'other' };
      const jobs = await open({ handlers: [{ ...handler, atOnce: 2 }, other], atOnce: 3 });
      answers = ['hang', 'hang'];
      const many = await jobs.enqueue('acme', [upload(1), upload(1), upload(1)]);
      await until(() => sent.length === 2);
      const job = await enqueueOne(jobs, { ...upload(1), kind: 'other' });
      await untilStatus(jobs, job, 'DONE');
      expect(await jobs.find('acme', many[2]?.id ?? '')).toMatchObject({ status: 'QUEUED' });
      await jobs.cancel('acme', many[0]?.id ?? '');
      for (const { id } of many.slice(2)) await until(async () => (await jobs.find('acme', id))?.status === 'DONE');
      await jobs.cancel('acme', many[1]?.id ?? '');
    });

    it.each<ErrorCode>(['VENDOR_REJECTED', 'VENDOR_CONTRACT', 'VENDOR_NOT_CONFIGURED'])(
      'parks on %s what is not to be given up, with all that was not accepted, and those that join it',
      async (code) => {
        const jobs = await open({ handlers: [{ ...handler, onRejected: 'park' }] });
        answers = ['accept', code];
        const job = await enqueueOne(jobs, queued([1, 2]));
        expect(await untilStatus(jobs, job, 'PARKED')).toMatchObject({ done: 1, error: { code } });
        expect(await enqueueOne(jobs, queued([3]))).toMatchObject({ id: job.id, status: 'PARKED', total: 3 });
        await jobs.resume('acme', job.id);
        expect(await untilStatus(jobs, job, 'DONE')).toMatchObject({ done: 3 });
        expect(payloads()).toEqual([1, 2, 2, 3]);
      },
    );

    it('forgets jobs of a kind sooner where the kind says so, and their keys with them', async () => {
      const jobs = await open({ handlers: [{ ...handler, keptMs: 1_000 }] });
      const job = await enqueueOne(jobs, queued([1], { dedupeKey: 'a' }));
      await untilStatus(jobs, job, 'DONE');
      await clock.advance(2_000);
      expect(await jobs.sweep()).toBe(1);
      const again = await enqueueOne(jobs, queued([1], { dedupeKey: 'a' }));
      expect(again.id).not.toBe(job.id);
      await untilStatus(jobs, again, 'DONE');
    });

    it('lists the newest first, a part at a time, by state', async () => {
      const jobs = await open();
      const added = await jobs.enqueue('acme', [upload(1), upload(1), upload(1)]);
      for (const job of added) await untilStatus(jobs, job, 'DONE');
      const page = await jobs.list({ tenantId: 'acme', limit: 2 });
      expect(page).toMatchObject({ hasMore: true, jobs: [{ id: added[2]?.id }, { id: added[1]?.id }] });
      const rest = await jobs.list({ tenantId: 'acme', limit: 2, beforeSeq: page.jobs[1]?.seq ?? 0 });
      expect(rest).toMatchObject({ hasMore: false, jobs: [{ id: added[0]?.id }] });
      expect((await jobs.list({ tenantId: 'acme', limit: 9, statuses: ['PARKED'] })).jobs).toEqual([]);
      expect((await jobs.list({ tenantId: 'umbrella', limit: 9 })).jobs).toEqual([]);
    });

    it('shows a job as it changes, on another replica too, and ends with its final state', async () => {
      const [sender, onlooker] = [await open(), await open({ handlers: [] })];
      answers = ['accept', 'VENDOR_UNAVAILABLE'];
      const job = await enqueueOne(sender, upload(2));
      const seen: Job[] = [];
      const watching = (async () => {
        for await (const state of onlooker.watch('acme', job.id)) seen.push(state);
      })();
      await until(() => seen.at(-1)?.status === 'DONE');
      await watching;
      expect(seen.at(-1)).toMatchObject({ done: 20, total: 20 });
      expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).sort((a, b) => a - b));
      expect(seen.some(({ error }) => error?.code === 'VENDOR_UNAVAILABLE')).toBe(true);
    });

    it('shows what a handler has found out of the job, while it goes on and at its end', async () => {
      const jobs = await open();
      answers = [{ afterMs: 1_000, memo: 'm', details: { state: 'begun' } }, { details: { state: 'over' } }];
      const job = await enqueueOne(jobs, upload(1, { details: { state: 'none' } }));
      const seen: Job[] = [];
      const watching = (async () => {
        for await (const state of jobs.watch('acme', job.id)) seen.push(state);
      })();
      await until(() => seen.at(-1)?.status === 'DONE');
      await watching;
      const states = seen.map(({ details }) => details.state);
      expect([...new Set(states)]).toEqual(['none', 'begun', 'over']);
      expect(seen.at(-1)).toMatchObject({ done: 10, error: null });
    });

    it('ends a job that the vendor accepted and then could not do, with what is known of it', async () => {
      const jobs = await open();
      const error = new AppError('VENDOR_REJECTED', 'could not', { vendor: 'EQUIWATT' });
      answers = [{ details: { state: 'over' }, error }];
      const job = await enqueueOne(jobs, upload(2));
      expect(await untilStatus(jobs, job, 'FAILED')).toMatchObject({
        ...{ done: 0, details: { state: 'over' }, error: { code: 'VENDOR_REJECTED', message: 'could not' } },
      });
      expect(sent).toHaveLength(1);
    });

    it('gives nothing up for a fault of our own: tells of it, and goes on when it is over', async () => {
      const jobs = await open();
      const fault = new Error('the store is away');
      answers = ['accept', fault];
      const job = await enqueueOne(jobs, upload(2));
      await until(() => faults.length > 0);
      expect(await jobs.find('acme', job.id)).toMatchObject({ status: 'RUNNING', done: 10 });
      expect(await untilStatus(jobs, job, 'DONE')).toMatchObject({ done: 20, error: null });
      expect(sent.map(({ part }) => part.number)).toEqual([0, 1, 1]);
      expect(faults.splice(0)).toEqual([fault]);
    });

    it('frees an onlooker at once when it leaves', async () => {
      const jobs = await open({ handlers: [] });
      const job = await enqueueOne(jobs, upload(1));
      const watch = jobs.watch('acme', job.id);
      expect((await watch.next()).value).toMatchObject({ status: 'QUEUED' });
      const waiting = watch.next();
      await watch.return?.();
      expect(await waiting).toEqual({ done: true, value: undefined });
    });

    it('forgets a job a while after it has ended', async () => {
      const jobs = await open({ keptMs: 1_000 });
      const job = await enqueueOne(jobs, upload(1));
      await untilStatus(jobs, job, 'DONE');
      expect(await jobs.sweep()).toBe(0);
      await clock.advance(2_000);
      expect(await jobs.sweep()).toBe(1);
      expect(await jobs.find('acme', job.id)).toBeUndefined();
    });

    it('leaves the rest to others when it stops, without waiting for the lease to expire', async () => {
      const one = await open();
      answers = ['accept', 'hang'];
      const job = await enqueueOne(one, upload(3));
      await until(() => sent.length === 2);
      let stopped = false;
      void one.stop().then(() => {
        stopped = true;
      });
      await until(() => stopped, 500);
      const stoppedAtMs = clock.now();
      const two = await open();
      await untilStatus(two, job, 'DONE');
      expect(clock.now() - stoppedAtMs).toBeLessThan(10_000);
      expect(sent.map(({ part }) => part.number)).toEqual([0, 1, 1, 2]);
    });
  });
}
