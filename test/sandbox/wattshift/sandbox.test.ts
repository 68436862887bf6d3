import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startWattshiftSandbox, type WattshiftSandbox } from '../../../src/sandbox/wattshift/index.ts';
import { demoCredentials, homeId } from '../../../src/sandbox/world.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';

const { apiKey, securityKey } = demoCredentials.wattshift;
// Thursday, 09:13:37.902 in California.
const nowMs = Date.parse('2026-01-15T17:13:37.902Z');

let clock: FakeClock;
let sandbox: WattshiftSandbox;

async function start(options: Parameters<typeof startWattshiftSandbox>[0] = {}) {
  await sandbox?.stop();
  clock = createFakeClock(nowMs);
  sandbox = await startWattshiftSandbox({ clock, ...options });
}

async function post<T = Record<string, unknown>>(
  path: string,
  body?: unknown,
  headers: Record<string, string> = { 'x-ws-api-key': apiKey },
) {
  const answer = await fetch(`${sandbox.url}/v1/${path}`, {
    method: 'POST',
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as T };
}

const refusal = (code: string) => ({ request_id: expect.any(String), error_code: code, message: expect.any(String) });

interface Signal {
  homeId: string;
  startTime: string;
  endTime: string;
  data: { startTime: string; endTime: string; price: number; import: number; export: number; confidence?: number }[];
  prices: number[];
  import: number[];
  export: number[];
}

beforeEach(() => start());
afterEach(() => sandbox.stop());

describe('who WattShift lets in', () => {
  test('a GET finds nothing, whatever the path and the key', async () => {
    for (const path of ['homes/list', 'utility/get', 'nothing']) {
      const answer = await fetch(`${sandbox.url}/v1/${path}`, { headers: { 'x-ws-api-key': apiKey } });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toEqual(refusal('NOT_FOUND'));
    }
  });

  test('no key and a wrong key have errors of their own', async () => {
    expect(await post('homes/list', undefined, {})).toEqual({ status: 401, body: refusal('AUTH_MISSING_API_KEY') });
    const wrong = { 'x-ws-api-key': 'wrong' };
    expect(await post('homes/list', undefined, wrong)).toEqual({ status: 401, body: refusal('AUTH_INVALID_API_KEY') });
  });

  test('a session token opens what front ends need, until it expires', async () => {
    const { body } = await post<{ sessionToken: string }>('onboarding/session-token/generate', { userId: 'u1' });
    const bearer = { authorization: `Bearer ${body.sessionToken}` };
    expect((await post('utility/get', { zipcode: '94607' }, bearer)).status).toBe(200);
    expect((await post('homes/create', { name: 'New' }, bearer)).status).toBe(200);
    expect(await post('homes/list', undefined, bearer)).toEqual({ status: 401, body: refusal('AUTH_MISSING_API_KEY') });
    await clock.advance(3_600_000);
    const late = await post('utility/get', {}, bearer);
    expect(late).toEqual({ status: 401, body: refusal('AUTH_EXPIRED_CREDENTIAL') });
    const forged = await post('utility/get', {}, { authorization: 'Bearer forged' });
    expect(forged).toEqual({ status: 401, body: refusal('AUTH_INVALID_API_KEY') });
  });

  test('a rate limit, where there is one, says when to come again', async () => {
    await start({ rateLimit: { requests: 2, windowMs: 10_000 } });
    expect((await post('homes/list')).status).toBe(200);
    await clock.advance(4_000);
    expect((await post('homes/list')).status).toBe(200);
    const third = await post('homes/list');
    expect(third).toEqual({ status: 429, body: { ...refusal('RATE_LIMITED'), retry_after_seconds: 6 } });
    await clock.advance(6_000);
    expect((await post('homes/list')).status).toBe(200);
  });
});

describe('WattShift utilities', () => {
  test('come bare, with the newer key for rate plans', async () => {
    const { body } = await post<Record<string, unknown>[]>('utility/get', { zipcode: '94110' });
    expect(body.map(({ utilityId }) => utilityId)).toEqual(['ws_utility_bay', 'ws_utility_hills']);
    expect(body[0]).toMatchObject({
      utilityName: 'Bay Power',
      ratePlans: [
        { id: expect.stringMatching(/^[0-9a-f]{24}$/), rateID: expect.any(String), supportedType: 'optimizable' },
        { ratePlanName: 'Home Flat' },
      ],
    });
    expect(body[0]).not.toHaveProperty('wsRatePlans');
    const [plan] = body[0]!.ratePlans as { rateID: string }[];
    expect(plan!.rateID.split('-').length).toBe(13);
  });

  test('come with the older key and fewer fields when told so', async () => {
    await start({ ratePlansKey: 'wsRatePlans', marker: 'B ' });
    const { body } = await post<Record<string, unknown>[]>('utility/get', { utilityId: 'ws_utility_valley' });
    expect(body).toEqual([
      {
        utilityId: 'ws_utility_valley',
        utilityName: 'B Valley Municipal Utility',
        wsRatePlans: [{ id: expect.any(String), ratePlanName: 'B Evening Peak' }],
      },
    ]);
  });

  test.each([['94110-1234'], ['94110 1234'], ['94110']])('%s is a zip code', async (zipcode) => {
    expect((await post<unknown[]>('utility/get', { zipcode })).body.length).toBe(2);
  });

  test.each([['941100'], ['SW1A 1AA'], [94110], ['']])('%j is none, and the error names the field', async (zipcode) => {
    const { status, body } = await post('utility/get', { zipcode });
    expect(status).toBe(400);
    expect(body).toEqual({
      ...refusal('VALIDATION_FAILED'),
      field_errors: [{ field: 'zipcode', message: expect.any(String) }],
    });
  });
});

describe('WattShift homes', () => {
  test('are listed whole, with UtilityId spelled as the vendor does', async () => {
    const { body } = await post<Record<string, unknown>[]>('homes/list');
    expect(body.length).toBe(10);
    expect(body[0]).toMatchObject({
      id: homeId(1),
      name: 'Home 1',
      UtilityId: 'ws_utility_bay',
      timezone: 'America/Los_Angeles',
      carbonSignalIntensity: 'MEDIUM',
    });
    expect(body[0]).not.toHaveProperty('utilityId');
    expect((await post(`homes/${homeId(1)}/get`)).body).toEqual(body[0]);
  });

  test('are created, changed and removed', async () => {
    const input = { name: 'New', zipcode: '94607', utilityId: 'ws_utility_bay', solarSystemSizeKw: 4, hasAC: null };
    const { body: created } = await post<{ id: string }>('homes/create', input);
    expect(created).toMatchObject({
      id: expect.stringMatching(/^ws_home_[0-9a-f]{32}$/),
      name: 'New',
      UtilityId: 'ws_utility_bay',
      createdAt: new Date(nowMs).toISOString(),
    });
    expect(created).not.toHaveProperty('solarSystemSizeKw');
    const solar = { homeId: created.id, solarSystemSizeKw: 4.2, isNonNetMetered: false };
    expect(await post('homes/solar/create', solar)).toEqual({ status: 200, body: { homeId: created.id } });
    const updated = await post(`homes/${created.id}/update`, { name: 'Renamed' });
    expect(updated.body).toMatchObject({ name: 'Renamed', zipcode: '94607' });
    expect((await post(`homes/${created.id}/remove`)).body).toMatchObject({ id: created.id, name: 'Renamed' });
    expect(await post(`homes/${created.id}/get`)).toEqual({ status: 404, body: refusal('NOT_FOUND') });
  });

  test('need a name, and acType of the list', async () => {
    const { status, body } = await post('homes/create', { acType: 'mobile' });
    expect(status).toBe(400);
    expect((body.field_errors as { field: string }[]).map(({ field }) => field)).toEqual(['name', 'acType']);
  });
});

describe('WattShift price signals', () => {
  test('begin now, not at the quarter, and have a price for each 15 minutes of a day', async () => {
    const { body } = await post<Signal>(`homes/${homeId(1)}/price_signal`);
    expect(body).toMatchObject({
      homeId: homeId(1),
      startTime: '2026-01-15T17:13:37.902Z',
      endTime: '2026-01-16T17:13:37.902Z',
    });
    expect([body.prices.length, body.import.length, body.export.length]).toEqual([96, 96, 96]);
    expect(body).not.toHaveProperty('imports');
    // 16 to 21 local time is dear: 00:13:37 to 05:13:37 UTC in slots.
    const dearest = Math.max(...body.prices);
    expect(body.prices.filter((price) => price === dearest).length).toBe(20);
  });

  test('merge neighbouring slots of one price into blocks that cover all', async () => {
    const { body } = await post<Signal>(`homes/${homeId(1)}/price_signal`);
    expect(body.data.length).toBeLessThan(8);
    expect(body.data[0]!.confidence).toBe(0.95);
    let at = body.startTime;
    for (const [i, block] of body.data.entries()) {
      expect(block.startTime).toBe(at);
      if (i > 0) expect(block.price).not.toBe(body.data[i - 1]!.price);
      at = block.endTime;
    }
    expect(at).toBe(body.endTime);
  });

  test('come in the plural of the guide, and in the oldest shape', async () => {
    await start({ priceShape: 'imports' });
    const { body: plural } = await post<Signal>(`homes/${homeId(1)}/price_signal`);
    expect(Object.keys(plural).toSorted()).toEqual([
      'data',
      'endTime',
      'exports',
      'homeId',
      'imports',
      'prices',
      'startTime',
    ]);
    expect(plural.data[0]).not.toHaveProperty('confidence');
    await start({ priceShape: 'oldest' });
    const { body: oldest } = await post<{ priceSignal: number[] }>(`homes/${homeId(1)}/price_signal`);
    expect(oldest).toEqual({ startTime: '2026-01-15T17:13:37.902Z', priceSignal: plural.prices });
  });

  test('take both bounds or none, in order', async () => {
    const ask = (body: unknown) => post(`homes/${homeId(1)}/price_signal`, body);
    const startTime = '2026-01-15T00:00:00Z';
    const endTime = '2026-01-15T01:30:00+00:00';
    expect((await ask({ startTime, endTime })).body.prices).toHaveLength(6);
    for (const wrong of [
      { startTime },
      { endTime },
      { startTime: endTime, endTime: startTime },
      { startTime: 'now', endTime },
    ]) {
      expect(await ask(wrong)).toMatchObject({ status: 400, body: { error_code: 'VALIDATION_FAILED' } });
    }
    expect(await post(`homes/${homeId(99)}/price_signal`)).toEqual({ status: 404, body: refusal('NOT_FOUND') });
  });

  test('come as an OpenADR event that says the same', async () => {
    const { body: plain } = await post<Signal>(`homes/${homeId(1)}/price_signal`);
    const { body } = await post<Record<string, unknown>>(`homes/${homeId(1)}/price_signal/open_adr`);
    expect(body).toMatchObject({
      programID: 'wattshift-open-adr',
      eventName: 'Price Event 2026-01-15',
      intervalPeriod: { start: plain.startTime, duration: 'PT24H' },
    });
    const intervals = body.intervals as { id: number; payloads: { type: string; values: number[] }[] }[];
    expect(intervals.map(({ id }) => id)).toEqual(plain.data.map((_, i) => i));
    expect(intervals.map(({ payloads }) => payloads)).toEqual(
      plain.data.map(({ price }) => [{ type: 'PRICE', values: [price] }]),
    );
  });
});

describe('the WattShift webhook', () => {
  const deliveries: { key: string | undefined; body: { eventType: string; data: Record<string, Signal> } }[] = [];
  const receiver = createServer((request, response) => {
    void Array.fromAsync(request as AsyncIterable<Buffer>).then((chunks) => {
      const key = request.headers['x-ws-security-key'];
      deliveries.push({ key: String(key), body: JSON.parse(Buffer.concat(chunks).toString('utf8')) });
      response.writeHead(202).end();
    });
  });
  let webhookUrl = '';

  beforeEach(async () => {
    deliveries.length = 0;
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  });
  afterEach(
    () =>
      new Promise<void>((resolve) => {
        receiver.close(() => resolve());
        receiver.closeAllConnections();
      }),
  );

  test('posts the signals of all homes with the security key when triggered', async () => {
    expect(await post('webhook/price_signal/trigger', {})).toEqual({ status: 404, body: refusal('NOT_FOUND') });
    const set = await post('webhook/price_signal/set', { webhookUrl, securityKey });
    expect(set.body).toMatchObject({
      webhookUrl,
      securityKey,
      eventType: 'PRICE_SIGNAL',
      openAdr: false,
      lastSentAt: null,
    });
    expect(await post('webhook/price_signal/trigger', { startTime: null })).toEqual({ status: 200, body: {} });
    // Stopping waits for what is under way.
    await sandbox.stop();
    expect(deliveries.length).toBe(1);
    expect(deliveries[0]!.key).toBe(securityKey);
    expect(deliveries[0]!.body.eventType).toBe('PRICE_SIGNAL');
    expect(Object.keys(deliveries[0]!.body.data).length).toBe(10);
    expect(deliveries[0]!.body.data[homeId(3)]).toMatchObject({ homeId: homeId(3), prices: expect.any(Array) });
  });

  test('sends OpenADR when it is registered so, and tells how the receiver answered', async () => {
    await start({ webhook: { url: webhookUrl, securityKey, openAdr: true } });
    expect(await sandbox.sendPriceSignals()).toBe(202);
    expect(deliveries[0]!.body.data[homeId(1)]).toMatchObject({ programID: 'wattshift-open-adr' });
  });

  test('takes a URL only', async () => {
    const { status, body } = await post('webhook/price_signal/set', { webhookUrl: 'nowhere', securityKey });
    expect(status).toBe(400);
    expect(body.field_errors).toMatchObject([{ field: 'webhookUrl' }]);
  });
});
