import { afterEach, describe, expect, test } from 'vitest';
import {
  type EnerkeySandbox,
  type EnerkeySandboxOptions,
  startEnerkeySandbox,
} from '../../../src/sandbox/enerkey/index.ts';
import { demoCredentials } from '../../../src/sandbox/world.ts';
import type { EnerkeyConfig } from '../../../src/vendors/enerkey/config.ts';
import { enerkey } from '../../../src/vendors/enerkey/index.ts';
import { startTamperingProxy } from '../../suites/tampering-proxy.ts';
import { newCall, openSource } from '../opened-source.ts';

const { primaryKey, secondaryKey } = demoCredentials.enerkey;
const everything = { offset: 0, limit: 1000 };

describe('EnerKey facilities, meters and actions', () => {
  const toStop: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of toStop.splice(0).reverse()) await stop();
  });

  const start = async (options: EnerkeySandboxOptions = {}) => {
    const sandbox = await startEnerkeySandbox(options);
    toStop.push(() => sandbox.stop());
    return sandbox;
  };
  const open = (sandbox: Pick<EnerkeySandbox, 'url'>, config: Partial<EnerkeyConfig> = {}) => {
    const opened = openSource(enerkey, { baseUrl: sandbox.url, apiKeys: [primaryKey], ...config });
    toStop.push(() => opened.stop());
    return opened.source;
  };

  test('a facility has its address and properties', async () => {
    const { items } = await open(await start()).facilities!.list(everything, newCall());
    expect(items[0]).toEqual({
      ref: { vendor: 'ENERKEY', kind: 'facility', id: '101' },
      refs: [{ vendor: 'ENERKEY', kind: 'facility', id: '101' }],
      name: 'Riverside Court',
      streetAddress: '101 Harbour Street',
      postalCode: '00100',
      city: 'Helsinki',
      country: 'FI',
      timeZone: null,
      organization: null,
      properties: expect.arrayContaining([{ name: 'CO2 factor of electricity', value: '0.089', unit: 'kg/kWh' }]),
    });
  });

  test('properties that facilities do not carry cost one more call for all', async () => {
    const sandbox = await start({ inlineProperties: false });
    const { items } = await open(sandbox).facilities!.list(everything, newCall());
    expect(items.map((facility) => facility.properties.length)).toEqual([3, 3, 3]);
    expect(sandbox.calls.map((call) => call.path)).toEqual([
      '/api/v2/Facilities/GetFacilities',
      '/api/v2/Facilities/GetFacilityProperties',
    ]);
  });

  test('the meter tree is flattened, parents knowing their sub-meters', async () => {
    const source = open(await start());
    const { items } = await source.meters!.list(everything, newCall());
    expect(items.length).toBe(13);
    const [main, first] = items;
    expect(main).toMatchObject({ parentId: null, facilityId: '101', subMeterIds: ['1001', '1002', '1003', '1004'] });
    expect(first).toMatchObject({
      name: 'Household 1',
      parentId: main!.ref.id,
      facilityId: '101',
      quantityId: '1',
      unit: 'kWh',
      cumulative: false,
      subMeterIds: [],
    });
    const byFacility = await source.meters!.byFacilityIds(['102'], newCall());
    expect(byFacility.get('102')).toHaveLength(4);
  });

  test('a broken sub-meter does not take its parent or siblings along', async () => {
    const proxy = await startTamperingProxy((await start()).url, (json) => {
      const [root, ...rest] = json as { subMeters: { quantityId: unknown }[] }[];
      root!.subMeters[1]!.quantityId = 'electricity';
      return [root, ...rest];
    });
    toStop.push(() => proxy.stop());
    const source = open(proxy);
    const slice = await source.meters!.list(everything, newCall());
    expect(slice.items.length).toBe(12);
    expect(slice.broken).toMatchObject([{ code: 'VENDOR_CONTRACT' }]);
    expect((await source.meters!.byIds(['1002', '1003'], newCall())).get('1002')).toMatchObject({
      code: 'VENDOR_CONTRACT',
    });
  });

  test('quantities have names and units', async () => {
    const quantities = await open(await start()).meters!.quantities!(newCall());
    expect(quantities.map(({ id, name, unit }) => [id, name, unit])).toEqual([
      ['1', 'Electricity', 'kWh'],
      ['2', 'District heating', 'MWh'],
      ['3', 'Water', 'm3'],
    ]);
  });

  test('actions come by facility, none for one without', async () => {
    const actions = await open(await start()).facilities!.actions!(['101', '999'], newCall());
    expect(actions.get('101')).toEqual([
      {
        id: '7101',
        facilityId: '101',
        title: 'Lower the night base load',
        description: expect.stringContaining('Riverside Court'),
        status: 'Planned',
        type: 'Operation',
        startsAt: '2013-02-01T00:00:00.000Z',
        endsAt: null,
        savings: 482,
        revision: expect.any(String),
      },
    ]);
    expect(actions.get('999')).toEqual([]);
  });

  test('a replaced path is the one called', async () => {
    const sandbox = await start();
    const paths = { getFacilities: '/api/v2/facilities/GETFACILITIES' };
    expect((await open(sandbox, { paths }).facilities!.list(everything, newCall())).items.length).toBe(3);
    expect(sandbox.calls[0]!.path).toBe('/api/v2/facilities/GETFACILITIES');
  });

  test('a key without the profile scope is VENDOR_UNAUTHORIZED', async () => {
    const source = open(await start({ scope: 'tenant' }));
    await expect(source.ping(newCall())).rejects.toMatchObject({ code: 'VENDOR_UNAUTHORIZED' });
  });

  test('the second key serves while the first is outside its validity dates', async () => {
    const sandbox = await start({ disabledKeys: ['primary'] });
    const source = open(sandbox, { apiKeys: [primaryKey, secondaryKey] });
    expect((await source.facilities!.list(everything, newCall())).items.length).toBe(3);
    await source.meters!.list(everything, newCall());
    expect(sandbox.calls.map((call) => call.status)).toEqual([401, 200, 200]);
  });

  test('a 429 without Retry-After tells to wait for the ten seconds of the window', async () => {
    const source = open(await start({ dailyLimit: 1 }));
    await source.ping(newCall());
    await expect(source.ping({ ...newCall(), deadlineMs: Date.now() + 500 })).rejects.toMatchObject({
      code: 'VENDOR_RATE_LIMITED',
      details: { vendor: 'ENERKEY', retryAfterMs: expect.any(Number) },
    });
  });

  test('the config takes one or two keys and refuses what it does not know', () => {
    const parse = (config: unknown) => enerkey.configSchema.safeParse(config).success;
    const baseUrl = 'https://api.enerkey.com';
    expect(parse({ baseUrl, apiKeys: [primaryKey, secondaryKey], dailyLimit: 3000 })).toBe(true);
    expect(parse({ baseUrl, apiKeys: [] })).toBe(false);
    expect(parse({ baseUrl, apiKeys: ['a', 'b', 'c'] })).toBe(false);
    expect(parse({ baseUrl, apiKeys: ['a'], dailyLimit: 0 })).toBe(false);
    expect(parse({ baseUrl, apiKeys: ['a'], paths: { getEverything: '/x' } })).toBe(false);
    expect(parse({ baseUrl: 'ftp://api.enerkey.com', apiKeys: ['a'] })).toBe(false);
  });
});
