import { expect, test } from 'vitest';
import { createAnswers } from '../../../bench/backend/answers.ts';
import { createWorld, kwhOf } from '../../../bench/backend/world.ts';
import * as wire from '../../../src/vendors/enerkey/wire.ts';

const world = createWorld({ facilities: 2, metersPerFacility: 60 });
const answers = createAnswers(world);
const read = ({ body }: { body: Buffer }) => JSON.parse(body.toString());
const drift = () => {
  throw new Error('a part does not fit the contract');
};
const range = 'start=2025-01-01T00%3A00%3A00Z&end=2025-01-01T02%3A00%3A00Z';

test("facilities and meters fit EnerKey's contract", () => {
  expect(wire.parseFacilities(read(answers.facilities('[]')), drift).items).toHaveLength(2);
  const meters = wire.parseMeters(read(answers.meters('[]')), drift).items;
  expect(meters).toHaveLength(120);
  expect(meters.filter(({ facilityId }) => facilityId === 102)).toHaveLength(60);
});

test('gives chosen facilities and their meters', () => {
  expect(read(answers.facilities('[102]'))).toMatchObject([{ id: 102 }]);
  expect(read(answers.meters('[102]'))).toHaveLength(60);
  expect(read(answers.meters('[1]'))).toEqual([]);
});

test('gives the values of known meters for the hours of the range, its end left out', () => {
  const [first, ...others] = read(answers.values(`meterIds=100001&meterIds=7&${range}`));
  expect(others).toEqual([]);
  expect(first).toMatchObject({ meterId: 100_001, unit: 'kWh' });
  expect(first.values).toEqual([
    { timestamp: '2025-01-01T00:00:00Z', value: kwhOf(100_001, Date.UTC(2025, 0, 1, 0)) },
    { timestamp: '2025-01-01T01:00:00Z', value: kwhOf(100_001, Date.UTC(2025, 0, 1, 1)) },
  ]);
});

test('makes an answer once and sends the same bytes again', () => {
  const query = `meterIds=100002&${range}`;
  expect(answers.values(query).body).toBe(answers.values(query).body);
});

test.each([
  ['more than 100 meters', `${Array.from({ length: 101 }, (_, i) => `meterIds=${i}`).join('&')}&${range}`],
  ['no meter', range],
  ['a meter that is no number', `meterIds=x&${range}`],
  ['more than 31 days', 'meterIds=1&start=2025-01-01T00:00:00Z&end=2025-02-02T00:00:00Z'],
  ['an end before the start', 'meterIds=1&start=2025-01-02T00:00:00Z&end=2025-01-01T00:00:00Z'],
  ['no range', 'meterIds=1'],
])('refuses %s with 400', (_, query) => {
  expect(answers.values(query)).toMatchObject({ status: 400 });
});

test.each(['{}', '["a"]', 'nothing'])('refuses %s as a list of facilities with 400', (body) => {
  expect(answers.facilities(body)).toMatchObject({ status: 400 });
});
