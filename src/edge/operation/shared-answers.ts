/**
 * One execution for all who ask the same of the same event. Each subscriber has a stream, a place and a buffer of its
 * own; only the answer is shared, and is kept while somebody may still come for it.
 */

import type { ExecutionResult } from 'graphql';
import type { SubscriptionPayload } from '../../graph/subscription-payload.ts';
import type { Prepared } from './prepare.ts';
import { type Answering, runOperation } from './run.ts';
import type { OperationDeps, Scope } from './scope.ts';
import { toShareKey } from './share-key.ts';

export interface SharedAnswers {
  /** To be left when the subscription ends. */
  join(prepared: Prepared, scope: Scope, deps: OperationDeps): Membership;
}

export interface Membership {
  /**
   * The answer to an event: another member's, if one has asked for it. undefined when it is not at hand: then the
   * asker is given it later, even if it has left by then. Never throws.
   */
  answer(payload: SubscriptionPayload, asker: Asker): ExecutionResult | undefined;
  leave(): void;
}

export interface Asker {
  onAnswer(answer: ExecutionResult): void;
}

/** Answers kept for members that lag behind; whoever lags further has its events answered anew. */
const maxKept = 64;

interface Group extends Pick<Membership, 'answer'> {
  members: number;
  /** Cuts what runs when the last member has left. */
  readonly ending: AbortController;
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
        answer: group.answer,
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
    answer(payload, asker) {
      const run = () => runOperation(prepared, shared, deps, { rootValue: payload });
      if (payload.occasion === undefined) return ask(run, asker);
      const asked = answers.of(payload.occasion, run);
      if (!asked.answer) asked.waiting.push(asker);
      return asked.answer;
    },
  };
}

interface Asked {
  /** undefined while it is being worked out. */
  answer: ExecutionResult | undefined;
  readonly waiting: Asker[];
}

/** By what they answer to, held no longer than that is held by anybody else. */
function createAnswers() {
  const kept = new WeakMap<object, Asked>();
  const order: WeakRef<object>[] = [];
  return {
    of(occasion: object, run: () => Answering): Asked {
      const known = kept.get(occasion);
      if (known) return known;
      const asked: Asked = { answer: undefined, waiting: [] };
      kept.set(occasion, asked);
      const onAnswer = (answer: ExecutionResult) => {
        asked.answer = answer;
        for (const asker of asked.waiting.splice(0)) asker.onAnswer(answer);
      };
      asked.answer = ask(run, { onAnswer });
      order.push(new WeakRef(occasion));
      const oldest = order.length > maxKept ? order.shift()?.deref() : undefined;
      if (oldest) kept.delete(oldest);
      return asked;
    },
  };
}

function ask(run: () => Answering, asker: Asker): ExecutionResult | undefined {
  const answering = run();
  if (!(answering instanceof Promise)) return answering;
  void answering.then((answer) => asker.onAnswer(answer));
  return undefined;
}
