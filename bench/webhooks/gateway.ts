/** The gateway under measurement: a process of its own, whose vendor never answers. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProcessReport } from './report.ts';

export const apiKey = 'bench';
export const secret = 'bench-secret';
export const token = 'bench-token';

export interface BenchGateway {
  /** Without a path. */
  readonly url: string;
  /** Of the time since last asked. */
  report(): Promise<ProcessReport>;
  stop(): Promise<void>;
}

const root = new URL('../../', import.meta.url).pathname;

/** @param databaseUrl default a SQLite file of its own. */
export async function startBenchGateway(databaseUrl?: string): Promise<BenchGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'wattgraph-bench-'));
  const silent = createServer(() => {});
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const vendorUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const configPath = join(folder, 'wattgraph.json');
  await writeFile(configPath, JSON.stringify(toConfig(vendorUrl)));
  const child = spawn(process.execPath, ['--import', `${root}bench/webhooks/report.ts`, `${root}src/main.ts`], {
    env: {
      PATH: process.env.PATH ?? '',
      WATTGRAPH_CONFIG: configPath,
      ...{ PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: databaseUrl ?? `file:${join(folder, 'bench.db')}` },
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const started = once(child.stdout ?? child, 'data').then(
    ([line]) => /ready at (\S+)\/graphql/.exec(String(line))?.[1],
  );
  const url = await Promise.race([started, exited.then(() => undefined)]);
  if (url === undefined) throw new Error('the gateway did not start');
  return {
    url,
    async report() {
      child.send('?');
      const [report] = await once(child, 'message');
      return report;
    },
    async stop() {
      child.kill('SIGKILL');
      await exited;
      silent.closeAllConnections();
      silent.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function toConfig(vendorUrl: string) {
  return {
    server: { allowPrivateVendorHosts: true },
    tenants: [
      {
        id: 'bench',
        apiKeys: [{ name: 'bench', key: apiKey, roles: ['read', 'events'] }],
        vendors: {
          equiwatt: {
            ...{ baseUrl: vendorUrl, apiKey: 'bench', tenantUuid: '7e4a1700-0000-4000-8000-000000000001' },
            webhook: { token, secrets: [secret] },
          },
        },
      },
    ],
  };
}
