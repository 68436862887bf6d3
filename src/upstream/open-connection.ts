/** One tenant's credential at one vendor host: sending, reading through the cache, and telling how it stands. */

import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import type { MemoryStore } from './cache/memory-store.ts';
import { ReadThrough } from './cache/read-through.ts';
import { Reader } from './cache/reader.ts';
import type { SharedStore } from './cache/shared-store.ts';
import type { Connection, ConnectionOptions, ReadManySpec, ReadSpec } from './connection.ts';
import { LiveCredential } from './credential/live-credential.ts';
import type { SharedCredential, SharedCredentials } from './credential/shared-credentials.ts';
import type { SharedTokens } from './credential/shared-tokens.ts';
import { createTokenCache } from './credential/token-cache.ts';
import { createContractWatch } from './http/contract-watch.ts';
import type { HttpClient, HttpClientOptions } from './http/http-client.ts';
import { TimeLimits } from './http/time-limits.ts';
import { toConditional, type ValidatorStore } from './http/validators.ts';
import { fingerprintOf, type Key, sharedKey, type TenantScope } from './key.ts';
import { type BudgetClass, sourced } from './limits.ts';
import { createRecord } from './record.ts';
import { type SenderDeps, sendRequest } from './sender.ts';

/** What all connections of an upstream share. */
export interface ConnectionDeps {
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly allowPrivateHosts: boolean;
  readonly random: () => number;
  readonly keepsReads: boolean;
  readonly store: MemoryStore;
  readonly sharedStore: SharedStore | undefined;
  readonly sharedTokens: ((key: Key<'token'>, credentials: readonly string[]) => SharedTokens) | undefined;
  readonly validators: ValidatorStore;
  readonly credentials: SharedCredentials;
  readonly stopped: AbortSignal;
  readonly createClient: (options: HttpClientOptions) => HttpClient;
}

export interface OpenConnection extends Connection {
  close(): Promise<void>;
}

/** Sockets of a host whose vendor names no limit on concurrent requests. */
const defaultSockets = 32;

export function openConnection(options: ConnectionOptions, deps: ConnectionDeps): OpenConnection {
  const { vendor, tenantId, limits } = options;
  const { clock, metrics } = deps;
  const scope: TenantScope = {
    vendor,
    tenantId,
    role: options.role ?? '',
    credential: fingerprintOf(options.credentials),
  };
  const classes = classesOf(options);
  const maxInFlight = classes.default.concurrent?.value ?? null;
  const live = new LiveCredential(options.credentials, () => deps.store.forgetAnswers());
  const shared = options.credentials.map((secret) =>
    deps.credentials.at({ ...scope, credential: fingerprintOf([secret]) }, classes),
  );
  const current = (): SharedCredential | undefined => shared[live.index];
  const client = deps.createClient({
    vendor,
    baseUrl: options.baseUrl,
    connections: maxInFlight ?? defaultSockets,
    maxBodyBytes: deps.maxBodyBytes,
    allowPrivateHosts: deps.allowPrivateHosts,
  });
  const budgets = () => current()?.pacer.status().budgets ?? [];
  const record = createRecord({ vendor, tenantId, clock, metrics });
  const contract = createContractWatch({ vendor, tenantId, metrics, log: deps.log });
  const timeLimits = new TimeLimits(clock);
  const sender: SenderDeps = {
    ...{ vendor, tenantId, client, clock, metrics, log: deps.log, timeoutMs: deps.timeoutMs, random: deps.random },
    ...{ contract, timeLimits },
    ...{ classes, live, shared, authorize: options.authorize, retryAfterMsFrom: options.retryAfterMsFrom },
    tokens:
      options.token &&
      createTokenCache({
        ...{ source: options.token, ...tokenTiming(deps) },
        shared: deps.sharedTokens?.(sharedKey('token', scope), options.credentials),
      }),
    onResult: (result) => record.add(result, budgets),
  };
  const reader = new Reader({
    ...{ scope, limits, store: deps.store, shared: deps.sharedStore, clock, metrics, stopped: deps.stopped },
    freshMs: (rule) => current()?.scarcity.freshMs(rule) ?? rule.freshSeconds * 1000,
    onFailure: contract.late,
    isRefused: () => live.isRefused,
  });
  const direct = new ReadThrough({ scope, clock, counts: reader.counts, onFailure: contract.late });

  const fetch: Connection['fetch'] = (request, call, read) => {
    // Within a read it is the read's own call; this one is the operation's, and nothing of what it brings is kept.
    call.dependence?.markLive();
    const conditional = toConditional(deps.validators, scope, request, read);
    return sendRequest(sender, conditional.request, conditional.read, call);
  };

  const readMany: Connection['readMany'] = (spec, call) =>
    deps.keepsReads ? reader.readMany(spec, call) : direct.readMany(spec, call);

  return {
    keepsReads: deps.keepsReads,
    send: (request, call) => fetch(request, call, (response) => response),
    fetch,
    async read<T>(spec: ReadSpec<T>, call: Parameters<Connection['read']>[1]) {
      const answer = (await readMany(asMany(spec), call)).get('');
      if (!answer) throw new AppError('INTERNAL_SERVER_ERROR', 'Internal error.', { vendor });
      if (answer instanceof AppError) throw answer;
      return answer;
    },
    readMany,
    drop: async (tags) => {
      reader.drop(tags);
      direct.forget();
    },
    freshMs: (resource) => reader.freshMs(resource),
    status() {
      const engine = current()?.pacer.status();
      return {
        budgets: engine?.budgets ?? [],
        inFlight: engine?.inFlight ?? 0,
        maxInFlight,
        breaker: current()?.breaker.state ?? 'CLOSED',
        cache: { hits: reader.counts.hits, misses: reader.counts.misses, stale: reader.counts.stale },
        callsToday: engine?.callsToday ?? 0,
        lastError: record.lastError,
        lastSuccessAtMs: record.lastSuccessAtMs,
      };
    },
    async close() {
      await reader.idle();
      await client.stop();
      timeLimits.stop();
    },
  };
}

/** A single read is a batch of the one entity without an id. */
function asMany<T>({ resource, params, tags, load, immutable }: ReadSpec<T>): ReadManySpec<T> {
  return {
    ...{ resource, params, ids: [''], immutable: immutable ?? false },
    tags: () => tags?.() ?? [],
    load: async (_ids, call) => new Map([['', await load(call)]]),
  };
}

function classesOf({ limits, perDay, concurrent }: ConnectionOptions): ConnectionOptions['limits']['classes'] {
  if (perDay === undefined && concurrent === undefined) return limits.classes;
  const replaced: BudgetClass = {
    ...limits.classes.default,
    ...(perDay !== undefined && { perDay: sourced(perDay, 'documented') }),
    ...(concurrent !== undefined && { concurrent: sourced(concurrent, 'documented') }),
  };
  return { ...limits.classes, default: replaced };
}

/** A renewal may wait for its turn and be tried again, so it has twice the time of one exchange. */
function tokenTiming({ clock, random, timeoutMs }: ConnectionDeps) {
  return { clock, random, renewTimeoutMs: 2 * timeoutMs };
}
