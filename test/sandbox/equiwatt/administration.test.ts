/** Assets, users, tariffs and baselines of the sandbox equiwatt: as strict as the contract. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EquiwattSandbox, startEquiwattSandbox } from '../../../src/sandbox/equiwatt/index.ts';
import { assetMpan, assetUuid, demoCredentials } from '../../../src/sandbox/world.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';

const { apiKey, tenantUuid } = demoCredentials.equiwatt;
const unknownId = '00000000-0000-4000-8000-000000000000';
const schemeId = '5c4e0000-0000-4000-8000-000000000001';

let sandbox: EquiwattSandbox;
let clock: FakeClock;
beforeEach(async () => {
  clock = createFakeClock(Date.UTC(2026, 0, 2, 3));
  sandbox = await startEquiwattSandbox({ life: false, clock });
});
afterEach(() => sandbox.stop());

async function ask(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) {
  const answer = await fetch(sandbox.url + path, {
    method,
    headers: {
      ...{ 'x-api-key': apiKey, tenant: tenantUuid, 'x-api-version': '1.0' },
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, json: text ? JSON.parse(text) : undefined };
}

const form = {
  ...{ userId: 'u-1', assetId: '1012345678901', name: 'Roof', assetType: 'SMARTMETER' },
  ...{ locationPostcode: 'NE1 1AA', locationBuildingNoOrName: '7', locationAddress: 'Quayside' },
};
const whole = {
  ...form,
  ...{ locationLatitude: '54.97', locationLongitude: '-1.61', eventSchemeUUID: schemeId, exportMpan: '1099' },
  ...{ installationDate: '2025-05-01T00:00:00Z', hhSettled: true, bmuId: 'V__B' },
  eventSchemeOptedInDateTime: '2025-06-01T00:00:00Z',
};

describe('assets', () => {
  test('one is made with all its fields, shown in the list, a member of its scheme, without readings', async () => {
    const { status, json } = await ask('POST', '/api/v1/assets', whole);
    expect(status).toBe(201);
    expect(json).toEqual({
      ...{ uuid: expect.any(String), assetId: form.assetId, name: 'Roof', assetType: 'SMARTMETER', archived: false },
      ...{ installationDate: '2025-05-01T00:00:00Z', createdAt: '2026-01-02T03:00:00.000Z' },
      updatedAt: '2026-01-02T03:00:00.000Z',
    });
    expect((await ask('GET', `/api/v1/assets/${json.uuid}`)).json).toEqual(json);
    expect((await ask('GET', '/api/v1/assets')).json.pagination.totalItems).toBe(11);
    const members = await ask('GET', `/api/v1/event-schemes/${schemeId}/assets?state=OPT_IN&pageSize=1000`);
    expect(members.json.items.at(-1).asset.uuid).toBe(json.uuid);
    const range = 'startDateTime=2013-01-01T00:00:00Z&endDateTime=2013-01-02T00:00:00Z';
    const energy = await ask('GET', `/api/v1/energy-consumption?assetUUID=${json.uuid}&${range}`);
    expect([energy.status, energy.json.items]).toEqual([200, []]);
  });

  test('null stands for a field left out', async () => {
    const nulls = { locationLatitude: null, locationLongitude: null, eventSchemeUUID: null, installationDate: null };
    expect((await ask('POST', '/api/v1/assets', { ...form, ...nulls })).json.installationDate).toBeNull();
  });

  test.each([
    ['a field missing', { userId: undefined }, 'userId'],
    ['a blank field', { locationAddress: ' ' }, 'locationAddress'],
    ['an unknown field', { colour: 'red' }, 'body'],
    ['another type', { assetType: 'BATTERY' }, 'assetType'],
    ['a latitude that is a number', { locationLatitude: 54.97 }, 'locationLatitude'],
    ['a scheme that is no uuid', { eventSchemeUUID: 'x' }, 'eventSchemeUUID'],
    ['a date that is none', { installationDate: 'yesterday' }, 'installationDate'],
  ])('%s is refused by name', async (_, wrong, field) => {
    const { status, json } = await ask('POST', '/api/v1/assets', { ...form, ...wrong });
    expect([status, json.error]).toEqual([400, 'Bad Request']);
    expect(json.message.join()).toContain(field);
    expect((await ask('POST', '/api/v1/assets/bulk', { assets: [{ ...form, ...wrong }] })).status).toBe(400);
    expect(sandbox.customers[0]?.world.assets).toHaveLength(10);
  });

  test('many are made at once, all or none', async () => {
    const many = [form, { ...form, assetId: '2' }];
    const { status, json } = await ask('POST', '/api/v1/assets/bulk', { assets: many });
    expect([status, json.map(({ assetId }: { assetId: string }) => assetId)]).toEqual([201, [form.assetId, '2']]);
    const fresh = { ...form, assetId: '3' };
    for (const twin of [fresh, form]) {
      const again = await ask('POST', '/api/v1/assets/bulk', { assets: [fresh, twin] });
      expect(again).toMatchObject({ status: 409, json: { statusCode: 409, error: 'Conflict' } });
    }
    const strange = { assets: [fresh, { ...form, assetId: '4', eventSchemeUUID: unknownId }] };
    expect((await ask('POST', '/api/v1/assets/bulk', strange)).status).toBe(404);
    const tooMany = Array.from({ length: 1_001 }, (_, n) => ({ ...form, assetId: `m-${n}` }));
    for (const wrong of [[form], { assets: [] }, { assets: tooMany }, { assets: [fresh], more: 1 }]) {
      expect((await ask('POST', '/api/v1/assets/bulk', wrong)).status).toBe(400);
    }
    expect(sandbox.customers[0]?.world.assets).toHaveLength(12);
  });

  test('deleting archives, by uuid only', async () => {
    const path = `/api/v1/assets/${assetUuid(1)}`;
    expect((await ask('DELETE', path)).status).toBe(200);
    expect((await ask('DELETE', path)).status).toBe(200);
    expect((await ask('GET', path)).json).toMatchObject({ archived: true, updatedAt: '2026-01-02T03:00:00.000Z' });
    expect((await ask('GET', '/api/v1/assets')).json.pagination.totalItems).toBe(10);
    for (const id of [assetMpan(2), unknownId]) expect((await ask('DELETE', `/api/v1/assets/${id}`)).status).toBe(404);
  });

  test('a user is made once', async () => {
    expect(await ask('POST', '/api/v1/users', { userId: 'u-1' })).toEqual({ status: 201, json: { userId: 'u-1' } });
    expect((await ask('POST', '/api/v1/users', { userId: 'u-1' })).status).toBe(409);
    for (const wrong of [{}, { userId: '' }, { userId: 7 }, { userId: 'u-2', name: 'Ann' }]) {
      expect((await ask('POST', '/api/v1/users', wrong)).status).toBe(400);
    }
  });

  test('a body that is not called JSON is none', async () => {
    const plain = { 'content-type': 'text/plain' };
    expect((await ask('POST', '/api/v1/users', { userId: 'u-1' }, plain)).status).toBe(400);
  });
});

describe('baselines of an asset', () => {
  const from = Date.UTC(2013, 5, 1) / 1000;
  const path = `/api/v1/assets/${assetUuid(1)}`;

  test('come as a bare array between two times in seconds, the value as text', async () => {
    const { status, json } = await ask('GET', `${path}/baselines?start_ts=${from}&end_ts=${from + 86_400}`);
    expect([status, json.length]).toEqual([200, 48]);
    expect(json[0]).toEqual({ asset_id: assetUuid(1), timestamp: from, value: expect.stringMatching(/^\d+\.\d{3}$/) });
    const one = await ask('GET', `${path}/baseline-at/${from + 60}`);
    expect(one).toEqual({ status: 200, json: json[0] });
  });

  test.each([
    ['baselines', 400],
    [`baselines?start_ts=${from}`, 400],
    [`baselines?start_ts=x&end_ts=${from}`, 400],
    ['baseline-at/now', 400],
    [`baseline-at/${Date.UTC(2030, 0, 1) / 1000}`, 404],
  ])('%s is answered with %i', async (query, status) => {
    expect((await ask('GET', `${path}/${query}`)).status).toBe(status);
  });
});

describe('tariffs, of the family without v1', () => {
  const path = `/api/assets/${assetUuid(1)}`;
  const consent = { direction: 'import', callbackURL: 'https://app.example.com/done', state: 's-1' };

  test('one is connected, listed and taken away', async () => {
    expect((await ask('GET', `${path}/tariff/connect/import`)).json.url).toMatch(/^https:/);
    expect((await ask('GET', `${path}/tariff/import`)).json).toMatchObject({
      items: [],
      pagination: { totalItems: 0 },
    });
    expect((await ask('POST', `${path}/tariff-connect`, consent)).status).toBe(200);
    expect((await ask('GET', `${path}/tariff/import`)).json.items).toHaveLength(1);
    expect((await ask('GET', `${path}/tariff/export`)).json.items).toEqual([]);
    expect((await ask('DELETE', `${path}/tariff/import`)).status).toBe(200);
    expect((await ask('DELETE', `${path}/tariff/import`)).status).toBe(404);
    expect((await ask('GET', `${path}/tariff-plans`)).json).toHaveLength(2);
  });

  test('a schedule is worked out, read in pages, and worked out anew', async () => {
    const schedule = `${path}/tariff/schedules/supply`;
    expect((await ask('GET', `${schedule}/refresh`)).status).toBe(404);
    expect((await ask('GET', schedule)).json.items).toEqual([]);
    expect((await ask('POST', schedule)).status).toBe(200);
    const first = await ask('GET', `${schedule}?page=5&pageSize=10`);
    expect(first.json.pagination).toMatchObject({ totalItems: 48, itemCount: 8, hasMore: false });
    expect((await ask('GET', `${schedule}/refresh`)).status).toBe(200);
    expect((await ask('GET', `${schedule}?page=5&pageSize=10`)).json.items).not.toEqual(first.json.items);
  });

  test.each([
    ['GET', 'tariff/connect/supply', 400],
    ['GET', 'tariff/both', 400],
    ['DELETE', 'tariff/both', 400],
    ['GET', 'tariff/schedules/other', 400],
    ['POST', 'tariff/schedules/other', 400],
    ['GET', 'tariff/import?pageSize=1001', 400],
    ['POST', 'tariff/import', 404],
  ])('%s %s is answered with %i', async (method, rest, status) => {
    expect((await ask(method, `${path}/${rest}`)).status).toBe(status);
    const other = await ask(method, `/api/assets/${unknownId}/${rest}`);
    expect(other).toMatchObject({ status: 404, json: { statusCode: 404, error: 'Not Found' } });
  });

  test('consent wants a direction, an address and a state, and nothing else', async () => {
    const wrongs = [
      { direction: 'supply' },
      { callbackURL: 'nowhere' },
      { state: '' },
      { state: undefined },
      { more: 1 },
    ];
    for (const wrong of wrongs) {
      expect((await ask('POST', `${path}/tariff-connect`, { ...consent, ...wrong })).status).toBe(400);
    }
  });

  test('the version is wanted in the header, there being none in the path', async () => {
    expect((await ask('GET', `${path}/tariff-plans`, undefined, { 'x-api-version': '' })).status).toBe(400);
    expect((await ask('GET', `/api/v1/assets/${assetUuid(1)}/tariff-plans`)).status).toBe(404);
  });
});
