/**
 * Every mutation of the schema, with an input that goes well, and the request to a vendor that does it: what is promised
 * of all of them is tested over this table. A new mutation is one entry here.
 */

import { createHmac } from 'node:crypto';
import { accountNumber, assetUuid, demoCredentials, homeId, hvacId } from '../../src/sandbox/world.ts';
import { cumulativeMeter, type MutationWorld, type VendorKey } from './mutation-world.ts';
import { webhookToken } from './sandboxed-gateway.ts';

export interface MutationCase {
  readonly name: string;
  /** A fresh one each time it is asked for; makes what the mutation needs first. */
  readonly input: (world: MutationWorld) => object | Promise<object>;
  /** Why nothing but a refusal can come of it here. */
  readonly refused?: string;
  /** The request that changes something at a vendor; none where only our own store changes. */
  readonly write?: {
    readonly vendor: VendorKey;
    readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
    /** Part of its path. */
    readonly path: string;
    /** Why it may be sent twice, where it may. */
    readonly repeatable?: string;
  };
}

let count = 0;
/** Another one each time. */
const next = () => {
  count += 1;
  return count;
};
const by = (vendor: string, id: string) => ({ ref: { vendor, id } });
const newHome = async (world: MutationWorld) => {
  const { home } = await world.change('createHome', { name: `Home to be changed ${next()}` });
  return { id: home.id };
};
const newHousehold = async (world: MutationWorld) => {
  const account = `made-${next()}`;
  await world.change('registerHousehold', { accountNumber: account, pod: 'IT001E12345678' });
  return account;
};
const membersOf = async (world: MutationWorld) => [
  { vendor: 'DIGIWATT', id: await newHousehold(world) },
  { vendor: 'WATTSHIFT', id: homeId(3) },
];

const eventOf = ({ sandboxes }: MutationWorld) => sandboxes.equiwatt.customers[0]!.world.events[0]!;

const parkedJob = async (world: MutationWorld) => {
  const { faults } = world.sandboxes.enerkey;
  faults.add({ kind: 'status', status: 403, path: 'UpsertProvisioningCustomer', times: 2 });
  const { job } = await world.change('provisionCustomers', { customers: customers(), confirmDeletions: true });
  const status = 'query ($id: ID!) { node(id: $id) { ... on Job { status } } }';
  while ((await world.query(status, { id: job.id })).node.status !== 'PARKED');
  return job.id as string;
};
const customers = () => [{ productCode: 1000, name: 'Customer', externalId: `customer-${next()}` }];

const newAsset = () => ({
  ...{ userId: 'user', assetId: `mpan-${next()}`, name: 'Heat pump' },
  location: { postcode: 'AB1 2CD', buildingNoOrName: '1', address: 'Quay Street' },
});
const createdAsset = async (world: MutationWorld): Promise<string> => {
  const { assets } = await world.change('createAssets', { assets: [newAsset()] });
  return assets[0].id;
};

const withTariff = async (world: MutationWorld) => {
  const asset = by('EQUIWATT', assetUuid(1));
  await world.change('connectTariff', { asset, callbackUrl: 'https://app.example.com', state: 'state' });
  return asset;
};

