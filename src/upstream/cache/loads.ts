/** Loads of missing entities: shared while under way, and what they bring goes into the cache. */

import type { Batch } from '../../domain/batch.ts';
import type { Clock } from '../../domain/clock.ts';
import { AppError } from '../../errors.ts';
import type { Call, Priority } from '../call.ts';
import type { ReadManySpec } from '../connection.ts';
import { type Key, type TenantScope, tenantKey } from '../key.ts';
import type { Freshness } from '../limits.ts';
import { type Entry, lifetimeMs } from './entry.ts';
import { Flight } from './flight.ts';
import type { MemoryStore } from './memory-store.ts';

/** By id; an error belongs to its id alone. */
export type Loaded = ReadonlyMap<string, Entry | AppError>;

export interface LoadsOptions {
  readonly scope: TenantScope;
  readonly store: MemoryStore;
  readonly clock: Clock;
}

export class Loads {
  readonly #scope: TenantScope;
  readonly #store: MemoryStore;
  readonly #clock: Clock;
  /** Those somebody waits for, apart from those that renew what was answered already and may take longer. */
  readonly #underWay = {
    awaited: new Map<Key<'entry'>, Flight<Loaded>>(),
    behind: new Map<Key<'entry'>, Flight<Loaded>>(),
  };

  constructor({ scope, store, clock }: LoadsOptions) {
    this.#scope = scope;
    this.#store = store;
    this.#clock = clock;
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
      const loadedFromMs = this.#clock.now();
      try {
        const batch = await spec.load([...keys.keys()], call);
        return this.#keep(spec, keys, rule, batch, loadedFromMs);
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

  #keep<T>(
    spec: ReadManySpec<T>,
    keys: ReadonlyMap<string, Key<'entry'>>,
    rule: Freshness,
    batch: Batch<T>,
    loadedFromMs: number,
  ): Loaded {
    const loaded = new Map<string, Entry | AppError>();
    for (const [id, key] of keys) {
      const value = batch.get(id);
      if (value instanceof AppError) {
        loaded.set(id, value);
        continue;
      }
      const known = batch.has(id);
      const entry: Entry = {
        ...{ value, unknown: !known, asOfMs: this.#clock.now(), immutable: known && (spec.immutable ?? false) },
        ...{ expired: false, refreshNotBeforeMs: 0 },
      };
      const tags = known ? (spec.tags?.(id, value as T) ?? []).map((tag) => tagKey(this.#scope, tag)) : [];
      const lifetime = lifetimeMs(entry, rule);
      if (lifetime !== 0) this.#store.put(key, entry, { tags, loadedFromMs, lifetimeMs: lifetime });
      loaded.set(id, entry);
    }
    return loaded;
  }
}

export function tagKey(scope: TenantScope, tag: string): Key<'tag'> {
  return tenantKey('tag', scope, '', {})(tag);
}
