/** `Tenant.vendors` and `extensions.vendorCalls` tell the truth, in each state a vendor can be in. */

import { afterEach, beforeEach, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { type Clock, systemClock } from '../../src/domain/clock.ts';
import { type EnerkeySandbox, startEnerkeySandbox } from '../../src/sandbox/enerkey/index.ts';
import type { Json } from '../support/sandboxed-gateway.ts';

const dailyLimit = 30;
/** One key each: what the vendor does to one tenant is not the other's. */
const keys = { primary: 'key-of-acme', secondary: 'key-of-bolt' };

let sandbox: EnerkeySandbox;
let app: App;
/** Moved by hand; what sleeps, sleeps in real time. */
let laterMs = 0;
const clock: Clock = { ...systemClock, now: () => systemClock.now() + laterMs };

beforeEach(async () => {
  laterMs = 0;
  sandbox = await startEnerkeySandbox({ keys, dailyLimit, clock });
  const tenants = [
    ['acme', keys.primary],
    ['bolt', keys.secondary],
  ].map(([id, vendorKey]) => ({
    id,
    apiKeys: [{ name: 'test', key: `key-of-${id}`, roles: ['read'] }],
    vendors: { enerkey: { baseUrl: sandbox.url, apiKeys: [vendorKey], dailyLimit } },
  }));
  const file = { server: { allowPrivateVendorHosts: true, operationTimeoutMs: 2_000 }, tenants };
  const env = { HOST: '127.0.0.1', PORT: '0', DATABASE_URL: 'file::memory:', LOG_LEVEL: 'fatal' };
  app = createApp(parseConfig(JSON.stringify(file), env), { clock, vendorTimeoutMs: 300 });
  await app.start();
});
afterEach(async () => {
  await app.stop();
  await sandbox.stop();
});

async function ask(query: string, tenantId = 'acme') {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': `key-of-${tenantId}`, 'x-wattgraph-trace': '1' },
    body: JSON.stringify({ query }),
  });
  const { data, errors = [], extensions } = (await response.json()) as Json;
  return { data, codes: errors.map((error: Json) => error.extensions.code), errors, calls: extensions.vendorCalls };
}

/** One vendor call when nothing is cached: the list of facilities. */
const facility = (id = 101) => `{ facility(by: { ref: { vendor: ENERKEY, id: "${id}" } }) { name } }`;
const quantities = '{ tenant { meters(first: 1) { nodes { quantity { name } } } } }';

async function stateOf(tenantId = 'acme') {
  const { data } = await ask(
    `{ tenant { vendors { vendor status breaker inFlight maxInFlight callsToday cache { hits misses stale }
      lastError { at code message } budgets { window limit remaining resetsAt } } } }`,
    tenantId,
  );
  return data.tenant.vendors.find(({ vendor }: Json) => vendor === 'ENERKEY');
}

it('is OK while calls succeed, with what they have spent and what the cache has spared', async () => {
  expect(await stateOf()).toMatchObject({ status: 'OK', callsToday: 0, lastError: null });
  expect((await ask(facility())).calls).toEqual({ ENERKEY: { calls: 1, cacheHits: 0, stale: 0 } });
  expect((await ask(facility(102))).calls).toEqual({ ENERKEY: { calls: 0, cacheHits: 1, stale: 0 } });
  expect(await stateOf()).toEqual({
    ...{ vendor: 'ENERKEY', status: 'OK', breaker: 'CLOSED', inFlight: 0, maxInFlight: 8, callsToday: 1 },
    cache: { hits: 1, misses: 1, stale: 0 },
    lastError: null,
    budgets: [{ window: '24h', limit: dailyLimit, remaining: dailyLimit - 1, resetsAt: expect.any(String) }],
  });
  expect(sandbox.calls).toHaveLength(1);
});

it('tells of a call under way', async () => {
  sandbox.faults.add({ kind: 'latency', ms: 200 });
  const slow = ask(facility());
  await expect.poll(async () => (await stateOf()).inFlight, { interval: 10 }).toBe(1);
  await slow;
  expect(await stateOf()).toMatchObject({ inFlight: 0 });
});

it('is NOT_CONFIGURED for the vendors a tenant has not', async () => {
  const { data } = await ask('{ tenant { vendors { vendor status breaker budgets { window } } } }');
  const others = data.tenant.vendors.filter(({ vendor }: Json) => vendor !== 'ENERKEY');
  expect(others).toHaveLength(4);
  for (const other of others) expect(other).toMatchObject({ status: 'NOT_CONFIGURED', breaker: null, budgets: [] });
});

it('is DEGRADED after a failure, until a call succeeds', async () => {
  sandbox.faults.add({ kind: 'status', status: 400, times: 1, body: 'canary' });
  expect((await ask(facility())).codes).toEqual(['VENDOR_REJECTED']);
  const state = await stateOf();
  expect(state).toMatchObject({ status: 'DEGRADED', breaker: 'CLOSED', lastError: { code: 'VENDOR_REJECTED' } });
  expect(state.lastError.message).toBe('ENERKEY refused the request (status 400).');
  expect(Math.abs(Date.parse(state.lastError.at) - clock.now())).toBeLessThan(5_000);
  await ask(facility());
  expect(await stateOf()).toMatchObject({ status: 'OK', lastError: { code: 'VENDOR_REJECTED' } });
});

