/** Portfolios made and filled, over the whole gateway and the sandbox equiwatt. */

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type EquiwattSandbox, startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import { assetUuid } from '../../src/sandbox/world.ts';
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
const list = '{ tenant { portfolios { nodes { id name description assets { nodes { name } } } } } }';
const portfolios = async () => (await gateway.ask('acme', list)).data.tenant.portfolios.nodes;
const create = async (input: object) =>
  (
    await gateway.ask(
      'acme',
      `mutation ($input: CreatePortfolioInput!) {
        createPortfolio(input: $input) { portfolio { id name description } userErrors { code field } }
      }`,
      { input },
    )
  ).data.createPortfolio;
const assign = async (input: object) =>
  (
    await gateway.ask(
      'acme',
      `mutation ($input: AssignPortfolioAssetsInput!) {
        assignPortfolioAssets(input: $input) { portfolio { assets { nodes { name } } } userErrors { code field } }
      }`,
      { input },
    )
  ).data.assignPortfolioAssets;
const posts = () => sandbox.calls.filter(({ method }) => method === 'POST');

it('makes a portfolio that the list shows at once, and moves assets into it', async () => {
  const before = await portfolios();
  const [asset] = before[0].assets.nodes;
  const made = await create({ name: ' Roofs ', description: 'with panels', idempotencyKey: 'roofs' });
  expect(made).toMatchObject({ portfolio: { name: 'Roofs', description: 'with panels' }, userErrors: [] });
  expect(await create({ name: ' Roofs ', description: 'with panels', idempotencyKey: 'roofs' })).toEqual(made);
  expect(posts()).toHaveLength(1);
  expect((await portfolios()).map(({ name }: { name: string }) => name)).toContain('Roofs');

  const moved = sandbox.customers[0]?.world.portfolios[0]?.assets[0];
  const answer = await assign({ portfolio: { id: made.portfolio.id }, assets: [byRef(moved?.uuid ?? '')] });
  expect(answer).toEqual({ portfolio: { assets: { nodes: [{ name: asset.name }] } }, userErrors: [] });
  const after = await portfolios();
  expect(after[0].assets.nodes).toHaveLength(before[0].assets.nodes.length - 1);
});

it.each([
  ['a name of blanks', () => create({ name: '  ' }), 'input.name'],
  ['a name too long', () => create({ name: 'x'.repeat(256) }), 'input.name'],
  ['an unknown portfolio', () => assign({ portfolio: byRef('x'), assets: [byRef(assetUuid(1))] }), 'input.portfolio'],
  ['no asset', () => assign({ portfolio: byRef(firstPortfolio()), assets: [] }), 'input.assets'],
  ['an unknown asset', () => assign({ portfolio: byRef(firstPortfolio()), assets: [byRef('x')] }), 'input.assets.0'],
])('refuses %s by name, and sends nothing', async (_, ask, field) => {
  const { portfolio, userErrors } = await ask();
  expect([portfolio, userErrors]).toEqual([null, [{ code: 'BAD_USER_INPUT', field }]]);
  expect(posts()).toEqual([]);
});

function firstPortfolio(): string {
  return sandbox.customers[0]?.world.portfolios[0]?.uuid ?? '';
}
