/** 120 000 points on their way to the sandbox equiwatt: the limits held, progress seen, a killed process made good. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EquiwattSandbox, startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import { assetUuid, demoCredentials } from '../../src/sandbox/world.ts';

const mutation = `mutation ($points: [ConsumptionPointInput!]!, $key: String) {
  uploadConsumption(input: { points: $points, idempotencyKey: $key }) {
    job { id status done total error { code } }
    userErrors { code message field }
  }
}`;
const jobQuery = 'query ($id: ID!) { node(id: $id) { ... on Job { status done total error { code } } } }';
const firstHalfHourMs = Date.UTC(2019, 0, 1);

interface Gateway {
  readonly process: ChildProcess;
  ask(query: string, variables?: object): Promise<ReturnType<typeof JSON.parse>>;
}

let sandbox: EquiwattSandbox;
let folder: string;
let gateways: ChildProcess[];

beforeEach(async () => {
  sandbox = await startEquiwattSandbox({ life: false });
  folder = await mkdtemp(join(tmpdir(), 'wattgraph-'));
  gateways = [];
});
afterEach(async () => {
  for (const gateway of gateways) gateway.kill('SIGKILL');
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

const points = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({
    assetUuid: assetUuid(1 + (i % 10)),
    at: new Date(firstHalfHourMs + (from + Math.floor(i / 10)) * 1_800_000).toISOString(),
    kwh: 0.25,
  }));

const uploads = () =>
  sandbox.calls.filter(({ method, path }) => method === 'POST' && path.includes('energy-consumption'));
const stored = () =>
  [...(sandbox.customers[0]?.energy.uploaded.values() ?? [])].reduce((sum, ofAsset) => sum + ofAsset.size, 0);

async function writeConfig(): Promise<string> {
  const { apiKey, tenantUuid } = demoCredentials.equiwatt;
  const config = join(folder, 'wattgraph.yaml');
  const file = {
    server: { allowPrivateVendorHosts: true },
    tenants: [
      {
        id: 'acme',
        name: 'Acme',
        apiKeys: [{ name: 'test', key: 'key-of-acme', roles: ['read', 'write', 'events'] }],
        vendors: { equiwatt: { baseUrl: sandbox.url, apiKey, tenantUuid } },
      },
    ],
  };
  await writeFile(config, JSON.stringify(file));
  return config;
}

async function startGateway(): Promise<Gateway> {
  const config = await writeConfig();
  const gateway = spawn(process.execPath, ['src/main.ts'], {
    env: {
      ...{ PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'fatal', WATTGRAPH_CONFIG: config },
      DATABASE_URL: `file:${join(folder, 'jobs.db')}`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  gateways.push(gateway);
  const [line] = await once(gateway.stdout, 'data');
  const url = /http:\S+/.exec(String(line))?.[0];
  if (!url) throw new Error(`no address in: ${line}`);
  return {
    process: gateway,
    async ask(query, variables = {}) {
      const headers = { 'content-type': 'application/json', 'x-api-key': 'key-of-acme' };
      const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
      return answer.json();
    },
  };
}

async function until(met: () => boolean | Promise<boolean>, timeoutMs = 45_000): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  while (!(await met())) {
    if (Date.now() > endMs) throw new Error('it did not come to that');
    await setTimeout(20);
  }
}

describe('an upload of 120 000 points', () => {
  it('survives kill -9 in the middle: every point is stored, and no accepted chunk is sent twice', async () => {
    const first = await startGateway();
    const ids: string[] = [];
    for (const [i, count] of [50_000, 50_000, 20_000].entries()) {
      const answer = await first.ask(mutation, { points: points(count, i * 5_000), key: `part ${i}` });
      expect(answer).toMatchObject({ data: { uploadConsumption: { job: { total: count }, userErrors: [] } } });
      ids.push(answer.data.uploadConsumption.job.id);
    }
    const doneOf = async (gateway: Gateway, id = '') => (await gateway.ask(jobQuery, { id })).data.node;
    await until(async () => (await doneOf(first, ids[0])).status === 'DONE');
    const acceptedBefore = uploads().filter(({ status }) => status === 201).length;
    first.process.kill('SIGKILL');
    await once(first.process, 'exit');

    const second = await startGateway();
    for (const id of ids) await until(async () => (await doneOf(second, id)).status === 'DONE');
    expect(await doneOf(second, ids[2])).toEqual({ status: 'DONE', done: 20_000, total: 20_000, error: null });
    expect(stored()).toBe(120_000);
    // The first chunk was confirmed before the end of the first process; only what was under way then may come again.
    const accepted = uploads().filter(({ status }) => status === 201).length;
    expect(accepted).toBeGreaterThanOrEqual(3);
    expect(accepted).toBeLessThanOrEqual(4);
    expect(acceptedBefore).toBeGreaterThanOrEqual(1);
    // The same key again, after the crash: the same job, nothing sent.
    const again = await second.ask(mutation, { points: points(50_000), key: 'part 0' });
    expect(again.data.uploadConsumption.job).toMatchObject({ id: ids[0], status: 'DONE' });
    expect(uploads().filter(({ status }) => status === 201)).toHaveLength(accepted);
  }, 90_000);
});

describe('wattgraph import equiwatt', () => {
  const start = (path: string) => {
    const command = spawn(process.execPath, ['src/main.ts', 'import', 'equiwatt', path], {
      env: {
        ...{ PATH: process.env.PATH, LOG_LEVEL: 'fatal', WATTGRAPH_CONFIG: join(folder, 'wattgraph.yaml') },
        DATABASE_URL: `file:${join(folder, 'jobs.db')}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    gateways.push(command);
    let said = '';
    command.stdout.on('data', (text) => {
      said += text;
    });
    command.stderr.on('data', (text) => {
      said += text;
    });
    const exit = once(command, 'close').then(([code]) => ({ code, said }));
    return { command, exit };
  };
  const writeCsv = async (lines: readonly string[]) => {
    const path = join(folder, 'march.csv');
    await writeFile(path, `assetUuid,at,kwh\n${lines.join('\n')}\n`);
    return path;
  };
  const csv = (count: number) => points(count).map(({ assetUuid: id, at, kwh }) => `${id},${at},${kwh}`);

  it('goes on after kill -9 behind what was accepted, and sends nothing of a file that is done', async () => {
    await writeConfig();
    const path = await writeCsv(csv(120_000));
    const first = start(path);
    await until(() => uploads().some(({ status }) => status === 201));
    // Accepted, and by the next request known to be so.
    await until(() => uploads().length >= 2);
    first.command.kill('SIGKILL');
    await first.exit;
    const { code, said } = await start(path).exit;
    expect([code, said]).toEqual([0, expect.stringContaining('120000 points accepted')]);
    expect(said).toMatch(/^(50000|100000) of 120000 points/);
    expect(stored()).toBe(120_000);
    const sent = uploads().length;
    expect((await start(path).exit).code).toBe(0);
    expect(uploads()).toHaveLength(sent);
  }, 90_000);

  it('names every line that is at fault, and sends nothing', async () => {
    await writeConfig();
    const [good] = csv(1);
    const path = await writeCsv([`${good}`, 'x,2019-01-01T00:00:00Z,1', `${assetUuid(1)},2019-01-01T00:00:00Z,-1`]);
    const { code, said } = await start(path).exit;
    expect(code).toBe(1);
    expect(said).toContain('line 3: assetUuid: "x" is no UUID');
    expect(said).toContain('line 4: kwh: -1 is no quantity');
    expect(said).toContain('nothing was sent');
    expect(uploads()).toEqual([]);
  });
});
