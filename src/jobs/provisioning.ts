/**
 * Complete snapshots on their way to a vendor that provisions customers: sent once it is their turn, then followed until
 * the vendor has worked on them. A snapshot whose answer was lost is sent again, which changes nothing: the vendor says
 * that it has it already.
 */

import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import type {
  ProvisionedCustomer,
  ProvisionedData,
  ProvisioningProgress,
  ProvisioningReceipt,
} from '../domain/facility-services.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import { AppError } from '../errors.ts';
import type { Tenant } from '../loaders/tenant.ts';
import type { SnapshotStore } from '../store/snapshots.ts';
import { type Call, createCallTrace } from '../upstream/call.ts';
import type { ProvisioningAdmin } from '../vendors/facility-services.ts';
import type { Job, JobPart, NewJob } from './job.ts';
import type { Again, JobHandler, Told } from './runner.ts';

export type ProvisioningKind = 'provisionCustomers' | 'provisionData';

/** Longest one request may wait for its turn and its answer, in milliseconds. */
const requestDeadlineMs = 120_000;
/** Until the first look at what became of it; each further one comes after twice as long, up to a minute. */
const firstLookMs = 1_000;
const longestLookMs = 60_000;
/** After so long it is not followed any more, in milliseconds. */
const followedMs = 86_400_000;

export interface Snapshot {
  readonly kind: ProvisioningKind;
  /** Under which it was announced to the store of snapshots. */
  readonly id: string;
  readonly customers: readonly ProvisionedCustomer[] | readonly ProvisionedData[];
}

/** Its size is the number of its customers. All snapshots for a vendor share a lane: the last one must win. */
export function toProvisioningJob(vendor: VendorName, { kind, id, customers }: Snapshot): NewJob {
  const parts = [{ size: customers.length, payload: customers }];
  return { vendor, kind, lane: `provisioning ${vendor}`, details: { snapshotId: id }, parts };
}

/** Name of a kind of snapshot in the store of snapshots. */
export function snapshotName(vendor: VendorName, kind: ProvisioningKind): string {
  return `${vendor} ${kind}`;
}

/** How far it is; null for another kind of job. */
export function toProvisioningProgress({ kind, details }: Pick<Job, 'kind' | 'details'>): ProvisioningProgress | null {
  return kind in sends ? progressSchema.parse(details) : null;
}

export interface ProvisioningDeps {
  readonly tenants: ReadonlyMap<string, Pick<Tenant, 'sources'>>;
  readonly snapshots: SnapshotStore;
  readonly clock: Clock;
}

export function createProvisioningHandlers(deps: ProvisioningDeps): readonly JobHandler[] {
  return (Object.keys(sends) as ProvisioningKind[]).map((kind) => ({
    kind,
    send: async (part, job, signal) => {
      const admin = adminOf(deps, job);
      const deadlineMs = deps.clock.now() + requestDeadlineMs;
      // Nobody waits for it: whoever does goes first.
      const call = { signal, deadlineMs, priority: 'bulk', trace: createCallTrace() } as const;
      return part.memo === null
        ? sendSnapshot(kind, admin, part, job, call, deps)
        : look(part.memo, admin, job, call, deps);
    },
  }));
}

type Send = (admin: ProvisioningAdmin, payload: unknown, call: Call) => Promise<ProvisioningReceipt>;

// Nobody but `toProvisioningJob` writes the payloads.
const sends: Readonly<Record<ProvisioningKind, Send>> = {
  provisionCustomers: (admin, payload, call) =>
    admin.provisionCustomers(payload as readonly ProvisionedCustomer[], call),
  provisionData: (admin, payload, call) => admin.provisionData(payload as readonly ProvisionedData[], call),
};

async function sendSnapshot(
  kind: ProvisioningKind,
  admin: ProvisioningAdmin,
  { payload }: JobPart,
  job: Job,
  call: Call,
  { snapshots, clock }: ProvisioningDeps,
): Promise<Again | Told> {
  const name = snapshotName(job.vendor, kind);
  const { snapshotId } = detailsSchema.parse(job.details);
  const receipt = await sends[kind](admin, payload, call).catch(async (error: unknown) => {
    if (error instanceof AppError && error.code === 'VENDOR_REJECTED') {
      await snapshots.withdraw(job.tenantId, name, snapshotId);
    }
    throw error;
  });
  await snapshots.confirm(job.tenantId, name, snapshotId);
  const outcome = receipt.outcome === 'accepted' ? 'ACCEPTED' : 'UNCHANGED';
  const progress = { outcome, provisioningId: receipt.id, status: null, errorCount: 0 } as const;
  // The vendor names nothing to follow it by.
  if (receipt.id === null) return { details: { snapshotId, ...progress } };
  const memo: Memo = { id: receipt.id, sinceMs: clock.now(), looks: 0 };
  const afterMs = outcome === 'UNCHANGED' ? 0 : firstLookMs;
  return { afterMs, memo: JSON.stringify(memo), details: { snapshotId, ...progress, status: 'PENDING' } };
}

async function look(
  text: string,
  admin: ProvisioningAdmin,
  { vendor, details }: Job,
  call: Call,
  { clock }: ProvisioningDeps,
): Promise<Again | Told> {
  const { id, sinceMs, looks } = memoSchema.parse(JSON.parse(text));
  const state = await admin.state(id, call);
  const known = { ...details, status: state?.status ?? 'UNKNOWN', errorCount: state?.errorCount ?? 0 };
  if (state?.status === 'COMPLETED') return { details: known };
  if (state?.status === 'FAILED') {
    const message = `${vendor} could not carry out all of it; it names ${state.errorCount} errors.`;
    return { details: known, error: new AppError('VENDOR_REJECTED', message, { vendor }) };
  }
  // What the vendor has had before, it says, is done: it need not know that id any more.
  if (!state && details.outcome === 'UNCHANGED') return { details: known };
  if (clock.now() - sinceMs >= followedMs) {
    const message = `${vendor} took it, and did not say within a day what became of it.`;
    return { details: known, error: new AppError('VENDOR_TIMEOUT', message, { vendor }) };
  }
  const memo: Memo = { id, sinceMs, looks: looks + 1 };
  const afterMs = Math.min(firstLookMs * 2 ** Math.min(looks + 1, 10), longestLookMs);
  return { afterMs, memo: JSON.stringify(memo), details: known };
}

function adminOf({ tenants }: ProvisioningDeps, { tenantId, vendor }: Job): ProvisioningAdmin {
  const admin = tenants.get(tenantId)?.sources.get(vendor)?.provisioning;
  if (admin) return admin;
  throw new AppError('VENDOR_NOT_CONFIGURED', `The tenant has configured no ${vendor} that provisions customers.`, {
    vendor,
  });
}

const memoSchema = z.object({ id: z.string(), sinceMs: z.number(), looks: z.number() });
type Memo = z.infer<typeof memoSchema>;

const detailsSchema = z.object({ snapshotId: z.string() });
const progressSchema = z.object({
  outcome: z.enum(['ACCEPTED', 'UNCHANGED']).nullable().default(null),
  provisioningId: z.string().nullable().default(null),
  status: z.enum(['PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'UNKNOWN']).nullable().default(null),
  errorCount: z.number().default(0),
});
