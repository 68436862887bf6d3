/** What subscribers may rely on, over the running gateway: resuming, slow clients, fan-out, a rolling restart. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { AppOverrides } from '../../src/app.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { createEventLog } from '../../src/events/log.ts';
import { openStore } from '../../src/store/store.ts';
import {
  type EventGateway,
  type Json,
  type Listener,
  openSocket,
  someEvents,
  startEventGateway,
  subscriptionsOf,
} from '../edge/event-gateway.ts';
import { createPostgresSchema, postgresReachable, servicesRequired } from '../support/services.ts';

const query = `subscription ($after: String) { events(after: $after) {
  __typename cursor ... on FlexEventNotice { flexEvent { name } } ... on GapNotice { oldestCursor } } }`;

/** Of 20 tenants: 2 000 sockets in all in CI. */
const socketsPerTenant = servicesRequired ? 100 : 20;

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function start(tenants: readonly string[] = ['acme'], overrides: AppOverrides = {}, databaseUrl = '') {
  const gateway = await startEventGateway(tenants, overrides, databaseUrl ? { DATABASE_URL: databaseUrl } : {});
  stops.push(() => gateway.app.stop());
  return gateway;
}

async function listen(gateway: EventGateway, key: string, after?: string): Promise<Listener> {
  const listener = await openSocket(gateway.url, key);
  stops.push(() => listener.socket.terminate());
  listener.subscribe(query, after === undefined ? {} : { after });
  return listener;
}

const cursorsOf = ({ heard }: Pick<Listener, 'heard'>): string[] =>
  heard.flatMap(({ data }) => (data ? [data.events.cursor] : []));

/** All cursors of the tenant's log, oldest first. */
async function logOf(gateway: EventGateway): Promise<string[]> {
  const cursors: string[] = [];
  for (let after = ''; ; after = cursors.at(-1) ?? '') {
    const page: Json = await gateway.ask(
      `{ tenant { events(first: 1000 ${after && `after: "${after}"`}) { edges { cursor } pageInfo { hasNextPage } } } }`,
    );
    cursors.push(...page.data.tenant.events.edges.map(({ cursor }: Json) => cursor));
    if (!page.data.tenant.events.pageInfo.hasNextPage) return cursors;
  }
}

async function postMany(gateway: EventGateway, count: number, prefix: string): Promise<void> {
  for (let n = 0; n < count; n += 100) {
    expect(await gateway.post('acme', someEvents(Math.min(100, count - n), `${prefix}-${n}`))).toBe(202);
  }
}

describe('a subscriber that resumes', () => {
  it('gets every one of 1 000 events that came while it was away, and those that follow, once and in order', async () => {
    const gateway = await start();
    const first = await listen(gateway, 'acme');
    await expect.poll(() => subscriptionsOf(gateway)).toBe(1);
    await postMany(gateway, 5, 'before');
    await expect.poll(() => first.heard.length).toBe(5);
    first.socket.terminate();
    await postMany(gateway, 1_000, 'away');
    const second = await listen(gateway, 'acme', cursorsOf(first).at(-1));
    await postMany(gateway, 200, 'back');
    await expect.poll(() => second.heard.length, { timeout: 20_000 }).toBe(1_200);
    const seen = [...cursorsOf(first), ...cursorsOf(second)];
    expect(seen).toEqual(await logOf(gateway));
    expect(new Set(seen).size).toBe(1_205);
  }, 30_000);

  it('is told of a gap first when the log does not reach back, and refused with a forged or foreign cursor', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wattgraph-'));
    stops.push(() => rm(folder, { recursive: true }));
    const databaseUrl = `file:${join(folder, 'w.db')}`;
    const gateway = await start(['acme', 'other'], {}, databaseUrl);
    const witness = await listen(gateway, 'acme');
    await expect.poll(() => subscriptionsOf(gateway)).toBe(1);
    await postMany(gateway, 20, 'old');
    await expect.poll(() => witness.heard.length).toBe(20);

    const store = await openStore(databaseUrl);
    await createEventLog({ store, clock: systemClock, retention: { maxEvents: 5 } }).sweep();
    await store.stop();
    const [early = '', ...rest] = cursorsOf(witness);
    const late = await listen(gateway, 'acme', early);
    await expect.poll(() => late.heard.length).toBe(6);
    expect(late.heard[0].data.events).toEqual({
      __typename: 'GapNotice',
      cursor: rest[13],
      oldestCursor: rest[14],
    });
    expect(cursorsOf(late).slice(1)).toEqual(rest.slice(14));

    const flipped = early.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    for (const [key, after] of [
      ['other', early],
      ['acme', flipped],
      ['acme', Buffer.from('20').toString('base64url')],
    ] as const) {
      const refused = await listen(gateway, key, after);
      await expect.poll(() => refused.heard.length).toBe(1);
      expect(refused.heard[0].errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'after' });
    }
  });
});

