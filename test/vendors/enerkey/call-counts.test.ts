import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EnerkeySandbox, startEnerkeySandbox } from '../../../src/sandbox/enerkey/index.ts';
import { demoCredentials } from '../../../src/sandbox/world.ts';
import { enerkey } from '../../../src/vendors/enerkey/index.ts';
import { metersRead, newCall, type OpenedSource, openSource } from '../opened-source.ts';

const day = {
  ...{ fromMs: Date.UTC(2013, 5, 1), toMs: Date.UTC(2013, 5, 2), timeZone: 'UTC' },
  ...{ resolution: 'HOUR' as const, normalized: false },
};
const everything = { offset: 0, limit: 1000 };

describe('what EnerKey reads cost, with 50 facilities of 4 meters', () => {
  let sandbox: EnerkeySandbox;
  let opened: OpenedSource;

  beforeEach(async () => {
    sandbox = await startEnerkeySandbox({ world: { facilities: 50, metersPerFacility: 4 } });
    opened = openSource(enerkey, { baseUrl: sandbox.url, apiKeys: [demoCredentials.enerkey.primaryKey] });
  });
  afterEach(async () => {
    await opened.stop();
    await sandbox.stop();
  });

  const readDay = async () => {
    const { facilities, meters } = opened.source;
    const { items } = await facilities!.list(everything, newCall());
    const byFacility = await meters!.byFacilityIds(
      items.map((facility) => facility.ref.id),
      newCall(),
    );
    const ids = [...byFacility.values()].flatMap((list) =>
      Array.isArray(list) ? list.map((meter) => meter.ref.id) : [],
    );
    expect(items.length).toBe(50);
    expect(ids.length).toBe(200);
    const read = await metersRead(
      opened.source,
      ids.map((id) => ({ ...day, id })),
    );
    expect(read.every((readings) => readings.values.length <= 24)).toBe(true);
    expect(read.some((readings) => readings.values.length === 24)).toBe(true);
    await meters!.quantities!(newCall());
  };

  test('24 hours of all 200 meters are 5 calls, quantities included, and none the second time', async () => {
    await readDay();
    expect(sandbox.calls.map((call) => call.path.split('?')[0])).toEqual([
      '/api/v2/Facilities/GetFacilities',
      '/api/v2/Meters/GetMeters',
      '/api/v2/Values/GetHourlyValues',
      '/api/v2/Values/GetHourlyValues',
      '/api/v2/Quantities/GetQuantities',
    ]);
    expect(sandbox.calls.every((call) => call.status === 200)).toBe(true);
    await readDay();
    expect(sandbox.calls.length).toBe(5);
  });

  test('any facilities by id are one call, any meters by id another', async () => {
    await opened.source.facilities!.byIds(['101', '150', '999'], newCall());
    await opened.source.facilities!.byIds(['120'], newCall());
    await opened.source.meters!.byIds(['1001', '1150'], newCall());
    await opened.source.meters!.list({ offset: 100, limit: 10 }, newCall());
    expect(sandbox.calls.length).toBe(2);
  });

  test('actions of many facilities are one call', async () => {
    const ids = Array.from({ length: 50 }, (_, i) => String(101 + i));
    const actions = await opened.source.facilities!.actions!(ids, newCall());
    expect(actions.size).toBe(50);
    expect(sandbox.calls.length).toBe(1);
    await opened.source.facilities!.actions!(['101', '102'], newCall());
    expect(sandbox.calls.length).toBe(1);
  });
});
