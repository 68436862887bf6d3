/** A job as it changes, for whoever wants to look on from any replica. */

import type { Clock } from '../domain/clock.ts';
import { isFinal, type Job } from './job.ts';
import type { Outbox } from './outbox.ts';

/** Says that a job has changed; by id. */
export interface Changes {
  notify(id: string): void;
  /** Resolves at the next change of the job in this process, or after `atMostMs`. Rejects when the signal aborts. */
  next(id: string, atMostMs: number, signal: AbortSignal): Promise<void>;
}

export function createChanges(clock: Clock): Changes {
  const waiting = new Map<string, Set<AbortController>>();
  return {
    notify(id) {
      for (const waiter of waiting.get(id) ?? []) waiter.abort();
    },
    async next(id, atMostMs, signal) {
      const woken = new AbortController();
      const waiters = waiting.get(id) ?? new Set();
      waiting.set(id, waiters.add(woken));
      try {
        // Rejects when something happened before the time was over.
        await clock.sleep(atMostMs, AbortSignal.any([woken.signal, signal])).catch(() => {});
        signal.throwIfAborted();
      } finally {
        waiters.delete(woken);
        if (waiters.size === 0) waiting.delete(id);
      }
    },
  };
}

export interface WatchOptions {
  readonly outbox: Pick<Outbox, 'find'>;
  readonly changes: Changes;
  /** After how long a change made by another replica is seen, milliseconds. */
  readonly pollIntervalMs: number;
}

/**
 * The job as it stands, then after every change (of several at once, the last); ends after its final state. Not an
 * async generator: `return` must free it at once, also while it waits.
 */
export function watchJob(options: WatchOptions, tenantId: string, id: string): AsyncIterableIterator<Job> {
  const { outbox, changes, pollIntervalMs } = options;
  const left = new AbortController();
  const end: IteratorResult<Job> = { done: true, value: undefined };
  let revision = 0;
  let over = false;

  const next = async (): Promise<IteratorResult<Job>> => {
    while (!over && !left.signal.aborted) {
      const job = await outbox.find(tenantId, id);
      if (!job) return end;
      if (job.revision !== revision && toSight(job) !== toSight(last)) {
        revision = job.revision;
        last = job;
        over = isFinal(job.status);
        return { done: false, value: job };
      }
      await changes.next(id, pollIntervalMs, left.signal).catch(() => {});
    }
    return end;
  };
  let last: Job | undefined;

  return {
    next,
    return: async () => {
      left.abort();
      return end;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** What of a job can be seen to change: a renewed lease is nobody's business. */
function toSight(job: Job | undefined): string {
  return JSON.stringify([job?.status, job?.done, job?.total, job?.error, job?.details]);
}
