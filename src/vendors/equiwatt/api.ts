/** Every path of equiwatt that we use, and how to ask it. A wrong guess among the assumed ones is mended here alone. */

import type { z } from 'zod';
import type { Call } from '../../upstream/call.ts';
import type { Connection, Drift, QueryValue } from '../../upstream/connection.ts';
import { path } from '../../upstream/path.ts';
import { pageSize } from './limits.ts';
import { parsePage, parseWire, type WirePage } from './wire.ts';

/** What to ask: a path, and its name in metrics. */
export interface Endpoint {
  readonly operation: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, QueryValue>>;
}

export const endpoints = {
  assets: { operation: 'listAssets', path: '/api/v1/assets' },
  /** assumed */
  asset: (id: string) => ({ operation: 'getAsset', path: path`/api/v1/assets/${id}` }),

  createAsset: { operation: 'createAsset', path: '/api/v1/assets' },
  createAssets: { operation: 'createAssets', path: '/api/v1/assets/bulk' },
  archiveAsset: (id: string) => ({ operation: 'archiveAsset', path: path`/api/v1/assets/${id}` }),
  createUser: { operation: 'createUser', path: '/api/v1/users' },
  /** assumed: the draft's parameters, epoch seconds, on the path of v1 */
  assetBaselines: (id: string, fromMs: number, toMs: number) => ({
    operation: 'listAssetBaselines',
    path: path`/api/v1/assets/${id}/baselines`,
    query: { start_ts: Math.floor(fromMs / 1000), end_ts: Math.ceil(toMs / 1000) },
  }),

  /** Without `v1`, as all that has to do with tariffs. `direction` is `import` or `export`. */
  tariffConnectUrl: (id: string, direction: string) => ({
    operation: 'getTariffConnectUrl',
    path: path`/api/assets/${id}/tariff/connect/${direction}`,
  }),
  connectTariff: (id: string) => ({ operation: 'connectTariff', path: path`/api/assets/${id}/tariff-connect` }),
  tariffs: (id: string, direction: string) => ({
    operation: 'listTariffs',
    path: path`/api/assets/${id}/tariff/${direction}`,
  }),
  disconnectTariff: (id: string, direction: string) => ({
    operation: 'disconnectTariff',
    path: path`/api/assets/${id}/tariff/${direction}`,
  }),
  tariffPlans: (id: string) => ({ operation: 'listTariffPlans', path: path`/api/assets/${id}/tariff-plans` }),
  /** `type` is `import`, `export` or `supply`. */
  tariffSchedule: (id: string, type: string) => ({
    operation: 'listTariffSchedule',
    path: path`/api/assets/${id}/tariff/schedules/${type}`,
  }),
  createTariffSchedule: (id: string, type: string) => ({
    operation: 'createTariffSchedule',
    path: path`/api/assets/${id}/tariff/schedules/${type}`,
  }),
  /** A GET, although it changes something. */
  refreshTariffSchedule: (id: string, type: string) => ({
    operation: 'refreshTariffSchedule',
    path: path`/api/assets/${id}/tariff/schedules/${type}/refresh`,
  }),

  /** assumed, from the draft */
  portfolios: { operation: 'listPortfolios', path: '/api/v1/portfolios' },
  /** assumed, from the draft, which answers with a bare array of ids */
  portfolioAssets: (id: string) => ({ operation: 'listPortfolioAssets', path: path`/api/v1/portfolios/${id}/assets` }),

  /** assumed to come in pages */
  eventSchemes: { operation: 'listEventSchemes', path: '/api/v1/event-schemes' },
  eventSchemeAssets: (id: string, state: string | undefined) => ({
    operation: 'listEventSchemeAssets',
    path: path`/api/v1/event-schemes/${id}/assets`,
    query: { state },
  }),

  /** assumed, from the draft */
  events: { operation: 'listEvents', path: '/api/v1/events' },
  event: (id: string) => ({ operation: 'getEvent', path: path`/api/v1/events/${id}` }),
  eventStats: (id: string) => ({ operation: 'getEventStats', path: path`/api/v1/events/${id}/stats` }),
  eventAssets: (id: string) => ({ operation: 'listEventAssets', path: path`/api/v1/events/${id}/assets` }),
  eventAssetStats: (id: string) => ({
    operation: 'listEventAssetStats',
    path: path`/api/v1/events/${id}/assets/stats`,
  }),
  /** Without `v1`: the family whose event assets carry all their baselines, with direction. */
  eventBaselines: (id: string) => ({ operation: 'listEventBaselines', path: path`/api/events/${id}/assets` }),
  /** assumed, from the draft, which answers with a bare array of ids */
  eventPortfolios: (id: string) => ({ operation: 'listEventPortfolios', path: path`/api/v1/events/${id}/portfolios` }),

  /** assumed; the guide only says that readings can be read */
  energy: (assetUUID: string, fromMs: number, toMs: number) => ({
    operation: 'listEnergyConsumption',
    path: '/api/v1/energy-consumption',
    query: { assetUUID, startDateTime: toDateTime(fromMs), endDateTime: toDateTime(toMs) },
  }),

  /** "asset", singular; the scheme's has "assets". */
  optInEvent: (id: string) => ({ operation: 'optInEvent', path: path`/api/v1/events/${id}/asset-optin` }),
  optInScheme: (id: string) => ({ operation: 'optInScheme', path: path`/api/v1/event-schemes/${id}/assets-optin` }),

  /** assumed, from the draft */
  createPortfolio: { operation: 'createPortfolio', path: '/api/v1/portfolios' },
  /** assumed, from the draft, which took a bare array of ids */
  assignPortfolioAssets: (id: string) => ({
    operation: 'assignPortfolioAssets',
    path: path`/api/v1/portfolios/${id}/assets`,
  }),

  uploadEnergy: { operation: 'uploadEnergyConsumption', path: '/api/v1/energy-consumption' },

  webhooks: { operation: 'listWebhooks', path: '/api/v1/webhooks' },
  subscribeWebhook: { operation: 'subscribeWebhook', path: '/api/v1/webhooks/subscribe' },
  unsubscribeWebhook: (id: string) => ({
    operation: 'unsubscribeWebhook',
    path: path`/api/v1/webhooks/${id}/unsubscribe`,
  }),
  /** assumed; the guide says that there is such a call */
  testWebhook: (id: string) => ({ operation: 'testWebhook', path: path`/api/v1/webhooks/${id}/test` }),
} as const satisfies Record<string, Endpoint | ((...args: never[]) => Endpoint)>;

