import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ReadingRequest, readingKey } from '../../../src/domain/readings.ts';
import { startWatticsSandbox, type WatticsSandbox } from '../../../src/sandbox/wattics/index.ts';
import { demoCredentials } from '../../../src/sandbox/world.ts';
import type { WatticsConfig } from '../../../src/vendors/wattics/config.ts';
import { wattics } from '../../../src/vendors/wattics/index.ts';
import { csvSum, monthStarts } from '../../sandbox/households-csv.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { newCall, openSource } from '../opened-source.ts';

const { username, password, token } = demoCredentials.wattics;

describe('Wattics', () => {
  let sandbox: WatticsSandbox;
  const toStop: (() => Promise<void>)[] = [];

  beforeEach(async () => {
    sandbox = await startWatticsSandbox({ clock: createFakeClock(Date.UTC(2026, 5, 1, 12, 10)) });
    toStop.push(() => sandbox.stop());
  });
  afterEach(async () => {
    for (const stop of toStop.splice(0).reverse()) await stop();
  });

  const push = () => ({ url: sandbox.pushUrl, username, password });
  const dashboard = () => ({ baseUrl: sandbox.dashboardUrl, token });
  const open = (config: WatticsConfig) => {
    const opened = openSource(wattics, config);
    toStop.push(() => opened.stop());
    return opened.source;
  };
  const pushPacket = (packet: object) =>
    fetch(sandbox.pushUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${username}:${password}`)}` },
      body: JSON.stringify(packet),
    });

  test('a site is a facility with its organisation and time zone', async () => {
    const { items } = await open({ dashboard: dashboard() }).facilities!.list({ offset: 0, limit: 1 }, newCall());
    expect(items).toEqual([
      {
        ref: { vendor: 'WATTICS', kind: 'facility', id: '301' },
        refs: [{ vendor: 'WATTICS', kind: 'facility', id: '301' }],
        name: 'Riverside Court',
        streetAddress: '301 Quay Street',
        postalCode: null,
        city: 'Dublin',
        country: 'Ireland',
        timeZone: 'Europe/Dublin',
        organization: 'Housing Association 1',
        properties: [],
      },
    ]);
  });

  test('a meter is found by its id and by its stream, and has both refs', async () => {
    const batch = await open({ dashboard: dashboard() }).meters!.byIds(['2002', 'stream-2'], newCall());
    expect(batch.get('2002')).toEqual(batch.get('stream-2'));
    expect(batch.get('2002')).toMatchObject({
      refs: [
        { vendor: 'WATTICS', kind: 'meter', id: '2002' },
        { vendor: 'WATTICS', kind: 'stream', id: 'stream-2' },
      ],
      name: 'Household 2',
      quantityName: 'electricity',
      unit: 'Wh',
      cumulative: true,
      facilityId: '301',
      properties: [{ name: 'Sampling interval', value: '30', unit: 'min' }],
    });
  });

  test('costs come by day over civil months, in order', async () => {
    const costs = await open({ dashboard: dashboard() }).meters!.costs!('2001', '2013-11', '2014-01', newCall());
    const starts = monthStarts('Europe/Dublin');
    expect(costs[0]).toMatchObject({ date: '2013-11-01', currency: 'EUR' });
    // The data ends with 2013.
    expect(costs.at(-1)!.date).toBe('2013-12-31');
    const november = costs.filter((cost) => cost.date.startsWith('2013-11'));
    const amount = november.reduce((sum, cost) => sum + cost.amount!, 0);
    expect(amount).toBeCloseTo(csvSum(1, starts[10]!, starts[11]!) * 0.25, 2);
    expect(sandbox.calls.filter((call) => call.path.includes('/costs')).length).toBe(3);
  });

  test('costs of a range the wrong way round, or of an unknown meter, are none', async () => {
    const { meters } = open({ dashboard: dashboard() });
    expect(await meters!.costs!('2001', '2013-03', '2013-02', newCall())).toEqual([]);
    expect(await meters!.costs!('9999', '2013-03', '2013-03', newCall())).toEqual([]);
  });

  test('the last reading adds up the phases of the last packet', async () => {
    await pushPacket({
      ...{ id: 'stream-1', tsISO8601: '2026-06-01T13:00:00.000+01:00' },
      ...{ aP_1: 100, aP_2: 50, pC_1: 4000, pC_3: 500 },
    });
    await pushPacket({ id: 'stream-2', tsISO8601: '2026-06-01T13:00:00.000+01:00', value: 12.5 });
    const { meters } = open({ push: push(), dashboard: dashboard() });
    const last = await meters!.lastReadings!(['2001', 'stream-2', '2003', '9999'], newCall());
    const at = '2026-06-01T12:00:00.000Z';
    expect(last.get('2001')).toEqual({ at, value: null, powerW: 150, cumulativeEnergyWh: 4500 });
    expect(last.get('stream-2')).toEqual({ at, value: 12.5, powerW: null, cumulativeEnergyWh: null });
    expect(last.get('2003')).toMatchObject({ at: '2026-06-01T11:30:00.000Z', value: null });
    expect(last.has('9999')).toBe(false);
    expect(sandbox.calls.filter((call) => call.path.includes('?stream=')).length).toBe(3);
  });

  test('without the dashboard, streams are meters that have a last reading and nothing else', async () => {
    const { meters, facilities } = open({ push: push() });
    expect(facilities).toBeUndefined();
    expect(await meters!.list({ offset: 0, limit: 10 }, newCall())).toMatchObject({ items: [], hasMore: false });
    const batch = await meters!.byIds(['stream-1', 'nobody'], newCall());
    expect([...batch.keys()]).toEqual(['stream-1']);
    expect(batch.get('stream-1')).toMatchObject({ ref: { kind: 'stream', id: 'stream-1' }, name: null });
    expect((await meters!.lastReadings!(['stream-1', 'nobody'], newCall())).get('nobody')).toBeNull();
    const request: ReadingRequest = {
      ...{ id: 'stream-1', fromMs: 0, toMs: 1, resolution: 'HOUR', timeZone: 'UTC', normalized: false },
    };
    const readings = await meters!.readings([request], newCall());
    expect(readings.get(readingKey(request))).toMatchObject({ code: 'VENDOR_NOT_CONFIGURED' });
  });

  test('without the collector there are no last readings', async () => {
    const { meters } = open({ dashboard: dashboard() });
    expect(meters!.lastReadings).toBeUndefined();
    expect(meters!.costs).toBeDefined();
  });

  test('the ping and the status cover both connections', async () => {
    const source = open({ push: push(), dashboard: dashboard() });
    await source.ping(newCall());
    expect(sandbox.calls.map((call) => call.path).sort()).toEqual([
      '/api/v1/organizations',
      '/measurements/v2/unifiedjson/?stream=wattgraph-ping',
    ]);
    expect(source.status().length).toBe(2);
    const half = open({ push: { ...push(), password: 'wrong' }, dashboard: dashboard() });
    await expect(half.ping(newCall())).rejects.toMatchObject({ code: 'VENDOR_UNAUTHORIZED' });
  });

  test('the hosts may be given with or without their paths', async () => {
    const bare = {
      push: { ...push(), url: push().url.slice(0, -1) },
      dashboard: { baseUrl: `${sandbox.url}/`, token },
    };
    const source = open(bare);
    await source.ping(newCall());
    expect(sandbox.calls.every((call) => call.status === 200 || call.path.includes('stream='))).toBe(true);
  });

  test('the config needs one side at least, and the whole URL of the collector', () => {
    const parse = (config: unknown) => wattics.configSchema.safeParse(config);
    expect(parse({ push: push() }).success).toBe(true);
    expect(parse({ dashboard: dashboard() }).success).toBe(true);
    expect(parse({}).success).toBe(false);
    expect(JSON.stringify(parse({ push: { ...push(), url: sandbox.url } }).error?.issues)).toContain('unifiedjson');
    expect(wattics.baseUrls({ push: push() })).toEqual({ 'push.url': sandbox.pushUrl });
  });
});
