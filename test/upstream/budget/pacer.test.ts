import { expect, test } from 'vitest';
import { type BudgetEngine, spacingMs } from '../../../src/upstream/budget/engine.ts';
import { createMemoryEngine } from '../../../src/upstream/budget/memory-engine.ts';
import { createPacer } from '../../../src/upstream/budget/pacer.ts';
import type { Priority } from '../../../src/upstream/call.ts';
import type { BudgetClass } from '../../../src/upstream/limits.ts';
import { advanceUntil, limits, patient } from '../../suites/budget.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

function setUp(classes: Record<string, BudgetClass>, weights: Record<string, number> = {}) {
  const clock = createFakeClock();
  const engine = createMemoryEngine({ classes, leaseMs: 10_000 }, clock);
  const weightOf = (tenant: string) => weights[tenant] ?? 1;
  const pacer = createPacer({
    ...{ vendor: 'EQUIWATT', engine, clock, weightOf },
    spacingMs: (name) => spacingMs(classes, name),
  });
  const served: string[] = [];
  const ask = async (name: string, tenant = 't', priority: Priority = 'interactive', forMs = 3_600_000) => {
    const lease = await pacer.enter('default', tenant, patient(clock, priority, forMs));
    served.push(name);
    await pacer.leave(lease, 'done');
  };
  return { clock, pacer, served, ask };
}

test('lets a call wait its turn', async () => {
  const { clock, served, ask } = setUp({ default: limits(1, 1_000) });
  const both = Promise.all([ask('first'), ask('second')]);
  await clock.advance(1_004);
  expect(served).toEqual(['first']);
  await clock.advance(1);
  await both;
  expect(served).toEqual(['first', 'second']);
});

test('fails at once with the time to wait when the turn comes after the deadline', async () => {
  const { clock, ask } = setUp({ default: limits(1, 10_000) });
  await ask('first');
  const failure = { code: 'VENDOR_RATE_LIMITED', details: { vendor: 'EQUIWATT', retryAfterMs: 10_010 } };
  await expect(ask('second', 't', 'interactive', 5_000)).rejects.toMatchObject(failure);
  expect(clock.sleeping).toBe(0);
});

test('fails at once a call too far behind in the queue, and keeps those before it', async () => {
  const { clock, served, ask } = setUp({ default: limits(2, 1_000) });
  const asked = Array.from({ length: 8 }, (_, i) => ask(String(i), 't', 'interactive', 2_500));
  const settled = Promise.allSettled(asked);
  await clock.advance(0);
  await clock.advance(2_200);
  expect(served).toEqual(['0', '1', '2', '3', '4', '5']);
  expect((await settled).map(({ status }) => status)).toEqual([
    ...Array.from({ length: 6 }, () => 'fulfilled'),
    'rejected',
    'rejected',
  ]);
});

test('fails a call whose deadline comes while all places in flight are taken', async () => {
  const { clock, pacer, ask } = setUp({ default: limits(10, 1_000, 1) });
  await pacer.enter('default', 't', patient(clock));
  const waiting = expect(ask('late', 't', 'interactive', 300)).rejects.toMatchObject({ code: 'VENDOR_RATE_LIMITED' });
  await clock.advance(301);
  await waiting;
});

test.each([
  ['nobody waits', 0],
  ['others wait', 1],
])('asks again for a turn that it was held up too long to use, when %s', async (_when, waiting) => {
  const fake = createFakeClock();
  let heldUpMs = 0;
  const clock = { ...fake, now: () => fake.now() + heldUpMs };
  const engine = createMemoryEngine({ classes: { default: limits(3, 10_000, 2) }, leaseMs: 10_000 }, clock);
  let taken = 0;
  const heldUp: BudgetEngine = {
    ...engine,
    async take(request) {
      const decision = await engine.take(request);
      if (decision.granted) taken += 1;
      // This process stands still between the decision and the news of it.
      if (decision.granted && taken === 1) heldUpMs = 1_001;
      return decision;
    },
  };
  const pacer = createPacer({ vendor: 'EQUIWATT', engine: heldUp, clock });
  if (waiting > 0) await pacer.pause(100);
  const all = Array.from({ length: 1 + waiting }, () => pacer.enter('default', 't', patient(clock)));
  const leases = await advanceUntil(clock, Promise.all(all));
  expect(taken).toBe(2 + waiting);
  expect(pacer.status()).toMatchObject({ inFlight: 1 + waiting, budgets: [{ remaining: 2 - waiting }] });
  for (const lease of leases) expect(clock.now() - lease.grantedAtMs).toBeLessThanOrEqual(1_000);
});

test('does not ask anew for a place in the rate window whenever a call ends', async () => {
  const clock = createFakeClock();
  const engine = createMemoryEngine({ classes: { default: limits(2, 1_000) }, leaseMs: 10_000 }, clock);
  let asked = 0;
  const counting: BudgetEngine = {
    ...engine,
    take(request) {
      asked += 1;
      return engine.take(request);
    },
  };
  const pacer = createPacer({ vendor: 'EQUIWATT', engine: counting, clock });
  const [first, second] = [
    await pacer.enter('default', 't', patient(clock)),
    await pacer.enter('default', 't', patient(clock)),
  ];
  const third = pacer.enter('default', 't', patient(clock));
  await clock.advance(10);
  const before = asked;
  await pacer.leave(first, 'done');
  await pacer.leave(second, 'done');
  await clock.advance(900);
  expect(asked).toBe(before);
  await advanceUntil(clock, third);
});

