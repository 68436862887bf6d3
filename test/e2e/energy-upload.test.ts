/**
 * 120 000 points on their way to the sandbox equiwatt: the limits held, progress seen, memory bounded, a killed process
 * made good. All in processes of their own and in real time, as in production.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createClient } from 'graphql-sse';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EquiwattSandbox, startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import { assetUuid, demoCredentials } from '../../src/sandbox/world.ts';
import { peakMemoryBytes } from '../support/peak-memory.ts';

const mutation = `mutation ($points: [ConsumptionPointInput!]!, $key: String) {
  uploadConsumption(input: { points: $points, idempotencyKey: $key }) {
    job { id status done total error { code } }
    userErrors { code message field }
  }
}`;
const progress = 'status done total error { code }';
const jobQuery = `query ($id: ID!) { node(id: $id) { ... on Job { ${progress} } } }`;
const firstHalfHourMs = Date.UTC(2019, 0, 1);

const jobSubscription = `subscription ($id: ID!) { job(id: $id) { ${progress} } }`;

interface Gateway {
  readonly process: ChildProcess;
  /** Of the GraphQL endpoint. */
  readonly url: string;
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
/** What was accepted, in order: how many points each time, and which. */
const batches = () => sandbox.customers[0]?.energy.batches ?? [];
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

/** The heap that Node chooses by itself in a container of 256 MB; with more, it leaves more garbage lie about. */
const smallHeap = ['--max-old-space-size=128', '--max-semi-space-size=1'];
const mostMemoryBytes = 256 * 1_048_576;

async function startGateway(): Promise<Gateway> {
  const config = await writeConfig();
  const gateway = spawn(process.execPath, [...smallHeap, 'src/main.ts'], {
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
    url,
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

/** A second apart as the vendor counts, no more than 50 000 each, never one refused for its rate. */
function expectWithinLimits(): void {
  const calls = uploads().filter(({ status }) => status !== null);
  expect(calls.map(({ status }) => status)).toEqual(calls.map(() => 201));
  const gaps = calls.slice(1).map(({ atMs }, i) => atMs - (calls[i]?.atMs ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
  expect(Math.max(...batches().map((batch) => batch.points))).toBeLessThanOrEqual(50_000);
}

/** 50 000, 50 000 and 20 000 points, each under a key of its own; resolves to the ids of their jobs. */
async function uploadAll(gateway: Gateway): Promise<string[]> {
  const ids: string[] = [];
  for (const [i, count] of [50_000, 50_000, 20_000].entries()) {
    const answer = await gateway.ask(mutation, { points: points(count, i * 5_000), key: `part ${i}` });
    expect(answer).toMatchObject({ data: { uploadConsumption: { job: { total: count }, userErrors: [] } } });
    ids.push(answer.data.uploadConsumption.job.id);
  }
  return ids;
}

const jobOf = async (gateway: Gateway, id = '') => (await gateway.ask(jobQuery, { id })).data.node;

describe('an upload of 120 000 points', () => {
  it('is 3 requests, a second apart, seen by query and by subscription, within 256 MB', async () => {
    const gateway = await startGateway();
    const client = createClient({ url: `${gateway.url}/stream`, headers: { 'x-api-key': 'key-of-acme' } });
    const ids = await uploadAll(gateway);
    const seen = await Promise.all(
      ids.map(async (id) => {
        const states: { status: string; done: number }[] = [];
        for await (const { data } of client.iterate<{ job: { status: string; done: number } }>({
          ...{ query: jobSubscription, variables: { id } },
        })) {
          if (data) states.push(data.job);
        }
        return states;
      }),
    );
    client.dispose();
    for (const [i, id] of ids.entries()) {
      const last = await jobOf(gateway, id);
      expect(last).toMatchObject({ status: 'DONE', done: last.total, error: null });
      // The subscription ended by itself, with what the query says.
      expect(seen[i]?.at(-1)).toEqual(last);
    }
    // The last one waited its turn, and that could be seen.
    expect(seen[2]?.[0]).toMatchObject({ done: 0 });
    expect(batches().map((batch) => batch.points)).toEqual([50_000, 50_000, 20_000]);
    expect(uploads()).toHaveLength(3);
    expectWithinLimits();
    expect(stored()).toBe(120_000);
    const peak = await peakMemoryBytes(gateway.process);
    expect(peak).toBeLessThanOrEqual(mostMemoryBytes);
  }, 60_000);

  it('survives kill -9 in the middle: every point is stored, and nothing that was confirmed is sent twice', async () => {
    const first = await startGateway();
    const ids = await uploadAll(first);
    await until(async () => (await jobOf(first, ids[0])).status === 'DONE');
    const confirmed = batches()[0]?.digest;
    first.process.kill('SIGKILL');
    await once(first.process, 'exit');
    expect(batches().length).toBeLessThan(3);

    const second = await startGateway();
    for (const id of ids) await until(async () => (await jobOf(second, id)).status === 'DONE');
    expect(await jobOf(second, ids[2])).toEqual({ status: 'DONE', done: 20_000, total: 20_000, error: null });
    expect(stored()).toBe(120_000);
    const digests = batches().map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(3);
    expect(digests.filter((digest) => digest === confirmed)).toHaveLength(1);
    // Only the one chunk that may have been under way at the end of the first process can have come again.
    expect(digests.length).toBeLessThanOrEqual(4);
    expectWithinLimits();
    // The same key again, after the crash: the same job, nothing sent.
    const again = await second.ask(mutation, { points: points(50_000), key: 'part 0' });
    expect(again.data.uploadConsumption.job).toMatchObject({ id: ids[0], status: 'DONE' });
    expect(batches()).toHaveLength(digests.length);
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
    const confirmed = batches()[0]?.digest;
    const second = start(path);
    // Its memory can be read for as long as it is at work.
    let peak = 0;
    const watching = new AbortController();
    const watched = (async () => {
      while (!watching.signal.aborted) {
        peak = Math.max(peak, await peakMemoryBytes(second.command).catch(() => 0));
        await setTimeout(50);
      }
    })();
    const { code, said } = await second.exit;
    watching.abort();
    await watched;
    expect([code, said]).toEqual([0, expect.stringContaining('120000 points accepted')]);
    expect(said).toMatch(/^(50000|100000) of 120000 points/);
    expect(stored()).toBe(120_000);
    const digests = batches().map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(3);
    expect(digests.filter((digest) => digest === confirmed)).toHaveLength(1);
    expect(digests.length).toBeLessThanOrEqual(4);
    expectWithinLimits();
    expect(peak).toBeGreaterThan(0);
    expect(peak).toBeLessThanOrEqual(mostMemoryBytes);
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
