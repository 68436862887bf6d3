/** What every budget engine promises, whether it counts in this process or in Redis. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BudgetEngine, Decision, Ending, EngineRules, Lease } from '../../src/upstream/budget/engine.ts';
import { createPacer } from '../../src/upstream/budget/pacer.ts';
import { createCallTrace, type Priority } from '../../src/upstream/call.ts';
import { type BudgetClass, sourced } from '../../src/upstream/limits.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

export interface BudgetRig {
  /** A fresh engine on this clock, sharing nothing with earlier ones. */
  engine(rules: EngineRules, clock: FakeClock): Promise<BudgetEngine>;
  /** Runs of a property; fewer where each step is a round trip. */
  readonly runs: number;
  /** Resolves when no round trip is under way: time stands still meanwhile. */
  readonly idle?: () => Promise<void>;
}

const leaseMs = 10_000;
const dayMs = 24 * 3_600_000;

export function limits(requests: number, windowMs: number, concurrent?: number, perDay?: number): BudgetClass {
  return {
    rate: sourced({ requests, windowMs }, 'assumed'),
    ...(concurrent === undefined ? {} : { concurrent: sourced(concurrent, 'assumed') }),
    ...(perDay === undefined ? {} : { perDay: sourced(perDay, 'assumed') }),
  };
}

