import { afterEach, expect, test } from 'vitest';
import { type Call, countFor } from '../../src/upstream/call.ts';
import type { TokenSource } from '../../src/upstream/connection.ts';
import { sourced } from '../../src/upstream/limits.ts';
import { eventually, getThing, openLimits, postThing, type Rig, startRig } from './rig.ts';

let rig: Rig;
afterEach(() => rig.stop());

const statusOnce = (status: number, headers: Record<string, string> = {}) =>
  ({ kind: 'status', status, headers, times: 1 }) as const;

test('tries a read again after a server error, and a write never', async () => {
  rig = await startRig();
  rig.server.faults.add(statusOnce(503));
  expect(await rig.until(rig.connection.send(getThing, rig.call()))).toMatchObject({ status: 200 });
  rig.server.faults.add(statusOnce(503));
  await expect(rig.connection.send(postThing, rig.call())).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE' });
  expect(rig.server.calls).toHaveLength(3);
});

test('tries a write again when the vendor was never reached', async () => {
  rig = await startRig();
  const call = rig.call();
  const closed = rig.connect({ baseUrl: 'http://127.0.0.1:1', role: 'closed' });
  await expect(rig.until(closed.send(postThing, call))).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE' });
  expect(countFor(call.trace, 'ENERKEY').calls).toBe(2);
});

test('gives calls that carry much the time that their class says, and others the usual', async () => {
  const answer = async () => {
    await rig.clock.sleep(12_000);
    return { status: 200, json: {} };
  };
  const classes = { default: {}, upload: { timeoutMs: 20_000, within: 'default' } };
  rig = await startRig(answer, { limits: { ...openLimits, classes } });
  const patient = () => rig.call({ deadlineMs: rig.clock.now() + 60_000 });
  const upload = rig.connection.send({ ...postThing, budgetClass: 'upload' }, patient());
  expect(await rig.until(upload)).toMatchObject({ status: 200 });
  const usual = rig.until(rig.connection.send(postThing, patient()));
  await expect(usual).rejects.toMatchObject({ code: 'VENDOR_TIMEOUT', message: expect.stringContaining('5000 ms') });
});

test('spends at most a tenth of its calls on retries', async () => {
  rig = await startRig();
  for (let i = 0; i < 60; i += 1) {
    // Every fourth fails, so that the breaker stays closed.
    if (i % 4 === 0) rig.server.faults.add(statusOnce(503));
    await rig.until(rig.connection.send(getThing, rig.call()).catch(() => undefined));
  }
  expect(rig.server.calls.length).toBeGreaterThan(60);
  expect(rig.server.calls.length).toBeLessThanOrEqual(66);
});

test('waits as long as a 429 asks for, and holds back the other calls of the credential', async () => {
  rig = await startRig();
  rig.server.faults.add(statusOnce(429, { 'retry-after': '2' }));
  const startMs = rig.clock.now();
  const first = rig.connection.send(getThing, rig.call());
  await eventually(() => rig.logged.length === 1);
  const hurried = rig.connect({ tenantId: 'other' }).send(getThing, rig.call({ deadlineMs: rig.clock.now() + 1_000 }));
  await expect(hurried).rejects.toMatchObject({ code: 'VENDOR_RATE_LIMITED', details: { retryAfterMs: 2_000 } });
  await rig.until(first);
  expect(rig.clock.now() - startMs).toBeGreaterThanOrEqual(2_000);
  expect(rig.server.calls).toHaveLength(2);
});

test.each([
  ['a day', '86400', 3_600_000],
  ['a date in an hour', new Date(Date.UTC(2026, 0, 1, 1)).toUTCString(), 3_600_000],
  ['a date in the past', new Date(Date.UTC(2020, 0, 1)).toUTCString(), 1_000],
  ['nonsense', 'soon', 1_000],
])('gives up at once on a write told to wait %s, and says how long', async (_what, header, retryAfterMs) => {
  rig = await startRig();
  rig.server.faults.add(statusOnce(429, { 'retry-after': header }));
  const sent = rig.connection.send(postThing, rig.call());
  await expect(sent).rejects.toMatchObject({ code: 'VENDOR_RATE_LIMITED', details: { retryAfterMs } });
  const next = rig.connection.send(getThing, rig.call({ deadlineMs: rig.clock.now() + 500 }));
  await expect(next).rejects.toMatchObject({ code: 'VENDOR_RATE_LIMITED', details: { retryAfterMs } });
});

