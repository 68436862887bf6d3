/** The budget engine that all replicas share. Throws what Redis throws; `shared-engine.ts` knows what to do then. */

import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { BudgetStatus } from '../connection.ts';
import type { Key } from '../key.ts';
import type { DebtPart } from './day-debt.ts';
import {
  abandonedMs,
  type BudgetEngine,
  budgetName,
  classChain,
  type Decision,
  dayMs,
  type EngineRules,
  type EngineStatus,
  type Lease,
  leaseMsOf,
  ledgerBucketMs,
  ledgerSpanMs,
  probeEveryMs,
  reserveShare,
  spanMs,
  type TakeRequest,
} from './engine.ts';
import { budgetScript } from './redis-script.ts';
import { sustainablePace } from './sustainable-pace.ts';

/** What the engine needs of a Redis client (ioredis has it). Give the client a command timeout. */
export interface RedisScripts {
  eval(script: string, keys: number, ...keysAndArgs: string[]): Promise<unknown>;
  evalsha(sha: string, keys: number, ...keysAndArgs: string[]): Promise<unknown>;
}

export interface RedisEngineOptions {
  readonly redis: RedisScripts;
  readonly key: Key<'budget'>;
  readonly rules: EngineRules;
  /** Replaces Redis' time, in tests; epoch milliseconds. */
  readonly now?: () => number;
}

export interface RedisEngine extends BudgetEngine {
  /** Asks Redis how the budget stands; `status()` then tells it. */
  refreshStatus(): Promise<void>;
  /** Counts a call under way that another engine let go; it is to be released here too. */
  hold(lease: Lease): Promise<void>;
  /** Counts calls in the day that another engine let go. */
  spend(part: DebtPart): Promise<void>;
}

export function createRedisEngine({ redis, key, rules, now }: RedisEngineOptions): RedisEngine {
  const { classes } = rules;
  // The braces keep all keys of a budget on one node of a cluster.
  const base = `wattgraph:{${key}}`;
  const longestLeaseMs = Math.max(...Object.keys(classes).map((name) => leaseMsOf(rules, name)));
  let status: EngineStatus = { budgets: [], pace: null, inFlight: 0, callsToday: 0 };

  const run = async (operation: object, names: readonly string[]): Promise<unknown> => {
    const chain = names.map((name) => ruleOf(classes, name));
    const times = {
      bucketMs: ledgerBucketMs,
      ledgerMs: ledgerSpanMs,
      dayMs,
      probeMs: probeEveryMs,
      abandonedMs,
      // A chain begins with the call's own class.
      leaseMs: leaseMsOf(rules, names[0] ?? 'default'),
      longestLeaseMs,
      reserve: reserveShare,
    };
    const argument = JSON.stringify({ ...operation, ...times, chain, now: now?.() });
    const answer = await redis.evalsha(scriptSha, 1, base, argument).catch((error: unknown) => {
      if (error instanceof Error && error.message.startsWith('NOSCRIPT'))
        return redis.eval(budgetScript, 1, base, argument);
      throw error;
    });
    return typeof answer === 'string' ? JSON.parse(answer) : undefined;
  };

  const chainOf = (name: string) => classChain(classes, name);

  return {
    async take({ budgetClass, priority }): Promise<Decision> {
      const id = randomUUID();
      const answer = takeAnswer.parse(await run({ op: 'take', priority, id }, chainOf(budgetClass)));
      const remaining = answer.remaining ?? null;
      if (!answer.granted)
        return { granted: false, reason: answer.reason, waitMs: Math.ceil(answer.waitMs), remaining };
      return { granted: true, lease: { id, budgetClass, grantedAtMs: answer.at }, remaining };
    },
    async forecastMs({ budgetClass, priority }: TakeRequest, ahead) {
      const answer = await run({ op: 'forecast', priority, ahead }, chainOf(budgetClass));
      return Math.ceil(forecastAnswer.parse(answer).waitMs);
    },
    async hold({ id, budgetClass }) {
      await run({ op: 'hold', id }, chainOf(budgetClass));
    },
    async spend({ budgetClass, atMs: at, calls }) {
      await run({ op: 'spend', at, calls }, chainOf(budgetClass));
    },
    async release({ id, budgetClass, grantedAtMs: at }, ending) {
      await run({ op: 'release', id, at, ending }, chainOf(budgetClass));
    },
    async pause(waitMs) {
      await run({ op: 'pause', waitMs }, []);
    },
    async believe(budgetClass, remaining) {
      await run({ op: 'believe', remaining }, chainOf(budgetClass));
    },
    async refreshStatus() {
      const names = Object.keys(classes);
      const answer = statusAnswer.parse(await run({ op: 'status' }, names));
      status = toStatus(answer, names, rules);
    },
    status: () => status,
  };
}

const scriptSha = createHash('sha1').update(budgetScript).digest('hex');

const takeAnswer = z.discriminatedUnion('granted', [
  z.object({ granted: z.literal(true), at: z.number(), remaining: z.number().optional() }),
  z.object({
    granted: z.literal(false),
    reason: z.enum(['rate', 'concurrency', 'day', 'pause']),
    waitMs: z.number(),
    remaining: z.number().optional(),
  }),
]);
const forecastAnswer = z.object({ waitMs: z.number() });
const statusAnswer = z.object({
  now: z.number(),
  classes: z.array(
    z.object({
      inFlight: z.number(),
      sentToday: z.number(),
      rateUsed: z.number().default(0),
      rateLastAt: z.number().optional(),
      dayRemaining: z.number().optional(),
      dayParts: z.array(z.tuple([z.number(), z.number()])).default([]),
    }),
  ),
});

/** A class's limits as the script reads them. */
function ruleOf(classes: EngineRules['classes'], name: string) {
  const { rate, concurrent, perDay, remainingHeader } = classes[name] ?? {};
  return {
    name,
    ...(rate ? { requests: rate.value.requests, spanMs: spanMs(rate.value.windowMs) } : {}),
    concurrent: concurrent?.value,
    perDay: perDay?.value,
    believes: remainingHeader !== undefined,
  };
}

function toStatus(
  answer: z.infer<typeof statusAnswer>,
  names: readonly string[],
  { classes }: EngineRules,
): EngineStatus {
  const budgets: BudgetStatus[] = [];
  let pace: number | null = null;
  let inFlight = 0;
  let callsToday = 0;
  answer.classes.forEach((seen, i) => {
    const name = names[i] ?? '';
    const { rate, perDay, within } = classes[name] ?? {};
    if (within === undefined) {
      inFlight += seen.inFlight;
      callsToday += seen.sentToday;
    }
    if (rate) {
      const { requests: limit, windowMs } = rate.value;
      const resetsAtMs = seen.rateLastAt === undefined ? answer.now : seen.rateLastAt + spanMs(windowMs);
      const remaining = Math.max(0, limit - seen.rateUsed);
      budgets.push({ window: budgetName(name, windowMs), limit, remaining, resetsAtMs });
    }
    if (perDay && seen.dayRemaining !== undefined) {
      const { dayRemaining: remaining, dayParts: parts } = seen;
      const limit = perDay.value;
      const [lastPartMs] = parts.at(-1) ?? [];
      const resetsAtMs = lastPartMs === undefined ? answer.now : lastPartMs + ledgerSpanMs;
      budgets.push({ window: budgetName(name, dayMs), limit, remaining, resetsAtMs });
      pace = Math.min(pace ?? Number.POSITIVE_INFINITY, sustainablePace({ limit, remaining, parts }, answer.now));
    }
  });
  return { budgets, pace, inFlight, callsToday };
}
