/**
 * A file on its way to a vendor, by the process that has the file: a job like others, but its items stay where they are
 * and `done` is the place in the file. Begun again after a crash, it goes on behind the last chunk that was accepted.
 */

import type { Clock } from '../domain/clock.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import { AppError, toAppError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import type { Job } from './job.ts';
import { type Lease, takeJob } from './leases.ts';
import { createOutbox, type Outbox } from './outbox.ts';

const leaseMs = 10_000;
const waitMs = 500;

export interface ImportProgress {
  readonly done: number;
  readonly total: number;
  /** The vendor fails; it is tried again. */
  readonly error?: AppError;
}

/** Where and for whom. */
export interface ImportPlace {
  readonly store: Pick<Store, 'db'>;
  readonly clock: Clock;
  readonly tenantId: string;
  readonly vendor: VendorName;
  /** Told of every step. */
  readonly onProgress: (progress: ImportProgress) => void;
}

export interface FileImport<T> extends ImportPlace {
  /** No replica has a handler for it: without the file there is nothing to send. */
  readonly kind: string;
  /** The same for the same content, sent in the same way: then it is the same import, whatever the file is called. */
  readonly digest: string;
  /** Items in the file. */
  readonly total: number;
  /** The items after the first `skip`, read as they are asked for. */
  readonly chunks: (skip: number) => AsyncIterable<readonly T[]>;
  /** Resolves when the vendor has accepted the whole chunk. */
  readonly send: (chunk: readonly T[], step: ImportStep) => Promise<void>;
  /** What becomes of it when the vendor refuses its content. Parked, it goes on where it stood when it is begun again. */
  readonly onRejected: 'fail' | 'park';
}

export interface ImportStep {
  readonly importId: string;
  /** Items of the file before the chunk. */
  readonly done: number;
  /** Aborted when the import was cancelled or taken over. */
  readonly signal: AbortSignal;
  /** How many items of the chunk were accepted by now, or what keeps it from being accepted. */
  readonly onStep: (step: { readonly accepted?: number; readonly error?: AppError }) => void;
}

/** Resolves with the job as it ended: DONE, CANCELLED or FAILED. @throws AppError what parked it; it may be begun again */
export async function importChunks<T>(options: FileImport<T>): Promise<Job> {
  const { store, clock, tenantId } = options;
  const outbox = createOutbox(store, clock);
  const { id, status } = await openJob(options, outbox);
  if (status !== 'DONE') {
    await outbox.resume(tenantId, id);
    await sendRest(await takeOver(options, id), options);
  }
  const job = await outbox.find(tenantId, id);
  if (!job) throw new Error('the job of the import is gone');
  return job;
}

/** The job of this content that was begun or done before, or a new one; failed and cancelled ones are left behind. */
async function openJob<T>(options: FileImport<T>, outbox: Outbox): Promise<Job> {
  const { tenantId, vendor, kind, digest, total } = options;
  for (let attempt = 1; ; attempt += 1) {
    const dedupeKey = `${kind} ${vendor} ${digest} ${attempt}`;
    const [job] = await outbox.add(tenantId, [{ vendor, kind, dedupeKey, parts: [], total }]);
    if (job && job.status !== 'FAILED' && job.status !== 'CANCELLED') return job;
  }
}

/** Waits for the lease of a process that died, or is still at it. */
async function takeOver<T>({ store, clock, tenantId, kind }: FileImport<T>, id: string): Promise<Lease | undefined> {
  for (;;) {
    const lease = await takeJob({ store, clock, leaseMs }, { kinds: [kind], id });
    if (lease) return lease;
    const job = await createOutbox(store, clock).find(tenantId, id);
    if (!job || (job.status !== 'QUEUED' && job.status !== 'RUNNING')) return undefined;
    await clock.sleep(waitMs);
  }
}

async function sendRest<T>(lease: Lease | undefined, options: FileImport<T>): Promise<void> {
  if (!lease) return;
  const { clock, chunks, send, total, onProgress } = options;
  const ended = new AbortController();
  const lost = new AbortController();
  void keepLease(lease, clock, ended.signal, lost);
  let { done } = lease.job;
  onProgress({ done, total });
  try {
    for await (const chunk of chunks(done)) {
      const onStep: ImportStep['onStep'] = ({ accepted = 0, error }) =>
        onProgress({ done: done + accepted, total, ...(error && { error }) });
      await send(chunk, { importId: lease.job.id, done, signal: lost.signal, onStep });
      if (!(await lease.accept({ number: 0, size: chunk.length }))) return;
      done += chunk.length;
      onProgress({ done, total });
    }
    await lease.finish();
  } catch (thrown) {
    if (lost.signal.aborted) return;
    const error = toAppError(thrown);
    const parks = error.code === 'VENDOR_UNAUTHORIZED' || options.onRejected === 'park';
    if (!parks) return void (await lease.finish(error));
    await lease.park(error);
    throw error;
  } finally {
    ended.abort();
  }
}

/** While a chunk is on its way, or the vendor is waited for; a job that is not ours any more ends the sending. */
async function keepLease(lease: Lease, clock: Clock, ended: AbortSignal, lost: AbortController): Promise<void> {
  while (!ended.aborted) {
    await clock.sleep(leaseMs / 10, ended).catch(() => {});
    if (ended.aborted) return;
    // A store that fails for a while costs the lease only when it fails for longer than that.
    const held = await lease.renew().catch(() => true);
    if (!held) return lost.abort(new AppError('OPERATION_TIMEOUT', 'The import was cancelled or taken over.'));
  }
}
