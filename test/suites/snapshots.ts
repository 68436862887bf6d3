/** What the memory of complete snapshots promises, whatever database is under it. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSnapshotStore, type SnapshotStore } from '../../src/store/snapshots.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { TestDatabase } from '../support/stores.ts';

export function defineSnapshotSuite(name: string, create: () => Promise<TestDatabase>): void {
  describe(`snapshots over ${name}`, () => {
    let under: TestDatabase;
    let store: Store;
    let snapshots: SnapshotStore;

    beforeAll(async () => {
      under = await create();
      store = await openStore(under.url);
    });
    afterAll(async () => {
      await store.stop();
      await under.drop();
    });
    beforeEach(async () => {
      await store.db.deleteFrom('provisioned').execute();
      snapshots = createSnapshotStore(store);
    });

    const announce = (id: string, ...members: string[]) => snapshots.announce('acme', 'data', id, members);
    const members = async (tenantId = 'acme', kind = 'data') => [...(await snapshots.members(tenantId, kind))].sort();

    it('knows nobody before the first, and each tenant and kind by itself', async () => {
      expect(await members()).toEqual([]);
      await announce('one', 'a');
      expect(await members()).toEqual(['a']);
      expect(await members('other')).toEqual([]);
      expect(await members('acme', 'customers')).toEqual([]);
    });

    it('counts everybody who may be at the vendor while snapshots are under way', async () => {
      await announce('one', 'a', 'b');
      await snapshots.confirm('acme', 'data', 'one');
      await announce('two', 'b', 'c');
      await announce('three', 'd');
      expect(await members()).toEqual(['a', 'b', 'c', 'd']);
      await snapshots.confirm('acme', 'data', 'two');
      expect(await members()).toEqual(['b', 'c', 'd']);
      await snapshots.confirm('acme', 'data', 'three');
      expect(await members()).toEqual(['d']);
    });

    it('forgets one that the vendor refused, and one that never came to its turn', async () => {
      await announce('one', 'a');
      await snapshots.confirm('acme', 'data', 'one');
      await announce('refused', 'typo');
      await snapshots.withdraw('acme', 'data', 'refused');
      expect(await members()).toEqual(['a']);
      await announce('cancelled', 'x');
      await announce('two', 'a', 'b');
      await snapshots.confirm('acme', 'data', 'two');
      expect(await members()).toEqual(['a', 'b']);
    });

    it('takes one that is announced or confirmed again as the same', async () => {
      await announce('one', 'a');
      await announce('one', 'a', 'b');
      await snapshots.confirm('acme', 'data', 'one');
      await announce('two', 'c');
      await snapshots.confirm('acme', 'data', 'one');
      expect(await members()).toEqual(['a', 'b', 'c']);
    });

    it('reads what was kept before snapshots had ids', async () => {
      const row = { tenant_id: 'acme', snapshot: 'data', members: '["a","b"]' };
      await store.db.insertInto('provisioned').values(row).execute();
      expect(await members()).toEqual(['a', 'b']);
      await announce('one', 'c');
      expect(await members()).toEqual(['a', 'b', 'c']);
    });

    it('loses none of many announced at once', async () => {
      await Promise.all(Array.from({ length: 10 }, (_, i) => announce(`s${i}`, `m${i}`)));
      expect(await members()).toHaveLength(10);
    });
  });
}
