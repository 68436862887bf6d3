import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { createWorld } from '../../../bench/backend/world.ts';
import { typeDefs } from '../../../bench/peers/schema.ts';
import { fewestCalls, pointsOf, toAsked, toExpected } from '../../../bench/queries/queries.ts';
import { createSchema } from '../../../src/graph/schema.ts';

const shape = { facilities: 2, metersPerFacility: 3, hours: 4 };
const world = createWorld(shape);
const names = ['big', 'columns', 'tiny'] as const;

test.each(names)("%s is a query of wattgraph's graph and of the peers'", (name) => {
  const document = parse(toAsked(name, shape, 0).query);
  expect(validate(createSchema(), document)).toEqual([]);
  expect(validate(buildSchema(typeDefs), document)).toEqual([]);
});

test.each(names)('%s is another request each time', (name) => {
  const requests = Array.from({ length: 100 }, (_, i) => JSON.stringify(toAsked(name, shape, i)));
  expect(new Set(requests).size).toBe(100);
});

test('the answers to big differ from window to window and hold every point', () => {
  const answers = [0, 1].map((i) => JSON.stringify(toExpected('big', shape, i, world)));
  expect(answers[0]).not.toBe(answers[1]);
  expect(answers[0]?.match(/"at"/g)).toHaveLength(pointsOf(shape));
});

test('columns hold the values of the points', () => {
  const flat = (name: 'big' | 'columns') => JSON.stringify(toExpected(name, shape, 5, world)).match(/\d+\.\d+/g);
  expect(flat('columns')).toEqual(flat('big'));
});

test('counts a call for the facilities, one for the meters, and one for each hundred meters', () => {
  expect(fewestCalls('big', { facilities: 50, metersPerFacility: 4, hours: 24 })).toBe(4);
  expect(fewestCalls('big', { facilities: 1, metersPerFacility: 10, hours: 8 })).toBe(3);
  expect(fewestCalls('big', { facilities: 1_000, metersPerFacility: 10, hours: 8 })).toBe(102);
  expect(fewestCalls('tiny', shape)).toBe(0);
});
