/** What every database must promise of links and facts; two stores stand for two replicas. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ref } from '../../src/domain/ref.ts';
import { type HomeLinkStore, openHomeLinks } from '../../src/store/home-links.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createVendorFactStore } from '../../src/store/vendor-facts.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import type { TestDatabase } from '../support/stores.ts';

const home = (id: string): Ref => ({ vendor: 'WATTSHIFT', kind: 'home', id });
const household: Ref = { vendor: 'DIGIWATT', kind: 'household', id: '0099' };
const facility: Ref = { vendor: 'ENERKEY', kind: 'facility', id: '101' };

export function defineHomeLinkSuite(name: string, createDatabase: () => Promise<TestDatabase>): void {
  describe(`links of homes in ${name}`, () => {
    let database: TestDatabase;
    let stores: readonly [Store, Store];
    let clock: FakeClock;
    let here: HomeLinkStore;
    let there: HomeLinkStore;

    beforeEach(async () => {
      database = await createDatabase();
      stores = [await openStore(database.url), await openStore(database.url)];
      clock = createFakeClock(0);
      here = await openHomeLinks(stores[0], clock);
      there = await openHomeLinks(stores[1], clock);
    });
    afterEach(async () => {
      await Promise.all(stores.map((store) => store.stop()));
      await database.drop();
    });

    it('are seen at once where they were made, elsewhere at the next look, and after a restart', async () => {
      expect(await here.link('acme', home('1'), [household, facility])).toBeUndefined();
      const links = [{ home: home('1'), members: [home('1'), household, facility] }];
      expect(here.linksOf('acme')).toEqual(links);
      expect(there.linksOf('acme')).toEqual([]);
      await there.refresh();
      expect(there.linksOf('acme')).toEqual(links);
      expect(there.linksOf('globex')).toEqual([]);
      expect((await openHomeLinks(stores[1], clock)).linksOf('acme')).toEqual(links);
    });

    it('are looked up every second', async () => {
      const stop = new AbortController();
      const errors: unknown[] = [];
      const following = there.follow(stop.signal, (error) => errors.push(error));
      await here.link('acme', home('1'), [household]);
      await expect
        .poll(async () => {
          await clock.advance(1_000);
          return there.linksOf('acme').length;
        })
        .toBe(1);
      stop.abort();
      await following;
      expect(errors).toEqual([]);
    });

    it('are the same array while nothing changes', async () => {
      await here.link('acme', home('1'), [household]);
      const before = here.linksOf('acme');
      await here.link('globex', home('1'), [household]);
      expect(here.linksOf('acme')).toBe(before);
    });

    it('let a member be of one home only, a facility of many', async () => {
      await here.link('acme', home('1'), [household, facility]);
      expect(await there.link('acme', home('2'), [facility, household])).toEqual(household);
      expect(there.linksOf('acme')).toHaveLength(1);
      expect(await there.link('acme', home('2'), [facility])).toBeUndefined();
      expect(there.linksOf('acme').map(({ members }) => members)).toEqual([
        [home('1'), household, facility],
        [home('2'), facility],
      ]);
    });

    it('let one of two replicas have a member that both want', async () => {
      const outcomes = await Promise.all([
        here.link('acme', home('1'), [household]),
        there.link('acme', home('2'), [household]),
      ]);
      expect(outcomes.filter((taken) => taken === undefined)).toHaveLength(1);
      expect(outcomes).toContainEqual(household);
      await here.refresh();
      expect(here.linksOf('acme')).toHaveLength(1);
    });

    it('move a member that was a home all by itself, and grow where one of them already is', async () => {
      await here.link('acme', household, []);
      expect(await here.link('acme', home('1'), [household])).toBeUndefined();
      expect(await here.link('acme', household, [facility])).toBeUndefined();
      expect(here.linksOf('acme')).toEqual([{ home: home('1'), members: [home('1'), household, facility] }]);
    });

    it('are forgotten whole or member by member', async () => {
      await here.link('acme', home('1'), [household, facility]);
      expect(await here.unlinkMembers('acme', [facility])).toBe(true);
      expect(await here.unlinkMembers('acme', [facility])).toBe(false);
      expect(await here.unlink('globex', home('1'))).toBe(false);
      expect(await here.unlink('acme', household)).toBe(true);
      expect(await here.unlink('acme', home('1'))).toBe(false);
      await there.refresh();
      expect(there.linksOf('acme')).toEqual([]);
    });

    it('and facts told of them add up, one tenant apart from the other', async () => {
      const facts = createVendorFactStore(stores[0]);
      expect(await facts.read('acme', home('1'))).toBeNull();
      await facts.add('acme', home('1'), { equipment: { hasAC: true, hasEvCharger: false } });
      await facts.add('acme', home('1'), {
        equipment: { hasAC: false },
        solar: { systemSizeKw: 5, isNonNetMetered: true },
      });
      const told = {
        equipment: { hasAC: false, hasEvCharger: false },
        solar: { systemSizeKw: 5, isNonNetMetered: true },
      };
      expect(await createVendorFactStore(stores[1]).read('acme', home('1'))).toEqual(told);
      expect(await facts.read('globex', home('1'))).toBeNull();
      await facts.forget('acme', home('1'));
      expect(await facts.read('acme', home('1'))).toBeNull();
    });
  });
}
