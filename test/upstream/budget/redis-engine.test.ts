import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Redis } from 'ioredis';
import pino from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { createPacer } from '../../../src/upstream/budget/pacer.ts';
import { createRedisEngine, type RedisScripts } from '../../../src/upstream/budget/redis-engine.ts';
import { longestSpanMs, shareOf } from '../../../src/upstream/budget/replica-share.ts';
import { createSharedEngine } from '../../../src/upstream/budget/shared-engine.ts';
import { fingerprintOf, sharedKey } from '../../../src/upstream/key.ts';
import { advanceUntil, defineBudgetSuite, limits, mostInWindow, patient } from '../../suites/budget.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { startRedis } from '../redis-process.ts';

const server = await startRedis();
const client: Redis | undefined = await server?.connect();
afterAll(() => server?.stop());

type LinkState = 'up' | 'refuses' | 'hangs';
const link = { state: 'up' as LinkState, underWay: 0 };
const freshKey = () => sharedKey('budget', { vendor: 'ENERKEY', role: '', credential: fingerprintOf([randomUUID()]) });

/** Resolves when no command is under way, so that a fake clock does not run away from Redis. */
async function idle(): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (link.underWay > 0);
}

/** The client behind a link that can fail. */
function linked(redis: Redis, own: { readonly state: LinkState } = link): RedisScripts {
  const over = async (command: () => Promise<unknown>): Promise<unknown> => {
    if (own.state === 'hangs') return new Promise(() => undefined);
    if (own.state === 'refuses') throw new Error('ECONNREFUSED');
    link.underWay += 1;
    try {
      return await command();
    } finally {
      link.underWay -= 1;
    }
  };
  return {
    eval: (script, keys, ...rest) => over(() => redis.eval(script, keys, ...rest)),
    evalsha: (sha, keys, ...rest) => over(() => redis.evalsha(sha, keys, ...rest)),
  };
}

if (client) {
  defineBudgetSuite('Redis', {
    engine: async (rules, clock) => {
      const engine = createRedisEngine({ redis: linked(client), key: freshKey(), rules, now: clock.now });
      return {
        ...engine,
        // The suite asks for the status right after a step: have it at hand.
        take: async (request) => {
          const decision = await engine.take(request);
          await engine.refreshStatus();
          return decision;
        },
      };
    },
    runs: 10,
    idle,
  });
}

