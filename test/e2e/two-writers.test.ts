/** Two replicas on one database, two writers that read the same action: one of them changes it, the other is told. */

import { afterEach, describe, expect, it } from 'vitest';
import { type EnerkeySandbox, startEnerkeySandbox } from '../../src/sandbox/enerkey/index.ts';
import { type SandboxedGateway, startSandboxedGateway } from '../support/sandboxed-gateway.ts';
import { postgresReachable } from '../support/services.ts';
import { createPostgresDatabase, createSqliteDatabase, type TestDatabase } from '../support/stores.ts';

const toStop: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

async function startTwo(create: () => Promise<TestDatabase>) {
  const enerkey = await startEnerkeySandbox();
  toStop.push(() => enerkey.stop());
  const database = await create();
  toStop.push(() => database.drop());
  const replicas: SandboxedGateway[] = [];
  for (let i = 0; i < 2; i += 1) {
    const replica = await startSandboxedGateway(
      [{ id: 'acme', vendors: { enerkey } }],
      {},
      {},
      { DATABASE_URL: database.url },
    );
    toStop.push(() => replica.stop());
    replicas.push(replica);
  }
  return { enerkey, replicas };
}

const revisionAt = async (gateway: SandboxedGateway): Promise<string> => {
  const query = '{ facility(by: { ref: { vendor: ENERKEY, id: "101" } }) { actions { nodes { revision } } } }';
  return (await gateway.ask('acme', query)).data.facility.actions.nodes[0].revision;
};
const change = async (gateway: SandboxedGateway, expected: string, status: string) => {
  const mutation = `mutation ($input: UpdateActionInput!) {
    updateAction(input: $input) { action { status revision } userErrors { code field } } }`;
  return (await gateway.ask('acme', mutation, { input: { id: '7101', expected, status } })).data.updateAction;
};
const writes = ({ calls }: EnerkeySandbox) => calls.filter(({ path }) => path.includes('UpdateAction')).length;

const databases = [
  ['SQLite', createSqliteDatabase],
  ...((await postgresReachable()) ? [['PostgreSQL', createPostgresDatabase] as const] : []),
] as const;

describe.each(databases)('two replicas over %s', (_, create) => {
  it('let one of two writers that read the same change an action, keep what neither knows, and tell the other', async () => {
    const { enerkey, replicas } = await startTwo(create);
    const before = enerkey.world.actions.get(7101)!;
    const revisions = await Promise.all(replicas.map(revisionAt));
    expect(new Set(revisions).size).toBe(1);
    // So long that, without a lock, both would have read before either writes.
    enerkey.faults.add({ kind: 'latency', ms: 150, path: 'GetAction' });
    const outcomes = await Promise.all(
      replicas.map((replica, i) => change(replica, revisions[i]!, i === 0 ? 'Done' : 'Cancelled')),
    );
    const won = outcomes.filter(({ action }) => action !== null);
    expect(won).toHaveLength(1);
    expect(outcomes.find(({ action }) => action === null)).toEqual({
      action: null,
      userErrors: [{ code: 'BAD_USER_INPUT', field: 'input.expected' }],
    });
    expect(writes(enerkey)).toBe(1);
    expect(enerkey.world.actions.get(7101)).toEqual({ ...before, status: won[0].action.status });
    expect(before.responsiblePerson).toBeDefined();
  });

  it('let the writer who lost read again and change what stands now', async () => {
    const { enerkey, replicas } = await startTwo(create);
    const [one, other] = replicas as [SandboxedGateway, SandboxedGateway];
    const old = await revisionAt(other);
    await change(one, await revisionAt(one), 'Done');
    expect(await change(other, old, 'Cancelled')).toMatchObject({ action: null });
    const again = await change(other, await revisionAt(other), 'Cancelled');
    expect(again).toMatchObject({ action: { status: 'Cancelled' }, userErrors: [] });
    expect(enerkey.world.actions.get(7101)).toMatchObject({ status: 'Cancelled' });
  });
});
