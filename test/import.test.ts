/** How the import command shows how far it has come. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../src/config.ts';
import { importFile } from '../src/import.ts';
import { type EquiwattSandbox, startEquiwattSandbox } from '../src/sandbox/equiwatt/index.ts';
import { assetUuid, demoCredentials } from '../src/sandbox/world.ts';

let sandbox: EquiwattSandbox;
let folder: string;
beforeEach(async () => {
  sandbox = await startEquiwattSandbox({ life: false });
  folder = await mkdtemp(join(tmpdir(), 'wattgraph-'));
});
afterEach(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

async function run(points: number, { onTerminal }: { readonly onTerminal: boolean }) {
  const { apiKey, tenantUuid } = demoCredentials.equiwatt;
  const file = {
    server: { allowPrivateVendorHosts: true },
    tenants: [{ id: 'acme', vendors: { equiwatt: { baseUrl: sandbox.url, apiKey, tenantUuid } } }],
  };
  const path = join(folder, 'points.csv');
  const lines = Array.from({ length: points }, (_, i) => {
    const at = new Date(Date.UTC(2019, 0, 1) + Math.floor(i / 10) * 1_800_000).toISOString();
    return `${assetUuid(1 + (i % 10))},${at},0.25`;
  });
  await writeFile(path, `${lines.join('\n')}\n`);
  const [printed, drawn]: [string[], string[]] = [[], []];
  const complete = await importFile({
    config: parseConfig(JSON.stringify(file), { DATABASE_URL: `file:${join(folder, 'jobs.db')}` }),
    ...{ vendor: 'equiwatt', path, tenant: undefined, log: pino({ level: 'silent' }) },
    print: (line) => void printed.push(line),
    ...(onTerminal && { terminal: { write: (text: string) => void drawn.push(text) } }),
  });
  return { complete, printed: printed.map((line) => line.replace(`${path}: `, '')), drawn };
}

/** As a terminal shows it: each drawing in the place of the one before. */
const shown = (drawn: readonly string[]) =>
  drawn.map((text) =>
    text
      .replace('\r', '')
      .replace('\u001b[K', '')
      .replace(/; \d+ s left/, '; N s left'),
  );

describe('the progress of an import', () => {
  it('is a bar on a terminal, drawn over itself, full at the end, and then the result', async () => {
    const { complete, printed, drawn } = await run(60_000, { onTerminal: true });
    expect(complete).toBe(true);
    expect(shown(drawn)).toEqual([
      `[${'.'.repeat(30)}] 0 of 60000 points`,
      `[${'#'.repeat(25)}${'.'.repeat(5)}] 50000 of 60000 points; N s left`,
      `[${'#'.repeat(30)}] 60000 of 60000 points; N s left`,
      '\n',
    ]);
    expect(drawn.slice(0, 3).every((text) => text.startsWith('\r'))).toBe(true);
    expect(printed).toEqual(['60000 points accepted']);
  });

  it('tells of a vendor that fails, in the bar, and goes on', async () => {
    sandbox.faults.add({ kind: 'status', status: 503, method: 'POST', times: 4 });
    const { complete, drawn } = await run(10, { onTerminal: true });
    expect(complete).toBe(true);
    expect(shown(drawn)).toContainEqual(`[${'.'.repeat(30)}] 0 of 10 points; VENDOR_UNAVAILABLE, trying again`);
  }, 30_000);

  it('is a line a step where nobody looks on', async () => {
    const { printed } = await run(10, { onTerminal: false });
    expect(shown(printed)).toEqual(['0 of 10 points', '10 of 10 points; N s left', '10 points accepted']);
  });
});
