import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DigiwattSandbox, startDigiwattSandbox } from '../../../src/sandbox/digiwatt/index.ts';
import { accountNumber, demoCredentials } from '../../../src/sandbox/world.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { csvReadings, csvSum } from '../households-csv.ts';

const { clientId, clientSecret, companyCode } = demoCredentials.digiwatt;
// Wednesday, 14:10 in Rome.
const nowMs = Date.UTC(2013, 5, 12, 12, 10);
const account = accountNumber(1);

let clock: FakeClock;
let sandbox: DigiwattSandbox;

async function start(atMs: number, options: Parameters<typeof startDigiwattSandbox>[0] = {}) {
  clock = createFakeClock(atMs);
  sandbox = await startDigiwattSandbox({ clock, ...options });
}

function requestToken(form: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(`${sandbox.url}/auth/token`, { method: 'POST', body: new URLSearchParams(form), headers });
}

async function newToken(): Promise<string> {
  const answer = await requestToken({ client_id: clientId, client_secret: clientSecret });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function send(path: string, init: RequestInit = {}) {
  const answer = await fetch(sandbox.url + path, {
    ...init,
    headers: { authorization: `Bearer ${await newToken()}`, 'content-type': 'application/json' },
  });
  const body = (await answer.json()) as { status: number; message?: string; data: Figures };
  expect(body.status).toBe(answer.status);
  return { status: answer.status, data: body.data, message: body.message };
}

interface Point {
  timestamp: string;
  value: number;
}

interface Figures {
  appliances: { appliance: string; consumption: Point[]; value: number }[];
  consumption: Point[];
  total: { value: number; previous: number | null; trend: number | null };
  habits: { hour: number; consumption: number }[];
  months: { month: string; f1: number | null; f2: number | null; f3: number | null; total: number | null }[];
  days: { date: string; consumption: number | null }[];
}

/** Sum over appliances by the instant of the sample. */
function houseW({ appliances }: Figures): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { consumption } of appliances) {
    for (const { timestamp, value } of consumption) {
      const atMs = Date.parse(timestamp);
      sums.set(atMs, (sums.get(atMs) ?? 0) + value);
    }
  }
  return sums;
}

beforeEach(() => start(nowMs));
afterEach(() => sandbox.stop());

describe('the Digiwatt token endpoint', () => {
  test('gives a ten-hour Bearer token to the client in a form', async () => {
    const answer = await requestToken({
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'client_credentials',
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      access_token: expect.any(String),
      expires_in: 36_000,
      token_type: 'Bearer',
    });
  });

  test.each([
    ['a wrong secret', { client_id: clientId, client_secret: 'wrong' }, 401, 'invalid_client'],
    ['no client', {}, 401, 'invalid_client'],
    [
      'another grant',
      { client_id: clientId, client_secret: clientSecret, grant_type: 'password' },
      400,
      'unsupported_grant_type',
    ],
  ])('refuses %s with the error of RFC 6749', async (_name, form, status, error) => {
    const answer = await requestToken(form as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error });
  });

  test('refuses a body that is no form', async () => {
    const answer = await requestToken({}, { 'content-type': 'application/json' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'invalid_request' });
  });

  test('a token works until it expires by the clock, or all are revoked', async () => {
    const token = await newToken();
    const status = async () =>
      (await fetch(`${sandbox.url}/greenness`, { headers: { authorization: `Bearer ${token}` } })).status;
    await clock.advance(35_999_000);
    expect(await status()).toBe(200);
    await clock.advance(1_000);
    expect(await status()).toBe(401);
    expect((await send('/greenness')).status).toBe(200);
    sandbox.revokeTokens();
    expect(await status()).toBe(401);
  });
});

