/** A gateway with the real graph, and a vendor whose webhook says what the test posts and whose reads are counted. */

import { once } from 'node:events';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { type App, type AppOverrides, createApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { toSlice } from '../../src/domain/batch.ts';
import type { VendorEvent } from '../../src/domain/events.ts';
import type { VendorModule } from '../../src/vendors/vendor.ts';
import { sampleEvent } from '../events/sample.ts';
import { flexEvent, healthy, portfolio } from '../graph/entities.ts';

export interface EventGateway {
  readonly app: App;
  readonly url: string;
  /** One entry a batch that the loaders sent: `tenant: ids`. */
  readonly batches: string[];
  /** `tenant seq` of each event that a source was told of. */
  readonly told: string[];
  /** What the vendor calls a flexibility event, beside its id; to be changed at will. */
  suffix: string;
  /** What each read waits for from now on. */
  hold(reads: Promise<void>): void;
  /** Answers that were executed for subscriptions. */
  executions(): Promise<number>;
  /** A number of the metrics page. */
  metric(line: RegExp): Promise<number>;
  /** Posts these as one delivery; resolves to the status. */
  post(tenantId: string, events: readonly VendorEvent[]): Promise<number>;
  ask(query: string, key?: string): Promise<{ readonly data: Json; readonly errors?: Json }>;
}

export type Json = ReturnType<typeof JSON.parse>;

/** Each tenant has the keys `<id>` (all roles) and `<id>-listener` (events only). */
export async function startEventGateway(
  tenants: readonly string[] = ['acme'],
  overrides: AppOverrides = {},
  env: Readonly<Record<string, string>> = {},
): Promise<EventGateway> {
  const vendor: TestVendor = { batches: [], told: [], suffix: '', held: Promise.resolve() };
  const { batches, told } = vendor;
  const file = {
    tenants: tenants.map((id) => ({
      id,
      apiKeys: [
        { name: 'all', key: id, roles: ['read', 'write', 'events'] },
        { name: 'second', key: `${id}-second`, roles: ['events', 'write', 'read'] },
        { name: 'listener', key: `${id}-listener`, roles: ['events'] },
      ],
      vendors: { equiwatt: { token: `token-of-${id}` } },
    })),
  };
  const config = parseConfig(
    JSON.stringify(file),
    { HOST: '127.0.0.1', PORT: '0', DATABASE_URL: 'file::memory:', LOG_LEVEL: 'silent', ...env },
    [createVendor(vendor)],
  );
  const app = createApp(config, { log: pino({ level: 'silent' }), ...overrides });
  await app.start();

  const metric = async (line: RegExp) => {
    const text = await (await fetch(`${app.url}/metrics`)).text();
    return Number(line.exec(text)?.[1] ?? 0);
  };
  return {
    app,
    url: app.url,
    batches,
    told,
    get suffix() {
      return vendor.suffix;
    },
    set suffix(text) {
      vendor.suffix = text;
    },
    hold: (reads) => {
      vendor.held = reads;
    },
    metric,
    executions: async () => {
      const text = await (await fetch(`${app.url}/metrics`)).text();
      const lines = text.matchAll(/^wattgraph_requests_total\{[^}]*operation="subscription"[^}]*\} (\d+)/gm);
      return [...lines].reduce((sum, [, count]) => sum + Number(count), 0);
    },
    async post(tenantId, events) {
      const response = await fetch(`${app.url}/webhooks/equiwatt/token-of-${tenantId}`, {
        method: 'POST',
        body: JSON.stringify(events),
      });
      await response.arrayBuffer();
      return response.status;
    },
    async ask(query, key = tenants[0] ?? '') {
      const response = await fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': key },
        body: JSON.stringify({ query }),
      });
      return (await response.json()) as Json;
    },
  };
}

/** `prefix-1` … as deliveries about one flexibility event. */
export function someEvents(count: number, prefix: string): VendorEvent[] {
  return Array.from({ length: count }, (_, i) =>
    sampleEvent(`${prefix}-${i + 1}`, { subject: { flexEventId: 'e1', portfolioId: 'p1' } }),
  );
}

export interface Listener {
  readonly socket: WebSocket;
  /** Payloads of `next`, in order. */
  readonly heard: Json[];
  /** All other messages. */
  readonly said: Json[];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  subscribe(query: string, variables?: Readonly<Record<string, unknown>>, id?: string): void;
  send(message: unknown): void;
}

/** A socket that has been let in. */
export async function openSocket(url: string, key: string, payload: object = {}): Promise<Listener> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const heard: Json[] = [];
  const said: Json[] = [];
  const acknowledged = Promise.withResolvers<void>();
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    if (message.type === 'next') heard.push(message.payload);
    else if (message.type === 'connection_ack') acknowledged.resolve();
    else said.push(message);
  });
  const closed = once(socket, 'close').then(([code, reason]) => ({ code, reason: String(reason) }));
  closed.then(() => acknowledged.resolve());
  await once(socket, 'open');
  const send = (message: unknown) => socket.send(JSON.stringify(message));
  send({ type: 'connection_init', payload: { 'x-api-key': key, ...payload } });
  await acknowledged.promise;
  return {
    ...{ socket, heard, said, closed, send },
    subscribe: (query, variables = {}, id = '1') => send({ id, type: 'subscribe', payload: { query, variables } }),
  };
}

/** Open subscriptions over WebSocket and SSE. */
export async function subscriptionsOf(gateway: EventGateway): Promise<number> {
  const of = (transport: string) =>
    gateway.metric(new RegExp(`^wattgraph_subscriptions\\{transport="${transport}"\\} (\\d+)`, 'm'));
  return (await of('websocket')) + (await of('sse'));
}

interface TestVendor {
  readonly batches: string[];
  readonly told: string[];
  suffix: string;
  held: Promise<void>;
}

function createVendor(vendor: TestVendor): VendorModule {
  return {
    vendor: 'EQUIWATT',
    configKey: 'equiwatt',
    configSchema: z.strictObject({ token: z.string() }),
    limits: { classes: { default: {} }, freshness: {} },
    homeMemberKind: 'asset',
    baseUrls: () => ({}),
    createSource: (_, { tenantId }) => ({
      vendor: 'EQUIWATT',
      flexEvents: {
        list: async (window) => toSlice([], window),
        byIds: async (ids) => {
          vendor.batches.push(`${tenantId}: ${ids.join()}`);
          await vendor.held;
          return new Map(
            ids.map((id) => [id, { ...flexEvent(id, 'SCHEDULED'), name: `${id} of ${tenantId}${vendor.suffix}` }]),
          );
        },
        stats: async () => new Map(),
        portfolios: async (_id, window) => toSlice([portfolio('p1')], window),
        assets: async (_id, window) => toSlice([], window),
        baselines: async () => new Map(),
        assetStats: async () => new Map(),
      },
      ping: async () => {},
      status: () => [healthy],
      onEvent: async ({ identity }) => void vendor.told.push(`${tenantId} ${identity}`),
    }),
    webhook: {
      verifyDelivery: () => true,
      parseDelivery: (body) => JSON.parse(Buffer.from(body).toString()),
      settings: (config) => ({ token: z.object({ token: z.string() }).parse(config).token, secrets: ['secret'] }),
    },
  };
}