export function defineBudgetSuite(name: string, rig: BudgetRig): void {
  const setUp = async (classes: Readonly<Record<string, BudgetClass>>, startMs?: number) => {
    const clock = createFakeClock(startMs);
    return { clock, engine: await rig.engine({ classes, leaseMs }, clock) };
  };

  describe(`budget engine: ${name}`, () => {
    test('lets go as many as the window holds and says when the next may go', async () => {
      const { clock, engine } = await setUp({ default: limits(3, 1_000) });
      for (let i = 0; i < 3; i += 1) await engine.release(await granted(engine), 'done');
      const refusal = await take(engine);
      expect(refusal).toMatchObject({ granted: false, reason: 'rate' });
      const waitMs = refusal.granted ? 0 : refusal.waitMs;
      await clock.advance(waitMs - 1);
      expect((await take(engine)).granted).toBe(false);
      await clock.advance(1);
      expect((await take(engine)).granted).toBe(true);
    });

    test('forecasts the turn of a call behind others', async () => {
      const { engine } = await setUp({ default: limits(2, 1_000) });
      expect(await engine.forecastMs(interactive, 0)).toBe(0);
      await take(engine);
      await take(engine);
      expect(await engine.forecastMs(interactive, 1)).toBe(1_005);
      expect(await engine.forecastMs(interactive, 2)).toBe(2_010);
      expect(await engine.forecastMs(interactive, 5)).toBe(3_015);
    });

    test('holds a place in the window until one window after the answer', async () => {
      const { clock, engine } = await setUp({ default: limits(2, 1_000) });
      const slow = await granted(engine);
      const quick = await granted(engine);
      expect(await take(engine)).toMatchObject({ granted: false, reason: 'rate', waitMs: 1_005 });
      await clock.advance(50);
      await engine.release(quick, 'done');
      await clock.advance(900);
      await engine.release(slow, 'done');
      expect(await take(engine)).toMatchObject({ granted: false, reason: 'rate', waitMs: 105 });
      await clock.advance(105);
      await engine.release(await granted(engine), 'unsent');
      await granted(engine);
      expect(await take(engine)).toMatchObject({ granted: false, reason: 'rate', waitMs: 900 });
    });

    test('holds the place of a call that is never answered until one window after its lease', async () => {
      const { clock, engine } = await setUp({ default: limits(1, 1_000) });
      await granted(engine);
      await clock.advance(leaseMs + 1_004);
      expect(await take(engine)).toMatchObject({ granted: false, reason: 'rate', waitMs: 1 });
      await clock.advance(1);
      const abandoned = await granted(engine);
      await clock.advance(3_000);
      await engine.release(abandoned, 'abandoned');
      await clock.advance(2_004);
      expect((await take(engine)).granted).toBe(false);
      await clock.advance(1);
      await granted(engine);
    });

    test('counts a call again whose answer came after its lease had run out', async () => {
      const { clock, engine } = await setUp({ default: limits(1, 1_000, 1) });
      const late = await granted(engine);
      await clock.advance(leaseMs + 2_000);
      await engine.release(late, 'done');
      expect(await take(engine)).toMatchObject({ granted: false, reason: 'rate', waitMs: 1_005 });
    });

    test('keeps to the number in flight, and frees the place of a holder that died', async () => {
      const { clock, engine } = await setUp({ default: limits(100, 1_000, 2) });
      const first = await granted(engine);
      await granted(engine);
      expect(await take(engine)).toMatchObject({ granted: false, reason: 'concurrency' });
      await engine.release(first, 'done');
      await granted(engine);
      expect((await take(engine)).granted).toBe(false);
      await clock.advance(leaseMs);
      await granted(engine);
    });

    test('frees the place of a holder that died later in a class whose calls may take longer', async () => {
      const upload = { ...limits(100, 1_000, 1), timeoutMs: 20_000, within: 'default' };
      const { clock, engine } = await setUp({ default: limits(100, 1_000, 1), upload });
      const asUpload = { budgetClass: 'upload', priority: 'bulk' as const };
      expect((await engine.take(asUpload)).granted).toBe(true);
      await clock.advance(23_999);
      expect(await engine.take(asUpload)).toMatchObject({ granted: false, reason: 'concurrency' });
      expect(await take(engine)).toMatchObject({ granted: false, reason: 'concurrency' });
      await clock.advance(1);
      await granted(engine);
    });

    test('frees the place of a holder that died when its own lease runs out, behind one that takes longer', async () => {
      const upload = { ...limits(100, 1_000), timeoutMs: 20_000, within: 'default' };
      const { clock, engine } = await setUp({ default: limits(100, 1_000, 2), upload });
      expect((await engine.take({ budgetClass: 'upload', priority: 'bulk' })).granted).toBe(true);
      await granted(engine);
      await clock.advance(leaseMs - 1);
      expect(await take(engine)).toMatchObject({ granted: false, reason: 'concurrency', waitMs: 1 });
      await clock.advance(1);
      await granted(engine);
    });

    test('counts a call given up as in flight a little longer', async () => {
      const { clock, engine } = await setUp({ default: limits(100, 1_000, 1) });
      await engine.release(await granted(engine), 'abandoned');
      expect((await take(engine)).granted).toBe(false);
      await clock.advance(1_000);
      await granted(engine);
    });

    test('gives back the place of a call that was never sent', async () => {
      const { engine } = await setUp({ default: limits(1, 1_000, 1, 10) });
      await engine.release(await granted(engine), 'unsent');
      expect((await take(engine)).remaining).toBe(9);
    });

    test('pauses every class', async () => {
      const { clock, engine } = await setUp({ default: limits(10, 1_000), other: limits(10, 1_000) });
      await engine.pause(5_000);
      await engine.pause(2_000);
      for (const budgetClass of ['default', 'other']) {
        const decision = await engine.take({ budgetClass, priority: 'interactive' });
        expect(decision).toMatchObject({ granted: false, reason: 'pause', waitMs: 5_000 });
      }
      await clock.advance(5_000);
      await granted(engine);
    });

    test('counts a class within another against both', async () => {
      const upload = { ...limits(1, 1_000, 1), within: 'default' };
      const { clock, engine } = await setUp({ default: limits(2, 1_000, 15), upload });
      const asUpload = { budgetClass: 'upload', priority: 'bulk' as const };
      const first = await engine.take(asUpload);
      expect(first.granted).toBe(true);
      if (first.granted) await engine.release(first.lease, 'done');
      expect((await engine.take(asUpload)).granted).toBe(false);
      await engine.release(await granted(engine), 'done');
      expect((await take(engine)).granted).toBe(false);
      await clock.advance(1_005);
      await granted(engine);
      await granted(engine);
      expect((await engine.take(asUpload)).granted).toBe(false);
    });

    test('counts a call of a class that goes one at a time from its end, however long it took', async () => {
      const upload = { ...limits(1, 1_000, 1), within: 'default' };
      const { clock, engine } = await setUp({ default: limits(25, 1_000, 15), upload });
      const asUpload = { budgetClass: 'upload', priority: 'bulk' as const };
      for (const tookMs of [400, 3_000]) {
        const decision = await engine.take(asUpload);
        if (!decision.granted) throw new Error('the upload was not let go');
        await clock.advance(tookMs);
        await engine.release(decision.lease, 'done');
        await clock.advance(1_004);
        expect(await engine.take(asUpload)).toMatchObject({ granted: false, reason: 'rate', waitMs: 1 });
        await clock.advance(1);
      }
      expect((await engine.take(asUpload)).granted).toBe(true);
      expect((await take(engine)).granted).toBe(true);
    });

    test('never lets more than the daily limit go in any 24 hours', async () => {
      const { clock, engine } = await setUp({ default: { perDay: sourced(20, 'assumed') } });
      const sentAtMs: number[] = [];
      for (let i = 0; i < 300; i += 1) {
        if ((await take(engine)).granted) sentAtMs.push(clock.now());
        await clock.advance(13 * 60_000);
      }
      expect(mostInWindow(sentAtMs, dayMs)).toBe(20);
      expect(sentAtMs.length).toBeGreaterThan(50);
    });

    test('counts a call in the day by the latest time at which it may have arrived', async () => {
      const { clock, engine } = await setUp({ default: { perDay: sourced(1, 'assumed') } });
      // Let go in the last moment of a part of the day.
      await clock.advance(5 * 60_000 - 1 - (clock.now() % (5 * 60_000)));
      await granted(engine);
      const arrivedAtMs = clock.now() + leaseMs;
      await clock.advance(dayMs + leaseMs);
      while (!(await take(engine)).granted) await clock.advance(1_000);
      expect(clock.now()).toBeGreaterThan(arrivedAtMs + dayMs);
      expect(clock.now()).toBeLessThan(arrivedAtMs + dayMs + 6 * 60_000);
    });

    test('keeps a tenth of the day for interactive calls', async () => {
      const { engine } = await setUp({ default: { perDay: sourced(20, 'assumed') } });
      for (let i = 0; i < 18; i += 1) expect((await take(engine, 'refresh')).granted).toBe(true);
      expect(await take(engine, 'refresh')).toMatchObject({ granted: false, reason: 'day', remaining: 2 });
      await granted(engine);
      await granted(engine);
      const refusal = await take(engine);
      expect(refusal).toMatchObject({ granted: false, reason: 'day', remaining: 0 });
      expect(refusal.granted ? 0 : refusal.waitMs).toBeGreaterThan(23 * 3_600_000);
    });

    test("believes the vendor's figure when it is lower than its own, and asks again now and then when it is none", async () => {
      const perDay = { perDay: sourced(100, 'assumed'), remainingHeader: sourced('x-left', 'assumed') };
      const { clock, engine } = await setUp({ default: perDay });
      const first = await granted(engine);
      await engine.believe('default', 0);
      await engine.release(first, 'done');
      expect(await take(engine)).toMatchObject({ granted: false, reason: 'day', remaining: 0 });
      await clock.advance(15 * 60_000);
      expect((await take(engine, 'refresh')).granted).toBe(false);
      const probe = await granted(engine);
      expect((await take(engine)).granted).toBe(false);
      await engine.believe('default', 500);
      await engine.release(probe, 'done');
      expect((await take(engine)).remaining).toBe(97);
    });

    test('tells truthfully what is left', async () => {
      const { clock, engine } = await setUp({ default: limits(5, 10_000, 3, 100) });
      await granted(engine);
      await granted(engine);
      expect(engine.status()).toMatchObject({ inFlight: 2, callsToday: 2 });
      expect(engine.status().budgets).toEqual([
        { window: '10s', limit: 5, remaining: 3, resetsAtMs: clock.now() + 10_010 },
        { window: '24h', limit: 100, remaining: 98, resetsAtMs: clock.now() + dayMs + 360_000 },
      ]);
    });

    test('tells the pace that the day can sustain, with the calls that come back', async () => {
      const { clock, engine } = await setUp({ default: limits(100, 1_000, undefined, 100) });
      for (let i = 0; i < 60; i += 1) await take(engine);
      await clock.advance(18 * 3_600_000 + 360_000);
      await take(engine);
      const perHour = () => Math.round((engine.status().pace ?? 0) * 3_600_000 * 100) / 100;
      // 39 calls are left, 10 of them in reserve, and must last for six hours, until the 60 come back.
      expect(perHour()).toBeCloseTo(29 / 6, 1);
      const unlimited = (await setUp({ default: limits(5, 10_000) })).engine;
      await take(unlimited);
      expect(unlimited.status().pace).toBeNull();
    });

    test('never exceeds a limit as the vendor counts it, however calls are held up here and on their way', async () => {
      await fc.assert(
        fc.asyncProperty(anyLimits, anyCalls, async (rules, calls) => {
          const { clock, engine } = await setUp({ default: rules });
          const seen = await playCalls(engine, clock, calls);
          const rate = rules.rate!.value;
          const arrivedAtMs = seen.map(({ fromMs }) => fromMs);
          expect(mostInWindow(arrivedAtMs, rate.windowMs)).toBeLessThanOrEqual(rate.requests);
          expect(mostAtOnce(seen)).toBeLessThanOrEqual(rules.concurrent!.value);
          expect(seen.length).toBeLessThanOrEqual(rules.perDay!.value);
        }),
        { numRuns: rig.runs },
      );
    });

    const saturate = async (latencyMs: (i: number) => number) => {
      const { clock, engine } = await setUp({ default: limits(25, 1_000, 15) });
      const pacer = createPacer({ vendor: 'EQUIWATT', engine, clock });
      const seconds = 60;
      const untilMs = clock.now() + seconds * 1_000;
      const seen: Stay[] = [];
      const worker = async (i: number) => {
        while (clock.now() < untilMs) {
          const lease = await pacer.enter('default', 't', patient(clock));
          // At the vendor from somewhere on the way to somewhere on the way back.
          const fromMs = clock.now() + latencyMs(i) * ((i % 5) / 5);
          await clock.sleep(latencyMs(i));
          seen.push({ fromMs, toMs: clock.now() });
          await pacer.leave(lease, 'done');
        }
      };
      await advanceUntil(clock, Promise.all(Array.from({ length: 40 }, (_, i) => worker(i))), rig.idle);
      const arrivedAtMs = seen.map(({ fromMs }) => fromMs);
      expect(mostInWindow(arrivedAtMs, 1_000)).toBeLessThanOrEqual(25);
      expect(mostAtOnce(seen)).toBeLessThanOrEqual(15);
      return arrivedAtMs.filter((atMs) => atMs < untilMs).length / seconds;
    };

    test('keeps nine tenths of the pace in a minute of saturation when the vendor answers quickly', async () => {
      expect(await saturate((i) => 20 + (i % 4) * 10)).toBeGreaterThanOrEqual(0.9 * 25);
    });

    test('sends a window full in each window and answer when the vendor answers slowly', async () => {
      expect(await saturate(() => 500)).toBeGreaterThanOrEqual(0.95 * (25 / 1.505));
    });
  });
}

