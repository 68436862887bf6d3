/** What a delivery's answer waits for: the commit, and nothing else. Counted, not timed: how fast it is, bench/webhooks tells. */

import { createHmac } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import { demoCredentials } from '../../src/sandbox/world.ts';
import { openSocket } from '../edge/event-gateway.ts';
import { startSandboxedGateway, webhookToken } from '../support/sandboxed-gateway.ts';
import { createPostgresSchema, postgresReachable } from '../support/services.ts';
import { createTcpProxy } from '../support/tcp-proxy.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const query = 'subscription { events { cursor ... on FlexEventNotice { flexEvent { name } portfolio { name } } } }';

function toDelivery(n: number) {
  const timestamp = new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString();
  const body = JSON.stringify({ uuid: 'w', type: 'EVENT.STARTED', timestamp, resource: { uuid: `event-${n % 50}` } });
  const signature = createHmac('sha256', demoCredentials.equiwatt.webhookSecret).update(body).digest('hex');
  return { body, headers: { 'equiwatt-webhook-signature': `equsha256=${signature}` } };
}

async function post(url: string, n: number): Promise<Response> {
  const response = await fetch(`${url}/webhooks/equiwatt/${webhookToken('acme')}`, {
    method: 'POST',
    ...toDelivery(n),
  });
  await response.arrayBuffer();
  return response;
}

/** All of them, so many at a time. */
async function postAll(url: string, count: number, atOnce = 32): Promise<readonly number[]> {
  const statuses: number[] = [];
  let next = 0;
  const send = async () => {
    while (next < count) {
      next += 1;
      statuses.push((await post(url, next)).status);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, send));
  return statuses;
}

it('every delivery is answered 202 while the vendor hangs and everybody who listens waits for it', async () => {
  const equiwatt = await startEquiwattSandbox({ life: false });
  stops.push(() => equiwatt.stop());
  equiwatt.faults.add({ kind: 'hang' });
  // Time that anything could be given up after never comes: what waits for the vendor waits for good.
  const neverLate = {
    now: systemClock.now,
    sleep: (ms: number, signal?: AbortSignal) => (ms >= 250 ? forEver(signal) : systemClock.sleep(ms, signal)),
  };
  const gateway = await startSandboxedGateway([{ id: 'acme', vendors: { equiwatt } }], {
    clock: neverLate,
    drainMs: 0,
  });
  const listeners = await Promise.all(Array.from({ length: 100 }, () => openSocket(gateway.url, 'key-of-acme')));
  stops.push(() => {
    for (const { socket } of listeners) socket.terminate();
    equiwatt.faults.clear();
  });
  for (const listener of listeners) listener.subscribe(query);
  const subscriptions = async () => {
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    return Number(/^wattgraph_subscriptions\{transport="websocket"\} (\d+)/m.exec(text)?.[1] ?? 0);
  };
  await expect.poll(subscriptions).toBe(100);

  const statuses = await postAll(gateway.url, 600);
  expect(statuses).toEqual(Array(600).fill(202));
  const { data } = await gateway.ask('acme', '{ tenant { events(first: 1000) { nodes { type } } } }');
  expect(data.tenant.events.nodes).toHaveLength(600);
  // Somebody did ask the vendor; none of it has come back, and nobody has been answered what needs it.
  expect(equiwatt.calls.length).toBeGreaterThan(0);
  expect(equiwatt.calls.every(({ endedAtMs }) => endedAtMs === null)).toBe(true);
  expect(listeners.map(({ heard }) => heard.length)).toEqual(Array(100).fill(0));
  // Shared by all who wait: not one call a listener.
  expect(equiwatt.calls.length).toBeLessThanOrEqual(15);
}, 60_000);

it.skipIf(!(await postgresReachable()))(
  'while the database is gone a delivery is answered 503 and when to come again, and stored then',
  async () => {
    const schema = await createPostgresSchema();
    stops.push(() => schema.drop());
    const { hostname, port } = new URL(schema.url);
    const proxy = await createTcpProxy({ host: hostname, port: Number(port || 5432) });
    stops.push(() => proxy.close());
    const databaseUrl = new URL(schema.url);
    databaseUrl.port = String(proxy.port);
    const equiwatt = await startEquiwattSandbox({ life: false });
    stops.push(() => equiwatt.stop());
    const gateway = await startSandboxedGateway(
      [{ id: 'acme', vendors: { equiwatt } }],
      {},
      {},
      { DATABASE_URL: databaseUrl.href },
    );
    stops.push(() => gateway.stop());
    expect(await postAll(gateway.url, 20)).toEqual(Array(20).fill(202));

    proxy.down();
    for (let n = 21; n <= 30; n += 1) {
      const { status, headers } = await post(gateway.url, n);
      expect([status, headers.get('retry-after')]).toEqual([503, '5']);
    }
    expect((await fetch(`${gateway.url}/readyz`)).status).toBe(503);

    proxy.up();
    await expect.poll(async () => (await post(gateway.url, 21)).status, { timeout: 10_000 }).toBe(202);
    // What was acknowledged comes again too: a sender does not know.
    expect(await postAll(gateway.url, 30)).toEqual(Array(30).fill(202));
    const { data } = await gateway.ask('acme', '{ tenant { events(first: 1000) { nodes { occurredAt } } } }');
    const times = data.tenant.events.nodes.map(({ occurredAt }: { occurredAt: string }) => occurredAt);
    expect(new Set(times).size).toBe(30);
    expect(times).toHaveLength(30);
  },
  60_000,
);

function forEver(signal?: AbortSignal): Promise<void> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    else signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
