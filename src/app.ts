/** Composition root: from a config to a gateway that listens, and back down in order. Nothing works at import. */

import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { type ContextParts, OperationContext } from './app/context.ts';
import { createLog } from './app/log.ts';
import { createTenants, knownTenant, showBudgets, tellSource } from './app/tenants.ts';
import { openWebhooks, type Webhooks } from './app/webhooks.ts';
import { createAuthenticator } from './auth/authenticate.ts';
import type { Config, TenantConfig } from './config.ts';
import { type Clock, systemClock } from './domain/clock.ts';
import { createIdCodec } from './domain/ids.ts';
import { createEdge, type Edge, type EdgeOptions } from './edge/edge.ts';
import { createWakeUps } from './events/create-wake-ups.ts';
import { createEffects } from './events/effects.ts';
import { createFollower, type Follower } from './events/follower.ts';
import { createHub, type Hub } from './events/hub.ts';
import { createEventLog, type EventLog } from './events/log.ts';
import { createReceiver, type Receiver } from './events/receive.ts';
import { createCompiledExecutor, createPlainExecutor } from './graph/execution/executor.ts';
import { seriesWriters } from './graph/execution/series-writers.ts';
import { createSchema } from './graph/schema.ts';
import { createEnergyUpload } from './jobs/energy-upload.ts';
import { type Jobs, startJobs } from './jobs/jobs.ts';
import { createPacketPushHandler } from './jobs/packet-push.ts';
import { createProvisioningHandlers } from './jobs/provisioning.ts';
import { createPowerPolls } from './loaders/power-polls.ts';
import { createMetrics } from './metrics.ts';
import { openHomeLinks } from './store/home-links.ts';
import { createIdempotency } from './store/idempotency.ts';
import { createLocks } from './store/locks.ts';
import { loadOrCreateSecret } from './store/secrets.ts';
import { createSnapshotStore } from './store/snapshots.ts';
import { openStore, type Store } from './store/store.ts';
import { createVendorFactStore } from './store/vendor-facts.ts';
import type { Upstream } from './upstream/connection.ts';
import { connectRedis, type RedisClient } from './upstream/redis-client.ts';
import { createUpstream } from './upstream/upstream.ts';

export interface App {
  /** `http://HOST:PORT`, once started. */
  readonly url: string;
  /** Resolves when the gateway listens. Rejects with what kept it from starting, everything closed again. */
  start(): Promise<void>;
  /** Answers what was asked, closes sockets, stores and pools; within `drainMs` and a few seconds. */
  stop(): Promise<void>;
}

export interface AppOverrides {
  readonly clock?: Clock;
  readonly log?: Logger;
  readonly schema?: GraphQLSchema;
  /** How operations are executed: by a plan of each document, or by graphql-js, which gives the same. Default `compiled`. */
  readonly execution?: 'compiled' | 'plain';
  /** Filled in in GraphiQL: the demo's public key. */
  readonly demoApiKey?: string;
  /** Folder of GraphiQL's build. Default `web/dist`. */
  readonly graphiqlFolder?: string;
  /** Longest one exchange with a vendor may take, in milliseconds. Default 5 000. */
  readonly vendorTimeoutMs?: number;
  /** Longest a stop may take until what is still under way is cut, in milliseconds. Default 20 000. */
  readonly drainMs?: number;
  /** How long of that requests are still taken, so that a load balancer sees readiness off first. Default as configured. */
  readonly drainDelayMs?: number;
  /** Between two looks at what vendors with `webhook: auto` have registered, in milliseconds. Default one hour. */
  readonly webhookCheckIntervalMs?: number;
  /** Who is let in and how much of the edge each may take, otherwise than the config has it. */
  readonly edge?: Partial<
    Pick<EdgeOptions, 'authenticator' | 'maxConnectionsPerTenant' | 'maxOperationsPerSocket' | 'heartbeatMs'>
  >;
}

/** Between two sweeps of events that are no longer kept. */
const sweepIntervalMs = 3_600_000;

export function createApp(config: Config, overrides: AppOverrides = {}): App {
  let parts: Parts | undefined;
  let url: string | undefined;

  return {
    get url() {
      if (url === undefined) throw new Error('the gateway has no address before it is started');
      return url;
    },
    async start() {
      parts = await assemble(config, overrides);
      try {
        url = await parts.edge.listen(config.host, config.port);
        parts.webhooks.keep(parts.stopping.signal);
      } catch (error) {
        await this.stop();
        throw error;
      }
    },
    async stop() {
      if (!parts) return;
      const { edge, receiver, webhooks, hub, follower, jobs, upstream, redis, store, stopping } = parts;
      parts = undefined;
      edge.drain();
      const { drainMs = 20_000, drainDelayMs = config.server.drainDelayMs } = overrides;
      if (drainDelayMs > 0) await systemClock.sleep(drainDelayMs);
      stopping.abort();
      await edge.stop(Math.max(0, drainMs - drainDelayMs));
      await receiver.settled();
      await webhooks.stop();
      await hub.stop();
      await follower?.stop();
      await jobs.stop();
      await upstream.stop();
      redis?.stop();
      await store.stop();
    },
  };
}

interface Parts {
  readonly store: Store;
  readonly redis: RedisClient | undefined;
  readonly upstream: Upstream;
  readonly hub: Hub;
  readonly follower: Follower | undefined;
  readonly jobs: Jobs;
  readonly receiver: Receiver;
  readonly webhooks: Webhooks;
  readonly edge: Edge;
  readonly stopping: AbortController;
}

