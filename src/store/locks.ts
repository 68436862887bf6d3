/**
 * Turns at what only one may change at a time, on whichever replica: something at a vendor that has to be read, changed
 * and written back, and that the vendor itself does not guard.
 *
 * Replicas compare the store's times with their own clocks: clocks apart by more than the holder's spare time would let
 * two in at once.
 */

import { randomUUID } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import type { Store } from './store.ts';

export interface Lock {
  readonly tenantId: string;
  /** What it stands for, in parts: no two lists of parts are one lock. */
  readonly parts: readonly string[];
}

export interface Locks {
  /**
   * Runs the work while nobody else has the lock; waits for its turn for as long as that takes.
   * @param signal ends the waiting; the work must end by it too, or others may find the lock expired.
   * @throws the signal's reason when it is aborted before the turn came
   */
  alone<T>(lock: Lock, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

export interface LocksOptions {
  readonly store: Pick<Store, 'db'>;
  readonly clock: Clock;
  /** After so long a lock is free again whatever became of its holder, milliseconds. Longer than any work may take. */
  readonly heldMs: number;
}

/** Between two looks at a lock that somebody has, in milliseconds. */
const waitMs = 50;

export function createLocks({ store: { db }, clock, heldMs }: LocksOptions): Locks {
  const take = async (tenantId: string, name: string, holder: string): Promise<boolean> => {
    const nowMs = clock.now();
    const mine = { holder, held_until_ms: nowMs + heldMs };
    const row = await db
      .insertInto('locks')
      .values({ tenant_id: tenantId, name, ...mine })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'name']).doUpdateSet(mine).where('locks.held_until_ms', '<=', nowMs),
      )
      .returning('holder')
      .executeTakeFirst();
    return row !== undefined;
  };

  const release = async (tenantId: string, name: string, holder: string): Promise<void> => {
    await db
      .deleteFrom('locks')
      .where('tenant_id', '=', tenantId)
      .where('name', '=', name)
      .where('holder', '=', holder)
      .execute();
  };

  return {
    async alone({ tenantId, parts }, signal, work) {
      const name = JSON.stringify(parts);
      const holder = randomUUID();
      while (!(await take(tenantId, name, holder))) await clock.sleep(waitMs, signal);
      try {
        signal.throwIfAborted();
        return await work();
      } finally {
        // One that cannot be released is free when its time is over.
        await release(tenantId, name, holder).catch(() => {});
      }
    },
  };
}
