/**
 * Pages of a list that is made of sections: one a vendor, in a fixed order. A cursor is a place in a section, so it stays
 * good when another vendor fails or grows.
 */

import type { Slice, Window } from '../../domain/batch.ts';
import { type AppError, badInput, toAppError } from '../../errors.ts';
import { type PageArguments, toWalk, type Walk } from './arguments.ts';
import { type Place, type Spot, toCursor, toPlace } from './cursor.ts';

/** One stretch of a list. */
export interface Section<T> {
  /** Part of the cursors; the same for ever. */
  readonly key: string;
  read(window: Window): Promise<Slice<T | AppError>>;
}

export interface PageEdge<T> {
  readonly cursor: string;
  /** An AppError stands for an item, or a whole section, that could not be read. */
  readonly item: T | AppError;
}

export interface Page<T> {
  /** Of the edges, in their order. */
  readonly items: readonly (T | AppError)[];
  readonly edges: readonly PageEdge<T>[];
  hasNextPage(): boolean | Promise<boolean>;
  hasPreviousPage(): boolean | Promise<boolean>;
  /** null when a section does not know its total. */
  totalCount(): number | null | Promise<number | null>;
}

/** What a failing section does to the list: it becomes one null item, or the whole field fails. */
export type OnFailure = 'null-item' | 'fail';

/** @throws AppError BAD_USER_INPUT naming the argument; what a section throws, when failures are to fail */
export async function readPage<T>(
  parts: readonly Section<T>[],
  args: PageArguments,
  onFailure: OnFailure,
): Promise<Page<T>> {
  const sections = parts.map((part) => toCounted(part));
  const walk = toWalk(args);
  const place = toPlace(sections, walk);
  const walked = walk.direction === 'forward' ? walkForward : walkBackward;
  const { edges, beyond } = await walked(sections, walk, place, onFailure);

  const passed = async () => walk.cursor !== undefined;
  return {
    items: edges.map(({ item }) => item),
    edges,
    hasNextPage: walk.direction === 'forward' ? beyond : passed,
    hasPreviousPage: walk.direction === 'forward' ? passed : beyond,
    totalCount: () => countAll(sections),
  };
}

interface Walked<T> {
  readonly edges: readonly PageEdge<T>[];
  /** Whether items follow in the direction of the walk. */
  readonly beyond: () => Promise<boolean>;
}

async function walkForward<T>(
  sections: readonly Section<T>[],
  { limit }: Walk,
  start: Place | undefined,
  onFailure: OnFailure,
): Promise<Walked<T>> {
  const edges: PageEdge<T>[] = [];
  let offset = start?.next ?? 0;
  for (let index = start?.section ?? 0; index < sections.length; index += 1, offset = 0) {
    const section = sections[index];
    if (!section || offset === Number.POSITIVE_INFINITY) continue;
    if (edges.length >= limit) return { edges, beyond: () => anyHolds(sections.slice(index)) };
    const window = { offset, limit: limit - edges.length };
    const slice = await readOrFail(section, window, onFailure);
    edges.push(...toEdges(section, window, slice));
    if (!(slice instanceof Error) && slice.hasMore) return { edges, beyond: async () => true };
  }
  return { edges, beyond: async () => false };
}

async function walkBackward<T>(
  sections: readonly Section<T>[],
  { limit }: Walk,
  end: Place | undefined,
  onFailure: OnFailure,
): Promise<Walked<T>> {
  const edges: PageEdge<T>[] = [];
  let before = end?.before;
  for (let index = end?.section ?? sections.length - 1; index >= 0; index -= 1, before = undefined) {
    const section = sections[index];
    if (!section) continue;
    if (edges.length >= limit) return { edges, beyond: () => anyHolds(sections.slice(0, index + 1)) };
    const total = before ?? (await endOf(section, onFailure));
    if (total instanceof Error) {
      edges.unshift(...toEdges<T>(section, firstItem, total));
      continue;
    }
    const offset = Math.max(0, total - (limit - edges.length));
    if (total > offset) {
      const window = { offset, limit: total - offset };
      edges.unshift(...toEdges(section, window, await readOrFail(section, window, onFailure)));
    }
    if (offset > 0) return { edges, beyond: async () => true };
  }
  return { edges, beyond: async () => false };
}

async function endOf<T>(section: Section<T>, onFailure: OnFailure): Promise<number | AppError> {
  const slice = await readOrFail(section, firstItem, onFailure);
  if (slice instanceof Error) return slice;
  if (slice.total !== undefined) return slice.total;
  throw badInput('last', 'last: this list cannot be read from its end, its vendor gives no total; use `first`.');
}

const firstItem: Window = { offset: 0, limit: 1 };

async function readOrFail<T>(
  section: Section<T>,
  window: Window,
  onFailure: OnFailure,
): Promise<Slice<T | AppError> | AppError> {
  try {
    return await section.read(window);
  } catch (error) {
    if (onFailure === 'fail') throw error;
    return toAppError(error);
  }
}

/**
 * Unreadable items come last, since where they stood is not known. Where they leave fewer items than asked for, the last
 * cursor is that of the end of the window: the next page may show an item again, but never passes one over.
 */
export function toEdges<T>(
  section: Pick<Section<T>, 'key'>,
  window: Window,
  slice: Slice<T | AppError> | AppError,
): PageEdge<T>[] {
  if (slice instanceof Error) return [new Edge<T>(section.key, 'failed', slice)];
  const { items, broken = [], hasMore } = slice;
  const end = hasMore ? window.offset + window.limit - 1 : 'end';
  const last = hasMore ? end : window.offset + items.length - 1;
  return [
    ...items.map((item, i) => new Edge(section.key, i === items.length - 1 ? last : window.offset + i, item)),
    ...broken.map((item) => new Edge<T>(section.key, end, item)),
  ];
}

/** Writes its cursor for who asks: most read the items alone. */
class Edge<T> implements PageEdge<T> {
  readonly item: T | AppError;
  readonly #sectionKey: string;
  readonly #spot: Spot;

  constructor(sectionKey: string, spot: Spot, item: T | AppError) {
    this.#sectionKey = sectionKey;
    this.#spot = spot;
    this.item = item;
  }

  get cursor(): string {
    return toCursor(this.#sectionKey, this.#spot);
  }
}

/** A section that fails holds an item: the null that tells of it. */
async function anyHolds<T>(sections: readonly Section<T>[]): Promise<boolean> {
  for (const section of sections) {
    const slice = await readOrFail(section, firstItem, 'null-item');
    if (slice instanceof Error || slice.items.length > 0 || slice.broken) return true;
  }
  return false;
}

interface CountedSection<T> extends Section<T> {
  /** From what was read already: a vendor that failed once is not waited for twice. */
  total(): Promise<number | undefined>;
}

function toCounted<T>({ key, read }: Section<T>): CountedSection<T> {
  let seen: Promise<Slice<T | AppError>> | undefined;
  return {
    key,
    read: (window) => {
      seen = read(window);
      return seen;
    },
    total: async () => (await (seen ?? read(firstItem))).total,
  };
}

async function countAll<T>(sections: readonly CountedSection<T>[]): Promise<number | null> {
  const totals = await Promise.all(sections.map((section) => section.total()));
  return totals.reduce<number | null>((sum, total) => (sum === null || total === undefined ? null : sum + total), 0);
}
