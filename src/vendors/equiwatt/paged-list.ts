/** A list of equiwatt, read through the cache in pages of 1000: by window, or whole. */

import type { z } from 'zod';
import type { Slice, Window } from '../../domain/batch.ts';
import type { AppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection, Drift } from '../../upstream/connection.ts';
import { type Endpoint, fetchPage } from './api.ts';
import { pageSize } from './limits.ts';
import { contractError, type parsePage, type WirePage } from './wire.ts';

export interface PagedListOptions<Wire, T> {
  readonly connection: Connection;
  readonly endpoint: Endpoint;
  /** Name of its freshness in the limits. */
  readonly resource: string;
  /** Names under which its pages can be dropped. */
  readonly tags: readonly string[];
  readonly schema: z.ZodType<Wire>;
  readonly toDomain: (wire: Wire) => T;
  /** Tells the page from an answer that may be no plain list. */
  readonly readPage?: typeof parsePage;
}

/** An item of a list, or what is known of one that could not be read. Plain data, for it lives in the cache. */
export type Entry<T> =
  | { readonly id: string; readonly value: T }
  | { readonly id: string | undefined; readonly broken: string };

export interface ListPage<T> {
  readonly entries: readonly Entry<T>[];
  readonly totalItems: number;
  readonly totalPages: number;
}

export interface PagedList<T> {
  readonly operation: string;
  /** When the vendor gave page 1 as it was last seen here; epoch milliseconds, 0 = not seen. */
  readonly firstPageAsOfMs: number;
  /** Page `number`, from 1; empty when what the list belongs to is unknown. */
  page(number: number, call: Call): Promise<ListPage<T>>;
  window(window: Window, call: Call): Promise<Slice<T>>;
  /** All entries, none twice; undefined when what the list belongs to is unknown. */
  whole(call: Call): Promise<readonly Entry<T>[] | undefined>;
  /** The same as the vendor says it now, past the cache. */
  wholeNow(call: Call): Promise<readonly Entry<T>[] | undefined>;
}

export function createPagedList<Wire, T>(options: PagedListOptions<Wire, T>): PagedList<T> {
  const { connection, endpoint, resource } = options;
  const { operation } = endpoint;
  let firstPageAsOfMs = 0;

  const fetchNow = async (page: number, call: Call): Promise<ListPage<T> | null> => {
    const readItems = (answer: WirePage, drift: Drift) => toListPage(answer, options, drift);
    return (await fetchPage(connection, endpoint, page, readItems, call, options.readPage)) ?? null;
  };

  const readPage = async (page: number, call: Call) => {
    const cached = await connection.read<ListPage<T> | null>(
      {
        resource,
        params: { list: endpoint.path, ...toParams(endpoint.query), page },
        tags: () => options.tags,
        load: (shared) => fetchNow(page, shared),
      },
      call,
    );
    if (page === 1) firstPageAsOfMs = cached.asOfMs;
    return cached.value;
  };

  const pageOrNothing = async (number: number, call: Call) => (await readPage(number, call)) ?? unknownList;

  return {
    operation,
    get firstPageAsOfMs() {
      return firstPageAsOfMs;
    },
    page: pageOrNothing,
    async window(window, call) {
      const firstPage = Math.floor(window.offset / pageSize) + 1;
      const lastPage = Math.floor((window.offset + window.limit - 1) / pageSize) + 1;
      const first = await pageOrNothing(firstPage, call);
      const second =
        lastPage > firstPage && first.totalPages >= lastPage ? await pageOrNothing(lastPage, call) : undefined;
      const start = window.offset - (firstPage - 1) * pageSize;
      const entries = [...first.entries, ...(second?.entries ?? [])].slice(start, start + window.limit);
      return toSlice(entries, first.totalItems, window, operation);
    },
    whole: (call) => readWhole((number) => readPage(number, call)),
    wholeNow: (call) => readWhole((number) => fetchNow(number, call)),
  };
}

async function readWhole<T>(
  read: (number: number) => Promise<ListPage<T> | null>,
): Promise<readonly Entry<T>[] | undefined> {
  const first = await read(1);
  if (!first) return undefined;
  const rest = await readRest(first, read);
  return withoutRepeats([first, ...rest].flatMap((page) => page?.entries ?? []));
}

/** Pages 2 to the last, in parallel: page 1 has told how many there are. */
export function readRest<P>(first: { readonly totalPages: number }, read: (number: number) => Promise<P>) {
  return Promise.all(Array.from({ length: Math.max(0, first.totalPages - 1) }, (_, i) => read(i + 2)));
}

/** The value of an entry, or the error that stands for it. */
export function entryValue<T>(entry: Entry<T>, operation: string): T | AppError {
  return 'value' in entry ? entry.value : contractError(operation, entry.broken);
}

const unknownList = { entries: [], totalItems: 0, totalPages: 0 } as const;

function toListPage<Wire, T>(
  page: WirePage,
  { schema, toDomain }: PagedListOptions<Wire, T>,
  drift: Drift,
): ListPage<T> {
  const entries = page.items.map((item): Entry<T> => {
    // assumed: the draft lists members as bare ids.
    const wire = typeof item === 'string' ? { uuid: item } : item;
    const result = schema.safeParse(wire);
    const id = idWithin(wire);
    if (result.success) return { id: id ?? '', value: toDomain(result.data) };
    drift(item);
    const fields = result.error.issues.map((issue) => issue.path.join('.'));
    return { id, broken: `an item unreadable in ${[...new Set(fields)].slice(0, 3).join(', ')}` };
  });
  return { entries, totalItems: page.totalItems, totalPages: page.totalPages };
}

/** The uuid of a raw item, its own or its asset's, when it can be read although the item can't. */
function idWithin(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  if ('uuid' in item) return typeof item.uuid === 'string' ? item.uuid : undefined;
  return 'asset' in item ? idWithin(item.asset) : undefined;
}

function toSlice<T>(entries: readonly Entry<T>[], total: number, window: Window, operation: string): Slice<T> {
  const items: T[] = [];
  const broken: AppError[] = [];
  for (const entry of withoutRepeats(entries)) {
    if ('value' in entry) items.push(entry.value);
    else broken.push(contractError(operation, entry.broken));
  }
  const hasMore = window.offset + window.limit < total;
  return { items, total, hasMore, ...(broken.length > 0 ? { broken } : {}) };
}

/** The order of lists is not documented, so an item may move to another page between two calls. */
function withoutRepeats<T>(entries: readonly Entry<T>[]): readonly Entry<T>[] {
  const seen = new Set<string>();
  return entries.filter(({ id }) => {
    if (!id) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

function toParams(query: Endpoint['query']): Record<string, string> {
  const set = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set.map(([name, value]) => [`query.${name}`, String(value)]));
}
