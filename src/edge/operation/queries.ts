/**
 * Queries that need no execution of their own: what was answered before, while all in it is fresh, and what is being
 * answered right now to the same question of the same tenant and roles. Mutations are always executed.
 */

import type { ExecutionResult } from 'graphql';
import type { Clock } from '../../domain/clock.ts';
import type { Tally } from '../../metrics/tally-counter.ts';
import type { AnswerStore } from '../../upstream/cache/answers.ts';
import { Dependence } from '../../upstream/dependence.ts';
import type { Key } from '../../upstream/key.ts';
import { createTextAnswer, toAnswerBytes } from './answer-text.ts';
import type { Prepared } from './prepare.ts';
import { type Answering, runOperation } from './run.ts';
import type { OperationDeps, Scope, Transport } from './scope.ts';
import { toShareKey } from './share-key.ts';

export interface Queries {
  /** Answers a query or mutation. Never throws or rejects. */
  answer(prepared: Prepared, scope: Scope): Answering;
  /** The bytes of an answer that is kept, counted as answered. */
  kept(prepared: Prepared, scope: Scope): Buffer | undefined;
}

export interface QueriesOptions {
  readonly operations: OperationDeps;
  /** undefined = nothing is kept, and nothing shared. */
  readonly store: AnswerStore | undefined;
}

export function createQueries({ operations, store }: QueriesOptions): Queries {
  if (!store) return { answer: (prepared, scope) => runOperation(prepared, scope, operations), kept: () => undefined };
  const flights = new Map<string, Flight>();
  const { metrics } = operations;
  const given = {
    kept: metrics.answers.tally('kept'),
    executed: metrics.answers.tally('executed'),
    shared: metrics.answers.tally('shared'),
  };
  const answered: Readonly<Record<Transport, Tally>> = {
    http: metrics.requests.tally('http', 'query', 'ok'),
    websocket: metrics.requests.tally('websocket', 'query', 'ok'),
    sse: metrics.requests.tally('sse', 'query', 'ok'),
  };
  const keyOf = (prepared: Prepared, scope: Scope): Key<'answer'> | undefined =>
    prepared.operation.operation === 'query' && !scope.withTrace
      ? store.keyOf(scope.principal.tenantId, questionOf(prepared, scope, operations))
      : undefined;

  const kept = (key: Key<'answer'>, { transport }: Scope): Buffer | undefined => {
    const bytes = store.find(key);
    if (!bytes) return undefined;
    answered[transport].count += 1;
    given.kept.count += 1;
    return bytes;
  };

  const mutate = async (prepared: Prepared, scope: Scope): Promise<ExecutionResult> => {
    const { tenantId } = scope.principal;
    store.forget(tenantId);
    const answer = await runOperation(prepared, scope, operations);
    store.forget(tenantId);
    return answer;
  };

  const execute = (key: Key<'answer'>, prepared: Prepared, scope: Scope): Answering => {
    const flight = new Flight(scope, operations.clock);
    const answering = runOperation(prepared, flight.scope, operations, { dependence: flight.dependence });
    given.executed.count += 1;
    const keep = (answer: ExecutionResult): ExecutionResult => {
      if (!answer.errors) store.keep(key, toAnswerBytes(answer), flight.dependence, flight.begunMs);
      return answer;
    };
    if (!(answering instanceof Promise)) return keep(answering);
    const flightKey = `${store.epoch} ${key}`;
    flight.answer = answering.then(keep).finally(() => {
      if (flights.get(flightKey) === flight) flights.delete(flightKey);
    });
    flights.set(flightKey, flight);
    return flight.join(scope);
  };

  return {
    kept(prepared, scope) {
      const key = keyOf(prepared, scope);
      return key && kept(key, scope);
    },
    answer(prepared, scope) {
      if (prepared.operation.operation === 'mutation') return mutate(prepared, scope);
      const key = keyOf(prepared, scope);
      if (!key) return runOperation(prepared, scope, operations);
      const bytes = kept(key, scope);
      if (bytes) return createTextAnswer(bytes.toString());
      const flight = flights.get(`${store.epoch} ${key}`);
      if (!flight?.joinable) return execute(key, prepared, scope);
      given.shared.count += 1;
      return flight.join(scope).then((answer) => {
        const code = answer.errors?.[0]?.extensions.code;
        const outcome = answer.errors ? String(code) : 'ok';
        metrics.requests.tally(scope.transport, 'query', outcome).count += 1;
        return answer;
      });
    },
  };
}

/** All that makes an answer what it is: document, variables, roles, and which things belong together to homes. */
function questionOf(prepared: Prepared, scope: Scope, { tenantOf }: OperationDeps): string {
  return `${identityOf(tenantOf(scope.principal).homeLinks)} ${toShareKey(prepared, scope)}`;
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/** The links are the same array as long as nothing in them has changed. */
function identityOf(links: object): number {
  const known = identities.get(links);
  if (known !== undefined) return known;
  lastIdentity += 1;
  identities.set(links, lastIdentity);
  return lastIdentity;
}

/** An execution that several may wait for; it is cut when the last of them has gone away. */
class Flight {
  readonly dependence = new Dependence();
  readonly begunMs: number;
  /** Nobody's in particular: what is true of one of those who ask only cannot get into the answer. */
  readonly scope: Scope;
  answer: Promise<ExecutionResult> | undefined;
  readonly #ending = new AbortController();
  #waiting = 0;

  constructor(scope: Scope, clock: Clock) {
    const { transport, requestId, withTrace, principal, cameMs } = scope;
    const { tenantId, roles } = principal;
    this.begunMs = clock.now();
    this.scope = {
      ...{ transport, requestId, withTrace, cameMs },
      principal: { tenantId, roles, name: 'clients', expiresAtMs: null },
      signal: this.#ending.signal,
    };
  }

  get joinable(): boolean {
    return !this.#ending.signal.aborted;
  }

  async join({ signal }: Scope): Promise<ExecutionResult> {
    this.#waiting += 1;
    const leave = () => {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#ending.abort(signal.reason);
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    try {
      return await (this.answer ?? Promise.reject(new Error('a flight without an execution was joined')));
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }
}