const equiwatt: readonly MutationCase[] = [
  {
    name: 'createAssets',
    input: () => ({ assets: [newAsset()] }),
    write: { vendor: 'equiwatt', method: 'POST', path: '/api/v1/assets' },
  },
  {
    name: 'archiveAsset',
    input: async (world) => ({ asset: { id: await createdAsset(world) } }),
    write: { vendor: 'equiwatt', method: 'DELETE', path: '/api/v1/assets/', repeatable: 'archived is archived' },
  },
  {
    name: 'createUser',
    input: () => ({ userId: `user-${next()}` }),
    write: { vendor: 'equiwatt', method: 'POST', path: '/api/v1/users' },
  },
  {
    name: 'connectTariff',
    input: () => ({
      ...{ asset: by('EQUIWATT', assetUuid(3)), callbackUrl: `https://app.example.com/${next()}`, state: 'state' },
    }),
    write: { vendor: 'equiwatt', method: 'POST', path: '/tariff-connect' },
  },
  {
    name: 'disconnectTariff',
    input: async (world) => ({ asset: await withTariff(world) }),
    write: { vendor: 'equiwatt', method: 'DELETE', path: '/tariff/import', repeatable: 'gone is gone' },
  },
  {
    name: 'createTariffSchedule',
    input: () => ({ asset: by('EQUIWATT', assetUuid(1)) }),
    write: { vendor: 'equiwatt', method: 'POST', path: '/tariff/schedules/import' },
  },
  {
    name: 'refreshTariffSchedule',
    input: () => ({ asset: by('EQUIWATT', assetUuid(1)) }),
    write: { vendor: 'equiwatt', method: 'GET', path: '/refresh', repeatable: 'it reads anew' },
  },
  {
    name: 'setEventParticipation',
    input: (world) => ({
      flexEvent: by('EQUIWATT', eventOf(world).uuid),
      changes: [{ state: 'OPT_OUT', assets: [by('EQUIWATT', eventOf(world).members[0]!.asset.uuid)] }],
    }),
    write: { vendor: 'equiwatt', method: 'POST', path: 'asset-optin', repeatable: 'it sets a state' },
  },
  {
    name: 'setSchemeParticipation',
    input: ({ sandboxes }) => ({
      eventScheme: by('EQUIWATT', sandboxes.equiwatt.customers[0]!.world.schemes[0]!.uuid),
      changes: [{ state: 'OPT_OUT', assets: [by('EQUIWATT', assetUuid(1))] }],
    }),
    write: { vendor: 'equiwatt', method: 'POST', path: 'assets-optin', repeatable: 'it sets a state' },
  },
  {
    name: 'createPortfolio',
    input: () => ({ name: `Portfolio ${next()}` }),
    write: { vendor: 'equiwatt', method: 'POST', path: '/api/v1/portfolios' },
  },
  {
    name: 'assignPortfolioAssets',
    input: ({ sandboxes }) => ({
      portfolio: by('EQUIWATT', sandboxes.equiwatt.customers[0]!.world.portfolios[0]!.uuid),
      assets: [by('EQUIWATT', assetUuid(2))],
    }),
    write: { vendor: 'equiwatt', method: 'POST', path: '/assets', repeatable: 'an asset is in one portfolio' },
  },
  {
    name: 'uploadConsumption',
    input: () => ({ points: [{ assetUuid: assetUuid(1), at: `2019-03-01T10:00:00Z`, kwh: next() / 1_000 }] }),
    write: { vendor: 'equiwatt', method: 'POST', path: 'energy-consumption', repeatable: 'a point takes its place' },
  },
  {
    name: 'registerWebhook',
    input: () => ({ vendor: 'EQUIWATT', rotateSecret: true }),
    write: { vendor: 'equiwatt', method: 'POST', path: '/webhooks/subscribe' },
  },
  {
    name: 'testWebhook',
    input: async (world) => {
      const { webhook } = await world.change('registerWebhook', { vendor: 'EQUIWATT' });
      return { vendor: 'EQUIWATT', id: webhook.id };
    },
    write: { vendor: 'equiwatt', method: 'POST', path: '/test' },
  },
  {
    name: 'unregisterWebhook',
    input: async (world) => {
      const { webhook } = await world.change('registerWebhook', { vendor: 'EQUIWATT' });
      return { vendor: 'EQUIWATT', id: webhook.id };
    },
    write: { vendor: 'equiwatt', method: 'DELETE', path: '/unsubscribe', repeatable: 'gone is gone' },
  },
];