test('leaves the queue when its operation ends', async () => {
  const { clock, pacer, served, ask } = setUp({ default: limits(1, 1_000) });
  await ask('first');
  const gone = new AbortController();
  const waiting = pacer.enter('default', 't', { ...patient(clock), signal: gone.signal });
  const refused = expect(waiting).rejects.toMatchObject({ code: 'OPERATION_TIMEOUT' });
  gone.abort();
  await refused;
  const next = ask('next');
  await clock.advance(1_005);
  await next;
  expect(served).toEqual(['first', 'next']);
});

test('fails those who cannot outwait a pause, and lets the others go after it', async () => {
  const { clock, pacer, served, ask } = setUp({ default: limits(1, 1_000) });
  await ask('first');
  const short = expect(ask('short', 't', 'interactive', 3_000)).rejects.toMatchObject({
    code: 'VENDOR_RATE_LIMITED',
    details: { retryAfterMs: 5_000 },
  });
  const long = ask('long', 't', 'interactive', 30_000);
  await pacer.pause(5_000);
  await short;
  await advanceUntil(clock, long);
  expect(served).toEqual(['first', 'long']);
});

test('serves interactive before refresh before bulk, and starves none', async () => {
  const { clock, served, ask } = setUp({ default: limits(1, 1_000) });
  const names: Promise<void>[] = [ask('open')];
  for (const priority of ['bulk', 'refresh', 'interactive'] as const) {
    for (let i = 0; i < 20; i += 1) names.push(ask(priority, 't', priority));
  }
  await advanceUntil(clock, Promise.all(names));
  expect(served.slice(1, 16)).toEqual(Array.from({ length: 15 }, () => 'interactive'));
  expect(served[16]).toBe('bulk');
  expect(served.indexOf('refresh')).toBeLessThan(served.indexOf('bulk', 40));
});

test('lets a tenant that asks little wait at most twice its share while another floods', async () => {
  const { clock, served, ask } = setUp({ default: limits(25, 1_000, 15) });
  const all = Array.from({ length: 1_000 }, () => ask('a', 'A'));
  const waitsMs: number[] = [];
  for (let i = 0; i < 35; i += 1) {
    await advanceUntil(clock, clock.sleep(1_000));
    const askedAtMs = clock.now();
    all.push(
      ask('b', 'B').then(() => {
        waitsMs.push(clock.now() - askedAtMs);
      }),
    );
  }
  const startMs = clock.now();
  const before = served.length;
  await advanceUntil(clock, Promise.all(all));
  expect(waitsMs).toHaveLength(35);
  // Half of 25 a second is a call in 80 ms.
  const [p95] = waitsMs.sort((x, y) => y - x).slice(Math.floor(35 * 0.05));
  expect(p95).toBeLessThanOrEqual(2 * 80);
  // And the pace is kept meanwhile.
  expect(before).toBeGreaterThanOrEqual(0.9 * 25 * 35);
  expect(clock.now() - startMs).toBeLessThan(20_000);
});

test('gives two tenants that flood turn about', async () => {
  const { clock, served, ask } = setUp({ default: limits(10, 1_000) });
  const all = [...Array.from({ length: 60 }, () => ask('A', 'A')), ...Array.from({ length: 60 }, () => ask('B', 'B'))];
  await advanceUntil(clock, Promise.all(all));
  const turnsOfA = (part: string[]) => part.filter((name) => name === 'A').length;
  for (let i = 10; i < 110; i += 10) expect(Math.abs(turnsOfA(served.slice(i, i + 10)) - 5)).toBeLessThanOrEqual(1);
});

test('gives a tenant that is alone its whole window at once', async () => {
  const { clock, served, ask } = setUp({ default: limits(25, 1_000) });
  const all = Promise.all(Array.from({ length: 50 }, () => ask('a')));
  await clock.advance(0);
  expect(served).toHaveLength(25);
  await advanceUntil(clock, all);
});

test('shares a key by weight', async () => {
  const { clock, served, ask } = setUp({ default: limits(4, 1_000) }, { A: 3, B: 1 });
  const all = Array.from({ length: 120 }, (_, i) => (i % 2 === 0 ? ask('A', 'A') : ask('B', 'B')));
  await advanceUntil(clock, Promise.all(all));
  const firstTurns = served.slice(0, 60).filter((name) => name === 'A').length;
  expect(firstTurns).toBeGreaterThanOrEqual(43);
  expect(firstTurns).toBeLessThanOrEqual(47);
});

test('refuses background calls at once when only the reserve of the day is left', async () => {
  const { ask } = setUp({ default: limits(100, 1_000, undefined, 10) });
  for (let i = 0; i < 9; i += 1) await ask('refresh', 't', 'refresh');
  await expect(ask('refresh', 't', 'refresh')).rejects.toMatchObject({ code: 'VENDOR_RATE_LIMITED' });
  await ask('interactive');
});

test('does not hold up one class behind another', async () => {
  const upload = { ...limits(1, 60_000), within: 'default' };
  const { clock, pacer, served, ask } = setUp({ default: limits(10, 1_000), upload });
  await pacer.enter('upload', 't', patient(clock, 'bulk'));
  const second = pacer.enter('upload', 't', patient(clock, 'bulk'));
  await ask('read');
  expect(served).toEqual(['read']);
  await advanceUntil(clock, second);
});
