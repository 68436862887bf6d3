/**
 * Two tenants with the same vendors, the same credentials and the same vendor ids; only their names and figures tell
 * them apart. Whatever is asked, in whatever order, no answer of one carries the mark of the other.
 */

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDigiwattSandbox } from '../../src/sandbox/digiwatt/index.ts';
import { startEnerkeySandbox } from '../../src/sandbox/enerkey/index.ts';
import { type EquiwattSandbox, startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import type { SandboxServer } from '../../src/sandbox/server.ts';
import { startWatticsSandbox } from '../../src/sandbox/wattics/index.ts';
import { startWattshiftSandbox } from '../../src/sandbox/wattshift/index.ts';
import { accountNumber, assetUuid, demoCredentials, homeId, streamId } from '../../src/sandbox/world.ts';
import {
  type Json,
  type SandboxedGateway,
  startSandboxedGateway,
  type TenantSetup,
} from '../support/sandboxed-gateway.ts';

const tenantIds = ['amber', 'birch'] as const;
type TenantId = (typeof tenantIds)[number];

const mark: Record<TenantId, string> = { amber: 'AMBER ', birch: 'BIRCH ' };
/** Figures where a vendor has no names: birch's household is twice amber's, its prices three times. */
const scale: Record<TenantId, number> = { amber: 1, birch: 2 };
const priceScale: Record<TenantId, number> = { amber: 1, birch: 3 };

const day = 'from: "2013-07-01T00:00:00Z", to: "2013-07-02T00:00:00Z", timeZone: "UTC"';

/** Every name asked for is a vendor's, and so begins with its tenant's mark. */
const namedQueries = [
  '{ tenant { assets { nodes { name } } portfolios { nodes { name assets { nodes { name } } } } } }',
  '{ tenant { flexEvents(first: 3) { nodes { name eventScheme { name } portfolios { nodes { name } } assets { nodes { name } } } } } }',
  '{ tenant { eventSchemes { nodes { name assets(first: 5) { nodes { name } } } } } }',
  `{ tenant { facilities { nodes { name meters { nodes { name consumption(${day}) { values } } } } } } }`,
  '{ tenant { meters(first: 100) { nodes { name facility { name } } } } }',
  '{ meter(by: { ref: { vendor: WATTICS, id: "2001" } }) { name appliances { nodes { name meter { name } } } } }',
  '{ meterAppliance(by: { ref: { vendor: WATTICS, id: "102002" } }) { name } }',
  `{ home(by: { ref: { vendor: WATTSHIFT, id: "${homeId(1)}" } }) { name asset { name } facility { name } meters { nodes { name } } } }`,
  `{ asset(by: { ref: { vendor: EQUIWATT, id: "${assetUuid(2)}" } }) { name consumption(${day}) { values } } }`,
  '{ facility(by: { ref: { vendor: ENERKEY, id: "101" } }) { name } meter(by: { ref: { vendor: WATTICS, id: "stream-1" } }) { name } }',
];

let gateway: SandboxedGateway;
const setups: { id: TenantId; setup: TenantSetup; servers: SandboxServer[] }[] = [];
const ids: Record<string, string[]> = {};

beforeAll(async () => {
  for (const id of tenantIds) {
    const vendors = {
      equiwatt: await startEquiwattSandbox({ marker: mark[id], life: false }),
      digiwatt: await startDigiwattSandbox({ scale: scale[id] }),
      wattshift: await startWattshiftSandbox({ marker: mark[id], priceScale: priceScale[id] }),
      wattics: await startWatticsSandbox({ marker: mark[id] }),
      enerkey: await startEnerkeySandbox({ marker: mark[id] }),
    };
    const home = {
      wattshift: homeId(1),
      digiwatt: accountNumber(1),
      equiwatt: assetUuid(1),
      enerkey: 101,
      wattics: streamId(1),
    };
    setups.push({ id, setup: { id, vendors, homes: [home] }, servers: Object.values(vendors) });
  }
  gateway = await startSandboxedGateway(setups.map(({ setup }) => setup));
  for (const id of tenantIds) ids[id] = await entityIds(id);
});

afterAll(async () => {
  await gateway.stop();
  await Promise.all(setups.flatMap(({ servers }) => servers.map((server) => server.stop())));
});

/** One id of each type. */
async function entityIds(tenantId: TenantId): Promise<string[]> {
  const { data } = await gateway.ask(
    tenantId,
    `{ tenant { assets(first: 1) { nodes { id } } portfolios(first: 1) { nodes { id } } flexEvents(first: 1) { nodes { id } }
       eventSchemes(first: 1) { nodes { id } } homes(first: 1) { nodes { id } } meters(first: 1) { nodes { id } }
       facilities(first: 1) { nodes { id } } } }`,
  );
  return Object.values(data.tenant as Record<string, { nodes: { id: string }[] }>).map(({ nodes }) => nodes[0]!.id);
}

/** All values under the key `name`, however deep. */
function namesIn(value: Json): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'name' && typeof inner === 'string' ? [inner] : namesIn(inner),
  );
}

