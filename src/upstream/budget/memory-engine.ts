/** The budget engine of a single process. */

import type { Clock } from '../../domain/clock.ts';
import type { BudgetStatus } from '../connection.ts';
import type { BudgetClass } from '../limits.ts';
import { DayLedger } from './day-ledger.ts';
import {
  abandonedMs,
  type BudgetEngine,
  budgetName,
  classChain,
  type Decision,
  dayMs,
  type EngineRules,
  type Lease,
  leaseMsOf,
  type RefusalReason,
  spanMs,
  type TakeRequest,
} from './engine.ts';
import { Leases } from './leases.ts';
import { SlidingWindow } from './sliding-window.ts';

interface Counters {
  readonly name: string;
  readonly rules: BudgetClass;
  readonly window: SlidingWindow | null;
  readonly leases: Leases;
  readonly day: DayLedger;
}

export interface MemoryEngine extends BudgetEngine {
  /** Counts a call that another engine let go; it is to be released here too. */
  hold(lease: Lease): void;
}

/** `name` begins the ids of its leases, and tells them from those of other engines where they meet. */
export function createMemoryEngine(engineRules: EngineRules, clock: Clock, name = ''): MemoryEngine {
  const { classes } = engineRules;
  const counters = new Map(Object.entries(classes).map(([name, rules]) => [name, toCounters(name, rules)]));
  const chains = new Map(Object.keys(classes).map((name) => [name, chainOf(name)]));
  let pausedUntilMs = 0;
  let leaseNumber = 0;

  function chainOf(name: string): readonly Counters[] {
    return classChain(classes, name).flatMap((link) => counters.get(link) ?? []);
  }

  const countersFor = (name: string) => chains.get(name) ?? chainOf(name);

  /** The limit that makes it wait longest. */
  const refusalOf = ({ budgetClass, priority }: TakeRequest, ahead: number, nowMs: number) => {
    const longest: { reason: RefusalReason; waitMs: number } = { reason: 'pause', waitMs: pausedUntilMs - nowMs };
    const consider = (reason: RefusalReason, waitMs: number) => {
      if (waitMs > longest.waitMs) Object.assign(longest, { reason, waitMs });
    };
    for (const { window, leases, day } of countersFor(budgetClass)) {
      consider('day', day.waitMs(nowMs, priority, ahead));
      if (window) consider('rate', window.waitMs(nowMs, leases.inFlight(nowMs), ahead));
      if (ahead === 0) consider('concurrency', leases.waitMs(nowMs));
    }
    return longest;
  };

  const remainingOf = (name: string, nowMs: number) =>
    countersFor(name).reduce<number | null>((least, { day }) => lower(least, day.remaining(nowMs)), null);

  const hold = ({ id, budgetClass }: Lease, nowMs: number) => {
    for (const { leases, day } of countersFor(budgetClass)) {
      leases.add(id, nowMs + leaseMsOf(engineRules, budgetClass));
      day.add(nowMs);
    }
  };

  const takeBack = (day: DayLedger, expiresAtMs: number | undefined, budgetClass: string) => {
    if (expiresAtMs !== undefined) day.takeBack(expiresAtMs - leaseMsOf(engineRules, budgetClass));
  };

  return {
    async take(request): Promise<Decision> {
      const nowMs = clock.now();
      const { reason, waitMs } = refusalOf(request, 0, nowMs);
      const remaining = remainingOf(request.budgetClass, nowMs);
      if (waitMs > 0) return { granted: false, reason, waitMs, remaining };
      leaseNumber += 1;
      const lease = { id: name + leaseNumber, budgetClass: request.budgetClass, grantedAtMs: nowMs };
      hold(lease, nowMs);
      return { granted: true, lease, remaining: remaining === null ? null : remaining - 1 };
    },
    hold: (lease) => hold(lease, clock.now()),
    async forecastMs(request, ahead) {
      return Math.max(0, refusalOf(request, ahead, clock.now()).waitMs);
    },
    async release({ id, budgetClass }, ending) {
      const nowMs = clock.now();
      for (const { leases, day } of countersFor(budgetClass)) {
        if (ending === 'abandoned') leases.shorten(id, nowMs + abandonedMs);
        else if (ending === 'done') leases.release(id, nowMs);
        else takeBack(day, leases.cancel(id), budgetClass);
      }
    },
    async pause(waitMs) {
      pausedUntilMs = Math.max(pausedUntilMs, clock.now() + waitMs);
    },
    async believe(budgetClass, remaining) {
      const nowMs = clock.now();
      for (const { rules, leases, day } of countersFor(budgetClass)) {
        if (!rules.remainingHeader) continue;
        // The answer that brings the figure is itself still leased.
        day.believe(remaining, Math.max(0, leases.inFlight(nowMs) - 1), nowMs);
      }
    },
    status() {
      const nowMs = clock.now();
      const all = [...counters.values()];
      const outermost = all.filter(({ rules }) => rules.within === undefined);
      return {
        budgets: all.flatMap((each) => toStatus(each, nowMs)),
        pace: all.reduce<number | null>((least, { day }) => lower(least, day.pace(nowMs)), null),
        inFlight: outermost.reduce((sum, { leases }) => sum + leases.inFlight(nowMs), 0),
        callsToday: outermost.reduce((sum, { day }) => sum + day.sentToday(nowMs), 0),
      };
    },
  };
}

function toCounters(name: string, rules: BudgetClass): Counters {
  const rate = rules.rate?.value;
  const window = rate ? new SlidingWindow(rate.requests, spanMs(rate.windowMs)) : null;
  const leases = new Leases(rules.concurrent?.value ?? null, (atMs) => window?.end(atMs));
  return { name, rules, window, leases, day: new DayLedger(rules.perDay?.value ?? null) };
}

function toStatus({ name, rules, window, leases, day }: Counters, nowMs: number): BudgetStatus[] {
  const budgets: BudgetStatus[] = [];
  const rate = rules.rate?.value;
  if (rate && window) {
    const held = leases.inFlight(nowMs);
    budgets.push({
      window: budgetName(name, rate.windowMs),
      limit: rate.requests,
      remaining: window.remaining(nowMs, held),
      resetsAtMs: window.resetsAtMs(nowMs, held),
    });
  }
  const remaining = day.remaining(nowMs);
  if (rules.perDay && remaining !== null) {
    const resetsAtMs = day.resetsAtMs(nowMs);
    budgets.push({ window: budgetName(name, dayMs), limit: rules.perDay.value, remaining, resetsAtMs });
  }
  return budgets;
}

function lower(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
