/**
 * Runs a prepared subscription: a source stream, a place in the log and a buffer of its own; each event as an execution
 * with fresh loaders and a deadline, which subscribers that ask the same share.
 */

import { createSourceEventStream, type ExecutionResult } from 'graphql';
import { AppError } from '../../errors.ts';
import { SlowSubscriberError } from '../../events/subscription.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { SubscriptionPayload } from '../../graph/event-stream.ts';
import type { Call } from '../../upstream/call.ts';
import { toAnswer } from './answer.ts';
import { createOperationCall } from './deadline.ts';
import type { Prepared } from './prepare.ts';
import type { OperationDeps, Scope } from './scope.ts';
import type { Membership, SharedAnswers } from './shared-answers.ts';

/** The way of one subscription's answers to its client. */
export interface Outlet {
  /** The last answer put on the way; whatever is put there now comes after it. */
  lastSent(): object | undefined;
  /** Events arrive faster than the client takes them: its connection is to end, telling it where to resume. */
  closeSlow(resumeCursor: string): void;
}

export interface SubscribeDeps {
  readonly operations: OperationDeps;
  readonly answers: SharedAnswers;
}

/** The answers, one an event; or one answer with the errors that kept the subscription from beginning. */
export async function subscribeOperation(
  prepared: Prepared,
  scope: Scope,
  { operations, answers }: SubscribeDeps,
  outlet: Outlet,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const ending = new AbortController();
  const beginning = createOperationCall(operations.clock, operations.operationTimeoutMs, scope.signal);
  const signal = AbortSignal.any([beginning.call.signal, scope.signal, ending.signal]);
  const call: Call = { ...beginning.call, signal };
  try {
    const context = operations.createContext(operations.tenantOf(scope.principal), scope.principal, call);
    const ended = Promise.withResolvers<void>();
    const source = createSourceEventStream({
      schema: operations.schema,
      document: prepared.document,
      contextValue: withSlowNotice(context, (resumeAfterSeq) => {
        // By then an answer on its way to the outlet has reached it, and counts as sent.
        operations.metrics.slowSubscribers.inc({ transport: scope.transport });
        setImmediate(() => {
          if (!call.signal.aborted) outlet.closeSlow(toResumeCursor(outlet, resumeAfterSeq, context));
          ending.abort();
          ended.resolve();
        });
      }),
      variableValues: prepared.variables,
      operationName: prepared.operationName,
    });
    const stream = await unlessOverdue(source, beginning.overdue);
    if (!(Symbol.asyncIterator in stream))
      return toAnswer({ errors: stream.errors ?? [] }, scope, operations, 'subscription');
    const membership = answers.join(prepared, scope, operations);
    const events = stream[Symbol.asyncIterator]() as AsyncIterator<SubscriptionPayload>;
    return mapEvents(events, { membership, scope, operations, call, ending, slowEnded: ended.promise });
  } catch (error) {
    return toAnswer({ errors: [error] }, scope, operations, 'subscription');
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

function withSlowNotice(context: GraphContext, onSlow: (resumeAfterSeq: number) => void): GraphContext {
  const { events } = context;
  return {
    ...context,
    events: { read: (query) => events.read(query), subscribe: (query) => events.subscribe(query, onSlow) },
  };
}

/** Where each answer stands in the log. */
const places = new WeakMap<object, number>();

function toResumeCursor(outlet: Outlet, askedAfterSeq: number, { ids, tenant }: GraphContext): string {
  const sent = outlet.lastSent();
  return ids.encodeCursor(tenant.id, Math.max(askedAfterSeq, (sent && places.get(sent)) ?? 0));
}

interface Mapping {
  readonly membership: Membership;
  readonly scope: Scope;
  readonly operations: OperationDeps;
  /** Its signal ends with the client. */
  readonly call: Call;
  /** Ends the call's signal. */
  readonly ending: AbortController;
  /** Resolves when a slow client's connection has been told to close. */
  readonly slowEnded: Promise<void>;
}

// By hand: a generator's return() would wait for the event it is waiting for.
function mapEvents(
  source: AsyncIterator<SubscriptionPayload>,
  { membership, scope, operations, call, ending, slowEnded }: Mapping,
): AsyncIterableIterator<ExecutionResult> {
  const { transport } = scope;
  const { signal } = call;
  const done = { done: true, value: undefined } as const;
  let open = true;
  operations.metrics.subscriptions.inc({ transport });

  const close = () => {
    if (!open) return;
    open = false;
    signal.removeEventListener('abort', end);
    ending.abort();
    membership.leave();
    operations.metrics.subscriptions.dec({ transport });
  };
  const end = async () => {
    if (!open) return;
    close();
    await source.return?.().catch(() => {});
  };
  if (signal.aborted) void end();
  else signal.addEventListener('abort', end, { once: true });

  const answerTo = async (payload: SubscriptionPayload): Promise<ExecutionResult> => {
    const answer = await membership.answer(payload);
    if (payload.place !== undefined) places.set(answer, payload.place);
    return answer;
  };

  return {
    async next() {
      if (!open) return done;
      try {
        const event = await source.next();
        if (event.done) close();
        const answer = event.done ? undefined : await answerTo(event.value);
        return open && answer ? { done: false, value: answer } : done;
      } catch (error) {
        // Not as if the events were over: the connection closes, and says where to resume.
        if (error instanceof SlowSubscriberError) await slowEnded;
        const wasOpen = open;
        close();
        if (!wasOpen || error instanceof SlowSubscriberError) return done;
        return { done: false, value: toAnswer({ errors: [error] }, scope, operations, 'subscription') };
      }
    },
    async return() {
      await end();
      return done;
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
