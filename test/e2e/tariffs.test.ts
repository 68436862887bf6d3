/** Tariffs and baselines of assets, over the whole gateway and the sandbox equiwatt. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EquiwattSandbox, startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import { assetMpan, assetUuid } from '../../src/sandbox/world.ts';
import { type SandboxedGateway, startSandboxedGateway } from '../support/sandboxed-gateway.ts';

let sandbox: EquiwattSandbox;
let gateway: SandboxedGateway;
beforeAll(async () => {
  sandbox = await startEquiwattSandbox({ life: false });
  gateway = await startSandboxedGateway([{ id: 'acme', vendors: { equiwatt: sandbox } }]);
});
afterAll(async () => {
  await gateway.stop();
  await sandbox.stop();
});
beforeEach(() => sandbox.reset());

const byRef = (id: string) => ({ ref: { vendor: 'EQUIWATT', id } });
const read = async (fields: string, id = assetUuid(1)) => {
  const { data, errors } = await gateway.ask('acme', `query ($by: EntityBy!) { asset(by: $by) { ${fields} } }`, {
    by: byRef(id),
  });
  expect(errors).toEqual([]);
  return data.asset;
};
const change = async (name: string, type: string, input: object, selection = 'asset { name }') => {
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code message field } } }`;
  const { data, errors } = await gateway.ask('acme', query, { input: { asset: byRef(assetUuid(1)), ...input } });
  expect(errors).toEqual([]);
  return data[name];
};
const consent = { callbackUrl: 'https://app.example.com/done', state: 's-1' };
const connect = (input: object) =>
  change('connectTariff', 'ConnectTariffInput', { ...consent, ...input }, 'asset { name } url');
const disconnect = (input: object) => change('disconnectTariff', 'DisconnectTariffInput', input);
const schedule = (name: 'createTariffSchedule' | 'refreshTariffSchedule', input: object) =>
  change(name, 'TariffScheduleInput', input);
const calls = () => sandbox.calls.map(({ method, path }) => `${method} ${path}`);
/** Calls of the tariff family. */
const tariffCalls = () => calls().filter((call) => call.includes(' /api/assets/'));

describe('the tariffs of an asset', () => {
  it('are connected with consent, shown at once, and parted from', async () => {
    const tariffs = 'tariffs { totalCount nodes { id name supplier status from to details { name value } } }';
    const none = { totalCount: 0, nodes: [] };
    expect((await read(tariffs)).tariffs).toEqual(none);
    const { asset, url, userErrors } = await connect({ direction: 'IMPORT' });
    expect([asset, userErrors]).toEqual([{ name: 'Household 1' }, []]);
    expect(url).toMatch(/^https:\/\/connect\.equiwatt\.example\/consent\//);
    expect(sandbox.customers[0]?.tariffs.connected.get(`${assetUuid(1)} import`)).toMatchObject({
      ...{ direction: 'import', callbackURL: consent.callbackUrl, state: consent.state },
    });
    const shown = (await read(tariffs)).tariffs;
    expect(shown.nodes).toMatchObject([
      { id: `${assetUuid(1)}-import`, name: 'Agile', supplier: 'Octavia Energy', status: 'CONNECTED', to: null },
    ]);
    expect(shown.nodes[0].details).toContainEqual({ name: 'meterPoint.mpan', value: assetMpan(1) });
    expect((await read('tariffs(direction: EXPORT) { totalCount }')).tariffs.totalCount).toBe(0);

    expect(await disconnect({})).toEqual({ asset: { name: 'Household 1' }, userErrors: [] });
    expect((await read(tariffs)).tariffs).toEqual(none);
    const again = await disconnect({});
    expect(again).toMatchObject({ asset: null, userErrors: [{ code: 'BAD_USER_INPUT', field: 'input.direction' }] });
  });

  it('are connected once for one key', async () => {
    const first = await connect({ direction: 'EXPORT', idempotencyKey: 'once' });
    expect(await connect({ direction: 'EXPORT', idempotencyKey: 'once' })).toEqual(first);
    expect(tariffCalls()).toEqual([`POST /api/assets/${assetUuid(1)}/tariff-connect`]);
  });

  it('come with plans, and with an address to connect at that is asked for each time', async () => {
    const { tariffPlans } = await read('tariffPlans { id name supplier details { name value } }', assetUuid(2));
    expect(tariffPlans.map(({ id }: { id: string }) => id)).toEqual(['agile', 'fix-12']);
    expect(tariffPlans[1].details).toContainEqual({ name: 'green', value: 'false' });
    await read('tariffPlans { name }', assetUuid(2));
    expect(tariffCalls()).toEqual([`GET /api/assets/${assetUuid(2)}/tariff-plans`]);
    const url = 'tariffConnectUrl(direction: EXPORT)';
    for (let n = 0; n < 2; n += 1) {
      expect((await read(url, assetUuid(2))).tariffConnectUrl).toBe(
        `https://connect.equiwatt.example/${assetUuid(2)}/export`,
      );
    }
    expect(tariffCalls()).toHaveLength(3);
  });

  it.each([
    ['an unknown asset', () => connect({ asset: byRef(assetUuid(99)) }), 'input.asset'],
    ['an address without https', () => connect({ callbackUrl: 'http://app.example.com' }), 'input.callbackUrl'],
    ['no state', () => connect({ state: ' ' }), 'input.state'],
    ['a state too long', () => connect({ state: 'x'.repeat(1_025) }), 'input.state'],
    ['an unknown asset to part', () => disconnect({ asset: byRef('x') }), 'input.asset'],
    ['an unknown asset to price', () => schedule('createTariffSchedule', { asset: byRef('x') }), 'input.asset'],
    ['an unknown asset to price anew', () => schedule('refreshTariffSchedule', { asset: byRef('x') }), 'input.asset'],
  ])('refuse %s by name, and send nothing', async (_, ask, field) => {
    const { asset, userErrors } = await ask();
    expect([asset, userErrors[0].code, userErrors[0].field]).toEqual([null, 'BAD_USER_INPUT', field]);
    expect(userErrors[0].message).toContain(`${field}: `);
    expect(tariffCalls()).toEqual([]);
  });
});

describe('the schedule of a tariff', () => {
  it('is worked out, read in pages, and worked out anew', async () => {
    const rates =
      'tariffSchedule(type: SUPPLY, first: 10) { totalCount nodes { from to price unit } pageInfo { hasNextPage } }';
    expect((await read(rates)).tariffSchedule.nodes).toEqual([]);
    const missing = await schedule('refreshTariffSchedule', { type: 'SUPPLY' });
    expect(missing.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: 'input.type' }]);
    expect(missing.userErrors[0].message).toContain('createTariffSchedule');

    expect(await schedule('createTariffSchedule', { type: 'SUPPLY' })).toEqual({
      ...{ asset: { name: 'Household 1' }, userErrors: [] },
    });
    const first = (await read(rates)).tariffSchedule;
    expect(first).toMatchObject({ totalCount: 48, pageInfo: { hasNextPage: true } });
    expect(first.nodes).toHaveLength(10);
    expect(first.nodes[3]).toMatchObject({ price: 1.13, unit: 'GBP' });
    expect(Date.parse(first.nodes[3].to) - Date.parse(first.nodes[3].from)).toBe(1_800_000);

    await schedule('refreshTariffSchedule', { type: 'SUPPLY' });
    expect((await read(rates)).tariffSchedule.nodes[3].price).toBe(2.13);
  });

  it('drops its own type when it changes, and nothing else of the asset', async () => {
    const all = `tariffs { totalCount } tariffPlans { id } supply: tariffSchedule(type: SUPPLY) { totalCount }
      import: tariffSchedule { totalCount }`;
    await read(all, assetUuid(3));
    await schedule('createTariffSchedule', { asset: byRef(assetUuid(3)), type: 'SUPPLY' });
    sandbox.reset();
    expect((await read(all, assetUuid(3))).supply.totalCount).toBe(48);
    expect(tariffCalls()).toEqual([`GET /api/assets/${assetUuid(3)}/tariff/schedules/supply?page=1&pageSize=1000`]);
  });
});

