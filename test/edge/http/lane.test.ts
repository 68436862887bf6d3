/** What is asked plainly takes a short way past the framework and Apollo; nobody is to notice. */

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { standInLine } from '../../../src/loaders/turns.ts';
import { type Gateway, keys, startGateway } from '../gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ trustedOrigins: ['https://app.example.com'] });
  // A credential takes the short way once it was let in.
  for (const key of [keys.full, keys.reader, keys.listener, keys.other]) await gateway.ask('{ hello }', { key });
});
afterAll(() => gateway.app.stop());

type Headers = Readonly<Record<string, string>>;

async function post(body: string, contentType: string, headers: Headers) {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': contentType, 'x-api-key': keys.full, ...headers },
    body,
  });
  return { response, text: await response.text() };
}

/** Spelled so, the same type is one that takes some weighing. */
const ways = { short: 'application/json', ordinary: 'application/json; charset=UTF-8' };

/** Of a request that is written to a socket. */
const head = (length: number) =>
  `POST /graphql HTTP/1.1\r\nhost: x\r\nx-api-key: ${keys.full}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;

const asked = (query: string, rest: object = {}) => JSON.stringify({ query, ...rest });
const depth = (levels: number): string => (levels === 0 ? 'id' : `item { ${depth(levels - 1)} }`);
const cases: readonly (readonly [what: string, body: string, headers?: Headers])[] = [
  ['a query', asked('{ hello whoami }')],
  ['a query of another tenant', asked('{ whoami }'), { 'x-api-key': keys.other }],
  ['a query with variables', asked('query ($by: Pick!) { pick(by: $by) }', { variables: { by: { a: 'x' } } })],
  ['variables that do not fit', asked('query ($by: Pick!) { pick(by: $by) }', { variables: { by: 7 } })],
  ['variables that are none', asked('{ hello }', { variables: [] })],
  ['one of two operations', asked('query A { hello } query B { whoami }', { operationName: 'B' })],
  ['no word on which of two', asked('query A { hello } query B { whoami }')],
  ['a name of no operation', asked('{ hello }', { operationName: 'B' })],
  ['an operation name that is none', asked('{ hello }', { operationName: 7 })],
  ['a field that fails', asked('{ boom leaky hello }')],
  ['a field that is not there', asked('{ nothing }')],
  ['what is no GraphQL', asked('{ hello')],
  ['an empty query', asked('')],
  ['no query', '{}'],
  ['too deep a query', asked(`{ ${depth(14)} }`)],
  ['too large a page', asked('{ list(first: 5000) { id } }')],
  ['a mutation', asked('mutation { write }')],
  ['a mutation without the role', asked('mutation { write }'), { 'x-api-key': keys.reader }],
  ['a query without the role', asked('{ hello }'), { 'x-api-key': keys.listener }],
  ['a subscription', asked('subscription { ticks(count: 1) { n } }')],
  ['several at once', `[${asked('{ hello }')}]`],
  ['an extension', asked('{ hello }', { extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } })],
  ['what is no JSON', '{"query":'],
  ['text', '"{ hello }"'],
  ['nothing', 'null'],
  ['no body', ''],
  [
    'an answer that is not ASCII',
    asked('query ($by: Pick!) { pick(by: $by) }', { variables: { by: { a: 'Zürich ⚡' } } }),
  ],
  ['a long answer', asked('query ($by: Pick!) { pick(by: $by) }', { variables: { by: { a: 'x'.repeat(9_000) } } })],
  ['a name of the prototype', '{"query":"{ hello }","__proto__":{"x":1}}'],
  ['the same in escapes', '{"query":"{ hello }","\\u005f_proto__":{"x":1}}'],
  ['introspection', asked('{ __schema { queryType { name } } }')],
  ['the trace', asked('{ vendor }'), { 'x-wattgraph-trace': '1' }],
  ['a trusted origin', asked('{ hello }'), { origin: 'https://app.example.com' }],
  ['another origin', asked('{ hello }'), { origin: 'https://evil.example.com' }],
  ['a request id', asked('{ hello }'), { 'x-request-id': 'abc-1' }],
  ['a refusal for the legacy type', asked('{ nothing }'), { accept: 'application/json' }],
  ['a refusal for the new type', asked('{ nothing }'), { accept: 'application/graphql-response+json' }],
  ['an answer in the new type', asked('{ hello }'), { accept: 'application/graphql-response+json' }],
  ['a wrong key', asked('{ hello }'), { 'x-api-key': 'wrong' }],
];

/** All that a client sees, but what is another each time. */
async function seen(body: string, way: string, headers: Headers) {
  const { response, text } = await post(body, way, headers);
  const answer = JSON.parse(text, (name, value: unknown) => (name === 'requestId' ? 'some' : value));
  const kept = [...response.headers].filter(
    ([name]) => !['date', 'content-length', 'keep-alive', 'connection'].includes(name),
  );
  const shown = Object.fromEntries(kept);
  if (!headers['x-request-id']) shown['x-request-id'] = shown['x-request-id']?.replace(/[0-9a-f]/g, 'x') ?? '';
  return { status: response.status, answer, headers: shown };
}

test.each(cases.map(([what, body, headers = {}]) => [what, { body, headers }] as const))(
  '%s: the same either way',
  async (_, { body, headers }) => {
    const ordinary = await seen(body, ways.ordinary, headers);
    expect(await seen(body, ways.short, headers)).toEqual(ordinary);
    // And again, from what is remembered by then.
    expect(await seen(body, ways.short, headers)).toEqual(ordinary);
  },
);

test('a plain request does not pass through Apollo, which ends its answers with a line break', async () => {
  const body = asked('{ hello }');
  expect((await post(body, ways.short, {})).text).not.toMatch(/\n$/);
  expect((await post(body, ways.ordinary, {})).text).toMatch(/\n$/);
});

test('a request in any pieces is answered as a whole one, and several on one connection in their order', async () => {
  const { hostname, port } = new URL(gateway.url);
  const query = 'query ($by: Pick!) { pick(by: $by) }';
  const bodies = ['Zürich', 'x'.repeat(9_000), '⚡', ''].map((a) => asked(query, { variables: { by: { a } } }));
  const texts = await Promise.all(bodies.map(async (body) => (await post(body, ways.short, {})).text));
  const requests = bodies.map((body) => Buffer.from(head(Buffer.byteLength(body)) + body));
  const all = Buffer.concat(requests);
  for (const size of [all.length, 4_000, 61]) {
    const socket = connect(Number(port), hostname).setNoDelay(true);
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk;
    });
    for (let at = 0; at < all.length; at += size) {
      socket.write(all.subarray(at, at + size));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await expect.poll(() => received.split('HTTP/1.1 200 OK').length).toBe(bodies.length + 1);
    socket.destroy();
    expect(
      received
        .split('HTTP/1.1 200 OK')
        .slice(1)
        .map((one) => one.split('\r\n\r\n')[1]),
    ).toEqual(texts);
  }
});

test.each([
  ['stays is served in its turn', 2, () => {}],
  ['goes away while it stands in line asks for nothing', 0, (socket: Socket) => socket.resetAndDestroy()],
] as const)('a client that %s', async (_, executions, then) => {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const before = gateway.seen.executions;
  let served = 0;
  for (let i = 0; i < 200; i += 1) {
    standInLine(() => {
      served += 1;
      return true;
    });
  }
  // Two on one connection: the second answer waits for the first.
  const bodies = ['a', 'b'].map((name) => asked(`{ ${name}${executions}: hello }`));
  socket.write(bodies.map((body) => head(body.length) + body).join(''));
  while (served < 100) await new Promise((resolve) => setImmediate(resolve));
  expect(gateway.seen.executions).toBe(before);
  then(socket);
  // Whoever stands behind it is served after it.
  await new Promise<void>((resolve) => {
    standInLine(() => {
      resolve();
      return false;
    });
  });
  expect(served).toBe(200);
  expect(gateway.seen.executions).toBe(before + executions);
  socket.destroy();
});

test('a request in pieces, cut off in the middle, or of a megabyte too many is no harm to others', async () => {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  const body = asked('{ hello }');
  socket.write(head(body.length) + body.slice(0, 5));
  await new Promise((resolve) => setImmediate(resolve));
  socket.write(body.slice(5));
  const [reply] = await once(socket, 'data');
  expect(String(reply)).toContain('{"data":{"hello":"world"}}');
  socket.write(head(1_000) + body);
  socket.destroy();
  expect(
    (await post(asked('{ hello }', { variables: { x: 'x'.repeat(1_100_000) } }), ways.short, {})).response.status,
  ).toBe(413);
  expect((await gateway.ask('{ hello }')).body).toEqual({ data: { hello: 'world' } });
});
