import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type App, createApp } from '../src/app.ts';
import { checkVendors } from '../src/check.ts';
import { parseConfig } from '../src/config.ts';
import { startEnerkeySandbox } from '../src/sandbox/enerkey/index.ts';
import { demoCredentials } from '../src/sandbox/world.ts';
import { type Gateway, keys, startGateway } from './edge/gateway.ts';

const silent = pino({ level: 'silent' });
const environment = { PORT: '0', DATABASE_URL: 'file::memory:', LOG_LEVEL: 'silent' };

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function start(...options: Parameters<typeof startGateway>): Promise<Gateway> {
  const gateway = await startGateway(...options);
  stops.push(() => gateway.app.stop());
  return gateway;
}

async function openSocket(gateway: Gateway, payload: Record<string, string> = { 'x-api-key': keys.full }) {
  const socket = new WebSocket(gateway.wsUrl, 'graphql-transport-ws');
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload }));
  await once(socket, 'message');
  return { socket, closed };
}

describe('the gateway', () => {
  it('has an address when it is started, and answers what watches over it', async () => {
    const { url } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' });
    expect((await fetch(`${url}/metrics`)).headers.get('content-type')).toContain('text/plain');
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
  });

  it('rejects when its port is taken', async () => {
    const { url } = await start();
    const config = parseConfig('tenants: [{ id: a }]', { ...environment, PORT: new URL(url).port });
    await expect(createApp(config, { log: silent }).start()).rejects.toThrow('EADDRINUSE');
  });

  it('keeps ids over a restart on the same store, and gives another one other ids', async () => {
    const enerkey = await startEnerkeySandbox();
    stops.push(() => enerkey.stop());
    const idOf = async (databaseUrl: string) => {
      const app = createApp(toEnerkeyConfig(enerkey.url, databaseUrl), { log: silent });
      await app.start();
      const { data } = await ask(app, '{ tenant { facilities(first: 1) { nodes { id name } } } }');
      await app.stop();
      return data.tenant.facilities.nodes[0];
    };
    const file = `file:${process.env.TMPDIR ?? '/tmp'}/wattgraph-app-${process.pid}-${Date.now()}.db`;
    const first = await idOf(file);
    expect(first).toMatchObject({ name: 'Riverside Court' });
    expect(await idOf(file)).toEqual(first);
    expect((await idOf('file::memory:'))?.id).not.toBe(first?.id);
  });
});

describe('a stop', () => {
  it('answers what is under way, and turns readiness off at once', async () => {
    const gateway = await start({ operationTimeoutMs: 300 });
    gateway.vendor.behaviour = 'hang';
    const asked = gateway.ask('{ hello vendor }');
    await expect.poll(() => gateway.vendor.calls.length).toBe(1);
    const stopped = gateway.app.stop();
    const { status, body } = await asked;
    expect([status, body.data]).toEqual([200, { hello: 'world', vendor: null }]);
    await stopped;
    await expect(fetch(`${gateway.url}/readyz`)).rejects.toThrow();
  });

  it('closes sockets with 1001 and completes event streams', async () => {
    const gateway = await start();
    const { socket, closed } = await openSocket(gateway);
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: 'subscription { silence { n } }' } }));
    const stream = await fetch(`${gateway.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'x-api-key': keys.full },
      body: '{"query":"subscription { silence { n } }"}',
    });
    await gateway.app.stop();
    expect(await closed).toBe(1001);
    expect(await stream.text()).toMatch(/event: complete\ndata:\n\n$/);
  });

  it('cuts what is not done at its deadline', async () => {
    const gateway = await start({ operationTimeoutMs: 60_000 }, { drainMs: 50 });
    const asked = gateway.ask('{ deaf }').catch(() => 'cut');
    await expect.poll(() => gateway.seen.executions).toBe(1);
    await gateway.app.stop();
    expect(await asked).toBe('cut');
  });

  it('does nothing the second time', async () => {
    const gateway = await start();
    await gateway.app.stop();
    await gateway.app.stop();
  });
});

describe('a token that ends', () => {
  it('closes its socket with 4403', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256' };
    const keySet = createServer((_, response) => response.end(JSON.stringify({ keys: [jwk] })));
    await new Promise<void>((resolve) => keySet.listen(0, '127.0.0.1', resolve));
    stops.push(async () => keySet.close());
    const jwksUri = `http://127.0.0.1:${(keySet.address() as AddressInfo).port}/`;
    const config = parseConfig(
      JSON.stringify({
        server: { allowPrivateVendorHosts: true },
        tenants: [{ id: 'acme', jwt: { issuer: 'i', audience: 'a', jwksUri } }],
      }),
      environment,
    );
    const app = createApp(config, { log: silent });
    await app.start();
    stops.push(() => app.stop());
    // A second at least: whole seconds are all a token knows, and one that has ended by then opens no socket.
    const token = await new SignJWT({ tenant: 'acme', exp: Math.floor(Date.now() / 1000) + 2 })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .setIssuer('i')
      .setAudience('a')
      .sign(privateKey);
    const wsUrl = `${app.url.replace('http', 'ws')}/graphql`;
    const { closed } = await openSocket({ wsUrl } as Gateway, { authorization: `Bearer ${token}` });
    expect(await closed).toBe(4403);
  });
});

describe('check', () => {
  it('asks every vendor once, a line each, and tells whether all went well', async () => {
    const enerkey = await startEnerkeySandbox();
    stops.push(() => enerkey.stop());
    const lines: string[] = [];
    const print = (line: string) => void lines.push(line);
    expect(await checkVendors(toEnerkeyConfig(enerkey.url), silent, print)).toBe(true);
    expect(await checkVendors(toEnerkeyConfig(enerkey.url, 'file::memory:', 'wrong'), silent, print)).toBe(false);
    expect(lines).toEqual(['acme ENERKEY: ok', expect.stringMatching(/^acme ENERKEY: VENDOR_UNAUTHORIZED: /)]);
    expect(lines.join()).not.toContain('wrong');
  });
});

function toEnerkeyConfig(
  baseUrl: string,
  databaseUrl = 'file::memory:',
  key: string = demoCredentials.enerkey.primaryKey,
) {
  const file = {
    server: { allowPrivateVendorHosts: true },
    tenants: [
      {
        id: 'acme',
        apiKeys: [{ name: 'k', key: 'k', roles: ['read'] }],
        vendors: { enerkey: { baseUrl, apiKeys: [key] } },
      },
    ],
  };
  return parseConfig(JSON.stringify(file), { ...environment, DATABASE_URL: databaseUrl });
}

async function ask(app: App, query: string) {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'k' },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data: { tenant: { facilities: { nodes: { id: string; name: string }[] } } } };
}
