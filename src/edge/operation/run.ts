/** Runs a prepared query or mutation; for every transport alike. Never throws or rejects. */

import type { ExecutionResult } from 'graphql';
import { AppError } from '../../errors.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { Executed } from '../../graph/execution/executor.ts';
import { withPartialErrors } from '../../graph/partial-errors.ts';
import type { Dependence } from '../../upstream/dependence.ts';
import { type Result, toAnswer } from './answer.ts';
import { OperationCall } from './deadline.ts';
import type { Prepared } from './prepare.ts';
import type { OperationDeps, Scope } from './scope.ts';

export interface RunOptions {
  /** The event, in a subscription. */
  readonly rootValue?: unknown;
  /** Told what is read, where the answer may be kept. */
  readonly dependence?: Dependence;
}

export type Answering = ExecutionResult | Promise<ExecutionResult>;

/** One execution with a deadline and fresh loaders of its own; at once when all it needs is at hand. */
export function runOperation(
  prepared: Prepared,
  scope: Scope,
  deps: OperationDeps,
  options: RunOptions = {},
): Answering {
  const kind = prepared.operation.operation;
  const startedMs = performance.now();
  const { clock, operationTimeoutMs: timeoutMs } = deps;
  const waitedMs = scope.cameMs === undefined ? 0 : Math.max(0, clock.now() - scope.cameMs);
  const own = new OperationCall({ clock, timeoutMs, client: scope, dependence: options.dependence });
  const end = (result: Result): ExecutionResult => {
    own.done();
    deps.metrics.requestSeconds.spread(kind).observe((waitedMs + performance.now() - startedMs) / 1000);
    return toAnswer(result, scope, deps, kind, own);
  };
  const fail = (error: unknown) => end({ errors: [error] });
  const { late } = own;
  if (late) return fail(late);
  try {
    const contextValue = deps.createContext(deps.tenantOf(scope.principal), scope.principal, own);
    const { document, operation, variables } = prepared;
    const { rootValue } = options;
    const execution = deps.execute({ document, operation, variables, contextValue, rootValue, client: scope });
    const finish = (executed: Executed) => {
      const answer = end(withParts(executed, contextValue));
      // The promise that brought it may outlive it: what is old holds what is new until the next big garbage collection.
      executed.data = undefined;
      return answer;
    };
    return execution instanceof Promise ? inTime(execution, own).then(finish).catch(fail) : finish(execution);
  } catch (error) {
    return fail(error);
  }
}

async function inTime(execution: Promise<Executed>, call: OperationCall): Promise<Executed> {
  const result = await Promise.race([execution, call.overdue()]);
  return result instanceof AppError ? Promise.reject(result) : result;
}

function withParts(executed: Executed, context: GraphContext): Executed {
  if (context.partialErrors.length === 0) return executed;
  return { data: executed.data, errors: withPartialErrors(executed.errors, context) ?? [] };
}
