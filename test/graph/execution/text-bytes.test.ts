import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ascii, TextBytes } from '../../../src/graph/execution/text-bytes.ts';

const decimals = fc
  .tuple(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), fc.integer({ min: 0, max: 9 }))
  .map(([whole, places]) => whole / 10 ** places);
const edges = fc.constantFrom(
  0,
  -0,
  1e9,
  999_999_999.999_999,
  1e-6,
  1e-7,
  0.1 + 0.2,
  1e15,
  1e21,
  5e-324,
  123456.7891234,
);

test('a number is written as JSON has it, whatever its size and decimals', () => {
  const out = new TextBytes();
  const written = (value: number) => {
    out.addNumber(value);
    return String(out.take());
  };
  fc.assert(
    fc.property(fc.oneof(decimals, edges, fc.double({ noNaN: true, noDefaultInfinity: true })), (value) => {
      expect(written(value)).toBe(JSON.stringify(value));
    }),
    { numRuns: 5_000 },
  );
});

test('pieces follow each other, however long the text becomes', () => {
  const out = new TextBytes();
  let expected = '';
  for (let i = 0; i < 5_000; i += 1) {
    const piece = 'x'.repeat(i % 200);
    out.add(new Ascii([piece]));
    out.addNumber(i / 8);
    out.addText(i % 3 ? ',' : ';ü\u{1f600}');
    expected += `${piece}${i / 8}${i % 3 ? ',' : ';ü\u{1f600}'}`;
  }
  expect(String(out.take())).toBe(expected);
  expect(String(out.take())).toBe('');
});
