/** What all connections under one vendor credential share, whichever tenant they serve: budget, breaker, retries, pauses. */

import type { Clock } from '../../domain/clock.ts';
import type { BudgetEngine } from '../budget/engine.ts';
import { classChain, type EngineRules, spacingMs } from '../budget/engine.ts';
import { createPacer, type Pacer } from '../budget/pacer.ts';
import { Scarcity } from '../cache/scarcity.ts';
import { type Key, type SharedScope, sharedKey } from '../key.ts';
import type { BudgetClass } from '../limits.ts';
import { Breaker } from '../resilience/breaker.ts';
import { RateLimitPause } from '../resilience/rate-limit-pause.ts';
import { RetryBudget } from '../resilience/retry-budget.ts';

export interface SharedCredential {
  readonly pacer: Pacer;
  readonly breaker: Breaker;
  readonly retries: RetryBudget;
  readonly pauses: RateLimitPause;
  readonly scarcity: Scarcity;
}

export interface SharedCredentials {
  /** Throws an Error when two connections give one credential different daily limits. */
  at(scope: SharedScope, classes: Readonly<Record<string, BudgetClass>>): SharedCredential;
}

export interface SharedCredentialsOptions {
  readonly clock: Clock;
  readonly random: () => number;
  /** After so long a call in flight counts as ended; milliseconds. */
  readonly leaseMs: number;
  readonly weightOf: (tenantId: string) => number;
  /** Gateways that share the budgets. */
  readonly replicas: number;
  readonly createEngine: (key: Key<'budget'>, rules: EngineRules) => BudgetEngine;
}

export function createSharedCredentials(options: SharedCredentialsOptions): SharedCredentials {
  const { clock, random, leaseMs, weightOf, replicas } = options;
  const known = new Map<Key<'budget'>, { readonly shared: SharedCredential; readonly perDay: number | undefined }>();

  return {
    at(scope, classes) {
      const key = sharedKey('budget', scope);
      const perDay = classes.default?.perDay?.value;
      const found = known.get(key);
      if (found && found.perDay !== perDay) {
        throw new Error(
          `${scope.vendor}: two connections share a credential but not its daily limit: give both the same`,
        );
      }
      if (found) return found.shared;
      for (const name of Object.keys(classes)) classChain(classes, name);
      const engine = options.createEngine(key, { classes, leaseMs });
      const pacer = createPacer({
        ...{ vendor: scope.vendor, engine, clock, weightOf },
        spacingMs: (name) => spacingMs(classes, name),
      });
      const shared: SharedCredential = {
        pacer,
        breaker: new Breaker(clock, random),
        retries: new RetryBudget(clock),
        pauses: new RateLimitPause(),
        scarcity: new Scarcity({ clock, replicas, pace: () => pacer.status().pace }),
      };
      known.set(key, { shared, perDay });
      return shared;
    },
  };
}
