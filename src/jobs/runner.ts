/**
 * Sends what the outbox holds. Every replica runs one; a job belongs to the one that has its lease, and to any other as
 * soon as that lease has expired. So a job survives the process that sends it: another one goes on with the first part
 * that was not accepted.
 *
 * A vendor that is down, slow or over its limit is tried again for as long as it takes, up to a minute apart. One that
 * refuses the credential parks the job; one that refuses the content parks or fails it, as the handler says.
 */

import type { Clock } from '../domain/clock.ts';
import { AppError, toAppError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import type { Job, JobDetails, JobPart } from './job.ts';
import { type Lease, takeJobs } from './leases.ts';

/** How jobs of one kind are sent. */
export interface JobHandler {
  readonly kind: string;
  /**
   * Sends one part. Resolves with undefined when the vendor has accepted it, and with `again` when it must be called
   * once more for the same part later (a status to ask for): `memo` is what it is given then. With `Told` when there is
   * more to say of what became of it.
   *
   * A part whose `attempt` is above 1 may have reached the vendor before. Send only what may be sent twice, or ask first.
   *
   * @param signal aborted when the job is cancelled, taken over, or the process must end.
   * @throws AppError; VENDOR_UNAVAILABLE, VENDOR_TIMEOUT, VENDOR_RATE_LIMITED and OPERATION_TIMEOUT are tried again, and
   * so is what is no AppError, a fault of our own.
   */
  send(part: JobPart, job: Job, signal: AbortSignal): Promise<undefined | Again | Told>;
  /**
   * What becomes of a job that cannot go on as it is: refused, misunderstood, without its vendor in the config. Default
   * `fail`: it would end so again. Parked, it keeps its parts and waits for somebody to mend that.
   */
  readonly onRejected?: 'fail' | 'park';
  /** Jobs of the kind at work at once in this process, so that many of them leave room for others. Default: no limit. */
  readonly atOnce?: number;
  /** How long a job of the kind can be looked at after it has ended, milliseconds. Default: as long as others. */
  readonly keptMs?: number;
}

export interface Again {
  readonly afterMs: number;
  readonly memo: string;
  /** What is known of the job by now, in place of its details. */
  readonly details?: JobDetails;
}

export interface Told {
  /** What is known of the job by now, in place of its details. */
  readonly details: JobDetails;
  /** The vendor had accepted it, and then could not do it: the job has failed. */
  readonly error?: AppError;
}

export interface RunnerOptions {
  readonly store: Pick<Store, 'db'>;
  readonly clock: Clock;
  readonly handlers: readonly JobHandler[];
  /** Told of every change that this process makes. */
  readonly onChange: (job: Pick<Job, 'tenantId' | 'id'>) => void;
  /** Told of faults of our own. */
  readonly onFault: (error: unknown) => void;
  /** After so long without a sign of life a job is free for others, milliseconds; default 10 000, renewed each second. */
  readonly leaseMs?: number;
  /** Between two looks for work of other replicas and for what is due again, milliseconds; default 1 000. */
  readonly pollIntervalMs?: number;
  /** Jobs at work at once; default 64. Vendors' limits are held by their budgets. */
  readonly atOnce?: number;
  /** After so long a job lets others go first, milliseconds; default 30 000. */
  readonly turnMs?: number;
  /** Only this job. */
  readonly only?: string;
}

export interface Runner {
  /** There may be something to do. */
  wake(): void;
  /** Takes on nothing more, waits so long for what is on its way to a vendor, then aborts it. Default 5 000. */
  stop(graceMs?: number): Promise<void>;
}

/** The first pause after a failure; each further one is twice as long, up to a minute. */
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** How often, and how far apart in milliseconds, a store that fails is told of what a vendor has accepted. */
const storeTries = 20;
const storePauseMs = 500;

export function startRunner(options: RunnerOptions): Runner {
  const { clock, handlers, onFault, leaseMs = 10_000, pollIntervalMs = 1_000, atOnce = 64 } = options;
  const byKind = new Map(handlers.map((handler) => [handler.kind, handler]));
  const stopping = new AbortController();
  const aborting = new AbortController();
  const atWork = new Set<Promise<void>>();
  let pause = new AbortController();

  const wake = () => pause.abort();
  const busy = new Map<string, number>();
  const take = () => {
    const room = (one: JobHandler) => (one.atOnce ?? atOnce) - (busy.get(one.kind) ?? 0);
    const open = handlers.filter((one) => room(one) > 0);
    const most = Math.min(atOnce - atWork.size, ...open.map(room));
    const wanted = { kinds: open.map(({ kind }) => kind), ...(options.only === undefined ? {} : { id: options.only }) };
    return takeJobs({ store: options.store, clock, leaseMs }, wanted, most);
  };

  const start = (lease: Lease) => {
    const { kind } = lease.job;
    const handler = byKind.get(kind);
    if (!handler) throw new Error(`no handler for jobs of the kind ${kind}`);
    busy.set(kind, (busy.get(kind) ?? 0) + 1);
    const work = workOn(lease, handler, { ...options, leaseMs, stopping: stopping.signal, aborting: aborting.signal })
      .catch(onFault)
      .finally(() => {
        atWork.delete(work);
        busy.set(kind, (busy.get(kind) ?? 1) - 1);
        wake();
      });
    atWork.add(work);
  };

  const loop = async () => {
    while (!stopping.signal.aborted) {
      pause = new AbortController();
      try {
        while (atWork.size < atOnce && !stopping.signal.aborted) {
          const leases = await take();
          if (leases.length === 0) break;
          for (const lease of leases) start(lease);
        }
      } catch (error) {
        onFault(error);
      }
      // Rejects when woken.
      if (!stopping.signal.aborted) await clock.sleep(pollIntervalMs, pause.signal).catch(() => {});
    }
  };
  const looping = loop();

  return {
    wake,
    async stop(graceMs = 5_000) {
      stopping.abort();
      wake();
      const waited = new AbortController();
      void clock.sleep(graceMs, waited.signal).then(
        () => aborting.abort(),
        () => {},
      );
      await looping;
      await Promise.all(atWork);
      waited.abort();
    },
  };
}

interface Work extends RunnerOptions {
  readonly leaseMs: number;
  /** No further part. */
  readonly stopping: AbortSignal;
  /** Not even the one under way. */
  readonly aborting: AbortSignal;
}

/** Sends part after part, until there is none, one fails, the turn is over, or the job is somebody else's. */
async function workOn(lease: Lease, handler: JobHandler, work: Work): Promise<void> {
  const { clock, turnMs = 30_000, onChange } = work;
  const lost = new AbortController();
  const ended = new AbortController();
  const signal = AbortSignal.any([lost.signal, work.aborting]);
  const turnEndsMs = clock.now() + turnMs;
  const keeping = keep(lease, work, ended.signal, lost);
  onChange(lease.job);
  try {
    let part = await lease.nextPart();
    while (part) {
      if (!(await sendPart(part, lease, handler, signal, work))) return;
      if (work.stopping.aborted || clock.now() >= turnEndsMs) {
        const accepted = part;
        if (await untilKept(() => lease.accept(accepted), clock)) await lease.putOff(clock.now(), {});
        return;
      }
      const accepted = part;
      part = await untilKept(() => lease.nextPart(accepted), clock);
      onChange(lease.job);
    }
  } finally {
    ended.abort();
    onChange(lease.job);
    // A renewal under way is work of ours: who waits for the end of it may close the store next.
    await keeping;
  }
}

/** Tells the store what the vendor has accepted; again for a while when it fails, for what it misses is sent again. */
async function untilKept<T>(tell: () => Promise<T>, clock: Clock): Promise<T> {
  for (let left = storeTries; ; left -= 1) {
    try {
      return await tell();
    } catch (fault) {
      if (left <= 1) throw fault;
      await clock.sleep(storePauseMs);
    }
  }
}

/** True when the vendor has accepted the part; else the job is put off, parked or ended. */
async function sendPart(
  part: JobPart,
  lease: Lease,
  { send, onRejected }: JobHandler,
  signal: AbortSignal,
  { clock, onFault }: Work,
): Promise<boolean> {
  try {
    const answer = await send(part, lease.job, signal);
    if (answer?.details && !(await lease.tell(answer.details))) return false;
    if (!answer || !('afterMs' in answer)) {
      if (!answer?.error) return true;
      await lease.finish(answer.error);
      return false;
    }
    await lease.putOff(clock.now() + answer.afterMs, { memo: { part: part.number, text: answer.memo } });
  } catch (thrown) {
    const error = toAppError(thrown);
    // A store that fails, or a bug: neither is the vendor's refusal, and what was not sent is not given up for it.
    const isOurs = error.code === 'INTERNAL_SERVER_ERROR' && !signal.aborted;
    if (isOurs) onFault(error.cause ?? error);
    // Cut off by us: not the vendor's failure. Whoever holds the job next sends the part again.
    if (signal.aborted) await lease.putOff(clock.now(), {});
    else if (isOurs || mayPass(error)) await lease.putOff(clock.now() + pauseMs(part.attempt, error), { error });
    else if (error.code === 'VENDOR_UNAUTHORIZED' || onRejected === 'park') await lease.park(error);
    else await lease.finish(error);
  }
  return false;
}

const passing = new Set(['VENDOR_UNAVAILABLE', 'VENDOR_TIMEOUT', 'VENDOR_RATE_LIMITED', 'OPERATION_TIMEOUT']);

/** Whether the same may be accepted later. */
export function mayPass(error: AppError): boolean {
  return passing.has(error.code);
}

/** How long to wait after so many attempts, in milliseconds: twice as long each time, up to a minute. */
export function pauseMs(attempt: number, { details }: AppError): number {
  const backoffMs = Math.min(firstPauseMs * 2 ** Math.min(attempt - 1, 10), longestPauseMs);
  return Math.max(backoffMs, Math.min(details.retryAfterMs ?? 0, longestPauseMs));
}

/** Renews the lease while a part is on its way; tells when the job was cancelled or taken over. */
async function keep(lease: Lease, { clock, leaseMs, onFault }: Work, ended: AbortSignal, lost: AbortController) {
  // A cancelled job is noticed here too.
  const intervalMs = Math.min(leaseMs / 3, 1_000);
  while (!ended.aborted) {
    await clock.sleep(intervalMs, ended).catch(() => {});
    if (ended.aborted) return;
    const held = await lease.renew().catch((error: unknown) => {
      onFault(error);
      return true;
    });
    if (!held && !ended.aborted) lost.abort(new AppError('OPERATION_TIMEOUT', 'The job is not ours any more.'));
    if (!held) return;
  }
}
