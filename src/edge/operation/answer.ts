/** From a result to what leaves: safe errors, the trace where asked for, a count in the metrics, a line in the log. */

import type { ExecutionResult } from 'graphql';
import type { Json } from '../../graph/execution/text.ts';
import type { Call } from '../../upstream/call.ts';
import { type SafeError, toSafeError } from '../format-error.ts';
import { createAnswer } from './answer-text.ts';
import type { OperationDeps, Scope } from './scope.ts';

/** What came of an operation. */
export interface Result {
  /** JSON; undefined or absent when nothing was run. */
  readonly data?: Json | undefined;
  readonly errors?: readonly unknown[];
}

/** @param call of an operation that ran; its vendor calls go into the answer when the client asks for them. */
export function toAnswer(
  { data, errors = [] }: Result,
  scope: Scope,
  deps: Pick<OperationDeps, 'log' | 'metrics'>,
  operation: string,
  call?: Call,
): ExecutionResult {
  const safe = errors.map((error) => toSafeError(error, scope.requestId));
  logCauses(safe, scope, deps);
  deps.metrics.requests.tally(scope.transport, operation, safe[0]?.code ?? 'ok').count += 1;
  return createAnswer({
    errors: safe.map(({ error }) => error),
    data,
    extensions: call && scope.withTrace ? { vendorCalls: Object.fromEntries(call.trace.byVendor) } : undefined,
  });
}

function logCauses(errors: readonly SafeError[], scope: Scope, { log }: Pick<OperationDeps, 'log'>): void {
  for (const { error, code, cause } of errors) {
    if (code !== 'INTERNAL_SERVER_ERROR') continue;
    const { requestId, principal } = scope;
    log.error({ requestId, tenant: principal.tenantId, path: error.path?.join('.'), err: cause }, 'a field failed');
  }
}
