/** What a connection remembers of its exchanges, for its status and the budget gauge. */

import type { Clock } from '../domain/clock.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import type { Metrics } from '../metrics.ts';
import type { BudgetStatus, ConnectionStatus } from './connection.ts';
import type { AttemptResult } from './http/attempt.ts';

export interface ConnectionRecord {
  add(result: AttemptResult<unknown>, budgets: () => readonly BudgetStatus[]): void;
  readonly lastError: ConnectionStatus['lastError'];
  readonly lastSuccessAtMs: number | null;
}

interface RecordOptions {
  readonly vendor: VendorName;
  readonly tenantId: string;
  readonly clock: Clock;
  readonly metrics: Metrics;
}

/** The gauge is for scrapes every few seconds: more often is work for nothing. */
const gaugeEveryMs = 1_000;

export function createRecord({ vendor, tenantId, clock, metrics }: RecordOptions): ConnectionRecord {
  let lastError: ConnectionStatus['lastError'] = null;
  let lastSuccessAtMs: number | null = null;
  let gaugedAtMs = Number.NEGATIVE_INFINITY;

  return {
    add(result, budgets) {
      const atMs = clock.now();
      if (result.ok) lastSuccessAtMs = atMs;
      // A client that went away is no failure of the vendor.
      else if (result.error.code !== 'OPERATION_TIMEOUT') lastError = { atMs, error: result.error };
      if (atMs - gaugedAtMs < gaugeEveryMs) return;
      gaugedAtMs = atMs;
      for (const { window, remaining } of budgets()) {
        metrics.budgetRemaining.set({ vendor, tenant: tenantId, window }, remaining);
      }
    },
    get lastError() {
      return lastError;
    },
    get lastSuccessAtMs() {
      return lastSuccessAtMs;
    },
  };
}
