/** Appliances, tariffs, metadata, users and reports of Wattics through the whole gateway. */

import { afterEach, describe, expect, test } from 'vitest';
import { startWatticsSandbox } from '../../src/sandbox/wattics/index.ts';
import { startSandboxedGateway } from '../support/sandboxed-gateway.ts';

const toStop: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

async function start() {
  const [wattics, other] = [await startWatticsSandbox(), await startWatticsSandbox()];
  toStop.push(
    () => wattics.stop(),
    () => other.stop(),
  );
  const gateway = await startSandboxedGateway([
    { id: 'acme', vendors: { wattics } },
    { id: 'umbrella', vendors: { wattics: other } },
  ]);
  toStop.push(() => gateway.stop());
  const ask = async (query: string, variables: Readonly<Record<string, unknown>> = {}, tenant = 'acme') => {
    const { data, errors } = await gateway.ask(tenant, query, variables);
    expect(errors).toEqual([]);
    return data;
  };
  return { wattics, gateway, ask };
}

const meterRef = 'by: { ref: { vendor: WATTICS, id: "2001" } }';
const june = 'from: "2013-06-02T00:00:00Z", to: "2013-06-04T00:00:00Z"';

describe('appliances behind meters', () => {
  test('are listed, found by both ids, and measured and priced like their meter', async () => {
    const { ask, gateway } = await start();
    const parts = `consumption(${june}, resolution: DAY) { unit timeZone values } costs(fromMonth: "2013-06", toMonth: "2013-06") { date amount currency }`;
    const { meter } = await ask(`{ meter(${meterRef}) { ${parts} appliances { totalCount nodes {
      id name reference samplingMinutes reading channelParamType refs { vendor kind id } meter { name } ${parts}
    } } } }`);
    const [appliance] = meter.appliances.nodes;
    expect(meter.appliances.totalCount).toBe(1);
    expect(appliance).toMatchObject({
      ...{ name: 'Household 1 main circuit', reference: 'stream-1-main', samplingMinutes: 30 },
      refs: [{ vendor: 'WATTICS', kind: 'APPLIANCE', id: '102001' }],
      meter: { name: 'Household 1' },
    });
    expect(appliance.consumption.timeZone).toBe('Europe/Dublin');
    for (const [i, value] of appliance.consumption.values.entries()) {
      expect(value).toBeCloseTo(meter.consumption.values[i] / 2, 6);
    }
    expect(appliance.costs[0].amount).toBeCloseTo(meter.costs[0].amount / 2, 3);

    const byRef = await ask('{ meterAppliance(by: { ref: { vendor: WATTICS, id: "102001" } }) { id } }');
    expect(byRef.meterAppliance.id).toBe(appliance.id);
    const nodeQuery = 'query ($id: ID!) { node(id: $id) { __typename ... on MeterAppliance { name } } }';
    const own = await ask(nodeQuery, { id: appliance.id });
    expect(own.node).toEqual({ __typename: 'MeterAppliance', name: 'Household 1 main circuit' });
    expect((await ask(nodeQuery, { id: appliance.id }, 'umbrella')).node).toBeNull();
    const none = await gateway.ask('acme', '{ meterAppliance(by: { ref: { vendor: WATTICS, id: "7" } }) { id } }');
    expect(none.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'by.ref' });
  });
});

