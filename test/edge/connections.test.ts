import { afterEach, describe, expect, it } from 'vitest';
import type { AppOverrides } from '../../src/app.ts';
import type { Authenticator } from '../../src/auth/authenticate.ts';
import { AppError } from '../../src/errors.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { type EventGateway, openSocket, someEvents, startEventGateway, subscriptionsOf } from './event-gateway.ts';

const query = 'subscription { events { cursor } }';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function start(overrides: AppOverrides = {}, tenants = ['acme', 'other']): Promise<EventGateway> {
  const gateway = await startEventGateway(tenants, overrides);
  stops.push(() => gateway.app.stop());
  return gateway;
}

async function open(gateway: EventGateway, key: string) {
  const listener = await openSocket(gateway.url, key);
  stops.push(() => listener.socket.terminate());
  return listener;
}

async function openStream(gateway: EventGateway, key: string) {
  const client = new AbortController();
  stops.push(() => client.abort());
  return fetch(`${gateway.url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'x-api-key': key },
    body: JSON.stringify({ query }),
    signal: client.signal,
  });
}

/** Lets in anyone with all roles, until told otherwise. */
function createGate(expiresAtMs: number | null) {
  const gate = { revoked: false };
  const authenticator: Authenticator = {
    authenticate: async () => {
      if (gate.revoked) throw new AppError('UNAUTHENTICATED', 'A valid credential is needed.');
      return { tenantId: 'acme', name: 'x', roles: new Set(['read', 'events']), expiresAtMs };
    },
    known: () => undefined,
  };
  return { gate, authenticator };
}

describe('an open connection', () => {
  it('is closed with 4403 at the end of its token, a stream completes, and no later', async () => {
    const clock = createFakeClock();
    const gateway = await start({ clock, edge: createGate(clock.now() + 5_000) });
    const socket = await open(gateway, 'token');
    socket.subscribe(query);
    const stream = await openStream(gateway, 'token');
    await expect.poll(() => subscriptionsOf(gateway)).toBe(2);
    await clock.advance(4_999);
    expect([socket.socket.readyState, await subscriptionsOf(gateway)]).toEqual([1, 2]);
    await clock.advance(1_000);
    expect(await socket.closed).toEqual({ code: 4403, reason: 'Forbidden' });
    expect(await stream.text()).toMatch(/event: complete\ndata:\n\n$/);
    expect(await subscriptionsOf(gateway)).toBe(0);
  });

  it('is closed within 5 s of its key being revoked', async () => {
    const clock = createFakeClock();
    const { gate, authenticator } = createGate(null);
    const gateway = await start({ clock, edge: { authenticator } });
    const socket = await open(gateway, 'key');
    socket.subscribe(query);
    const stream = await openStream(gateway, 'key');
    await expect.poll(() => subscriptionsOf(gateway)).toBe(2);
    await clock.advance(60_000);
    expect(socket.socket.readyState).toBe(1);
    gate.revoked = true;
    await clock.advance(5_000);
    expect(await socket.closed).toEqual({ code: 4403, reason: 'Forbidden' });
    expect(await stream.text()).toMatch(/event: complete\ndata:\n\n$/);
  });

  it('counts against its tenant: one too many is told to come later, until another has gone', async () => {
    const gateway = await start({ edge: { maxConnectionsPerTenant: 2 } });
    const first = await open(gateway, 'acme');
    const stream = await openStream(gateway, 'acme');
    expect(stream.status).toBe(200);
    const third = await open(gateway, 'acme');
    expect(await third.closed).toEqual({ code: 1013, reason: 'Too many connections' });
    expect((await openStream(gateway, 'acme')).status).toBe(429);
    expect((await open(gateway, 'other')).socket.readyState).toBe(1);
    first.socket.close();
    await first.closed;
    await expect
      .poll(async () => {
        const again = await open(gateway, 'acme');
        return again.socket.readyState;
      })
      .toBe(1);
  });

  it('runs so many operations at a time, and refuses the next by itself', async () => {
    const gateway = await start({ edge: { maxOperationsPerSocket: 2 } });
    const socket = await open(gateway, 'acme');
    for (const id of ['a', 'b', 'c']) socket.subscribe(query, {}, id);
    await expect.poll(() => socket.said.length).toBe(1);
    expect(socket.said[0]).toMatchObject({ id: 'c', payload: [{ extensions: { code: 'TOO_MANY_REQUESTS' } }] });
    await gateway.post('acme', someEvents(1, 'one'));
    await expect.poll(() => socket.heard.length).toBe(2);
  });

  it('shows signs of life on an idle stream, so that no proxy thinks it dead', async () => {
    const gateway = await start({ edge: { heartbeatMs: 10 } });
    const response = await openStream(gateway, 'acme');
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk);
      if (text.length >= 12) break;
    }
    expect(text.slice(0, 12)).toBe(':\n\n'.repeat(4));
  });

  it('frees what it held when it goes: subscriptions, places and the looks at its key', async () => {
    const clock = createFakeClock();
    const gateway = await start({ clock });
    const visit = async () => {
      const socket = await open(gateway, 'acme');
      socket.subscribe(query);
      await expect.poll(() => subscriptionsOf(gateway)).toBe(1);
      const sleeping = clock.sleeping;
      socket.socket.terminate();
      await expect.poll(() => subscriptionsOf(gateway)).toBe(0);
      await expect.poll(() => clock.sleeping).toBeLessThan(sleeping);
    };
    // What the gateway does beside has begun after the first.
    await visit();
    const resting = clock.sleeping;
    for (let i = 0; i < 5; i += 1) await visit();
    await expect.poll(() => clock.sleeping).toBe(resting);
  });
});
