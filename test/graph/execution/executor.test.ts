import { makeExecutableSchema } from '@graphql-tools/schema';
import fc from 'fast-check';
import { Kind, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { createCompiledExecutor, createPlainExecutor, type Executor } from '../../../src/graph/execution/executor.ts';
import { toText } from '../../../src/graph/execution/text.ts';
import { keepTogether, resolveTogether } from '../../../src/graph/resolve-together.ts';

const rounds: number[] = [];

/** Every way in which a field may give its value: at once, later, not at all, wrongly. */
const typeDefs = `
    interface Named { name: String }
    type Thing implements Named { name: String  need: String!  number: Float  count: Int  many: [Thing]  all: [Thing!]!  other: Thing  named: [Named!]  kind: Kind  rank(by: Int = 1): Int  mates: [Thing!]  must: String!  echo(text: String = "default", list: [Int!]): String }
    type Place implements Named { name: String  thing: Thing! }
    enum Kind { ONE TWO }
    type Query { thing(at: Int = 1): Thing  named: [Named]  boom: Thing! }
  `;
const resolvers = {
  Named: { __resolveType: (value: { place?: boolean }) => (value.place ? 'Place' : 'Thing') },
  Place: { thing: async () => ({ at: 3 }) },
  Query: {
    thing: (_: unknown, { at }: At) => ({ at }),
    named: async () => [{ at: 2 }, { place: true, name: 'here' }, null],
    boom: () => null,
  },
  Thing: {
    name: ({ at }: At) =>
      at % 5 === 4 ? Promise.reject(new Error(`no name ${at}`)) : at % 2 ? `"${at}"\u2028` : Promise.resolve(null),
    need: ({ at }: At) => (at % 4 === 3 ? null : at % 3 === 2 ? Promise.resolve('later') : 'now'),
    number: ({ at }: At) => (at % 6 === 5 ? Number.NaN : at / 7),
    count: ({ at }: At) => (at % 7 === 6 ? 1.5 : at),
    many: ({ at }: At) =>
      at > 40 ? 'no list' : [{ at: at * 2 }, Promise.resolve({ at: at * 3 }), new Error('an item'), null],
    all: async ({ at }: At) => (at > 40 ? [] : [{ at: at + 3 }, { at: at + 4 }]),
    other: ({ at }: At) => (at > 40 ? undefined : { at: at * 2 + 1 }),
    named: () => [{ place: true, name: 'x' }, { at: 8 }],
    kind: ({ at }: At) => (at % 8 === 7 ? 'THREE' : 'ONE'),
    rank: together<{ by: number }>(({ at }, { by }) => (at % 5 === 3 ? new Error(`no rank ${at}`) : at * by)),
    mates: together(({ at }) => (at > 40 ? null : [{ at: at * 2 + 2 }, { at: at + 5 }])),
    must: together(({ at }) => (at % 4 === 1 ? null : 'there')),
    echo: (_: At, { text, list }: { text: string | null; list?: number[] }) => `${text} ${list}`,
  },
};
const schema = keepTogether(makeExecutableSchema({ typeDefs, resolvers }), [resolvers]);
interface At {
  readonly at: number;
}

/** Of many parents at once. */
function together<Args>(outcomeOf: (parent: At, args: Args) => unknown) {
  return resolveTogether<At, Args, unknown>(async (parents, args) => {
    rounds.push(parents.length);
    await null;
    return parents.map((parent) => outcomeOf(parent, args) as object);
  });
}

const leaf = fc.constantFrom(
  'name',
  'need',
  'number',
  'count',
  'kind',
  'rank',
  'must',
  'r: rank(by: 3)',
  '__typename',
  'echo',
  'echo(text: $text)',
  'x: echo(text: "a", list: [1, 2])',
  'name @skip(if: $yes)',
  'count @include(if: $no)',
  'y: echo(text: null)',
);
const { selection } = fc.letrec<{ selection: string }>((tie) => ({
  selection: fc
    .array(
      fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc
          .tuple(
            fc.constantFrom('many', 'all', 'other', 'mates', 'again: other', '... on Thing', '... @include(if: $yes)'),
            tie('selection'),
          )
          .map(([name, inner]) => `${name} { ${inner} }`),
        fc.constant('named { name ... on Place { thing { need name } } ... on Thing { count } }'),
        fc.constant('...Part'),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.join(' ')),
}));

const answerOf = async (execute: Executor, query: string, variables: Record<string, unknown>) => {
  const document = parse(query);
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)!;
  const { data, errors } = await execute({ document, operation, variables, contextValue: {} });
  const told = errors.map(({ message, path, locations }) => JSON.stringify({ message, path, locations }));
  return { data: data && JSON.parse(toText(data)), errors: told.sort() };
};