describe('the Digiwatt routes', () => {
  test.each([
    ['GET', `/consumption/${account}/tomorrow`, 422],
    ['GET', `/consumption/${account}/totals/today`, 422],
    ['GET', '/consumption/9999999999/yesterday', 404],
    ['GET', `/consumption/${account}/yesterday?page=2`, 400],
    ['POST', `/consumption/${account}/yesterday`, 405],
    ['GET', `/analytics/${account}/rainfall`, 404],
    ['GET', '/nothing', 404],
    ['DELETE', '/user/9999999999', 404],
  ])('%s %s answers %i in the envelope', async (method, path, status) => {
    const answer = await send(path, { method });
    expect(answer.status).toBe(status);
    expect(answer.message).toEqual(expect.any(String));
  });

  test('without a token every path is 401, an unknown one too', async () => {
    for (const path of [`/saving/${account}`, '/greenness', '/nothing']) {
      const answer = await fetch(sandbox.url + path);
      expect(answer.status, path).toBe(401);
      expect(await answer.json()).toMatchObject({ status: 401 });
    }
  });

  test('creates, onboards and deletes a user', async () => {
    const user = { pod: 'IT001E12345678', account_number: '77', company_code: companyCode };
    const create = (body: unknown) => send('/user', { method: 'POST', body: JSON.stringify(body) });
    expect(await create(user)).toMatchObject({ status: 200, data: user });
    expect(await create(user)).toMatchObject({ status: 409 });
    expect(await create({ ...user, account_number: '78', company_code: 'OTHER' })).toMatchObject({ status: 403 });
    expect(await create({ ...user, account_number: '79', pod: 'it001e12345678' })).toMatchObject({ status: 400 });

    const onboarding = {
      house: { type: 'apartment', dimesion: 80, province: 'MI' },
      residents: { adults: 2, children: 0, elderlies: 0 },
      appliances: [{ appliance: 'fridge', quantity: 1 }],
    };
    const onboard = (body: unknown) => send('/user/77/onboarding', { method: 'POST', body: JSON.stringify(body) });
    expect(await onboard(onboarding)).toMatchObject({ status: 200, data: { account_number: '77', ...onboarding } });
    expect(await onboard({ appliances: [{ appliance: 'sauna', quantity: 1 }] })).toMatchObject({ status: 400 });
    expect(await onboard({ residents: { adults: 0, children: 0, elderlies: 0 } })).toMatchObject({ status: 400 });

    // Its meter has sent nothing yet.
    expect((await send('/consumption/77/latest')).data.consumption).toEqual([]);
    expect((await send('/consumption/77/totals/yesterday')).data.total.value).toBeNull();
    expect(await send('/user/77', { method: 'DELETE' })).toMatchObject({ status: 200, data: { account_number: '77' } });
    expect((await send('/consumption/77/latest')).status).toBe(404);
  });
});

