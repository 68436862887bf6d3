import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { standInLine } from '../../src/loaders/turns.ts';
import { type Gateway, keys, startGateway } from './gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ operationTimeoutMs: 100 });
});
afterAll(() => gateway.app.stop());
beforeEach(() => {
  gateway.vendor.behaviour = 'answer';
  gateway.vendor.calls.length = 0;
});

describe('the time limit of an operation', () => {
  it('cuts the vendor calls under way, and the rest is answered', async () => {
    gateway.vendor.behaviour = 'hang';
    const { status, body } = await gateway.ask('{ hello vendor }');
    expect(status).toBe(200);
    expect(body.data).toEqual({ hello: 'world', vendor: null });
    expect(body.errors?.[0]?.extensions.code).toBe('OPERATION_TIMEOUT');
    expect(gateway.vendor.calls[0]?.signal.aborted).toBe(true);
  });

  it('answers 504 when something does not listen', async () => {
    const { status, body } = await gateway.ask('{ deaf }');
    expect(status).toBe(504);
    expect(body).toEqual({
      errors: [{ message: 'The operation did not finish within 100 ms.', extensions: { code: 'OPERATION_TIMEOUT' } }],
    });
  });

  it('is told to the vendors as a deadline', async () => {
    const before = Date.now();
    await gateway.ask('{ vendor }');
    const [call] = gateway.vendor.calls;
    expect(call?.deadlineMs).toBeGreaterThanOrEqual(before + 100);
    expect(call?.deadlineMs).toBeLessThanOrEqual(Date.now() + 100);
  });

  it('goes on while it stands in line, and what is late by then is not begun', async () => {
    // A credential takes the short way, on which one stands in line, once it was let in.
    await gateway.ask('{ hello }');
    for (let i = 0; i < 20; i += 1) standInLine(workFor30Ms);
    const { status, body } = await gateway.ask('{ late: vendor }');
    expect(status).toBe(504);
    expect(body.errors?.[0]?.extensions.code).toBe('OPERATION_TIMEOUT');
    expect(gateway.vendor.calls).toEqual([]);
  });
});

/** Others are served: what comes meanwhile waits. */
function workFor30Ms(): boolean {
  const untilMs = Date.now() + 30;
  while (Date.now() < untilMs);
  return true;
}

describe('the time limit of beginning a subscription', () => {
  const listen = async (query: string) => {
    const response = await fetch(`${gateway.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'x-api-key': keys.full },
      body: JSON.stringify({ query }),
    });
    return response.text();
  };

  it('is that of an operation, and is told to the vendors', async () => {
    gateway.vendor.behaviour = 'hang';
    const before = Date.now();
    expect(await listen('subscription { afterVendor { n } }')).toContain('"code":"OPERATION_TIMEOUT"');
    const [call] = gateway.vendor.calls;
    expect(call?.deadlineMs).toBeGreaterThanOrEqual(before + 100);
    expect(call?.deadlineMs).toBeLessThanOrEqual(Date.now() + 100);
    expect(call?.signal.aborted).toBe(true);
  });

  it('ends a stream that comes when nobody waits for it any more', async () => {
    const ended = gateway.seen.returned;
    expect(await listen('subscription { afterDeaf { n } }')).toContain('"code":"OPERATION_TIMEOUT"');
    gateway.seen.late.resolve();
    await expect.poll(() => gateway.seen.returned).toBe(ended + 1);
  });

  it('is over once it has begun', async () => {
    const stop = new AbortController();
    const response = await fetch(`${gateway.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'x-api-key': keys.full },
      body: JSON.stringify({ query: 'subscription { afterVendor { n } }' }),
      signal: stop.signal,
    });
    await expect.poll(() => gateway.vendor.calls.length).toBe(1);
    await sleep(0);
    expect(gateway.vendor.calls[0]?.signal.aborted).toBe(false);
    const ended = gateway.seen.returned;
    stop.abort();
    await response.text().catch(() => undefined);
    await expect.poll(() => gateway.seen.returned).toBe(ended + 1);
    expect(gateway.vendor.calls[0]?.signal.aborted).toBe(true);
  });
});

describe('a client that goes away', () => {
  it('ends its vendor calls', async () => {
    const patient = await startGateway({ operationTimeoutMs: 60_000 });
    patient.vendor.behaviour = 'hang';
    const client = new AbortController();
    const asked = fetch(`${patient.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': keys.full },
      body: '{"query":"{ vendor }"}',
      signal: client.signal,
    }).catch(() => 'gone');
    await expect.poll(() => patient.vendor.calls.length).toBe(1);
    expect(patient.vendor.calls[0]?.signal.aborted).toBe(false);
    client.abort();
    expect(await asked).toBe('gone');
    await expect.poll(() => patient.vendor.calls[0]?.signal.aborted).toBe(true);
    await sleep(0);
    await patient.app.stop();
  });
});
