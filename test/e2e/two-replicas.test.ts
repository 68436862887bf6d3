/** Two gateways as they run in production, on one PostgreSQL and one Redis: events reach all who listen, whatever ends. */

import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EquiwattSandbox, startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import { type Json, type Listener, openSocket } from '../edge/event-gateway.ts';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';
import { createPostgresSchema, postgresReachable } from '../support/services.ts';
import { createTcpProxy } from '../support/tcp-proxy.ts';
import { startRedis } from '../upstream/redis-process.ts';

const secret = 'the-secret';
const query = `subscription ($after: String) { events(after: $after) { cursor type occurredAt } }`;

const redis = await startRedis();
afterAll(() => redis?.stop());
const isPossible = redis !== undefined && (await postgresReachable());

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

interface Pair {
  readonly equiwatt: EquiwattSandbox;
  start(): Promise<Replica>;
}

interface Replica extends Omit<GatewayProcess, 'url'> {
  /** Without a path. */
  readonly url: string;
}

async function createPair(): Promise<Pair> {
  const schema = await createPostgresSchema();
  stops.push(() => schema.drop());
  const proxy = await createTcpProxy({ path: redis!.socket });
  stops.push(() => proxy.close());
  const [apiKey, tenantUuid] = [randomUUID(), randomUUID()];
  const equiwatt = await startEquiwattSandbox({ life: false, tenants: [{ apiKey, tenantUuid, assets: 1 }] });
  stops.push(() => equiwatt.stop());
  const config = {
    server: { allowPrivateVendorHosts: true, drainDelayMs: 500 },
    tenants: [
      {
        id: 'acme',
        apiKeys: [{ name: 'k', key: 'key', roles: ['read', 'events'] }],
        vendors: {
          equiwatt: { baseUrl: equiwatt.url, apiKey, tenantUuid, webhook: { token: 'token', secrets: [secret] } },
        },
      },
    ],
  };
  const env = { DATABASE_URL: schema.url, REDIS_URL: `redis://127.0.0.1:${proxy.port}`, LOG_LEVEL: 'warn' };
  return {
    equiwatt,
    async start() {
      const gateway = await startGatewayProcess(config, env);
      stops.push(() => gateway.kill());
      return { ...gateway, url: gateway.url.replace('/graphql', '') };
    },
  };
}

/** The n-th event, as equiwatt would sign it. */
async function post(url: string, n: number): Promise<number> {
  const timestamp = new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString();
  const body = JSON.stringify({ uuid: 'w', type: 'EVENT.STARTED', timestamp, resource: { uuid: 'e' } });
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const headers = { 'equiwatt-webhook-signature': `equsha256=${signature}` };
  const response = await fetch(`${url}/webhooks/equiwatt/token`, { method: 'POST', headers, body });
  await response.arrayBuffer();
  return response.status;
}

async function ask(url: string, text: string): Promise<Json> {
  const headers = { 'content-type': 'application/json', 'x-api-key': 'key' };
  return (await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: text }) })).json();
}

async function listen(url: string, after?: string): Promise<Listener> {
  const listener = await openSocket(url, 'key');
  stops.push(() => listener.socket.terminate());
  listener.subscribe(query, after === undefined ? {} : { after });
  return listener;
}

async function untilListening(url: string, count: number): Promise<void> {
  const subscriptions = async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(/^wattgraph_subscriptions\{transport="websocket"\} (\d+)/m.exec(text)?.[1] ?? 0);
  };
  await expect.poll(subscriptions).toBe(count);
}

const cursorsOf = ({ heard }: Pick<Listener, 'heard'>): string[] => heard.map(({ data }) => data.events.cursor);

