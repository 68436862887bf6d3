import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';

const main = new URL('../src/main.ts', import.meta.url).pathname;
const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

function run(command: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main, ...command], {
    env: { PATH: process.env.PATH ?? '', PORT: '0', DATABASE_URL: 'file::memory:', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  const exited = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return code as number;
  });
  return { child, said, exited };
}

function configFile(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'wattgraph-main-')), 'wattgraph.yaml');
  writeFileSync(path, text);
  return path;
}

async function untilReady(said: { out: string }): Promise<string> {
  await expect.poll(() => said.out, { timeout: 15_000 }).toContain('\n');
  return /^wattgraph ready at (http:\/\/127\.0\.0\.1:\d+\/graphql)\n$/.exec(said.out)?.[1] ?? said.out;
}

it('leaves what Node made of the sources for the next start', async () => {
  const { exited } = run(['schema']);
  expect(await exited).toBe(0);
  const kept = readdirSync(new URL('../node_modules/.cache/wattgraph', import.meta.url), { recursive: true });
  // The sources, and the packages that they import.
  expect(kept.length).toBeGreaterThan(500);
});

describe('serve', () => {
  it('says where it listens, warns of nothing, and ends with 0 on SIGTERM', async () => {
    const path = configFile('tenants: [{ id: acme, apiKeys: [{ name: k, key: k, roles: [read] }] }]');
    const { child, said, exited } = run([], { WATTGRAPH_CONFIG: path });
    const url = await untilReady(said);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'k' },
      body: '{"query":"{ tenant { id } }"}',
    });
    expect(await response.json()).toEqual({ data: { tenant: { id: 'acme' } } });
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
    expect(said.err).not.toMatch(/warning/i);
  });

  it('drains when only the shell that npm put before it is told to end', async () => {
    const path = configFile('tenants: [{ id: acme, apiKeys: [{ name: k, key: k, roles: [read] }] }]');
    const shell = spawn('/bin/sh', ['-c', `"${process.execPath}" "${main}" & wait $!`], {
      env: { PORT: '0', DATABASE_URL: 'file::memory:', WATTGRAPH_CONFIG: path, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(shell);
    const said = { out: '' };
    shell.stdout.on('data', (chunk) => {
      said.out += chunk;
    });
    const url = await untilReady(said);
    shell.kill('SIGTERM');
    await once(shell, 'exit');
    const isUp = () =>
      fetch(new URL('/healthz', url)).then(
        () => true,
        () => false,
      );
    await expect.poll(isUp, { timeout: 5_000 }).toBe(false);
  });

  it.each([
    ['an unset WATTGRAPH_CONFIG', {}, 'wattgraph: WATTGRAPH_CONFIG: is not set; it is the path of the config file'],
    [
      'a file that is not there',
      { WATTGRAPH_CONFIG: '/nowhere.yaml' },
      'wattgraph: WATTGRAPH_CONFIG: cannot read /nowhere.yaml (ENOENT)',
    ],
    [
      'an unknown key',
      { WATTGRAPH_CONFIG: configFile('tenants: [{ id: a, colour: canary }]') },
      'wattgraph: tenants.0.colour: unknown key',
    ],
    [
      'an unset variable',
      { WATTGRAPH_CONFIG: configFile(`tenants: [{ id: a, name: "$${'{'}NAME_NOT_SET}" }]`) },
      'wattgraph: tenants.0.name: the environment variable NAME_NOT_SET is not set',
    ],
  ])('ends with 1 and one line on %s', async (_, env, line) => {
    const { said, exited } = run(['serve'], env);
    expect(await exited).toBe(1);
    expect(said).toEqual({ out: '', err: `${line}\n` });
  });
});

describe('check', () => {
  it('prints a line a vendor and ends with 1 when one does not answer', async () => {
    const path = configFile(`
server: { allowPrivateVendorHosts: true }
tenants: [{ id: acme, vendors: { enerkey: { baseUrl: "http://127.0.0.1:9", apiKeys: [canary] } } }]`);
    const { said, exited } = run(['check'], { WATTGRAPH_CONFIG: path, LOG_LEVEL: 'silent' });
    expect(await exited).toBe(1);
    expect(said.out).toMatch(/^config: ok\nacme ENERKEY: VENDOR_UNAVAILABLE: .+\n$/);
    expect(said.out + said.err).not.toContain('canary');
  });
});

describe('schema', () => {
  it('prints the schema', async () => {
    const { said, exited } = run(['schema']);
    expect(await exited).toBe(0);
    expect(buildSchema(said.out).getQueryType()?.name).toBe('Query');
  });
});

describe('the demo', () => {
  it('starts five vendors with itself, feeds live events, and stops', async () => {
    const { child, said, exited } = run(['demo']);
    const url = await untilReady(said);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'demo' },
      body: '{"query":"{ tenant { id vendors { vendor status } homes { totalCount } } }"}',
    });
    const { data } = (await response.json()) as {
      data: { tenant: { vendors: unknown[]; homes: { totalCount: number } } };
    };
    expect(data.tenant.vendors).toHaveLength(5);
    expect(data.tenant.homes.totalCount).toBe(10);
    const metrics = () => fetch(new URL('/metrics', url)).then((answer) => answer.text());
    await expect
      .poll(metrics, { timeout: 15_000, interval: 250 })
      .toContain('wattgraph_webhook_deliveries_total{vendor="EQUIWATT",outcome="stored"}');
    child.kill('SIGINT');
    expect(await exited).toBe(0);
    expect(said.err).toBe('');
  });
});

describe('the command line', () => {
  it.each([[['sevre']], [['serve', 'twice']], [['--port=1']]])('explains itself on %j', async (command) => {
    const { said, exited } = run(command);
    expect(await exited).toBe(1);
    expect(said.err).toContain('usage: node src/main.ts');
  });
});