async function assemble(config: Config, overrides: AppOverrides): Promise<Parts> {
  const clock = overrides.clock ?? systemClock;
  const log = overrides.log ?? createLog(config);
  const metrics = createMetrics();
  const stopping = new AbortController();
  const schema = overrides.schema ?? createSchema();

  const store = await openStore(config.databaseUrl);
  const ids = createIdCodec(await loadOrCreateSecret(store, 'ids'));
  const redis = config.redisUrl === undefined ? undefined : connectRedis(config.redisUrl, log);
  const upstream = createUpstream({
    clock,
    metrics,
    log,
    allowPrivateHosts: config.server.allowPrivateVendorHosts,
    keepsReads: config.server.cache.upstream,
    ...(redis && { redis, replicas: config.server.maxReplicas }),
    ...(overrides.vendorTimeoutMs !== undefined && { timeoutMs: overrides.vendorTimeoutMs }),
  });
  const homeLinks = await openHomeLinks(store, clock);
  const vendorFacts = createVendorFactStore(store);
  const snapshots = createSnapshotStore(store);
  const tenants = createTenants(config.tenants, { upstream, clock, homeLinks });
  const eventLog = createEventLog({ store, clock });
  const { databaseUrl, redisUrl } = config;
  const wakeUps = createWakeUps({ databaseUrl, redisUrl, logger: log });
  const effects = createEffects({
    run: (event) => tellSource(tenants, event, log),
    ...{ heads: await eventLog.heads(), log: eventLog, clock, logger: log },
  });
  const follower = wakeUps && createFollower({ effects, log: eventLog, clock, logger: log });
  const hub = createHub({
    ...{ log: eventLog, clock, wakeUps, logger: log },
    prepare: effects.apply,
    preparedUpTo: effects.doneUpTo,
    onHint: (tenantId) => follower?.wake(tenantId),
  });
  const { webhookCheckIntervalMs: checkIntervalMs } = overrides;
  const webhooks = await openWebhooks({ config, tenants, store, eventLog, clock, log, checkIntervalMs });
  const receiver = createReceiver({
    ...webhooks.receiving,
    log: eventLog,
    hub,
    clock,
    metrics,
    logger: log,
    onStored: effects.apply,
  });
  const desk = webhooks.createDesk(receiver);
  const powerPolls = createPowerPolls({ clock });
  const jobs = startJobs({
    ...{ store, clock },
    handlers: [
      createEnergyUpload({ tenants, clock }),
      createPacketPushHandler({ tenants, clock }),
      ...createProvisioningHandlers({ tenants, snapshots, clock }),
    ],
    onFault: (err) => log.error({ err }, 'a job could not be worked on'),
  });
  void homeLinks.follow(stopping.signal, (err) => log.error({ err }, 'links of homes could not be looked up'));
  // Longer than any operation may take: its answer may still come.
  const workMs = config.server.operationTimeoutMs + 10_000;
  const idempotency = createIdempotency({ store, clock, workMs });
  const locks = createLocks({ store, clock, heldMs: workMs });
  void sweepRegularly([eventLog, jobs, idempotency], clock, log, stopping.signal);

  const contextParts: ContextParts = {
    ...{
      ids,
      events: hub,
      powerPolls,
      jobs,
      homeLinks,
      vendorFacts,
      snapshots,
      webhooks: desk,
      idempotency,
      locks,
      clock,
    },
  };

  const edge = await createEdge({
    authenticator: createAuthenticator({
      ...{ ...toCredentialStores(config.tenants), clock },
      onKeysUnreachable: ({ tenantId, jwksUri }, err) =>
        log.warn(
          { tenant: tenantId, jwksUri, err },
          'the keys of a token issuer cannot be had: its tokens are refused',
        ),
    }),
    operations: {
      schema,
      execute:
        overrides.execution === 'plain' ? createPlainExecutor(schema) : createCompiledExecutor(schema, seriesWriters),
      tenantOf: ({ tenantId }) => knownTenant(tenants, tenantId),
      createContext: (tenant, principal, call) => new OperationContext(contextParts, tenant, principal, call),
      introspection: config.server.introspection,
      operationTimeoutMs: config.server.operationTimeoutMs,
      clock,
      metrics,
      log,
    },
    answers: config.server.cache.answers ? upstream.answers : undefined,
    receiver,
    trustedOrigins: config.server.trustedOrigins,
    publicUrl: config.server.publicUrl,
    graphiql: config.server.graphiql,
    demoApiKey: overrides.demoApiKey,
    graphiqlFolder: overrides.graphiqlFolder,
    refreshGauges: () => showBudgets(tenants, metrics),
    pingStore: () => store.ping(),
    ...overrides.edge,
  });
  return { store, redis, upstream, hub, follower, jobs, receiver, webhooks, edge, stopping };
}

function toCredentialStores(tenants: readonly TenantConfig[]) {
  return {
    apiKeys: tenants.flatMap(({ id, apiKeys }) => apiKeys.map((entry) => ({ tenantId: id, ...entry }))),
    issuers: tenants.flatMap(({ id, jwt }) => (jwt ? [{ tenantId: id, ...jwt }] : [])),
  };
}

async function sweepRegularly(
  stores: readonly Pick<EventLog | Jobs, 'sweep'>[],
  clock: Clock,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    // Rejects when the gateway stops.
    await clock.sleep(sweepIntervalMs, signal).catch(() => {});
    if (signal.aborted) return;
    for (const store of stores) {
      await store.sweep().catch((err: unknown) => log.error({ err }, 'what is old could not be removed'));
    }
  }
}
