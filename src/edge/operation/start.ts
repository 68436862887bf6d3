import type { ExecutionResult } from 'graphql';
import { toAnswer } from './answer.ts';
import { isPrepared, type Preparer } from './prepare.ts';
import type { Queries } from './queries.ts';
import type { OperationRequest, Scope } from './scope.ts';
import { type Outlet, type SubscribeDeps, subscribeOperation } from './subscribe.ts';

/** Any operation, from its text: one answer, or a stream of them. Never rejects. */
export async function startOperation(
  request: OperationRequest,
  scope: Scope,
  deps: SubscribeDeps & { readonly preparer: Preparer; readonly queries: Queries },
  outlet: Outlet,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const { operations } = deps;
  const prepared = deps.preparer.prepare(request, scope.principal);
  if (!isPrepared(prepared)) return toAnswer({ errors: prepared }, scope, operations, 'refused');
  if (prepared.operation.operation === 'subscription') return subscribeOperation(prepared, scope, deps, outlet);
  return deps.queries.answer(prepared, scope);
}
