/**
 * Uploads seen from two gateways on one PostgreSQL and one Redis: whichever of them sends, the other one tells how it goes,
 * and together they keep to the vendor's limits.
 */

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'graphql-sse';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EquiwattSandbox, startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import { assetUuid } from '../../src/sandbox/world.ts';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';
import {
  createPostgresSchema,
  postgresReachable,
  redisReachable,
  redisUrl,
  type TestSchema,
} from '../support/services.ts';

interface Seen {
  readonly status: string;
  readonly done: number;
  readonly total: number;
}

const headers = { 'x-api-key': 'key-of-acme' };
const fields = 'status done total';
const reachable = (await postgresReachable()) && (await redisReachable());

describe.skipIf(!reachable)('an upload, with two gateways on one PostgreSQL and one Redis', { timeout: 90_000 }, () => {
  let sandbox: EquiwattSandbox;
  let database: TestSchema;
  let folder: string;
  let gateways: readonly GatewayProcess[];
  let config: object;
  let env: { readonly DATABASE_URL: string; readonly REDIS_URL: string };

  beforeEach(async () => {
    // A key of this test alone: the vendor's budget in Redis is of this key.
    const [apiKey, tenantUuid] = [randomUUID(), randomUUID()];
    sandbox = await startEquiwattSandbox({ life: false, tenants: [{ apiKey, tenantUuid }] });
    database = await createPostgresSchema();
    env = { DATABASE_URL: database.url, REDIS_URL: redisUrl };
    folder = await mkdtemp(join(tmpdir(), 'wattgraph-'));
    config = {
      server: { allowPrivateVendorHosts: true },
      tenants: [
        {
          id: 'acme',
          apiKeys: [{ name: 'test', key: 'key-of-acme', roles: ['read', 'write', 'events'] }],
          vendors: { equiwatt: { baseUrl: sandbox.url, apiKey, tenantUuid } },
        },
      ],
    };
    const first = await startGatewayProcess(config, env);
    gateways = [first, await startGatewayProcess(config, env)];
  });
  afterEach(async () => {
    await Promise.all(gateways.map((gateway) => gateway.kill()));
    await sandbox.stop();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const points = (count: number) =>
    Array.from({ length: count }, (_, i) => ({
      assetUuid: assetUuid(1 + (i % 10)),
      at: new Date(Date.UTC(2019, 0, 1) + Math.floor(i / 10) * 1_800_000).toISOString(),
      kwh: 0.25,
    }));
  const ask = async ({ url }: GatewayProcess, query: string, variables: object = {}) => {
    const body = JSON.stringify({ query, variables });
    const answer = await fetch(url, {
      ...{ method: 'POST', body },
      headers: { ...headers, 'content-type': 'application/json' },
    });
    return (await answer.json()).data;
  };
  /** Every state that the gateway's subscription tells of, to the last. */
  const watch = async ({ url }: GatewayProcess, id: string): Promise<readonly Seen[]> => {
    const client = createClient({ url: `${url}/stream`, headers });
    const query = `subscription ($id: ID!) { job(id: $id) { ${fields} } }`;
    const seen: Seen[] = [];
    for await (const { data } of client.iterate<{ job: Seen }>({ query, variables: { id } })) {
      if (data) seen.push(data.job);
    }
    client.dispose();
    return seen;
  };
  const watchBoth = (id: string) => Promise.all(gateways.map((gateway) => watch(gateway, id)));
  const expectTold = async (id: string, seen: readonly (readonly Seen[])[], total: number) => {
    const end = { status: 'DONE', done: total, total };
    for (const [i, gateway] of gateways.entries()) {
      expect(seen[i]?.at(-1)).toEqual(end);
      const counts = seen[i]?.map(({ done }) => done) ?? [];
      expect(counts).toEqual(counts.toSorted((a, b) => a - b));
      const { node } = await ask(gateway, `query ($id: ID!) { node(id: $id) { ... on Job { ${fields} } } }`, { id });
      expect(node).toEqual(end);
    }
  };

  const expectWithinLimits = () => {
    const calls = sandbox.calls.filter(({ method }) => method === 'POST');
    expect(calls.map(({ status }) => status)).toEqual(calls.map(() => 201));
    const gaps = calls.slice(1).map(({ atMs }, i) => atMs - (calls[i]?.atMs ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
  };

  it('is taken by either, and told of by both: waiting, under way, done', async () => {
    const mutation = `mutation ($points: [ConsumptionPointInput!]!) {
      uploadConsumption(input: { points: $points }) { job { id } userErrors { message } } }`;
    const ids: string[] = [];
    for (const [i, gateway] of [...gateways, ...gateways].entries()) {
      const { uploadConsumption } = await ask(gateway, mutation, { points: points(1_000 + i) });
      expect(uploadConsumption.userErrors).toEqual([]);
      ids.push(uploadConsumption.job.id);
    }
    const seen = await Promise.all(ids.map(watchBoth));
    for (const [i, id] of ids.entries()) await expectTold(id, seen[i] ?? [], 1_000 + i);
    // They go one after the other, so each gateway told of the last one before it was done.
    for (const states of seen.at(-1) ?? []) expect(states[0]?.done).toBe(0);
    expect(sandbox.customers[0]?.energy.batches.map((batch) => batch.points)).toEqual([1_000, 1_001, 1_002, 1_003]);
    expectWithinLimits();
  });

  it('of a file shows both of them how far the command has come, chunk by chunk', async () => {
    const total = 120_000;
    const [path, configPath] = [join(folder, 'march.csv'), join(folder, 'wattgraph.json')];
    const lines = points(total).map(({ assetUuid: id, at, kwh }) => `${id},${at},${kwh}`);
    await writeFile(path, `${lines.join('\n')}\n`);
    await writeFile(configPath, JSON.stringify(config));
    const command = spawn(process.execPath, ['src/main.ts', 'import', 'equiwatt', path], {
      env: {
        ...{ PATH: process.env.PATH, LOG_LEVEL: 'fatal', WATTGRAPH_CONFIG: configPath },
        ...env,
      },
      stdio: 'ignore',
    });
    const exited = once(command, 'exit');
    try {
      const [first] = gateways;
      if (!first) throw new Error('there are two gateways');
      const list = '{ tenant { jobs { nodes { id kind } } } }';
      let id = '';
      await expect
        .poll(
          async () => {
            const { nodes } = (await ask(first, list)).tenant.jobs;
            id = nodes[0]?.id ?? '';
            return nodes.map(({ kind }: { kind: string }) => kind);
          },
          { timeout: 30_000 },
        )
        .toEqual(['energyImport']);
      const seen = await watchBoth(id);
      expect((await exited)[0]).toBe(0);
      await expectTold(id, seen, total);
      // Chunks are a second apart and more, which is how often a gateway looks.
      for (const states of seen) {
        expect(states.some(({ done }) => done > 0 && done < total)).toBe(true);
      }
      expect(sandbox.customers[0]?.energy.batches.map((batch) => batch.points)).toEqual([50_000, 50_000, 20_000]);
      expectWithinLimits();
    } finally {
      command.kill('SIGKILL');
    }
  });
});
