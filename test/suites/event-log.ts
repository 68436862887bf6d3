/** What the event log promises, whatever database is under it. */

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEventLog, type EventLog, type Retention } from '../../src/events/log.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { sampleEvent, sampleEvents, seqs } from '../events/sample.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import type { TestDatabase } from '../support/stores.ts';

export function defineEventLogSuite(name: string, create: () => Promise<TestDatabase>): void {
  describe(`event log over ${name}`, () => {
    let database: TestDatabase;
    let stores: Store[] = [];
    let clock: FakeClock;
    let log: EventLog;

    const openLog = async (retention?: Partial<Retention>): Promise<EventLog> => {
      const store = await openStore(database.url);
      stores.push(store);
      return createEventLog({ store, clock, ...(retention && { retention }) });
    };
    const readAll = async (tenantId = 'acme', from = log) => (await from.read({ tenantId, limit: 100_000 })).events;

    beforeEach(async () => {
      database = await create();
      clock = createFakeClock();
      log = await openLog();
    });
    afterEach(async () => {
      await Promise.all(stores.map((store) => store.stop()));
      stores = [];
      await database.drop();
    });

    it('gives back what was stored, in order, and numbers each tenant on its own', async () => {
      const subject = { eventSchemeId: 's', assets: [{ id: 'ä\u0000\ud800', state: 'READY' as const }, { id: '"' }] };
      const first = await log.append('acme', 'EQUIWATT', [
        sampleEvent('a', { type: 'EVENT_SCHEME_ASSETS_UPDATED', subject }),
      ]);
      await clock.advance(1_500);
      const second = await log.append('acme', 'WATTSHIFT', [sampleEvent('b', { occurredAt: null })]);
      const other = await log.append('other', 'EQUIWATT', [sampleEvent('a')]);

      expect(first).toEqual({
        duplicates: 0,
        stored: [
          {
            tenantId: 'acme',
            seq: 1,
            vendor: 'EQUIWATT',
            type: 'EVENT_SCHEME_ASSETS_UPDATED',
            occurredAt: '2026-01-01T00:00:00.000Z',
            receivedAt: '2026-01-01T00:00:00.000Z',
            subject,
          },
        ],
      });
      expect(second.stored[0]).toMatchObject({ seq: 2, occurredAt: null, receivedAt: '2026-01-01T00:00:01.500Z' });
      expect(await readAll()).toEqual([...first.stored, ...second.stored]);
      expect(await readAll('other')).toEqual(other.stored);
      expect(await readAll('nobody')).toEqual([]);
    });

    it('stores a delivery once, however often and however closely it comes', async () => {
      const replica = await openLog();
      const delivery = [sampleEvent('same')];
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) => (index % 2 ? log : replica).append('acme', 'EQUIWATT', delivery)),
      );
      expect(results.flatMap(({ stored }) => stored)).toHaveLength(1);
      expect(results.filter(({ duplicates }) => duplicates === 1)).toHaveLength(19);
      expect(await readAll()).toHaveLength(1);
      // The same identity of another vendor or tenant is another event.
      expect((await log.append('acme', 'WATTSHIFT', delivery)).stored).toHaveLength(1);
      expect((await log.append('other', 'EQUIWATT', delivery)).stored).toHaveLength(1);
    });

    it('counts duplicates within one append, and stores the rest of it', async () => {
      await log.append('acme', 'EQUIWATT', [sampleEvent('a')]);
      const result = await log.append('acme', 'EQUIWATT', [sampleEvent('a'), sampleEvent('b'), sampleEvent('b')]);
      expect(result.duplicates).toBe(2);
      expect(seqs(result.stored)).toEqual([2]);
    });

    it('takes any identity: long, empty, with a NUL or half a surrogate pair', async () => {
      const identities = ['', 'x'.repeat(5_000), 'nul\u0000nul', 'half \ud800', 'half \ud801x'];
      for (let round = 0; round < 2; round += 1) {
        await Promise.all(identities.map((identity) => log.append('acme', 'EQUIWATT', [sampleEvent(identity)])));
      }
      expect(await readAll()).toHaveLength(identities.length);
    });

    it('numbers without holes when many writers of two replicas meet', async () => {
      const replica = await openLog();
      const writes = Array.from({ length: 300 }, (_, index) =>
        (index % 2 ? log : replica).append(index % 3 ? 'acme' : 'other', 'EQUIWATT', sampleEvents(2, `write-${index}`)),
      );
      const results = await Promise.all(writes);
      const acme = await readAll('acme');
      const other = await readAll('other');
      expect(acme.map(({ seq }) => seq)).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
      expect(other.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
      const answered = results.flatMap(({ stored }) => stored.map(({ tenantId, seq }) => `${tenantId} ${seq}`));
      expect(new Set(answered).size).toBe(600);
    });

    it('never shows a reader an event before all smaller ones', async () => {
      const replica = await openLog();
      let writing = true;
      const writes = Promise.all(
        Array.from({ length: 40 }, async (_, writer) => {
          for (let index = 0; index < 5; index += 1) {
            await (writer % 2 ? log : replica).append('acme', 'EQUIWATT', [sampleEvent(`${writer} ${index}`)]);
          }
        }),
      ).finally(() => {
        writing = false;
      });
      const seen: number[] = [];
      while (writing || seen.length < 200) {
        const page = await replica.read({ tenantId: 'acme', afterSeq: seen.at(-1) ?? 0, limit: 7 });
        seen.push(...page.events.map(({ seq }) => seq));
      }
      await writes;
      expect(seen).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
    });

    it('reads in pages, by type, and says how far it has looked', async () => {
      const types = ['EVENT_STARTED', 'PRICE_SIGNAL', 'EVENT_ENDED'] as const;
      const events = sampleEvents(9).map((event, index) => ({ ...event, type: types[index % 3]! }));
      await log.append('acme', 'EQUIWATT', events);
      const read = (query: object) => log.read({ tenantId: 'acme', limit: 2, ...query });

      const first = await read({});
      expect([seqs(first.events), first.hasMore, first.upToSeq]).toEqual([[1, 2], true, 2]);
      const last = await read({ afterSeq: 7 });
      expect([seqs(last.events), last.hasMore, last.upToSeq]).toEqual([[8, 9], false, 9]);
      const beyond = await read({ afterSeq: 9 });
      expect([beyond.events, beyond.hasMore, beyond.upToSeq, beyond.gap]).toEqual([[], false, 9, undefined]);
      const prices = await read({ types: ['PRICE_SIGNAL'] });
      expect([seqs(prices.events), prices.hasMore, prices.upToSeq]).toEqual([[2, 5], true, 5]);
      const morePrices = await read({ types: ['PRICE_SIGNAL', 'EVENT_CANCELLED'], afterSeq: 5 });
      expect([seqs(morePrices.events), morePrices.hasMore, morePrices.upToSeq]).toEqual([[8], false, 9]);
      const nothing = await read({ types: [] });
      expect([nothing.events, nothing.hasMore, nothing.upToSeq]).toEqual([[], false, 9]);
    });

    it('keeps the newest events by count, and tells who asks for older ones', async () => {
      const small = await openLog({ maxEvents: 4 });
      await small.append('acme', 'EQUIWATT', sampleEvents(10));
      await small.append('other', 'EQUIWATT', sampleEvents(3));
      expect(await small.sweep()).toBe(6);
      expect(await small.sweep()).toBe(0);

      const gap = { gap: true, oldestSeq: 7 };
      expect(seqs(await readAll())).toEqual([7, 8, 9, 10]);
      expect(await log.read({ tenantId: 'acme', afterSeq: 5, limit: 2 })).toMatchObject({ gap, hasMore: true });
      expect(await log.read({ tenantId: 'acme', afterSeq: 6, limit: 2 })).not.toHaveProperty('gap');
      expect(await log.read({ tenantId: 'acme', limit: 2 })).not.toHaveProperty('gap');
      expect(seqs(await readAll('other'))).toEqual([1, 2, 3]);
    });

    it('keeps events by age, and never gives a number twice', async () => {
      const short = await openLog({ maxAgeMs: 1_000 });
      await short.append('acme', 'EQUIWATT', sampleEvents(2, 'old'));
      await clock.advance(800);
      await short.append('acme', 'EQUIWATT', sampleEvents(1, 'young'));
      await clock.advance(300);
      expect(await short.sweep()).toBe(2);
      expect(seqs(await readAll())).toEqual([3]);

      await clock.advance(5_000);
      expect(await short.sweep()).toBe(1);
      expect(await log.read({ tenantId: 'acme', afterSeq: 2, limit: 5 })).toEqual({
        events: [],
        hasMore: false,
        upToSeq: 3,
        gap: { gap: true, oldestSeq: 4 },
      });
      expect(seqs((await short.append('acme', 'EQUIWATT', sampleEvents(1, 'new'))).stored)).toEqual([4]);
    });

    it('sweeps while others write, and loses nothing that is young', async () => {
      const small = await openLog({ maxEvents: 50 });
      const writes = Array.from({ length: 100 }, (_, index) =>
        log.append('acme', 'EQUIWATT', sampleEvents(2, `${index}`)),
      );
      const sweeps = Array.from({ length: 5 }, () => small.sweep());
      await Promise.all([...writes, ...sweeps]);
      await small.sweep();
      expect((await readAll()).map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => index + 151));
    });

    it('sends all it holds anew to who comes with a place it has never reached', async () => {
      await log.append('acme', 'EQUIWATT', sampleEvents(3));
      const page = await log.read({ tenantId: 'acme', afterSeq: 70, limit: 2 });
      expect([seqs(page.events), page.gap, page.hasMore]).toEqual([[1, 2], { gap: true, oldestSeq: 1 }, true]);
    });

    it('tells a head before everything that is committed afterwards', async () => {
      expect(await log.head('acme')).toBe(0);
      await log.append('acme', 'EQUIWATT', sampleEvents(3));
      expect(await log.head('acme')).toBe(3);
      for (let round = 0; round < 20; round += 1) {
        const heading = log.head('acme');
        const { stored } = await log.append('acme', 'EQUIWATT', [sampleEvent(`late ${round}`)]);
        expect(await heading).toBe(stored[0]!.seq - 1);
      }
    });

    it('keeps an unreadable delivery once, until it is taken away or grows old', async () => {
      const small = await openLog({ maxAgeMs: 1_000, maxDeadLetters: 2 });
      const put = (text: string, tenantId = 'acme') =>
        small.putDeadLetter({ tenantId, vendor: 'EQUIWATT', body: Buffer.from(text), reason: 'no type' });
      const id = await put('{"a":1}');
      expect(await put('{"a":1}')).toBe(id);
      await put('{"a":1}', 'other');
      const letter = await small.deadLetter('acme', id);
      expect(letter).toMatchObject({ tenantId: 'acme', vendor: 'EQUIWATT', id, reason: 'no type' });
      expect(Buffer.from(letter!.body).toString()).toBe('{"a":1}');
      expect(await small.deadLetters('acme', 10)).toHaveLength(1);
      expect(await small.deadLetter('third', id)).toBeUndefined();

      await clock.advance(10);
      const newer = [await put('two'), await put('three')];
      await small.sweep();
      expect((await small.deadLetters('acme', 10)).map((one) => one.id).sort()).toEqual(newer.sort());
      await small.removeDeadLetter('acme', newer[0]!);
      expect(await small.deadLetters('acme', 10)).toHaveLength(1);
      await clock.advance(2_000);
      await small.sweep();
      expect(await small.deadLetters('acme', 10)).toEqual([]);
      expect(await small.deadLetters('other', 10)).toEqual([]);
    });

    it('keeps its promises through any order of appends, repeats and sweeps', async () => {
      const step = fc.oneof(
        fc.record({ do: fc.constant('append'), ids: fc.array(fc.nat(30), { minLength: 1, maxLength: 5 }) }),
        fc.record({ do: fc.constant('sweep') }),
      );
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
          run += 1;
          const tenantId = `tenant-${run}`;
          const keeping = createEventLog({ store: stores[0]!, clock, retention: { maxEvents: 1_000 } });
          const expected = new Set<number>();
          await Promise.all(
            steps.map((one) => {
              if (!('ids' in one)) return keeping.sweep();
              for (const id of one.ids) expected.add(id);
              return keeping.append(
                tenantId,
                'EQUIWATT',
                one.ids.map((id) => sampleEvent(`${id}`)),
              );
            }),
          );
          const events = await readAll(tenantId);
          expect(events.map(({ seq }) => seq)).toEqual([...expected].map((_, index) => index + 1));
          expect(new Set(events.map(({ subject }) => Number(subject.flexEventId)))).toEqual(expected);
        }),
        { numRuns: 25 },
      );
    });

    it('stores what it was given before the store stops', async () => {
      const store = await openStore(database.url);
      const closing = createEventLog({ store, clock });
      const appending = closing.append('acme', 'EQUIWATT', [sampleEvent('a')]);
      await store.stop();
      expect((await appending).stored).toHaveLength(1);
      expect(await readAll()).toHaveLength(1);
    });

    it('rejects an append when the store is gone', async () => {
      const store = await openStore(database.url);
      const closing = createEventLog({ store, clock });
      await store.stop();
      await expect(closing.append('acme', 'EQUIWATT', [sampleEvent('a')])).rejects.toThrow();
      expect(await readAll()).toEqual([]);
    });
  });
}
