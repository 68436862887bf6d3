/**
 * Level 2: entries that all replicas share, in Redis. It only ever saves a vendor call: when Redis is slow or gone, it
 * has nothing. A drop leaves a mark for each tag; an entry loaded before the mark is expired.
 */

import { deserialize, serialize } from 'node:v8';
import type { Clock } from '../../domain/clock.ts';
import type { Key } from '../key.ts';
import type { AskRedis } from '../redis-guard.ts';
import type { Entry } from './entry.ts';
import type { PutOptions } from './memory-store.ts';

/** What the store needs of a Redis client (ioredis has it). */
export interface RedisValues {
  mgetBuffer(...keys: string[]): Promise<(Buffer | null)[]>;
  set(key: string, value: Buffer | string, unit: 'PX', milliseconds: number): Promise<unknown>;
}

/** An entry with what level 1 needs to keep it. */
export interface SharedEntry {
  readonly entry: Entry;
  readonly tags: readonly Key<'tag'>[];
  readonly loadedFromMs: number;
}

export interface SharedStore {
  /** In the order of the keys. Never throws. */
  find(keys: readonly Key<'entry'>[]): Promise<readonly (SharedEntry | undefined)[]>;
  keep(key: Key<'entry'>, entry: Entry, options: PutOptions): void;
  drop(tags: readonly Key<'tag'>[]): void;
  remove(key: Key<'entry'>): void;
}

/** How long what never changes is kept here, and the longest any mark is needed. */
const longestMs = 30 * 24 * 3_600_000;
/** Larger entries are not worth the way. */
const mostBytes = 1024 * 1024;
/** Clocks of replicas differ: an entry loaded so shortly after a mark may be older than it. */
const skewMs = 2_000;

export function createSharedStore(redis: RedisValues, clock: Clock, ask: AskRedis): SharedStore {
  const tell = (command: () => Promise<unknown>) => {
    ask(command).catch(() => undefined);
  };

  const droppedAtMs = async (tags: readonly Key<'tag'>[]): Promise<ReadonlyMap<Key<'tag'>, number> | undefined> => {
    if (tags.length === 0) return new Map();
    const marks = await ask(() => redis.mgetBuffer(...tags.map(nameOf)));
    return marks && new Map(tags.map((tag, i) => [tag, Number(marks[i]?.toString() ?? 0)]));
  };

  return {
    async find(keys) {
      const stored = keys.length === 0 ? [] : await ask(() => redis.mgetBuffer(...keys.map(nameOf)));
      const found = (stored ?? []).map(parseShared);
      const marks = await droppedAtMs([...new Set(found.flatMap((each) => each?.tags ?? []))]);
      if (!marks) return [];
      for (const each of found) {
        const dropped = each?.tags.some((tag) => (marks.get(tag) ?? 0) + skewMs > each.loadedFromMs);
        if (each && dropped) each.entry.expired = true;
      }
      return found;
    },
    keep(key, entry, { tags, loadedFromMs, lifetimeMs }) {
      // The other replicas' refreshes are their own.
      const bytes = toBytes({ entry: { ...entry, refreshNotBeforeMs: 0 }, tags, loadedFromMs });
      if (!bytes || bytes.length > mostBytes) return;
      const ttlMs = Math.ceil(Math.min(lifetimeMs ?? longestMs, longestMs));
      tell(() => redis.set(nameOf(key), bytes, 'PX', ttlMs));
    },
    drop(tags) {
      for (const tag of tags) tell(() => redis.set(nameOf(tag), String(clock.now()), 'PX', longestMs));
    },
    remove(key) {
      tell(() => redis.set(nameOf(key), '', 'PX', 1));
    },
  };
}

function nameOf(key: Key<'entry'> | Key<'tag'>): string {
  return `wattgraph:${key}`;
}

/** undefined for a value that cannot be copied; it then stays in level 1. */
function toBytes(shared: SharedEntry): Buffer | undefined {
  try {
    return serialize([formatVersion, shared]);
  } catch {
    return undefined;
  }
}

/** undefined for what another version of the gateway wrote. */
function parseShared(bytes: Buffer | null): SharedEntry | undefined {
  if (!bytes) return undefined;
  try {
    const [version, shared] = deserialize(bytes);
    return version === formatVersion ? shared : undefined;
  } catch {
    return undefined;
  }
}

/** Raised whenever the shape of a stored entry, or of any domain value in one, changes. */
const formatVersion = 1;
