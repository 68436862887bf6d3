/** Reads many entities through the cache: fresh, stale and renewed behind, shared in flight, or stale because the vendor fails. */

import type { Batch } from '../../domain/batch.ts';
import type { Clock } from '../../domain/clock.ts';
import { AppError, toAppError } from '../../errors.ts';
import type { Metrics } from '../../metrics.ts';
import { type Call, countFor, createCallTrace, type Priority } from '../call.ts';
import type { Cached, ReadManySpec } from '../connection.ts';
import { operationEnded } from '../http/judge.ts';
import { type Key, type TenantScope, tenantKey } from '../key.ts';
import type { Freshness, VendorLimits } from '../limits.ts';
import { type Entry, lifetimeMs, stateOf } from './entry.ts';
import { Flight } from './flight.ts';
import type { MemoryStore } from './memory-store.ts';

export interface ReaderOptions {
  readonly scope: TenantScope;
  readonly limits: VendorLimits;
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Ends background refreshes when the gateway stops. */
  readonly stopped: AbortSignal;
  /** How long a resource is fresh at present, in milliseconds. */
  readonly freshMs: (rule: Freshness) => number;
}

export interface Reader {
  readMany<T>(spec: ReadManySpec<T>, call: Call): Promise<ReadonlyMap<string, Cached<T> | AppError>>;
  drop(tags: readonly string[]): void;
  readonly counts: { readonly hits: number; readonly misses: number; readonly stale: number };
  /** Resolves when no background refresh is under way. */
  idle(): Promise<void>;
}

type Loaded = ReadonlyMap<string, Entry | AppError>;

/** A refresh that failed is not tried again for so long. */
const refreshCooldownMs = 5_000;
/** A stale value is given this long before the operation must have answered. */
const fallbackLeadMs = 250;
/** How long a background refresh may wait for its turn and its answer. */
const refreshDeadlineMs = 30_000;

