/**
 * Ids, keys and names that would be more than that if they were let: in the paths of every vendor, in variables, in
 * webhooks, in the store. Nobody but the vendor's own endpoint is asked, and nothing in the process is changed.
 */

import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { demoCredentials, homeId } from '../../src/sandbox/world.ts';
import { type MutationWorld, startMutationWorld } from '../support/mutation-world.ts';
import { webhookToken } from '../support/sandboxed-gateway.ts';

let world: MutationWorld;
beforeAll(async () => {
  world = await startMutationWorld();
});
afterAll(() => world.stop());
const servers = () => Object.entries(world.sandboxes);

afterEach(() => {
  const clean: Record<string, unknown> = {};
  expect([clean.polluted, clean.admin]).toEqual([undefined, undefined]);
});

const harmless = 'nobody';
const hostile = [
  ...['..', '.', '../admin', '../../v1/homes/list', '..%2f..%2fadmin', '%2e%2e%2fadmin', 'a/b', 'a%2fb', 'a?all=1'],
  ...['a#b', 'a;b', 'a\r\nx-injected: 1', 'a\nb', '\\..\\', '//evil.example', 'é ü', "'; drop table jobs; --"],
  ...['["a","b"]', 'a:b', '__proto__', 'constructor', 'toString'],
];

/** What puts an id of the client's into a path or query of a vendor. */
const queries = (id: string): readonly (readonly [query: string, variables: object])[] => {
  const ref = (vendor: string, kind?: string) => ({ by: { ref: { vendor, id, ...(kind && { kind }) } } });
  const find = (field: string, selection = 'id') => `query ($by: EntityBy!) { ${field}(by: $by) { ${selection} } }`;
  const household = `power { powerW } powerHistory { powerW } totals(period: YESTERDAY) { totalWh } trend { month }
    performance(period: YESTERDAY) { userWh } habits(period: YESTERDAY) { hour } distribution { appliance }
    compound { month } savings { days { date } } appliances(period: YESTERDAY) { unit }`;
  const day = 'from: "2026-03-02T00:00:00Z", to: "2026-03-03T00:00:00Z"';
  return [
    ...['asset', 'portfolio', 'flexEvent', 'eventScheme'].map((field) => [find(field), ref('EQUIWATT')] as const),
    ...['meter', 'facility'].flatMap((field) =>
      ['ENERKEY', 'WATTICS'].map((vendor) => [find(field), ref(vendor)] as const),
    ),
    [find('home'), ref('WATTSHIFT')],
    [find('home', household), ref('DIGIWATT')],
    ['query ($id: String!) { alarm(id: $id) { id } }', { id }],
    ['query ($id: String!) { provisioning(id: $id) { status } }', { id }],
    [
      'query ($id: String!) { hvac(deviceId: $id) { schedule { to } preferences { name } preview(preferences: { name: "n" }) { estimatedSavings } } }',
      { id },
    ],
    [`query ($id: String!) { ratePlanPriceSignal(ratePlanId: $id, ${day}) { from } }`, { id }],
    [
      `query ($id: String!) { ratePlanImpact(ratePlanId: $id, zipcode: "94110", from: "2026-03-02", to: "2026-03-03") { total } }`,
      { id },
    ],
    [`query ($email: String!) { siteUser(email: $email) { id } }`, { email: id }],
  ];
};
const changes = (id: string): readonly (readonly [mutation: string, input: object])[] => [
  ['setHvacPreferences', { deviceId: id, preferences: { enabled: true } }],
  ['updateAction', { id, expected: 'x', status: 's' }],
  ['removeHousehold', { accountNumber: id }],
  ['removeHome', { home: { ref: { vendor: 'WATTSHIFT', id } } }],
  ['unlinkHome', { home: { ref: { vendor: 'DIGIWATT', id } } }],
  [
    'pushConsumption',
    { meter: { ref: { vendor: 'ENERKEY', id } }, points: [{ at: '2013-03-01T00:00:00Z', value: 1 }] },
  ],
  ['testWebhook', { vendor: 'EQUIWATT', id }],
  ['unregisterWebhook', { vendor: 'EQUIWATT', id }],
  ['cancelJob', { id }],
  ['deleteSite', { id }],
  ['updateMeter', { id, name: 'n' }],
  ['grantSiteAccess', { userId: id, siteId: id }],
];

/** All that the five vendors are asked for when the id is this one, its place in paths and queries marked. */
async function requestsFor(id: string): Promise<string[]> {
  await world.renewGateway();
  for (const [, sandbox] of servers()) sandbox.reset();
  // Digiwatt lists nobody: it is asked for the household of a home alone.
  const members = [
    { vendor: 'DIGIWATT', id },
    { vendor: 'WATTSHIFT', id: homeId(7) },
  ];
  await world.change('linkHome', { members });
  for (const [query, variables] of queries(id)) {
    const { status } = await world.gateway.ask('acme', query, { ...variables });
    expect(status).toBe(200);
  }
  for (const [name, input] of changes(id)) expect((await world.mutate(name, input)).status).toBe(200);
  // Dots alone are no name in a URL: in a path they stand encoded twice.
  const mark = (text: string) => (text === id || text === id.replaceAll('.', '%2E') ? '<id>' : text);
  // Once each: how often a list is looked at depends on who comes first.
  const requests = servers().flatMap(([vendor, { calls }]) =>
    calls.map(({ method, path }) => {
      const { pathname, searchParams } = new URL(path, 'http://vendor');
      const segments = pathname.split('/').map((segment) => mark(decodeURIComponent(segment)));
      const query = [...searchParams].map(([name, value]) => `${name}=${mark(value)}`);
      return JSON.stringify([vendor, method, segments, query]);
    }),
  );
  return [...new Set(requests)].sort();
}

