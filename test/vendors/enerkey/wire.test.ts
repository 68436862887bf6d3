import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fits } from '../../../src/vendors/enerkey/shape.ts';
import { parseMeters, shaped } from '../../../src/vendors/enerkey/wire.ts';

const anything = fc.constantFrom<unknown>(undefined, null, 1, 1.5, -0, 'text', true, [], {}, [1], 2 ** 60);
const usual = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 20, arbitrary }, { weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: anything });
const id = usual(fc.integer({ min: 1, max: 9 }));
const text = usual(fc.string({ maxLength: 3 }));
const property = usual(fc.record({ name: text, value: usual(fc.oneof(text, id)), unit: text }));
const properties = usual(fc.array(property, { maxLength: 2 }));
const meterFields = {
  ...{ id, facilityId: id, name: text, quantityId: id, unit: text, isCumulative: usual(fc.boolean()) },
  ...{ parentMeterId: id, properties, more: anything },
};
const meter = fc.record({ ...meterFields, subMeters: usual(fc.array(fc.record(meterFields), { maxLength: 2 })) });
const facility = fc.record({
  ...{ id, name: text, streetAddress: text, postalCode: text, city: text, country: text, properties, more: anything },
});

test.each([
  ['facility', facility, shaped.facility],
  ['meter', meter, shaped.meter],
])('what the shape takes of a %s, the schema takes as it is', (_, arbitrary, { schema, shape }) => {
  let taken = 0;
  fc.assert(
    fc.property(arbitrary, (element: object) => {
      if (!fits(shape, element)) return;
      taken += 1;
      const { success, data = {} } = schema.safeParse(element);
      expect(success).toBe(true);
      // The schema leaves out what it has no name for.
      const known = Object.keys(data).map((name) => [name, Reflect.get(element, name)]);
      expect({ kept: Object.fromEntries(known) }).toMatchObject({ kept: data });
    }),
    { numRuns: 2_000 },
  );
  expect(taken).toBeGreaterThan(100);
});

test('a meter of another shape costs itself alone', () => {
  const drifted: unknown[] = [];
  const body = [
    { id: 1, name: 'a' },
    { id: 2, name: 7 },
    { id: 3, subMeters: [{ id: 4, unit: 5 }, { id: 5 }] },
  ];
  const { items, broken } = parseMeters(body, (part) => drifted.push(part));
  expect(items.map(({ id: own, parentMeterId }) => [own, parentMeterId])).toEqual([
    [1, undefined],
    [3, undefined],
    [5, 3],
  ]);
  expect(broken).toEqual(['2', '4']);
  expect(drifted).toHaveLength(2);
});