const digiwatt: readonly MutationCase[] = [
  {
    name: 'registerHousehold',
    input: () => ({ accountNumber: `new-${next()}`, pod: 'IT001E1234567890ABC' }),
    write: { vendor: 'digiwatt', method: 'POST', path: '/user' },
  },
  {
    name: 'onboardHousehold',
    input: () => ({ accountNumber: accountNumber(2), residents: { adults: next() } }),
    write: { vendor: 'digiwatt', method: 'POST', path: '/onboarding', repeatable: 'what is said replaces what was' },
  },
  {
    name: 'removeHousehold',
    input: async (world) => ({ accountNumber: await newHousehold(world) }),
    write: { vendor: 'digiwatt', method: 'DELETE', path: '/user/' },
  },
];

const wattshift: readonly MutationCase[] = [
  {
    name: 'createHome',
    input: () => ({ name: `Home ${next()}`, zipcode: '94110', solarSystemSizeKw: 5, isNonNetMetered: true }),
    write: { vendor: 'wattshift', method: 'POST', path: '/homes/create' },
  },
  {
    name: 'createHomeFromBills',
    input: () => ({ name: `Billed ${next()}`, zipcode: '94110', billUrls: ['https://bills.example.com/1.pdf'] }),
    write: { vendor: 'wattshift', method: 'POST', path: '/bill-upload' },
  },
  {
    name: 'updateHome',
    input: () => ({ home: by('WATTSHIFT', homeId(2)), name: `Home renamed ${next()}` }),
    write: { vendor: 'wattshift', method: 'POST', path: '/update' },
  },
  {
    name: 'removeHome',
    input: async (world) => ({ home: await newHome(world) }),
    write: { vendor: 'wattshift', method: 'POST', path: '/remove' },
  },
  {
    name: 'addSolar',
    input: () => ({ home: by('WATTSHIFT', homeId(2)), solarSystemSizeKw: next(), isNonNetMetered: false }),
    write: { vendor: 'wattshift', method: 'POST', path: '/solar/create' },
  },
  {
    name: 'createSessionToken',
    input: () => ({ userId: `user-${next()}` }),
    write: { vendor: 'wattshift', method: 'POST', path: '/session-token/generate' },
  },
  {
    name: 'createOnboardingUrl',
    input: () => ({ redirectUrl: `https://app.example.com/${next()}` }),
    write: { vendor: 'wattshift', method: 'POST', path: '/onboarding/url/generate' },
  },
  {
    name: 'setHvacPreferences',
    input: () => ({ deviceId: hvacId(1), preferences: { name: `Preferences ${next()}` } }),
    write: { vendor: 'wattshift', method: 'POST', path: '/user_preferences/set' },
  },
  {
    name: 'setHvacWebhook',
    input: () => ({
      ...{ kind: 'THERMOSTAT_QUERY', url: `https://own.example.com/${next()}`, securityKey: 'key-of-the-receiver' },
    }),
    write: { vendor: 'wattshift', method: 'POST', path: '/webhook/set', repeatable: 'set again, it is as set once' },
  },
];

const enerkey: readonly MutationCase[] = [
  {
    name: 'pushConsumption',
    input: () => ({ meter: by('ENERKEY', '1001'), points: [{ at: '2013-03-01T00:00:00Z', value: next() }] }),
    write: { vendor: 'enerkey', method: 'POST', path: '/PushConsumptionsForMeter' },
  },
  {
    name: 'pushReadings',
    input: () => ({ meter: by('ENERKEY', cumulativeMeter), points: [{ at: '2013-03-01T00:00:00Z', value: next() }] }),
    write: { vendor: 'enerkey', method: 'POST', path: '/PushCumulativeReadingsForMeter' },
  },
  {
    name: 'updateAction',
    input: async (world) => {
      const actions = `{ facility(by: { ref: { vendor: ENERKEY, id: "101" } }) { actions { nodes { id revision } } } }`;
      const [{ id, revision }] = (await world.query(actions)).facility.actions.nodes;
      return { id, expected: revision, status: `Status ${next()}` };
    },
    write: { vendor: 'enerkey', method: 'PUT', path: '/UpdateAction' },
  },
  {
    name: 'provisionCustomers',
    input: () => ({ customers: customers(), confirmDeletions: true }),
    write: {
      ...{ vendor: 'enerkey', method: 'POST', path: '/UpsertProvisioningCustomer' },
      repeatable: 'a snapshot is complete',
    },
  },
  {
    name: 'provisionData',
    input: () => ({
      customers: [
        { customerExternalId: 'customer', facilities: [{ externalId: `f-${next()}`, name: 'F', meters: [] }] },
      ],
      confirmDeletions: true,
    }),
    write: {
      ...{ vendor: 'enerkey', method: 'POST', path: '/UpsertProvisioningData' },
      repeatable: 'a snapshot is complete: the vendor says 208',
    },
  },
];

