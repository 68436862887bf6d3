/** `wattgraph import wattics`: a process of its own, which the test may kill. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWatticsSandbox, type WatticsSandbox } from '../../src/sandbox/wattics/index.ts';
import { demoCredentials } from '../../src/sandbox/world.ts';
import { startGatewayProcess } from '../support/gateway-process.ts';

let sandbox: WatticsSandbox;
let folder: string;
const toStop: (() => unknown)[] = [];
beforeEach(async () => {
  sandbox = await startWatticsSandbox({ pushLatencyMs: 1 });
  folder = await mkdtemp(join(tmpdir(), 'wattgraph-'));
});
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

const rows = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const time = new Date(Date.UTC(2020, 0, 1) + i * 60_000).toISOString().slice(0, 19).replace('T', ' ');
    return `${time},${i},,${i % 7}`;
  }).join('\n');

async function start(text: string, ...options: readonly string[]) {
  const { username, password, token } = demoCredentials.wattics;
  const wattics = {
    push: { url: sandbox.pushUrl, username, password },
    dashboard: { baseUrl: sandbox.dashboardUrl, token },
  };
  const config = { server: { allowPrivateVendorHosts: true }, tenants: [{ id: 'acme', vendors: { wattics } }] };
  await writeFile(join(folder, 'wattgraph.yaml'), JSON.stringify(config));
  const path = join(folder, 'meter.csv');
  await writeFile(path, text);
  const command = spawn(process.execPath, ['src/main.ts', 'import', 'wattics', path, ...options], {
    env: {
      ...{ PATH: process.env.PATH, LOG_LEVEL: 'fatal', WATTGRAPH_CONFIG: join(folder, 'wattgraph.yaml') },
      DATABASE_URL: `file:${join(folder, 'jobs.db')}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  toStop.push(() => command.kill('SIGKILL'));
  let said = '';
  for (const stream of [command.stdout, command.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  const exit = once(command, 'close').then(([code]) => ({ code, said }));
  return { command, exit };
}

async function until(met: () => boolean): Promise<void> {
  const endMs = Date.now() + 45_000;
  while (!met()) {
    if (Date.now() > endMs) throw new Error('it did not come to that');
    await setTimeout(10);
  }
}
const posts = () => sandbox.calls.filter(({ method }) => method === 'POST');

describe('wattgraph import wattics', () => {
  it('goes on after kill -9 behind what was confirmed, and sends nothing of a file that is done', async () => {
    const text = rows(2_000);
    const first = await start(text, '--reference', 'stream-1');
    await until(() => sandbox.accepted.length >= 700);
    first.command.kill('SIGKILL');
    await first.exit;
    const { code, said } = await (await start(text, '--reference', 'stream-1')).exit;
    expect([code, said]).toEqual([0, expect.stringContaining('2000 packets accepted')]);
    expect(said).toMatch(/^500 of 2000 packets/);
    const times = sandbox.accepted.map(({ tsISO8601 }) => Date.parse(tsISO8601));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(times).size).toBe(2_000);
    // The one that was on its way when the process died may have come twice.
    expect(times.length).toBeLessThanOrEqual(2_001);
    expect(sandbox.violations).toEqual([]);
    const sent = posts().length;
    expect((await (await start(text, '--reference', 'stream-1')).exit).code).toBe(0);
    expect(posts()).toHaveLength(sent);
  }, 90_000);

  it('stops at a packet that the vendor refuses, says why, and goes on with it the next time', async () => {
    sandbox.faults.add({ kind: 'status', status: 400, method: 'POST', path: 'unifiedjson', times: 1 });
    const refused = await (await start(rows(3), '--reference', 'stream-1')).exit;
    expect([refused.code, refused.said]).toEqual([
      1,
      expect.stringContaining('WATTICS refused the request (status 400)'),
    ]);
    expect(sandbox.accepted).toEqual([]);
    const { code, said } = await (await start(rows(3), '--reference', 'stream-1')).exit;
    expect([code, said]).toEqual([0, expect.stringContaining('3 packets accepted')]);
    expect(sandbox.accepted).toHaveLength(3);
  }, 60_000);

  it.each([
    ['no reference', [], '--reference: is needed'],
    ['a reference that no meter has', ['--reference', 'nobody'], 'there is no meter with the reference "nobody"'],
    ['a shift of real electricity', ['--reference', 'stream-1', '--shift', '15'], '--shift: is not for the channel'],
    [
      'fake electricity without a slot',
      ['--reference', 'stream-1', '--channel', 'fake_electricity'],
      '--slot: is needed',
    ],
    [
      'half a minute',
      ['--reference', 'stream-1', '--channel', 'other', '--shift', '0.5'],
      '--shift: takes whole minutes',
    ],
    ['a zone that is none', ['--reference', 'stream-1', '--time-zone', 'Dublin'], '--time-zone: is no IANA time zone'],
    ['rows that are no such', ['--reference', 'stream-1', '--channel', 'other'], 'line 1: 4 columns'],
  ])('refuses %s by name, and sends nothing', async (_, options, message) => {
    const { code, said } = await (await start(rows(2), ...options)).exit;
    expect([code, said]).toEqual([1, expect.stringContaining(message)]);
    expect(posts()).toEqual([]);
  });

  it('shares the queue of its meter with a gateway on the same store', async () => {
    const { exit } = await start(rows(400), '--reference', 'stream-1');
    const config = JSON.parse(await readFile(join(folder, 'wattgraph.yaml'), 'utf8'));
    config.tenants[0].apiKeys = [{ name: 'test', key: 'key-of-acme', roles: ['read', 'write'] }];
    const gateway = await startGatewayProcess(config, { DATABASE_URL: `file:${join(folder, 'jobs.db')}` });
    toStop.push(() => gateway.kill());
    const packets = Array.from({ length: 200 }, (_, i) => ({
      ...{ stream: 'stream-1', value: i },
      at: new Date(Date.UTC(2021, 0, 1) + i * 60_000).toISOString(),
    }));
    const query =
      'mutation ($packets: [MeasurementPacketInput!]!) { pushMeasurements(input: { packets: $packets }) { accepted } }';
    const headers = { 'content-type': 'application/json', 'x-api-key': 'key-of-acme' };
    const body = JSON.stringify({ query, variables: { packets } });
    const answer = await fetch(gateway.url, { method: 'POST', headers, body });
    expect(await answer.json()).toEqual({ data: { pushMeasurements: { accepted: 200 } } });
    expect((await exit).code).toBe(0);
    await until(() => sandbox.accepted.length === 600);
    expect(sandbox.violations.filter(({ rule }) => rule === 'ONE_IN_FLIGHT')).toEqual([]);
    expect(new Set(sandbox.accepted.map(({ tsISO8601 }) => tsISO8601)).size).toBe(600);
  }, 60_000);
});
