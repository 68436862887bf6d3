/**
 * Entities by id at a vendor that can't be asked for several ids at once. The rule, in calls:
 *
 * - One page of the list costs as much as one id, and answers for 1000. So page 1 is read first; what it has is answered.
 * - It also tells the number of pages. The ids still missing are then asked for one by one while that is fewer calls than
 *   reading all other pages, otherwise those are read, in parallel. This is never more than one call above the best
 *   possible, and page 1 is in the cache for everybody afterwards.
 * - `fresherById`: a single id is asked for by itself unless page 1 was read so lately that the cache still has it.
 *   Right for entities that change while one looks at them.
 *
 * For as long as a page is fresh, an id that is in none of the pages read is unknown.
 */

import type { Batch } from '../../domain/batch.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Ref } from '../../domain/ref.ts';
import type { AppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection } from '../../upstream/connection.ts';
import { loadEach, toValues } from '../each-key.ts';
import type { EntitySource } from '../vendor.ts';
import { equiwattLimits } from './limits.ts';
import { type Entry, entryValue, type PagedList, readRest } from './paged-list.ts';

export interface EntitySourceOptions<T> {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly resource: string;
  readonly list: PagedList<T>;
  /** Reads one; undefined = unknown. Absent when the vendor has no such call. */
  readonly fetchById?: (id: string, call: Call) => Promise<T | undefined>;
  readonly tagsOf?: (id: string) => readonly string[];
  readonly fresherById?: boolean;
}

export interface ListedEntitySource<T> extends EntitySource<T> {
  /** To be called when the list was dropped from the cache. */
  forgetList(): void;
}

export function createEntitySource<T extends { readonly refs: readonly Ref[] }>(
  options: EntitySourceOptions<T>,
): ListedEntitySource<T> {
  const { connection, clock, resource, list, fetchById } = options;
  const freshMs = (equiwattLimits.freshness[resource]?.freshSeconds ?? 0) * 1000;
  let droppedAtMs = 0;

  const listIsFresh = () => list.firstPageAsOfMs > droppedAtMs && clock.now() < list.firstPageAsOfMs + freshMs;

  const readById = async (ids: readonly string[], call: Call): Promise<Batch<T>> => {
    if (!fetchById) return new Map();
    const answers = await connection.readMany<T>(
      {
        ...{ resource, params: { by: 'id' }, ids },
        tags: (id) => options.tagsOf?.(id) ?? [],
        load: (missing, shared) => loadEach(missing, (id) => fetchById(id, shared)),
      },
      call,
    );
    return toValues(answers, ({ value }) => value);
  };

  return {
    list: (window, call) => list.window(window, call),
    async byIds(ids, call) {
      const wanted = new Set(ids);
      const [only] = wanted;
      if (only === undefined) return new Map();
      const direct = options.fresherById && fetchById && wanted.size === 1 && !listIsFresh();
      if (direct && isUuid(only)) return readById([only], call);

      const found = new Map<string, T | AppError>();
      const take = (entries: readonly Entry<T>[]) => {
        for (const entry of entries) {
          const value = entryValue(entry, list.operation);
          for (const key of keysOf(entry)) if (wanted.has(key)) found.set(key, value);
        }
      };
      const first = await list.page(1, call);
      take(first.entries);
      const missing = [...wanted].filter((id) => !found.has(id));
      if (missing.length === 0 || first.totalPages <= 1) return found;

      if (fetchById && missing.length < first.totalPages - 1 && missing.every(isUuid)) {
        for (const [id, value] of await readById(missing, call)) found.set(id, value);
        return found;
      }
      for (const page of await readRest(first, (number) => list.page(number, call))) take(page.entries);
      return found;
    },
    forgetList: () => {
      droppedAtMs = clock.now();
    },
  };
}

function keysOf<T extends { readonly refs: readonly Ref[] }>(entry: Entry<T>): readonly string[] {
  if ('value' in entry) return entry.value.refs.map((ref) => ref.id);
  return entry.id === undefined ? [] : [entry.id];
}

/** Only equiwatt's own ids stand in its paths; the customer's id of an asset is found in the list alone. */
function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
}
