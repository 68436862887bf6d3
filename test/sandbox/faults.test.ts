import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SandboxServer, startSandboxServer } from '../../src/sandbox/server.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

const answer = { greeting: 'hello', filling: 'x'.repeat(100) };
let clock: FakeClock;
let server: SandboxServer;
let handled: number;

beforeEach(async () => {
  handled = 0;
  clock = createFakeClock();
  server = await startSandboxServer({
    ...{ name: 'test', port: 0, clock },
    handle: () => {
      handled += 1;
      return { status: 200, json: answer };
    },
    controls: { double: (input) => Number(input) * 2 },
  });
});
afterEach(() => server.stop());

const get = (path = '/thing') => fetch(server.url + path, { signal: AbortSignal.timeout(5_000) });
const control = (method: string, name: string, body?: unknown) =>
  fetch(`${server.url}/__sandbox/${name}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

test('without a fault the vendor answers', async () => {
  expect(await (await get()).json()).toEqual(answer);
  expect(server.calls).toMatchObject([{ method: 'GET', path: '/thing', inFlight: 1, status: 200 }]);
});

test('a status comes with its headers and body, and the vendor does nothing', async () => {
  server.faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '7' }, body: 'slow down' });
  const refused = await get();
  expect([refused.status, refused.headers.get('retry-after'), await refused.text()]).toEqual([429, '7', 'slow down']);
  expect(handled).toBe(0);
});

test('a fault meets the paths, methods and number of requests it names', async () => {
  server.faults.add({ kind: 'status', status: 503, path: '/thing', method: 'GET', times: 2 });
  const statuses = [];
  for (const path of ['/other', '/thing?a=1', '/thing', '/thing']) statuses.push((await get(path)).status);
  expect(statuses).toEqual([200, 503, 503, 200]);
});

test('latency delays the right answer on the clock', async () => {
  server.faults.add({ kind: 'latency', ms: 3_000 });
  let answered = false;
  const late = get().then(async (response) => {
    answered = true;
    return response.json();
  });
  while (clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
  await clock.advance(2_999);
  expect(answered).toBe(false);
  await clock.advance(1);
  expect(await late).toEqual(answer);
});

test('a hanging request is never answered', async () => {
  server.faults.add({ kind: 'hang' });
  await expect(fetch(`${server.url}/thing`, { signal: AbortSignal.timeout(40) })).rejects.toThrow();
  expect(server.calls).toMatchObject([{ status: null }]);
});

test('a reset cuts the connection', async () => {
  server.faults.add({ kind: 'reset', times: 1 });
  await expect(get()).rejects.toThrow();
  expect((await get()).status).toBe(200);
});

test('a truncated answer declares more than it sends', async () => {
  server.faults.add({ kind: 'truncated' });
  await expect(get().then((response) => response.text())).rejects.toThrow();
});

test('a wrong type is HTML, a wrong shape is JSON of another kind', async () => {
  server.faults.add({ kind: 'wrongType', times: 1 });
  const page = await get();
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html']);
  server.faults.add({ kind: 'wrongShape', times: 1 });
  expect(await (await get()).json()).not.toHaveProperty('greeting');
});

test('a huge body has the size asked for', async () => {
  server.faults.add({ kind: 'hugeBody', bytes: 100_000 });
  expect(await (await get()).text()).toHaveLength(100_000);
});

test('a slow drip is the right answer, byte by byte', async () => {
  server.faults.add({ kind: 'slowDrip', ms: 10 });
  const dripping = get().then((response) => response.json());
  let done = false;
  const drive = async () => {
    while (!done) await clock.advance(10);
  };
  const [dripped] = await Promise.all([
    dripping.finally(() => {
      done = true;
    }),
    drive(),
  ]);
  expect(dripped).toEqual(answer);
});

test('faults are planned, listed and cleared over HTTP', async () => {
  const fault = { kind: 'status', status: 500, times: 3 };
  expect((await control('POST', 'faults', fault)).status).toBe(201);
  expect(await (await control('GET', 'faults')).json()).toEqual([fault]);
  expect((await get()).status).toBe(500);
  expect((await control('DELETE', 'faults')).status).toBe(204);
  expect((await get()).status).toBe(200);
});

test.each([
  { kind: 'earthquake' },
  { kind: 'status', status: 200 },
  { kind: 'latency', ms: -1 },
  { kind: 'hang', when: 1 },
  7,
])('refuses the fault %o', async (fault) => {
  expect((await control('POST', 'faults', fault)).status).toBe(400);
  expect(server.faults.list()).toEqual([]);
});

test('calls seen are told and forgotten, the control endpoint not among them', async () => {
  await get('/a?b=c');
  server.faults.add({ kind: 'hang' });
  expect(await (await control('GET', 'calls')).json()).toMatchObject([{ path: '/a?b=c', status: 200 }]);
  expect((await control('POST', 'reset')).status).toBe(204);
  expect([server.calls, server.faults.list()]).toEqual([[], []]);
});

test('a vendor may add controls, and unknown ones are 404', async () => {
  expect(await (await control('POST', 'double', 21)).json()).toBe(42);
  expect((await control('POST', 'toString')).status).toBe(404);
  expect((await control('GET', 'double')).status).toBe(404);
});