describe('an id', () => {
  let expected: string[];
  // Each of these vendors is asked for it, or the test would show nothing.
  beforeAll(async () => {
    expected = await requestsFor(harmless);
    for (const vendor of ['equiwatt', 'digiwatt', 'wattshift', 'wattics', 'enerkey']) {
      expect(expected.filter((request) => request.startsWith(`["${vendor}"`)).length).toBeGreaterThan(0);
    }
    expect(expected.filter((request) => request.includes('<id>')).length).toBeGreaterThan(15);
  });

  // Account numbers are judged by their letters, so that most of these never get to Digiwatt.
  const judged = (requests: readonly string[]) =>
    requests.filter((request) => !request.startsWith('["digiwatt","DELETE"'));

  test.each(hostile.map((id) => [id]))(
    '%j is asked for at the same endpoints as any other, in one segment',
    async (id) => {
      expect(judged(await requestsFor(id))).toEqual(judged(expected));
    },
  );
});

describe('names of the prototype', () => {
  const post = async (variables: string) => {
    const query =
      'mutation ($input: CreateHomeInput!) { createHome(input: $input) { home { name } userErrors { code } } }';
    const response = await fetch(`${world.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'key-of-acme' },
      body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
    });
    return { status: response.status, body: await response.json() };
  };
  const creates = () => world.sandboxes.wattshift.calls.filter(({ path }) => path.endsWith('/create')).length;
  beforeEach(() => world.sandboxes.wattshift.reset());

  test.each([
    // Not even taken for JSON.
    ['BAD_REQUEST', 'JSON', '{"input":{"name":"x","__proto__":{"polluted":true}}}'],
    ['BAD_REQUEST', 'JSON', '{"__proto__":{"polluted":true},"input":{"name":"x"}}'],
    ['BAD_REQUEST', 'JSON', '{"input":{"name":"x","constructor":{"prototype":{"polluted":true}}}}'],
    ['BAD_USER_INPUT', 'constructor', '{"input":{"name":"x","constructor":{"polluted":true}}}'],
    ['BAD_USER_INPUT', 'prototype', '{"input":{"name":"x","prototype":{"polluted":true}}}'],
    ['BAD_USER_INPUT', 'toString', '{"input":{"name":"x","toString":"x"}}'],
  ])('in variables are refused as %s that names %s, and nothing is sent: %s', async (code, name, variables) => {
    const { status, body } = await post(variables);
    expect([status, body.errors[0].extensions.code]).toEqual([400, code]);
    expect(body.errors[0].message).toContain(name);
    expect(creates()).toBe(0);
  });

  test('as variables that the operation does not have change nothing', async () => {
    const { status, body } = await post('{"constructor":"x","toString":"y","input":{"name":"plain"}}');
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(body.data.createHome).toEqual({ home: { name: 'plain' }, userErrors: [] });
  });

  const pollution = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}';
  const signal = (id: string) =>
    `"${id}":{"startTime":"2026-01-01T00:00:00Z","endTime":"2026-01-01T00:15:00Z","prices":[0.3],${pollution}}`;

  test.each([
    [
      'equiwatt',
      'EVENT_STARTED',
      `{"uuid":"w","type":"EVENT.STARTED","timestamp":"2026-01-01T00:00:00Z",${pollution},"resource":{"uuid":"event-1",${pollution}}}`,
    ],
    ['wattshift', 'PRICE_SIGNAL', `{"eventType":"PRICE_SIGNAL",${pollution},"data":{${signal('ws_home_1')}}}`],
  ])('in a webhook of %s are fields nobody knows', async (vendor, type, body) => {
    await world.renewGateway();
    const { webhookSecret } = demoCredentials.equiwatt;
    const signature = createHmac('sha256', webhookSecret).update(body).digest('hex');
    const response = await fetch(`${world.gateway.url}/webhooks/${vendor}/${webhookToken('acme')}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'equiwatt-webhook-signature': `equsha256=${signature}`,
        'x-ws-security-key': demoCredentials.wattshift.securityKey,
      },
      body,
    });
    expect(response.status).toBe(202);
    const { tenant } = await world.query('{ tenant { events { nodes { type } } deadLetters { id } } }');
    expect(tenant).toEqual({ events: { nodes: [{ type }] }, deadLetters: [] });
  });
});

describe('what is kept under a name of the client', () => {
  test.each(hostile.filter((id) => !/[\r\n]/.test(id) && /^[\x20-\x7e]+$/.test(id)).map((id) => [id]))(
    'is kept apart from any other: an idempotency key %j',
    async (key) => {
      const make = async (idempotencyKey: string) => {
        const { organization } = {
          organization: await world.change('createOrganization', { name: 'n', idempotencyKey }),
        };
        return organization.id as string;
      };
      const ids = [await make(key), await make(`${key} `), await make(key)];
      expect(ids[2]).toBe(ids[0]);
      expect(ids[1]).not.toBe(ids[0]);
    },
  );

  test.each(hostile.map((id) => [id]))('is one home, and no other: a household %j', async (id) => {
    const members = [
      { vendor: 'DIGIWATT', id },
      { vendor: 'WATTSHIFT', id: `ws_home_${'0'.repeat(31)}6` },
    ];
    const { home } = await world.change('linkHome', { members });
    const find = (ref: string) =>
      world.gateway.ask('acme', 'query ($by: EntityBy!) { home(by: $by) { id refs { id } } }', {
        by: { ref: { vendor: 'DIGIWATT', id: ref } },
      });
    expect((await find(id)).data.home.id).toBe(home.id);
    expect((await find(`${id}"`)).data?.home?.id).not.toBe(home.id);
    await world.change('unlinkHome', { home: { id: home.id } });
  });
});