test.each([
  ['seconds', '3', 3_000],
  ['a date', new Date(Date.UTC(2026, 0, 1) + 4_000).toUTCString(), 4_000],
  ['a date in the past', new Date(0).toUTCString(), 1_000],
])('tries a read again when the wait it was told in %s is over, and not before', async (_what, header, waitMs) => {
  rig = await startRig();
  rig.server.faults.add(statusOnce(429, { 'retry-after': header }));
  const sent = rig.connection.send(getThing, rig.call());
  await eventually(() => rig.logged.length === 1);
  await rig.clock.advance(waitMs - 1);
  expect(rig.server.calls).toHaveLength(1);
  await rig.clock.advance(1);
  expect(await sent).toMatchObject({ status: 200 });
  expect(rig.server.calls).toHaveLength(2);
});

test('fails a read at once when it was told to wait beyond its deadline', async () => {
  rig = await startRig();
  rig.server.faults.add(statusOnce(429, { 'retry-after': '86400' }));
  const startMs = rig.clock.now();
  const sent = rig.connection.send(getThing, rig.call());
  await expect(sent).rejects.toMatchObject({ code: 'VENDOR_RATE_LIMITED', details: { retryAfterMs: 3_600_000 } });
  expect(rig.clock.now()).toBe(startMs);
});

test('reads the time to wait from the body where the vendor writes it there', async () => {
  rig = await startRig(() => ({ status: 429, json: { retry_after_seconds: 7 } }), {
    retryAfterMsFrom: ({ body }) => (body as { retry_after_seconds: number }).retry_after_seconds * 1_000,
  });
  const sent = rig.connection.send(postThing, rig.call());
  await expect(sent).rejects.toMatchObject({ details: { retryAfterMs: 7_000 } });
});

test('leaves a failing vendor alone, lets one probe through, and comes back', async () => {
  rig = await startRig();
  rig.server.faults.add({ kind: 'status', status: 500, times: 5 });
  for (let i = 0; i < 5; i += 1) await rig.connection.send(postThing, rig.call()).catch(() => undefined);
  expect(rig.connection.status().breaker).toBe('OPEN');
  const refused = rig.connection.send(getThing, rig.call());
  await expect(refused).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE', details: { retryAfterMs: 4_500 } });
  expect(rig.server.calls).toHaveLength(5);
  await rig.clock.advance(4_500);
  expect(rig.connection.status().breaker).toBe('HALF_OPEN');
  const both = await Promise.allSettled([1, 2].map(() => rig.connection.send(getThing, rig.call())));
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(rig.connection.status().breaker).toBe('CLOSED');
});

test('never opens for refused credentials or requests, nor for another credential', async () => {
  rig = await startRig();
  for (const status of [401, 403, 404, 400, 401, 403, 404, 400]) {
    rig.server.faults.add(statusOnce(status));
    await rig.connection.send(postThing, rig.call()).catch(() => undefined);
  }
  expect(rig.connection.status().breaker).toBe('CLOSED');
  rig.server.faults.add({ kind: 'status', status: 500, times: 20 });
  for (let i = 0; i < 10; i += 1) await rig.connection.send(postThing, rig.call()).catch(() => undefined);
  expect(rig.connection.status().breaker).toBe('OPEN');
  expect(rig.connect({ credentials: ['secret-two'] }).status().breaker).toBe('CLOSED');
});

test('switches to the second key when the first is refused, and stays with the one that works', async () => {
  rig = await startRig(({ headers }) => (headers['x-key'] === 'new' ? { status: 200, json: {} } : { status: 401 }), {
    credentials: ['old', 'new'],
  });
  await rig.connection.send(getThing, rig.call());
  await rig.connection.send(postThing, rig.call());
  expect(rig.requests.map(({ headers }) => headers['x-key'])).toEqual(['old', 'new', 'new']);
});

test('says unauthorized when no key works', async () => {
  rig = await startRig(() => ({ status: 401 }), { credentials: ['old', 'new'] });
  await expect(rig.connection.send(getThing, rig.call())).rejects.toMatchObject({ code: 'VENDOR_UNAUTHORIZED' });
  expect(rig.requests).toHaveLength(2);
});

function tokenRig() {
  let issued = 0;
  const good = { token: '', down: false, refuseAll: false };
  const start = async () => {
    rig = await startRig((request) => {
      if (request.url.pathname === '/token') {
        if (good.down) return { status: 500 };
        issued += 1;
        good.token = `t${issued}`;
        return { status: 200, json: { access_token: good.token, expires_in: 1_000 } };
      }
      const ok = !good.refuseAll && request.headers.authorization === `Bearer ${good.token}`;
      return ok ? { status: 200, json: {} } : { status: 401 };
    });
    const fetchToken = async (call: Call) => {
      const request = { operation: 'token', method: 'POST', path: '/token', form: { a: 'b' } } as const;
      const { body } = await connection.send(request, call);
      const { access_token, expires_in } = body as { access_token: string; expires_in: number };
      return { accessToken: access_token, tokenType: 'Bearer', expiresInSeconds: expires_in };
    };
    const token: TokenSource = { fetchToken };
    const connection = rig.connect({ token });
    return { connection, good, issued: () => issued };
  };
  return start();
}