async function askAndCheck(tenantId: TenantId, query: string): Promise<void> {
  const answer = await gateway.ask(tenantId, query);
  expect(answer.errors).toEqual([]);
  const names = namesIn(answer.data);
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(name.startsWith(mark[tenantId])).toBe(true);
}

describe('two tenants with the same vendor ids', () => {
  it('each see their own, in any order of queries, cold and warm, alone and at once', async () => {
    const step = fc.record({ tenantId: fc.constantFrom(...tenantIds), query: fc.constantFrom(...namedQueries) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        async (rounds) => {
          for (const round of rounds)
            await Promise.all(round.map(({ tenantId, query }) => askAndCheck(tenantId, query)));
        },
      ),
      { numRuns: 25, seed: 20130701 },
    );
  });

  it('are told apart where a vendor has figures only', async () => {
    const query = `{ home(by: { ref: { vendor: DIGIWATT, id: "${accountNumber(1)}" } }) {
      totals(period: LAST_MONTH) { totalWh } priceSignal(from: "2026-01-05T00:00:00Z", to: "2026-01-06T00:00:00Z") { prices } } }`;
    const [amber, birch] = await Promise.all(tenantIds.map((id) => gateway.ask(id, query)));
    expect(birch!.data.home.totals.totalWh).toBeCloseTo(2 * amber!.data.home.totals.totalWh, 6);
    expect(birch!.data.home.priceSignal.prices[0]).toBeCloseTo(3 * amber!.data.home.priceSignal.prices[0], 9);
  });

  it('have ids of their own for the same entity of a vendor', () => {
    for (const [i, id] of ids.amber!.entries()) expect(ids.birch![i]).not.toBe(id);
  });

  it('get for an id of the other what they get for an id that never was', async () => {
    const foreign = ids.birch!;
    const forged = foreign.map((id) => `${id.slice(0, -1)}${id.endsWith('A') ? 'B' : 'A'}`);
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const [own, other, unknown] = await Promise.all(
      [ids.amber!, foreign, forged].map((list) => gateway.ask('amber', query, { ids: list })),
    );
    expect(own!.data.nodes.map((node: { id: string }) => node.id)).toEqual(ids.amber);
    expect(other!.data).toEqual({ nodes: foreign.map(() => null) });
    expect(other).toEqual({ ...unknown!, extensions: other!.extensions });
    expect(other!.extensions).toEqual(unknown!.extensions);
  });

  it('get the same error for a foreign and for an unknown id of each type', async () => {
    const fields = ['asset', 'portfolio', 'flexEvent', 'eventScheme', 'home', 'meter', 'facility'];
    for (const [i, field] of fields.entries()) {
      const query = `query ($id: ID!) { ${field}(by: { id: $id }) { id } }`;
      const foreign = await gateway.ask('amber', query, { id: ids.birch![i]! });
      const unknown = await gateway.ask('amber', query, { id: `${ids.birch![i]!.slice(0, -2)}xx` });
      expect(foreign.errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument: 'by.id' } });
      expect(foreign.errors).toEqual(unknown.errors);
    }
  });

  it('each get the events posted to their own webhook, and no cursor of the other', async () => {
    const secret = demoCredentials.equiwatt.webhookSecret;
    for (const { id, setup } of setups) {
      const equiwatt = setup.vendors.equiwatt as EquiwattSandbox;
      equiwatt.registerWebhook({
        name: 'gateway',
        url: `${gateway.url}/webhooks/equiwatt/webhook-token-of-${id}`,
        secret,
      });
      const deliveries = await equiwatt.emit('ASSET.MPAN_VALIDATED');
      expect(deliveries.map(({ status }) => status)).toEqual([202]);
    }
    const query =
      '{ tenant { events { nodes { type ... on AssetNotice { asset { name } } } pageInfo { endCursor } } } }';
    const [amber, birch] = await Promise.all(tenantIds.map((id) => gateway.ask(id, query)));
    for (const [id, answer] of [
      ['amber', amber!],
      ['birch', birch!],
    ] as const) {
      expect(answer.data.tenant.events.nodes).toHaveLength(1);
      expect(namesIn(answer.data)[0]!.startsWith(mark[id])).toBe(true);
    }
    const after = birch!.data.tenant.events.pageInfo.endCursor;
    const foreign = await gateway.ask('amber', `{ tenant { events(after: "${after}") { nodes { id } } } }`);
    expect(foreign.errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument: 'after' } });
  });

  it('each see their own while every vendor of both is down', async () => {
    for (const { servers } of setups) {
      for (const { faults } of servers) faults.add({ kind: 'status', status: 503 });
    }
    for (const tenantId of tenantIds) {
      for (const query of namedQueries) {
        const { data } = await gateway.ask(tenantId, query);
        for (const name of namesIn(data)) expect(name.startsWith(mark[tenantId])).toBe(true);
      }
    }
  });
});
