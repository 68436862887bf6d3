import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Home, PriceSignal, Utility } from '../../../src/domain/entities.ts';
import { AppError } from '../../../src/errors.ts';
import { startWattshiftSandbox, type WattshiftSandbox } from '../../../src/sandbox/wattshift/index.ts';
import { demoCredentials, homeId } from '../../../src/sandbox/world.ts';
import { type HomeSource, priceSignalKey } from '../../../src/vendors/vendor.ts';
import { wattshift } from '../../../src/vendors/wattshift/index.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { type ClockedSource, openClocked } from '../clocked-source.ts';

const nowMs = Date.parse('2026-01-15T17:13:37.902Z');
const { apiKey } = demoCredentials.wattshift;

let clock: FakeClock;
let sandbox: WattshiftSandbox;
let opened: ClockedSource;
let homes: HomeSource;

async function open(options: Parameters<typeof startWattshiftSandbox>[0] = {}) {
  clock = createFakeClock(nowMs);
  sandbox = await startWattshiftSandbox({ clock, ...options });
  opened = openClocked(wattshift, { baseUrl: sandbox.url, apiKey }, clock);
  homes = opened.source.homes!;
}

async function close() {
  await opened.stop();
  await sandbox.stop();
}

const asked = () => sandbox.calls.map(({ path }) => path);

async function signalOf(request: { homeId: string; fromMs?: number; toMs?: number }): Promise<PriceSignal> {
  const answer = (await homes.priceSignals([request], opened.newCall())).get(priceSignalKey(request));
  if (!answer || answer instanceof AppError) throw answer ?? new Error('no price signal');
  return answer;
}

beforeEach(() => open());
afterEach(close);

describe('WattShift homes', () => {
  test('a thousand homes, listed in pages and by id, are one call', async () => {
    await close();
    await open({ homes: 1000 });
    const page = await homes.list({ offset: 500, limit: 50 }, opened.newCall());
    expect(page).toMatchObject({ total: 1000, hasMore: true });
    expect(page.items[0]!.ref).toEqual({ vendor: 'WATTSHIFT', kind: 'home', id: homeId(501) });
    const batch = await homes.byIds([homeId(1000), homeId(1), homeId(1001)], opened.newCall());
    expect([...batch.keys()]).toEqual([homeId(1000), homeId(1)]);
    expect(asked()).toEqual(['/v1/homes/list']);
  });

  test('are told in our words', async () => {
    const home = (await homes.byIds([homeId(2)], opened.newCall())).get(homeId(2)) as Home;
    expect(home).toMatchObject({
      name: 'Home 2',
      zipcode: '94110',
      timeZone: 'America/Los_Angeles',
      city: 'San Francisco',
      country: 'US',
      utilityId: 'ws_utility_bay',
      createdAt: '2025-09-01T08:00:00.000Z',
    });
  });

  test('are asked for anew after a minute', async () => {
    await homes.list({ offset: 0, limit: 1 }, opened.newCall());
    await clock.advance(59_000);
    await homes.list({ offset: 0, limit: 1 }, opened.newCall());
    expect(sandbox.calls.length).toBe(1);
  });
});

