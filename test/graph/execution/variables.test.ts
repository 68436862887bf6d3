/** Variables are what graphql-js makes of them, faults and all. */

import { buildSchema, getVariableValues, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { createCoercion } from '../../../src/graph/execution/variables.ts';

const schema = buildSchema(`
  scalar Stamp
  enum Kind { ONE TWO }
  input Pick { a: String  b: Int = 3 }
  type Query { x: Int }
`);
const types = ['ID', 'String', 'Int', 'Float', 'Boolean', 'Stamp', 'Kind', 'Pick', '[Int]', 'Query', 'Nothing'];
const declared = types.flatMap((type) => [type, `${type}!`]);
const values: readonly unknown[] = [
  ...['', 'text', '7', 'ONE', 0, -0, 7, -7.5, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 53, 1e300, Number.NaN],
  ...[
    Number.POSITIVE_INFINITY,
    true,
    false,
    null,
    undefined,
    7n,
    [],
    [1],
    ['x'],
    {},
    { a: 'x' },
    { c: 1 },
    new Date(0),
  ],
];

function operationOf(variables: string): OperationDefinitionNode {
  const [operation] = parse(`query (${variables}) { x }`).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  return operation;
}

function bothOf(variables: string, given: Record<string, unknown>) {
  const operation = operationOf(variables);
  const expected = getVariableValues(schema, operation.variableDefinitions ?? [], given, { maxErrors: 50 });
  return { taken: createCoercion(schema, operation)(given), expected };
}

const shown = ({ coerced, errors }: { coerced?: object | undefined; errors?: readonly Error[] | undefined }) => ({
  // Of their own, in this order, and whatever object holds them.
  coerced: coerced && Object.entries(coerced),
  errors: errors?.map(({ message }) => message),
});

test.each(declared)('a %s alone, given anything or nothing', (type) => {
  for (const value of values) {
    const { taken, expected } = bothOf(`$a: ${type}`, { a: value, other: 1 });
    expect(shown(taken)).toEqual(shown(expected));
  }
  const absent = bothOf(`$a: ${type}`, {});
  expect(shown(absent.taken)).toEqual(shown(absent.expected));
});

test('several at once, defaults, and names that mean more to JavaScript', () => {
  const cases: readonly (readonly [string, Record<string, unknown>])[] = [
    ['$b: ID!, $a: Int', { a: 1, b: 'x' }],
    ['$b: ID!, $a: Int', { b: 'x' }],
    ['$b: ID!, $a: Int = 5', { b: 'x' }],
    ['$b: ID!, $a: Int = 5', { b: 'x', a: null }],
    ['$b: ID!, $a: Kind', { b: 'x', a: 'ONE' }],
    ['$constructor: String', {}],
    ['$toString: String!', {}],
    ['$__proto__: String', JSON.parse('{"__proto__":"x"}')],
    ['$a: Int, $b: Int, $c: Int', { a: 'x', b: 'y', c: 'z' }],
  ];
  for (const [variables, given] of cases) {
    const { taken, expected } = bothOf(variables, given);
    expect(shown(taken)).toEqual(shown(expected));
  }
});
