import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EquiwattSandbox, startEquiwattSandbox } from '../../../src/sandbox/equiwatt/index.ts';
import { assetMpan, assetUuid, demoCredentials } from '../../../src/sandbox/world.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';

const { apiKey, tenantUuid } = demoCredentials.equiwatt;
const rightHeaders = { 'x-api-key': apiKey, tenant: tenantUuid, 'x-api-version': '1.0' };
const eventId = 'e7e47000-0000-4000-8000-000000000001';
const unknownId = '00000000-0000-4000-8000-000000000000';

let sandbox: EquiwattSandbox;
let clock: FakeClock;

beforeEach(async () => {
  clock = createFakeClock();
  sandbox = await startEquiwattSandbox({ life: false, clock, assets: 1200 });
});
afterEach(() => sandbox.stop());

async function ask(path: string, init: RequestInit = {}) {
  const answer = await fetch(sandbox.url + path, { ...init, headers: { ...rightHeaders, ...init.headers } });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, json: text ? JSON.parse(text) : undefined };
}

const headers = { 'content-type': 'application/json' };
const post = (path: string, body: unknown) => ask(path, { method: 'POST', headers, body: JSON.stringify(body) });

test.each([
  ['no key', { 'x-api-key': '' }, 401],
  ['a wrong key', { 'x-api-key': 'wrong' }, 401],
  ['no tenant', { tenant: '' }, 403],
  ["another's tenant", { tenant: unknownId }, 403],
  ['no version', { 'x-api-version': '' }, 400],
  ['another version', { 'x-api-version': '2.0' }, 400],
])('refuses %s', async (_what, headers, status) => {
  const answer = await ask('/api/v1/assets', { headers });
  expect(answer.status).toBe(status);
  expect(answer.json).toMatchObject({ statusCode: status, message: expect.anything(), error: expect.any(String) });
});

test('a page has exactly two keys, ten items unless asked otherwise, and tells how many there are', async () => {
  const { status, json } = await ask('/api/v1/assets');
  expect(status).toBe(200);
  expect(Object.keys(json)).toEqual(['items', 'pagination']);
  expect(json.pagination).toEqual({
    ...{ totalItems: 1200, itemCount: 10, itemsPerPage: 10, totalPages: 120, currentPage: 1, hasMore: true },
  });
  expect(json.items[0]).toMatchObject({ uuid: assetUuid(1), assetId: assetMpan(1), assetType: 'SMARTMETER' });
  const last = await ask('/api/v1/assets?page=2&pageSize=1000');
  expect(last.json.pagination).toMatchObject({ itemCount: 200, totalPages: 2, hasMore: false });
  const beyond = await ask('/api/v1/assets?page=9&pageSize=1000');
  expect(beyond).toMatchObject({ status: 200, json: { items: [], pagination: { itemCount: 0, hasMore: false } } });
});

test.each(['page=0', 'page=x', 'pageSize=0', 'pageSize=1001', 'page=-1', 'pageSize=1.5'])(
  'refuses %s',
  async (query) => {
    expect(await ask(`/api/v1/assets?${query}`)).toMatchObject({ status: 400, json: { error: 'Bad Request' } });
  },
);

test.each([
  `/api/v1/assets/${unknownId}`,
  `/api/v1/events/${unknownId}`,
  `/api/v1/events/${unknownId}/stats`,
  `/api/events/${unknownId}/assets`,
  `/api/v1/portfolios/${unknownId}/assets`,
  `/api/v1/energy-consumption?assetUUID=${unknownId}&startDateTime=2013-01-01T00:00:00Z&endDateTime=2013-01-02T00:00:00Z`,
  '/api/assets',
  '/api/v1/',
])('knows no %s', async (path) => {
  expect(await ask(path)).toMatchObject({ status: 404, json: { statusCode: 404, error: 'Not Found' } });
});

test('refuses the 26th request of a second, and takes it when the second has passed', async () => {
  const statuses: number[] = [];
  for (let i = 0; i < 26; i += 1) statuses.push((await ask('/api/v1/event-schemes')).status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(25);
  const refused = await ask('/api/v1/event-schemes');
  expect(refused).toMatchObject({ status: 429, json: { statusCode: 429 } });
  expect(refused.headers.get('retry-after')).toBe('1');
  await clock.advance(999);
  expect((await ask('/api/v1/event-schemes')).status).toBe(429);
  await clock.advance(1);
  expect((await ask('/api/v1/event-schemes')).status).toBe(200);
});

test('refuses the 16th request at once', async () => {
  sandbox.faults.add({ kind: 'latency', ms: 10 });
  const all = Array.from({ length: 18 }, () => ask('/api/v1/event-schemes'));
  while (clock.sleeping < 18) await new Promise((resolve) => setImmediate(resolve));
  await clock.advance(10);
  const statuses = (await Promise.all(all)).map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array(15).fill(200), 429, 429, 429]);
});

