import type { ExecutionResult } from 'graphql';
import { toAnswer } from './answer.ts';
import { isPrepared, type Preparer } from './prepare.ts';
import { runOperation } from './run.ts';
import type { OperationDeps, OperationRequest, Scope } from './scope.ts';
import { subscribeOperation } from './subscribe.ts';

/** Any operation, from its text: one answer, or a stream of them. Never rejects. */
export async function startOperation(
  request: OperationRequest,
  scope: Scope,
  { preparer, operations }: { readonly preparer: Preparer; readonly operations: OperationDeps },
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const prepared = preparer.prepare(request, scope.principal);
  if (!isPrepared(prepared)) return toAnswer({ errors: prepared }, scope, operations, 'refused');
  if (prepared.operation.operation === 'subscription') return subscribeOperation(prepared, scope, operations);
  return runOperation(prepared, scope, operations);
}
