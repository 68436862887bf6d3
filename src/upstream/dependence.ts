import type { Key } from './key.ts';

/**
 * What an answer was made of: until when all of it is fresh, and under which tags it may be dropped before. Who reads
 * for an operation notes it here, so that the whole answer may be kept as long as its parts, and not a moment longer.
 */
export class Dependence {
  readonly tags = new Set<Key<'tag'>>();
  #freshUntilMs = Number.POSITIVE_INFINITY;
  #live = false;

  /** Of something read through the cache. */
  note(freshUntilMs: number, tags: readonly Key<'tag'>[]): void {
    this.#freshUntilMs = Math.min(this.#freshUntilMs, freshUntilMs);
    for (const tag of tags) this.tags.add(tag);
  }

  /** Of something that is not kept, or may change without being dropped: the answer is good this once. */
  markLive(): void {
    this.#live = true;
  }

  /** Epoch milliseconds; infinite when nothing in it can change, and in the past when it holds something live. */
  get freshUntilMs(): number {
    return this.#live ? Number.NEGATIVE_INFINITY : this.#freshUntilMs;
  }
}