test('fetches one token for all who need one, and counts it on the trace', async () => {
  const { connection, issued } = await tokenRig();
  const call = rig.call();
  await Promise.all(Array.from({ length: 100 }, () => connection.send(getThing, call)));
  expect(issued()).toBe(1);
  expect(countFor(call.trace, 'ENERKEY').calls).toBe(101);
});

test('fetches another token once when the vendor refuses the one it has', async () => {
  const { connection, good, issued } = await tokenRig();
  await connection.send(getThing, rig.call());
  good.token = 'revoked';
  await connection.send(getThing, rig.call());
  expect(issued()).toBe(2);
  good.token = 'revoked again';
  await Promise.all(Array.from({ length: 100 }, () => connection.send(getThing, rig.call())));
  expect(issued()).toBe(3);
  good.refuseAll = true;
  await expect(connection.send(getThing, rig.call())).rejects.toMatchObject({ code: 'VENDOR_UNAUTHORIZED' });
  expect(issued()).toBe(4);
});

test('renews a token before it ends, and uses it to its end while the token endpoint is down', async () => {
  const { connection, good, issued } = await tokenRig();
  await connection.send(getThing, rig.call());
  good.down = true;
  await rig.clock.advance(960_000);
  await connection.send(getThing, rig.call());
  await eventually(() => rig.logged.length === 1);
  await connection.send(getThing, rig.call());
  expect(issued()).toBe(1);
  await rig.clock.advance(40_000);
  await expect(connection.send(getThing, rig.call())).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE' });
  good.down = false;
  await connection.send(getThing, rig.call());
  expect(issued()).toBe(2);
});

test('believes the header that tells how many calls are left', async () => {
  const limits = {
    ...openLimits,
    classes: { default: { perDay: sourced(100, 'assumed'), remainingHeader: sourced('x-rate-limit', 'assumed') } },
  };
  let left = 50;
  rig = await startRig(() => ({ status: 200, json: {}, headers: { 'x-rate-limit': String(left) } }), { limits });
  await rig.connection.send(getThing, rig.call());
  expect(rig.connection.status().budgets).toMatchObject([{ window: '24h', limit: 100, remaining: 50 }]);
  left = 0;
  await rig.connection.send(getThing, rig.call());
  await expect(rig.connection.send(getThing, rig.call())).rejects.toMatchObject({ code: 'VENDOR_RATE_LIMITED' });
});

test('tells truthfully how the connection stands', async () => {
  const rate = sourced({ requests: 5, windowMs: 1_000 }, 'assumed');
  const limits = { ...openLimits, classes: { default: { rate, concurrent: sourced(3, 'assumed') } } };
  rig = await startRig(undefined, { limits, perDay: 40 });
  await rig.connection.send(getThing, rig.call());
  rig.server.faults.add(statusOnce(400));
  await rig.connection.send(getThing, rig.call()).catch(() => undefined);
  expect(rig.connection.status()).toMatchObject({
    budgets: [
      { window: '1s', limit: 5, remaining: 3 },
      { window: '24h', limit: 40, remaining: 38 },
    ],
    inFlight: 0,
    maxInFlight: 3,
    breaker: 'CLOSED',
    callsToday: 2,
    lastError: { atMs: rig.clock.now(), error: { code: 'VENDOR_REJECTED' } },
    lastSuccessAtMs: rig.clock.now(),
  });
});

test('refuses a daily limit that differs between tenants of one credential', async () => {
  rig = await startRig(undefined, { perDay: 40 });
  expect(() => rig.connect({ tenantId: 'other', perDay: 50 })).toThrow('share a credential but not its daily limit');
});

test('tells whether a write may have changed something: not one that was refused or never sent, nor a read', async () => {
  rig = await startRig();
  const changesOf = async (send: (call: Call) => Promise<unknown>): Promise<number> => {
    const call = rig.call();
    await rig.until(send(call).catch(() => undefined));
    return call.trace.changes;
  };
  const post = (call: Call) => rig.connection.send(postThing, call);
  expect(await changesOf(post)).toBe(1);
  expect(await changesOf((call) => rig.connection.send(getThing, call))).toBe(0);
  for (const [status, changes] of [
    [400, 0],
    [401, 0],
    [413, 0],
    [408, 1],
    [503, 1],
  ] as const) {
    rig.server.faults.add(statusOnce(status));
    expect([status, await changesOf(post)]).toEqual([status, changes]);
  }
  rig.server.faults.add({ kind: 'reset', times: 1 });
  expect(await changesOf(post)).toBe(1);
  const closed = rig.connect({ baseUrl: 'http://127.0.0.1:1', role: 'closed' });
  expect(await changesOf((call) => closed.send(postThing, call))).toBe(0);
});
