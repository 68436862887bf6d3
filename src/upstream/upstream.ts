/** The outgoing side, put together: what all connections share, and one connection a tenant's credential at a host. */

import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import type { Metrics } from '../metrics.ts';
import type { EngineRules } from './budget/engine.ts';
import { createMemoryEngine } from './budget/memory-engine.ts';
import { createRedisEngine, type RedisScripts } from './budget/redis-engine.ts';
import { createSharedEngine } from './budget/shared-engine.ts';
import { createMemoryStore } from './cache/memory-store.ts';
import { createSharedStore, type RedisValues } from './cache/shared-store.ts';
import type { Upstream } from './connection.ts';
import { createSharedCredentials } from './credential/shared-credentials.ts';
import { createSharedTokens } from './credential/shared-tokens.ts';
import { createHttpClient, type HttpClient, type HttpClientOptions } from './http/http-client.ts';
import { createValidatorStore } from './http/validators.ts';
import type { Key } from './key.ts';
import { type ConnectionDeps, type OpenConnection, openConnection } from './open-connection.ts';
import { createRedisGuard } from './redis-guard.ts';

export interface UpstreamOptions {
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Longest one HTTP exchange may take, in milliseconds. Default 5000. */
  readonly timeoutMs?: number;
  /** Most bytes the cache holds in this process, about; answers kept for their ETag may take a quarter more. Default 64 MiB. */
  readonly cacheBytes?: number;
  /** Longest answer read, in bytes; a longer one is VENDOR_CONTRACT. Default 32 MiB. */
  readonly maxBodyBytes?: number;
  /** Whether base URLs may be http and lead to private or loopback addresses: sandboxes and tests only. Default false. */
  readonly allowPrivateHosts?: boolean;
  /** From 0 to below 1, as Math.random, which is the default; decides jitter. */
  readonly random?: () => number;
  /** What carries the exchanges of a host, for a vendor played without a network. Default: sockets. */
  readonly createClient?: (options: HttpClientOptions) => HttpClient;
  /** Shares budgets, cached values and tokens between replicas; give it a command timeout and no offline queue. Default: this process alone. */
  readonly redis?: RedisScripts & RedisValues;
  /** Gateways on that Redis, at most: without it each keeps to its share of every limit. Default 2. */
  readonly replicas?: number;
  /** Share of each tenant in a vendor key that several use, against the others'. Default 1 each. */
  readonly tenantWeights?: ReadonlyMap<string, number>;
}

/** A call in flight that wasn't reported ended counts so much longer than any exchange takes. */
const leaseSpareMs = 4_000;

export function createUpstream(options: UpstreamOptions): Upstream {
  const stopping = new AbortController();
  const connections: OpenConnection[] = [];
  const { clock, metrics, log, random = Math.random, timeoutMs = 5_000 } = options;
  const { cacheBytes = 64 * 1024 * 1024 } = options;
  const { redis, replicas = redis ? 2 : 1 } = options;
  const createEngine = (key: Key<'budget'>, rules: EngineRules) => {
    if (!redis) return createMemoryEngine(rules, clock);
    const engine = createRedisEngine({ redis, key, rules });
    return createSharedEngine({ redis: engine, rules, replicas, clock, random, log, stopped: stopping.signal });
  };
  const ask = createRedisGuard(clock);
  const credentials = createSharedCredentials({
    clock,
    random,
    leaseMs: timeoutMs + leaseSpareMs,
    weightOf: (tenantId) => options.tenantWeights?.get(tenantId) ?? 1,
    replicas,
    createEngine,
  });
  const shared: ConnectionDeps = {
    ...{ clock, metrics, log, timeoutMs, random, credentials },
    maxBodyBytes: options.maxBodyBytes ?? 32 * 1024 * 1024,
    allowPrivateHosts: options.allowPrivateHosts ?? false,
    store: createMemoryStore({ maxBytes: cacheBytes, clock }),
    sharedStore: redis && createSharedStore(redis, clock, ask),
    sharedTokens: redis && ((key, credentials) => createSharedTokens({ redis, ask, key, credentials })),
    validators: createValidatorStore(cacheBytes / 4),
    stopped: stopping.signal,
    createClient: options.createClient ?? createHttpClient,
  };
  return {
    connect(connectionOptions) {
      const connection = openConnection(connectionOptions, shared);
      connections.push(connection);
      return connection;
    },
    async stop() {
      stopping.abort();
      await Promise.all(connections.map((connection) => connection.close()));
    },
  };
}
