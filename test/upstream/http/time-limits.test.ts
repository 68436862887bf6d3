import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TimeLimits } from '../../../src/upstream/http/time-limits.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const anyLimited = fc.record({
  afterMs: fc.integer({ min: 0, max: 50 }),
  limitMs: fc.integer({ min: 0, max: 200 }),
  /** null = it ends by no answer. */
  answerMs: fc.option(fc.integer({ min: 0, max: 300 })),
  putOffMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100 })),
});

test('ends what has not ended at its limit, to the millisecond and once, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyLimited, { maxLength: 20 }), async (all) => {
      const clock = createFakeClock();
      const limits = new TimeLimits(clock);
      const seen = all.map(() => [] as number[]);
      const due: (number | null)[] = [];
      for (const [i, { afterMs, limitMs, answerMs, putOffMs }] of all.entries()) {
        await clock.advance(afterMs);
        let endsAtMs = clock.now() + limitMs;
        const limited = { endsAtMs: () => endsAtMs, onEnd: () => seen[i]!.push(clock.now()) };
        limits.start(limited);
        if (limitMs > 0) endsAtMs += putOffMs;
        const answeredInTime = answerMs !== null && limitMs > 0 && answerMs < limitMs + putOffMs;
        due.push(answeredInTime ? null : endsAtMs);
        if (answeredInTime)
          clock.sleep(answerMs).then(
            () => limits.end(limited),
            () => undefined,
          );
      }
      await clock.advance(1_000);
      expect(seen).toEqual(due.map((atMs) => (atMs === null ? [] : [atMs])));
      expect(clock.sleeping).toBe(0);
    }),
  );
});

test('keeps one timer for exchanges of one limit, however many, and none once it is stopped', async () => {
  const clock = createFakeClock();
  const limits = new TimeLimits(clock);
  for (let i = 0; i < 1_000; i += 1) {
    const endsAtMs = clock.now() + 5_000;
    limits.start({ endsAtMs: () => endsAtMs, onEnd: () => undefined });
    await clock.advance(1);
  }
  expect(clock.sleeping).toBe(1);
  limits.stop();
  expect(clock.sleeping).toBe(0);
});