/** The headers of every call. */
export function authorizeWith(tenantUuid: string) {
  return (apiKey: string) => ({ 'x-api-key': apiKey, tenant: tenantUuid, 'x-api-version': '1.0' });
}

/**
 * Page `page` (from 1) of a list, its items read by `readItems`; undefined when what the path names is unknown.
 * @param readPage tells the page from the answer, where that is no plain list
 */
export function fetchPage<T>(
  connection: Connection,
  endpoint: Endpoint,
  page: number,
  readItems: (page: WirePage, drift: Drift) => T,
  call: Call,
  readPage = parsePage,
): Promise<T | undefined> {
  const query = { ...endpoint.query, page, pageSize };
  const request = { ...endpoint, method: 'GET', query, accept: [404] } as const;
  return connection.fetch(request, call, ({ status, body }, drift) =>
    status === 404 ? undefined : readItems(readPage(body, endpoint.operation, pageSize), drift),
  );
}

/** A bare object; undefined when the id is unknown. */
export function fetchOne<T>(
  connection: Connection,
  endpoint: Endpoint,
  schema: z.ZodType<T>,
  call: Call,
): Promise<T | undefined> {
  const request = { ...endpoint, method: 'GET', accept: [404] } as const;
  return connection.fetch(request, call, ({ status, body }) =>
    status === 404 ? undefined : parseWire(schema, body ?? null, endpoint.operation),
  );
}

/** The smallest call that needs the credential. */
export async function ping(connection: Connection, call: Call): Promise<void> {
  await connection.send({ ...endpoints.assets, method: 'GET', query: { page: 1, pageSize: 1 } }, call);
}

const toDateTime = (ms: number) => new Date(ms).toISOString();
