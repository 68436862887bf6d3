/** A gateway that is killed (kill -9) around a change: what its key is answered by the one that comes after it. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startWattshiftSandbox, type WattshiftSandbox } from '../../src/sandbox/wattshift/index.ts';
import { demoCredentials } from '../../src/sandbox/world.ts';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';

/** So short that what a killed gateway was at is taken for broken off soon. */
const operationTimeoutMs = 1_500;
const mutation = `mutation ($input: CreateHomeInput!) {
  createHome(input: $input) { home { id name } userErrors { code } } }`;
const input = { name: 'Keyed', idempotencyKey: 'the key' };

let folder: string;
let wattshift: WattshiftSandbox;
let running: GatewayProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattgraph-'));
  wattshift = await startWattshiftSandbox();
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((gateway) => gateway.kill()));
  await wattshift.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<GatewayProcess> {
  const config = {
    server: { allowPrivateVendorHosts: true, operationTimeoutMs },
    tenants: [
      {
        id: 'acme',
        apiKeys: [{ name: 'test', key: 'key-of-acme', roles: ['read', 'write'] }],
        vendors: { wattshift: { baseUrl: wattshift.url, apiKey: demoCredentials.wattshift.apiKey } },
      },
    ],
  };
  const DATABASE_URL = `file:${join(folder, 'wattgraph.db')}`;
  const gateway = await startGatewayProcess(config, { DATABASE_URL, LOG_LEVEL: 'fatal' });
  running.push(gateway);
  return gateway;
}
async function create({ url }: GatewayProcess) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'key-of-acme' },
    body: JSON.stringify({ query: mutation, variables: { input } }),
  });
  return response.json();
}
const creates = () => wattshift.calls.filter(({ path }) => path.endsWith('/create')).length;

describe('a key', () => {
  test('whose answer had been given gets the same answer, and nothing is sent', async () => {
    const first = await start();
    const answer = await create(first);
    expect(answer.data.createHome).toMatchObject({ home: { name: 'Keyed' }, userErrors: [] });
    await first.kill();
    expect(await create(await start())).toEqual(answer);
    expect(creates()).toBe(1);
  }, 30_000);

  test('whose change was under way is told that the outcome is unknown, each time, and nothing is sent', async () => {
    const first = await start();
    wattshift.faults.add({ kind: 'hang', path: '/create' });
    const broken = create(first).catch(() => undefined);
    await expect.poll(creates, { timeout: 5_000 }).toBe(1);
    await first.kill();
    await broken;
    wattshift.faults.clear();
    const second = await start();
    const code = async () => (await create(second)).errors[0].extensions.code;
    // For as long as the first might still be at it, the second waits for it.
    expect(await code()).toBe('OPERATION_TIMEOUT');
    await expect.poll(code, { timeout: 20_000 }).toBe('OUTCOME_UNKNOWN');
    expect(await code()).toBe('OUTCOME_UNKNOWN');
    expect(creates()).toBe(1);
  }, 60_000);
});
