import { afterEach, describe, expect, test } from 'vitest';
import { type EnerkeySandboxOptions, startEnerkeySandbox } from '../../src/sandbox/enerkey/index.ts';
import { demoCredentials } from '../../src/sandbox/world.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const { primaryKey, secondaryKey } = demoCredentials.enerkey;
const hours = '/api/v2/Values/GetHourlyValues?meterIds=1001';

describe('the EnerKey sandbox', () => {
  let stop: () => Promise<void> = async () => undefined;
  afterEach(() => stop());

  const start = async (options: EnerkeySandboxOptions = {}) => {
    const sandbox = await startEnerkeySandbox(options);
    stop = () => sandbox.stop();
    const get = (path: string, key: string | null = primaryKey) =>
      fetch(sandbox.url + path, { headers: key === null ? {} : { authorization: key } });
    const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(sandbox.url + path, {
        method: 'POST',
        headers: { authorization: primaryKey, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    return { sandbox, get, post };
  };

  test.each([null, 'unknown', `Bearer ${primaryKey}`])('answers the key %s with an empty 401', async (key) => {
    const { get } = await start();
    const answer = await get('/api/v2/Quantities/GetQuantities', key);
    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe('');
    expect(answer.headers.has('x-rate-limit')).toBe(false);
  });

  test('takes both keys until one is ended', async () => {
    const { sandbox, get } = await start({ disabledKeys: ['secondary'] });
    const status = async (key: string) => (await get('/api/v2/Quantities/GetQuantities', key)).status;
    expect([await status(primaryKey), await status(secondaryKey)]).toEqual([200, 401]);
    sandbox.setKeyEnabled('secondary', true);
    const body = JSON.stringify({ key: 'primary', enabled: false });
    await fetch(`${sandbox.url}/__sandbox/key`, { method: 'POST', body });
    expect([await status(primaryKey), await status(secondaryKey)]).toEqual([401, 200]);
  });

  test('counts each key down over a rolling day and then answers a bare 429', async () => {
    const clock = createFakeClock();
    const { get } = await start({ clock, dailyLimit: 2 });
    const ask = async (key: string = primaryKey) => {
      const answer = await get('/api/v2/Quantities/GetQuantities', key);
      return [answer.status, answer.headers.get('x-rate-limit'), answer.headers.get('retry-after')];
    };
    expect(await ask()).toEqual([200, '1', null]);
    await clock.advance(3_600_000);
    expect(await ask()).toEqual([200, '0', null]);
    expect(await ask()).toEqual([429, null, null]);
    expect(await ask(secondaryKey)).toEqual([200, '1', null]);
    await clock.advance(23 * 3_600_000);
    expect(await ask()).toEqual([200, '0', null]);
    expect(await ask()).toEqual([429, null, null]);
  });

  test('limits to 20 requests in 10 seconds as the development portal', async () => {
    const clock = createFakeClock();
    const { get } = await start({ clock, developmentPortal: true });
    const statuses = async (n: number) => {
      const answers = await Promise.all(Array.from({ length: n }, () => get('/api/v2/Quantities/GetQuantities')));
      return answers.filter((answer) => answer.status === 429).length;
    };
    expect(await statuses(20)).toBe(0);
    expect(await statuses(1)).toBe(1);
    await clock.advance(10_000);
    expect(await statuses(20)).toBe(0);
  });

  test('keeps the scopes of the keys apart', async () => {
    const { get } = await start();
    expect((await get('/api/v2/Provisioning/ProvisioningStatus?id=1')).status).toBe(403);
    expect((await get('/api/v2/Logs/GetAlarm?id=1')).status).toBe(403);
    await stop();
    const tenant = await start({ scope: 'tenant' });
    expect((await tenant.get('/api/v2/Provisioning/ProvisioningStatus?id=1')).status).toBe(404);
    expect((await tenant.get('/api/v2/Facilities/GetAllFacilities')).status).toBe(403);
  });

  test('finds its routes whatever their case, and explains what it refuses', async () => {
    const { get, post } = await start();
    expect((await get('/API/v2/facilities/getfacility?FACILITYID=101')).status).toBe(200);
    expect((await get('/api/v1/Facilities/GetAllFacilities')).status).toBe(404);
    expect((await get('/api/v2/Facilities/GetFacilities')).status).toBe(405);
    expect((await post('/api/v2/Meters/GetMeters', [], { 'content-type': 'text/plain' })).status).toBe(415);
    const answer = await get('/api/v2/Facilities/GetFacility?facilityId=999');
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 404, title: 'Not Found', detail: expect.any(String) });
  });

  test.each([
    ['POST body that is no array', '/api/v2/Meters/GetMeters', { facilityIds: [101] }],
    ['ids that are no int32', '/api/v2/Facilities/GetFacilities', ['101']],
  ])('refuses a %s', async (_, path, body) => {
    const { post } = await start();
    const answer = await post(path, body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: { $: [expect.any(String)] } });
  });

  test.each([
    ['start', `${hours}&end=2013-01-02T00:00:00Z`],
    ['start', `${hours}&start=2013-01-01&end=2013-01-02T00:00:00Z`],
    ['start', `${hours}&start=2013-01-01T00:00:00+02:00&end=2013-01-02T00:00:00Z`],
    ['end', `${hours}&start=2013-01-02T00:00:00Z&end=2013-01-01T00:00:00Z`],
    ['end', `${hours}&start=2013-01-01T00:00:00Z&end=2013-02-01T01:00:00Z`],
    ['end', '/api/v2/Values/GetMonthlyValues?meterIds=1001&start=2010-01-01T00:00:00Z&end=2013-02-01T00:00:00Z'],
    ['meterIds', '/api/v2/Values/GetHourlyValues?start=2013-01-01T00:00:00Z&end=2013-01-02T00:00:00Z'],
    ['meterIds', `${hours}&${'meterIds=1&'.repeat(100)}start=2013-01-01T00:00:00Z&end=2013-01-02T00:00:00Z`],
  ])('refuses values with a bad %s', async (field, path) => {
    const { get } = await start();
    const answer = await get(path);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: { [field]: [expect.any(String)] } });
  });

  test('answers in the timestamp form of the request', async () => {
    const { get } = await start();
    const first = async (start: string, end: string, read = 'Hourly') => {
      const query = `meterIds=1001&start=${encodeURIComponent(start)}&end=${encodeURIComponent(end)}`;
      const [meter] = await (await get(`/api/v2/Values/Get${read}Values?${query}`)).json();
      return meter.values[0];
    };
    const utc = await first('2013-01-01T00:00:00Z', '2013-01-01T02:00:00Z');
    const local = await first('2013-01-01T02:00:00+02:00', '2013-01-01T04:00:00+02:00');
    expect(utc).toEqual({ timestamp: '2013-01-01T00:00:00Z', value: expect.closeTo(0.156, 9) });
    expect(local).toEqual({ timestamp: '2013-01-01T02:00:00+02:00', value: utc.value });
    const month = await first('2013-06-01T00:00:00+03:00', '2013-07-01T00:00:00+03:00', 'Monthly');
    expect(month.timestamp).toBe('2013-06-01T00:00:00+03:00');
    const normalized = await first('2013-01-01T00:00:00Z', '2013-02-01T00:00:00Z', 'MonthlyNormalized');
    const plain = await first('2013-01-01T00:00:00Z', '2013-02-01T00:00:00Z', 'Monthly');
    expect(normalized.value).not.toBe(plain.value);
  });

  test('leaves unknown meters and missing hours out', async () => {
    const { get } = await start();
    const answer = await get(`${hours}&meterIds=1002&meterIds=9&start=2013-01-01T00:00:00Z&end=2013-01-02T00:00:00Z`);
    const meters = (await answer.json()) as { meterId: number; values: unknown[] }[];
    expect(meters.map((meter) => [meter.meterId, meter.values.length])).toEqual([
      [1001, 24],
      [1002, 0],
    ]);
  });

  test('gives the meters as trees, of chosen facilities or of all', async () => {
    const { get, post } = await start({ marker: 'acme ' });
    const all = await (await post('/api/v2/Meters/GetMeters', [])).json();
    const some = await (await post('/api/v2/Meters/GetMeters', [102, 999])).json();
    expect(all.length).toBe(3);
    expect(some.length).toBe(1);
    expect(some[0]).toMatchObject({ facilityId: 102, name: 'acme Harbour Row main meter', parentMeterId: null });
    expect(some[0].subMeters.map((meter: { id: number }) => meter.id)).toEqual([1005, 1006, 1007]);
    const one = await (await get('/api/v2/Meters/GetMeter?meterId=1005')).json();
    expect(one).toMatchObject({ id: 1005, parentMeterId: some[0].id, subMeters: null });
  });

  test('gives actions of some facilities or all, and one by id', async () => {
    const { get } = await start();
    const list = async (query: string) => (await (await get(`/api/v2/Actions/GetActions${query}`)).json()).length;
    expect([await list(''), await list('?facilityIds=101&facilityIds=103')]).toEqual([3, 2]);
    expect(await (await get('/api/v2/Actions/GetAction?id=7102')).json()).toMatchObject({ facilityId: 102 });
  });

  test('holds as large a world as asked for, with unique ids', async () => {
    const { post } = await start({ world: { facilities: 50, metersPerFacility: 4 } });
    const facilities = (await (await post('/api/v2/Facilities/GetFacilities', [])).json()) as { id: number }[];
    const roots = (await (await post('/api/v2/Meters/GetMeters', [])).json()) as {
      id: number;
      subMeters: { id: number }[];
    }[];
    const ids = roots.flatMap((root) => [root.id, ...root.subMeters.map((meter) => meter.id)]);
    expect(facilities.length).toBe(50);
    expect(new Set(ids).size).toBe(200);
  });
});
