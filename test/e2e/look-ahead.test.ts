/** What an operation asks next is begun before it is known of what, where the vendor can be asked so. */

import { afterEach, beforeEach, expect, it } from 'vitest';
import { startEnerkeySandbox } from '../../src/sandbox/enerkey/index.ts';
import type { SandboxServer } from '../../src/sandbox/server.ts';
import { type SandboxedGateway, startSandboxedGateway } from '../support/sandboxed-gateway.ts';

let server: SandboxServer;
let gateway: SandboxedGateway;

beforeEach(async () => {
  server = await startEnerkeySandbox({ world: { facilities: 3, metersPerFacility: 2 } });
  gateway = await startSandboxedGateway([{ id: 'one', vendors: { enerkey: server } }]);
});
afterEach(async () => {
  await gateway.stop();
  await server.stop();
});

const calls = () => server.calls.map(({ path }) => path.replace(/^.*\/|\?.*$/g, ''));
const query = `query ($meters: Boolean = true) { tenant { facilities(first: 10) { edges { node { name ...Metered @include(if: $meters) } } } } }
  fragment Metered on Facility { meters(first: 10) { nodes { name } } }`;

it('meters of facilities are asked for while the facilities are', async () => {
  // Late enough that whatever waited for it would come behind it.
  server.faults.add({ kind: 'latency', ms: 50, path: 'GetFacilities' });
  const answer = await gateway.ask('one', query);
  expect(answer.errors).toEqual([]);
  expect(
    answer.data.tenant.facilities.edges.map(
      ({ node }: { node: { meters: { nodes: object[] } } }) => node.meters.nodes.length,
    ),
  ).toEqual([2, 2, 2]);
  expect(Math.max(...server.calls.map(({ inFlight }) => inFlight))).toBe(2);
  expect(calls().sort()).toEqual(['GetFacilities', 'GetMeters']);
});

it('meters that are left out, or not asked for, cost nothing', async () => {
  await gateway.ask('one', query, { meters: false });
  await gateway.ask('one', '{ tenant { facilities(first: 10) { nodes { name } } } }');
  expect(calls()).toEqual(['GetFacilities']);
});

it('arguments that are refused cost nothing', async () => {
  const refused = await gateway.ask(
    'one',
    '{ tenant { facilities(after: "nonsense") { nodes { meters(first: 1) { nodes { name } } } } } }',
  );
  expect(refused.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(calls()).toEqual([]);
});

it('a failing read of meters is told of each facility, once', async () => {
  server.faults.add({ kind: 'status', status: 403, path: 'GetMeters' });
  const { data, errors } = await gateway.ask('one', query);
  expect(
    data.tenant.facilities.edges.map(({ node }: { node: { name: string } | null }) => node?.name ?? null),
  ).toHaveLength(3);
  expect(errors.map(({ path }) => path?.join('.'))).toEqual(
    [0, 1, 2].map((i) => `tenant.facilities.edges.${i}.node.meters`),
  );
  expect(calls().filter((name) => name === 'GetMeters')).toHaveLength(1);
});
