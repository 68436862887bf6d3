/** What every store promises, whatever database is under it. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadOrCreateSecret } from '../../src/store/secrets.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { TestDatabase } from '../support/stores.ts';

export function defineStoreSuite(name: string, create: () => Promise<TestDatabase>): void {
  describe(`store over ${name}`, () => {
    let under: TestDatabase;
    let stores: Store[] = [];
    const open = async () => {
      const store = await openStore(under.url);
      stores.push(store);
      return store;
    };

    beforeAll(async () => {
      under = await create();
    });
    afterAll(async () => {
      await Promise.all(stores.map((store) => store.stop()));
      stores = [];
      await under.drop();
    });

    it('opens at once in several replicas, and each finds the tables', async () => {
      const opened = await Promise.all([open(), open(), open()]);
      for (const store of opened) {
        await store.ping();
        expect(await store.db.selectFrom('events').selectAll().execute()).toEqual([]);
      }
    });

    it('opens a database that is up to date already', async () => {
      const first = await open();
      const second = await open();
      await second.ping();
      expect(second.dialect).toBe(first.dialect);
    });

    it('makes a secret once, the same for every replica and every time', async () => {
      const [first, second] = [await open(), await open()];
      const secrets = await Promise.all([
        ...Array.from({ length: 5 }, () => loadOrCreateSecret(first, 'ids')),
        ...Array.from({ length: 5 }, () => loadOrCreateSecret(second, 'ids')),
      ]);
      expect(secrets[0]).toHaveLength(32);
      expect(new Set(secrets.map((secret) => Buffer.from(secret).toString('hex'))).size).toBe(1);
      expect(await loadOrCreateSecret(first, 'others')).not.toEqual(secrets[0]);
    });

    it('refuses a stored secret that is shorter than asked for', async () => {
      const store = await open();
      await loadOrCreateSecret(store, 'short', 8);
      await expect(loadOrCreateSecret(store, 'short', 32)).rejects.toThrow('short has 8 bytes instead of 32');
    });

    it('answers all that was asked of it before it stops, and nothing after', async () => {
      const store = await openStore(under.url);
      // More than there are connections: some wait for one while it stops.
      const tenants = Array.from({ length: 40 }, (_, i) => `stopping ${i}`);
      const writes = tenants.map((tenantId) =>
        store.db.insertInto('event_counters').values({ tenant_id: tenantId, last_seq: 1, floor_seq: 0 }).execute(),
      );
      await store.stop();
      await expect(store.ping()).rejects.toThrow('destroyed');
      await Promise.all(writes);
      const { db } = await open();
      const stored = await db
        .selectFrom('event_counters')
        .where('tenant_id', 'like', 'stopping %')
        .selectAll()
        .execute();
      expect(stored).toHaveLength(tenants.length);
    });

    it('gives counters and times as numbers, and takes a transaction back whole', async () => {
      const store = await open();
      const values = { tenant_id: 'numbers', last_seq: 2 ** 40, floor_seq: 0 };
      await store.db.insertInto('event_counters').values(values).execute();
      const failing = store.db.transaction().execute(async (db) => {
        await db.updateTable('event_counters').set({ last_seq: 1 }).where('tenant_id', '=', 'numbers').execute();
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      const row = await store.db.selectFrom('event_counters').selectAll().where('tenant_id', '=', 'numbers').execute();
      expect(row).toEqual([values]);
    });

    it('rejects a ping after it was stopped', async () => {
      const store = await openStore(under.url);
      await store.stop();
      await expect(store.ping()).rejects.toThrow();
    });
  });
}
