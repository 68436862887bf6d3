/** The whole gateway over the real sandbox vendors, in one process: what the cross-cutting promises are tested on. */

import { type App, type AppOverrides, createApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import type { SandboxServer } from '../../src/sandbox/server.ts';
import { demoCredentials } from '../../src/sandbox/world.ts';

export interface TenantVendors {
  readonly equiwatt?: SandboxServer;
  readonly digiwatt?: SandboxServer;
  readonly wattshift?: SandboxServer;
  readonly wattics?: SandboxServer;
  readonly enerkey?: SandboxServer;
}

export interface TenantSetup {
  readonly id: string;
  readonly vendors: TenantVendors;
  readonly homes?: readonly Readonly<Record<string, string | number>>[];
}

export interface Answer {
  readonly status: number;
  readonly data: Json;
  readonly errors: readonly { message: string; path?: (string | number)[]; extensions: Record<string, Json> }[];
  readonly extensions: Readonly<Record<string, Json>>;
}

export type Json = ReturnType<typeof JSON.parse>;

export interface SandboxedGateway {
  readonly app: App;
  readonly url: string;
  /** Asks as the tenant; its API key is `key-of-<id>`, and `reader-of-<id>` may not write. Vendor calls are traced. */
  ask(tenantId: string, query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer>;
  stop(): Promise<void>;
}

/** As the vitest project `plain` asks. */
const execution: AppOverrides = process.env.WATTGRAPH_TEST_EXECUTION === 'plain' ? { execution: 'plain' } : {};

export async function startSandboxedGateway(
  tenants: readonly TenantSetup[],
  overrides: AppOverrides = {},
  server: Readonly<Record<string, unknown>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<SandboxedGateway> {
  const file = {
    server: { allowPrivateVendorHosts: true, ...server },
    tenants: tenants.map(({ id, vendors, homes = [] }) => ({
      id,
      apiKeys: [
        { name: 'test', key: `key-of-${id}`, roles: ['read', 'write', 'events'] },
        { name: 'reader', key: `reader-of-${id}`, roles: ['read', 'events'] },
      ],
      vendors: toVendors(vendors, id),
      homes,
    })),
  };
  const usual = { HOST: '127.0.0.1', PORT: '0', DATABASE_URL: 'file::memory:', LOG_LEVEL: 'fatal' };
  const app = createApp(parseConfig(JSON.stringify(file), { ...usual, ...env }), { ...execution, ...overrides });
  await app.start();
  return {
    app,
    url: app.url,
    stop: () => app.stop(),
    async ask(tenantId, query, variables = {}) {
      const response = await fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-api-key': `key-of-${tenantId}`,
          'x-wattgraph-trace': '1',
        },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors = [], extensions = {} } = await response.json();
      return { status: response.status, data, errors, extensions };
    },
  };
}

// Every tenant has the demo's credentials, so nothing but the tenant itself tells two tenants' calls apart.
function toVendors(vendors: TenantVendors, id: string) {
  const { equiwatt, digiwatt, wattshift, wattics, enerkey } = demoCredentials;
  return {
    ...(vendors.equiwatt && {
      equiwatt: {
        baseUrl: vendors.equiwatt.url,
        apiKey: equiwatt.apiKey,
        tenantUuid: equiwatt.tenantUuid,
        webhook: { token: webhookToken(id), secrets: [equiwatt.webhookSecret] },
      },
    }),
    ...(vendors.digiwatt && { digiwatt: { baseUrl: vendors.digiwatt.url, ...digiwatt } }),
    ...(vendors.wattshift && {
      wattshift: {
        baseUrl: vendors.wattshift.url,
        apiKey: wattshift.apiKey,
        webhook: { token: webhookToken(id), securityKey: wattshift.securityKey },
      },
    }),
    ...(vendors.wattics && {
      wattics: {
        push: {
          url: `${vendors.wattics.url}/measurements/v2/unifiedjson/`,
          username: wattics.username,
          password: wattics.password,
        },
        dashboard: { baseUrl: vendors.wattics.url, token: wattics.token },
      },
    }),
    ...(vendors.enerkey && {
      enerkey: { baseUrl: vendors.enerkey.url, apiKeys: [enerkey.primaryKey, enerkey.secondaryKey] },
    }),
  };
}

/** The path token of a tenant's webhooks. */
export function webhookToken(tenantId: string): string {
  return `webhook-token-of-${tenantId}`;
}
