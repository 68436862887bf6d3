/** A gateway over all five sandboxes, for what is promised of every mutation alike. */

import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type GraphQLOutputType, getNamedType, isLeafType, isObjectType, isRequiredArgument } from 'graphql';
import { systemClock } from '../../src/domain/clock.ts';
import { createSchema } from '../../src/graph/schema.ts';
import { startDigiwattSandbox } from '../../src/sandbox/digiwatt/index.ts';
import { startEnerkeySandbox } from '../../src/sandbox/enerkey/index.ts';
import { startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import type { Sandboxes } from '../../src/sandbox/index.ts';
import { startWatticsSandbox } from '../../src/sandbox/wattics/index.ts';
import { startWattshiftSandbox } from '../../src/sandbox/wattshift/index.ts';
import { enerkeyMeterId } from '../../src/sandbox/world.ts';
import { type Answer, type Json, type SandboxedGateway, startSandboxedGateway } from './sandboxed-gateway.ts';

export type VendorKey = keyof MutationWorld['sandboxes'];

export const cumulativeMeter = String(enerkeyMeterId(10));

export interface MutationWorld {
  readonly sandboxes: Omit<Sandboxes, 'stop'>;
  readonly gateway: SandboxedGateway;
  /** The whole answer of a mutation. */
  mutate(name: string, input: object): Promise<Answer>;
  /** The payload of a mutation that must go well. */
  change(name: string, input: object): Promise<Json>;
  query(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Json>;
  /** Resolves when no job is under way any more. */
  jobsEnded(): Promise<void>;
  /** Calls off jobs that wait for somebody: others would wait behind them. */
  cancelParked(): Promise<void>;
  /** The same sandboxes behind a gateway that knows nothing of what was before. */
  renewGateway(): Promise<void>;
  stop(): Promise<void>;
}

const schema = createSchema();
export const mutationFields = Object.values(schema.getMutationType()?.getFields() ?? {});

export async function startMutationWorld(): Promise<MutationWorld> {
  let aheadMs = 0;
  const [equiwatt, digiwatt, wattshift, wattics, enerkey] = await Promise.all([
    startEquiwattSandbox({ life: false, clock: { ...systemClock, now: () => systemClock.now() + aheadMs } }),
    startDigiwattSandbox(),
    startWattshiftSandbox(),
    startWatticsSandbox(),
    startEnerkeySandbox({ scope: 'partner', inlineProperties: false, cumulativeMeterIds: [Number(cumulativeMeter)] }),
  ]);
  const vendors = { equiwatt, digiwatt, wattshift, wattics, enerkey };
  const env = { WATTGRAPH_SECRET_KEY: randomBytes(32).toString('hex') };
  const start = () =>
    startSandboxedGateway([{ id: 'acme', vendors }], {}, { publicUrl: 'https://graph.example.com' }, env);
  let gateway = await start();

  const mutate = (name: string, input: object) => gateway.ask('acme', documentOf(name), { input });
  const query = async (text: string, variables = {}) => {
    const { data, errors } = await gateway.ask('acme', text, variables);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return data;
  };
  const stopVendors = async () => {
    await Promise.all(Object.values(vendors).map((sandbox) => sandbox.stop()));
  };
  return {
    sandboxes: vendors,
    get gateway() {
      return gateway;
    },
    mutate,
    async change(name, input) {
      const { data, errors } = await mutate(name, input);
      const payload = data?.[name];
      if (errors.length > 0 || payload.userErrors.length > 0) {
        throw new Error(`${name}: ${JSON.stringify([errors, payload?.userErrors])}`);
      }
      return payload;
    },
    query,
    async jobsEnded() {
      const open =
        '{ tenant { queued: jobs(status: QUEUED) { nodes { id } } running: jobs(status: RUNNING) { nodes { id } } } }';
      for (;;) {
        const { queued, running } = (await query(open)).tenant;
        if (queued.nodes.length + running.nodes.length === 0) return;
        await setTimeout(20);
      }
    },
    async cancelParked() {
      const { tenant } = await query('{ tenant { jobs(status: PARKED) { nodes { id } } } }');
      for (const { id } of tenant.jobs.nodes) await mutate('cancelJob', { id });
    },
    async renewGateway() {
      await gateway.stop();
      gateway = await start();
      // It does not know what the one before has sent within the vendor's second, so that second is over.
      aheadMs += 1_000;
    },
    async stop() {
      await gateway.stop();
      await stopVendors();
    },
  };
}

/** The mutation with all the leaves of its payload, and of what the payload is about. */
export function documentOf(name: string): string {
  const field = mutationFields.find((known) => known.name === name);
  const type = field?.args[0]?.type;
  if (!field || !type) throw new Error(`there is no mutation ${name} with an input`);
  return `mutation ($input: ${type}) { ${name}(input: $input) { ${leavesOf(field.type, 2).join(' ')} } }`;
}

function leavesOf(type: GraphQLOutputType, depth: number): string[] {
  const named = getNamedType(type);
  if (!isObjectType(named)) return [];
  return Object.values(named.getFields()).flatMap((field) => {
    if (field.args.some(isRequiredArgument)) return [];
    if (isLeafType(getNamedType(field.type))) return [field.name];
    const inner = depth > 1 ? ownLeaves(leavesOf(field.type, depth - 1), named.name) : [];
    return inner.length > 0 ? [`${field.name} { ${inner.join(' ')} }`] : [];
  });
}

/** What a job is, not how far it has come since: that goes on. */
function ownLeaves(leaves: string[], owner: string): string[] {
  return owner.endsWith('Payload') && leaves.includes('done') ? ['id', 'kind', 'total'] : leaves;
}