describe('what a site is kept with', () => {
  test('tariffs are made, read, replaced and deleted whole, whatever is in them', async () => {
    const { ask, wattics } = await start();
    const create =
      'mutation ($input: CreateSiteTariffInput!) { createSiteTariff(input: $input) { id userErrors { field } } }';
    const tariff = { site_id: 301, name: 'Night', bands: [{ from: '23:00', rate: 0.08, days: [1, 2] }], odd: null };
    const input = { tariff, idempotencyKey: 'once' };
    const { createSiteTariff: made } = await ask(create, { input });
    expect((await ask(create, { input })).createSiteTariff).toEqual(made);
    const read = 'query ($id: String!) { siteTariff(id: $id) }';
    expect((await ask(read, { id: made.id })).siteTariff).toEqual({ ...tariff, id: Number(made.id) });
    const site = '{ facility(by: { ref: { vendor: WATTICS, id: "301" } }) { tariffs } }';
    expect((await ask(site)).facility.tariffs).toHaveLength(2);

    const replaced = await ask(
      `mutation { replaceSiteTariff(input: { id: "${made.id}", tariff: { site_id: 301, rate: 0.1, __proto__: { a: 1 } } }) { id } }`,
    );
    expect(replaced.replaceSiteTariff.id).toBe(made.id);
    expect(wattics.records.tariffs.get(Number(made.id))).toEqual(
      JSON.parse(`{ "site_id": 301, "rate": 0.1, "__proto__": { "a": 1 }, "id": ${made.id} }`),
    );
    expect((await ask(read, { id: made.id })).siteTariff.rate).toBe(0.1);
    const remove = `mutation { deleteSiteTariff(input: { id: "${made.id}" }) { id userErrors { code field } } }`;
    expect((await ask(remove)).deleteSiteTariff).toEqual({ id: made.id, userErrors: [] });
    expect((await ask(remove)).deleteSiteTariff).toEqual({
      ...{ id: null, userErrors: [{ code: 'BAD_USER_INPUT', field: 'input.id' }] },
    });
    expect((await ask(read, { id: made.id })).siteTariff).toBeNull();
    expect((await ask(site)).facility.tariffs).toHaveLength(1);
  });

  test.each([['"text"'], ['[1]'], ['null'], ['12']])(
    'a tariff that is %s is refused, and nothing sent',
    async (text) => {
      const { gateway, wattics } = await start();
      const query = `mutation { createSiteTariff(input: { tariff: ${text} }) { id userErrors { field } } }`;
      const { data, errors } = await gateway.ask('acme', query);
      const refused = errors.length > 0 || data.createSiteTariff.userErrors[0]?.field === 'input.tariff';
      expect(refused).toBe(true);
      expect(wattics.calls).toEqual([]);
    },
  );

  test('JSON that is nested without end is refused before anything is sent', async () => {
    const { gateway, wattics } = await start();
    const tariff = JSON.parse(`${'{"a":'.repeat(70)}1${'}'.repeat(70)}`);
    const query = 'mutation ($tariff: JSON!) { createSiteTariff(input: { tariff: $tariff }) { id } }';
    const { errors } = await gateway.ask('acme', query, { tariff });
    expect(errors[0]?.message).toContain('at most 64 levels');
    expect(wattics.calls).toEqual([]);
  });

  test('metadata, reports, and who may see which site, are read, each once', async () => {
    const { ask, wattics } = await start();
    const made = await ask(
      'mutation { createSiteUser(input: { name: "Ann", surname: "Lee", email: "a@b.ie" }) { id } }',
    );
    const { id } = made.createSiteUser;
    await ask(`mutation { grantSiteAccess(input: { userId: "${id}", siteId: "301" }) { id } }`);
    const query = `{
      reportDefinitions
      siteUser(email: "a@b.ie") { sites { name } }
      facility(by: { ref: { vendor: WATTICS, id: "301" } }) { metadata users { id email } }
      meter(${meterRef}) { metadata }
    }`;
    const data = await ask(query);
    expect(data.reportDefinitions).toContainEqual({ id: 7, name: 'Monthly summary', frequency: 'month' });
    expect(data.siteUser.sites).toEqual([{ name: 'Riverside Court' }]);
    expect(data.facility).toEqual({
      metadata: { site_id: 301, attributes: { name: 'Riverside Court', floor_area_m2: 1_200 } },
      users: [{ id, email: 'a@b.ie' }],
    });
    expect(data.meter.metadata).toMatchObject({ meter_id: 2001 });
    const calls = wattics.calls.length;
    await ask(query.replace('siteUser(email: "a@b.ie") { sites { name } }', ''));
    expect(wattics.calls).toHaveLength(calls);
    await ask(`mutation { removeSiteAccess(input: { userId: "${id}", siteId: "301" }) { id } }`);
    expect((await ask(query)).facility.users).toEqual([]);
  });
});
