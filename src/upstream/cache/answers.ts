/** Whole answers, beside the entries they were made of: dropped by the same tags, out of the same room. */

import type { Clock } from '../../domain/clock.ts';
import type { Dependence } from '../dependence.ts';
import { answerKey, type Key } from '../key.ts';
import type { MemoryStore } from './memory-store.ts';

export interface AnswerStore {
  /** The key of an answer: whose it is, as of which of the tenant's changes, and all that makes it what it is. */
  keyOf(tenantId: string, question: string): Key<'answer'>;
  /** The bytes of an answer of which all is fresh. */
  find(key: Key<'answer'>): Buffer | undefined;
  /** Keeps an answer that was begun at `begunMs` for as long as it holds; one that holds no longer is not kept. */
  keep(key: Key<'answer'>, bytes: Buffer, dependence: Dependence, begunMs: number): void;
  /** Something of the tenant's has changed that no tag stands for: answers from before are not found any more. */
  forget(tenantId: string): void;
  /** Grows with every drop: who asks after one may not be given what was begun before it. */
  readonly epoch: number;
}

/** An answer is made anew after so long, in milliseconds: what a word like `yesterday` in it means moves on. */
const longestMs = 60_000;
/** Larger ones are not kept, in bytes. */
const mostBytes = 4 * 1024 * 1024;

export function createAnswerStore(store: MemoryStore, clock: Clock): AnswerStore {
  const generations = new Map<string, number>();
  const generationOf = (tenantId: string) => generations.get(tenantId) ?? 0;

  return {
    // What was removed is not to be had from here either: nothing tells which answers it is in, and it is rare.
    keyOf: (tenantId, question) => answerKey(tenantId, [generationOf(tenantId), store.removals], question),
    find(key) {
      const entry = store.get(key);
      return entry && !entry.expired && Buffer.isBuffer(entry.value) ? entry.value : undefined;
    },
    keep(key, bytes, { freshUntilMs, tags }, begunMs) {
      const nowMs = clock.now();
      const lifetimeMs = Math.min(longestMs, freshUntilMs - nowMs);
      if (lifetimeMs <= 0 || bytes.length > mostBytes) return;
      const entry = {
        ...{ value: bytes, unknown: false, asOfMs: nowMs, immutable: false, expired: false, refreshNotBeforeMs: 0 },
      };
      store.put(key, entry, { tags: [...tags], loadedFromMs: begunMs, lifetimeMs });
    },
    forget(tenantId) {
      generations.set(tenantId, generationOf(tenantId) + 1);
    },
    get epoch() {
      return store.drops;
    },
  };
}
