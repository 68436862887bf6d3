/**
 * A file of packets of one meter. Its chunks go through the meter's own queue, beside what the gateway pushes: so there
 * too one packet is in flight, in the order of time. This process works the queue itself, and a gateway on the same
 * store helps; a chunk that was put into it is sent whatever becomes of this process, and is not put into it twice.
 */

import type { Packet } from '../domain/packet.ts';
import { AppError } from '../errors.ts';
import type { Tenant } from '../loaders/tenant.ts';
import { type ImportPlace, type ImportStep, importChunks } from './file-import.ts';
import { isFinal, type Job } from './job.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createPacketPushHandler, toPacketPushes } from './packet-push.ts';
import { startRunner } from './runner.ts';
import { createChanges, watchJob } from './watch.ts';

export interface PacketImport extends ImportPlace {
  readonly tenants: ReadonlyMap<string, Pick<Tenant, 'sources'>>;
  /** The packets after the first `skip`, in chunks of at most `size`; all of one stream. */
  readonly read: (skip: number, size: number) => AsyncIterable<readonly Packet[]>;
  /** Of the file and of how it is read. */
  readonly digest: string;
  readonly packets: number;
}

/** What of a file is in the queue at once. */
const chunkSize = 500;
/** Between two looks at what other processes have sent, in milliseconds. */
const pollIntervalMs = 250;

/** Resolves with the job as it ended: DONE or CANCELLED. @throws AppError what parked it; it may be begun again */
export function importPacketFile({ tenants, read, digest, packets, ...place }: PacketImport): Promise<Job> {
  return importChunks({
    ...{ ...place, kind: 'packetImport', digest, total: packets, onRejected: 'park' },
    chunks: (skip) => read(skip, chunkSize),
    send: (chunk, step) => sendThroughQueue(chunk, step, { ...place, tenants }),
  });
}

type Way = ImportPlace & Pick<PacketImport, 'tenants'>;

async function sendThroughQueue(chunk: readonly Packet[], step: ImportStep, way: Way): Promise<void> {
  const { store, clock, tenantId, tenants } = way;
  const outbox = createOutbox(store, clock);
  const { id } = await enqueue(chunk, step, way, outbox);
  const changes = createChanges(clock);
  const runner = startRunner({
    ...{ store, clock, handlers: [createPacketPushHandler({ tenants, clock })], only: id },
    onChange: (job) => changes.notify(job.id),
    // The store failed: the look at the job below fails too, and says so.
    onFault: () => {},
  });
  const watch = watchJob({ outbox, changes, pollIntervalMs }, tenantId, id);
  const leave = () => void watch.return?.();
  step.signal.addEventListener('abort', leave, { once: true });
  try {
    for await (const job of watch) {
      if (job.status === 'DONE') return;
      if (job.status === 'PARKED' || isFinal(job.status)) throw toError(job);
      step.onStep(toStep(job, chunk.length));
    }
    // Cancelled meanwhile, or the queue is gone.
    throw new AppError('OPERATION_TIMEOUT', 'The import was called off.');
  } finally {
    step.signal.removeEventListener('abort', leave);
    await runner.stop();
  }
}

/** Into the meter's queue; the same job when the chunk is in it already. One that was called off is begun anew. */
async function enqueue(chunk: readonly Packet[], step: ImportStep, { vendor, tenantId }: Way, outbox: Outbox) {
  for (let attempt = 1; ; attempt += 1) {
    const pushes = toPacketPushes(vendor, chunk, `import ${step.importId} ${step.done} ${attempt}`);
    const [job] = await outbox.add(tenantId, pushes);
    if (!job) throw new Error('a chunk without a packet');
    if (job.status === 'PARKED') return (await outbox.resume(tenantId, job.id)) ?? job;
    if (job.status === 'DONE' || !isFinal(job.status)) return job;
  }
}

/** What is left in the queue may be others' too: at least so many of ours are through. */
function toStep({ done, total, error }: Job, size: number): { readonly accepted: number; readonly error?: AppError } {
  const accepted = Math.max(0, size - (total - done));
  return { accepted, ...(error && { error: new AppError(error.code, error.message) }) };
}

function toError({ status, error }: Job): AppError {
  if (error) return new AppError(error.code, error.message);
  return new AppError('OPERATION_TIMEOUT', `The packets of the meter were ${status.toLowerCase()}.`);
}
