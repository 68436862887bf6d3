/** What a subscription's stream gives, beside the value of its field. */
export interface SubscriptionPayload {
  /** What made it. All who ask the same may be given the one answer to it; absent = this is nobody else's. */
  readonly occasion?: object;
  /** `seq` to resume after, once the answer was sent; absent = it has no place in the log. */
  readonly place?: number;
}

/**
 * Turns one asynchronous stream into another. Not an async generator: that would keep the feed's iterator waiting for its
 * next event before it could be closed, and a client that leaves must free it at once.
 */
export function mapStream<T, R>(
  source: AsyncIterableIterator<T>,
  /** undefined leaves the item out. */
  map: (item: T) => R | undefined,
  /** Given out before the first item of the source. */
  first: readonly R[] = [],
): AsyncIterableIterator<R> {
  const waiting = [...first];
  const end: IteratorResult<R> = { done: true, value: undefined };
  return {
    next: async () => {
      const ready = waiting.shift();
      if (ready !== undefined) return { done: false, value: ready };
      for (;;) {
        const step = await source.next();
        if (step.done) return end;
        const value = map(step.value);
        if (value !== undefined) return { done: false, value };
      }
    },
    return: async () => {
      await source.return?.();
      return end;
    },
    throw: async (error) => {
      await source.return?.();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
