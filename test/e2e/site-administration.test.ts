/** Wattics' administration through the whole gateway. */

import { afterEach, describe, expect, test } from 'vitest';
import { startWatticsSandbox } from '../../src/sandbox/wattics/index.ts';
import { startSandboxedGateway } from '../support/sandboxed-gateway.ts';

const toStop: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

async function start() {
  const wattics = await startWatticsSandbox();
  toStop.push(() => wattics.stop());
  const gateway = await startSandboxedGateway([{ id: 'acme', vendors: { wattics } }]);
  toStop.push(() => gateway.stop());
  const change = async (name: string, input: string) => {
    const query = `mutation { ${name}(input: ${input}) { id userErrors { code field } } }`;
    const { data, errors } = await gateway.ask('acme', query);
    expect(errors).toEqual([]);
    return data[name] as { id: string | null; userErrors: { code: string; field: string }[] };
  };
  return { wattics, gateway, change };
}

describe('site administration', () => {
  test('an organisation, its site, meter and appliance are made, changed and deleted', async () => {
    const { wattics, gateway, change } = await start();
    const { records } = wattics.administration;
    const organization = await change('createOrganization', '{ name: "New" }');
    const site = await change(
      'createSite',
      `{ organizationId: "${organization.id}", name: "Yard", city: "Cork", country: "Ireland", address: "Quay 1" }`,
    );
    const meter = await change(
      'createMeter',
      `{ siteId: "${site.id}", name: "Gate", type: "electricity", reference: "gate-1", paramType: "all", reading: "cum", samplingMinutes: 5 }`,
    );
    const appliance = await change(
      'createAppliance',
      `{ meterId: "${meter.id}", name: "Pump", reference: "pump-1", samplingMinutes: 5, reading: "avg", channelParamType: "one" }`,
    );
    const query = `{ facility(by: { ref: { vendor: WATTICS, id: "${site.id}" } }) { name meters { nodes { name } } } }`;
    const { data } = await gateway.ask('acme', query);
    expect(data.facility).toEqual({ name: 'Yard', meters: { nodes: [{ name: 'Gate' }] } });

    await change('updateOrganization', `{ id: "${organization.id}", name: "Newer" }`);
    await change('updateSite', `{ id: "${site.id}", city: "Dublin" }`);
    await change('updateMeter', `{ id: "${meter.id}", samplingMinutes: 15 }`);
    await change('updateAppliance', `{ id: "${appliance.id}", name: "Heat pump" }`);
    expect(records.organizations.get(Number(organization.id))).toMatchObject({ name: 'Newer' });
    expect(records.sites.get(Number(site.id))).toMatchObject({ name: 'Yard', city: 'Dublin' });
    expect(records.meters.get(Number(meter.id))).toMatchObject({ name: 'Gate', process_sampling_rate: 15 });
    expect(records.appliances.get(Number(appliance.id))).toMatchObject({ name: 'Heat pump', reference: 'pump-1' });

    await change('deleteAppliance', `{ id: "${appliance.id}" }`);
    await change('deleteMeter', `{ id: "${meter.id}" }`);
    await change('deleteSite', `{ id: "${site.id}" }`);
    await change('deleteOrganization', `{ id: "${organization.id}" }`);
    expect(records.meters.has(Number(meter.id))).toBe(false);
    expect(records.organizations.has(Number(organization.id))).toBe(false);
    const gone = await change('deleteMeter', `{ id: "${meter.id}" }`);
    expect(gone).toEqual({ id: null, userErrors: [{ code: 'BAD_USER_INPUT', field: 'input.id' }] });
  });

  test('bad input names its field and sends nothing', async () => {
    const { wattics, change } = await start();
    const user = '{ name: "Ann", surname: "Lee", email: "ann" }';
    expect((await change('createSiteUser', user)).userErrors).toMatchObject([{ field: 'input.email' }]);
    expect((await change('createOrganization', '{ name: "" }')).userErrors).toMatchObject([{ field: 'input.name' }]);
    expect((await change('updateSite', '{ id: "1" }')).userErrors).toMatchObject([{ field: 'input' }]);
    expect(wattics.calls).toEqual([]);
  });

  test('the same key makes one user, who can then be found and let in', async () => {
    const { wattics, gateway, change } = await start();
    const user = '{ name: "Ann", surname: "Lee", email: "ann@example.com", idempotencyKey: "once" }';
    const first = await change('createSiteUser', user);
    expect(await change('createSiteUser', user)).toEqual(first);
    expect(wattics.administration.records.users.size).toBe(1);
    const { data } = await gateway.ask('acme', '{ siteUser(email: "ann@example.com") { id surname } }');
    expect(data.siteUser).toEqual({ id: first.id, surname: 'Lee' });

    const siteId = [...wattics.administration.records.sites.keys()][0];
    await change('grantSiteAccess', `{ userId: "${first.id}", siteId: "${siteId}" }`);
    expect(wattics.administration.access.get(Number(first.id))).toEqual(new Set([siteId]));
    await change('removeSiteAccess', `{ userId: "${first.id}", siteId: "${siteId}" }`);
    expect(wattics.administration.access.get(Number(first.id))).toEqual(new Set());
    expect((await change('associateReport', `{ userId: "${first.id}", reportDefinitionId: "7" }`)).id).toBe(first.id);
  });
});
