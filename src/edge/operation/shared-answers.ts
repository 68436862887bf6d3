/**
 * One execution for all who ask the same of the same event. Each subscriber has a stream, a place and a buffer of its
 * own; only the answer is shared, and is kept while somebody may still come for it.
 */

import type { ExecutionResult } from 'graphql';
import type { SubscriptionPayload } from '../../graph/event-stream.ts';
import type { Prepared } from './prepare.ts';
import { runOperation } from './run.ts';
import type { OperationDeps, Scope } from './scope.ts';
import { toShareKey } from './share-key.ts';

export interface SharedAnswers {
  /** To be left when the subscription ends. */
  join(prepared: Prepared, scope: Scope, deps: OperationDeps): Membership;
}

export interface Membership {
  /** The answer to an event: another member's, if one has asked for it. Never rejects. */
  answer(payload: SubscriptionPayload): Promise<ExecutionResult>;
  leave(): void;
}

/** Answers kept for members that lag behind; whoever lags further has its events answered anew. */
const maxKept = 64;

interface Group {
  members: number;
  /** Cuts what runs when the last member has left. */
  readonly ending: AbortController;
  answer(payload: SubscriptionPayload): Promise<ExecutionResult>;
}

export function createSharedAnswers(): SharedAnswers {
  const groups = new Map<string, Group>();

  return {
    join(prepared, scope, deps) {
      const key = toShareKey(prepared, scope);
      const group = groups.get(key) ?? createGroup(prepared, scope, deps);
      groups.set(key, group);
      group.members += 1;
      let member = true;
      return {
        answer: (payload) => group.answer(payload),
        leave() {
          if (!member) return;
          member = false;
          group.members -= 1;
          if (group.members > 0) return;
          groups.delete(key);
          group.ending.abort();
        },
      };
    },
  };
}

function createGroup(prepared: Prepared, scope: Scope, deps: OperationDeps): Group {
  const ending = new AbortController();
  const { tenantId, roles } = scope.principal;
  // Nobody's in particular: what is true of one member only cannot get into an answer.
  const principal = { tenantId, roles, name: 'subscribers', expiresAtMs: null };
  const shared: Scope = { ...scope, principal, signal: ending.signal };
  const answers = createAnswers();

  return {
    members: 0,
    ending,
    answer(payload) {
      const run = async () => runOperation(prepared, shared, deps, { rootValue: payload });
      return payload.occasion === undefined ? run() : answers.of(payload.occasion, run);
    },
  };
}

/** By what they answer to, held no longer than that is held by anybody else. */
function createAnswers() {
  const kept = new WeakMap<object, Promise<ExecutionResult>>();
  const order: WeakRef<object>[] = [];
  return {
    of(occasion: object, run: () => Promise<ExecutionResult>): Promise<ExecutionResult> {
      const known = kept.get(occasion);
      if (known) return known;
      const answer = run();
      kept.set(occasion, answer);
      order.push(new WeakRef(occasion));
      const oldest = order.length > maxKept ? order.shift()?.deref() : undefined;
      if (oldest) kept.delete(oldest);
      return answer;
    },
  };
}
