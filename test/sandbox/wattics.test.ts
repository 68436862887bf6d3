import { afterEach, describe, expect, test } from 'vitest';
import { startWatticsSandbox, type WatticsSandboxOptions } from '../../src/sandbox/wattics/index.ts';
import { demoCredentials } from '../../src/sandbox/world.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const { username, password, token } = demoCredentials.wattics;
const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
const packet = { id: 'stream-1', tsISO8601: '2013-06-01T12:00:00.000+01:00', aP_1: 100, aP_2: 50 };

describe('the Wattics sandbox', () => {
  let stop: () => Promise<void> = async () => undefined;
  afterEach(() => stop());

  const start = async (options: WatticsSandboxOptions = {}) => {
    const sandbox = await startWatticsSandbox(options);
    stop = () => sandbox.stop();
    const push = (body: unknown, url = sandbox.pushUrl) =>
      fetch(url, {
        method: 'POST',
        headers: { authorization: basic, 'content-type': 'text/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
    const last = (stream: string) =>
      fetch(`${sandbox.pushUrl}?stream=${stream}`, { headers: { authorization: basic } });
    const get = (path: string, headers: Record<string, string> = {}) =>
      fetch(sandbox.dashboardUrl + path, {
        headers: { authorization: token, 'content-type': 'application/json', ...headers },
      });
    return { sandbox, push, last, get };
  };

  describe('collector', () => {
    test('challenges a request without the right credentials with an HTML page', async () => {
      const { sandbox } = await start();
      for (const authorization of ['', 'Basic bm8=', token]) {
        const answer = await fetch(`${sandbox.pushUrl}?stream=stream-1`, { headers: { authorization } });
        expect(answer.status).toBe(401);
        expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /);
        expect(answer.headers.get('content-type')).toContain('text/html');
        expect(await answer.text()).toContain('HTTP Status 401 - Full authentication is required');
      }
    });

    test('stores a packet and reads it back, on both sides', async () => {
      const { push, last, get } = await start();
      const answer = await push(packet);
      expect([answer.status, await answer.text()]).toEqual([200, '']);
      expect(await (await last('stream-1')).json()).toEqual(packet);
      const raw = await get(
        '/meters/2001/raw_data?from=2013-06-01%2011:00:00&to=2013-06-01%2011:30:00&data_type=active_power',
      );
      expect(await raw.json()).toEqual([{ timestamp: '2013-06-01 11:00:00', total: 150 }]);
    });

    test('takes the UTC and the partial variant', async () => {
      const { sandbox, push } = await start();
      const at = (action: string) => sandbox.pushUrl.replace('unifiedjson', action);
      expect((await push(packet, at('unifiedjson_partial'))).status).toBe(200);
      expect((await push(packet, at('unifiedjson_utc'))).status).toBe(400);
      const inUtc = { ...packet, tsISO8601: '2013-06-01T12:00:00.000+00:00' };
      expect((await push(inUtc, at('unifiedjson_utc'))).status).toBe(200);
    });

    test.each([
      ['an array of packets', [packet], 400],
      ['several lines', JSON.stringify(packet, null, 1), 400],
      ['broken JSON', '{"id":', 400],
      ['a null field', { ...packet, aP_3: null }, 400],
      ['an unknown field', { ...packet, thd_1: 3 }, 400],
      ['a simple packet with electricity', { ...packet, value: 3 }, 400],
      ['no figure at all', { id: packet.id, tsISO8601: packet.tsISO8601 }, 400],
      ['a time without milliseconds', { ...packet, tsISO8601: '2013-06-01T12:00:00+01:00' }, 400],
      ['a time in Z', { ...packet, tsISO8601: '2013-06-01T12:00:00.000Z' }, 400],
      ['an unknown meter', { ...packet, id: 'nobody' }, 404],
    ])('refuses %s', async (_, body, status) => {
      const { push } = await start();
      expect((await push(body)).status).toBe(status);
    });

    test('offers a session, and takes who does not keep it', async () => {
      const { sandbox, last } = await start();
      const answer = await last('stream-1');
      const cookie = answer.headers.get('set-cookie') ?? '';
      expect(cookie).toMatch(/^JSESSIONID=/);
      const headers = { authorization: basic, cookie: cookie.split(';')[0]! };
      const kept = await fetch(`${sandbox.pushUrl}?stream=stream-1`, { headers });
      expect(kept.headers.get('set-cookie')).toBeNull();
      expect((await last('stream-1')).headers.get('set-cookie')).not.toBe(cookie);
      expect(sandbox.sessions.size).toBe(2);
    });

    test('wants the trailing slash', async () => {
      const { sandbox, push } = await start();
      expect((await push(packet, sandbox.pushUrl.slice(0, -1))).status).toBe(404);
    });

    test('records and refuses a second packet in flight of a meter, not of another', async () => {
      const { sandbox, push } = await start({ pushLatencyMs: 30 });
      const answers = await Promise.all([
        push(packet),
        push({ ...packet, aP_1: 1 }),
        push({ ...packet, id: 'stream-2' }),
      ]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 429]);
      expect(sandbox.violations).toMatchObject([{ stream: 'stream-1', rule: 'ONE_IN_FLIGHT' }]);
      const control = await fetch(`${sandbox.url}/__sandbox/violations`, { method: 'POST' });
      expect(await control.json()).toHaveLength(1);
    });

    test('records packets out of the order of time, and takes them', async () => {
      const { sandbox, push, last } = await start();
      await push(packet);
      const older = { ...packet, tsISO8601: '2013-06-01T11:00:00.000+01:00' };
      expect((await push(older)).status).toBe(200);
      expect(sandbox.violations).toMatchObject([{ rule: 'TIME_ORDER' }]);
      expect(await (await last('stream-1')).json()).toEqual(older);
    });

    test('replays 2013 as the last packet of a stream nothing was pushed for', async () => {
      const { last } = await start({ clock: createFakeClock(Date.UTC(2026, 5, 1, 12, 10)) });
      const replayed = await (await last('stream-1')).json();
      expect(replayed).toMatchObject({ id: 'stream-1', tsISO8601: '2026-06-01T11:30:00.000+00:00' });
      expect(replayed.pC_1).toBeGreaterThan(replayed.aP_1);
      expect((await last('nobody')).status).toBe(404);
    });

    test('has nothing to replay before a household has data', async () => {
      const { last } = await start({ clock: createFakeClock(Date.UTC(2026, 0, 20)) });
      expect((await last('stream-2')).status).toBe(404);
    });
  });

  describe('dashboard', () => {
    test('takes the raw token only, and the JSON content type', async () => {
      const { get } = await start();
      expect((await get('/organizations', { authorization: `Bearer ${token}` })).status).toBe(401);
      expect((await get('/organizations', { 'content-type': 'text/plain' })).status).toBe(415);
      const answer = await get('/organizations');
      expect([answer.status, await answer.json()]).toEqual([200, [{ id: 1, name: 'Housing Association 1' }]]);
    });

    test.each([
      ['/sites', 400],
      ['/sites?organization_id=9', 404],
      ['/meters?organization_id=1', 400],
      ['/meters?site_id=301', 400],
      ['/meters?organization_id=1&site_id=9', 404],
      ['/meters/9', 404],
      ['/appliances?organization_id=1&site_id=301', 400],
      ['/appliances?organization_id=1&site_id=302&meter_id=2001', 404],
      ['/nothing', 404],
      ['/meters/2001/raw_data?from=2013-01-01%2000:00:00&to=2013-04-02%2000:00:00&data_type=active_power', 400],
      ['/meters/2001/raw_data?from=2013-01-01&to=2013-01-02&data_type=active_power', 400],
      ['/meters/2001/raw_data?from=01/01/2013&to=02/01/2013&data_type=happiness', 400],
      ['/meters/2001/raw_data?from=02/01/2013&to=01/01/2013&data_type=active_power', 400],
      ['/meters/2001/consumptions?month=13&year=2013', 400],
      ['/meters/2001/consumptions?month=1', 400],
    ])('refuses %s with %i and a reason', async (path, status) => {
      const { get } = await start();
      const answer = await get(path);
      expect(answer.status).toBe(status);
      expect(await answer.json()).toEqual({ error: expect.any(String) });
    });

    test('lists sites, meters and appliances where they belong', async () => {
      const { get } = await start({ marker: 'acme ' });
      const list = async (path: string) => (await get(path)).json();
      expect(await list('/sites?organization_id=1')).toMatchObject([{ id: 301 }, { id: 302 }, { id: 303 }]);
      expect(await list('/sites/301')).toMatchObject({ name: 'acme Riverside Court', timezone: 'Europe/Dublin' });
      const meters = await list('/meters?organization_id=1&site_id=303');
      expect(meters.map((meter: { id: number }) => meter.id)).toEqual([2008, 2009, 2010]);
      expect(await list('/meters/2008')).toEqual(meters[0]);
      const appliances = await list('/appliances?organization_id=1&site_id=303&meter_id=2008');
      expect(await list(`/appliances/${appliances[0].id}`)).toEqual(appliances[0]);
    });

    test('gives raw data in UTC for both forms of dates, 90 days and no more', async () => {
      const { get } = await start();
      const raw = async (from: string, to: string) =>
        (await (await get(`/meters/2001/raw_data?from=${from}&to=${to}&data_type=active_power`)).json()) as unknown[];
      const day = await raw('2013-01-01%2000:00:00', '2013-01-02%2000:00:00');
      expect(day[0]).toEqual({ timestamp: '2013-01-01 00:00:00', total: expect.closeTo(198, 9) });
      expect(day.length).toBe(48);
      expect(await raw('01/01/2013', '02/01/2013')).toEqual(day);
      expect((await raw('2013-01-01%2000:00:00', '2013-04-01%2000:00:00')).length).toBe(90 * 48);
    });

    test('gives consumptions by the days of the site, as figures with a unit', async () => {
      const { get } = await start();
      const days = await (await get('/meters/2001/consumptions?month=6&year=2013&detailed=true')).json();
      expect(days[0]).toMatchObject({ date: '2013-06-01', weekday: 'Saturday' });
      expect(days[0].total_consumption).toMatch(/^\d+(\.\d+)? Watt$/);
      expect(Object.keys(days[0].consumption_by_time).slice(0, 2)).toEqual(['00h00m', '00h30m']);
      // 1 June begins at 23:00 UTC of 31 May in Dublin.
      const raw = '/meters/2001/raw_data?from=2013-05-31%2023:00:00&to=2013-05-31%2023:30:00&data_type=active_power';
      const [first] = await (await get(raw)).json();
      expect(Number.parseFloat(days[0].consumption_by_time['00h00m'])).toBeCloseTo(first.total / 2, 9);
      const plain = await (await get('/meters/2001/consumptions?month=6&year=2013')).json();
      expect(plain[0]).toEqual({ ...days[0], consumption_by_time: undefined });
    });

    test('repeats and skips the hours of daylight saving as a clock does', async () => {
      const { get } = await start();
      const keysOf = async (month: number, date: string) => {
        const days = (await (await get(`/meters/2001/consumptions?month=${month}&year=2013&detailed=true`)).json()) as {
          date: string;
          consumption_by_time: object;
        }[];
        return Object.keys(days.find((day) => day.date === date)!.consumption_by_time);
      };
      const spring = await keysOf(3, '2013-03-31');
      expect(spring.length).toBe(46);
      expect(spring).not.toContain('01h00m');
      expect((await keysOf(10, '2013-10-27')).length).toBe(48);
    });

    test('gives costs by day, detailed when asked', async () => {
      const { get } = await start();
      const costs = await (await get('/meters/2001/costs?month=6&year=2013&detailed=true')).json();
      expect(costs.length).toBe(30);
      expect(costs[0].total_cost).toMatch(/^\d+\.\d{4} EUR$/);
      expect(Object.keys(costs[0].cost_by_time).length).toBe(48);
    });

    test('holds as large a world as asked for', async () => {
      const { get } = await start({ world: { organizations: 2, sitesPerOrganization: 3, metersPerSite: 4 } });
      const list = async (path: string) => (await (await get(path)).json()) as { id: number }[];
      expect((await list('/organizations')).length).toBe(2);
      expect((await list('/sites?organization_id=2')).map((site) => site.id)).toEqual([304, 305, 306]);
      expect((await list('/meters?organization_id=2&site_id=306')).map((meter) => meter.id)).toEqual([
        2021, 2022, 2023, 2024,
      ]);
    });
  });
});
