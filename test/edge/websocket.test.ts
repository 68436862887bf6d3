import { once } from 'node:events';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Gateway, keys, startGateway } from './gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ trustedOrigins: ['https://app.example.com'], publicUrl: 'https://graph.example.com' });
});
afterAll(() => gateway.app.stop());

interface Socket {
  readonly socket: WebSocket;
  send(message: unknown): void;
  /** The next message. */
  take(): Promise<Record<string, unknown>>;
  readonly closed: Promise<{ code: number; reason: string }>;
}

async function open(protocol = 'graphql-transport-ws', headers: Record<string, string> = {}): Promise<Socket> {
  const socket = new WebSocket(gateway.wsUrl, protocol, { headers });
  const inbox: Record<string, unknown>[] = [];
  const waiting: ((message: Record<string, unknown>) => void)[] = [];
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    const next = waiting.shift();
    if (next) next(message);
    else inbox.push(message);
  });
  const closed = once(socket, 'close').then(([code, reason]) => ({ code, reason: String(reason) }));
  await once(socket, 'open');
  return {
    socket,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    take: () => {
      const message = inbox.shift();
      return message ? Promise.resolve(message) : new Promise((resolve) => waiting.push(resolve));
    },
    closed,
  };
}

async function openAs(payload: Record<string, string>): Promise<Socket> {
  const socket = await open();
  socket.send({ type: 'connection_init', payload });
  expect(await socket.take()).toEqual({ type: 'connection_ack' });
  return socket;
}

const subscribe = (query: string, id = '1') => ({ id, type: 'subscribe', payload: { query } });

