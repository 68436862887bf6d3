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
  countsFromAnswer,
  type Decision,
  dayMs,
  type EngineRules,
  guardMs,
  leaseMsOf,
  type RefusalReason,
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
  /** Counts a call that another engine let go. */
  count(budgetClass: string): void;
}

export function createMemoryEngine(engineRules: EngineRules, clock: Clock): MemoryEngine {
  const { classes } = engineRules;
  const counters = new Map(Object.entries(classes).map(([name, rules]) => [name, toCounters(name, rules)]));
  const chains = new Map(Object.keys(classes).map((name) => [name, chainOf(name)]));
  let pausedUntilMs = 0;
  let leaseNumber = 0;

  function chainOf(name: string): readonly Counters[] {
    return classChain(classes, name).flatMap((link) => counters.get(link) ?? []);
  }

  const countersFor = (name: string) => chains.get(name) ?? chainOf(name);

  const firstRefusal = (request: TakeRequest, ahead: number, nowMs: number) => {
    const waits: [RefusalReason, number][] = [['pause', pausedUntilMs - nowMs]];
    for (const { window, leases, day } of countersFor(request.budgetClass)) {
      waits.push(['day', day.waitMs(nowMs, request.priority, ahead)]);
      waits.push(['rate', window?.waitMs(nowMs, ahead) ?? 0]);
      if (ahead === 0) waits.push(['concurrency', leases.waitMs(nowMs)]);
    }
    return waits.reduce((longest, next) => (next[1] > longest[1] ? next : longest));
  };

  const remainingOf = (name: string, nowMs: number) =>
    countersFor(name).reduce<number | null>((least, { day }) => lower(least, day.remaining(nowMs)), null);

  return {
    async take(request): Promise<Decision> {
      const nowMs = clock.now();
      const [reason, waitMs] = firstRefusal(request, 0, nowMs);
      const remaining = remainingOf(request.budgetClass, nowMs);
      if (waitMs > 0) return { granted: false, reason, waitMs, remaining };
      leaseNumber += 1;
      const lease = { id: String(leaseNumber), budgetClass: request.budgetClass, grantedAtMs: nowMs };
      const expiresAtMs = nowMs + leaseMsOf(engineRules, request.budgetClass);
      for (const { window, leases, day } of countersFor(request.budgetClass)) {
        window?.add(nowMs);
        leases.add(lease.id, expiresAtMs);
        day.add(nowMs);
      }
      return { granted: true, lease, remaining: remaining === null ? null : remaining - 1 };
    },
    count(budgetClass) {
      const nowMs = clock.now();
      for (const { window, day } of countersFor(budgetClass)) {
        window?.add(nowMs);
        day.add(nowMs);
      }
    },
    async forecastMs(request, ahead) {
      return Math.max(0, firstRefusal(request, ahead, clock.now())[1]);
    },
    async release(lease, ending) {
      for (const { rules, window, leases, day } of countersFor(lease.budgetClass)) {
        if (ending === 'abandoned') leases.shorten(lease.id, clock.now() + abandonedMs);
        else leases.release(lease.id);
        if (ending === 'unsent') {
          window?.takeBack(lease.grantedAtMs);
          day.takeBack(lease.grantedAtMs);
        } else if (countsFromAnswer(rules)) window?.move(lease.grantedAtMs, clock.now());
      }
    },
    async pause(waitMs) {
      pausedUntilMs = Math.max(pausedUntilMs, clock.now() + waitMs);
    },
    async believe(budgetClass, remaining) {
      for (const { rules, leases, day } of countersFor(budgetClass)) {
        if (!rules.remainingHeader) continue;
        // The answer that brings the figure is itself still leased.
        day.believe(remaining, Math.max(0, leases.inFlight(clock.now()) - 1), clock.now());
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
  return {
    name,
    rules,
    window: rate ? new SlidingWindow(rate.requests, rate.windowMs + guardMs(rate.windowMs)) : null,
    leases: new Leases(rules.concurrent?.value ?? null),
    day: new DayLedger(rules.perDay?.value ?? null),
  };
}

function toStatus({ name, rules, window, day }: Counters, nowMs: number): BudgetStatus[] {
  const budgets: BudgetStatus[] = [];
  const rate = rules.rate?.value;
  if (rate && window) {
    budgets.push({
      window: budgetName(name, rate.windowMs),
      limit: rate.requests,
      remaining: window.remaining(nowMs),
      resetsAtMs: window.resetsAtMs(nowMs),
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