export function createReader(options: ReaderOptions): Reader {
  const { scope, limits, store, clock, metrics } = options;
  const { vendor } = scope;
  const counts = { hits: 0, misses: 0, stale: 0 };
  const awaited = new Map<Key<'entry'>, Flight<Loaded>>();
  const behind = new Map<Key<'entry'>, Flight<Loaded>>();
  const background = new Set<Promise<unknown>>();

  const keyOf = <T>(spec: ReadManySpec<T>, id: string) => tenantKey('entry', scope, spec.resource, spec.params, id);

  const count = (result: 'hit' | 'miss' | 'stale' | 'coalesced', call: Call) => {
    metrics.cacheReads.inc({ vendor, result });
    if (result === 'miss') counts.misses += 1;
    if (result === 'miss' || result === 'coalesced') return;
    const traced = countFor(call.trace, vendor);
    traced.cacheHits += 1;
    if (result === 'hit') counts.hits += 1;
    else {
      counts.stale += 1;
      traced.stale += 1;
    }
  };

  const startFlight = <T>(
    spec: ReadManySpec<T>,
    ids: readonly string[],
    starter: Call,
    priority: Priority,
    flights: Map<Key<'entry'>, Flight<Loaded>>,
  ) => {
    const keys = ids.map((id) => keyOf(spec, id));
    const flight = new Flight<Loaded>(starter, priority, async (call) => {
      const loadedFromMs = clock.now();
      try {
        return keep(spec, ids, await spec.load(ids, call), loadedFromMs);
      } finally {
        for (const key of keys) if (flights.get(key) === flight) flights.delete(key);
      }
    });
    for (const key of keys) flights.set(key, flight);
    return flight;
  };

  const keep = <T>(spec: ReadManySpec<T>, ids: readonly string[], batch: Batch<T>, loadedFromMs: number): Loaded => {
    const loaded = new Map<string, Entry | AppError>();
    const rule = ruleOf(limits, spec.resource);
    for (const id of ids) {
      const value = batch.get(id);
      if (value instanceof AppError) {
        loaded.set(id, value);
        continue;
      }
      const entry = toEntry(value, !batch.has(id), spec.immutable ?? false, clock.now());
      const names = value === undefined ? [] : (spec.tags?.(id, value) ?? []);
      const tags = names.map((name) => tenantKey('tag', scope, '', {}, name));
      const lifetime = lifetimeMs(entry, rule);
      if (lifetime === undefined || lifetime > 0)
        store.put(keyOf(spec, id), entry, { tags, loadedFromMs, lifetimeMs: lifetime });
      loaded.set(id, entry);
    }
    return loaded;
  };

  const refreshBehind = <T>(spec: ReadManySpec<T>, ids: readonly string[]) => {
    const due = ids.filter((id) => {
      const key = keyOf(spec, id);
      const notBeforeMs = store.get(key)?.refreshNotBeforeMs ?? 0;
      return !behind.has(key) && !awaited.has(key) && notBeforeMs <= clock.now();
    });
    if (due.length === 0 || options.stopped.aborted) return;
    const call: Call = {
      signal: options.stopped,
      deadlineMs: clock.now() + refreshDeadlineMs,
      priority: 'refresh',
      trace: createCallTrace(),
    };
    const flight = startFlight(spec, due, call, 'refresh', behind);
    const done = flight
      .wait(call, () => operationEnded(vendor, call))
      .then(
        (loaded) => {
          for (const id of due) if (loaded.get(id) instanceof AppError) coolDown(keyOf(spec, id));
        },
        () => {
          for (const id of due) coolDown(keyOf(spec, id));
        },
      );
    background.add(done);
    done.finally(() => background.delete(done)).catch(() => undefined);
  };

  const coolDown = (key: Key<'entry'>) => {
    const entry = store.get(key);
    if (entry) entry.refreshNotBeforeMs = clock.now() + refreshCooldownMs;
  };

  /** For each id the flight that brings it: one already under way, or a new one for all that remain. */
  const flightsFor = <T>(spec: ReadManySpec<T>, ids: readonly string[], call: Call) => {
    const byId = new Map<string, Flight<Loaded>>();
    const rest: string[] = [];
    for (const id of ids) {
      const underWay = awaited.get(keyOf(spec, id));
      if (underWay?.joinable) {
        byId.set(id, underWay);
        count('coalesced', call);
      } else rest.push(id);
    }
    if (rest.length > 0) {
      const flight = startFlight(spec, rest, call, call.priority, awaited);
      for (const id of rest) {
        byId.set(id, flight);
        count('miss', call);
      }
    }
    return byId;
  };

  return {
    counts,
    async readMany<T>(spec: ReadManySpec<T>, call: Call) {
      const rule = ruleOf(limits, spec.resource);
      const freshMs = options.freshMs(rule);
      const answers = new Map<string, Cached<T> | AppError>();
      const missing: string[] = [];
      const renew: string[] = [];
      const fallbacks = new Map<string, Entry>();
      for (const id of new Set(spec.ids)) {
        const entry = store.get(keyOf(spec, id));
        const state = stateOf(entry, rule, freshMs, clock.now());
        if (!entry || state === 'gone' || state === 'fallback') {
          missing.push(id);
          if (entry && state === 'fallback') fallbacks.set(id, entry);
          continue;
        }
        count(state === 'fresh' ? 'hit' : 'stale', call);
        if (state === 'refresh') renew.push(id);
        answerWith(answers, id, entry, state !== 'fresh');
      }
      if (renew.length > 0) refreshBehind(spec, renew);
      if (missing.length === 0) return answers;

      const flights = flightsFor(spec, missing, call);
      const outcomes = await awaitFlights(flights, fallbacks, call);
      for (const [id, outcome] of outcomes) {
        const fallback = fallbacks.get(id);
        if (!(outcome instanceof AppError)) answerWith(answers, id, outcome, false);
        else if (fallback && mayFallBack(outcome)) {
          count('stale', call);
          answerWith(answers, id, fallback, true);
        } else answers.set(id, outcome);
      }
      return answers;
    },
    drop(tags) {
      store.drop(tags.map((tag) => tenantKey('tag', scope, '', {}, tag)));
      // What is under way may have been read before the change: those who ask from now on ask anew.
      awaited.clear();
      behind.clear();
    },
    idle: async () => {
      await Promise.allSettled([...background]);
    },
  };

  async function awaitFlights(
    flights: ReadonlyMap<string, Flight<Loaded>>,
    fallbacks: ReadonlyMap<string, Entry>,
    call: Call,
  ): Promise<ReadonlyMap<string, Entry | AppError>> {
    const patience = startPatience(fallbacks.size > 0, call);
    const settled = new Map<Flight<Loaded>, Promise<Loaded | AppError>>();
    for (const flight of new Set(flights.values())) {
      settled.set(flight, flight.wait(call, () => operationEnded(vendor, call)).catch(toAppError));
    }
    const outcomes = new Map<string, Entry | AppError>();
    await Promise.all(
      [...flights].map(async ([id, flight]) => {
        const whole = settled.get(flight);
        const result = await (fallbacks.has(id) ? Promise.race([whole, patience.over]) : whole);
        const outcome = result instanceof AppError ? result : result?.get(id);
        if (outcome) outcomes.set(id, outcome);
      }),
    );
    patience.stop();
    return outcomes;
  }

  /** Ends with an error shortly before the deadline, while there is still time to answer with a stale value. */
  function startPatience(needed: boolean, call: Call) {
    const stop = new AbortController();
    const over = new Promise<AppError>((resolve) => {
      if (!needed) return;
      const waitMs = Math.max(0, call.deadlineMs - fallbackLeadMs - clock.now());
      const late = () => resolve(operationEnded(vendor, call));
      clock.sleep(waitMs, stop.signal).then(late, () => undefined);
    });
    return { over, stop: () => stop.abort() };
  }
}

function toEntry(value: unknown, unknown: boolean, immutable: boolean, asOfMs: number): Entry {
  return { value, unknown, asOfMs, immutable: immutable && !unknown, expired: false, refreshNotBeforeMs: 0 };
}

function answerWith<T>(answers: Map<string, Cached<T> | AppError>, id: string, entry: Entry, stale: boolean): void {
  // The key holds resource, params and id, so what was stored under it came from a load of the same T.
  if (!entry.unknown) answers.set(id, { value: entry.value as T, asOfMs: entry.asOfMs, stale });
}

/** A refusal (of the credential, of the request) is an answer; only a vendor that cannot answer makes old values good. */
function mayFallBack(error: AppError): boolean {
  return fallbackCodes.has(error.code);
}

const fallbackCodes: ReadonlySet<string> = new Set([
  'VENDOR_UNAVAILABLE',
  'VENDOR_TIMEOUT',
  'VENDOR_RATE_LIMITED',
  'VENDOR_CONTRACT',
  'OPERATION_TIMEOUT',
]);

function ruleOf(limits: VendorLimits, resource: string): Freshness {
  const rule = Object.hasOwn(limits.freshness, resource) ? limits.freshness[resource] : undefined;
  if (!rule) throw new Error(`no freshness for the resource "${resource}": add it to the vendor's limits.ts`);
  return rule;
}
