/**
 * Measurements on their way to a vendor: a queue a meter, which is one job as long as anything waits in it. So a meter
 * has at most one packet in flight, whichever replica sends it, and what is queued goes out in the order of time,
 * whatever order it came in. What comes later than a newer packet was sent goes out after it.
 *
 * A packet whose answer was lost, to a crash or a broken connection, is sent again, and takes the place of the first.
 */

import type { Clock } from '../domain/clock.ts';
import { type Packet, toQueues } from '../domain/packet.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import { AppError } from '../errors.ts';
import type { Tenant } from '../loaders/tenant.ts';
import { createCallTrace } from '../upstream/call.ts';
import type { Job, NewJob } from './job.ts';
import type { JobHandler } from './runner.ts';

export const packetPushKind = 'packetPush';

/** Longest a packet may wait for its turn and its answer before it is put off, in milliseconds. */
const packetDeadlineMs = 60_000;
/** Meters served at once in this process; how many packets a vendor takes at once, its budget says. */
const metersAtOnce = 32;
/** Every burst of every meter leaves a job behind: a day is enough for who asks again with a key. */
const keptMs = 86_400_000;

/** A job a stream. `key` makes them the same jobs when they are made again. */
export function toPacketPushes(vendor: VendorName, packets: readonly Packet[], key?: string): NewJob[] {
  return [...toQueues(packets)].map(([stream, queue]) => ({
    ...{ vendor, kind: packetPushKind, lane: `${packetPushKind} ${vendor} ${stream}`, joinsOpenJob: true },
    ...(key === undefined ? {} : { dedupeKey: JSON.stringify([packetPushKind, key, stream]) }),
    details: { stream },
    parts: queue.map(({ packet, atMs }) => ({ size: 1, payload: toRow(packet), rank: atMs })),
  }));
}

export interface PacketPushDeps {
  readonly tenants: ReadonlyMap<string, Pick<Tenant, 'sources'>>;
  readonly clock: Clock;
}

export function createPacketPushHandler({ tenants, clock }: PacketPushDeps): JobHandler {
  return {
    ...{ kind: packetPushKind, onRejected: 'park', atOnce: metersAtOnce, keptMs },
    async send({ payload }, job, signal) {
      const push = pushOf(tenants, job);
      const packet = toPacket(String(job.details.stream), payload as PacketRow);
      const deadlineMs = clock.now() + packetDeadlineMs;
      await push.send(packet, { signal, deadlineMs, priority: 'bulk', trace: createCallTrace() });
      return undefined;
    },
  };
}

function pushOf(tenants: PacketPushDeps['tenants'], { tenantId, vendor }: Job) {
  const push = tenants.get(tenantId)?.sources.get(vendor)?.packetPush;
  if (push) return push;
  const message = `The tenant has configured no ${vendor} that takes measurements.`;
  throw new AppError('VENDOR_NOT_CONFIGURED', message, { vendor });
}

/** A packet as it is kept. */
type PacketRow = readonly [form: Packet['form'], at: string, content: Packet['content']];

function toRow({ form, at, content }: Packet): PacketRow {
  return [form, at, content];
}

function toPacket(stream: string, [form, at, content]: PacketRow): Packet {
  return { stream, form, at, content };
}
