import { getIntrospectionQuery } from 'graphql';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type AnswerError, type Gateway, keys, startGateway } from './gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.app.stop());

const nested = (levels: number) => `${'{ item '.repeat(levels - 1)}{ id }${' }'.repeat(levels - 1)}`;
const aliases = (count: number) => `{ ${Array.from({ length: count }, (_, i) => `a${i}: hello`).join(' ')} }`;
const repeat = (text: string, count: number) => Array.from({ length: count }, () => text).join(' ');
const doubling = (levels: number) =>
  `{ item { ...F0 } } ${Array.from({ length: levels }, (_, i) => `fragment F${i} on Item { ...F${i + 1} ...F${i + 1} }`).join(' ')} fragment F${levels} on Item { a: id }`;

/** Document, limit, the value it has, the maximum. */
const tooLarge: [string, string, { name: string; max: number; value: number }, Record<string, unknown>?][] = [
  ['depth', nested(13), { name: 'depth', max: 12, value: 13 }],
  ['tokens', `{ ${repeat('hello', 999)} }`, { name: 'tokens', max: 1_000, value: 1_001 }],
  [
    'tokens by the thousand',
    `{ ${repeat('hello @skip(if: true)', 10_000)} }`,
    { name: 'tokens', max: 1_000, value: 20_000 },
  ],
  ['aliases', aliases(31), { name: 'aliases', max: 30, value: 31 }],
  ['a field of the same name', `{ item { ${repeat('id', 101)} } }`, { name: 'sameField', max: 100, value: 101 }],
  ['directives', `{ ${repeat('hello @skip(if: false)', 51)} }`, { name: 'directives', max: 50, value: 51 }],
  ['a page', '{ list(first: 1001) { id } }', { name: 'pageSize', max: 1_000, value: 1_001 }],
  ['a page from its end', '{ list(last: 5000) { id } }', { name: 'pageSize', max: 1_000, value: 5_000 }],
  [
    'a page by variable',
    'query($n: Int) { list(first: $n) { id } }',
    { name: 'pageSize', max: 1_000, value: 1_001 },
    { n: 1_001 },
  ],
  [
    'a page by the default of a variable',
    'query($n: Int = 2000) { list(first: $n) { id } }',
    { name: 'pageSize', max: 1_000, value: 2_000 },
  ],
  [
    'a page within a fragment',
    '{ item { ...F } } fragment F on Item { items(first: 1500) { id } }',
    { name: 'pageSize', max: 1_000, value: 1_500 },
  ],
];

const limitOf = (errors: readonly AnswerError[] | undefined, name: string) =>
  errors?.map(({ extensions }) => extensions).find(({ limit }) => (limit as { name?: string })?.name === name);

describe('the limits of an operation', () => {
  it.each(tooLarge)(
    'refuse too much of %s before execution, with the limit and the value',
    async (...[, query, limit, variables]) => {
      const before = gateway.seen.executions;
      const { status, body } = await gateway.ask(query, variables ? { variables } : {});
      expect(status).toBe(400);
      expect(body.data).toBeUndefined();
      expect(limitOf(body.errors, limit.name)).toMatchObject({ code: 'QUERY_LIMIT_EXCEEDED', limit });
      const error = body.errors?.find(({ extensions }) => (extensions.limit as { name: string }).name === limit.name);
      expect(error?.message).toContain(String(limit.max));
      expect(error?.message).toContain(String(limit.value));
      expect(gateway.seen.executions).toBe(before);
    },
  );

  it('refuse more root fields than 100', async () => {
    const { body } = await gateway.ask(`{ ${repeat('hello', 60)} ${repeat('whoami', 60)} }`);
    expect(limitOf(body.errors, 'rootFields')).toMatchObject({ limit: { max: 100, value: 120 } });
  });

  it('count what fragments multiply to without doing that work', async () => {
    const { status, body } = await gateway.ask(doubling(25));
    expect(status).toBe(400);
    expect(limitOf(body.errors, 'aliases')).toMatchObject({ limit: { max: 30, value: 2 ** 25 } });
  });

  it('leave fragments that circle to validation', async () => {
    const { status, body } = await gateway.ask(
      '{ item { ...A } } fragment A on Item { item { ...B } } fragment B on Item { item { ...A } }',
    );
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });

  it.each([
    ['12 levels', nested(12)],
    ['30 aliases', aliases(30)],
    ['100 fields of a name', `{ item { ${repeat('id', 100)} } }`],
    ['a page of 1000', '{ list(first: 1000) { id } }'],
    [
      '1000 tokens',
      `{ ${Array.from({ length: 9 }, (_, i) => `...on Query { ${repeat('item { id }', i < 9 ? 11 : 0)} }`).join(' ')} }`,
    ],
  ])('let %s pass', async (_, query) => {
    const { status, body } = await gateway.ask(query);
    expect(body.errors).toBeUndefined();
    expect(status).toBe(200);
  });

  it('let the standard introspection queries pass, and no deeper ones', async () => {
    const fullest = {
      inputValueDeprecation: true,
      specifiedByUrl: true,
      schemaDescription: true,
      oneOf: true,
    } as const;
    for (const query of [getIntrospectionQuery(), getIntrospectionQuery({ ...fullest, directiveIsRepeatable: true })]) {
      expect((await gateway.ask(query)).body.errors).toBeUndefined();
    }
    const deep = `{ __type(name: "Query") ${'{ ofType '.repeat(25)}{ name }${' }'.repeat(25)} }`;
    expect(limitOf((await gateway.ask(deep)).body.errors, 'introspectionDepth')).toBeDefined();
  });

  it('end the list of validation errors at 100', async () => {
    const fields = Array.from({ length: 300 }, (_, i) => `x${i}`).join(' ');
    const { body } = await gateway.ask(`{ item { ${fields} } }`);
    expect(body.errors?.length).toBe(101);
    expect(body.errors?.at(-1)?.message).toMatch(/Too many validation errors/);
  });

  it('hold on a WebSocket and on an event stream alike', async () => {
    const client = createClient({
      url: gateway.wsUrl,
      webSocketImpl: WebSocket,
      connectionParams: { 'x-api-key': keys.full },
    });
    const refused = await new Promise<unknown>((resolve) =>
      client.subscribe({ query: nested(13) }, { next: () => {}, error: resolve, complete: () => {} }),
    );
    expect(limitOf(refused as AnswerError[], 'depth')).toMatchObject({ limit: { max: 12, value: 13 } });
    await client.dispose();

    const response = await fetch(`${gateway.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'x-api-key': keys.full },
      body: JSON.stringify({ query: `{ ${repeat('hello', 999)} }` }),
    });
    expect(await response.text()).toContain('"limit":{"name":"tokens","max":1000,"value":1001}');
  });
});

describe('introspection switched off', () => {
  it('is refused, and errors do not suggest names', async () => {
    const closed = await startGateway({ introspection: false });
    expect((await closed.ask('{ __schema { types { name } } }')).body.errors?.[0]?.extensions.code).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
    expect((await closed.ask('{ hell }')).body.errors?.[0]?.message).toBe('Cannot query field "hell" on type "Query".');
    expect((await gateway.ask('{ hell }')).body.errors?.[0]?.message).toContain('Did you mean "hello"');
    await closed.app.stop();
  });
});
