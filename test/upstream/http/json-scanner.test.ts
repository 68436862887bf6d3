import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonScanner } from '../../../src/upstream/http/json-scanner.ts';

const scannerOf = (text: string) => new JsonScanner(Buffer.from(text));

test('reads every number as JSON.parse does, or leaves it', () => {
  const numbers = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.float({ noNaN: true, noDefaultInfinity: true }),
  );
  fc.assert(
    fc.property(numbers, (value) => {
      const text = JSON.stringify(value);
      const read = scannerOf(text).number();
      if (read === undefined) expect(text).toContain('e');
      else expect(read).toBe(JSON.parse(text));
    }),
    { numRuns: 2_000 },
  );
});

test.each(['0.1', '12.50', '-0', '123456789012345', '0.30000000000000004', '9007199254740993', '1234567890.123456789'])(
  'reads %s to the last digit',
  (text) => expect(scannerOf(text).number()).toBe(JSON.parse(text)),
);

test.each(['', '-', '.5', '1.', '01', 'x', '1e5', '"1"'])('reads no number from %j', (text) =>
  expect(scannerOf(text).number()).toBeUndefined(),
);

test('steps over any JSON value to the byte behind it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('', ' ', '\n\t '), (value, space) => {
      const text = JSON.stringify(value, undefined, space);
      const scan = scannerOf(`${text},7`);
      expect(scan.skip()).toBe(true);
      expect([scan.take(0x2c), scan.number()]).toEqual([true, 7]);
    }),
  );
});

test.each(['', '[1', '{"a":', '"open', ']'])('finds no whole value in %j', (text) =>
  expect(scannerOf(text).skip()).toBe(false),
);

test('leaves strings with escapes or beyond ASCII', () => {
  expect(scannerOf('"plain"').string()).toBe('plain');
  expect(scannerOf('"a\\n"').string()).toBeUndefined();
  expect(scannerOf('"é"').string()).toBeUndefined();
  expect(scannerOf('"open').string()).toBeUndefined();
});
