/**
 * Reads through the cache for many accounts: the vendor has no call for several, so each missing one is a call of its
 * own, side by side under the limit on concurrent requests.
 */

import type { Batch } from '../../domain/batch.ts';
import type { Clock } from '../../domain/clock.ts';
import type { HouseholdPeriod } from '../../domain/entities.ts';
import type { AppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Cached, Connection } from '../../upstream/connection.ts';
import type { KeyParams } from '../../upstream/key.ts';
import { loadEach, toValues } from '../each-key.ts';
import { type HouseholdKey, householdKey } from '../vendor.ts';
import { civilDate, pastPeriods, type WirePeriod, wirePeriods } from './periods.ts';

/** Everything that was read of an account. */
export const accountTag = (accountNumber: string) => `account:${accountNumber}`;

export type CachedBatch<T> = ReadonlyMap<string, Cached<T> | AppError>;
/** By account id. */
export type ReadAccounts<T> = (ids: readonly string[], call: Call) => Promise<CachedBatch<T>>;
/** The same for one period. */
export type ReadPeriod<T> = (period: HouseholdPeriod, ids: readonly string[], call: Call) => Promise<CachedBatch<T>>;

/** undefined = the vendor does not know the account. */
type FetchOne<W> = (id: string, call: Call) => Promise<W | undefined>;
type FetchPeriod<W> = (id: string, period: WirePeriod, call: Call) => Promise<W | undefined>;

export interface AccountReaderOptions {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly timeZone: string;
}

export function createAccountReader({ connection, clock, timeZone }: AccountReaderOptions) {
  const read = <W, T>(
    resource: string,
    params: KeyParams,
    ids: readonly string[],
    fetchOne: FetchOne<W>,
    toOurs: (wire: W) => T,
    call: Call,
  ): Promise<CachedBatch<T>> => {
    const load = (missing: readonly string[], shared: Call) =>
      loadEach(missing, async (id) => {
        const wire = await fetchOne(id, shared);
        return wire === undefined ? undefined : toOurs(wire);
      });
    return connection.readMany({ resource, params, ids, tags: (id: string) => [accountTag(id)], load }, call);
  };

  const ofAccount =
    <W, T>(resource: string, fetchOne: FetchOne<W>, toOurs: (wire: W) => T): ReadAccounts<T> =>
    (ids, call) =>
      read(resource, {}, ids, fetchOne, toOurs, call);

  /** Periods that are over are the resource `<resource>Past`. */
  const ofPeriod =
    <W, T>(resource: string, fetchPeriod: FetchPeriod<W>, toOurs: (wire: W) => T): ReadPeriod<T> =>
    (period, ids, call) => {
      const name = pastPeriods.has(period) ? `${resource}Past` : resource;
      // "Yesterday" is another day after midnight, so the date is part of what the value is.
      const params = { period, today: civilDate(clock.now(), timeZone).toString() };
      return read(name, params, ids, (id, shared) => fetchPeriod(id, wirePeriods[period], shared), toOurs, call);
    };

  return { ofAccount, ofPeriod, plainly, plainlyByPeriod };
}

/** The values without when they were read. */
function plainly<T>(read: ReadAccounts<T>): (ids: readonly string[], call: Call) => Promise<Batch<T>>;
function plainly<T, U>(
  read: ReadAccounts<T>,
  toOurs: (value: T) => U,
): (ids: readonly string[], call: Call) => Promise<Batch<U>>;
function plainly<T>(read: ReadAccounts<T>, toOurs: (value: T) => unknown = (value) => value) {
  return async (ids: readonly string[], call: Call) => toValues(await read(ids, call), ({ value }) => toOurs(value));
}

/** For keys of any periods: one read a period. */
function plainlyByPeriod<T>(read: ReadPeriod<T>): (keys: readonly HouseholdKey[], call: Call) => Promise<Batch<T>> {
  return (keys, call) => readByPeriod(read, keys, ({ value }) => value, call);
}

/** Answers by `householdKey`. */
export async function readByPeriod<T, U>(
  read: ReadPeriod<T>,
  keys: readonly HouseholdKey[],
  toOurs: (cached: Cached<T>) => U,
  call: Call,
): Promise<Batch<U>> {
  const byPeriod = Map.groupBy(keys, ({ period }) => period);
  const batches = await Promise.all(
    [...byPeriod].map(async ([period, members]) => {
      const ids = members.map(({ id }) => id);
      const batch = toValues(await read(period, ids, call), toOurs);
      return [...batch].map(([id, value]) => [householdKey({ id, period }), value] as const);
    }),
  );
  return new Map(batches.flat());
}
