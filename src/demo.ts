/** The demo: five sandbox vendors, and a gateway over them with one tenant, `demo`, whose key is `demo`. */

import { setTimeout } from 'node:timers/promises';
import { type App, type AppOverrides, createApp } from './app.ts';
import { type Config, type Environment, parseConfig } from './config.ts';
import { type Sandboxes, startSandboxes } from './sandbox/index.ts';
import { accountNumber, assetUuid, demoCredentials, facilities, homeId, streamId } from './sandbox/world.ts';

export const demoApiKey = 'demo';

/** Between two price signals of the demo's WattShift, in milliseconds. */
const priceSignalIntervalMs = 3 * 60_000;

/** A gateway that starts its vendors with itself, on free ports; `PORT`, `HOST`, `DATABASE_URL` and `LOG_LEVEL` count. */
export function createDemo(env: Environment, overrides: AppOverrides = {}): App {
  let sandboxes: Sandboxes | undefined;
  let app: App | undefined;
  const stopping = new AbortController();
  return {
    get url() {
      if (!app) throw new Error('the demo has no address before it is started');
      return app.url;
    },
    async start() {
      sandboxes = await startSandboxes();
      app = createApp(toDemoConfig(sandboxes, env), { demoApiKey, ...overrides });
      try {
        await app.start();
      } catch (error) {
        await sandboxes.stop();
        throw error;
      }
      registerWebhooks(sandboxes, app.url);
      void sendPriceSignals(sandboxes, stopping.signal);
    },
    async stop() {
      stopping.abort();
      await app?.stop();
      await sandboxes?.stop();
    },
  };
}

// The same file a customer writes, so that the demo runs what production runs.
function toDemoConfig(sandboxes: Sandboxes, env: Environment): Config {
  const file = {
    server: { allowPrivateVendorHosts: true },
    tenants: [
      {
        id: 'demo',
        name: 'Demo',
        apiKeys: [{ name: 'demo', key: demoApiKey, roles: ['read', 'write', 'events'] }],
        vendors: toVendors(sandboxes),
        homes: facilities.flatMap(({ enerkeyId, households }) => households.map((n) => toHome(n, enerkeyId))),
      },
    ],
  };
  return parseConfig(JSON.stringify(file), {
    ...env,
    // A demo leaves nothing behind, and its reader wants the address, not a log.
    DATABASE_URL: env.DATABASE_URL || 'file::memory:',
    LOG_LEVEL: env.LOG_LEVEL || 'warn',
  });
}

function toVendors(sandboxes: Sandboxes) {
  const { equiwatt, digiwatt, wattshift, wattics, enerkey } = demoCredentials;
  const { username, password, token } = wattics;
  return {
    equiwatt: {
      baseUrl: sandboxes.equiwatt.url,
      apiKey: equiwatt.apiKey,
      tenantUuid: equiwatt.tenantUuid,
      webhook: { token: equiwatt.webhookToken, secrets: [equiwatt.webhookSecret] },
    },
    digiwatt: { baseUrl: sandboxes.digiwatt.url, ...digiwatt },
    wattshift: {
      baseUrl: sandboxes.wattshift.url,
      apiKey: wattshift.apiKey,
      webhook: { token: wattshift.webhookToken, securityKey: wattshift.securityKey },
    },
    wattics: {
      push: { url: `${sandboxes.wattics.url}/measurements/v2/unifiedjson/`, username, password },
      dashboard: { baseUrl: sandboxes.wattics.url, token },
    },
    enerkey: { baseUrl: sandboxes.enerkey.url, apiKeys: [enerkey.primaryKey, enerkey.secondaryKey] },
  };
}

/** Household n as each vendor knows it, in the facility it is part of. */
function toHome(n: number, facilityId: number) {
  return {
    wattshift: homeId(n),
    digiwatt: accountNumber(n),
    equiwatt: assetUuid(n),
    wattics: streamId(n),
    enerkey: facilityId,
  };
}

function registerWebhooks(sandboxes: Sandboxes, gatewayUrl: string): void {
  const { equiwatt, wattshift } = demoCredentials;
  sandboxes.equiwatt.registerWebhook({
    name: 'wattgraph',
    url: `${gatewayUrl}/webhooks/equiwatt/${equiwatt.webhookToken}`,
    secret: equiwatt.webhookSecret,
  });
  sandboxes.wattshift.registerWebhook({
    url: `${gatewayUrl}/webhooks/wattshift/${wattshift.webhookToken}`,
    securityKey: wattshift.securityKey,
  });
}

async function sendPriceSignals({ wattshift }: Sandboxes, stopped: AbortSignal): Promise<void> {
  for (;;) {
    // Rejects when the demo stops.
    await setTimeout(priceSignalIntervalMs, undefined, { signal: stopped }).catch(() => {});
    if (stopped.aborted) return;
    await wattshift.sendPriceSignals();
  }
}
