/** The durable jobs of this replica: the outbox, the runner that empties it, and who looks on. */

import type { Clock } from '../domain/clock.ts';
import type { Store } from '../store/store.ts';
import type { Job, NewJob } from './job.ts';
import { createOutbox, type JobQuery } from './outbox.ts';
import { type JobHandler, type RunnerOptions, startRunner } from './runner.ts';
import { createChanges, watchJob } from './watch.ts';

/** What the rest of the house may ask of jobs. */
export interface JobDesk {
  /**
   * Puts jobs into the outbox: resolves when they are stored, all or none, and will be sent whatever happens to this
   * process. A job whose `dedupeKey` the tenant has used before is not made again; the answer is the first one.
   */
  enqueue(tenantId: string, jobs: readonly NewJob[]): Promise<readonly Job[]>;
  /** undefined = unknown to this tenant. */
  find(tenantId: string, id: string): Promise<Job | undefined>;
  /** Newest first. */
  list(query: JobQuery): Promise<{ readonly jobs: readonly Job[]; readonly hasMore: boolean }>;
  /** Calls off what was not sent yet; a request on its way is cut. The job as it then stands. */
  cancel(tenantId: string, id: string): Promise<Job | undefined>;
  /** Lets a parked job try again. */
  resume(tenantId: string, id: string): Promise<Job | undefined>;
  /** The job as it stands, then at every change, on whichever replica; ends with its final state. */
  watch(tenantId: string, id: string): AsyncIterableIterator<Job>;
}

export interface Jobs extends JobDesk {
  /** Removes jobs that ended long ago; returns how many. */
  sweep(): Promise<number>;
  /** Takes on nothing more and waits for what is on its way; the rest is for other replicas, or the next start. */
  stop(): Promise<void>;
}

export interface JobsOptions
  extends Pick<RunnerOptions, 'onFault' | 'leaseMs' | 'pollIntervalMs' | 'atOnce' | 'turnMs'> {
  readonly store: Pick<Store, 'db'>;
  readonly clock: Clock;
  /** One for each kind of job that this process sends; jobs of other kinds are left alone. */
  readonly handlers: readonly JobHandler[];
  /** How long a job can be looked at after it has ended, milliseconds; default 30 days. */
  readonly keptMs?: number;
}

const defaultKeptMs = 30 * 86_400_000;

/** Begins to send at once. */
export function startJobs(options: JobsOptions): Jobs {
  const { store, clock, keptMs = defaultKeptMs, pollIntervalMs = 1_000 } = options;
  const outbox = createOutbox(store, clock);
  const changes = createChanges(clock);
  const runner = startRunner({ ...options, onChange: ({ id }) => changes.notify(id) });

  const changed = (job: Job | undefined) => {
    if (job) changes.notify(job.id);
    runner.wake();
    return job;
  };

  return {
    async enqueue(tenantId, jobs) {
      const added = await outbox.add(tenantId, jobs);
      runner.wake();
      return added;
    },
    find: outbox.find,
    list: outbox.list,
    cancel: async (tenantId, id) => changed(await outbox.cancel(tenantId, id)),
    resume: async (tenantId, id) => changed(await outbox.resume(tenantId, id)),
    watch: (tenantId, id) => watchJob({ outbox, changes, pollIntervalMs }, tenantId, id),
    async sweep() {
      let swept = await outbox.sweep(clock.now() - keptMs);
      for (const handler of options.handlers) {
        if (handler.keptMs !== undefined) swept += await outbox.sweep(clock.now() - handler.keptMs, handler.kind);
      }
      return swept;
    },
    stop: () => runner.stop(),
  };
}
