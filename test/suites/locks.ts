/** What locks promise, whatever database is under them. */

import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLocks, type Lock, type Locks } from '../../src/store/locks.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import type { TestDatabase } from '../support/stores.ts';

const heldMs = 20_000;
const signal = new AbortController().signal;

export function defineLockSuite(name: string, create: () => Promise<TestDatabase>): void {
  describe(`locks over ${name}`, () => {
    let under: TestDatabase;
    let stores: Store[];
    let clock: FakeClock;
    let replicas: readonly Locks[];
    const lock: Lock = { tenantId: 'acme', parts: ['action', '7101'] };

    beforeAll(async () => {
      under = await create();
      stores = [await openStore(under.url), await openStore(under.url)];
    });
    afterAll(async () => {
      await Promise.all(stores.map((store) => store.stop()));
      await under.drop();
    });
    beforeEach(async () => {
      await stores[0]!.db.deleteFrom('locks').execute();
      clock = createFakeClock();
      replicas = stores.map((store) => createLocks({ store, clock, heldMs }));
    });

    /** Time goes on for as long as the work is not done. */
    const untilDone = async <T>(work: Promise<T>): Promise<T> => {
      let over = false;
      const settled = work.finally(() => {
        over = true;
      });
      settled.catch(() => {});
      while (!over) {
        await clock.advance(50);
        // The database takes real time.
        await setTimeout(2);
      }
      return settled;
    };
    /** Takes the lock and never gives it back, as a process that was killed. */
    const dieWith = (locks: Locks, held: Lock) =>
      new Promise<void>((taken) => {
        void locks.alone(held, signal, () => {
          taken();
          return new Promise(() => {});
        });
      });

    it('lets one of many in at a time, on whichever replica, and all of them in the end', async () => {
      let inside = 0;
      let most = 0;
      const work = async () => {
        inside += 1;
        most = Math.max(most, inside);
        await clock.sleep(10);
        inside -= 1;
        return 'done';
      };
      const all = Array.from({ length: 8 }, (_, i) => replicas[i % 2]!.alone(lock, signal, work));
      expect(await untilDone(Promise.all(all))).toEqual(all.map(() => 'done'));
      expect(most).toBe(1);
    });

    it('keeps locks of other tenants, and of other parts, apart', async () => {
      await dieWith(replicas[0]!, lock);
      const others: Lock[] = [
        { ...lock, tenantId: 'other' },
        { ...lock, parts: ['action', '7102'] },
        { ...lock, parts: ['action","7101'] },
        { ...lock, parts: ['action', '7101', ''] },
      ];
      for (const other of others) expect(await replicas[1]!.alone(other, signal, async () => 'in')).toBe('in');
    });

    it('is free again after work that failed', async () => {
      const failing = replicas[0]!.alone(lock, signal, () => Promise.reject(new Error('no')));
      await expect(failing).rejects.toThrow('no');
      expect(await replicas[1]!.alone(lock, signal, async () => 'in')).toBe('in');
    });

    it('is free again when the time of a holder that died is over, and not before', async () => {
      await dieWith(replicas[0]!, lock);
      const startMs = clock.now();
      const enteredMs = await untilDone(replicas[1]!.alone(lock, signal, async () => clock.now()));
      expect(enteredMs - startMs).toBeGreaterThanOrEqual(heldMs);
    });

    it('is not given back by one whose time was over', async () => {
      let finish: () => void = () => {};
      const late = replicas[0]!.alone(
        lock,
        signal,
        () =>
          new Promise<void>((resolve) => {
            finish = resolve;
          }),
      );
      await expect.poll(() => stores[0]!.db.selectFrom('locks').select('name').execute()).toHaveLength(1);
      await clock.advance(heldMs);
      await dieWith(replicas[1]!, lock);
      finish();
      await late;
      expect(await stores[0]!.db.selectFrom('locks').select('name').execute()).toHaveLength(1);
    });

    it('is waited for until the signal ends, with its reason', async () => {
      await dieWith(replicas[0]!, lock);
      const ending = new AbortController();
      const waiting = replicas[1]!.alone(lock, ending.signal, async () => 'in');
      waiting.catch(() => {});
      await clock.advance(100);
      ending.abort(new Error('time is up'));
      await expect(untilDone(waiting)).rejects.toThrow('time is up');
    });
  });
}
