/**
 * The upload of a file, by the process that has the file: a job like others, but its points stay where they are and
 * `done` is the place in the file. Begun again after a crash, it goes on behind the last chunk that was accepted.
 */

import type { Clock } from '../domain/clock.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import { AppError, toAppError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import type { ConsumptionUpload } from '../vendors/asset-services.ts';
import { readChunks } from './energy-file.ts';
import { sendChunk } from './energy-upload.ts';
import type { Job } from './job.ts';
import { type Lease, takeJob } from './leases.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { mayPass, pauseMs } from './runner.ts';

/** No replica has a handler for it: without the file there is nothing to send. */
const kind = 'energyImport';
const leaseMs = 10_000;
const waitMs = 500;

export interface EnergyImport {
  readonly store: Pick<Store, 'db'>;
  readonly clock: Clock;
  readonly tenantId: string;
  readonly vendor: VendorName;
  readonly upload: ConsumptionUpload;
  readonly path: string;
  /** Of the file, as `inspectEnergyFile` found it. */
  readonly digest: string;
  readonly points: number;
  /** Told of every step. */
  readonly onProgress: (progress: { readonly done: number; readonly total: number; readonly error?: AppError }) => void;
}

/** Resolves with the job as it ended: DONE, CANCELLED or FAILED. @throws AppError VENDOR_UNAUTHORIZED; it may be begun again */
export async function importEnergyFile(options: EnergyImport): Promise<Job> {
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
async function openJob(options: EnergyImport, outbox: Outbox): Promise<Job> {
  const { tenantId, vendor, digest, points } = options;
  for (let attempt = 1; ; attempt += 1) {
    const dedupeKey = `${kind} ${vendor} ${digest} ${attempt}`;
    const [job] = await outbox.add(tenantId, [{ vendor, kind, dedupeKey, parts: [], total: points }]);
    if (job && job.status !== 'FAILED' && job.status !== 'CANCELLED') return job;
  }
}

/** Waits for the lease of a process that died, or is still at it. */
async function takeOver({ store, clock, tenantId }: EnergyImport, id: string): Promise<Lease | undefined> {
  for (;;) {
    const lease = await takeJob({ store, clock, leaseMs }, { kinds: [kind], id });
    if (lease) return lease;
    const job = await createOutbox(store, clock).find(tenantId, id);
    if (!job || (job.status !== 'QUEUED' && job.status !== 'RUNNING')) return undefined;
    await clock.sleep(waitMs);
  }
}

async function sendRest(lease: Lease | undefined, options: EnergyImport): Promise<void> {
  if (!lease) return;
  const { clock, path, upload, points: total, onProgress } = options;
  const ended = new AbortController();
  const lost = new AbortController();
  void keepLease(lease, clock, ended.signal, lost);
  let { done } = lease.job;
  onProgress({ done, total });
  try {
    for await (const chunk of readChunks(path, done, upload.mostPoints)) {
      await sendPatiently(chunk, options, lost.signal, (error) => onProgress({ done, total, error }));
      if (!(await lease.accept({ number: 0, size: chunk.length }))) return;
      done += chunk.length;
      onProgress({ done, total });
    }
    await lease.finish();
  } catch (thrown) {
    if (lost.signal.aborted) return;
    const error = toAppError(thrown);
    if (error.code !== 'VENDOR_UNAUTHORIZED') return void (await lease.finish(error));
    await lease.park(error);
    throw error;
  } finally {
    ended.abort();
  }
}

/** Again and again, up to a minute apart, while the vendor fails. */
async function sendPatiently(
  chunk: Parameters<typeof sendChunk>[1],
  { upload, clock }: EnergyImport,
  signal: AbortSignal,
  onFailure: (error: AppError) => void,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sendChunk(upload, chunk, clock, signal);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (signal.aborted || !mayPass(error)) throw error;
      onFailure(error);
      await clock.sleep(pauseMs(attempt, error), signal);
    }
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