describe("graphql-ws's own client", () => {
  it('resumes by itself without gap or repeat when it keeps the cursor in its variables', async () => {
    const gateway = await start();
    const client = createClient({
      url: `${gateway.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { 'x-api-key': 'acme' },
      retryAttempts: 50,
      retryWait: async () => {},
    });
    stops.push(() => client.dispose());
    const variables: { after?: string } = {};
    const seen: string[] = [];
    const listening = (async () => {
      for await (const { data } of client.iterate<Json>({ query, variables })) {
        seen.push(data.events.cursor);
        variables.after = data.events.cursor;
        if (seen.length % 7 === 0) client.terminate();
        if (seen.length === 40) return;
      }
    })();
    await expect.poll(() => subscriptionsOf(gateway)).toBe(1);
    for (let n = 0; n < 40; n += 1) await gateway.post('acme', someEvents(1, `n${n}`));
    await listening;
    expect(seen).toEqual(await logOf(gateway));
  });
});

describe('a client that stops reading', () => {
  it('is closed with 4900 and the place to resume after, and neither loses nor repeats an event; others go on', async () => {
    const gateway = await start();
    // So that the operating system's buffers fill before the events run out.
    gateway.suffix = 'x'.repeat(32_000);
    const [stuck, healthy] = [await listen(gateway, 'acme'), await listen(gateway, 'acme')];
    await expect.poll(() => subscriptionsOf(gateway)).toBe(2);
    await postMany(gateway, 1, 'first');
    await expect.poll(() => stuck.heard.length).toBe(1);
    stuck.socket.pause();

    const slowOnes = () => gateway.metric(/^wattgraph_slow_subscribers_total\{transport="websocket"\} (\d+)/m);
    let posted = 1;
    while ((await slowOnes()) === 0 && posted < 4_000) {
      await postMany(gateway, 100, `round ${posted}`);
      posted += 100;
      await expect.poll(() => healthy.heard.length, { timeout: 10_000 }).toBe(posted);
    }
    expect(await slowOnes()).toBe(1);
    await expect.poll(() => subscriptionsOf(gateway)).toBe(1);
    stuck.socket.resume();
    const { code, reason } = await stuck.closed;
    expect(code).toBe(4900);
    const log = await logOf(gateway);
    expect(reason).toBe(cursorsOf(stuck).at(-1));
    expect(cursorsOf(stuck)).toEqual(log.slice(0, stuck.heard.length));
    // What waited for it here was bounded: it has missed more than its buffer of 1 000 events holds.
    expect(posted - stuck.heard.length).toBeGreaterThan(1_000);

    gateway.suffix = '';
    const resumed = await listen(gateway, 'acme', reason);
    await expect.poll(() => stuck.heard.length + resumed.heard.length, { timeout: 20_000 }).toBe(posted);
    expect([...cursorsOf(stuck), ...cursorsOf(resumed)]).toEqual(log);
    expect(cursorsOf(healthy)).toEqual(log);
  }, 60_000);

  it('is told over SSE in its last answer where to resume, before the stream completes', async () => {
    const gateway = await start();
    gateway.suffix = 'x'.repeat(32_000);
    const healthy = await listen(gateway, 'acme');
    const client = new AbortController();
    stops.push(() => client.abort());
    const response = await fetch(`${gateway.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'x-api-key': 'acme' },
      body: JSON.stringify({ query }),
      signal: client.signal,
    });
    await expect.poll(() => subscriptionsOf(gateway)).toBe(2);
    const slowOnes = () => gateway.metric(/^wattgraph_slow_subscribers_total\{transport="sse"\} (\d+)/m);
    let posted = 0;
    while ((await slowOnes()) === 0 && posted < 4_000) {
      await postMany(gateway, 100, `round ${posted}`);
      posted += 100;
      await expect.poll(() => healthy.heard.length, { timeout: 10_000 }).toBe(posted);
    }
    const text = await response.text();
    const answers = [...text.matchAll(/^event: next\ndata: (.*)$/gm)].map(([, json = '']) => JSON.parse(json));
    const last = answers.pop();
    expect(text).toMatch(/event: complete\ndata:\n\n$/);
    expect(last.errors[0].extensions.code).toBe('TOO_MANY_REQUESTS');
    const cursor = cursorsOf({ heard: answers }).at(-1) ?? '';
    expect(last.errors[0].message.endsWith(` ${cursor}`)).toBe(true);
    expect(cursorsOf({ heard: answers })).toEqual((await logOf(gateway)).slice(0, answers.length));
  }, 60_000);
});

