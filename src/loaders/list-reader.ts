import type { Slice, Window } from '../domain/batch.ts';
import type { AppError } from '../errors.ts';

/** A list that grows, read in parts; equal reads of one operation are one. */
export interface ListReader<Key, T> {
  page(key: Key, window: Window): Promise<Slice<T>>;
  /** The whole list, in order. */
  all(key: Key): Promise<readonly T[]>;
  /** The whole list, and an error for each item that the vendor sent in an unreadable form. */
  whole(key: Key): Promise<WholeList<T>>;
}

export interface WholeList<T> {
  readonly items: readonly T[];
  readonly broken: readonly AppError[];
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
  const wholes = new Map<string, Promise<WholeList<T>>>();

  const page = (key: Key, window: Window) =>
    remember(pages, `${window.offset}+${window.limit} ${options.nameOf(key)}`, async () => {
      const slice = await options.read(key, window);
      options.onItems?.(key, slice.items);
      return slice;
    });

  const readWhole = async (key: Key): Promise<WholeList<T>> => {
    const items: T[] = [];
    const broken: AppError[] = [];
    for (let offset = 0; ; offset += largestWindow) {
      const slice = await page(key, { offset, limit: largestWindow });
      items.push(...slice.items);
      broken.push(...(slice.broken ?? []));
      // A list that says "more" and gives nothing would never end.
      if (!slice.hasMore || (slice.items.length === 0 && !slice.broken)) return { items, broken };
    }
  };

  const whole = (key: Key) => remember(wholes, options.nameOf(key), () => readWhole(key));
  return { page, whole, all: async (key) => (await whole(key)).items };
}

/** Gives what is already being read under the name, or begins to read it. */
export function remember<T>(memory: Map<string, Promise<T>>, name: string, read: () => Promise<T>): Promise<T> {
  const known = memory.get(name);
  if (known) return known;
  const promise = read();
  memory.set(name, promise);
  return promise;
}
