/** Level 1: entries in this process, bounded in bytes, found by key and dropped by tag. */

import { LRUCache } from 'lru-cache';
import type { Clock } from '../../domain/clock.ts';
import type { Key } from '../key.ts';
import { byteSize } from './byte-size.ts';
import type { Entry } from './entry.ts';

export interface MemoryStoreOptions {
  /** Most bytes held, about. */
  readonly maxBytes: number;
  readonly clock: Clock;
}

export interface PutOptions {
  readonly tags: readonly Key<'tag'>[];
  /** When its load began: a tag dropped since then makes the entry expired from the start. */
  readonly loadedFromMs: number;
  /** Milliseconds until it is of no use; undefined = while there is room. */
  readonly lifetimeMs: number | undefined;
}

export interface MemoryStore {
  get(key: Key<'entry' | 'answer'>): Entry | undefined;
  /** Unless what is held was loaded later: loads may overtake one another. */
  put(key: Key<'entry' | 'answer'>, entry: Entry, options: PutOptions): void;
  /** The tags an entry can be dropped under. */
  tagsOf(key: Key<'entry'>): readonly Key<'tag'>[];
  /** It is not to be had from here again, not even when the vendor fails. */
  remove(key: Key<'entry'>): void;
  /** What was made of entries is not to be had again either: their vendor refuses us, say. */
  forgetAnswers(): void;
  /** How often something was removed, or answers forgotten. */
  readonly removals: number;
  /** Expires every entry under any of the tags; gives their keys. */
  drop(tags: readonly Key<'tag'>[]): readonly Key<'entry' | 'answer'>[];
  /** How often something was dropped. */
  readonly drops: number;
  readonly bytes: number;
}

interface Slot {
  readonly entry: Entry;
  readonly tags: readonly Key<'tag'>[];
  readonly loadedFromMs: number;
}

export function createMemoryStore({ maxBytes, clock }: MemoryStoreOptions): MemoryStore {
  let drops = 0;
  let removals = 0;
  const keysByTag = new Map<Key<'tag'>, Set<Key<'entry' | 'answer'>>>();
  // Only loads in flight can be older than a drop, and none takes long: a bounded memory is enough.
  const droppedAtMs = new LRUCache<Key<'tag'>, number>({ max: 10_000 });

  const untag = (key: Key<'entry' | 'answer'>, tags: readonly Key<'tag'>[]) => {
    for (const tag of tags) {
      const keys = keysByTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) keysByTag.delete(tag);
    }
  };
  const slots = new LRUCache<Key<'entry' | 'answer'>, Slot>({
    maxSize: maxBytes,
    sizeCalculation: ({ entry }, key) => 200 + 2 * key.length + byteSize(entry.value),
    dispose: ({ tags }, key) => untag(key, tags),
    perf: clock,
    ttlResolution: 0,
  });

  return {
    get: (key) => slots.get(key)?.entry,
    put(key, entry, { tags, loadedFromMs, lifetimeMs }) {
      // Another replica's clock may run ahead.
      const fromMs = Math.min(loadedFromMs, clock.now());
      if ((slots.peek(key)?.loadedFromMs ?? fromMs) > fromMs) return;
      if (tags.some((tag) => (droppedAtMs.get(tag) ?? -1) >= fromMs)) entry.expired = true;
      slots.set(
        key,
        { entry, tags, loadedFromMs: fromMs },
        lifetimeMs === undefined ? {} : { ttl: Math.max(1, lifetimeMs) },
      );
      if (!slots.has(key)) return; // larger than the whole store
      for (const tag of tags) keysByTag.set(tag, (keysByTag.get(tag) ?? new Set()).add(key));
    },
    tagsOf: (key) => slots.peek(key)?.tags ?? [],
    remove(key) {
      if (slots.delete(key)) removals += 1;
    },
    forgetAnswers() {
      removals += 1;
    },
    get removals() {
      return removals;
    },
    drop(tags) {
      drops += 1;
      const keys = new Set(tags.flatMap((tag) => [...(keysByTag.get(tag) ?? [])]));
      for (const tag of tags) droppedAtMs.set(tag, clock.now());
      for (const key of keys) {
        const slot = slots.peek(key);
        if (slot) slot.entry.expired = true;
      }
      return [...keys];
    },
    get drops() {
      return drops;
    },
    get bytes() {
      return slots.calculatedSize;
    },
  };
}
