/** What tallies show is what prom-client's own metrics show of the same. */

import { Counter, Histogram, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { TallyCounter } from '../../src/metrics/tally-counter.ts';
import { TallyHistogram } from '../../src/metrics/tally-histogram.ts';

function createPair() {
  const [plain, tallied] = [new Registry(), new Registry()];
  const counter = { name: 'done_total', help: 'What was done.', labelNames: ['kind', 'outcome'] as const };
  const histogram = { name: 'took_seconds', help: 'How long.', labelNames: ['kind'] as const, buckets: [0.1, 1, 10] };
  return {
    plain: {
      registry: plain,
      counter: new Counter({ ...counter, registers: [plain] }),
      histogram: new Histogram({ ...histogram, registers: [plain] }),
    },
    tallied: {
      registry: tallied,
      counter: new TallyCounter({ ...counter, registers: [tallied] }),
      histogram: new TallyHistogram({ ...histogram, registers: [tallied] }),
    },
  };
}

/** In an order of their own: which set of labels comes first says nothing. */
const linesOf = async (registry: Registry) => (await registry.metrics()).split('\n').sort();

test('shows the same, before anything was counted, after it, and after more', async () => {
  const { plain, tallied } = createPair();
  expect(await linesOf(tallied.registry)).toEqual(await linesOf(plain.registry));
  for (const round of [1, 2]) {
    for (const [kind, outcome] of [
      ['a', 'ok'],
      ['b', 'ok'],
      ['a', 'ok'],
      ['a', 'failed "so"'],
    ] as const) {
      plain.counter.inc({ kind, outcome }, round);
      tallied.counter.tally(kind, outcome).count += round;
    }
    for (const value of [0, 0.1, 0.11, 1, 9.99, 10, 10.01, 1_000]) {
      plain.histogram.observe({ kind: 'a' }, value);
      tallied.histogram.spread('a').observe(value);
    }
    plain.histogram.observe({ kind: 'b' }, 0.5);
    tallied.histogram.spread('b').observe(0.5);
    expect(await linesOf(tallied.registry)).toEqual(await linesOf(plain.registry));
  }
});

test('keeps what is counted the usual way beside it', async () => {
  const { tallied } = createPair();
  tallied.counter.inc({ kind: 'a', outcome: 'ok' }, 3);
  tallied.counter.tally('a', 'ok').count += 2;
  expect((await tallied.counter.get()).values).toEqual([{ labels: { kind: 'a', outcome: 'ok' }, value: 5 }]);
  expect((await tallied.counter.get()).values).toEqual([{ labels: { kind: 'a', outcome: 'ok' }, value: 5 }]);
});

test('one set of labels has one number', () => {
  const { tallied } = createPair();
  expect(tallied.counter.tally('a', 'ok')).toBe(tallied.counter.tally('a', 'ok'));
  expect(tallied.counter.tally('a', 'ok')).not.toBe(tallied.counter.tally('ok', 'a'));
  expect(tallied.histogram.spread('a')).toBe(tallied.histogram.spread('a'));
});
