import type { AppError } from '../errors.ts';

/**
 * The answer of a batched read, by key (a vendor's own id unless said otherwise).
 * A key that is absent is unknown to the vendor; an AppError belongs to its key alone.
 */
export type Batch<T> = ReadonlyMap<string, T | AppError>;

/** A part of a list: items from `offset` on. */
export interface Window {
  /** Number of items to pass over, from 0. */
  readonly offset: number;
  /** Most items to give, 1 to 1000. */
  readonly limit: number;
}

export interface Slice<T> {
  readonly items: readonly T[];
  /** Number of items in the whole list, where the vendor gives it for free. */
  readonly total?: number;
  /** Whether items follow this slice. */
  readonly hasMore: boolean;
  /** One error for each item of this part of the list that the vendor sent in an unreadable form; `items` lacks them. */
  readonly broken?: readonly AppError[];
}

/** The slice of a list that is held whole. */
export function toSlice<T>(list: readonly T[], window: Window): Slice<T> {
  const end = window.offset + window.limit;
  return { items: list.slice(window.offset, end), total: list.length, hasMore: end < list.length };
}
