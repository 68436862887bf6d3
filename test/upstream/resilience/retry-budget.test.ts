import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RetryBudget } from '../../../src/upstream/resilience/retry-budget.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

test('lets a tenth of the calls be tried again while all fail, whatever the rate', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 20, max: 200 }), fc.integer({ min: 1, max: 2 }), async (rps, mostRetries) => {
      const clock = createFakeClock();
      const budget = new RetryBudget(clock);
      let first = 0;
      let again = 0;
      for (let i = 0; i < rps * 30; i += 1) {
        first += 1;
        budget.countCall();
        for (let tried = 0; tried < mostRetries && budget.spend(); tried += 1) {
          again += 1;
          budget.countCall();
        }
        if (i % rps === 0) await clock.advance(1_000);
      }
      expect(first + again).toBeLessThanOrEqual(first * 1.1);
      expect(again).toBeGreaterThan(first * 0.09);
    }),
    { numRuns: 20 },
  );
});

test('allows one retry to who calls seldom', async () => {
  const clock = createFakeClock();
  const budget = new RetryBudget(clock);
  budget.countCall();
  expect([budget.spend(), budget.spend()]).toEqual([true, false]);
  await clock.advance(61_000);
  expect(budget.spend()).toBe(true);
});