describe('WattShift utilities', () => {
  test('are one call a zip code, and have their rate plans with them', async () => {
    const batch = await homes.utilitiesByZipcode(['94607', '94110', '94607', '00000'], opened.newCall());
    expect(asked()).toEqual(['/v1/utility/get', '/v1/utility/get', '/v1/utility/get']);
    expect((batch.get('94607') as Utility[]).map(({ name }) => name)).toEqual(['Bay Power']);
    expect((batch.get('94110') as Utility[])[1]!.ratePlans).toEqual([
      {
        id: '65a1f0c2e4b0d9a7c3f10003',
        name: 'Green Time-of-Use',
        rateId: expect.any(String),
        supportedType: 'optimizable',
      },
    ]);
    expect(batch.get('00000')).toEqual([]);
  });

  test('a zip code that is none costs no call and fails alone', async () => {
    const batch = await homes.utilitiesByZipcode(['SW1A 1AA', '94607'], opened.newCall());
    expect(batch.get('SW1A 1AA')).toMatchObject({ code: 'BAD_USER_INPUT', details: { argument: 'zipcode' } });
    expect(batch.get('94607')).not.toBeInstanceOf(AppError);
    expect(sandbox.calls.length).toBe(1);
  });

  test('are read by id, each once; an unknown one is absent', async () => {
    const batch = await homes.utilitiesById(['ws_utility_hills', 'nobody'], opened.newCall());
    expect([...batch.keys()]).toEqual(['ws_utility_hills']);
    expect(sandbox.calls.length).toBe(2);
    await homes.utilitiesById(['ws_utility_hills', 'nobody'], opened.newCall());
    expect(sandbox.calls.length).toBe(2);
  });

  test('are read under the older key as well', async () => {
    const plansOf = async () => {
      const batch = await homes.utilitiesByZipcode(['94607'], opened.newCall());
      return (batch.get('94607') as Utility[])[0]!.ratePlans.map(({ id, name }) => ({ id, name }));
    };
    const newer = await plansOf();
    await close();
    await open({ ratePlansKey: 'wsRatePlans' });
    expect(await plansOf()).toEqual(newer);
    expect(newer.length).toBe(2);
  });
});

describe('WattShift price signals', () => {
  test('are the same from every shape the vendor has used', async () => {
    const newest = await signalOf({ homeId: homeId(1) });
    expect(newest).toMatchObject({
      from: '2026-01-15T17:13:37.902Z',
      to: '2026-01-16T17:13:37.902Z',
      stepSeconds: 900,
    });
    expect([newest.prices.length, newest.imports!.length, newest.exports!.length]).toEqual([96, 96, 96]);
    await close();
    await open({ priceShape: 'imports' });
    expect(await signalOf({ homeId: homeId(1) })).toEqual(newest);
    await close();
    await open({ priceShape: 'oldest' });
    expect(await signalOf({ homeId: homeId(1) })).toEqual({ ...newest, imports: null, exports: null });
  });

  test('are one call a home and window, whoever asks and how often', async () => {
    const fromMs = Date.UTC(2026, 0, 15);
    const toMs = Date.UTC(2026, 0, 15, 6);
    const requests = [
      { homeId: homeId(1), fromMs, toMs },
      { homeId: homeId(1), fromMs, toMs },
      { homeId: homeId(2), fromMs, toMs },
      { homeId: homeId(1) },
      { homeId: homeId(99) },
    ];
    const batch = await homes.priceSignals(requests, opened.newCall());
    expect(batch.size).toBe(3);
    expect(batch.has(priceSignalKey({ homeId: homeId(99) }))).toBe(false);
    expect(sandbox.calls.length).toBe(4);
    await homes.priceSignals(requests, opened.newCall());
    expect(sandbox.calls.length).toBe(4);
  });

  test('with one bound only reach a day from it', async () => {
    const atMs = Date.UTC(2026, 0, 15);
    expect(await signalOf({ homeId: homeId(1), fromMs: atMs })).toMatchObject({ to: '2026-01-16T00:00:00.000Z' });
    expect(await signalOf({ homeId: homeId(1), toMs: atMs })).toMatchObject({ from: '2026-01-14T00:00:00.000Z' });
  });

  test('are read anew for the home that an event names, and for no other', async () => {
    const requests = [{ homeId: homeId(1) }, { homeId: homeId(2) }];
    await homes.priceSignals(requests, opened.newCall());
    const subject = { homeId: homeId(1) };
    await opened.source.onEvent!({ type: 'PRICE_SIGNAL', occurredAt: null, identity: 'i', subject });
    sandbox.reset();
    await homes.priceSignals(requests, opened.newCall());
    expect(asked()).toEqual([`/v1/homes/${homeId(1)}/price_signal`]);
  });
});