describe('the baselines of an asset', () => {
  const range = 'from: "2013-06-01T00:00:00Z", to: "2013-06-02T00:00:00Z"';

  it('are a series like consumption, read by half months in one call, and dropped by an upload', async () => {
    const fields = `baselineSeries(${range}, unit: WH) { unit total missing values vendor stale }`;
    const { baselineSeries } = await read(fields);
    expect(baselineSeries).toMatchObject({ unit: 'WH', missing: 0, vendor: 'EQUIWATT', stale: false });
    expect(baselineSeries.values).toHaveLength(24);
    expect(baselineSeries.total).toBeGreaterThan(0);
    const [from, to] = [Date.UTC(2013, 5, 1) / 1000, Date.UTC(2013, 5, 17) / 1000];
    const path = `/api/v1/assets/${assetUuid(1)}/baselines?start_ts=${from}&end_ts=${to}&page=1&pageSize=1000`;
    await read(fields);
    expect(calls().filter((call) => call.includes('baselines'))).toEqual([`GET ${path}`]);

    const point = { assetUuid: assetUuid(1), at: '2013-05-31T00:00:00Z', kwh: 1 };
    const upload = `mutation ($points: [ConsumptionPointInput!]!) {
      uploadConsumption(input: { points: $points }) { job { id } userErrors { message } } }`;
    const { id } = (await gateway.ask('acme', upload, { points: [point] })).data.uploadConsumption.job;
    const status = 'query ($id: ID!) { node(id: $id) { ... on Job { status } } }';
    await expect.poll(async () => (await gateway.ask('acme', status, { id })).data.node.status).toBe('DONE');
    await read(fields);
    expect(calls().filter((call) => call.includes('baselines'))).toHaveLength(2);
  });

  it('reach beyond now, and are missing where the vendor has none', async () => {
    const future = 'from: "2031-01-01T00:00:00Z", to: "2031-01-01T06:00:00Z"';
    const { baselineSeries } = await read(`baselineSeries(${future}) { missing total }`);
    expect(baselineSeries).toEqual({ missing: 6, total: null });
    expect(calls().some((call) => call.includes(`start_ts=${Date.UTC(2031, 0, 1) / 1000}`))).toBe(true);
  });

  it('are not given finer than the vendor has them', async () => {
    const query = `query ($by: EntityBy!) { asset(by: $by) { baselineSeries(${range}, resolution: QUARTER_HOUR) { total } } }`;
    const { data, errors } = await gateway.ask('acme', query, { by: byRef(assetUuid(1)) });
    expect([data.asset.baselineSeries, errors[0]?.extensions.code]).toEqual([null, 'RANGE_NOT_AVAILABLE']);
  });
});
