import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanValues } from '../../../src/vendors/enerkey/scan-values.ts';
import { parseValues } from '../../../src/vendors/enerkey/wire.ts';

const stamp = fc.constantFrom(
  '2025-01-01T00:00:00Z',
  '2025-01-01T01:00:00Z',
  '2025-01-01T02:00:00+02:00',
  '2025-01-01',
  '',
);
const point = fc.record(
  {
    timestamp: fc.oneof(stamp, fc.constant(7)),
    value: fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.constant(null),
      fc.constant('x'),
    ),
  },
  { requiredKeys: ['timestamp'] },
);
const meter = fc.record(
  {
    meterId: fc.oneof(fc.integer({ min: 1 }), fc.constant(1.5)),
    quantityId: fc.constant(1),
    unit: fc.oneof(fc.constantFrom('kWh', 'm³', 'a"b'), fc.constant(null)),
    values: fc.array(point, { maxLength: 5 }),
    more: fc.jsonValue(),
  },
  { requiredKeys: ['meterId', 'values'] },
);

const columns = (answer: string) => {
  try {
    return parseValues(Buffer.from(answer)).items;
  } catch (error) {
    return error;
  }
};

/** The same bytes, but not for the scanner: an escape in a name that nobody asks for. */
const unscannable = (meters: readonly object[]) => JSON.stringify(meters.map((each) => ({ ...each, 'a"': 1 })));

test('scanned or parsed by the schema, an answer says the same', () => {
  let scanned = 0;
  fc.assert(
    fc.property(fc.array(meter, { minLength: 1, maxLength: 4 }), fc.constantFrom(undefined, 2), (meters, indent) => {
      const text = JSON.stringify(meters, undefined, indent);
      if (scanValues(Buffer.from(text))) scanned += 1;
      expect(scanValues(Buffer.from(unscannable(meters)))).toBeUndefined();
      expect(columns(text)).toEqual(columns(unscannable(meters)));
    }),
    { numRuns: 1_000 },
  );
  expect(scanned).toBeGreaterThan(10);
});

test('meters with the same stamps share one array of starts', () => {
  const values = [0, 1, 2].map((hour) => ({ timestamp: `2025-01-01T0${hour}:00:00Z`, value: hour / 10 }));
  const others = values.map(({ timestamp, value }) => ({ timestamp, value: value * 2 }));
  const [a, b, c] =
    scanValues(
      Buffer.from(
        JSON.stringify([
          { meterId: 1, values },
          { meterId: 2, values: others },
          { meterId: 3, values: values.slice(1) },
        ]),
      ),
    ) ?? [];
  expect(b?.startsMs).toBe(a?.startsMs);
  expect([...(c?.startsMs ?? [])]).toEqual([...(a?.startsMs ?? [])].slice(1));
  expect([...(b?.values ?? [])]).toEqual([0, 0.2, 0.4]);
});

test.each(['', '{}', '[{"meterId":1,"values":[]}] x', '[{"meterId":1,"meterId":2,"values":[]}]', '[{"meterId":1}]'])(
  'leaves %j to the schema',
  (text) => expect(scanValues(Buffer.from(text))).toBeUndefined(),
);
