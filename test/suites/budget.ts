/** What every budget engine promises, whether it counts in this process or in Redis. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BudgetEngine, Decision, EngineRules, Lease } from '../../src/upstream/budget/engine.ts';
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
      for (let i = 0; i < 3; i += 1) expect((await take(engine)).granted).toBe(true);
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
      expect(await engine.forecastMs(interactive, 1)).toBe(1_060);
      expect(await engine.forecastMs(interactive, 2)).toBe(2_120);
      expect(await engine.forecastMs(interactive, 5)).toBe(3_180);
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
      await clock.advance(24_999);
      expect(await engine.take(asUpload)).toMatchObject({ granted: false, reason: 'concurrency' });
      expect(await take(engine)).toMatchObject({ granted: false, reason: 'concurrency' });
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
      await granted(engine);
      expect((await take(engine)).granted).toBe(false);
      await clock.advance(1_060);
      await granted(engine);
      await granted(engine);
      expect((await engine.take(asUpload)).granted).toBe(false);
    });

    test.each(['done', 'abandoned'] as const)(
      'counts a call of a class that goes one at a time from its end, however long it took (%s)',
      async (ending) => {
        const upload = { ...limits(1, 1_000, 1), within: 'default' };
        const { clock, engine } = await setUp({ default: limits(25, 1_000, 15), upload });
        const asUpload = { budgetClass: 'upload', priority: 'bulk' as const };
        for (const tookMs of [400, 3_000]) {
          const decision = await engine.take(asUpload);
          if (!decision.granted) throw new Error('the upload was not let go');
          await clock.advance(tookMs);
          await engine.release(decision.lease, ending);
          await clock.advance(1_059);
          expect(await engine.take(asUpload)).toMatchObject({ granted: false, reason: 'rate', waitMs: 1 });
          await clock.advance(1);
        }
        expect((await engine.take(asUpload)).granted).toBe(true);
        expect((await take(engine)).granted).toBe(true);
      },
    );

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
        { window: '10s', limit: 5, remaining: 3, resetsAtMs: clock.now() + 10_250 },
        { window: '24h', limit: 100, remaining: 98, resetsAtMs: clock.now() + dayMs + 300_000 },
      ]);
    });

    test('tells the pace that the day can sustain, with the calls that come back', async () => {
      const { clock, engine } = await setUp({ default: limits(100, 1_000, undefined, 100) });
      for (let i = 0; i < 60; i += 1) await take(engine);
      await clock.advance(18 * 3_600_000 + 300_000);
      await take(engine);
      const perHour = () => Math.round((engine.status().pace ?? 0) * 3_600_000 * 100) / 100;
      // 39 calls are left, 10 of them in reserve, and must last for six hours, until the 60 come back.
      expect(perHour()).toBeCloseTo(29 / 6, 1);
      const unlimited = (await setUp({ default: limits(5, 10_000) })).engine;
      await take(unlimited);
      expect(unlimited.status().pace).toBeNull();
    });

    test('never exceeds a limit as the vendor counts it, whatever the arrivals', async () => {
      await fc.assert(
        fc.asyncProperty(anyLimits, anyArrivals, async (rules, arrivals) => {
          const { clock, engine } = await setUp({ default: rules });
          const vendor = await playArrivals(engine, clock, arrivals);
          const rate = rules.rate!.value;
          expect(mostInWindow(vendor.arrivedAtMs, rate.windowMs)).toBeLessThanOrEqual(rate.requests);
          expect(vendor.mostInFlight).toBeLessThanOrEqual(rules.concurrent!.value);
          expect(vendor.arrivedAtMs.length).toBeLessThanOrEqual(rules.perDay!.value);
        }),
        { numRuns: rig.runs },
      );
    });

    test('keeps nine tenths of the pace in a minute of saturation', async () => {
      const { clock, engine } = await setUp({ default: limits(25, 1_000, 15) });
      const pacer = createPacer({ vendor: 'EQUIWATT', engine, clock });
      const seconds = 60;
      const untilMs = clock.now() + seconds * 1_000;
      const arrivedAtMs: number[] = [];
      let inFlight = 0;
      let mostInFlight = 0;
      const worker = async (latencyMs: number) => {
        while (clock.now() < untilMs) {
          const lease = await pacer.enter('default', 't', patient(clock));
          arrivedAtMs.push(clock.now());
          inFlight += 1;
          mostInFlight = Math.max(mostInFlight, inFlight);
          await clock.sleep(latencyMs);
          inFlight -= 1;
          await pacer.leave(lease, 'done');
        }
      };
      const workers = Promise.all(Array.from({ length: 40 }, (_, i) => worker(100 + (i % 10) * 40)));
      await advanceUntil(clock, workers, rig.idle);
      expect(mostInWindow(arrivedAtMs, 1_000)).toBeLessThanOrEqual(25);
      expect(mostInFlight).toBeLessThanOrEqual(15);
      const paced = arrivedAtMs.filter((atMs) => atMs < untilMs).length;
      expect(paced).toBeGreaterThanOrEqual(0.9 * 25 * seconds);
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

const anyArrivals = fc.array(
  fc.record({
    afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1_500 })),
    /** On the way to the vendor; varies by less than the guard of the shortest window. */
    travelMs: fc.integer({ min: 5, max: 60 }),
    workMs: fc.integer({ min: 0, max: 2_000 }),
  }),
  { minLength: 20, maxLength: 100 },
);

type Arrival = typeof anyArrivals extends fc.Arbitrary<(infer A)[]> ? A : never;

/** Asks for each arrival once, and has the vendor count those let go. */
async function playArrivals(engine: BudgetEngine, clock: FakeClock, arrivals: readonly Arrival[]) {
  const arrivedAtMs: number[] = [];
  const ends: { lease: Lease; atMs: number }[] = [];
  let mostInFlight = 0;
  for (const { afterMs, travelMs, workMs } of arrivals) {
    await clock.advance(afterMs);
    for (const end of ends.filter(({ atMs }) => atMs <= clock.now())) {
      ends.splice(ends.indexOf(end), 1);
      await engine.release(end.lease, 'done');
    }
    const decision = await take(engine);
    if (!decision.granted) continue;
    arrivedAtMs.push(clock.now() + travelMs);
    ends.push({ lease: decision.lease, atMs: clock.now() + travelMs + workMs });
    mostInFlight = Math.max(mostInFlight, ends.length);
  }
  return { arrivedAtMs, mostInFlight };
}
