/** The outgoing side, put together: what all connections share, and one connection a tenant's credential at a host. */

import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import type { Metrics } from '../metrics.ts';
import { createMemoryStore } from './cache/memory-store.ts';
import type { Upstream } from './connection.ts';
import { type OpenConnection, openConnection } from './open-connection.ts';

export interface UpstreamOptions {
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Longest one HTTP exchange may take, in milliseconds. Default 5000. */
  readonly timeoutMs?: number;
  /** Most bytes the cache holds in this process, about. Default 64 MiB. */
  readonly cacheBytes?: number;
  /** Longest answer read, in bytes; a longer one is VENDOR_CONTRACT. Default 32 MiB. */
  readonly maxBodyBytes?: number;
  /** Whether base URLs may be http and lead to private or loopback addresses: sandboxes and tests only. Default false. */
  readonly allowPrivateHosts?: boolean;
  /** From 0 to below 1, as Math.random, which is the default; decides jitter. */
  readonly random?: () => number;
}

export function createUpstream(options: UpstreamOptions): Upstream {
  const stopping = new AbortController();
  const connections: OpenConnection[] = [];
  const shared = {
    clock: options.clock,
    metrics: options.metrics,
    log: options.log,
    timeoutMs: options.timeoutMs ?? 5_000,
    maxBodyBytes: options.maxBodyBytes ?? 32 * 1024 * 1024,
    allowPrivateHosts: options.allowPrivateHosts ?? false,
    random: options.random ?? Math.random,
    store: createMemoryStore({ maxBytes: options.cacheBytes ?? 64 * 1024 * 1024, clock: options.clock }),
    stopped: stopping.signal,
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
