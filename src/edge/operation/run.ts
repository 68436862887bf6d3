/** Runs a prepared query or mutation; for every transport alike. Never rejects. */

import type { ExecutionResult } from 'graphql';
import { AppError } from '../../errors.ts';
import { withPartialErrors } from '../../graph/partial-errors.ts';
import { toAnswer } from './answer.ts';
import { createOperationCall } from './deadline.ts';
import type { Prepared } from './prepare.ts';
import type { OperationDeps, Scope } from './scope.ts';

/**
 * One execution with a deadline and fresh loaders of its own.
 *
 * @param rootValue the event, in a subscription.
 */
export async function runOperation(
  prepared: Prepared,
  scope: Scope,
  deps: OperationDeps,
  rootValue?: unknown,
): Promise<ExecutionResult> {
  const kind = prepared.operation.operation;
  const startedMs = performance.now();
  const { call, overdue, done } = createOperationCall(deps.clock, deps.operationTimeoutMs, scope.signal);
  try {
    const contextValue = deps.createContext(deps.tenantOf(scope.principal), scope.principal, call);
    const { document, operation, variables } = prepared;
    const execution = deps.execute({ document, operation, variables, contextValue, rootValue });
    const result = await Promise.race([execution, overdue]);
    if (result instanceof AppError) return toAnswer({ errors: [result] }, scope, deps, kind, call);
    const errors = withPartialErrors(result.errors, contextValue);
    return toAnswer({ data: result.data, errors: errors ?? [] }, scope, deps, kind, call);
  } catch (error) {
    return toAnswer({ errors: [error] }, scope, deps, kind, call);
  } finally {
    done();
    deps.metrics.requestSeconds.observe({ operation: kind }, (performance.now() - startedMs) / 1000);
  }
}
