import { createFlow, type Flow, toFlow } from '../domain/flow.ts';

/** What a subscription's stream gives, beside the value of its field. */
export interface SubscriptionPayload {
  /** What made it. All who ask the same may be given the one answer to it; absent = this is nobody else's. */
  readonly occasion?: object;
  /** `seq` to resume after, once the answer was sent; absent = it has no place in the log. */
  readonly place?: number;
}

/** Turns one stream into another. */
export function mapStream<T, R>(
  source: AsyncIterable<T>,
  /** undefined leaves the item out. */
  map: (item: T) => R | undefined,
  /** Given out before the first item of the source. */
  first: readonly R[] = [],
): Flow<R> {
  const items = toFlow(source);
  const waiting = [...first];
  return createFlow({
    open: (reader) => items.open(reader),
    take: () => {
      if (waiting.length > 0) return waiting.shift();
      for (;;) {
        const item = items.take();
        if (item === undefined) return undefined;
        const value = map(item);
        if (value !== undefined) return value;
      }
    },
    close: () => items.close(),
  });
}
