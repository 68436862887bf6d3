/** Assets and users made, and assets archived, over the whole gateway and the sandbox equiwatt. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EquiwattSandbox, startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import { assetMpan, assetUuid } from '../../src/sandbox/world.ts';
import { type Answer, type SandboxedGateway, startSandboxedGateway } from '../support/sandboxed-gateway.ts';

let sandbox: EquiwattSandbox;
let gateway: SandboxedGateway;
beforeAll(async () => {
  sandbox = await startEquiwattSandbox({ life: false });
  gateway = await startSandboxedGateway([
    { id: 'acme', vendors: { equiwatt: sandbox } },
    { id: 'umbrella', vendors: {} },
  ]);
});
afterAll(async () => {
  await gateway.stop();
  await sandbox.stop();
});
beforeEach(() => sandbox.reset());

const byRef = (id: string) => ({ ref: { vendor: 'EQUIWATT', id } });
const schemeId = '5c4e0000-0000-4000-8000-000000000002';
const location = { postcode: 'NE1 1AA', buildingNoOrName: '7', address: 'Quayside' };
let made = 0;
/** An asset with an id of its own. */
const form = (more: object = {}) => {
  made += 1;
  return { userId: 'u-1', assetId: `new-${made}`, name: 'Roof', location, ...more };
};

