/** How each vendor stands, told from what its connections have seen. */

import type { Clock } from '../domain/clock.ts';
import { type VendorName, vendorNames } from '../domain/vendor-name.ts';
import type { BreakerState, BudgetStatus, ConnectionStatus } from '../upstream/connection.ts';
import type { Tenant } from './tenant.ts';

export type { BudgetStatus } from '../upstream/connection.ts';

export type VendorStatus = 'OK' | 'DEGRADED' | 'LIMITED' | 'DOWN' | 'NOT_CONFIGURED';

/** The connections of a vendor taken together. */
export interface VendorState {
  readonly vendor: VendorName;
  readonly status: VendorStatus;
  readonly lastError: ConnectionStatus['lastError'];
  readonly budgets: readonly BudgetStatus[];
  readonly inFlight: number;
  readonly maxInFlight: number | null;
  readonly breaker: BreakerState | null;
  readonly cache: ConnectionStatus['cache'];
  readonly callsToday: number;
}

/** All vendors there are, configured or not, in the fixed order of the graph. */
export function toVendorStates(tenant: Tenant, clock: Clock): readonly VendorState[] {
  return vendorNames.map((vendor) => toVendorState(vendor, tenant.sources.get(vendor)?.status(), clock.now()));
}

function toVendorState(vendor: VendorName, connections: readonly ConnectionStatus[] | undefined, nowMs: number) {
  const all = connections ?? [];
  const sum = (of: (connection: ConnectionStatus) => number) => all.reduce((total, one) => total + of(one), 0);
  const limits = all.map((connection) => connection.maxInFlight);
  return {
    vendor,
    status: connections ? toStatus(all, nowMs) : 'NOT_CONFIGURED',
    lastError: newestError(all),
    budgets: all.flatMap((connection) => connection.budgets),
    inFlight: sum((connection) => connection.inFlight),
    maxInFlight: limits.length === 0 || limits.includes(null) ? null : sum(({ maxInFlight }) => maxInFlight ?? 0),
    breaker: worstBreaker(all),
    cache: {
      hits: sum(({ cache }) => cache.hits),
      misses: sum(({ cache }) => cache.misses),
      stale: sum(({ cache }) => cache.stale),
    },
    callsToday: sum((connection) => connection.callsToday),
  } satisfies VendorState;
}

/** The worst of its connections. */
function toStatus(connections: readonly ConnectionStatus[], nowMs: number): VendorStatus {
  const found = new Set(connections.map((connection) => statusOf(connection, nowMs)));
  return (['DOWN', 'LIMITED', 'DEGRADED'] as const).find((status) => found.has(status)) ?? 'OK';
}

function statusOf(connection: ConnectionStatus, nowMs: number): VendorStatus {
  if (connection.breaker === 'OPEN') return 'DOWN';
  if (connection.budgets.some(({ remaining, resetsAtMs }) => remaining <= 0 && resetsAtMs > nowMs)) return 'LIMITED';
  const { lastError, lastSuccessAtMs } = connection;
  const failing = lastError !== null && lastError.atMs > (lastSuccessAtMs ?? Number.NEGATIVE_INFINITY);
  // The vendor has asked for a pause, which is not over.
  if (failing && lastError.error.code === 'VENDOR_RATE_LIMITED') {
    const { retryAfterMs = 0 } = lastError.error.details;
    if (nowMs < lastError.atMs + retryAfterMs) return 'LIMITED';
  }
  return failing || connection.breaker === 'HALF_OPEN' ? 'DEGRADED' : 'OK';
}

function newestError(connections: readonly ConnectionStatus[]): ConnectionStatus['lastError'] {
  const errors = connections.flatMap(({ lastError }) => (lastError ? [lastError] : []));
  return errors.sort((a, b) => b.atMs - a.atMs)[0] ?? null;
}

function worstBreaker(connections: readonly ConnectionStatus[]): BreakerState | null {
  const states = new Set(connections.map(({ breaker }) => breaker));
  return (['OPEN', 'HALF_OPEN', 'CLOSED'] as const).find((state) => states.has(state)) ?? null;
}
