import type { Slice, Window } from '../domain/batch.ts';

/** A list that grows, read in parts; equal reads of one operation are one. */
export interface ListReader<Key, T> {
  page(key: Key, window: Window): Promise<Slice<T>>;
  /** The whole list, in order. */
  all(key: Key): Promise<readonly T[]>;
}

/** The most a source gives in one part. */
const largestWindow = 1000;

/** `nameOf` tells keys apart; `onItems` sees what was read. */
export function createListReader<Key, T>(options: {
  readonly nameOf: (key: Key) => string;
  readonly read: (key: Key, window: Window) => Promise<Slice<T>>;
  readonly onItems?: (key: Key, items: readonly T[]) => void;
}): ListReader<Key, T> {
  const pages = new Map<string, Promise<Slice<T>>>();
  const wholes = new Map<string, Promise<readonly T[]>>();

  const page = (key: Key, window: Window) =>
    remember(pages, `${window.offset}+${window.limit} ${options.nameOf(key)}`, async () => {
      const slice = await options.read(key, window);
      options.onItems?.(key, slice.items);
      return slice;
    });

  const readAll = async (key: Key) => {
    const items: T[] = [];
    for (let hasMore = true; hasMore; ) {
      const slice = await page(key, { offset: items.length, limit: largestWindow });
      items.push(...slice.items);
      // A list that says "more" and gives nothing would never end.
      hasMore = slice.hasMore && slice.items.length > 0;
    }
    return items;
  };

  return { page, all: (key) => remember(wholes, options.nameOf(key), () => readAll(key)) };
}

/** Gives what is already being read under the name, or begins to read it. */
export function remember<T>(memory: Map<string, Promise<T>>, name: string, read: () => Promise<T>): Promise<T> {
  const known = memory.get(name);
  if (known) return known;
  const promise = read();
  memory.set(name, promise);
  return promise;
}
