import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanValues } from '../../../src/vendors/enerkey/scan-values.ts';
import { parseValues } from '../../../src/vendors/enerkey/wire.ts';

const stamp = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.constantFrom('2025-01-01T00:00:00Z', '2025-01-01T01:00:00Z', '2025-01-01T02:00:00+02:00'),
  },
  { weight: 1, arbitrary: fc.constantFrom('2025-01-01', '', 7) },
);
const value = fc.oneof(
  { weight: 10, arbitrary: fc.integer({ min: -9_999, max: 9_999 }).map((thousandths) => thousandths / 1_000) },
  { weight: 2, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom('x', [1], undefined) },
);
const extra = fc.oneof(
  { weight: 5, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ quality: 1 }) },
);
/** In any order, with and without something behind. */
const point = fc
  .tuple(stamp, value, extra, fc.integer({ min: 0, max: 5 }))
  .map(([timestamp, own, more, order]) =>
    order === 0
      ? { value: own, timestamp, ...more }
      : order === 1
        ? { ...more, timestamp, value: own }
        : { timestamp, value: own, ...more },
  );
const meter = fc.record(
  {
    meterId: fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 1 }) }, { weight: 1, arbitrary: fc.constant(1.5) }),
    quantityId: fc.constant(1),
    unit: fc.oneof(fc.constantFrom('kWh', 'm³', 'a"b'), fc.constant(null)),
    values: fc.array(point, { maxLength: 3 }),
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
  expect(scanned).toBeGreaterThan(100);
});

test("a value is not taken for one of the stamp that stood behind another meter's", () => {
  const meters =
    '[{"meterId":1,"values":[{"value":1,"timestamp":"2025-01-01T00:00:00Z"}]},{"meterId":2,"values":[{"value":2}]}]';
  expect(scanValues(Buffer.from(meters))).toBeUndefined();
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
