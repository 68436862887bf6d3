/** What the memory behind `idempotencyKey` promises, whatever database is under it. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdempotency, type Idempotency } from '../../src/store/idempotency.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import type { TestDatabase } from '../support/stores.ts';

const workMs = 20_000;
const day = 86_400_000;

export function defineIdempotencySuite(name: string, create: () => Promise<TestDatabase>): void {
  describe(`idempotency over ${name}`, () => {
    let under: TestDatabase;
    let stores: Store[];
    let clock: FakeClock;
    let replicas: readonly Idempotency[];
    let one: Idempotency;
    const key = { tenantId: 'acme', mutation: 'createHome', key: 'k', inputDigest: 'd' };

    beforeAll(async () => {
      under = await create();
      stores = [await openStore(under.url), await openStore(under.url)];
    });
    afterAll(async () => {
      await Promise.all(stores.map((store) => store.stop()));
      await under.drop();
    });
    beforeEach(async () => {
      await stores[0]!.db.deleteFrom('idempotency').execute();
      clock = createFakeClock();
      replicas = stores.map((store) => createIdempotency({ store, clock, workMs }));
      one = replicas[0]!;
    });

    const claim = async (claimed = key) => {
      const made = await one.claim(claimed);
      if (made.status !== 'claimed' && made.status !== 'interrupted') throw new Error(made.status);
      return made;
    };

    it('lets one of many do the work, and gives all the others its answer', async () => {
      const claims = await Promise.all(Array.from({ length: 10 }, (_, i) => replicas[i % 2]!.claim(key)));
      expect(claims.filter(({ status }) => status === 'claimed')).toHaveLength(1);
      expect(claims.filter(({ status }) => status === 'running')).toHaveLength(9);
      const [worker] = claims.filter((made) => made.status === 'claimed');
      await worker!.settle('the answer');
      expect(await replicas[1]!.claim(key)).toEqual({ status: 'answered', answer: 'the answer' });
    });

    it('tells keys apart by tenant and mutation, and one key by its input', async () => {
      await (await claim()).settle('answer');
      expect((await one.claim({ ...key, tenantId: 'other' })).status).toBe('claimed');
      expect((await one.claim({ ...key, mutation: 'removeHome' })).status).toBe('claimed');
      expect((await one.claim({ ...key, key: 'K' })).status).toBe('claimed');
      expect((await one.claim({ ...key, inputDigest: 'e' })).status).toBe('other-input');
    });

    it('hands a key whose worker died to exactly one other, and takes nothing more from the dead', async () => {
      const dead = await claim();
      await clock.advance(workMs - 1);
      expect((await one.claim(key)).status).toBe('running');
      await clock.advance(1);
      const claims = await Promise.all(replicas.map((replica) => replica.claim(key)));
      expect(claims.map(({ status }) => status).sort()).toEqual(['interrupted', 'running']);
      await dead.settle('too late');
      await dead.release();
      const [heir] = claims.filter((made) => made.status === 'interrupted');
      await heir!.settle('of the heir');
      expect(await one.claim(key)).toEqual({ status: 'answered', answer: 'of the heir' });
    });

    it('forgets a key that was released', async () => {
      await (await claim()).release();
      expect((await one.claim({ ...key, inputDigest: 'another' })).status).toBe('claimed');
    });

    it('keeps an answer for a day', async () => {
      await (await claim()).settle('answer');
      await clock.advance(day - 1);
      expect((await one.claim(key)).status).toBe('answered');
      expect(await one.sweep()).toBe(0);
      await clock.advance(1);
      await (await claim()).settle('another');
      expect(await one.claim(key)).toEqual({ status: 'answered', answer: 'another' });
      await clock.advance(day);
      expect(await one.sweep()).toBe(1);
    });
  });
}
