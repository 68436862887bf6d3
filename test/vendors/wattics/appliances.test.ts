import { afterEach, describe, expect, test } from 'vitest';
import { type ReadingRequest, type Readings, readingKey } from '../../../src/domain/readings.ts';
import { startWatticsSandbox, type WatticsSandbox } from '../../../src/sandbox/wattics/index.ts';
import { demoCredentials } from '../../../src/sandbox/world.ts';
import { wattics } from '../../../src/vendors/wattics/index.ts';
import { newCall, openSource, sumKwh } from '../opened-source.ts';

const toStop: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

async function start() {
  const sandbox = await startWatticsSandbox();
  toStop.push(() => sandbox.stop());
  const dashboard = { baseUrl: sandbox.dashboardUrl, token: demoCredentials.wattics.token };
  const opened = openSource(wattics, { dashboard });
  toStop.push(() => opened.stop());
  const { meters, appliances, siteAdmin } = opened.source;
  return { sandbox, meters: meters!, appliances: appliances!, siteAdmin: siteAdmin! };
}

const appliancesOf = ({ calls }: WatticsSandbox) =>
  calls.filter(({ path }) => path.includes('/appliances')).map(({ path }) => path.replace('/api/v1', ''));
const reading = (id: string, from: string, to: string): ReadingRequest => ({
  ...{ id, fromMs: Date.parse(from), toMs: Date.parse(to), resolution: 'HOUR', timeZone: 'UTC', normalized: false },
});

describe('appliances of Wattics', () => {
  test('come by meter in one call each, whether the meter is named by id or stream, and once', async () => {
    const { sandbox, appliances } = await start();
    const batch = await appliances.byMeterIds(['2001', 'stream-2', '9999'], newCall());
    expect([...batch.keys()]).toEqual(['2001', 'stream-2']);
    expect(batch.get('2001')).toEqual([
      {
        ref: { vendor: 'WATTICS', kind: 'appliance', id: '102001' },
        refs: [{ vendor: 'WATTICS', kind: 'appliance', id: '102001' }],
        ...{ meterId: '2001', name: 'Household 1 main circuit', reference: 'stream-1-main' },
        ...{ samplingMinutes: 30, reading: 'avg', channelParamType: 'one' },
      },
    ]);
    expect(appliancesOf(sandbox)).toHaveLength(2);
    await appliances.byMeterIds(['2001'], newCall());
    expect(appliancesOf(sandbox)).toHaveLength(2);
  });

  test('are measured by the month or by raw data, as their meter is, and never mixed up with it', async () => {
    const { sandbox, meters, appliances } = await start();
    const ranges = [
      ['2013-06-02T00:00:00Z', '2013-06-03T00:00:00Z'],
      ['2013-06-02T00:00:00Z', '2013-07-03T00:00:00Z'],
    ] as const;
    for (const [from, to] of ranges) {
      const [whole, part] = [reading('2001', from, to), reading('102001', from, to)];
      const meter = (await meters.readings([whole], newCall())).get(readingKey(whole)) as Readings;
      const appliance = (await appliances.readings([part], newCall())).get(readingKey(part)) as Readings;
      expect(sumKwh(appliance)).toBeCloseTo(sumKwh(meter) / 2, 6);
      expect(appliance.startsMs).toEqual(meter.startsMs);
    }
    expect(appliancesOf(sandbox).map((path) => path.split('?')[0])).toEqual([
      '/appliances/102001',
      '/appliances/102001/consumptions',
      '/appliances/102001/raw_data',
    ]);
    expect(await appliances.readings([reading('999', ...ranges[0])], newCall())).toEqual(new Map());
  });

  test('that were listed are read without asking for them one by one', async () => {
    const { sandbox, appliances } = await start();
    await appliances.byMeterIds(['2001'], newCall());
    await appliances.costs('102001', '2013-06', '2013-06', newCall());
    expect(appliancesOf(sandbox)).toHaveLength(2);
    const costs = await appliances.costs('102001', '2013-06', '2013-06', newCall());
    expect(costs).toHaveLength(30);
    expect(appliancesOf(sandbox)).toHaveLength(2);
  });

  test('are read afresh after a change', async () => {
    const { appliances, siteAdmin } = await start();
    const words = { reference: 'pump', samplingMinutes: 5, reading: 'avg', channelParamType: 'one' };
    await appliances.byMeterIds(['2001'], newCall());
    const fields = { ...words, meterId: '2001', name: 'Pump' };
    const id = (await siteAdmin.create({ kind: 'appliance', fields }, newCall()))!;
    expect((await appliances.byMeterIds(['2001'], newCall())).get('2001')).toHaveLength(2);
    await siteAdmin.update(id, { kind: 'appliance', fields: { name: 'Heat pump' } }, newCall());
    expect((await appliances.byIds([id], newCall())).get(id)).toMatchObject({ name: 'Heat pump', samplingMinutes: 5 });
    await siteAdmin.remove('appliance', id, newCall());
    expect((await appliances.byIds([id], newCall())).has(id)).toBe(false);
  });

  test('are all there, meter by meter', async () => {
    const { appliances } = await start();
    const slice = await appliances.list({ offset: 8, limit: 5 }, newCall());
    expect(slice).toMatchObject({ total: 10, hasMore: false });
    expect(slice.items.map(({ meterId }) => meterId)).toEqual(['2009', '2010']);
  });
});
