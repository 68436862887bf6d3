/** wattgraph as its users run it: `src/main.ts serve` with a config file, everything on but what the row switches off. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Setting } from '../process/setting.ts';
import type { Command } from '../process/spawn-server.ts';
import { tenant } from '../queries/queries.ts';

export const apiKey = 'bench-api-key';

export interface WattgraphPlace {
  /** A folder of its own, for its config file and its database. */
  readonly folder: string;
  /** Default: SQLite in the folder. */
  readonly databaseUrl?: string;
}

export function toWattgraph(setting: Setting, place: WattgraphPlace): Command {
  const config = {
    server: { allowPrivateVendorHosts: true, cache: cacheOf(setting) },
    tenants: [
      {
        ...tenant,
        apiKeys: [{ name: 'bench', key: apiKey, roles: ['read', 'write', 'events'] }],
        vendors: {
          enerkey: {
            baseUrl: setting.backendUrl,
            apiKeys: ['bench-key'],
            ...{ dailyLimit: 1_000_000_000, concurrentLimit: 256 },
          },
        },
      },
    ],
  };
  return serveCommand(config, place);
}

/** `serve` with this config. JSON is YAML, too. */
export function serveCommand(config: unknown, { folder, databaseUrl }: WattgraphPlace): Command {
  const path = join(folder, 'wattgraph.yaml');
  writeFileSync(path, JSON.stringify(config));
  return {
    file: process.execPath,
    args: [fileURLToPath(new URL('../../src/main.ts', import.meta.url)), 'serve'],
    env: {
      WATTGRAPH_CONFIG: path,
      DATABASE_URL: databaseUrl ?? `file:${join(folder, 'wattgraph.db')}`,
      ...{ HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'warn' },
    },
  };
}

function cacheOf({ caching }: Setting) {
  return { upstream: caching !== 'uncached', answers: caching === 'warm' };
}
