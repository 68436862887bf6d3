/** Complete snapshots through the whole gateway: who would be deleted, the job that follows, and a process that is killed. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { type EnerkeySandbox, startEnerkeySandbox } from '../../src/sandbox/enerkey/index.ts';
import { demoCredentials } from '../../src/sandbox/world.ts';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';
import { type Answer, type Json, type SandboxedGateway, startSandboxedGateway } from '../support/sandboxed-gateway.ts';
import { postgresReachable } from '../support/services.ts';
import { createPostgresDatabase } from '../support/stores.ts';

const toStop: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

async function start() {
  const enerkey = await startEnerkeySandbox({ scope: 'partner' });
  toStop.push(() => enerkey.stop());
  const gateway = await startSandboxedGateway([
    { id: 'acme', vendors: { enerkey } },
    { id: 'other', vendors: { enerkey } },
  ]);
  toStop.push(() => gateway.stop());
  return { enerkey, gateway };
}

type Ask = (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Answer>;
const asTenant = (gateway: SandboxedGateway, tenantId = 'acme'): Ask => {
  return (query, variables) => gateway.ask(tenantId, query, variables);
};

const jobFields = 'id kind status done total error { code } provisioning { outcome provisioningId status errorCount }';
const toCustomers = (ids: readonly string[]) =>
  ids.map((externalId) => ({ productCode: 1000, name: `Customer ${externalId}`, externalId }));
const toData = (ids: readonly string[]) =>
  ids.map((customerExternalId) => ({
    customerExternalId,
    facilities: [
      {
        ...{ externalId: 'house', name: 'House' },
        meters: [
          {
            ...{ externalId: 'main', name: 'Main', quantityId: 1 },
            subMeters: [{ externalId: 'sub', name: 'Sub', quantityId: 1 }],
          },
        ],
      },
    ],
  }));

async function provision(ask: Ask, field: 'provisionCustomers' | 'provisionData', ids: readonly string[], more = {}) {
  const type = field === 'provisionCustomers' ? 'ProvisionCustomersInput' : 'ProvisionDataInput';
  const customers = field === 'provisionCustomers' ? toCustomers(ids) : toData(ids);
  const mutation = `mutation ($input: ${type}!) {
    ${field}(input: $input) { job { ${jobFields} } deletions userErrors { code message field } } }`;
  const { data, errors } = await ask(mutation, { input: { customers, ...more } });
  expect(errors).toEqual([]);
  return data[field];
}
const jobNow = async (ask: Ask, id: string): Promise<Json> =>
  (await ask(`query ($id: ID!) { node(id: $id) { ... on Job { ${jobFields} } } }`, { id })).data.node;
async function ended(ask: Ask, { id }: { readonly id: string }, status = 'DONE'): Promise<Json> {
  for (;;) {
    const job = await jobNow(ask, id);
    if (job.status === status) return job;
    expect(['QUEUED', 'RUNNING']).toContain(job.status);
    await setTimeout(50);
  }
}
const sent = ({ calls }: EnerkeySandbox, operation: string) =>
  calls.filter(({ path }) => path.includes(operation)).length;

describe('provisioning', () => {
  test('tells who would be deleted, and sends nothing before that is confirmed', async () => {
    const { enerkey, gateway } = await start();
    const ask = asTenant(gateway);
    const customers = (ids: readonly string[], more = {}) => provision(ask, 'provisionCustomers', ids, more);
    const first = await customers(['a', 'b']);
    expect(first).toMatchObject({ job: { kind: 'provisionCustomers', total: 2 }, deletions: [], userErrors: [] });
    await ended(ask, first.job);
    expect(await customers(['a'])).toMatchObject({
      ...{ job: null, deletions: ['b'] },
      userErrors: [{ code: 'BAD_USER_INPUT', field: 'input.confirmDeletions' }],
    });
    expect(enerkey.world.provisioning.customers).toHaveLength(2);
    const confirmed = await customers(['a'], { confirmDeletions: true });
    expect(confirmed).toMatchObject({ deletions: ['b'], userErrors: [] });
    await ended(ask, confirmed.job);
    expect(enerkey.world.provisioning.customers.map((customer) => customer.externalCustomerId)).toEqual(['a']);
    expect(await customers(['a', 'c'])).toMatchObject({ deletions: [] });
  });

  test('counts those of a snapshot that is still on its way', async () => {
    const { enerkey, gateway } = await start();
    const ask = asTenant(gateway);
    enerkey.faults.add({ kind: 'latency', ms: 300, path: 'UpsertProvisioningCustomer' });
    const first = await provision(ask, 'provisionCustomers', ['a', 'b']);
    expect(await provision(ask, 'provisionCustomers', ['c'])).toMatchObject({ job: null, deletions: ['a', 'b'] });
    await ended(ask, first.job);
  });

  test.each([
    ['a customer twice', 'provisionCustomers', { customers: toCustomers(['a', 'a']) }, 'input.customers.1.externalId'],
    [
      'no name',
      'provisionCustomers',
      { customers: [{ ...toCustomers(['a'])[0], name: ' ' }] },
      'input.customers.0.name',
    ],
    ['no id', 'provisionData', { customers: toData(['']) }, 'input.customers.0.customerExternalId'],
    [
      'a facility twice',
      'provisionData',
      {
        customers: toData(['a']).map((data) => ({ ...data, facilities: [...data.facilities, ...data.facilities] })),
      },
      'input.customers.0.facilities.1.externalId',
    ],
  ] as const)('with %s is refused by name, and nothing is sent', async (_, field, input, at) => {
    const { enerkey, gateway } = await start();
    expect(await provision(asTenant(gateway), field, [], input)).toMatchObject({
      ...{ job: null, userErrors: [{ code: 'BAD_USER_INPUT', field: at }] },
    });
    expect(sent(enerkey, 'Provisioning')).toBe(0);
  });

  test('is one job for one idempotency key', async () => {
    const { enerkey, gateway } = await start();
    const ask = asTenant(gateway);
    const first = await provision(ask, 'provisionCustomers', ['a'], { idempotencyKey: 'k' });
    await ended(ask, first.job);
    const again = await provision(ask, 'provisionCustomers', ['a'], { idempotencyKey: 'k' });
    expect(again.job).toMatchObject({ id: first.job.id, status: 'DONE', done: 1 });
    expect(sent(enerkey, 'UpsertProvisioningCustomer')).toBe(1);
  });

  test('of data is followed to its end in the background, by node, list and subscription, by its tenant alone', async () => {
    const { enerkey, gateway } = await start();
    const ask = asTenant(gateway);
    await ended(ask, (await provision(ask, 'provisionCustomers', ['a'])).job);
    const { job } = await provision(ask, 'provisionData', ['a']);
    const following = follow(gateway, job.id);
    const done = await ended(ask, job);
    expect(done).toMatchObject({ done: 1, total: 1, error: null });
    expect(done.provisioning).toEqual({
      ...{ outcome: 'ACCEPTED', provisioningId: expect.any(String), status: 'COMPLETED', errorCount: 0 },
    });
    expect(enerkey.world.provisioning.dataCustomerIds).toEqual(['a']);
    const seen = await following;
    expect(seen.at(-1)).toMatchObject({ status: 'DONE', provisioning: { status: 'COMPLETED' } });
    expect(seen.map(({ provisioning }) => provisioning.status)).toEqual(
      expect.arrayContaining(['PENDING', 'PROCESSING', 'COMPLETED']),
    );
    const listed = await ask(`{ tenant { jobs(first: 1) { nodes { id ${jobFields} } } } }`);
    expect(listed.data.tenant.jobs.nodes).toEqual([done]);
    expect(await jobNow(asTenant(gateway, 'other'), job.id)).toBeNull();

    const again = await provision(ask, 'provisionData', ['a']);
    const unchanged = await ended(ask, again.job);
    expect(unchanged.provisioning).toEqual({ ...done.provisioning, outcome: 'UNCHANGED' });
    const asked = await ask(`{ provisioning(id: "${done.provisioning.provisioningId}") { status errorCount } }`);
    expect(asked.data.provisioning).toEqual({ status: 'COMPLETED', errorCount: 0 });
    expect((await ask('{ provisioning(id: "none") { status } }')).data.provisioning).toBeNull();
  }, 30_000);

  test('of data for a customer that the vendor does not know fails, and says so', async () => {
    const { gateway } = await start();
    const ask = asTenant(gateway);
    const failed = await ended(ask, (await provision(ask, 'provisionData', ['nobody'])).job, 'FAILED');
    expect(failed).toMatchObject({
      ...{ done: 0, error: { code: 'VENDOR_REJECTED' }, provisioning: { status: 'FAILED', errorCount: 1 } },
    });
  }, 30_000);
});

/** Every state of the job, as a subscriber over SSE gets it. */
async function follow(gateway: SandboxedGateway, id: string): Promise<Json[]> {
  const query = `subscription ($id: ID!) { job(id: $id) { ${jobFields} } }`;
  const response = await fetch(`${gateway.url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'x-api-key': 'key-of-acme' },
    body: JSON.stringify({ query, variables: { id } }),
  });
  const text = await response.text();
  const events = text.split('\n').filter((line) => line.startsWith('data: {'));
  return events.map((line) => JSON.parse(line.slice('data: '.length)).data.job);
}

describe('a gateway that is killed', () => {
  let database: string;
  let enerkey: EnerkeySandbox;

  async function prepare() {
    const folder = await mkdtemp(join(tmpdir(), 'wattgraph-'));
    toStop.push(() => rm(folder, { recursive: true, force: true }));
    database = `file:${join(folder, 'wattgraph.db')}`;
    enerkey = await startEnerkeySandbox({ scope: 'partner' });
    toStop.push(() => enerkey.stop());
  }
  async function startProcess(): Promise<{ readonly ask: Ask; readonly process: GatewayProcess }> {
    const { primaryKey } = demoCredentials.enerkey;
    const config = {
      server: { allowPrivateVendorHosts: true },
      tenants: [
        {
          id: 'acme',
          apiKeys: [{ name: 'test', key: 'key-of-acme', roles: ['read', 'write', 'events'] }],
          vendors: { enerkey: { baseUrl: enerkey.url, apiKeys: [primaryKey] } },
        },
      ],
    };
    const process = await startGatewayProcess(config, { DATABASE_URL: database, LOG_LEVEL: 'fatal' });
    toStop.push(() => process.kill());
    const ask: Ask = async (query, variables = {}) => {
      const response = await fetch(process.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': 'key-of-acme' },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors = [], extensions = {} } = await response.json();
      return { status: response.status, data, errors, extensions };
    };
    return { ask, process };
  }

  test('while it follows goes on with that when it is back, and sends nothing again', async () => {
    await prepare();
    const first = await startProcess();
    await ended(first.ask, (await provision(first.ask, 'provisionCustomers', ['a'])).job);
    const { job } = await provision(first.ask, 'provisionData', ['a']);
    await expect.poll(() => sent(enerkey, 'ProvisioningStatus'), { timeout: 10_000 }).toBeGreaterThan(0);
    await first.process.kill();
    const second = await startProcess();
    expect((await ended(second.ask, job)).provisioning).toMatchObject({ outcome: 'ACCEPTED', status: 'COMPLETED' });
    expect(sent(enerkey, 'UpsertProvisioningData')).toBe(1);
  }, 60_000);

  test('before it had the answer sends the same snapshot again, which the vendor then has already', async () => {
    await prepare();
    const first = await startProcess();
    await ended(first.ask, (await provision(first.ask, 'provisionCustomers', ['a'])).job);
    enerkey.faults.add({ kind: 'slowDrip', ms: 1_000, path: 'UpsertProvisioningData', times: 1 });
    const { job } = await provision(first.ask, 'provisionData', ['a']);
    await expect.poll(() => sent(enerkey, 'UpsertProvisioningData'), { timeout: 10_000 }).toBe(1);
    await expect.poll(() => enerkey.world.provisioning.dataCustomerIds).toEqual(['a']);
    await first.process.kill();
    const second = await startProcess();
    expect((await ended(second.ask, job)).provisioning).toMatchObject({ outcome: 'UNCHANGED', status: 'COMPLETED' });
    expect(enerkey.world.provisioning.dataCustomerIds).toEqual(['a']);
  }, 60_000);
});

describe.skipIf(!(await postgresReachable()))('two replicas on one database', () => {
  test('let one of two snapshots that come at once delete nobody unawares', async () => {
    const enerkey = await startEnerkeySandbox({ scope: 'partner' });
    toStop.push(() => enerkey.stop());
    const database = await createPostgresDatabase();
    toStop.push(() => database.drop());
    const asks: Ask[] = [];
    for (let i = 0; i < 2; i += 1) {
      const replica = await startSandboxedGateway(
        [{ id: 'acme', vendors: { enerkey } }],
        {},
        {},
        { DATABASE_URL: database.url },
      );
      toStop.push(() => replica.stop());
      asks.push(asTenant(replica));
    }
    const snapshots = [
      ['a', 'b'],
      ['a', 'c'],
    ];
    const answers = await Promise.all(asks.map((ask, i) => provision(ask, 'provisionCustomers', snapshots[i]!)));
    const [taken] = answers.filter(({ job }) => job !== null);
    const refused = answers.filter(({ job }) => job === null);
    expect(refused).toMatchObject([{ userErrors: [{ field: 'input.confirmDeletions' }] }]);
    expect(['b', 'c']).toContain(refused[0].deletions[0]);
    await ended(asks[0]!, taken.job);
    expect(sent(enerkey, 'UpsertProvisioningCustomer')).toBe(1);
  }, 30_000);
});