const interactive = { budgetClass: 'default', priority: 'interactive' as const };

function take(engine: BudgetEngine, priority: Priority = 'interactive'): Promise<Decision> {
  return engine.take({ budgetClass: 'default', priority });
}

async function granted(engine: BudgetEngine): Promise<Lease> {
  const decision = await take(engine);
  if (!decision.granted) throw new Error(`refused by ${decision.reason} for ${decision.waitMs} ms`);
  return decision.lease;
}

/** A call that waits as long as it takes. */
export function patient(clock: FakeClock, priority: Priority = 'interactive', forMs = 3_600_000) {
  const deadlineMs = clock.now() + forMs;
  return { signal: new AbortController().signal, deadlineMs, priority, trace: createCallTrace() };
}

/** Turns the clock until the work is done. */
export async function advanceUntil<T>(clock: FakeClock, work: Promise<T>, idle?: () => Promise<void>): Promise<T> {
  let done = false;
  const settled = work.finally(() => {
    done = true;
  });
  settled.catch(() => undefined);
  while (!done) {
    await idle?.();
    await clock.advance(5);
  }
  return await settled;
}

/** The most of these times that lie in any window of that length. */
export function mostInWindow(timesMs: readonly number[], windowMs: number): number {
  const sorted = [...timesMs].sort((a, b) => a - b);
  let start = 0;
  let most = 0;
  sorted.forEach((atMs, end) => {
    while ((sorted[start] ?? 0) <= atMs - windowMs) start += 1;
    most = Math.max(most, end - start + 1);
  });
  return most;
}

