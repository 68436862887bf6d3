/** Pages of a list that is at hand as a whole. */

import { toSlice } from '../../domain/batch.ts';
import type { AppError } from '../../errors.ts';
import { type PageArguments, toWalk } from './arguments.ts';
import { toPlace } from './cursor.ts';
import { type Page, type PageEdge, toEdges } from './page.ts';

/**
 * Judges the arguments; gives what cuts the page from the list, as `readPage` would of one section with this key.
 * @throws AppError BAD_USER_INPUT naming the argument
 */
export function wholePage(key: string, args: PageArguments): <T>(list: readonly (T | AppError)[]) => Page<T> {
  const walk = toWalk(args);
  const place = toPlace([{ key }], walk);
  const isPast = walk.cursor !== undefined;
  return (list) => {
    if (walk.direction === 'forward') {
      // Behind the end nothing follows.
      const offset = Math.min(place?.next ?? 0, list.length);
      const end = Math.min(offset + walk.limit, list.length);
      return new WholePage(key, list, offset, end, end < list.length, isPast);
    }
    const end = Math.min(place?.before ?? list.length, list.length);
    const offset = Math.max(0, end - walk.limit);
    return new WholePage(key, list, offset, end, isPast, offset > 0);
  };
}

class WholePage<T> implements Page<T> {
  readonly key: string;
  readonly list: readonly (T | AppError)[];
  /** The items from `offset` up to `end`, exclusive. */
  readonly offset: number;
  readonly end: number;
  readonly next: boolean;
  readonly previous: boolean;

  constructor(
    key: string,
    list: readonly (T | AppError)[],
    offset: number,
    end: number,
    next: boolean,
    previous: boolean,
  ) {
    this.key = key;
    this.list = list;
    this.offset = offset;
    this.end = end;
    this.next = next;
    this.previous = previous;
  }

  get items(): readonly (T | AppError)[] {
    return this.list.slice(this.offset, this.end);
  }

  get edges(): readonly PageEdge<T>[] {
    if (this.offset === this.end) return [];
    const window = { offset: this.offset, limit: this.end - this.offset };
    return toEdges(this, window, toSlice(this.list, window));
  }

  hasNextPage(): boolean {
    return this.next;
  }

  hasPreviousPage(): boolean {
    return this.previous;
  }

  totalCount(): number {
    return this.list.length;
  }
}
