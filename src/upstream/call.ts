import type { VendorName } from '../domain/vendor-name.ts';
import type { Dependence } from './dependence.ts';

/** Who goes first when the budget is short. A refresh renews a cache nobody waits for; bulk is uploads. */
export type Priority = 'interactive' | 'refresh' | 'bulk';

/** What one operation has spent at a vendor. */
export interface VendorCallCount {
  /** HTTP requests sent, retries and token requests included. */
  calls: number;
  /** Reads answered from a cache, fresh or stale. */
  cacheHits: number;
  /** Reads answered from a value beyond its freshness. */
  stale: number;
}

/** Counts the vendor calls of one operation; shown as `extensions.vendorCalls`. */
export interface CallTrace {
  readonly byVendor: Map<VendorName, VendorCallCount>;
  /** Requests that have changed something at a vendor, or may have: as yet none means that nothing was done. */
  changes: number;
}

/** What an operation hands down to everything it asks of a vendor. */
export interface Call {
  /** Aborted when the operation's deadline passes or the client goes away. */
  readonly signal: AbortSignal;
  /** When the operation must have answered; epoch milliseconds. */
  readonly deadlineMs: number;
  readonly priority: Priority;
  readonly trace: CallTrace;
  /** A cached value beyond its freshness will not do: a new one is waited for, and the old one stands in when it fails. */
  readonly awaitFresh?: boolean;
  /** Told what is read, where the answer may be kept. */
  readonly dependence?: Dependence;
}

export function createCallTrace(): CallTrace {
  return { byVendor: new Map(), changes: 0 };
}

/** The counter of a vendor, made at first use. */
export function countFor(trace: CallTrace, vendor: VendorName): VendorCallCount {
  let count = trace.byVendor.get(vendor);
  if (!count) {
    count = { calls: 0, cacheHits: 0, stale: 0 };
    trace.byVendor.set(vendor, count);
  }
  return count;
}

/** The call with another deadline, for something it waits for. It may be an object of a class: spread, it loses its signal. */
export function withDeadline({ signal, priority, trace }: Call, deadlineMs: number): Call {
  return { signal, priority, trace, deadlineMs };
}
