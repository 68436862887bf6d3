/** wattgraph as its users run it: `src/main.ts serve` with a config file, everything on but what the row switches off. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { equiwatt } from '../backend/flex-events.ts';
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

/** With EnerKey, for the queries. */
export function toWattgraph(setting: Setting, place: WattgraphPlace): Command {
  const server = { cache: { upstream: setting.caching !== 'uncached', answers: setting.caching === 'warm' } };
  return serveCommand({ server, tenants: [toTenant(setting.backendUrl, tenant, apiKey)] }, place);
}

/** With equiwatt, for events. */
export function toWattgraphOfEvents(backendUrl: string, place: WattgraphPlace): Command {
  const { apiKey: key, tenantUuid, webhook } = equiwatt;
  const hook = { token: webhook.token, secrets: [webhook.secret] };
  const vendors = { equiwatt: { baseUrl: backendUrl, apiKey: key, tenantUuid, webhook: hook } };
  return serveCommand({ tenants: [{ ...tenant, apiKeys: [toKey(apiKey)], vendors }] }, place);
}

/** So many tenants, each with its own key and its own connection to EnerKey. */
export function toWattgraphOfTenants(backendUrl: string, keys: readonly string[], place: WattgraphPlace): Command {
  const tenants = keys.map((key, i) => toTenant(backendUrl, { id: `${tenant.id}-${i}`, name: tenant.name }, key));
  return serveCommand({ server: { cache: { upstream: true, answers: false } }, tenants }, place);
}

function toTenant(backendUrl: string, named: { readonly id: string; readonly name: string }, key: string) {
  const limits = { dailyLimit: 1_000_000_000, concurrentLimit: 256 };
  const enerkey = { baseUrl: backendUrl, apiKeys: ['bench-key'], ...limits };
  return { ...named, apiKeys: [toKey(key)], vendors: { enerkey } };
}

function toKey(key: string) {
  return { name: 'bench', key, roles: ['read', 'write', 'events'] };
}

interface Config {
  readonly server?: Readonly<Record<string, unknown>>;
  readonly tenants: readonly unknown[];
}

/** `serve` with this config. JSON is YAML, too. */
function serveCommand({ server, tenants }: Config, { folder, databaseUrl }: WattgraphPlace): Command {
  const path = join(folder, 'wattgraph.yaml');
  writeFileSync(path, JSON.stringify({ server: { allowPrivateVendorHosts: true, ...server }, tenants }));
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
