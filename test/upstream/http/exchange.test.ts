import { afterEach, expect, test } from 'vitest';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { countFor } from '../../../src/upstream/call.ts';
import { eventually, getThing, postThing, type Rig, startRig } from '../rig.ts';

let rig: Rig;
afterEach(() => rig.stop());

test('sends query, headers and credential below the path of the base URL', async () => {
  rig = await startRig();
  const connection = rig.connect({ baseUrl: `${rig.server.url}/base/` });
  const query = { a: [1, 2], b: 'x y&z', c: undefined, d: false };
  await connection.send({ ...getThing, query, headers: { 'x-version': '2' } }, rig.call());
  const seen = rig.requests[0]!;
  expect(seen.url.pathname + seen.url.search).toBe('/base/thing?a=1&a=2&b=x%20y%26z&d=false');
  expect(seen.headers).toMatchObject({ 'x-key': 'secret-one', 'x-version': '2', accept: 'application/json' });
});

test('keeps the trailing slash of a base URL when the path is empty', async () => {
  rig = await startRig();
  const connection = rig.connect({ baseUrl: `${rig.server.url}/measurements/` });
  await connection.send({ ...getThing, path: '' }, rig.call());
  expect(rig.requests[0]!.url.pathname).toBe('/measurements/');
});

test('sends JSON and forms, and reads JSON, text, bytes and nothing', async () => {
  rig = await startRig((request) => {
    if (request.url.pathname === '/empty') return { status: 204 };
    return {
      status: 200,
      text: request.body.toString(),
      headers: { 'content-type': request.headers['content-type']! },
    };
  });
  const send = async (more: object) =>
    (await rig.connection.send({ ...getThing, method: 'POST', ...more }, rig.call())).body;
  expect(await send({ json: { a: [1] } })).toEqual({ a: [1] });
  expect(await send({ form: { a: 'x y', b: '&' }, expect: 'text' })).toBe('a=x+y&b=%26');
  expect(await send({ json: [1], expect: 'binary' })).toEqual(new Uint8Array(Buffer.from('[1]')));
  expect(await send({ path: '/empty' })).toBeUndefined();
});

test.each([
  [400, 'VENDOR_REJECTED'],
  [401, 'VENDOR_UNAUTHORIZED'],
  [403, 'VENDOR_UNAUTHORIZED'],
  [404, 'VENDOR_REJECTED'],
  [429, 'VENDOR_RATE_LIMITED'],
  [500, 'VENDOR_UNAVAILABLE'],
  [503, 'VENDOR_UNAVAILABLE'],
])('makes status %i the error %s of that vendor, without its words', async (status, code) => {
  rig = await startRig();
  rig.server.faults.add({ kind: 'status', status, body: 'canary-text http://canary.example' });
  const failure = await rig.connection.send(postThing, rig.call()).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code, details: { vendor: 'ENERKEY' } });
  expect(String(failure)).not.toMatch(/canary|secret|127\.0\.0\.1|http/);
  expect(rig.logged.join('')).not.toMatch(/canary-text|secret-one|127\.0\.0\.1/);
  expect(rig.logged).toHaveLength(1);
});

test.each<[Fault, string]>([
  [{ kind: 'reset' }, 'VENDOR_UNAVAILABLE'],
  [{ kind: 'truncated' }, 'VENDOR_UNAVAILABLE'],
  [{ kind: 'wrongType' }, 'VENDOR_CONTRACT'],
  [{ kind: 'hugeBody', bytes: 2_000_000 }, 'VENDOR_CONTRACT'],
])('makes the fault %o the error %s', async (fault, code) => {
  rig = await startRig(undefined, {}, { maxBodyBytes: 1_000_000 });
  rig.server.faults.add(fault);
  const sent = rig.connection.send({ ...postThing }, rig.call());
  await expect(sent).rejects.toMatchObject({ code, details: { vendor: 'ENERKEY' } });
});

test('never follows a redirect', async () => {
  rig = await startRig((request) =>
    request.url.pathname === '/thing'
      ? { status: 302, headers: { location: '/elsewhere' } }
      : { status: 200, json: {} },
  );
  await expect(rig.connection.send(getThing, rig.call())).rejects.toMatchObject({ code: 'VENDOR_CONTRACT' });
  expect(rig.requests).toHaveLength(1);
});

test('takes a status the request accepts as an answer, even with a body that is no JSON', async () => {
  rig = await startRig(() => ({ status: 404, text: 'nothing here' }));
  const response = await rig.connection.send({ ...getThing, accept: [404] }, rig.call());
  expect(response).toMatchObject({ status: 404, body: undefined });
});

test.each(['hang', 'slowDrip'] as const)('ends an exchange that takes longer than its time (%s)', async (kind) => {
  rig = await startRig();
  rig.server.faults.add(kind === 'hang' ? { kind } : { kind, ms: 40 });
  const sent = rig.connection.send(getThing, rig.call());
  const failed = expect(sent).rejects.toMatchObject({ code: 'VENDOR_TIMEOUT', details: { vendor: 'ENERKEY' } });
  await eventually(() => rig.server.calls.length === 1);
  await rig.clock.advance(5_000);
  await failed;
});

test('ends with the operation: at its deadline, and as soon as its client is gone', async () => {
  rig = await startRig();
  rig.server.faults.add({ kind: 'hang' });
  const late = rig.connection.send(getThing, rig.call({ deadlineMs: rig.clock.now() + 1_000 }));
  const lateFails = expect(late).rejects.toMatchObject({ code: 'OPERATION_TIMEOUT' });
  const client = new AbortController();
  const gone = rig.connection.send(getThing, rig.call({ signal: client.signal }));
  const goneFails = expect(gone).rejects.toMatchObject({ code: 'OPERATION_TIMEOUT' });
  await eventually(() => rig.server.calls.length === 2);
  client.abort();
  await goneFails;
  await rig.clock.advance(1_000);
  await lateFails;
  expect(rig.connection.status()).toMatchObject({ lastError: null });
});

test('counts every request on the trace and in the metrics', async () => {
  rig = await startRig();
  const call = rig.call();
  await rig.connection.send(getThing, call);
  rig.server.faults.add({ kind: 'status', status: 400, times: 1 });
  await rig.connection.send(getThing, call).catch(() => undefined);
  expect(countFor(call.trace, 'ENERKEY').calls).toBe(2);
  const { values } = await rig.metrics.vendorCalls.get();
  expect(values.map(({ labels, value }) => [labels.outcome, value])).toEqual([
    ['ok', 1],
    ['VENDOR_REJECTED', 1],
  ]);
});
