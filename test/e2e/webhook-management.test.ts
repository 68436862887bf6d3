/** The gateway looks after its webhooks itself: over the real sandboxes, through a running app, on both databases. */

import { createHmac, randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { type EquiwattSandbox, startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import { startWattshiftSandbox } from '../../src/sandbox/wattshift/index.ts';
import { demoCredentials } from '../../src/sandbox/world.ts';
import { openStore } from '../../src/store/store.ts';
import { type FrontDoor, openFrontDoor } from '../support/front-door.ts';
import { postgresReachable } from '../support/services.ts';
import { createPostgresDatabase, createSqliteDatabase, type TestDatabase } from '../support/stores.ts';

const token = 'the-token-nobody-may-see';
const secretKey = randomBytes(32).toString('base64');

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

interface World {
  readonly database: TestDatabase;
  readonly equiwatt: EquiwattSandbox;
  readonly door: FrontDoor;
}

interface Gateway {
  readonly app: App;
  readonly lines: string[];
  ask(query: string, variables?: object): Promise<ReturnType<typeof JSON.parse>>;
  stop(): Promise<void>;
}

async function createWorld(create: () => Promise<TestDatabase>): Promise<World> {
  const database = await create();
  stops.push(() => database.drop());
  const equiwatt = await startEquiwattSandbox({ life: false, events: 2 });
  stops.push(() => equiwatt.stop());
  const door = await openFrontDoor();
  stops.push(() => door.stop());
  return { database, equiwatt, door };
}

interface Setup {
  readonly webhook?: object;
  readonly key?: string;
  readonly vendors?: object;
  readonly checkIntervalMs?: number;
  readonly publicUrl?: string;
}

async function startGateway({ database, equiwatt, door }: World, setup: Setup = {}): Promise<Gateway> {
  const { apiKey, tenantUuid } = demoCredentials.equiwatt;
  const webhook = setup.webhook ?? { token, auto: true };
  const file = {
    server: { allowPrivateVendorHosts: true, publicUrl: setup.publicUrl ?? door.url },
    tenants: [
      {
        id: 'acme',
        apiKeys: [
          { name: 'all', key: 'key', roles: ['read', 'write', 'events'] },
          { name: 'reader', key: 'reader', roles: ['read', 'events'] },
        ],
        vendors: { equiwatt: { baseUrl: equiwatt.url, apiKey, tenantUuid, webhook }, ...setup.vendors },
      },
    ],
  };
  const env = {
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: database.url,
    WATTGRAPH_SECRET_KEY: setup.key ?? secretKey,
  };
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line) => void lines.push(line) });
  const { checkIntervalMs: webhookCheckIntervalMs } = setup;
  const app = createApp(parseConfig(JSON.stringify(file), env), {
    log,
    ...(webhookCheckIntervalMs !== undefined && { webhookCheckIntervalMs }),
  });
  await app.start();
  door.behind.push(app.url);
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    door.behind.splice(door.behind.indexOf(app.url), 1);
    await app.stop();
  };
  stops.push(stop);
  return { app, lines, stop, ask: (query, variables) => ask(app, query, variables) };
}

