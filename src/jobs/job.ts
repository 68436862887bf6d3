/** What a job is: durable outgoing work for one vendor, in parts that are sent in order. */

import type { VendorName } from '../domain/vendor-name.ts';
import type { ErrorCode } from '../errors.ts';
import type { JobStatus } from '../store/tables.ts';

export type { JobStatus };

const final: ReadonlySet<JobStatus> = new Set(['DONE', 'FAILED', 'CANCELLED']);

export function isFinal(status: JobStatus): boolean {
  return final.has(status);
}

export interface Job {
  readonly tenantId: string;
  /** UUID. */
  readonly id: string;
  /** The order of creation within the tenant. */
  readonly seq: number;
  readonly vendor: VendorName;
  /** Which handler sends it (`energyUpload`). */
  readonly kind: string;
  /** What the handler wants to know beside the parts, and finds out by the way; safe to keep, never a secret. */
  readonly details: JobDetails;
  readonly status: JobStatus;
  /** In the units that a client counts (points, packets). */
  readonly done: number;
  readonly total: number;
  /** Why it does not get on, or ended; also while it goes on trying. */
  readonly error: { readonly code: ErrorCode; readonly message: string } | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** Grows with every change. */
  readonly revision: number;
}

export type JobDetails = Readonly<Record<string, string | number | boolean | null>>;

/** What goes out in one piece: all of it is accepted, or nothing. */
export interface NewPart {
  /** How many units it counts for. */
  readonly size: number;
  /** JSON. */
  readonly payload: unknown;
  /** Parts go out by rank, those of one rank as they were given; a whole number, default 0 for all. */
  readonly rank?: number;
}

export interface JobPart {
  readonly number: number;
  readonly size: number;
  /** JSON as it was given. */
  readonly payload: unknown;
  /** From 1. Above 1, an earlier attempt went out and its answer is not known, or was no acceptance. */
  readonly attempt: number;
  /** What `again` of the last attempt left. */
  readonly memo: string | null;
}

export interface NewJob {
  readonly vendor: VendorName;
  readonly kind: string;
  /** Jobs of a tenant with the same lane are sent one after the other, in the order of creation. Default: its own lane. */
  readonly lane?: string;
  /** A second job with the same key is not made: the first one is the answer, whatever has become of it. */
  readonly dedupeKey?: string;
  /** While the lane has a job of this kind that has not ended, the parts are put to that one instead, by their rank. */
  readonly joinsOpenJob?: true;
  readonly details?: JobDetails;
  /** In the order they are to be sent. Empty when the handler has them from elsewhere. */
  readonly parts: readonly NewPart[];
  /** Default: the sum of the parts' sizes. */
  readonly total?: number;
}
