import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toSample } from '../../../src/upstream/http/sample.ts';

test('keeps the shape and none of the content', () => {
  const body = {
    name: 'Élan Vital 42',
    token: 'eyJhbGci.abc123.XYZ',
    at: '2026-03-04T05:06:07.890+02:00',
    day: '2026-03-04',
    energy: -12.34,
    count: 7,
    none: null,
    on: true,
    '3f0c9a52-8f6e-4b8e-9a44-1c1d7f0b2f10': [],
  };
  expect(JSON.parse(toSample(body))).toEqual({
    name: 'A A 1',
    token: 'a.a1.A',
    at: '1111-11-11T11:11:11.111+11:11',
    day: '1111-11-11',
    energy: -1.5,
    count: 1,
    none: null,
    on: true,
    '1a1a1a1-1a1a-1a1a-1a1-1a1a1a1a1a1': [],
  });
});

test('keeps one element of each shape of a long list', () => {
  const list = [...Array.from({ length: 5_000 }, (_, i) => ({ id: i + 1, name: `Meter ${i}` })), { id: 'broken' }];
  expect(JSON.parse(toSample(list))).toEqual([{ id: 1, name: 'A 1' }, { id: 'a' }]);
});

test.each([
  ['deep', JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)],
  ['wide', Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`key_${'x'.repeat(i % 20)}`, 'text']))],
  ['long', 'x'.repeat(1_000_000)],
  ['bytes', new Uint8Array(1_000_000)],
  ['nothing', undefined],
])('stays small for what is %s', (_what, body) => {
  expect(toSample(body).length).toBeLessThanOrEqual(2_001);
});

test('never holds a text of the answer, wherever it stands', () => {
  const canary = 'Canary-7f3a9';
  const holding = fc
    .jsonValue()
    .map((value) => JSON.parse(JSON.stringify({ a: value, b: [canary, { c: canary, [canary]: canary }] })));
  fc.assert(
    fc.property(holding, (body) => {
      expect(toSample(body)).not.toMatch(/canary|7f3a9/i);
    }),
  );
});