describe('a price signal that comes after a newer one', () => {
  test('makes nothing be read anew', async () => {
    const subject = { homeId: homeId(1) };
    const signal = (occurredAt: string | null) =>
      opened.source.onEvent!({ type: 'PRICE_SIGNAL', occurredAt, identity: 'i', subject });
    const read = () => homes.priceSignals([{ homeId: homeId(1) }], opened.newCall());
    expect(await signal('2026-01-15T10:00:00.000Z')).toBeUndefined();
    await clock.advance(10);
    await read();
    sandbox.reset();
    expect(await signal('2026-01-15T09:00:00.000Z')).toBe('overtaken');
    await read();
    expect(asked()).toEqual([]);
    // One that does not say when it was made may be the newest.
    expect(await signal(null)).toBeUndefined();
    await read();
    expect(asked()).toEqual([`/v1/homes/${homeId(1)}/price_signal`]);
  });
});

describe('two tenants with the same homes at WattShift', () => {
  test('each see their own names and prices, cold, warm, and after an event of the other', async () => {
    const theirSandbox = await startWattshiftSandbox({ clock, marker: 'other ', priceScale: 2 });
    const shared = { tenantId: 'other', upstream: opened.upstream };
    const theirs = openClocked(wattshift, { baseUrl: theirSandbox.url, apiKey }, clock, shared);
    const seenBy = async ({ source, newCall }: ClockedSource) => {
      const { items } = await source.homes!.list({ offset: 0, limit: 10 }, newCall());
      const [signal] = (await source.homes!.priceSignals([{ homeId: homeId(1) }], newCall())).values();
      if (!signal || signal instanceof AppError) throw signal ?? new Error('no price signal');
      return { names: items.map(({ name }) => name), first: signal.prices[0]! };
    };
    const cold = await Promise.all([seenBy(opened), seenBy(theirs)]);
    expect(cold[0].names.every((name) => name!.startsWith('Home '))).toBe(true);
    expect(cold[1].names.every((name) => name!.startsWith('other Home '))).toBe(true);
    expect(cold[1].first).toBeCloseTo(2 * cold[0].first, 9);
    expect(await Promise.all([seenBy(opened), seenBy(theirs)])).toEqual(cold);
    expect([sandbox.calls.length, theirSandbox.calls.length]).toEqual([2, 2]);
    const subject = { homeId: homeId(1) };
    await theirs.source.onEvent!({ type: 'PRICE_SIGNAL', occurredAt: null, identity: 'i', subject });
    expect(await Promise.all([seenBy(opened), seenBy(theirs)])).toEqual(cold);
    expect([sandbox.calls.length, theirSandbox.calls.length]).toEqual([2, 3]);
    await theirSandbox.stop();
  });
});

describe('when WattShift refuses', () => {
  test('the pause its error body asks for is kept', async () => {
    const body = JSON.stringify({
      request_id: 'r',
      error_code: 'RATE_LIMITED',
      message: 'm',
      retry_after_seconds: 3600,
    });
    const headers = { 'content-type': 'application/json' };
    sandbox.faults.add({ kind: 'status', status: 429, body, headers, times: 1 });
    const error = await homes.list({ offset: 0, limit: 1 }, opened.newCall()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'VENDOR_RATE_LIMITED',
      details: { vendor: 'WATTSHIFT', retryAfterMs: 3_600_000 },
    });
  });

  test('reads are tried again although they are POSTs', async () => {
    sandbox.faults.add({ kind: 'status', status: 503, times: 1 });
    const reading = homes.list({ offset: 0, limit: 1 }, opened.newCall());
    let done = false;
    reading.finally(() => {
      done = true;
    });
    while (!done) await clock.advance(50);
    expect((await reading).total).toBe(10);
    expect(sandbox.calls.map(({ status }) => status)).toEqual([503, 200]);
  });
});