test('numbers travel as text where they do at the vendor', async () => {
  const stats = await ask(`/api/v1/events/${eventId}/stats`);
  expect(stats.json).toMatchObject({ energySaved: expect.any(String), highUsageCount: expect.any(String) });
  expect(stats.json).toMatchObject({ earnings: expect.any(Number), optInCount: expect.any(Number) });
  const baselines = await ask(`/api/events/${eventId}/assets`);
  expect(baselines.json.items[0]).toMatchObject({
    asset: { uuid: expect.any(String), assetId: expect.any(String) },
    baselines: [{ value: expect.any(String), method: expect.any(String), type: 'import' }],
  });
  const v1 = await ask(`/api/v1/events/${eventId}/assets`);
  expect(v1.json.items[0]).toMatchObject({ state: 'OPT_IN' });
  expect(v1.json.items[0]).not.toHaveProperty('baselines');
  const assetStats = await ask(`/api/v1/events/${eventId}/assets/stats`);
  expect(Object.keys(assetStats.json.items[0].asset)).toEqual(['uuid']);
});

test('scheme assets are filtered by `state`, and an unknown state is refused', async () => {
  const path = '/api/v1/event-schemes/5c4e0000-0000-4000-8000-000000000001/assets';
  const rejected = await ask(`${path}?state=REJECTED&pageSize=1000`);
  expect(rejected.json.items.length).toBeGreaterThan(0);
  for (const item of rejected.json.items) expect(item.state).toBe('REJECTED');
  expect((await ask(`${path}?state=PAUSED`)).status).toBe(400);
});

const energyPath = (n: number, from: string, to: string) =>
  `/api/v1/energy-consumption?assetUUID=${assetUuid(n)}&startDateTime=${from}&endDateTime=${to}&pageSize=1000`;

test('energy is kWh by half hour in epoch seconds, the same household every ten assets', async () => {
  const one = await ask(energyPath(1, '2013-06-01T00:00:00Z', '2013-06-02T00:00:00Z'));
  expect(one.json.items).toHaveLength(48);
  expect(one.json.items[1]).toMatchObject({ assetUUID: assetUuid(1), timestamp: 1370046600, type: 'import' });
  const eleven = await ask(energyPath(11, '2013-06-01T00:00:00Z', '2013-06-02T00:00:00Z'));
  const values = (json: { items: { value: number }[] }) => json.items.map(({ value }) => value);
  expect(values(eleven.json)).toEqual(values(one.json));
  expect((await ask('/api/v1/energy-consumption?assetUUID=x')).status).toBe(400);
});

test('an upload is taken once a second, checked, and read back', async () => {
  const point = { assetUUID: assetUuid(1), timestamp: 1370044800, value: 7.25, type: 'import' };
  expect((await post('/api/v1/energy-consumption', [point])).status).toBe(201);
  expect((await post('/api/v1/energy-consumption', [point])).status).toBe(429);
  const day = energyPath(1, '2013-06-01T00:00:00Z', '2013-06-02T00:00:00Z');
  expect((await ask(day)).json.items[0]).toEqual(point);
  expect((await ask(day)).json.items).toHaveLength(48);
  for (const wrong of [{}, [{ ...point, value: '7' }], [{ ...point, unit: 'kWh' }], Array(50_001).fill(point)]) {
    await clock.advance(1000);
    expect((await post('/api/v1/energy-consumption', wrong)).status).toBe(400);
  }
});

test('a webhook is subscribed with a secret told once, read, and unsubscribed', async () => {
  const form = { name: 'mine', url: 'http://127.0.0.1:9/hook', eventTypes: ['EVENT.STARTED'] };
  const made = await post('/api/v1/webhooks/subscribe', form);
  expect(made).toMatchObject({ status: 201, json: { ...form, uuid: expect.any(String), secret: expect.any(String) } });
  const { secret: _secret, ...shown } = made.json;
  expect((await ask('/api/v1/webhooks')).json.items).toEqual([shown]);
  expect((await ask(`/api/v1/webhooks/${made.json.uuid}`)).json).toEqual(shown);
  const gone = await ask(`/api/v1/webhooks/${made.json.uuid}/unsubscribe`, { method: 'DELETE' });
  expect(gone.status).toBe(200);
  expect((await ask(`/api/v1/webhooks/${made.json.uuid}`)).status).toBe(404);
  for (const wrong of [{ ...form, url: 'nowhere' }, { ...form, eventTypes: ['EVENT.X'] }, { ...form, more: 1 }, []]) {
    expect((await post('/api/v1/webhooks/subscribe', wrong)).status).toBe(400);
  }
});

test('two customers with the same ids see their own names only', async () => {
  await sandbox.stop();
  const other = '7e4a1700-0000-4000-8000-000000000002';
  sandbox = await startEquiwattSandbox({
    ...{ life: false, clock },
    tenants: [
      { apiKey, tenantUuid, marker: 'A ' },
      { apiKey, tenantUuid: other, marker: 'B ', assets: 20 },
      { apiKey: 'third', tenantUuid: other, marker: 'C ', idOffset: 5000 },
    ],
  });
  for (const path of ['assets', 'portfolios', 'event-schemes', 'events']) {
    const a = await ask(`/api/v1/${path}`);
    const b = await ask(`/api/v1/${path}`, { headers: { tenant: other } });
    const c = await ask(`/api/v1/${path}`, { headers: { 'x-api-key': 'third', tenant: other } });
    const ids = (json: { items: { uuid: string }[] }) => json.items.map(({ uuid }) => uuid);
    expect(ids(b.json)).toEqual(ids(a.json));
    expect(ids(c.json).filter((id) => ids(a.json).includes(id))).toEqual([]);
    for (const [json, mark] of [
      [a.json, 'A '],
      [b.json, 'B '],
      [c.json, 'C '],
    ] as const) {
      for (const { name } of json.items) expect(name.startsWith(mark)).toBe(true);
    }
  }
});
