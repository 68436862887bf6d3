import { afterEach, describe, expect, test } from 'vitest';
import { startWatticsSandbox, type WatticsSandbox } from '../../../src/sandbox/wattics/index.ts';
import { demoCredentials } from '../../../src/sandbox/world.ts';
import { wattics } from '../../../src/vendors/wattics/index.ts';
import { newCall, openSource } from '../opened-source.ts';

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
  return { sandbox, source: opened.source, admin: opened.source.siteAdmin! };
}

const everything = { offset: 0, limit: 1000 };
const sent = ({ calls }: WatticsSandbox) => calls.map(({ method, path }) => `${method} ${path.replace('/api/v1', '')}`);
const site = { name: 'New site', city: 'Cork', country: 'Ireland', address: 'Quay 1', contactName: 'Ann' } as const;
const meter = { name: 'New meter', type: 'electricity', reference: 'new-1', paramType: 'all', reading: 'cum' } as const;

describe('Wattics administration', () => {
  test('an organisation, a site in it and a meter on it are made, and read afresh', async () => {
    const { source, admin } = await start();
    const before = (await source.meters!.list(everything, newCall())).items.length;
    const organizationId = (await admin.create({ kind: 'organization', fields: { name: 'New' } }, newCall()))!;
    const siteId = (await admin.create({ kind: 'site', fields: { ...site, organizationId } }, newCall()))!;
    const fields = { ...meter, siteId, samplingMinutes: 5 };
    const meterId = (await admin.create({ kind: 'meter', fields }, newCall()))!;
    const { items } = await source.meters!.list(everything, newCall());
    expect(items).toHaveLength(before + 1);
    expect(items.find(({ ref }) => ref.id === meterId)).toMatchObject({ name: 'New meter', facilityId: siteId });
  });

  test('a change sends the fields that are given, and is read afresh', async () => {
    const { sandbox, source, admin } = await start();
    const [first] = (await source.facilities!.list(everything, newCall())).items;
    const id = first!.ref.id;
    expect(await admin.update(id, { kind: 'site', fields: { name: 'Renamed' } }, newCall())).toBe(true);
    expect(sandbox.administration.records.sites.get(Number(id))).toMatchObject({ name: 'Renamed', city: first!.city });
    expect((await source.facilities!.byIds([id], newCall())).get(id)).toMatchObject({ name: 'Renamed' });
  });

  test('what is deleted is gone, and the lists that do not hold it stay in the cache', async () => {
    const { sandbox, source, admin } = await start();
    const { items } = await source.meters!.list(everything, newCall());
    const id = items[0]!.ref.id;
    const calls = sandbox.calls.length;
    expect(await admin.remove('meter', id, newCall())).toBe(true);
    expect((await source.meters!.byIds([id], newCall())).has(id)).toBe(false);
    const after = sent(sandbox).slice(calls);
    expect(after[0]).toBe(`DELETE /meters/${id}`);
    expect(after.filter((path) => path.startsWith('GET /sites') || path.startsWith('GET /organizations'))).toEqual([]);
  });

  test('an appliance is made, changed and deleted', async () => {
    const { sandbox, source, admin } = await start();
    const meterId = (await source.meters!.list(everything, newCall())).items[0]!.ref.id;
    const words = { reading: 'avg', channelParamType: 'one' };
    const fields = { meterId, name: 'Pump', reference: 'pump', samplingMinutes: 5, ...words };
    const id = (await admin.create({ kind: 'appliance', fields }, newCall()))!;
    await admin.update(id, { kind: 'appliance', fields: { name: 'Heat pump' } }, newCall());
    expect(sandbox.administration.records.appliances.get(Number(id))).toMatchObject({
      ...{ meter_id: Number(meterId), name: 'Heat pump', reference: 'pump', process_sampling_rate: 5 },
      channel_param_type: 'one',
    });
    expect(await admin.remove('appliance', id, newCall())).toBe(true);
    expect(await admin.remove('appliance', id, newCall())).toBe(false);
  });

  test('what is unknown is told, and what is no id is not asked', async () => {
    const { sandbox, admin } = await start();
    expect(await admin.update('99999', { kind: 'organization', fields: { name: 'X' } }, newCall())).toBe(false);
    const fields = { ...site, organizationId: '99999' };
    expect(await admin.create({ kind: 'site', fields }, newCall())).toBeUndefined();
    const calls = sandbox.calls.length;
    expect(await admin.remove('meter', 'stream-1', newCall())).toBe(false);
    expect(sandbox.calls.length).toBe(calls);
  });

  test('a user is made, found, and let in and out of a site', async () => {
    const { sandbox, source, admin } = await start();
    const siteId = (await source.facilities!.list(everything, newCall())).items[0]!.ref.id;
    const user = { name: 'Ann', surname: 'Lee', email: 'ann@example.com', plan: 'basic' };
    const id = (await admin.createUser(user, newCall()))!;
    expect(await admin.userByEmail(user.email, newCall())).toEqual({
      ...{ name: 'Ann', surname: 'Lee' },
      id,
      email: user.email,
    });
    expect(await admin.userByEmail('nobody@example.com', newCall())).toBeUndefined();
    expect(await admin.setSiteAccess(id, siteId, 'granted', newCall())).toBe(true);
    expect(sandbox.administration.access.get(Number(id))).toEqual(new Set([Number(siteId)]));
    expect(await admin.setSiteAccess(id, siteId, 'removed', newCall())).toBe(true);
    expect(sandbox.administration.access.get(Number(id))).toEqual(new Set());
    expect(await admin.setSiteAccess(id, '99999', 'granted', newCall())).toBe(false);
    expect(await admin.associateReport(id, '7', newCall())).toBe(true);
  });

  test('a creation whose connection broke is not sent again', async () => {
    const { sandbox, admin } = await start();
    sandbox.faults.add({ kind: 'reset', method: 'POST' });
    const creation = admin.create({ kind: 'organization', fields: { name: 'New' } }, newCall());
    await expect(creation).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE' });
    expect(sent(sandbox)).toEqual(['POST /organizations']);
  });
});
