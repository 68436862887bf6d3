/**
 * Runs a prepared subscription: a source stream, a place in the log and a buffer of its own; each event as an execution
 * with fresh loaders and a deadline, which subscribers that ask the same share.
 */

import { createSourceEventStream, type ExecutionResult } from 'graphql';
import { type Flow, toFlow } from '../../domain/flow.ts';
import { AppError } from '../../errors.ts';
import { SlowSubscriberError } from '../../events/subscription.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { SubscriptionPayload } from '../../graph/subscription-payload.ts';
import type { Call } from '../../upstream/call.ts';
import { toAnswer } from './answer.ts';
import { type Carried, carry } from './carry.ts';
import { OperationCall } from './deadline.ts';
import type { Outlet } from './outlet.ts';
import type { Prepared } from './prepare.ts';
import type { OperationDeps, Scope } from './scope.ts';
import type { SharedAnswers } from './shared-answers.ts';

export interface SubscribeDeps {
  readonly operations: OperationDeps;
  readonly answers: SharedAnswers;
}

/**
 * Sends the answers, one an event; or one answer with the errors that kept the subscription from beginning. Resolves when
 * it is over, and never rejects.
 */
export async function subscribeOperation(
  prepared: Prepared,
  scope: Scope,
  { operations, answers }: SubscribeDeps,
  outlet: Outlet,
): Promise<void> {
  const ending = new AbortController();
  const fail = (errors: readonly unknown[]) => {
    const answer = toAnswer({ errors }, scope, operations, 'subscription');
    if (!outlet.left.aborted) outlet.send(answer);
  };
  try {
    const { events, context } = await begin(prepared, scope, operations, AbortSignal.any([outlet.left, ending.signal]));
    if (!('take' in events)) return fail(events.errors ?? []);
    const { error, unsentPlace } = await follow(events, { prepared, scope, operations, answers, outlet });
    if (!(error instanceof SlowSubscriberError)) return error === undefined ? undefined : fail([error]);
    operations.metrics.slowSubscribers.inc({ transport: scope.transport });
    const { ids, tenant } = context;
    // What was taken and not sent is to come again.
    const resumeAfterSeq = unsentPlace === undefined ? error.lastSeq : Math.max(0, unsentPlace - 1);
    outlet.closeSlow(ids.encodeCursor(tenant.id, resumeAfterSeq));
  } catch (error) {
    fail([error]);
  } finally {
    ending.abort();
  }
}

interface Begun {
  readonly events: Flow<SubscriptionPayload> | ExecutionResult;
  readonly context: GraphContext;
}

/** @param over aborted with the subscription */
async function begin(prepared: Prepared, scope: Scope, operations: OperationDeps, over: AbortSignal): Promise<Begun> {
  const { clock, operationTimeoutMs: timeoutMs } = operations;
  const beginning = new OperationCall({ clock, timeoutMs, client: { signal: over } });
  try {
    const { deadlineMs, priority, trace } = beginning;
    const signal = AbortSignal.any([beginning.signal, over]);
    const call: Call = { deadlineMs, priority, trace, signal };
    const context = operations.createContext(operations.tenantOf(scope.principal), scope.principal, call);
    const source = createSourceEventStream({
      schema: operations.schema,
      document: prepared.document,
      contextValue: context,
      variableValues: prepared.variables,
      operationName: prepared.operationName,
    });
    const stream = await unlessOverdue(source, beginning.overdue());
    if (!(Symbol.asyncIterator in stream)) return { events: stream, context };
    return { events: toFlow(stream as AsyncIterable<SubscriptionPayload>), context };
  } finally {
    beginning.done();
  }
}

type Source = ReturnType<typeof createSourceEventStream>;

/** The stream, unless beginning it takes longer than an operation may; one that comes later is ended at once. */
async function unlessOverdue(source: Source, overdue: Promise<AppError>): Promise<Awaited<Source>> {
  const first = await Promise.race([source, overdue]);
  if (!(first instanceof AppError)) return first;
  Promise.resolve(source)
    .then((late) => (Symbol.asyncIterator in late ? late[Symbol.asyncIterator]().return?.() : undefined))
    .catch(() => undefined);
  throw first;
}

interface Following extends SubscribeDeps {
  readonly prepared: Prepared;
  readonly scope: Scope;
  readonly outlet: Outlet;
}

/** As a member of those who ask the same, and counted, until it is over. */
async function follow(
  events: Flow<SubscriptionPayload>,
  { prepared, scope, operations, answers, outlet }: Following,
): Promise<Carried> {
  const { transport } = scope;
  const membership = answers.join(prepared, scope, operations);
  operations.metrics.subscriptions.inc({ transport });
  try {
    return await carry(events, membership, outlet);
  } finally {
    membership.leave();
    operations.metrics.subscriptions.dec({ transport });
  }
}
