/** Most deliveries take a short way past the framework; no vendor is to notice. */

import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDeliveryLane } from '../../../src/edge/http/delivery-lane.ts';
import { maxDeliveryBytes } from '../../../src/events/receive.ts';
import { type Gateway, startGateway } from '../gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ trustedOrigins: ['https://app.example.com'] });
});
afterAll(() => gateway.app.stop());

type Headers = Readonly<Record<string, string>>;

/** Spelled so, the same type takes the ordinary way. */
const ways = { short: 'application/json', ordinary: 'application/json; charset=UTF-8' };
const known = '/webhooks/equiwatt/webhook-token';

/** All that a vendor sees, but what is another each time. */
async function seen(way: string, path: string, body: string, headers: Headers) {
  const response = await fetch(gateway.url + path, {
    method: 'POST',
    headers: { 'content-type': way, ...headers },
    body,
  });
  const shown = Object.fromEntries([...response.headers].filter(([name]) => name !== 'date'));
  if (!headers['x-request-id']) shown['x-request-id'] = shown['x-request-id']?.replace(/[0-9a-f]/g, 'x') ?? '';
  return { status: response.status, body: await response.text(), headers: shown };
}

type Case = readonly [what: string, status: number, path: string, body: string, headers?: Headers];
const cases: readonly Case[] = [
  ['a delivery', 202, known, '{"n":1}'],
  ['what is no JSON', 202, known, '{"n":'],
  ['nothing', 202, known, ''],
  ['as much as may be', 202, known, 'x'.repeat(maxDeliveryBytes)],
  ['a byte more', 413, known, 'x'.repeat(maxDeliveryBytes + 1)],
  ['an unknown token', 401, '/webhooks/equiwatt/guess', '{}'],
  ['a token in escapes', 202, '/webhooks/equiwatt/webhook%2Dtoken', '{"n":2}'],
  ['a token with a query behind it', 202, `${known}?a=b`, '{"n":3}'],
  ['an odd token', 401, '/webhooks/equiwatt/a~b.c_d-e', '{}'],
  ['a token as long as may be', 401, `/webhooks/equiwatt/${'t'.repeat(512)}`, '{}'],
  ['a longer one', 414, `/webhooks/equiwatt/${'t'.repeat(513)}`, '{}'],
  ['no token', 401, '/webhooks/equiwatt/', '{}'],
  ['a part too many', 404, `${known}/more`, '{}'],
  ['an unknown vendor', 401, '/webhooks/nobody/webhook-token', '{}'],
  ['a name of the prototype', 401, '/webhooks/__proto__/constructor', '{}'],
  ['a body in gzip', 415, known, '{}', { 'content-encoding': 'gzip' }],
  ['a body said to be plain', 202, known, '{"n":4}', { 'content-encoding': 'identity' }],
  ['a trusted origin', 202, known, '{"n":5}', { origin: 'https://app.example.com' }],
  ['another origin', 401, '/webhooks/equiwatt/guess', '{}', { origin: 'https://evil.example.com' }],
  ['a request id', 202, known, '{"n":6}', { 'x-request-id': 'abc-1' }],
];

test.each(cases.map(([what, status, path, body, headers = {}]) => [what, status, { path, body, headers }] as const))(
  '%s: %i, the same either way',
  async (_, status, { path, body, headers }) => {
    const ordinary = await seen(ways.ordinary, path, body, headers);
    expect(ordinary.status).toBe(status);
    expect(await seen(ways.short, path, body, headers)).toEqual(ordinary);
  },
);

test('either way writes the same line into the log, without the token', async () => {
  const lines = async (way: string) => {
    gateway.logged.length = 0;
    await seen(way, known, '{"n":7}', { 'x-request-id': 'logged' });
    await expect.poll(() => gateway.logged.length).toBe(1);
    return gateway.logged.map((line) => ({ ...JSON.parse(line), time: 0, ms: 0 }));
  };
  const ordinary = await lines(ways.ordinary);
  expect(ordinary).toMatchObject([{ route: '/webhooks/:vendor/:token', status: 202, requestId: 'logged' }]);
  expect(await lines(ways.short)).toEqual(ordinary);
});

test('a delivery in pieces is one, and one cut off in the middle is none', async () => {
  const { hostname, port } = new URL(gateway.url);
  const head = (length: number) =>
    `POST ${known} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
  const socket = connect(Number(port), hostname);
  socket.write(`${head(7)}{"n"`);
  await new Promise((resolve) => setImmediate(resolve));
  socket.write(':8}');
  const [reply] = await once(socket, 'data');
  expect(String(reply)).toMatch(/^HTTP\/1.1 202 /);
  socket.write(`${head(1_000)}{"n":9`);
  socket.destroy();
  expect((await seen(ways.short, known, '{"n":10}', {})).status).toBe(202);
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  expect(metrics).toMatch(/wattgraph_webhook_deliveries_total\{vendor="EQUIWATT",outcome="stored"\} \d+/);
});

test('what is not plain is left untouched for the ordinary way', () => {
  let draining = false;
  const lane = createDeliveryLane({
    receiver: { receive: async () => Promise.reject(new Error('nothing is to be received')) },
    ...{ isDraining: () => draining, trustedOrigins: [], log: pino({ level: 'silent' }) },
  });
  const plain = { 'content-type': 'application/json', 'content-length': '2' };
  const untouched = new Proxy({} as ServerResponse, {
    get: () => expect.unreachable('the response was touched'),
  });
  const takes = (headers: Headers, { method = 'POST', url = known } = {}) =>
    lane({ method, url, headers } as unknown as IncomingMessage, untouched);
  expect(takes(plain, { method: 'GET' })).toBe(false);
  expect(takes(plain, { url: '/graphql' })).toBe(false);
  expect(takes({ 'content-type': 'application/json', 'transfer-encoding': 'chunked' })).toBe(false);
  expect(takes({ ...plain, 'content-type': 'text/plain' })).toBe(false);
  expect(takes({ ...plain, 'content-length': String(maxDeliveryBytes + 1) })).toBe(false);
  expect(takes({ ...plain, expect: '100-continue' })).toBe(false);
  draining = true;
  expect(takes(plain)).toBe(false);
});