describe('the Digiwatt figures', () => {
  test.each([
    ['yesterday', '2013-06-11T00:00+02:00', '2013-06-12T00:00+02:00'],
    ['last-seven-days', '2013-06-06T00:00+02:00', '2013-06-12T14:00+02:00'],
    ['this-week', '2013-06-10T00:00+02:00', '2013-06-12T14:00+02:00'],
    ['last-week', '2013-06-03T00:00+02:00', '2013-06-10T00:00+02:00'],
    ['this-month', '2013-06-01T00:00+02:00', '2013-06-12T14:00+02:00'],
    ['last-month', '2013-05-01T00:00+02:00', '2013-06-01T00:00+02:00'],
  ])('%s holds the half hours that are over, and sums to the data', async (period, from, to) => {
    const { data } = await send(`/consumption/${account}/${period}`);
    const fromMs = Date.parse(from);
    const toMs = Date.parse(to);
    const sums = houseW(data);
    const expected = csvReadings(1).filter(({ startMs }) => startMs >= fromMs && startMs < toMs);
    expect([...sums.keys()]).toEqual(expected.map(({ startMs }) => startMs));
    for (const { startMs, kwh } of expected) expect(sums.get(startMs)).toBeCloseTo(kwh * 2000, 9);

    const { total, appliances } = (await send(`/consumption/${account}/totals/${period}`)).data;
    expect(total.value! / 1000).toBeCloseTo(csvSum(1, fromMs, toMs), 9);
    expect(appliances.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(total.value, 6);
    const { habits } = (await send(`/consumption/${account}/habits/${period}`)).data;
    expect(habits.reduce((sum, { consumption }) => sum + consumption, 0)).toBeCloseTo(total.value, 6);
  });

  test('latest is the whole house over six hours', async () => {
    const { consumption } = (await send(`/consumption/${account}/latest`)).data;
    expect(consumption.map(({ timestamp }) => timestamp).at(0)).toBe('2013-06-12T08:30:00+02:00');
    expect(consumption.map(({ timestamp }) => timestamp).at(-1)).toBe('2013-06-12T13:30:00+02:00');
    expect(consumption.length).toBe(11);
  });

  test.each([
    ['spring', Date.UTC(2013, 3, 1, 9), 46],
    ['autumn', Date.UTC(2013, 9, 28, 9), 50],
  ])('the day the clocks change in %s has its own length', async (_season, atMs, halfHours) => {
    await sandbox.stop();
    await start(atMs);
    const { data } = await send(`/consumption/${account}/yesterday`);
    expect(houseW(data).size).toBe(halfHours);
  });

  test('a gap is a point that is not there, never a zero', async () => {
    await sandbox.stop();
    // Household 2 has no readings before 12 February.
    await start(Date.UTC(2013, 1, 13, 9));
    const second = accountNumber(2);
    expect(houseW((await send(`/consumption/${second}/last-week`)).data).size).toBe(0);
    expect((await send(`/consumption/${second}/totals/last-week`)).data.total.value).toBeNull();
    const inMonth = houseW((await send(`/consumption/${second}/this-month`)).data);
    expect(inMonth.size).toBe(csvReadings(2).filter(({ startMs }) => startMs + 1_800_000 <= clock.now()).length);
    const { days } = (await send(`/saving/${second}`)).data;
    expect(days.find(({ date }) => date === '2013-01-20')).toEqual({ date: '2013-01-20', consumption: null });
  });

  test('another year replays the same days of 2013', async () => {
    const at2013 = houseW((await send(`/consumption/${account}/yesterday`)).data);
    await sandbox.stop();
    await start(Date.UTC(2026, 5, 12, 12, 10));
    const at2026 = houseW((await send(`/consumption/${account}/yesterday`)).data);
    expect([...at2026.values()]).toEqual([...at2013.values()]);
    expect(new Date([...at2026.keys()][0]!).toISOString()).toBe('2026-06-10T22:00:00.000Z');
  });

  test('the twelve months of the trend sum to the data by tariff band', async () => {
    await sandbox.stop();
    // The last half hour of the year in Rome.
    await start(Date.UTC(2013, 11, 31, 22, 59));
    const { months } = (await send(`/analytics/${account}/trend`)).data;
    expect(months.map(({ month }) => month).at(0)).toBe('2013-01');
    expect(months.length).toBe(12);
    for (const { f1, f2, f3, total } of months) expect(f1! + f2! + f3!).toBeCloseTo(total!, 6);
    const june = months[5]!;
    expect(june.total! / 1000).toBeCloseTo(csvSum(1, Date.UTC(2013, 4, 31, 22), Date.UTC(2013, 5, 30, 22)), 9);
  });

  test('saving has the thirty days before today', async () => {
    const { days } = (await send(`/saving/${account}`)).data;
    expect(days.map(({ date }) => date).at(0)).toBe('2013-05-13');
    expect(days.map(({ date }) => date).at(-1)).toBe('2013-06-11');
    const whole = days.reduce((sum, { consumption }) => sum + consumption!, 0);
    expect(whole / 1000).toBeCloseTo(csvSum(1, Date.UTC(2013, 4, 12, 22), Date.UTC(2013, 5, 11, 22)), 9);
  });

  test('the scale multiplies every figure', async () => {
    const once = (await send(`/consumption/${account}/totals/yesterday`)).data.total.value;
    await sandbox.stop();
    await start(nowMs, { scale: 3 });
    expect((await send(`/consumption/${account}/totals/yesterday`)).data.total.value).toBeCloseTo(3 * once, 6);
  });
});