const ask = async (name: string, input: object, selection: string, tenant = 'acme') => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code message field } } }`;
  const { data, errors }: Answer = await gateway.ask(tenant, query, { input });
  expect(errors).toEqual([]);
  return data[name];
};
const create = (assets: readonly object[], more: object = {}) =>
  ask('createAssets', { assets, ...more }, 'created assets { id name type archived installedAt refs { id } }');
const archive = (id: string, more: object = {}) =>
  ask('archiveAsset', { asset: byRef(id), ...more }, 'asset { name archived updatedAt }');
const createUser = (userId: string, more: object = {}) => ask('createUser', { userId, ...more }, 'userId');

const writes = () =>
  sandbox.calls.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
const world = () => {
  const found = sandbox.customers[0]?.world;
  if (!found) throw new Error('the sandbox has no customer');
  return found;
};
const listed = async () => {
  const { data } = await gateway.ask('acme', '{ tenant { assets(first: 1000) { nodes { refs { id } archived } } } }');
  return data.tenant.assets.nodes as { refs: { id: string }[]; archived: boolean }[];
};

describe('createAssets', () => {
  it('makes one by the call for one, with every field, and the list shows it at once', async () => {
    const before = (await listed()).length;
    const wanted = form({
      ...{
        type: 'SMARTMETER',
        exportMpan: '1099',
        halfHourlySettled: true,
        bmuId: 'V__B',
        eventScheme: byRef(schemeId),
      },
      ...{ installedAt: '2025-05-01T02:00:00+02:00', schemeOptedInAt: '2025-06-01T00:00:00Z' },
      location: { ...location, latitude: 54.97, longitude: -1e-7 },
    });
    const { created, assets, userErrors } = await create([wanted]);
    expect([created, userErrors]).toEqual([1, []]);
    expect(assets[0]).toMatchObject({ name: 'Roof', type: 'SMARTMETER', archived: false });
    expect(assets[0].installedAt).toBe('2025-05-01T00:00:00Z');
    expect(assets[0].refs[1].id).toBe(wanted.assetId);
    expect(writes()).toEqual(['POST /api/v1/assets']);
    expect(world().assets.at(-1)?.said).toEqual({
      ...{ userId: 'u-1', assetId: wanted.assetId, name: 'Roof', assetType: 'SMARTMETER' },
      ...{ locationPostcode: 'NE1 1AA', locationBuildingNoOrName: '7', locationAddress: 'Quayside' },
      ...{ locationLatitude: '54.97', locationLongitude: '-0.0000001', eventSchemeUUID: schemeId },
      ...{ installationDate: '2025-05-01T00:00:00.000Z', exportMpan: '1099', hhSettled: true, bmuId: 'V__B' },
      eventSchemeOptedInDateTime: '2025-06-01T00:00:00.000Z',
    });
    expect(world().schemes[1]?.members.at(-1)).toMatchObject({ asset: { assetId: wanted.assetId }, state: 'OPT_IN' });
    expect(await listed()).toHaveLength(before + 1);
  });

  it('makes many by one call for many, in the order given', async () => {
    const many = [form(), form(), form()];
    const { created, assets } = await create(many);
    expect(created).toBe(3);
    expect(assets.map(({ refs }: { refs: { id: string }[] }) => refs[1]?.id)).toEqual(
      many.map(({ assetId }) => assetId),
    );
    expect(writes()).toEqual(['POST /api/v1/assets/bulk']);
  });

  it('makes a thousand at once, and refuses one more', async () => {
    const thousand = Array.from({ length: 1_000 }, () => form());
    const refused = await create([...thousand, form()]);
    expect(refused).toMatchObject({ created: 0, assets: [], userErrors: [{ field: 'input.assets' }] });
    expect(writes()).toEqual([]);
    expect((await create(thousand)).created).toBe(1_000);
    expect(writes()).toEqual(['POST /api/v1/assets/bulk']);
  });

  it('drops the lists it makes stale, and no other', async () => {
    const read = () =>
      gateway.ask(
        'acme',
        `query ($by: EntityBy!) { tenant { portfolios { nodes { name } } flexEvents { nodes { name } } }
          eventScheme(by: $by) { assets { edges { state } } } }`,
        { by: byRef(schemeId) },
      );
    await read();
    await listed();
    await create([form({ eventScheme: byRef(schemeId) })]);
    sandbox.reset();
    await read();
    await listed();
    const asked = sandbox.calls.map(({ path }) => path.replace(/\?.*/, '')).sort();
    expect(asked).toEqual(['/api/v1/assets', `/api/v1/event-schemes/${schemeId}/assets`]);
  });

  it.each([
    ['no asset', () => [], 'input.assets'],
    ['a blank user', () => [form({ userId: ' ' })], 'input.assets.0.userId'],
    ['a name too long', () => [form(), form({ name: 'x'.repeat(256) })], 'input.assets.1.name'],
    ['a blank id', () => [form({ assetId: '' })], 'input.assets.0.assetId'],
    ['an id twice', () => [form({ assetId: 'twin' }), form({ assetId: ' twin ' })], 'input.assets.1.assetId'],
    ['a blank postcode', () => [form({ location: { ...location, postcode: '' } })], 'input.assets.0.location.postcode'],
    ['half a place', () => [form({ location: { ...location, latitude: 1 } })], 'input.assets.0.location.longitude'],
    [
      'a place that is none',
      () => [form({ location: { ...location, latitude: 91, longitude: 0 } })],
      'input.assets.0.location.latitude',
    ],
    ['a blank export MPAN', () => [form({ exportMpan: '' })], 'input.assets.0.exportMpan'],
    ['a time without an offset', () => [form({ installedAt: '2025-05-01' })], 'input.assets.0.installedAt'],
    ['an unknown scheme', () => [form(), form({ eventScheme: byRef(assetUuid(1)) })], 'input.assets.1.eventScheme'],
  ])('refuses %s by name, and sends nothing', async (_, assets, field) => {
    const { created, userErrors } = await create(assets());
    expect([created, userErrors[0].code, userErrors[0].field]).toEqual([0, 'BAD_USER_INPUT', field]);
    expect(userErrors[0].message).toMatch(/^input\..+: /);
    expect(writes()).toEqual([]);
  });

  it('names the id that the vendor has already', async () => {
    const one = await create([form({ assetId: assetMpan(1) })]);
    expect(one.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: 'input.assets.0.assetId' }]);
    const several = await create([form(), form({ assetId: assetMpan(1) })]);
    expect(several.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: 'input.assets' }]);
    expect(several.created).toBe(0);
  });

  it('gives the same answer for the same key, and asks the vendor once', async () => {
    const assets = [form(), form()];
    const first = await create(assets, { idempotencyKey: 'roofs' });
    expect(await create(assets, { idempotencyKey: 'roofs' })).toEqual(first);
    expect(writes()).toHaveLength(1);
    const other = await create([form()], { idempotencyKey: 'roofs' });
    expect(other.userErrors).toMatchObject([{ field: 'input.idempotencyKey' }]);
  });

  it('is not sent again when its answer was lost, and what it may have made is looked at anew', async () => {
    await listed();
    sandbox.faults.add({ kind: 'reset', method: 'POST', times: 1 });
    const query = `mutation ($input: CreateAssetsInput!) { createAssets(input: $input) { created } }`;
    const { errors } = await gateway.ask('acme', query, { input: { assets: [form()] } });
    expect(errors[0]?.extensions.code).toBe('VENDOR_UNAVAILABLE');
    expect(writes()).toHaveLength(1);
    sandbox.reset();
    await listed();
    expect(sandbox.calls.map(({ path }) => path)).toEqual(['/api/v1/assets?page=1&pageSize=1000']);
  });

  it('needs a vendor of assets', async () => {
    const refused = await ask('createAssets', { assets: [form()] }, 'created', 'umbrella');
    expect(refused.userErrors).toMatchObject([{ code: 'VENDOR_NOT_CONFIGURED' }]);
  });
});

describe('archiveAsset', () => {
  it("archives by the vendor's id, found by either, and every list shows it", async () => {
    const inPortfolios = async () => {
      const query = '{ tenant { portfolios { nodes { assets { nodes { refs { id } archived } } } } } }';
      const { data } = await gateway.ask('acme', query);
      return JSON.stringify(data.tenant.portfolios.nodes);
    };
    expect(await inPortfolios()).not.toContain('"archived":true');
    expect(await archive(assetMpan(2))).toEqual({
      ...{ asset: { name: 'Household 2', archived: true, updatedAt: null }, userErrors: [] },
    });
    expect(writes()).toEqual([`DELETE /api/v1/assets/${assetUuid(2)}`]);
    expect((await listed()).find(({ refs }) => refs[0]?.id === assetUuid(2))?.archived).toBe(true);
    expect(await inPortfolios()).toContain('"archived":true');
  });

  it('is sent again when its answer was lost: archived twice is archived', async () => {
    sandbox.faults.add({ kind: 'reset', method: 'DELETE', times: 1 });
    expect((await archive(assetUuid(3))).asset.archived).toBe(true);
    expect(writes()).toHaveLength(2);
  });

  it('refuses an unknown asset by name, and sends nothing', async () => {
    const { asset, userErrors } = await archive(assetUuid(99));
    expect([asset, userErrors[0].code, userErrors[0].field]).toEqual([null, 'BAD_USER_INPUT', 'input.asset']);
    expect(writes()).toEqual([]);
  });
});

describe('createUser', () => {
  it('makes a user once, and names one that is there', async () => {
    expect(await createUser(' ann ', { idempotencyKey: 'ann' })).toEqual({ userId: 'ann', userErrors: [] });
    expect(await createUser(' ann ', { idempotencyKey: 'ann' })).toEqual({ userId: 'ann', userErrors: [] });
    expect(writes()).toEqual(['POST /api/v1/users']);
    expect([...world().users]).toEqual(['ann']);
    const again = await createUser('ann');
    expect(again).toMatchObject({ userId: null, userErrors: [{ code: 'BAD_USER_INPUT', field: 'input.userId' }] });
  });

  it.each(['', ' ', 'x'.repeat(256)])('refuses %j by name, and sends nothing', async (userId) => {
    const { userErrors } = await createUser(userId);
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: 'input.userId' }]);
    expect(writes()).toEqual([]);
  });
});