describe.runIf(client)('replicas on one Redis', () => {
  const rules = { classes: { default: limits(25, 1_000, 15) }, leaseMs: 10_000 };

  /** `skewMs`: by how much the clocks of even replicas run ahead, and those of odd ones behind. */
  const startReplicas = (
    clock: FakeClock,
    number: number,
    skewMs = 0,
    limited = rules,
    links: { state: LinkState }[] = [],
  ) => {
    const key = freshKey();
    const log = pino({ level: 'silent' });
    const stopped = new AbortController().signal;
    return Array.from({ length: number }, (_, i) => {
      // Redis has a clock of its own.
      const redis = createRedisEngine({ redis: linked(client!, links[i]), key, rules: limited, now: clock.now });
      const own = { ...clock, now: () => clock.now() + (i % 2 === 0 ? skewMs : -skewMs) };
      const options = { rules: limited, replicas: number, clock: own, random: () => 0.5, log, stopped };
      return createPacer({ vendor: 'EQUIWATT', engine: createSharedEngine({ redis, ...options }), clock: own });
    });
  };

  /** Milliseconds from the socket to the vendor, and from there to the answer; `i` counts the calls. */
  interface Way {
    readonly outMs: (i: number) => number;
    readonly backMs: (i: number) => number;
  }
  const quick: Way = { outMs: (i) => (i % 5) * 10, backMs: (i) => 40 - (i % 5) * 10 };

  /** Keeps all replicas busy, the clock turning; gives when each call came to the vendor. */
  const saturate = async (
    clock: FakeClock,
    pacers: ReturnType<typeof startReplicas>,
    forMs: number,
    { outMs, backMs }: Way = quick,
    patienceMs = 5_000,
  ) => {
    const seen = { arrivedAtMs: [] as number[], mostInFlight: 0, refused: 0, longestWaitMs: 0 };
    const untilMs = clock.now() + forMs;
    let inFlight = 0;
    let sent = 0;
    const exchange = async () => {
      sent += 1;
      const i = sent;
      inFlight += 1;
      seen.mostInFlight = Math.max(seen.mostInFlight, inFlight);
      await clock.sleep(outMs(i));
      seen.arrivedAtMs.push(clock.now());
      await clock.sleep(backMs(i));
      inFlight -= 1;
    };
    const worker = async (pacer: (typeof pacers)[number]) => {
      while (clock.now() < untilMs) {
        const askedAtMs = clock.now();
        const lease = await pacer
          .enter('default', 't', patient(clock, 'interactive', patienceMs))
          .catch(() => undefined);
        seen.longestWaitMs = Math.max(seen.longestWaitMs, clock.now() - askedAtMs);
        if (lease) {
          await exchange();
          await pacer.leave(lease, 'done');
        } else {
          seen.refused += 1;
          await clock.sleep(50);
        }
      }
    };
    const workers = pacers.flatMap((pacer) => Array.from({ length: 15 }, () => worker(pacer)));
    await advanceUntil(clock, Promise.all(workers), idle);
    return { ...seen, arrivedAtMs: seen.arrivedAtMs.filter((atMs) => atMs < untilMs) };
  };

  test.each([0, 5_000])('hold the limits in sum and keep nine tenths of the pace, clocks %i ms off', async (skewMs) => {
    link.state = 'up';
    const clock = createFakeClock();
    const seen = await saturate(clock, startReplicas(clock, 2, skewMs), 10_000, quick, 5_000 + 2 * skewMs);
    expect(mostInWindow(seen.arrivedAtMs, 1_000)).toBeLessThanOrEqual(25);
    expect(seen.mostInFlight).toBeLessThanOrEqual(15);
    expect(seen.arrivedAtMs.length).toBeGreaterThanOrEqual(0.9 * 25 * 10);
  });

  const setLinkAfter = (clock: FakeClock, ms: number, state: LinkState, of: { state: LinkState } = link) => {
    clock.sleep(ms).then(
      () => {
        of.state = state;
      },
      () => undefined,
    );
  };

  test.each(['refuses', 'hangs'] as const)(
    'keep to their shares while Redis %s, and share again soon after',
    async (state) => {
      link.state = 'up';
      const clock = createFakeClock();
      const startMs = clock.now();
      setLinkAfter(clock, 3_000, state);
      setLinkAfter(clock, 9_000, 'up');
      const seen = await saturate(clock, startReplicas(clock, 2), 18_000);
      expect(mostInWindow(seen.arrivedAtMs, 1_000)).toBeLessThanOrEqual(25);
      expect(seen.mostInFlight).toBeLessThanOrEqual(15);
      expect(seen.longestWaitMs).toBeLessThanOrEqual(5_000);
      const between = (fromMs: number, toMs: number) =>
        seen.arrivedAtMs.filter((atMs) => atMs >= startMs + fromMs && atMs < startMs + toMs).length;
      // Twelve each in a second and an answer, in bursts: where the cut falls makes a difference of one.
      expect(between(6_000, 9_000)).toBeGreaterThanOrEqual(24 * 2);
      expect(between(6_000, 9_000)).toBeLessThanOrEqual(24 * 3);
      expect(between(14_000, 17_000)).toBeGreaterThanOrEqual(25 * 3 - 15);
    },
  );

  test('never add up to more than the limits when Redis goes and comes back while calls are under way', async () => {
    const anyOutage = fc.record({
      state: fc.constantFrom('refuses' as const, 'hangs' as const),
      concurrent: fc.constantFrom(15, 40),
      lostAtMs: fc.integer({ min: 1_500, max: 3_500 }),
      forMs: fc.integer({ min: 500, max: 5_000 }),
      outMs: fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 3, maxLength: 40 }),
      backMs: fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 3, maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(anyOutage, async ({ state, concurrent, lostAtMs, forMs, outMs, backMs }) => {
        link.state = 'up';
        const clock = createFakeClock();
        setLinkAfter(clock, lostAtMs, state);
        setLinkAfter(clock, lostAtMs + forMs, 'up');
        const some = { classes: { default: limits(25, 1_000, concurrent) }, leaseMs: 10_000 };
        const way = {
          outMs: (i: number) => outMs[i % outMs.length]!,
          backMs: (i: number) => backMs[i % backMs.length]!,
        };
        const seen = await saturate(clock, startReplicas(clock, 2, 0, some), 13_000, way);
        expect(mostInWindow(seen.arrivedAtMs, 1_000)).toBeLessThanOrEqual(25);
        expect(seen.mostInFlight).toBeLessThanOrEqual(concurrent);
        // At the slowest, a place is taken for 2.9 seconds; the changes cost six at most.
        expect(seen.arrivedAtMs.length).toBeGreaterThan((25 / 2.9) * 7 * 0.5);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });

  test('wait for Redis for two seconds when they start, and share from the first call on', async () => {
    const clock = createFakeClock();
    const startMs = clock.now();
    link.state = 'refuses';
    setLinkAfter(clock, 1_000, 'up');
    const [first, second] = startReplicas(clock, 2);
    const enter = (pacer = first) => pacer!.enter('default', 't', patient(clock));
    first!.status();
    const [lease] = await advanceUntil(clock, Promise.all(Array.from({ length: 15 }, () => enter())), idle);
    expect(clock.now() - startMs).toBeLessThanOrEqual(1_200);
    const other = enter(second).then(() => clock.now());
    for (let i = 0; i < 20; i += 1) {
      await idle();
      await clock.advance(100);
    }
    const leftAtMs = clock.now();
    await first!.leave(lease!, 'done');
    expect(await advanceUntil(clock, other, idle)).toBeGreaterThanOrEqual(leftAtMs);
  });

  test.each(['refuses', 'hangs'] as const)(
    'send nothing beside the others when Redis %s one of them for a moment',
    async (state) => {
      const clock = createFakeClock();
      const cut = { state: 'up' as LinkState };
      link.state = 'up';
      setLinkAfter(clock, 3_000, state, cut);
      setLinkAfter(clock, 3_900, 'up', cut);
      const seen = await saturate(clock, startReplicas(clock, 2, 0, rules, [link, cut]), 10_000);
      expect(mostInWindow(seen.arrivedAtMs, 1_000)).toBeLessThanOrEqual(25);
      expect(seen.mostInFlight).toBeLessThanOrEqual(15);
      expect(seen.longestWaitMs).toBeLessThanOrEqual(5_000);
    },
  );

  test('keep a lease that is longer than those after it for as long as it runs', async () => {
    link.state = 'up';
    const clock = createFakeClock();
    const upload = { ...limits(1, 1_000, 1), timeoutMs: 60_000, within: 'default' };
    const key = freshKey();
    const some = { classes: { default: limits(25, 1_000, 15), upload }, leaseMs: 10_000 };
    const engine = createRedisEngine({ redis: linked(client!), key, rules: some, now: clock.now });
    await engine.take({ budgetClass: 'upload', priority: 'bulk' });
    await engine.take({ budgetClass: 'default', priority: 'interactive' });
    const [name] = await client!.keys(`*${key}*:default:l`);
    expect(await client!.pttl(name!)).toBeGreaterThan(64_000);
  });

  test('count their own calls under way among their share when Redis is lost', async () => {
    link.state = 'up';
    const clock = createFakeClock();
    const [pacer] = startReplicas(clock, 2);
    const enter = () => pacer!.enter('default', 't', patient(clock));
    const leases = await Promise.all(Array.from({ length: 15 }, enter));
    link.state = 'refuses';
    let entered = false;
    const next = enter().then(() => {
      entered = true;
    });
    const clockTurns = async (ms: number) => {
      for (let i = 0; i < ms / 100; i += 1) {
        await idle();
        await clock.advance(100);
      }
    };
    await clockTurns(4_000);
    for (const lease of leases.slice(0, 8)) await pacer!.leave(lease, 'done');
    await clockTurns(1_000);
    // Seven are its share of fifteen at once.
    expect(entered).toBe(false);
    await pacer!.leave(leases[8]!, 'done');
    await clockTurns(1_000);
    expect(entered).toBe(true);
    await next;
  });

  test('count in the shared day what was sent while Redis was gone', async () => {
    link.state = 'up';
    const clock = createFakeClock();
    const key = freshKey();
    const daily = { classes: { default: limits(100, 1_000, undefined, 40) }, leaseMs: 10_000 };
    const redis = createRedisEngine({ redis: linked(client!), key, rules: daily, now: clock.now });
    const stopped = new AbortController();
    const log = pino({ level: 'silent' });
    const options = { rules: daily, replicas: 2, clock, random: () => 0.5, log, stopped: stopped.signal };
    const engine = createSharedEngine({ redis, ...options });
    const send = async (ending: 'done' | 'unsent' = 'done') => {
      const decision = await engine.take({ budgetClass: 'default', priority: 'interactive' });
      if (decision.granted) await engine.release(decision.lease, ending);
      return decision;
    };
    for (let i = 0; i < 5; i += 1) await send();
    link.state = 'refuses';
    await send();
    await clock.advance(2_100);
    for (let i = 0; i < 10; i += 1) expect((await send()).granted).toBe(true);
    await send('unsent');
    link.state = 'up';
    for (let i = 0; i < 20; i += 1) {
      await idle();
      await clock.advance(500);
    }
    expect(await send()).toMatchObject({ granted: true, remaining: 40 - 16 });
    stopped.abort();
  });

  test('give the places of a replica that died to the others when its leases run out', async () => {
    link.state = 'up';
    const clock = createFakeClock();
    const [dying, living] = startReplicas(clock, 2);
    for (let i = 0; i < 15; i += 1) await dying!.enter('default', 't', patient(clock));
    const waiting = advanceUntil(clock, living!.enter('default', 't', patient(clock)), idle);
    const startMs = clock.now();
    await waiting;
    expect(clock.now() - startMs).toBeGreaterThanOrEqual(9_900);
    expect(clock.now() - startMs).toBeLessThanOrEqual(10_100);
  });
});

test('divides a limit among replicas, in time where it is too small to divide', () => {
  const rules = { classes: { default: limits(25, 1_000, 15, 40_000), upload: limits(1, 1_000, 1) }, leaseMs: 1 };
  const { classes } = shareOf(rules, 3);
  expect(classes.default).toEqual(limits(8, 1_000, 5, 13_333));
  expect(classes.upload).toEqual(limits(1, 3_000, 1));
  expect(longestSpanMs(rules)).toBe(1_005);
});