describe.skipIf(!isPossible)('two gateways on one PostgreSQL and one Redis', () => {
  let pair: Pair;
  beforeEach(async () => {
    pair = await createPair();
  });

  it('bring what is posted to either to the subscribers of both, once and in one order, also while Redis restarts', async () => {
    const replicas = await Promise.all([pair.start(), pair.start()]);
    const urls = replicas.map(({ url }) => url);
    const listeners = await Promise.all([...urls, ...urls].map((url) => listen(url)));
    for (const url of urls) await untilListening(url, 2);
    let posted = 0;
    const postSome = async (count: number) => {
      for (let n = 0; n < count; n += 1) {
        posted += 1;
        expect(await post(urls[posted % 2]!, posted)).toBe(202);
      }
    };
    const everybodyHasAll = () =>
      expect
        .poll(() => listeners.map(({ heard }) => heard.length), { timeout: 15_000 })
        .toEqual(listeners.map(() => posted));

    await postSome(60);
    await everybodyHasAll();
    // In the midst of a stream of events, not between two.
    await Promise.all([postSome(60), redis!.kill()]);
    await everybodyHasAll();
    await Promise.all([postSome(60), redis!.start()]);
    await postSome(20);
    await everybodyHasAll();

    const first = listeners[0]!.heard;
    for (const { heard } of listeners) expect(heard).toEqual(first);
    expect(new Set(cursorsOf(listeners[0]!)).size).toBe(200);
    // Posted one after the other, they are heard in that order.
    const times = first.map(({ data }) => Date.parse(data.events.occurredAt));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  }, 60_000);

  it('answer everything through a rolling restart by SIGTERM, and their subscribers resume at the other', async () => {
    // So that there is always something under way.
    pair.equiwatt.faults.add({ kind: 'latency', ms: 200 });
    let replicas: readonly Replica[] = await Promise.all([pair.start(), pair.start()]);

    // As a load balancer does it: to whoever says that it is ready.
    const pick = async (): Promise<string> => {
      for (;;) {
        for (const { url } of replicas) {
          const ready = await fetch(`${url}/readyz`).catch(() => undefined);
          if (ready?.status === 200) return url;
        }
      }
    };
    const done = new AbortController();
    const failures: unknown[] = [];
    const work = async (send: (url: string, n: number) => Promise<boolean>) => {
      let answered = 0;
      for (let n = 1; !done.signal.aborted; n += 1) {
        const ok = await send(await pick(), n).catch((error: unknown) => error);
        if (ok === true) answered += 1;
        else failures.push(ok);
      }
      return answered;
    };
    // Each asks the vendor for what nobody knows, and that is the answer.
    const askOne = async (url: string) => {
      const answer = await ask(url, `{ flexEvent(by: { ref: { vendor: EQUIWATT, id: "${randomUUID()}" } }) { name } }`);
      return answer.errors?.[0]?.extensions.code === 'BAD_USER_INPUT';
    };
    const asking = [1, 2].map(() => work(askOne));
    const posting = work(async (url, n) => (await post(url, n)) === 202);

    let listener = await listen(replicas[0]!.url);
    const seen: string[] = [];
    await expect.poll(() => listener.heard.length).toBeGreaterThan(0);
    for (const index of [0, 1]) {
      const old = replicas[index]!;
      const exit = old.terminate();
      // Its first sign of draining, and readiness is off already.
      await expect.poll(() => listener.said).toContainEqual({ type: 'ping', payload: { draining: true } });
      const ready = await fetch(`${old.url}/readyz`);
      expect([ready.status, await ready.json()]).toEqual([503, { status: 'draining' }]);
      expect((await listener.closed).code).toBe(1001);
      seen.push(...cursorsOf(listener));
      listener = await listen(replicas[1 - index]!.url, seen.at(-1));
      // Not 1, which is the end of its patience after 25 s.
      expect(await exit).toBe(0);
      replicas = replicas.with(index, await pair.start());
      await expect.poll(() => listener.heard.length).toBeGreaterThan(0);
    }
    done.abort();
    const [posted, ...asked] = await Promise.all([posting, ...asking]);
    const { data } = await ask(
      replicas[1]!.url,
      '{ tenant { events(first: 1000) { edges { cursor } pageInfo { hasNextPage } } } }',
    );
    const log: string[] = data.tenant.events.edges.map(({ cursor }: Json) => cursor);
    await expect.poll(() => cursorsOf(listener).at(-1), { timeout: 10_000 }).toBe(log.at(-1));
    seen.push(...cursorsOf(listener));
    expect(failures).toEqual([]);
    expect([log.length, data.tenant.events.pageInfo.hasNextPage]).toEqual([posted, false]);
    expect(Math.min(posted ?? 0, ...asked)).toBeGreaterThan(5);
    expect(seen).toEqual(log.slice(log.indexOf(seen[0] ?? '')));
  }, 90_000);
});
