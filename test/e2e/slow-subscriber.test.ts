/** What a client that stops reading costs the gateway, measured in a process of its own. */

import { createHmac } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { openSocket } from '../edge/event-gateway.ts';
import { startGatewayProcess } from '../support/gateway-process.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const secret = 'the-secret';
const mostGrowthBytes = 50 * 1024 * 1024;
/** 30 KB an answer, so that the buffers of the operating system are full soon. */
const query = `subscription { events { cursor ${Array.from({ length: 30 }, (_, i) => `${'x'.repeat(1_000)}${i}: type`).join(' ')} } }`;

it('holds less than 50 MB more for clients that stop reading, closes them, and serves the others all the while', async () => {
  const config = {
    server: { allowPrivateVendorHosts: true },
    tenants: [
      {
        id: 'acme',
        apiKeys: [{ name: 'k', key: 'key', roles: ['read', 'events'] }],
        vendors: {
          equiwatt: {
            ...{ baseUrl: 'http://127.0.0.1:9', apiKey: 'k', tenantUuid: '7e4a1700-0000-4000-8000-000000000001' },
            webhook: { token: 'token', secrets: [secret] },
          },
        },
      },
    ],
  };
  const gateway = await startGatewayProcess(config, { LOG_LEVEL: 'silent' });
  stops.push(() => gateway.kill());
  const url = gateway.url.replace('/graphql', '');
  const listen = async () => {
    const listener = await openSocket(url, 'key');
    stops.push(() => listener.socket.terminate());
    listener.subscribe(query);
    return listener;
  };
  const metric = async (line: RegExp) => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(line.exec(text)?.[1] ?? 0);
  };
  let posted = 0;
  const post = async (count: number) => {
    const bodies = Array.from({ length: count }, (_, i) => {
      const timestamp = new Date(Date.UTC(2026, 0, 1) + (posted + i) * 1_000).toISOString();
      return JSON.stringify({ uuid: 'w', type: 'EVENT.STARTED', timestamp, resource: { uuid: 'e' } });
    });
    posted += count;
    const statuses = await Promise.all(
      bodies.map(async (body) => {
        const signature = createHmac('sha256', secret).update(body).digest('hex');
        const headers = { 'equiwatt-webhook-signature': `equsha256=${signature}` };
        return (await fetch(`${url}/webhooks/equiwatt/token`, { method: 'POST', headers, body })).status;
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([202]));
  };

  const healthy = await listen();
  const stuck = [await listen(), await listen(), await listen()];
  await expect.poll(() => metric(/^wattgraph_subscriptions\{transport="websocket"\} (\d+)/m)).toBe(4);
  // Until everything that a running gateway keeps anyway is there.
  for (let n = 0; n < 4; n += 1) await post(100);
  await expect.poll(() => healthy.heard.length, { timeout: 10_000 }).toBe(posted);
  await expect.poll(() => stuck.every(({ heard }) => heard.length === posted), { timeout: 10_000 }).toBe(true);
  const before = await gateway.liveBytes();

  for (const { socket } of stuck) socket.pause();
  const slowOnes = () => metric(/^wattgraph_slow_subscribers_total\{transport="websocket"\} (\d+)/m);
  let mostBytes = 0;
  while ((await slowOnes()) < stuck.length && posted < 6_000) {
    await post(100);
    await expect.poll(() => healthy.heard.length, { timeout: 10_000 }).toBe(posted);
    mostBytes = Math.max(mostBytes, await gateway.liveBytes());
  }
  expect(await slowOnes()).toBe(stuck.length);
  expect(posted).toBeGreaterThan(1_400);
  expect(mostBytes - before).toBeLessThan(mostGrowthBytes);
  for (const { socket } of stuck) socket.resume();
  for (const { closed, heard } of stuck) {
    const { code, reason } = await closed;
    expect([code, reason]).toEqual([4900, heard.at(-1).data.events.cursor]);
  }
}, 90_000);
