/** One tenant's credential at one vendor host: sending, reading through the cache, and telling how it stands. */

import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import type { MemoryStore } from './cache/memory-store.ts';
import { createReader } from './cache/reader.ts';
import type { Connection, ConnectionOptions, ReadManySpec } from './connection.ts';
import { createTokenCache } from './credential/token-cache.ts';
import { attempt, operationEnded } from './http/attempt.ts';
import { createHttpClient } from './http/http-client.ts';
import { fingerprintOf, type TenantScope } from './key.ts';

/** What all connections of an upstream share. */
export interface ConnectionDeps {
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly allowPrivateHosts: boolean;
  readonly random: () => number;
  readonly store: MemoryStore;
  readonly stopped: AbortSignal;
}

export interface OpenConnection extends Connection {
  close(): Promise<void>;
}

/** Sockets of a host whose vendor names no limit on concurrent requests. */
const defaultSockets = 32;

export function openConnection(options: ConnectionOptions, deps: ConnectionDeps): OpenConnection {
  const { vendor, tenantId, limits } = options;
  const { clock, metrics, log } = deps;
  const scope: TenantScope = {
    vendor,
    tenantId,
    role: options.role ?? '',
    credential: fingerprintOf(options.credentials),
  };
  const client = createHttpClient({
    vendor,
    baseUrl: options.baseUrl,
    connections: limits.classes.default.concurrent?.value ?? defaultSockets,
    maxBodyBytes: deps.maxBodyBytes,
    allowPrivateHosts: deps.allowPrivateHosts,
  });
  const attemptDeps = {
    ...{ vendor, tenantId, client, clock, metrics, log, timeoutMs: deps.timeoutMs },
    retryAfterMsFrom: options.retryAfterMsFrom,
  };
  const reader = createReader({
    ...{ scope, limits, store: deps.store, clock, metrics, stopped: deps.stopped },
    freshMs: (rule) => rule.freshSeconds * 1000,
  });
  let inFlight = 0;
  let lastError: { atMs: number; error: AppError } | null = null;
  let lastSuccessAtMs: number | null = null;
  const tokens = options.token
    ? createTokenCache({ source: options.token, clock, random: deps.random, fetchTimeoutMs: 2 * deps.timeoutMs })
    : undefined;

  return {
    async send(request, call) {
      const credential = options.credentials[0] ?? '';
      const accessToken = tokens?.isFetch(call)
        ? undefined
        : await tokens?.get(call, () => operationEnded(vendor, call));
      inFlight += 1;
      const result = await attempt(attemptDeps, request, options.authorize(credential, accessToken), call);
      inFlight -= 1;
      if (!result.ok) {
        lastError = { atMs: clock.now(), error: result.error };
        throw result.error;
      }
      lastSuccessAtMs = clock.now();
      return result.response;
    },
    async read(spec, call) {
      const many: ReadManySpec<Awaited<ReturnType<typeof spec.load>>> = {
        resource: spec.resource,
        params: spec.params,
        ids: [''],
        tags: (_id, value) => spec.tags?.(value) ?? [],
        load: async (_ids, shared) => new Map([['', await spec.load(shared)]]),
        immutable: spec.immutable ?? false,
      };
      const answer = (await reader.readMany(many, call)).get('');
      if (!answer) throw new AppError('INTERNAL_SERVER_ERROR', 'Internal error.', { vendor });
      if (answer instanceof AppError) throw answer;
      return answer;
    },
    readMany: (spec, call) => reader.readMany(spec, call),
    drop: async (tags) => reader.drop(tags),
    status: () => ({
      budgets: [],
      inFlight,
      maxInFlight: limits.classes.default.concurrent?.value ?? null,
      breaker: 'CLOSED',
      cache: { ...reader.counts },
      callsToday: 0,
      lastError,
      lastSuccessAtMs,
    }),
    close: async () => {
      await reader.idle();
      await client.stop();
    },
  };
}