const compiled = createCompiledExecutor(schema, {});
const plain = createPlainExecutor(schema);

test('compiled and plain execution give the same data and the same errors', async () => {
  let withData = 0;
  let withEqualErrors = 0;
  await fc.assert(
    fc.asyncProperty(
      selection,
      fc.boolean(),
      fc.boolean(),
      fc.constantFrom(undefined, null, 'given'),
      fc.constantFrom(1, 3, 4, 5, 6, 9, 13, 14),
      async (inner, yes, no, text, at) => {
        const query = `query ($text: String, $yes: Boolean!, $no: Boolean!, $at: Int) { thing(at: $at) { ${inner} } named { name ... on Thing { ${inner} } } } fragment Part on Thing { count other { need } }`;
        if (validate(schema, parse(query)).some(({ message }) => !/never used|is not used/.test(message))) return;
        const variables = { yes, no, at, ...(text !== undefined && { text }) };
        const expected = await answerOf(plain, query, variables);
        const given = await answerOf(compiled, query, variables);
        if (expected.data?.thing) withData += 1;
        expect(given.data).toEqual(expected.data);
        // Where a null went up, which of the errors below it are told is a matter of who came first.
        const wentUp = expected.errors.some((error) => error.includes('Cannot return null'));
        if (wentUp) expect(given.errors.length > 0).toBe(true);
        else expect(given.errors).toEqual(expected.errors);
        if (!wentUp && expected.errors.length > 0) withEqualErrors += 1;
      },
    ),
    { numRuns: 1_500 },
  );
  expect(withData).toBeGreaterThan(50);
  expect(withEqualErrors).toBeGreaterThan(10);
});

test.each([
  ['a value that must not be null', '{ boom { name } }'],
  ['a null that goes up to a list item', '{ thing { many { need } } }'],
  ['a null that takes the whole list', '{ thing { other { all { need } } } }'],
  ['values a type cannot give', '{ thing { many { many { number count kind } } } }'],
  ['something that is no list', '{ thing { many { many { many { many { many { many { name } } } } } } } }'],
  [
    'introspection',
    '{ __schema { queryType { name fields { name type { kind ofType { name } } } } } __type(name: "Kind") { enumValues { name } } }',
  ],
])('%s: the same answer, and the same errors at the same places', async (_, query) => {
  expect(await answerOf(compiled, query, {})).toEqual(await answerOf(plain, query, {}));
});

test('parents that become known in one go are resolved in one go, level by level', async () => {
  rounds.length = 0;
  const query = '{ thing { mates { mates { rank a: rank(by: 2) } } all { mates { rank } } } }';
  const given = await answerOf(compiled, query, {});
  // One thing; its two mates, and the two of `all`, which come later; four mates of each, for as many names of the rank.
  expect(rounds.sort((a, b) => a - b)).toEqual([1, 2, 2, 4, 4, 4]);
  expect(given).toEqual(await answerOf(plain, query, {}));
});

test('arguments of variables that are given, null, or absent are what graphql-js makes of them', async () => {
  const query = `query ($text: String, $list: [Int!], $at: Int) {
    thing(at: $at) { a: echo(text: $text, list: $list) b: echo(list: $list) c: echo(text: $text) d: echo(text: "x", list: $list)
      e: echo(list: [1, 2], text: $text) f: echo(text: $text, list: [3]) }
  }`;
  const texts = [{}, { text: null }, { text: 'given' }];
  const lists = [{}, { list: null }, { list: [4] }, { list: 5 }];
  const places = [{}, { at: null }, { at: 3 }];
  for (const text of texts) {
    for (const list of lists) {
      for (const at of places) {
        const variables = { ...text, ...list, ...at };
        expect(await answerOf(compiled, query, variables)).toEqual(await answerOf(plain, query, variables));
      }
    }
  }
});

test('variables that do not fit run nothing', async () => {
  const query = 'query ($yes: Boolean!) { thing { name @include(if: $yes) } }';
  const given = await answerOf(compiled, query, { yes: 'maybe' });
  expect(given.data).toBeUndefined();
  expect(given.errors).toHaveLength(1);
});

test('an answer of which all is at hand is there at once', () => {
  const document = parse('{ thing { count kind } }');
  const operation = document.definitions[0]!;
  if (operation.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  expect(compiled({ document, operation, variables: {}, contextValue: {} })).toEqual({
    data: '{"thing":{"count":1,"kind":"ONE"}}',
    errors: [],
  });
});
