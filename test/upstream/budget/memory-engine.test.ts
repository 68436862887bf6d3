import { expect, test } from 'vitest';
import { classChain, guardMs } from '../../../src/upstream/budget/engine.ts';
import { createMemoryEngine } from '../../../src/upstream/budget/memory-engine.ts';
import { defineBudgetSuite, limits } from '../../suites/budget.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

defineBudgetSuite('memory', {
  engine: async (rules, clock) => createMemoryEngine(rules, clock),
  runs: 100,
});

test('refuses a class nobody declared and a class within itself, by name', () => {
  expect(() => classChain({ default: {} }, 'upload')).toThrow('no budget class "upload"');
  const circular = { default: {}, a: { within: 'b' }, b: { within: 'a' } };
  expect(() => classChain(circular, 'a')).toThrow('budget class "a" is within itself: a > b > a');
});

test('guards a window by a thousandth, 5 milliseconds at least', () => {
  expect([100, 1_000, 10_000, 60_000].map(guardMs)).toEqual([5, 5, 10, 60]);
});

test('waits no longer than the window when the clock is set back', async () => {
  let nowMs = 1_000_000;
  const clock = { ...createFakeClock(), now: () => nowMs };
  const engine = createMemoryEngine({ classes: { default: limits(1, 1_000) }, leaseMs: 10_000 }, clock);
  const request = { budgetClass: 'default', priority: 'interactive' } as const;
  const first = await engine.take(request);
  if (first.granted) await engine.release(first.lease, 'done');
  nowMs -= 500_000;
  expect(await engine.take(request)).toMatchObject({ granted: false, waitMs: 1_005 });
  nowMs += 1_005;
  expect(await engine.take(request)).toMatchObject({ granted: true });
});
