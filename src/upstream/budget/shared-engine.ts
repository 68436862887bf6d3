/**
 * The shared budget while Redis answers, this replica's own share while it does not. At each change nothing is let go
 * until what was sent under the old rule counts in no window any more, so that it never adds up with the new one to more
 * than the limit.
 */

import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.ts';
import { DayDebt } from './day-debt.ts';
import type { BudgetEngine, Decision, Ending, EngineRules, Lease, TakeRequest } from './engine.ts';
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
/** A gateway that has just started is not cut off, only not connected yet: others may be sharing, so it does not go alone sooner. */
const joinWithinMs = 2_000;
const joinEveryMs = 100;
/** Within so long of the first, every replica has found Redis. */
const foundByAllMs = searchEveryMs + redisDeadlineMs;
/** When Redis is lost, calls of other replicas are under way, of which no word comes any more: they have arrived after this. */
const stragglersMs = 1_000;
/** A place in flight may be freed by another replica, of which no word comes. */
const pollMs = 20;
const statusEveryMs = 1_000;

export function createSharedEngine(options: SharedEngineOptions): BudgetEngine {
  const { redis, rules, replicas, clock, random, log, stopped } = options;
  /** Knows our calls under the shared rule too: when Redis is lost, those under way and those of the day count. */
  const local = createMemoryEngine(shareOf(rules, replicas), clock, `${randomUUID()}:`);
  const spanMs = longestSpanMs(rules);
  /** Whether calls of the old rule and the new could add up to too many: a day has its ledger. */
  const addUp = Object.values(rules.classes).some(({ rate, concurrent }) => rate ?? concurrent);
  /** Calls let go here that have not ended, by the id of their lease. */
  const underWay = new Map<string, Lease>();
  /** Those of them that Redis knows nothing of. */
  const alone = new Set<string>();
  /** Calls that ended while Redis was gone, though it counts them as under way. */
  const owed: [Lease, Ending][] = [];
  const dayDebt = new DayDebt();
  let sharing = true;
  /** The first word from Redis. */
  let joined: Promise<void> | undefined;
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
      done.abort(over);
    }
  };

  const join = async (): Promise<void> => {
    const untilMs = clock.now() + (addUp ? joinWithinMs : 0);
    for (;;) {
      try {
        await inTime(redis.refreshStatus());
        return;
      } catch (thrown) {
        if (clock.now() >= untilMs) throw thrown;
      }
      await clock.sleep(joinEveryMs, stopped);
    }
  };

  const loseRedis = async (thrown: unknown): Promise<void> => {
    if (!sharing) return;
    sharing = false;
    const cause = thrown instanceof Error ? thrown.message : '';
    log.warn({ replicas, cause }, 'Redis is gone: this replica keeps to its share of the vendor budget');
    if (addUp) await local.pause(spanMs + stragglersMs);
    findRedis().catch(() => undefined);
  };

  const findRedis = async (): Promise<void> => {
    while (!stopped.aborted) {
      await clock.sleep(searchEveryMs, stopped);
      try {
        await inTime(redis.refreshStatus());
        await rejoin();
      } catch {
        continue;
      }
      log.info('Redis is back: the vendor budget is shared again');
      return;
    }
  };

  /**
   * Tells Redis of all that was let go without it, while nobody lets go more: the pause lasts until every replica has found
   * Redis and done the same. Sooner than we would go alone, so that who is cut off for a moment sends nothing beside the others.
   */
  const rejoin = async (): Promise<void> => {
    if (addUp) {
      const pauseMs = Math.max(spanMs, 2 * foundByAllMs);
      await local.pause(pauseMs);
      await inTime(redis.pause(pauseMs));
    }
    alone.clear();
    await inTime(Promise.all([...underWay.values()].map((lease) => redis.hold(lease))));
    await payDebts();
    joined = Promise.resolve();
    sharing = true;
  };

  const payDebts = async (): Promise<void> => {
    for (;;) {
      const part = dayDebt.shift();
      const ended = [...owed];
      if (!part && ended.length === 0) return;
      try {
        if (part) await inTime(redis.spend(part));
        await inTime(Promise.all(ended.map(([lease, ending]) => redis.release(lease, ending))));
      } catch (thrown) {
        // Whatever of it was counted is counted twice then: too many is the safe side.
        if (part) dayDebt.add(part.budgetClass, part.atMs, part.calls);
        throw thrown;
      }
      owed.splice(0, ended.length);
    }
  };

  /** What Redis says, or what `otherwise` does when it says nothing. */
  const ask = async <T>(work: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> => {
    if (!sharing) return await otherwise();
    try {
      joined ??= join();
      await joined;
      return await inTime(work());
    } catch (thrown) {
      await loseRedis(thrown);
      return await otherwise();
    }
  };

  const keepStatus = () => {
    if (!sharing || clock.now() - statusAtMs < statusEveryMs) return;
    statusAtMs = clock.now();
    joined ??= join();
    joined.then(() => inTime(redis.refreshStatus())).catch(loseRedis);
  };

  const takeShared = async (request: TakeRequest): Promise<Decision> => {
    const decision = await redis.take(request);
    keepStatus();
    if (decision.granted || decision.reason !== 'concurrency') return decision;
    return { ...decision, waitMs: Math.min(decision.waitMs, Math.ceil(pollMs * (0.5 + random()))) };
  };

  const takeAlone = async (request: TakeRequest): Promise<Decision> => {
    const decision = await local.take(request);
    if (!decision.granted) return decision;
    alone.add(decision.lease.id);
    dayDebt.add(request.budgetClass, decision.lease.grantedAtMs);
    return decision;
  };

  return {
    async take(request) {
      const decision = await ask(
        () => takeShared(request),
        () => takeAlone(request),
      );
      if (!decision.granted) return decision;
      const { lease } = decision;
      underWay.set(lease.id, lease);
      if (!alone.has(lease.id)) local.hold(lease);
      return decision;
    },
    forecastMs: (request, ahead) =>
      ask(
        () => redis.forecastMs(request, ahead),
        () => local.forecastMs(request, ahead),
      ),
    async release(lease, ending) {
      underWay.delete(lease.id);
      await local.release(lease, ending);
      if (alone.delete(lease.id)) {
        if (ending === 'unsent') dayDebt.add(lease.budgetClass, lease.grantedAtMs, -1);
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

/** Nobody reads it; a reason of its own for each would cost more than the wait. */
const over = new Error('Redis has answered');

/** A turn of the event loop: timers, then sockets. */
function readWhatIsThere(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
