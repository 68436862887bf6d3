import { expect, test } from 'vitest';
import { createMemoryEngine } from '../../../src/upstream/budget/memory-engine.ts';
import { Scarcity } from '../../../src/upstream/cache/scarcity.ts';
import { type Freshness, sourced } from '../../../src/upstream/limits.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const rule: Freshness = {
  freshSeconds: 60,
  maxFreshSeconds: 3_600,
  staleWhileRevalidateSeconds: 0,
  staleIfErrorSeconds: 0,
};
const call = { budgetClass: 'default', priority: 'interactive' as const };

/** Polls one entity every `everyMs` for so many hours, spending a call whenever it is no longer fresh. */
async function poll(perDay: number, entities: number, hours: number) {
  const clock = createFakeClock();
  const classes = { default: { perDay: sourced(perDay, 'assumed') } };
  const engine = createMemoryEngine({ classes, leaseMs: 1_000 }, clock);
  const scarcity = new Scarcity({ clock, pace: () => engine.status().pace });
  const asOfMs = Array.from({ length: entities }, () => Number.NEGATIVE_INFINITY);
  let refused = 0;
  for (let minute = 0; minute < hours * 60; minute += 1) {
    for (let i = 0; i < entities; i += 1) {
      if (clock.now() - asOfMs[i]! < scarcity.freshMs(rule)) continue;
      const decision = await engine.take(call);
      if (decision.granted) {
        scarcity.countCall();
        asOfMs[i] = clock.now();
        await engine.release(decision.lease, 'done');
      } else refused += 1;
    }
    await clock.advance(60_000);
  }
  return { refused, scarcity, sent: engine.status().callsToday };
}

test('keeps to the least freshness while the day holds for the demand', async () => {
  const { scarcity, refused } = await poll(40_000, 10, 3);
  expect(scarcity.stretch()).toBe(1);
  expect(scarcity.freshMs(rule)).toBe(60_000);
  expect(refused).toBe(0);
});

test('stretches freshness so that the calls of a day last for the day', async () => {
  // Unstretched it would be 20 x 1440 = 28 800 calls.
  const { scarcity, refused, sent } = await poll(4_000, 20, 24);
  expect(refused).toBe(0);
  expect(sent).toBeGreaterThan(2_000);
  expect(scarcity.freshMs(rule)).toBeGreaterThan(60_000);
  expect(scarcity.freshMs(rule)).toBeLessThanOrEqual(3_600_000);
});

test('spends the day where it is polled day after day: what comes back is spent again', async () => {
  // Unstretched it would be 28 800 calls a day.
  const { refused, sent } = await poll(4_000, 20, 72);
  expect(refused).toBe(0);
  expect(sent).toBeGreaterThan(3_000);
});

test('goes to the most freshness when only the reserve is left', () => {
  const scarcity = new Scarcity({ clock: createFakeClock(), pace: () => 0 });
  expect(scarcity.freshMs(rule)).toBe(3_600_000);
  expect(scarcity.freshMs({ ...rule, freshSeconds: 86_400 })).toBe(86_400_000);
});

test('never stretches where the vendor has no daily limit', () => {
  const scarcity = new Scarcity({ clock: createFakeClock(), pace: () => null });
  for (let i = 0; i < 100; i += 1) scarcity.countCall();
  expect(scarcity.stretch()).toBe(1);
});
