import { toAnswer } from './answer.ts';
import type { Outlet } from './outlet.ts';
import { isPrepared, type Prepared, type Preparer } from './prepare.ts';
import type { Queries } from './queries.ts';
import type { OperationRequest, Scope } from './scope.ts';
import { type SubscribeDeps, subscribeOperation } from './subscribe.ts';

export interface StartDeps extends SubscribeDeps {
  readonly queries: Queries;
}

/** Any operation, from its text: sends its one answer, or all of them. Resolves when there are no more; never rejects. */
export async function startOperation(
  request: OperationRequest,
  scope: Scope,
  deps: StartDeps & { readonly preparer: Preparer },
  outlet: Outlet,
): Promise<void> {
  const prepared = deps.preparer.prepare(request, scope.principal);
  if (isPrepared(prepared)) return startPrepared(prepared, scope, deps, outlet);
  outlet.send(toAnswer({ errors: prepared }, scope, deps.operations, 'refused'));
}

/** The same, of one that was prepared. */
export async function startPrepared(prepared: Prepared, scope: Scope, deps: StartDeps, outlet: Outlet): Promise<void> {
  if (prepared.operation.operation === 'subscription') return subscribeOperation(prepared, scope, deps, outlet);
  const answer = await deps.queries.answer(prepared, scope);
  if (!outlet.left.aborted) outlet.send(answer);
}