type SiteResource = 'organizations' | 'sites' | 'meters' | 'appliances';
const recordOf = ({ sandboxes }: MutationWorld, resource: SiteResource) =>
  String([...sandboxes.wattics.administration.records[resource].keys()][0]);
const newOrganization = async (world: MutationWorld): Promise<string> =>
  (await world.change('createOrganization', { name: `Organisation ${next()}` })).id;
const newSite = async (world: MutationWorld): Promise<string> =>
  (await world.change('createSite', site(await newOrganization(world)))).id;
const newMeter = async (world: MutationWorld): Promise<string> =>
  (await world.change('createMeter', meter(await newSite(world)))).id;
const newAppliance = async (world: MutationWorld): Promise<string> =>
  (await world.change('createAppliance', appliance(await newMeter(world)))).id;
const newUser = async (world: MutationWorld): Promise<string> => (await world.change('createSiteUser', user())).id;
const site = (organizationId: string) => ({
  ...{ organizationId, name: `Site ${next()}`, city: 'Cork', country: 'Ireland', address: 'Quay 1' },
});
const meter = (siteId: string) => ({
  ...{ siteId, name: `Meter ${next()}`, type: 'electricity', reference: `stream-new-${next()}` },
  ...{ paramType: 'all', reading: 'cum', samplingMinutes: 5 },
});
const appliance = (meterId: string) => ({
  ...{ meterId, name: `Appliance ${next()}`, reference: `appliance-${next()}` },
  ...{ samplingMinutes: 5, reading: 'avg', channelParamType: 'one' },
});
const user = () => ({ name: 'Ann', surname: 'Lee', email: `ann-${next()}@example.com` });

const newTariff = async (world: MutationWorld): Promise<string> =>
  (await world.change('createSiteTariff', { tariff: { site_id: 301, rate: next() } })).id;

const write = (method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string) =>
  ({ vendor: 'wattics', method, path }) as const;