describe('GraphQL over WebSocket', () => {
  it.each([
    ['x-api-key', { 'x-api-key': keys.full }],
    ['authorization', { authorization: `Bearer ${keys.full}` }],
    ['Authorization', { Authorization: `Bearer ${keys.full}` }],
  ])('lets in by %s in the connection_init payload, and answers queries and subscriptions', async (_, payload) => {
    const { send, take, socket } = await openAs(payload);
    send(subscribe('{ whoami }', 'q'));
    expect(await take()).toEqual({ id: 'q', type: 'next', payload: { data: { whoami: 'acme events,read,write' } } });
    expect(await take()).toEqual({ id: 'q', type: 'complete' });
    send(subscribe('subscription { ticks(count: 2) { n } }', 's'));
    expect(await take()).toEqual({ id: 's', type: 'next', payload: { data: { ticks: { n: 1 } } } });
    expect(await take()).toEqual({ id: 's', type: 'next', payload: { data: { ticks: { n: 2 } } } });
    expect(await take()).toEqual({ id: 's', type: 'complete' });
    socket.close();
  });

  it('gives every event a context and loaders of its own', async () => {
    const { send, take, socket } = await openAs({ 'x-api-key': keys.full });
    send(subscribe('subscription { ticks(count: 3) { contextId } }'));
    const ids = [await take(), await take(), await take()].map(
      ({ payload }) => (payload as { data: { ticks: { contextId: number } } }).data.ticks.contextId,
    );
    expect(new Set(ids).size).toBe(3);
    const loaders = ids.map((id) => gateway.seen.contexts[id]?.loaders);
    expect(new Set(loaders).size).toBe(3);
    socket.close();
  });

  it.each([
    ['nothing', {}],
    ['a wrong key', { 'x-api-key': 'wrong' }],
    ['a key that is no text', { 'x-api-key': 7 }],
  ])('closes 4403 on %s', async (_, payload) => {
    const { send, closed } = await open();
    send({ type: 'connection_init', payload });
    expect(await closed).toEqual({ code: 4403, reason: 'Forbidden' });
  });

  it('does not take a credential from the upgrade request', async () => {
    const { send, closed } = await open('graphql-transport-ws', { 'x-api-key': keys.full });
    send({ type: 'connection_init' });
    expect((await closed).code).toBe(4403);
  });

  it('closes 4400 on what is no message', async () => {
    const { send, closed } = await open();
    send('nonsense');
    expect((await closed).code).toBe(4400);
  });

  it('closes 4401 on an operation before the acknowledgement', async () => {
    const { send, closed } = await open();
    send(subscribe('{ hello }'));
    expect((await closed).code).toBe(4401);
  });

  it('closes 4406 on a socket without the subprotocol', async () => {
    const [code] = await once(new WebSocket(gateway.wsUrl), 'close');
    expect(code).toBe(4406);
  });

  it('closes 4408 on a socket that never introduces itself', async () => {
    const { closed } = await open();
    expect((await closed).code).toBe(4408);
  });

  it('closes 4409 on an id in use', async () => {
    const { send, closed } = await openAs({ 'x-api-key': keys.full });
    send(subscribe('subscription { silence { n } }'));
    send(subscribe('subscription { silence { n } }'));
    expect((await closed).code).toBe(4409);
  });

  it('closes 4429 on a second connection_init', async () => {
    const { send, closed } = await openAs({ 'x-api-key': keys.full });
    send({ type: 'connection_init', payload: { 'x-api-key': keys.full } });
    expect((await closed).code).toBe(4429);
  });

  it('closes 1009 on a frame beyond the cap', async () => {
    const { send, closed } = await openAs({ 'x-api-key': keys.full });
    send('x'.repeat(1_100_000));
    expect((await closed).code).toBe(1009);
  });

  it('answers a ping', async () => {
    const { send, take, socket } = await open();
    send({ type: 'ping' });
    expect(await take()).toEqual({ type: 'pong' });
    socket.close();
  });

  it('ends the source once, though it is waiting, when the client completes or goes away', async () => {
    const before = gateway.seen.returned;
    const { send, socket } = await openAs({ 'x-api-key': keys.full });
    send(subscribe('subscription { silence { n } }', 'a'));
    send(subscribe('subscription { silence { n } }', 'b'));
    await expect.poll(subscriptions).toBe(2);
    send({ id: 'a', type: 'complete' });
    await expect.poll(() => gateway.seen.returned - before).toBe(1);
    socket.terminate();
    await expect.poll(() => gateway.seen.returned - before).toBe(2);
    await expect.poll(subscriptions).toBe(0);
  });

  it('sends each of the operations of a socket its answers under its own id', async () => {
    const { send, take, socket } = await openAs({ 'x-api-key': keys.full });
    const ids = ['1', 'a "quoted" é', 'x'.repeat(200)];
    for (const id of ids) send(subscribe('subscription { ticks(count: 1) { n } }', id));
    const messages = await Promise.all(Array.from({ length: 6 }, () => take()));
    for (const id of ids) {
      expect(messages.filter((message) => message.id === id)).toEqual([
        { id, type: 'next', payload: { data: { ticks: { n: 1 } } } },
        { id, type: 'complete' },
      ]);
    }
    socket.close();
  });

  it('sends no answer to a query that the client has completed', async () => {
    const { send, take, socket } = await openAs({ 'x-api-key': keys.full });
    send(subscribe('{ vendor }', 'left'));
    send({ id: 'left', type: 'complete' });
    send(subscribe('{ vendor }', 'right'));
    expect((await take()).id).toBe('right');
    expect((await take()).id).toBe('right');
    send({ type: 'ping' });
    expect(await take()).toEqual({ type: 'pong' });
    socket.close();
  });

  it('answers an operation that the credential may not run with an error of its own', async () => {
    const { send, take, socket } = await openAs({ 'x-api-key': keys.reader });
    send(subscribe('subscription { silence { n } }'));
    expect(await take()).toEqual({
      id: '1',
      type: 'error',
      payload: [
        { message: 'A subscription needs a credential with the role events.', extensions: { code: 'FORBIDDEN' } },
      ],
    });
    socket.close();
  });

  it('tells why a subscription could not begin', async () => {
    const { send, take, socket } = await openAs({ 'x-api-key': keys.full });
    send(subscribe('subscription { failing { n } }'));
    const { payload } = (await take()) as { payload: { errors: { extensions: unknown }[] } };
    expect(payload.errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'after' });
    socket.close();
  });

  it('caps the operations of one socket', async () => {
    const { send, take, socket } = await openAs({ 'x-api-key': keys.full });
    for (let i = 0; i <= 100; i += 1) send(subscribe('subscription { silence { n } }', String(i)));
    const refused = (await take()) as { id: string; payload: { extensions: { code: string } }[] };
    expect([refused.id, refused.payload[0]?.extensions.code]).toEqual(['100', 'TOO_MANY_REQUESTS']);
    socket.close();
  });

  it.each([
    ['https://evil.example', 403],
    ['null', 403],
    ['https://app.example.com', 101],
    ['https://graph.example.com', 101],
    ['own', 101],
  ])('answers the upgrade of a page of %s with %i', async (origin, expected) => {
    const socket = new WebSocket(gateway.wsUrl, 'graphql-transport-ws', {
      headers: { origin: origin === 'own' ? gateway.url : origin },
    });
    socket.on('error', () => {});
    const status = await new Promise((resolve) => {
      socket.once('unexpected-response', (_, response) => resolve(response.statusCode));
      socket.once('open', () => resolve(101));
    });
    expect(status).toBe(expected);
    socket.terminate();
  });

  it('works with the stock client', async () => {
    const client = createClient({
      url: gateway.wsUrl,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${keys.full}` },
    });
    const seen: unknown[] = [];
    for await (const { data } of client.iterate({ query: 'subscription { ticks(count: 3) { n } }' })) seen.push(data);
    expect(seen).toEqual([{ ticks: { n: 1 } }, { ticks: { n: 2 } }, { ticks: { n: 3 } }]);
    await client.dispose();
  });
});

async function subscriptions(): Promise<number> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  return Number(/^wattgraph_subscriptions\{transport="websocket"\} (\d+)/m.exec(text)?.[1] ?? 0);
}
