/**
 * The shared budget while Redis answers, this replica's own share while it does not. At each change nothing is let go
 * for one window, so that what was sent under the old rule and the new one never adds up to more than the limit.
 */

import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.ts';
import type { BudgetEngine, Decision, Ending, EngineRules, Lease } from './engine.ts';
import { createMemoryEngine } from './memory-engine.ts';
import type { RedisEngine } from './redis-engine.ts';
import { longestSpanMs, shareOf } from './replica-share.ts';

export interface SharedEngineOptions {
  readonly redis: RedisEngine;
  readonly rules: EngineRules;
  /** Gateways that share the budget, at most. */
  readonly replicas: number;
  readonly clock: Clock;
  /** From 0 to below 1: spreads the polls of several replicas. */
  readonly random: () => number;
  readonly log: Logger;
  /** Ends the search for a lost Redis. */
  readonly stopped: AbortSignal;
}

/**
 * Redis answers in a millisecond or two; after this it counts as gone. Long, because the others may still have it: one that
 * gives it up alone spends its share beside what they share.
 */
const redisDeadlineMs = 500;
const searchEveryMs = 500;
/** After Redis is found, the old rule holds until every replica has found it. */
const settleMs = 2 * (searchEveryMs + redisDeadlineMs);
/** A place in flight may be freed by another replica, of which no word comes. */
const pollMs = 20;
const statusEveryMs = 1_000;

export function createSharedEngine(options: SharedEngineOptions): BudgetEngine {
  const { redis, rules, replicas, clock, random, log, stopped } = options;
  const local = createMemoryEngine(shareOf(rules, replicas), clock);
  const spanMs = longestSpanMs(rules);
  /** Calls that ended while Redis was gone: it still counts them as in flight. */
  let owed: [Lease, Ending][] = [];
  let sharing = true;
  let statusAtMs = Number.NEGATIVE_INFINITY;

  const inTime = async <T>(work: Promise<T>): Promise<T> => {
    const done = new AbortController();
    const late = clock.sleep(redisDeadlineMs, done.signal).then(async () => {
      // When this process itself was held up, the answer is there already and only has to be read.
      await readWhatIsThere();
      throw new Error('Redis did not answer in time');
    });
    late.catch(() => undefined);
    try {
      return await Promise.race([work, late]);
    } finally {
      done.abort();
    }
  };

  const loseRedis = async (thrown: unknown): Promise<void> => {
    if (!sharing) return;
    sharing = false;
    const cause = thrown instanceof Error ? thrown.message : '';
    log.warn({ replicas, cause }, 'Redis is gone: this replica keeps to its share of the vendor budget');
    await local.pause(spanMs);
    findRedis().catch(() => undefined);
  };

  const findRedis = async (): Promise<void> => {
    while (!stopped.aborted) {
      await clock.sleep(searchEveryMs, stopped);
      try {
        await inTime(redis.refreshStatus());
        await clock.sleep(settleMs, stopped);
        await inTime(redis.pause(spanMs));
        await inTime(Promise.all(owed.map(([lease, ending]) => redis.release(lease, ending))));
        owed = [];
      } catch {
        continue;
      }
      sharing = true;
      log.info('Redis is back: the vendor budget is shared again');
      return;
    }
  };

  /** What Redis says, or what `otherwise` does when it says nothing. */
  const ask = async <T>(work: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> => {
    if (!sharing) return await otherwise();
    try {
      return await inTime(work());
    } catch (thrown) {
      await loseRedis(thrown);
      return await otherwise();
    }
  };

  const keepStatus = () => {
    if (!sharing || clock.now() - statusAtMs < statusEveryMs) return;
    statusAtMs = clock.now();
    inTime(redis.refreshStatus()).catch(loseRedis);
  };

  const takeShared = async (request: Parameters<BudgetEngine['take']>[0]): Promise<Decision> => {
    const decision = await redis.take(request);
    keepStatus();
    // Our own calls are known here too, for the day on which Redis is lost.
    if (decision.granted) local.count(request.budgetClass);
    else if (decision.reason === 'concurrency') {
      return { ...decision, waitMs: Math.min(decision.waitMs, Math.ceil(pollMs * (0.5 + random()))) };
    }
    return decision;
  };

  const takeLocal = async (request: Parameters<BudgetEngine['take']>[0]): Promise<Decision> => {
    const decision = await local.take(request);
    if (!decision.granted) return decision;
    return { ...decision, lease: { ...decision.lease, id: localMark + decision.lease.id } };
  };

  return {
    take: (request) =>
      ask(
        () => takeShared(request),
        () => takeLocal(request),
      ),
    forecastMs: (request, ahead) =>
      ask(
        () => redis.forecastMs(request, ahead),
        () => local.forecastMs(request, ahead),
      ),
    async release(lease, ending) {
      if (lease.id.startsWith(localMark)) {
        await local.release({ ...lease, id: lease.id.slice(localMark.length) }, ending);
        return;
      }
      const owe = async () => {
        owed.push([lease, ending]);
      };
      await ask(() => redis.release(lease, ending), owe);
    },
    async pause(waitMs) {
      await local.pause(waitMs);
      await ask(
        () => redis.pause(waitMs),
        async () => undefined,
      );
    },
    async believe(budgetClass, remaining) {
      await local.believe(budgetClass, Math.floor(remaining / replicas));
      await ask(
        () => redis.believe(budgetClass, remaining),
        async () => undefined,
      );
    },
    status() {
      keepStatus();
      return sharing ? redis.status() : local.status();
    },
  };
}

/** A turn of the event loop: timers, then sockets. */
function readWhatIsThere(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}

/** Marks the leases of this replica's own share. */
const localMark = 'local:';