const wattics: readonly MutationCase[] = [
  {
    name: 'createOrganization',
    input: () => ({ name: `Organisation ${next()}` }),
    write: write('POST', '/organizations'),
  },
  {
    name: 'updateOrganization',
    input: async (world) => ({ id: await newOrganization(world), name: `Organisation ${next()}` }),
    write: write('PATCH', '/organizations/'),
  },
  {
    name: 'deleteOrganization',
    input: async (world) => ({ id: await newOrganization(world) }),
    write: write('DELETE', '/organizations/'),
  },
  { name: 'createSite', input: async (world) => site(await newOrganization(world)), write: write('POST', '/sites') },
  {
    name: 'updateSite',
    input: async (world) => ({ id: await newSite(world), city: `City ${next()}` }),
    write: write('PATCH', '/sites/'),
  },
  { name: 'deleteSite', input: async (world) => ({ id: await newSite(world) }), write: write('DELETE', '/sites/') },
  { name: 'createMeter', input: async (world) => meter(await newSite(world)), write: write('POST', '/meters') },
  {
    name: 'updateMeter',
    input: async (world) => ({ id: await newMeter(world), name: `Meter ${next()}` }),
    write: write('PATCH', '/meters/'),
  },
  { name: 'deleteMeter', input: async (world) => ({ id: await newMeter(world) }), write: write('DELETE', '/meters/') },
  {
    name: 'createAppliance',
    input: async (world) => appliance(await newMeter(world)),
    write: write('POST', '/appliances'),
  },
  {
    name: 'updateAppliance',
    input: async (world) => ({ id: await newAppliance(world), name: `Appliance ${next()}` }),
    write: write('PATCH', '/appliances/'),
  },
  {
    name: 'deleteAppliance',
    input: async (world) => ({ id: await newAppliance(world) }),
    write: write('DELETE', '/appliances/'),
  },
  { name: 'createSiteUser', input: user, write: write('POST', '/users') },
  {
    name: 'grantSiteAccess',
    input: async (world) => ({ userId: await newUser(world), siteId: recordOf(world, 'sites') }),
    write: write('PATCH', '/grant_site_access'),
  },
  {
    name: 'removeSiteAccess',
    input: async (world) => ({ userId: await newUser(world), siteId: recordOf(world, 'sites') }),
    write: write('PATCH', '/remove_site_access'),
  },
  {
    name: 'associateReport',
    input: async (world) => ({ userId: await newUser(world), reportDefinitionId: '7' }),
    write: write('PATCH', '/associate_to_report'),
  },
  {
    name: 'createSiteTariff',
    input: () => ({ tariff: { site_id: 301, rate: next() } }),
    write: write('POST', '/tariffs'),
  },
  {
    name: 'replaceSiteTariff',
    input: async (world) => ({ id: await newTariff(world), tariff: { site_id: 301, rate: next() } }),
    write: write('PUT', '/tariffs/'),
  },
  {
    name: 'deleteSiteTariff',
    input: async (world) => ({ id: await newTariff(world) }),
    write: write('DELETE', '/tariffs/'),
  },
  {
    name: 'pushMeasurements',
    input: () => ({ packets: [{ stream: 'stream-1', at: '2026-01-01T00:00:00.000Z', value: next() }] }),
    write: { ...write('POST', '/unifiedjson/'), repeatable: 'the last packet of an instant counts' },
  },
];

const ours: readonly MutationCase[] = [
  { name: 'linkHome', input: async (world) => ({ members: (await membersOf(world)).toReversed() }) },
  {
    name: 'unlinkHome',
    input: async (world) => {
      const { home } = await world.change('linkHome', { members: await membersOf(world) });
      return { home: { id: home.id } };
    },
  },
  { name: 'linkMeter', input: () => ({ home: by('WATTSHIFT', homeId(4)), meter: by('ENERKEY', '1004') }) },
  {
    name: 'unlinkMeter',
    input: async (world) => {
      const meterBy = by('ENERKEY', '1005');
      await world.change('linkMeter', { home: by('WATTSHIFT', homeId(5)), meter: meterBy });
      return { meter: meterBy };
    },
  },
  { name: 'cancelJob', input: async (world) => ({ id: await parkedJob(world) }) },
  { name: 'resumeJob', input: async (world) => ({ id: await parkedJob(world) }) },
  {
    name: 'replayEvent',
    refused: 'what could not be read can be read when its adapter was mended, and not before',
    input: async ({ gateway, query }) => {
      const body = `{"type":"NO.SUCH","resource":{"uuid":"${next()}"}}`;
      const digest = createHmac('sha256', demoCredentials.equiwatt.webhookSecret).update(body).digest('hex');
      const headers = { 'content-type': 'application/json', 'equiwatt-webhook-signature': `equsha256=${digest}` };
      await fetch(`${gateway.url}/webhooks/equiwatt/${webhookToken('acme')}`, { method: 'POST', headers, body });
      const [letter] = (await query('{ tenant { deadLetters { id } } }')).tenant.deadLetters;
      return { deadLetterId: letter.id };
    },
  },
];

export const everyMutation: readonly MutationCase[] = [
  ...equiwatt,
  ...digiwatt,
  ...wattshift,
  ...wattics,
  ...enerkey,
  ...ours,
];
