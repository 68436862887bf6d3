/** Loads of missing entities: shared while under way, and what they bring goes into the cache. */

import type { Batch } from '../../domain/batch.ts';
import type { Clock } from '../../domain/clock.ts';
import { AppError } from '../../errors.ts';
import type { Call, Priority } from '../call.ts';
import type { ReadManySpec } from '../connection.ts';
import { type Key, type TenantScope, tenantKey } from '../key.ts';
import type { Freshness } from '../limits.ts';
import { type Entry, lifetimeMs, stateOf } from './entry.ts';
import { Flight } from './flight.ts';
import type { MemoryStore } from './memory-store.ts';
import type { SharedStore } from './shared-store.ts';

/** By id; an error belongs to its id alone. */
export type Loaded = ReadonlyMap<string, Entry | AppError>;

export interface LoadsOptions {
  readonly scope: TenantScope;
  readonly store: MemoryStore;
  /** Level 2, where there is one. */
  readonly shared: SharedStore | undefined;
  readonly clock: Clock;
  /** How long a resource is fresh at present, in milliseconds. */
  readonly freshMs: (rule: Freshness) => number;
  /** Told of what a load throws, or gives for an id. */
  readonly onFailure: (resource: string, error: AppError) => void;
  /** Whether the vendor refuses the credential at present: then nothing that was read with it is given out. */
  readonly isRefused: () => boolean;
}

export class Loads {
  readonly #options: LoadsOptions;
  /** Those somebody waits for, apart from those that renew what was answered already and may take longer. */
  readonly #underWay = {
    awaited: new Map<Key<'entry'>, Flight<Loaded>>(),
    behind: new Map<Key<'entry'>, Flight<Loaded>>(),
  };

  constructor(options: LoadsOptions) {
    this.#options = options;
  }

  /** A load under way that a reader may join. */
  awaited(key: Key<'entry'>): Flight<Loaded> | undefined {
    const flight = this.#underWay.awaited.get(key);
    return flight?.joinable ? flight : undefined;
  }

  isUnderWay(key: Key<'entry'>): boolean {
    return this.#underWay.awaited.has(key) || this.#underWay.behind.has(key);
  }

  /** Loads the ids, all in one go. */
  start<T>(
    spec: ReadManySpec<T>,
    keys: ReadonlyMap<string, Key<'entry'>>,
    rule: Freshness,
    starter: Call,
    priority: Priority,
  ): Flight<Loaded> {
    const flights = priority === 'refresh' ? this.#underWay.behind : this.#underWay.awaited;
    const flight = new Flight<Loaded>(starter, priority, async (call) => {
      try {
        const shared = await this.#findShared(keys, rule);
        const rest = new Map([...keys].filter(([id]) => !shared.has(id)));
        if (rest.size === 0) return shared;
        const loadedFromMs = this.#options.clock.now();
        const batch = await this.#load(spec, rest, call);
        return new Map([...shared, ...this.#keep(spec, rest, rule, batch, loadedFromMs)]);
      } finally {
        for (const key of keys.values()) if (flights.get(key) === flight) flights.delete(key);
      }
    });
    for (const key of keys.values()) flights.set(key, flight);
    return flight;
  }

  /** What is under way may have been read before a change: those who ask from now on ask anew. */
  forget(): void {
    this.#underWay.awaited.clear();
    this.#underWay.behind.clear();
  }

  async #load<T>(spec: ReadManySpec<T>, keys: ReadonlyMap<string, Key<'entry'>>, call: Call): Promise<Batch<T>> {
    try {
      const batch = await spec.load([...keys.keys()], call);
      for (const [id, value] of batch) if (value instanceof AppError) this.#fail(spec.resource, value, [keys.get(id)]);
      return batch;
    } catch (thrown) {
      if (thrown instanceof AppError) this.#fail(spec.resource, thrown, [...keys.values()]);
      throw thrown;
    }
  }

  #fail(resource: string, error: AppError, keys: readonly (Key<'entry'> | undefined)[]): void {
    this.#options.onFailure(resource, error);
    if (error.code !== 'VENDOR_UNAUTHORIZED') return;
    for (const key of keys) if (key) this.#letGo(key);
  }

  /** What the vendor keeps from the tenant now is not given out from here either, also when the vendor fails later. */
  #letGo(key: Key<'entry'>): void {
    const { store, shared } = this.#options;
    const entry = store.get(key);
    // What level 2 has of it came into level 1 before the vendor was asked.
    if (!entry || entry.unknown) return;
    store.remove(key);
    shared?.remove(key);
  }

  /** What another replica has loaded and is still fresh; what is older goes into level 1 for when the vendor fails. */
  async #findShared(keys: ReadonlyMap<string, Key<'entry'>>, rule: Freshness): Promise<Map<string, Entry>> {
    const { shared, store, clock, freshMs, isRefused } = this.#options;
    const fresh = new Map<string, Entry>();
    if (!shared || isRefused()) return fresh;
    const found = await shared.find([...keys.values()]);
    [...keys].forEach(([id, key], i) => {
      const each = found[i];
      if (!each || each.entry.asOfMs <= (store.get(key)?.asOfMs ?? Number.NEGATIVE_INFINITY)) return;
      const leftMs = lifetimeLeftMs(each.entry, rule, clock.now());
      if (leftMs !== undefined && leftMs <= 0) return;
      store.put(key, each.entry, { ...each, lifetimeMs: leftMs });
      if (stateOf(each.entry, rule, freshMs(rule), clock.now()) === 'fresh') fresh.set(id, each.entry);
    });
    return fresh;
  }

  #keep<T>(
    spec: ReadManySpec<T>,
    keys: ReadonlyMap<string, Key<'entry'>>,
    rule: Freshness,
    batch: Batch<T>,
    loadedFromMs: number,
  ): Loaded {
    const { scope, store, shared, clock } = this.#options;
    const loaded = new Map<string, Entry | AppError>();
    for (const [id, key] of keys) {
      const value = batch.get(id);
      if (value instanceof AppError) {
        loaded.set(id, value);
        continue;
      }
      const known = batch.has(id);
      if (!known) this.#letGo(key);
      const entry: Entry = {
        ...{ value, unknown: !known, asOfMs: clock.now(), immutable: known && (spec.immutable ?? false) },
        ...{ expired: false, refreshNotBeforeMs: 0 },
      };
      const tags = (spec.tags?.(id) ?? []).map((tag) => tagKey(scope, tag));
      const lifetime = lifetimeMs(entry, rule);
      if (lifetime !== 0) {
        const options = { tags, loadedFromMs, lifetimeMs: lifetime };
        store.put(key, entry, options);
        if (known) shared?.keep(key, entry, options);
      }
      loaded.set(id, entry);
    }
    return loaded;
  }
}

function lifetimeLeftMs(entry: Entry, rule: Freshness, nowMs: number): number | undefined {
  const wholeMs = lifetimeMs(entry, rule);
  return wholeMs === undefined ? undefined : entry.asOfMs + wholeMs - nowMs;
}

export function tagKey(scope: TenantScope, tag: string): Key<'tag'> {
  return tenantKey('tag', scope, '', {})(tag);
}