describe('a client whose answers wait for a vendor', () => {
  it('is closed with 4900 and the place before what was not answered, and gets all of it when it resumes', async () => {
    const gateway = await start();
    const waiting = await listen(gateway, 'acme');
    await expect.poll(() => subscriptionsOf(gateway)).toBe(1);
    await postMany(gateway, 3, 'answered');
    await expect.poll(() => waiting.heard.length).toBe(3);
    const reads = Promise.withResolvers<void>();
    gateway.hold(reads.promise);
    stops.push(() => reads.resolve());
    await postMany(gateway, 1_100, 'waiting');
    const { code, reason } = await waiting.closed;
    expect([code, reason]).toEqual([4900, cursorsOf(waiting).at(-1)]);
    reads.resolve();
    const resumed = await listen(gateway, 'acme', reason);
    await expect.poll(() => resumed.heard.length, { timeout: 20_000 }).toBe(1_100);
    expect([...cursorsOf(waiting), ...cursorsOf(resumed)]).toEqual(await logOf(gateway));
  }, 60_000);
});

describe('fan-out over many tenants', () => {
  it(`brings an event of one of 20 tenants to its ${socketsPerTenant} sockets and to no other`, async () => {
    const tenants = Array.from({ length: 20 }, (_, i) => (i === 0 ? 'acme' : `tenant-${i}`));
    const gateway = await start(tenants);
    const listeners = await Promise.all(
      tenants.flatMap((tenant) => Array.from({ length: socketsPerTenant }, () => listen(gateway, tenant))),
    );
    await expect.poll(() => subscriptionsOf(gateway), { timeout: 20_000 }).toBe(20 * socketsPerTenant);
    await gateway.post('acme', someEvents(1, 'one'));
    await expect
      .poll(() => listeners.slice(0, socketsPerTenant).every(({ heard }) => heard.length === 1), { timeout: 20_000 })
      .toBe(true);
    // A later event of another tenant is behind the first wherever that went.
    for (const tenant of tenants.slice(1)) await gateway.post(tenant, someEvents(1, 'own'));
    await expect.poll(() => listeners.every(({ heard }) => heard.length === 1), { timeout: 20_000 }).toBe(true);
    const names = listeners.map(({ heard }) => heard[0].data.events.flexEvent.name);
    expect(names).toEqual(tenants.flatMap((tenant) => Array(socketsPerTenant).fill(`e1 of ${tenant}`)));
    expect([gateway.batches.length, await gateway.executions()]).toEqual([20, 20]);
  }, 90_000);
});

