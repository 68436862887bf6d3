import { expect, test } from 'vitest';
import { measureWebhooks } from '../../../bench/webhooks/measure.ts';
import { percentile, toLine } from '../../../bench/webhooks/percentiles.ts';

test('a percentile is the smallest value that so many do not exceed', () => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect([0, 0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([1, 50, 99, 100]);
  expect(percentile([], 0.5)).toBeNaN();
  expect(toLine('answered', [1, 2])).toBe('answered: 2, p50 1.0 ms, p95 2.0 ms, p99 2.0 ms, most 2.0 ms');
});

test('every delivery is answered, heard by each who listens, and every forgery refused', async () => {
  const load = { perSecond: 20, seconds: 1, waiting: 3, hearing: 4, forgeries: 10 };
  const figures = await measureWebhooks(load);
  expect([...figures.statuses]).toEqual([[202, 20]]);
  expect(figures.answeredAfterMs).toHaveLength(20);
  expect(figures.heardAfterMs).toHaveLength(4 * 20);
  expect([figures.refusedKnownMs.length, figures.refusedUnknownMs.length]).toEqual([10, 10]);
}, 60_000);
