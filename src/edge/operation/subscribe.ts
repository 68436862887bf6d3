/**
 * Runs a prepared subscription: its source stream once, and each event as an execution of its own with fresh loaders
 * and a deadline, so that no event is answered with what an earlier one has read.
 */

import { createSourceEventStream, type ExecutionResult } from 'graphql';
import { AppError } from '../../errors.ts';
import { SlowSubscriberError } from '../../events/subscription.ts';
import { type Call, createCallTrace } from '../../upstream/call.ts';
import { toAnswer } from './answer.ts';
import type { Prepared } from './prepare.ts';
import { runOperation } from './run.ts';
import type { OperationDeps, Scope } from './scope.ts';

/** The answers, one an event; or one answer with the errors that kept the subscription from beginning. */
export async function subscribeOperation(
  prepared: Prepared,
  scope: Scope,
  deps: OperationDeps,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const ending = new AbortController();
  const call: Call = {
    signal: AbortSignal.any([scope.signal, ending.signal]),
    deadlineMs: Number.POSITIVE_INFINITY,
    priority: 'interactive',
    trace: createCallTrace(),
  };
  try {
    const stream = await createSourceEventStream({
      schema: deps.schema,
      document: prepared.document,
      contextValue: deps.createContext(deps.tenantOf(scope.principal), scope.principal, call),
      variableValues: prepared.variables,
      operationName: prepared.operationName,
    });
    if (!(Symbol.asyncIterator in stream)) return toAnswer(stream, scope, deps, 'subscription');
    return mapEvents(stream[Symbol.asyncIterator](), { prepared, scope, deps, ending });
  } catch (error) {
    return toAnswer({ errors: [error] }, scope, deps, 'subscription');
  }
}

interface Mapping {
  readonly prepared: Prepared;
  readonly scope: Scope;
  readonly deps: OperationDeps;
  readonly ending: AbortController;
}

// By hand: a generator's return() would wait for the event it is waiting for.
function mapEvents(
  source: AsyncIterator<unknown>,
  { prepared, scope, deps, ending }: Mapping,
): AsyncIterableIterator<ExecutionResult> {
  const { transport } = scope;
  let open = true;
  deps.metrics.subscriptions.inc({ transport });

  const close = () => {
    if (!open) return;
    open = false;
    ending.abort();
    scope.signal.removeEventListener('abort', end);
    deps.metrics.subscriptions.dec({ transport });
  };
  const end = async () => {
    if (!open) return;
    close();
    await source.return?.().catch(() => {});
  };
  scope.signal.addEventListener('abort', end, { once: true });

  return {
    async next() {
      if (!open) return { done: true, value: undefined };
      try {
        const event = await source.next();
        if (event.done) close();
        if (!open) return { done: true, value: undefined };
        return { done: false, value: await runOperation(prepared, scope, deps, event.value) };
      } catch (error) {
        close();
        // Answered as the last event: a client learns the code, and where it may resume.
        return { done: false, value: toAnswer({ errors: [toEnding(error)] }, scope, deps, 'subscription') };
      }
    },
    async return() {
      await end();
      return { done: true, value: undefined };
    },
    async throw(error) {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function toEnding(error: unknown): unknown {
  if (!(error instanceof SlowSubscriberError)) return error;
  const message = 'Events arrive faster than this client takes them; resume after the last cursor received.';
  return new AppError('TOO_MANY_REQUESTS', message, {}, { cause: error });
}
