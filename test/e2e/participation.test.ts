/** Opting in and out, over the whole gateway and the sandbox equiwatt. */

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
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
const event = () => {
  const found = sandbox.customers[0]?.world.events[0];
  if (!found) throw new Error('the sandbox has no event');
  return found;
};
const scheme = () => {
  const found = sandbox.customers[0]?.world.schemes[1];
  if (!found) throw new Error('the sandbox has no scheme');
  return found;
};
const setInEvent = async (input: object) =>
  (
    await gateway.ask(
      'acme',
      `mutation ($input: SetEventParticipationInput!) {
        setEventParticipation(input: $input) { flexEvent { name } userErrors { code message field } }
      }`,
      { input: { flexEvent: byRef(event().uuid), ...input } },
    )
  ).data.setEventParticipation;
const posts = () => sandbox.calls.filter(({ method }) => method === 'POST');

it('opts many assets in and out of an event in one call, and shows it at once', async () => {
  const states = `query ($by: EntityBy!) { flexEvent(by: $by) { assets { edges { state node { refs { id } } } } } }`;
  const read = async () => {
    const { data } = await gateway.ask('acme', states, { by: byRef(event().uuid) });
    type Edge = { state: string; node: { refs: { id: string }[] } };
    return data.flexEvent.assets.edges.map(({ state, node }: Edge) => [node.refs[0]?.id, state]);
  };
  await read();
  const [first, second, third] = event().members.map(({ asset }) => asset);
  const changes = [
    { state: 'OPT_OUT', assets: [byRef(first?.uuid ?? ''), byRef(second?.assetId ?? '')] },
    { state: 'OPT_IN', assets: [byRef(third?.uuid ?? '')] },
  ];
  expect(await setInEvent({ changes })).toEqual({ flexEvent: { name: event().name }, userErrors: [] });
  expect(posts()).toHaveLength(1);
  expect((await read()).slice(0, 3)).toEqual([
    [first?.uuid, 'OPT_OUT'],
    [second?.uuid, 'OPT_OUT'],
    [third?.uuid, 'OPT_IN'],
  ]);
});

it('makes an asset a member of a scheme', async () => {
  const outsider = sandbox.customers[0]?.world.assets.find(
    (asset) => !scheme().members.some((member) => member.asset === asset),
  );
  const { data } = await gateway.ask(
    'acme',
    `mutation ($input: SetSchemeParticipationInput!) {
      setSchemeParticipation(input: $input) { eventScheme { name assets(state: OPT_IN) { nodes { refs { id } } } } userErrors { code } }
    }`,
    {
      input: {
        eventScheme: byRef(scheme().uuid),
        changes: [{ state: 'OPT_IN', assets: [byRef(outsider?.uuid ?? '')] }],
      },
    },
  );
  const { eventScheme, userErrors } = data.setSchemeParticipation;
  expect(userErrors).toEqual([]);
  expect(JSON.stringify(eventScheme)).toContain(outsider?.uuid);
  expect(posts()).toHaveLength(1);
});

it.each([
  ['an unknown event', { flexEvent: byRef(assetUuid(1)) }, 'input.flexEvent'],
  ['an unknown asset', { changes: [{ state: 'OPT_IN', assets: [byRef(assetMpan(99))] }] }, 'input.changes.0.assets.0'],
  ['no asset', { changes: [] }, 'input.changes'],
  [
    'more than a thousand assets',
    { changes: [{ state: 'OPT_IN', assets: Array.from({ length: 1_001 }, () => byRef(assetUuid(1))) }] },
    'input.changes',
  ],
])('refuses %s by name, and sends nothing', async (_, wrong, field) => {
  const changes = [{ state: 'OPT_IN', assets: [byRef(assetUuid(1))] }];
  const { flexEvent, userErrors } = await setInEvent({ changes, ...wrong });
  expect([flexEvent, userErrors[0].code, userErrors[0].field]).toEqual([null, 'BAD_USER_INPUT', field]);
  expect(posts()).toEqual([]);
});

it("shows the vendor's refusal as a user error", async () => {
  const member = new Set(event().members.map(({ asset }) => asset));
  const stranger = sandbox.customers[0]?.world.assets.find((asset) => !member.has(asset));
  const changes = [{ state: 'OPT_IN', assets: [byRef(stranger?.uuid ?? '')] }];
  const { flexEvent, userErrors } = await setInEvent({ changes });
  expect([flexEvent, userErrors[0].code]).toEqual([null, 'VENDOR_REJECTED']);
});

it('gives the same answer for the same key, and asks the vendor once', async () => {
  const changes = [{ state: 'OPT_IN', assets: [byRef(event().members[0]?.asset.uuid ?? '')] }];
  const answers = [
    await setInEvent({ changes, idempotencyKey: 'k' }),
    await setInEvent({ changes, idempotencyKey: 'k' }),
  ];
  expect(answers[1]).toEqual(answers[0]);
  expect(posts()).toHaveLength(1);
});