const anyLimits = fc
  .record({
    requests: fc.integer({ min: 1, max: 25 }),
    windowMs: fc.constantFrom(1_000, 2_000, 10_000),
    concurrent: fc.integer({ min: 1, max: 15 }),
    perDay: fc.integer({ min: 5, max: 60 }),
  })
  .map(({ requests, windowMs, concurrent, perDay }) => limits(requests, windowMs, concurrent, perDay));

const anyCalls = fc.array(
  fc.record({
    afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1_500 })),
    /** Between our decision and the socket. */
    stallMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 900 })),
    outMs: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 3_000 })),
    workMs: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 2_000 })),
    backMs: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 3_000 })),
    fate: fc.oneof(
      { weight: 6, arbitrary: fc.constant('answered' as const) },
      fc.constantFrom('given up' as const, 'unsent' as const, 'died with us' as const),
    ),
  }),
  { minLength: 20, maxLength: 100 },
);

type PlannedCall = typeof anyCalls extends fc.Arbitrary<(infer C)[]> ? C : never;

/** A call at the vendor. */
interface Stay {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Asks for each call, once more when told to wait for seconds only; gives what the vendor sees of those let go. */
async function playCalls(engine: BudgetEngine, clock: FakeClock, calls: readonly PlannedCall[]): Promise<Stay[]> {
  const seen: Stay[] = [];
  let ends: { atMs: number; end: () => Promise<void> }[] = [];
  const goOnTo = async (untilMs: number) => {
    for (;;) {
      const [next] = ends.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
      if (!next) break;
      ends = ends.filter((each) => each !== next);
      await clock.advance(next.atMs - clock.now());
      await next.end();
    }
    await clock.advance(untilMs - clock.now());
  };
  for (const { afterMs, stallMs, outMs, workMs, backMs, fate } of calls) {
    await goOnTo(clock.now() + afterMs);
    let decision = await take(engine);
    if (!decision.granted && decision.waitMs <= 3_000) {
      await goOnTo(clock.now() + decision.waitMs);
      decision = await take(engine);
    }
    if (!decision.granted) continue;
    const { lease } = decision;
    const sentAtMs = clock.now() + stallMs;
    const fromMs = sentAtMs + outMs;
    const release = (atMs: number, ending: Ending) => ends.push({ atMs, end: () => engine.release(lease, ending) });
    if (fate === 'unsent') release(sentAtMs, 'unsent');
    else if (fate === 'answered') {
      seen.push({ fromMs, toMs: fromMs + workMs });
      release(fromMs + workMs + backMs, 'done');
    } else if (fate === 'given up') {
      // What was sent may arrive up to a second after we gave up, and the vendor notice as late.
      const givenUpAtMs = sentAtMs + Math.max(0, outMs - 1_000);
      seen.push({ fromMs, toMs: Math.min(fromMs + workMs, givenUpAtMs + 1_000) });
      release(givenUpAtMs, 'abandoned');
    } else seen.push({ fromMs, toMs: fromMs + workMs });
  }
  return seen;
}

/** The most of these stays that overlap. */
function mostAtOnce(stays: readonly Stay[]): number {
  const within = (atMs: number) => stays.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs).length;
  return Math.max(0, ...stays.map(({ fromMs }) => within(fromMs)));
}