async function ask({ url }: App, query: string, variables: object = {}, key = 'key') {
  const headers = { 'content-type': 'application/json', 'x-api-key': key };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

const registered = ({ equiwatt }: World) => equiwatt.customers[0]!.webhooks.registered;

async function untilRegistered(world: World, isGood: () => boolean = () => registered(world).length === 1) {
  await vi.waitFor(() => expect(isGood()).toBe(true), { timeout: 5_000, interval: 20 });
}

/** A delivery as the vendor would sign it. */
function deliver(gateway: Gateway, secret: string, body = startedBody()) {
  const signature = `equsha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const headers = { 'content-type': 'application/json', 'equiwatt-webhook-signature': signature };
  return fetch(`${gateway.app.url}/webhooks/equiwatt/${token}`, { method: 'POST', headers, body });
}

let minute = 0;
function startedBody() {
  minute += 1;
  const timestamp = new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
  return JSON.stringify({ uuid: 'w', type: 'EVENT.STARTED', timestamp, resource: { uuid: 'event-1' } });
}

const log = '{ tenant { events(first: 100) { nodes { type } } } }';
const webhooks = `{ tenant { webhooks { id vendor name url eventTypes isOurs
  deliveries { lastReceivedAt lastStoredAt stored duplicates rejected deadLetters unavailable } } } }`;
const register = `mutation ($input: RegisterWebhookInput!) {
  registerWebhook(input: $input) { webhook { id url isOurs eventTypes } userErrors { code message field } } }`;
const unregister = `mutation ($input: UnregisterWebhookInput!) {
  unregisterWebhook(input: $input) { webhook { id } userErrors { code message field } } }`;
const test = `mutation ($input: TestWebhookInput!) {
  testWebhook(input: $input) { webhook { id } userErrors { code message field } } }`;
const replay = `mutation ($input: ReplayEventInput!) {
  replayEvent(input: $input) { events { type } userErrors { code message field } } }`;

describe.each([
  ['SQLite', createSqliteDatabase, true] as const,
  ['PostgreSQL', createPostgresDatabase, await postgresReachable()] as const,
])('webhook: auto, over %s', (_, create, reachable) => {
  it.skipIf(!reachable)('makes equiwatt post all eleven types to the gateway, and takes what it signs', async () => {
    const world = await createWorld(create);
    const gateway = await startGateway(world);
    await untilRegistered(world);
    expect(registered(world)[0]).toMatchObject({
      url: `${world.door.url}/webhooks/equiwatt/${token}`,
      name: 'wattgraph',
    });
    expect(registered(world)[0]!.eventTypes).toHaveLength(11);
    await vi.waitFor(async () => expect((await world.equiwatt.advance()).map(({ status }) => status)).toEqual([202]));
    expect((await gateway.ask(log)).data.tenant.events.nodes.length).toBeGreaterThan(0);
  });

  it.skipIf(!reachable)('keeps the secret sealed, through a restart, and shows the token nowhere', async () => {
    const world = await createWorld(create);
    const first = await startGateway(world);
    await untilRegistered(world);
    const { secret, uuid } = registered(world)[0]!;
    await vi.waitFor(async () => expect((await deliver(first, secret)).status).toBe(202));
    const shown = JSON.stringify(await first.ask(webhooks));
    expect(shown).toContain('/webhooks/equiwatt/…');
    await first.stop();

    const second = await startGateway(world);
    expect((await deliver(second, secret)).status).toBe(202);
    await vi.waitFor(() => expect(world.equiwatt.calls.filter(({ method }) => method === 'GET').length).toBe(2 + 1));
    await second.stop();
    expect(registered(world).map((one) => one.uuid)).toEqual([uuid]);

    const store = await openStore(world.database.url);
    const row = await store.db.selectFrom('webhooks').selectAll().executeTakeFirstOrThrow();
    await store.stop();
    const stored = Buffer.from(row.secret!);
    expect([stored.includes(secret), stored.length > secret.length]).toEqual([false, true]);
    for (const text of [shown, ...first.lines, ...second.lines]) {
      expect(text.includes(token) || text.includes(secret)).toBe(false);
    }
  });

  it.skipIf(!reachable)('registers once when several replicas start at once, and each takes deliveries', async () => {
    const world = await createWorld(create);
    const gateways = await Promise.all([startGateway(world), startGateway(world), startGateway(world)]);
    await untilRegistered(world);
    await vi.waitFor(() => expect(world.equiwatt.calls.filter(({ method }) => method === 'GET').length).toBe(3));
    expect(world.equiwatt.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
    const { secret } = registered(world)[0]!;
    for (const gateway of gateways) expect((await deliver(gateway, secret)).status).toBe(202);
    expect((await gateways[0]!.ask(log)).data.tenant.events.nodes).toHaveLength(3);
  });

  it.skipIf(!reachable)('registers anew when the key was lost, and takes away what nobody can verify', async () => {
    const world = await createWorld(create);
    const first = await startGateway(world);
    await untilRegistered(world);
    const [old] = [...registered(world)];
    await vi.waitFor(async () => expect((await deliver(first, old!.secret)).status).toBe(202));
    await first.stop();
    const second = await startGateway(world, { key: randomBytes(32).toString('hex') });
    await untilRegistered(world, () => registered(world).length === 1 && registered(world)[0]!.uuid !== old!.uuid);
    expect((await deliver(second, registered(world)[0]!.secret)).status).toBe(202);
    expect((await deliver(second, old!.secret)).status).toBe(401);
  });
});

describe('webhook: auto', () => {
  it('mends what has drifted at the next look', async () => {
    const world = await createWorld(createSqliteDatabase);
    const gateway = await startGateway(world, { checkIntervalMs: 40 });
    await untilRegistered(world);
    const list = registered(world);
    const isWhole = () =>
      list.length === 1 && list[0]!.url.startsWith(world.door.url) && list[0]!.eventTypes.length === 11;

    list.splice(0);
    await untilRegistered(world, isWhole);
    list[0] = { ...list[0]!, eventTypes: ['EVENT.STARTED'] };
    await untilRegistered(world, isWhole);
    list[0] = { ...list[0]!, url: 'http://127.0.0.1:9/elsewhere' };
    await untilRegistered(world, isWhole);
    list.push({ ...list[0]!, uuid: 'a-second-one' });
    await untilRegistered(world, isWhole);
    await vi.waitFor(async () => expect((await deliver(gateway, list[0]!.secret)).status).toBe(202));
  });

  it('follows the gateway to another address, and leaves webhooks of others alone', async () => {
    const world = await createWorld(createSqliteDatabase);
    world.equiwatt.registerWebhook({ name: 'theirs', url: 'http://127.0.0.1:9/theirs' });
    const first = await startGateway(world);
    await untilRegistered(world, () => registered(world).length === 2);
    await first.ask(webhooks);
    await first.stop();
    await startGateway(world, { publicUrl: `${world.door.url}/moved/` });
    const url = `${world.door.url}/moved/webhooks/equiwatt/${token}`;
    await untilRegistered(world, () => registered(world).length === 2 && registered(world)[1]!.url === url);
    expect(registered(world)[0]!.name).toBe('theirs');
  });

  it('does not keep the gateway from starting when the vendor is down', async () => {
    const world = await createWorld(createSqliteDatabase);
    world.equiwatt.faults.add({ kind: 'status', status: 503 });
    const gateway = await startGateway(world);
    await vi.waitFor(() => expect(gateway.lines.join()).toContain('it is tried again'), { timeout: 5_000 });
    expect((await fetch(`${gateway.app.url}/readyz`)).status).toBe(200);
  });
});

describe('the webhook mutations', () => {
  it('register, show, test and take away a webhook', async () => {
    const world = await createWorld(createSqliteDatabase);
    const secrets = [demoCredentials.equiwatt.webhookSecret];
    const gateway = await startGateway(world, { webhook: { token, secrets } });
    expect((await gateway.ask(webhooks)).data.tenant.webhooks).toEqual([]);

    const types = ['EVENT.STARTED', 'EVENT.ENDED'];
    const made = await gateway.ask(register, { input: { vendor: 'EQUIWATT', eventTypes: types } });
    const { webhook, userErrors } = made.data.registerWebhook;
    expect(userErrors).toEqual([]);
    expect(webhook).toMatchObject({ isOurs: true, eventTypes: types, url: `${world.door.url}/webhooks/equiwatt/…` });
    const again = await gateway.ask(register, { input: { vendor: 'EQUIWATT', eventTypes: types } });
    expect(again.data.registerWebhook.webhook.id).toBe(webhook.id);

    const tested = await gateway.ask(test, { input: { vendor: 'EQUIWATT', id: webhook.id } });
    expect(tested.data.testWebhook).toEqual({ webhook: { id: webhook.id }, userErrors: [] });
    await world.equiwatt.customers[0]!.webhooks.attempted();
    // The secret of the config is good besides.
    expect((await deliver(gateway, secrets[0]!)).status).toBe(202);
    expect((await deliver(gateway, 'wrong')).status).toBe(401);
    const { data } = await gateway.ask(webhooks);
    expect(data.tenant.webhooks).toHaveLength(1);
    expect(data.tenant.webhooks[0]).toMatchObject({
      ...{ id: webhook.id, vendor: 'EQUIWATT', isOurs: true },
      deliveries: { stored: 3, rejected: 1, duplicates: 0, deadLetters: 0, unavailable: 0 },
    });
    expect(Date.parse(data.tenant.webhooks[0].deliveries.lastReceivedAt)).toBeGreaterThan(Date.now() - 60_000);

    const gone = await gateway.ask(unregister, { input: { vendor: 'EQUIWATT', id: webhook.id } });
    expect(gone.data.unregisterWebhook).toEqual({ webhook: { id: webhook.id }, userErrors: [] });
    expect(registered(world)).toEqual([]);
    expect((await gateway.ask(webhooks)).data.tenant.webhooks).toEqual([]);
  });

  it('take both secrets while one replaces the other, and refuse what was never ours', async () => {
    const world = await createWorld(createSqliteDatabase);
    const gateway = await startGateway(world);
    await untilRegistered(world);
    const [old] = [...registered(world)];
    await vi.waitFor(async () => expect((await deliver(gateway, old!.secret)).status).toBe(202));
    const rotated = await gateway.ask(register, { input: { vendor: 'EQUIWATT', rotateSecret: true } });
    expect(rotated.data.registerWebhook.userErrors).toEqual([]);
    expect(registered(world).map(({ uuid }) => uuid)).toEqual([rotated.data.registerWebhook.webhook.id]);
    const [now] = registered(world);
    expect(now!.secret).not.toBe(old!.secret);
    const answers = await Promise.all([now!.secret, old!.secret, 'wrong'].map((secret) => deliver(gateway, secret)));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 401]);
  });

  it('give the same answer to the same key, also after a restart, and call the vendor once', async () => {
    const world = await createWorld(createSqliteDatabase);
    const webhook = { token, secrets: ['s'] };
    const first = await startGateway(world, { webhook });
    const input = { vendor: 'EQUIWATT', rotateSecret: true, idempotencyKey: 'once' };
    const answers = await Promise.all([1, 2, 3].map(() => first.ask(register, { input })));
    await first.stop();
    const second = await startGateway(world, { webhook });
    answers.push(await second.ask(register, { input }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveProperty('size', 1);
    expect(world.equiwatt.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
    const other = await second.ask(register, { input: { ...input, rotateSecret: false } });
    expect(other.data.registerWebhook.userErrors).toMatchObject([
      { code: 'BAD_USER_INPUT', field: 'input.idempotencyKey' },
    ]);
  });

  it('send a registration once, however it ends', async () => {
    const world = await createWorld(createSqliteDatabase);
    const gateway = await startGateway(world, { webhook: { token, secrets: ['s'] } });
    world.equiwatt.faults.add({ kind: 'reset', path: '/subscribe' });
    const { data, errors } = await gateway.ask(register, { input: { vendor: 'EQUIWATT' } });
    expect([data, errors[0].extensions.code]).toEqual([null, 'VENDOR_UNAVAILABLE']);
    expect(world.equiwatt.calls.filter(({ path }) => path.includes('/subscribe'))).toHaveLength(1);
  });

  it('name what the client can mend, and need the role write', async () => {
    const world = await createWorld(createSqliteDatabase);
    const gateway = await startGateway(world, { webhook: { token, secrets: ['s'] } });
    const errorsOf = async (query: string, input: object) => {
      const { data } = await gateway.ask(query, { input });
      return (Object.values(data)[0] as { userErrors: unknown[] }).userErrors;
    };
    expect(await errorsOf(register, { vendor: 'EQUIWATT', eventTypes: ['NO.SUCH'] })).toMatchObject([
      { code: 'BAD_USER_INPUT', field: 'input.eventTypes' },
    ]);
    expect(await errorsOf(register, { vendor: 'ENERKEY' })).toMatchObject([
      { code: 'VENDOR_NOT_CONFIGURED', field: 'input.vendor' },
    ]);
    expect(await errorsOf(unregister, { vendor: 'EQUIWATT', id: 'nobody' })).toMatchObject([
      { code: 'BAD_USER_INPUT', field: 'input.id' },
    ]);
    expect(await errorsOf(test, { vendor: 'EQUIWATT', id: 'nobody' })).toMatchObject([
      { code: 'BAD_USER_INPUT', field: 'input.id' },
    ]);
    const refused = await ask(gateway.app, register, { input: { vendor: 'EQUIWATT' } }, 'reader');
    expect(refused.errors[0].extensions.code).toBe('FORBIDDEN');
    expect(registered(world)).toEqual([]);
  });

  it('read a delivery once more that could not be read', async () => {
    const world = await createWorld(createSqliteDatabase);
    const gateway = await startGateway(world, { webhook: { token, secrets: ['s'] } });
    expect((await deliver(gateway, 's', '{"type":"NO.SUCH","resource":{"uuid":"1"}}')).status).toBe(202);
    const letters = async () =>
      (await gateway.ask('{ tenant { deadLetters { id vendor reason receivedAt } } }')).data.tenant.deadLetters;
    const [letter] = await letters();
    expect(letter).toMatchObject({
      vendor: 'EQUIWATT',
      reason: 'EQUIWATT answered webhook with an unknown type of event.',
    });
    const failed = await gateway.ask(replay, { input: { deadLetterId: letter.id } });
    expect(failed.data.replayEvent).toMatchObject({
      events: [],
      userErrors: [{ code: 'BAD_USER_INPUT', field: 'input.deadLetterId' }],
    });

    // As if the adapter had been mended: the letter now holds what it can read.
    const store = await openStore(world.database.url);
    await store.db
      .updateTable('dead_letters')
      .set({ body: Buffer.from(startedBody()) })
      .execute();
    await store.stop();
    const replayed = await gateway.ask(replay, { input: { deadLetterId: letter.id, idempotencyKey: 'k' } });
    expect(replayed.data.replayEvent).toEqual({ events: [{ type: 'EVENT_STARTED' }], userErrors: [] });
    expect(await gateway.ask(replay, { input: { deadLetterId: letter.id, idempotencyKey: 'k' } })).toEqual(replayed);
    expect(await letters()).toEqual([]);
    expect((await gateway.ask(log)).data.tenant.events.nodes).toEqual([{ type: 'EVENT_STARTED' }]);
  });

  it("set WattShift's one webhook with the key of the config, and make it post", async () => {
    const world = await createWorld(createSqliteDatabase);
    const wattshift = await startWattshiftSandbox();
    stops.push(() => wattshift.stop());
    const { apiKey, securityKey } = demoCredentials.wattshift;
    const gateway = await startGateway(world, {
      vendors: { wattshift: { baseUrl: wattshift.url, apiKey, webhook: { token, securityKey } } },
      webhook: { token, secrets: ['s'] },
    });
    const made = await gateway.ask(register, { input: { vendor: 'WATTSHIFT' } });
    const { webhook, userErrors } = made.data.registerWebhook;
    expect(userErrors).toEqual([]);
    expect(webhook).toMatchObject({ url: `${world.door.url}/webhooks/wattshift/…`, eventTypes: ['PRICE_SIGNAL'] });
    const listed = (await gateway.ask(webhooks)).data.tenant.webhooks;
    expect(listed).toMatchObject([{ id: webhook.id, vendor: 'WATTSHIFT', isOurs: true }]);

    const tested = await gateway.ask(test, { input: { vendor: 'WATTSHIFT', id: webhook.id } });
    expect(tested.data.testWebhook).toEqual({ webhook: { id: webhook.id }, userErrors: [] });
    await vi.waitFor(async () =>
      expect((await gateway.ask(log)).data.tenant.events.nodes[0]).toEqual({ type: 'PRICE_SIGNAL' }),
    );
    const kept = await gateway.ask(unregister, { input: { vendor: 'WATTSHIFT', id: webhook.id } });
    expect(kept.data.unregisterWebhook.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: 'input.vendor' }]);
  });
});