describe.skipIf(!(await postgresReachable()))('two gateways on one database', () => {
  it('both drop what an event made stale, once, also where nobody listens', async () => {
    const schema = await createPostgresSchema();
    stops.push(() => schema.drop());
    const gateways = [await start(['acme'], {}, schema.url), await start(['acme'], {}, schema.url)];
    await postMany(gateways[0]!, 150, 'one');
    await postMany(gateways[1]!, 150, 'two');
    const all = Array.from({ length: 300 }, (_, i) => `acme ${i + 1}`);
    for (const { told } of gateways) {
      await expect.poll(() => told.length, { timeout: 10_000 }).toBe(300);
      expect(told.toSorted()).toEqual(all.toSorted());
    }
    const listener = await listen(gateways[1]!, 'acme');
    await expect.poll(() => subscriptionsOf(gateways[1]!)).toBe(1);
    await postMany(gateways[0]!, 1, 'three');
    await expect.poll(() => listener.heard.length).toBe(1);
    expect(gateways.map(({ told }) => told.at(-1))).toEqual(['acme 301', 'acme 301']);
    expect(gateways.map(({ told }) => told.length)).toEqual([301, 301]);
  }, 30_000);

  it('fail no request through a rolling restart, and a subscriber resumes at the other one without gap or repeat', async () => {
    const schema = await createPostgresSchema();
    stops.push(() => schema.drop());
    const startOne = () => start(['acme'], { drainDelayMs: 250 }, schema.url);
    let gateways = [await startOne(), await startOne()];

    // As a load balancer does it: to whoever says that it is ready.
    const pick = async (): Promise<EventGateway> => {
      for (;;) {
        for (const gateway of gateways) {
          const ready = await fetch(`${gateway.url}/readyz`).catch(() => undefined);
          if (ready?.status === 200) return gateway;
        }
      }
    };
    const done = new AbortController();
    const answers = { queries: 0, deliveries: 0 };
    const failures: unknown[] = [];
    const load = async (send: (gateway: EventGateway, n: number) => Promise<boolean>, name: keyof typeof answers) => {
      for (let n = 0; !done.signal.aborted; n += 1) {
        const ok = await send(await pick(), n).catch((error: unknown) => error);
        if (ok === true) answers[name] += 1;
        else failures.push(ok);
      }
    };
    const asking = [1, 2].map(() =>
      load(async (gateway) => (await gateway.ask('{ tenant { id } }', 'acme')).data.tenant.id === 'acme', 'queries'),
    );
    const posting = load(
      async (gateway, n) => (await gateway.post('acme', someEvents(1, `n${n}`))) === 202,
      'deliveries',
    );

    let listener = await listen(gateways[0]!, 'acme');
    const seen: string[] = [];
    await expect.poll(() => listener.heard.length).toBeGreaterThan(0);
    for (const index of [0, 1]) {
      const old = gateways[index]!;
      const stopped = old.app.stop();
      expect(await (await fetch(`${old.url}/readyz`)).json()).toEqual({ status: 'draining' });
      expect((await listener.closed).code).toBe(1001);
      expect(listener.said).toContainEqual({ type: 'ping', payload: { draining: true } });
      seen.push(...cursorsOf(listener));
      listener = await listen(gateways[1 - index]!, 'acme', seen.at(-1));
      await stopped;
      gateways = gateways.with(index, await startOne());
      await expect.poll(() => listener.heard.length).toBeGreaterThan(0);
    }
    done.abort();
    await Promise.all([...asking, posting]);
    const log = await logOf(gateways[1]!);
    await expect.poll(() => cursorsOf(listener).at(-1), { timeout: 10_000 }).toBe(log.at(-1));
    seen.push(...cursorsOf(listener));
    expect(failures).toEqual([]);
    expect(Math.min(answers.queries, answers.deliveries)).toBeGreaterThan(20);
    // It began after the first few were stored; from there on it has seen all of them once.
    expect(seen).toEqual(log.slice(log.indexOf(seen[0] ?? '')));
    expect(answers.deliveries).toBe(log.length);
  }, 60_000);
});