it('is DEGRADED when an answer cannot be read', async () => {
  sandbox.faults.add({ kind: 'wrongShape', times: 1 });
  await ask(facility());
  expect(await stateOf()).toMatchObject({ status: 'DEGRADED', lastError: { code: 'VENDOR_CONTRACT' } });
});

it('is LIMITED for as long as the vendor asks to be left alone', async () => {
  sandbox.faults.add({ kind: 'status', status: 429, times: 1, headers: { 'retry-after': '120' } });
  const { errors } = await ask(facility());
  expect(errors[0].extensions).toMatchObject({ code: 'VENDOR_RATE_LIMITED' });
  expect(errors[0].extensions.retryAfterMs).toBeGreaterThan(110_000);
  expect(await stateOf()).toMatchObject({ status: 'LIMITED', lastError: { code: 'VENDOR_RATE_LIMITED' } });
  const again = await ask(facility());
  expect(again.calls).toEqual({});
  expect(again.codes).toEqual(['VENDOR_RATE_LIMITED']);
  expect(sandbox.calls).toHaveLength(1);
  laterMs = 121_000;
  expect(await stateOf()).toMatchObject({ status: 'DEGRADED' });
  await ask(facility());
  expect(await stateOf()).toMatchObject({ status: 'OK' });
});

it('is LIMITED when the vendor says the day is spent, answers from the cache, and is OK when calls come back', async () => {
  await ask(facility());
  // The vendor has counted calls that we have not made.
  for (let i = 0; i < dailyLimit - 2; i += 1) {
    await fetch(`${sandbox.url}/api/v2/Quantities/GetQuantities`, { headers: { authorization: keys.primary } });
  }
  expect(await stateOf()).toMatchObject({ status: 'OK', budgets: [{ remaining: dailyLimit - 1 }] });
  await ask(quantities);
  expect(await stateOf()).toMatchObject({ status: 'LIMITED', callsToday: 2, budgets: [{ remaining: 0 }] });

  laterMs = 8 * 3_600_000;
  const seen = sandbox.calls.length;
  // With nothing left, freshness stretches as far as it may: an hour becomes a day.
  const stretched = await ask(facility());
  expect(stretched.data.facility.name).toBeTruthy();
  expect(stretched.calls.ENERKEY).toEqual({ calls: 0, cacheHits: 1, stale: 0 });
  const refused = await ask(quantities);
  expect(refused.codes).toEqual(['VENDOR_RATE_LIMITED']);
  expect(refused.errors[0].extensions.retryAfterMs).toBeGreaterThan(0);
  // One call in a quarter of an hour finds out whether the vendor still says so.
  expect(sandbox.calls).toHaveLength(seen + 1);

  laterMs = 25 * 3_600_000;
  expect((await ask(quantities)).codes).toEqual([]);
  expect(await stateOf()).toMatchObject({ status: 'OK' });
});

it('is DOWN while its breaker is open, DEGRADED while it is tried again, and OK after that', async () => {
  sandbox.faults.add({ kind: 'status', status: 503 });
  for (let i = 0; i < 5; i += 1) await ask(facility());
  expect(await stateOf()).toMatchObject({ status: 'DOWN', breaker: 'OPEN' });
  const seen = sandbox.calls.length;
  expect((await ask(facility())).codes).toEqual(['VENDOR_UNAVAILABLE']);
  expect(sandbox.calls).toHaveLength(seen);
  laterMs = 6_000;
  expect(await stateOf()).toMatchObject({ status: 'DEGRADED', breaker: 'HALF_OPEN' });
  sandbox.faults.clear();
  expect((await ask(facility())).codes).toEqual([]);
  expect(await stateOf()).toMatchObject({ status: 'OK', breaker: 'CLOSED' });
});

it("never lets one tenant's revoked key, nor its failures, touch another's", async () => {
  sandbox.setKeyEnabled('primary', false);
  for (let i = 0; i < 12; i += 1) expect((await ask(facility())).codes).toEqual(['VENDOR_UNAUTHORIZED']);
  expect(await stateOf('acme')).toMatchObject({ status: 'DEGRADED', breaker: 'CLOSED' });
  expect(await stateOf('bolt')).toMatchObject({ status: 'OK', breaker: 'CLOSED', callsToday: 0, lastError: null });
  expect((await ask(facility(), 'bolt')).codes).toEqual([]);
  sandbox.setKeyEnabled('primary', true);
  sandbox.faults.add({ kind: 'status', status: 503 });
  for (let i = 0; i < 20; i += 1) await ask(facility());
  expect(await stateOf('acme')).toMatchObject({ status: 'DOWN', breaker: 'OPEN' });
  sandbox.faults.clear();
  expect(await stateOf('bolt')).toMatchObject({ status: 'OK', breaker: 'CLOSED' });
  expect((await ask(facility(102), 'bolt')).codes).toEqual([]);
});
