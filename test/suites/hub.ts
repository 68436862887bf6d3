/** What the hub promises, whatever database holds the log: every event once, in order, to all who listen. */

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../src/domain/events.ts';
import type { Gap } from '../../src/events/feed.ts';
import { createHub, type Hub, type HubOptions } from '../../src/events/hub.ts';
import { createEventLog, type EventLog } from '../../src/events/log.ts';
import { SlowSubscriberError } from '../../src/events/subscription.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { sampleEvent, sampleEvents, seqs, take } from '../events/sample.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import type { TestDatabase } from '../support/stores.ts';

export function defineHubSuite(name: string, create: () => Promise<TestDatabase>): void {
  describe(`hub over ${name}`, () => {
    let database: TestDatabase;
    let store: Store;
    let clock: FakeClock;
    let log: EventLog;
    let hub: Hub;
    let hubs: Hub[] = [];

    const open = (options: Partial<HubOptions> = {}): Hub => {
      const one = createHub({ log, clock, ...options });
      hubs.push(one);
      return one;
    };
    const append = async (count: number, prefix: string, tenantId = 'acme') => {
      const { stored } = await log.append(tenantId, 'EQUIWATT', sampleEvents(count, prefix));
      hub.wake(tenantId);
      return stored;
    };

    beforeEach(async () => {
      database = await create();
      store = await openStore(database.url);
      clock = createFakeClock();
      log = createEventLog({ store, clock, retention: { maxEvents: 5_000 } });
      hub = open();
    });
    afterEach(async () => {
      await Promise.all(hubs.map((one) => one.stop()));
      hubs = [];
      await store.stop();
      await database.drop();
    });

    it('delivers what is committed after the subscription began, to each subscriber of the tenant only', async () => {
      await append(3, 'before');
      const [first, second, other] = ['acme', 'acme', 'other'].map((tenantId) => hub.subscribe({ tenantId }));
      const elsewhere = take(other!, 1);
      await append(2, 'after');
      expect(seqs(await take(first!, 2))).toEqual([4, 5]);
      expect(seqs(await take(second!, 2))).toEqual([4, 5]);
      const [foreign] = await append(1, 'theirs', 'other');
      expect(await elsewhere).toEqual([foreign]);
    });

    it('resumes after a place in the past and goes on live, without gap or repeat', async () => {
      await append(250, 'past');
      const iterator = hub.subscribe({ tenantId: 'acme', afterSeq: 10 });
      const past = await take(iterator, 240);
      const live = take(iterator, 30);
      await append(30, 'live');
      expect(seqs([...past, ...(await live)])).toEqual(Array.from({ length: 270 }, (_, index) => index + 11));
    });

    it('delivers only the types asked for', async () => {
      const types = ['PRICE_SIGNAL', 'EVENT_ENDED'] as const;
      const events = (prefix: string) => [
        sampleEvent(`${prefix} a`, { type: 'EVENT_STARTED' }),
        sampleEvent(`${prefix} b`, { type: 'PRICE_SIGNAL' }),
        sampleEvent(`${prefix} c`, { type: 'EVENT_ENDED' }),
      ];
      await log.append('acme', 'EQUIWATT', events('past'));
      const iterator = hub.subscribe({ tenantId: 'acme', afterSeq: 0, types });
      expect(seqs(await take(iterator, 2))).toEqual([2, 3]);
      const live = take(iterator, 2);
      await log.append('acme', 'EQUIWATT', events('live'));
      hub.wake('acme');
      expect(seqs(await live)).toEqual([5, 6]);
    });

    it('tells a gap first when the log no longer reaches back', async () => {
      const small = createEventLog({ store, clock, retention: { maxEvents: 3 } });
      await append(10, 'past');
      await small.sweep();
      const iterator = hub.subscribe({ tenantId: 'acme', afterSeq: 2 });
      expect(seqs(await take(iterator, 4))).toEqual(['gap 8', 8, 9, 10]);
      const page = await hub.read({ tenantId: 'acme', afterSeq: 2, limit: 1 });
      expect(page).toMatchObject({ gap: { gap: true, oldestSeq: 8 }, hasMore: true });
    });

    it('tells a gap to whom it concerns: not to one who has read by itself what the reader missed', async () => {
      const behind = hub.subscribe({ tenantId: 'acme' });
      const firstOfBehind = take(behind, 1);
      await append(1, 'first');
      await firstOfBehind;
      const restOfBehind = take(behind, 4);
      await until(async () => clock.sleeping === 1);
      // Committed by another replica, whose wake-up got lost: the reader stays where it was.
      await log.append('acme', 'EQUIWATT', sampleEvents(9, 'silent'));
      const ahead = hub.subscribe({ tenantId: 'acme', afterSeq: 0 });
      expect(seqs(await take(ahead, 10))).toEqual(Array.from({ length: 10 }, (_, index) => index + 1));
      const nextOfAhead = take(ahead, 1);
      await createEventLog({ store, clock, retention: { maxEvents: 3 } }).sweep();
      await clock.advance(1_000);
      expect(seqs(await restOfBehind)).toEqual(['gap 8', 8, 9, 10]);
      await append(1, 'last');
      expect(seqs(await nextOfAhead)).toEqual([11]);
    });

    it('tells all subscribers anew when the database was put back to an older state', async () => {
      const live = hub.subscribe({ tenantId: 'acme' });
      const first = take(live, 3);
      await append(3, 'lost');
      expect(seqs(await first)).toEqual([1, 2, 3]);
      const next = take(live, 3);
      await until(async () => clock.sleeping === 1);
      await store.db.deleteFrom('events').execute();
      await store.db.updateTable('event_counters').set({ last_seq: 0 }).execute();
      await append(2, 'other');
      expect(seqs(await next)).toEqual(['gap 1', 1, 2]);
    });

    it('delivers at the next poll what no wake-up told of', async () => {
      const iterator = hub.subscribe({ tenantId: 'acme' });
      const waiting = take(iterator, 1);
      await append(1, 'first');
      await waiting;
      const next = take(iterator, 1);
      // Committed by another replica whose wake-up got lost.
      await log.append('acme', 'EQUIWATT', [sampleEvent('silent')]);
      await until(async () => {
        await clock.advance(1_000);
        return clock.sleeping > 0;
      });
      expect(seqs(await next)).toEqual([2]);
    });

    it('ends a subscriber that stops taking, with its place, while others go on', async () => {
      const small = open({ maxBufferedEvents: 20 });
      const stalled = small.subscribe({ tenantId: 'acme' });
      const healthy = small.subscribe({ tenantId: 'acme' });
      const wake = async (count: number, prefix: string) => {
        await log.append('acme', 'EQUIWATT', sampleEvents(count, prefix));
        small.wake('acme');
      };
      const [firstOfStalled, firstOfHealthy] = [take(stalled, 2), take(healthy, 2)];
      await wake(2, 'first');
      expect(seqs(await firstOfStalled)).toEqual([1, 2]);
      expect(seqs(await firstOfHealthy)).toEqual([1, 2]);

      const rest = take(healthy, 60);
      for (let round = 0; round < 12; round += 1) await wake(5, `round ${round}`);
      expect(seqs(await rest)).toEqual(Array.from({ length: 60 }, (_, index) => index + 3));

      const failure = await stalled.next().then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(SlowSubscriberError);
      expect((failure as SlowSubscriberError).lastSeq).toBe(2);
      expect(await stalled.next()).toEqual({ done: true, value: undefined });

      const resumed = small.subscribe({ tenantId: 'acme', afterSeq: (failure as SlowSubscriberError).lastSeq });
      expect(seqs(await take(resumed, 60))).toEqual(Array.from({ length: 60 }, (_, index) => index + 3));
    });

    it('bounds a buffer in bytes too, and still passes one large event', async () => {
      const small = open({ maxBufferedBytes: 2_000 });
      const iterator = small.subscribe({ tenantId: 'acme' });
      const large = (identity: string) => sampleEvent(identity, { subject: { homeId: 'h'.repeat(3_000) } });
      const first = take(iterator, 1);
      await log.append('acme', 'EQUIWATT', [large('one')]);
      small.wake('acme');
      expect(seqs(await first)).toEqual([1]);
      await log.append('acme', 'EQUIWATT', [large('two'), large('three')]);
      const healthy = small.subscribe({ tenantId: 'acme', afterSeq: 1 });
      expect(seqs(await take(healthy, 2))).toEqual([2, 3]);
      small.wake('acme');
      await until(() => log.read({ tenantId: 'acme', limit: 1 }).then(() => clock.sleeping > 0));
      await expect(iterator.next()).rejects.toThrow('resume after 1');
    });

    it('frees a subscriber at once when it returns, also while it waits', async () => {
      const iterator = hub.subscribe({ tenantId: 'acme' });
      const first = take(iterator, 1);
      await append(1, 'first');
      await first;
      const pending = iterator.next();
      await until(async () => clock.sleeping === 1);
      expect(await iterator.return?.()).toEqual({ done: true, value: undefined });
      expect(await pending).toEqual({ done: true, value: undefined });
      await until(async () => clock.sleeping === 0);
    });

    it('ends all subscribers and readers when it stops', async () => {
      const iterators = ['acme', 'acme', 'other'].map((tenantId) => hub.subscribe({ tenantId }));
      const pending = iterators.map((iterator) => iterator.next());
      await until(async () => clock.sleeping === 2);
      await hub.stop();
      expect(await Promise.all(pending)).toEqual(iterators.map(() => ({ done: true, value: undefined })));
      expect(clock.sleeping).toBe(0);
      expect(await hub.subscribe({ tenantId: 'acme' }).next()).toEqual({ done: true, value: undefined });
    });

    it('lives through failures of the log, and delivers afterwards', async () => {
      let down = false;
      const failing = { ...log, read: (query: never) => (down ? Promise.reject(new Error('down')) : log.read(query)) };
      const warnings: string[] = [];
      const logger = { info: () => {}, warn: (_: object, text: string) => warnings.push(text), error: () => {} };
      const shaky = open({ log: failing, logger });
      const iterator = shaky.subscribe({ tenantId: 'acme' });
      const first = take(iterator, 1);
      await log.append('acme', 'EQUIWATT', [sampleEvent('one')]);
      shaky.wake('acme');
      await first;
      const second = take(iterator, 1);
      await until(async () => clock.sleeping === 1);
      down = true;
      await log.append('acme', 'EQUIWATT', [sampleEvent('two')]);
      shaky.wake('acme');
      await until(async () => warnings.length > 0 && clock.sleeping === 1);
      down = false;
      await clock.advance(1_000);
      expect(seqs(await second)).toEqual([2]);
    });

    it('keeps the place of one that catches up while the log cannot be read, and fails one that has none yet', async () => {
      await append(250, 'past');
      let down = false;
      const away = () => Promise.reject(new Error('down'));
      const failing = {
        read: (query: Parameters<EventLog['read']>[0]) => (down ? away() : log.read(query)),
        head: (tenantId: string) => (down ? away() : log.head(tenantId)),
      };
      const shaky = open({ log: failing });
      const resuming = shaky.subscribe({ tenantId: 'acme', afterSeq: 20 });
      const before = await take(resuming, 100);
      down = true;
      const rest = take(resuming, 130);
      await until(async () => clock.sleeping === 1);
      await expect(shaky.subscribe({ tenantId: 'acme' }).next()).rejects.toThrow('down');
      down = false;
      await clock.advance(1_000);
      expect(seqs([...before, ...(await rest)])).toEqual(Array.from({ length: 230 }, (_, index) => index + 21));
      // One that leaves while it waits is not waited for.
      down = true;
      const leaving = shaky.subscribe({ tenantId: 'acme', afterSeq: 20 });
      const pending = leaving.next();
      await until(async () => clock.sleeping >= 1);
      await leaving.return?.();
      expect(await pending).toEqual({ done: true, value: undefined });
    });

    it('gives every stored event exactly once and in order through any interleaving of appends and resumes', async () => {
      const step = fc.oneof(
        {
          weight: 3,
          arbitrary: fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 12 }) }),
        },
        {
          weight: 3,
          arbitrary: fc.record({ do: fc.constant('take' as const), count: fc.integer({ min: 1, max: 8 }) }),
        },
        { weight: 2, arbitrary: fc.constant({ do: 'reconnect' as const, count: 0 }) },
      );
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.boolean(), async (steps, settleBetween) => {
          run += 1;
          const tenantId = `tenant ${run}`;
          const small = open({ maxBufferedEvents: 10 });
          const seen: (StoredEvent | Gap)[] = [];
          const place = () => (seen.at(-1) as StoredEvent | undefined)?.seq ?? 0;
          let iterator = small.subscribe({ tenantId, afterSeq: 0 });
          let stored = 0;
          const appends: Promise<unknown>[] = [];
          // Takes what must come; one that was too slow resumes where it stood.
          const takeOne = async () => {
            try {
              const next = await iterator.next();
              if (!next.done) seen.push(next.value);
            } catch (error) {
              if (!(error instanceof SlowSubscriberError)) throw error;
              expect(error.lastSeq).toBe(place());
              iterator = small.subscribe({ tenantId, afterSeq: error.lastSeq });
            }
          };
          for (const [index, { do: action, count }] of steps.entries()) {
            if (action === 'append') {
              stored += count;
              const appending = log.append(tenantId, 'EQUIWATT', sampleEvents(count, `${index}`));
              appends.push(appending.then(() => small.wake(tenantId)));
              if (settleBetween) await appending;
            } else if (action === 'take') {
              for (let taken = 0; taken < count && seen.length < stored; taken += 1) await takeOne();
            } else {
              await iterator.return?.();
              iterator = small.subscribe({ tenantId, afterSeq: place() });
            }
          }
          await Promise.all(appends);
          while (seen.length < stored) await takeOne();
          expect(seqs(seen)).toEqual(Array.from({ length: stored }, (_, index) => index + 1));
          await small.stop();
        }),
        { numRuns: 40 },
      );
    });

    it('feeds subscribers of two replicas in one order', async () => {
      const secondStore = await openStore(database.url);
      const secondLog = createEventLog({ store: secondStore, clock });
      const secondHub = open({ log: secondLog });
      const iterators = [
        hub.subscribe({ tenantId: 'acme', afterSeq: 0 }),
        secondHub.subscribe({ tenantId: 'acme', afterSeq: 0 }),
      ];
      const taking = Promise.all(iterators.map((iterator) => take(iterator, 100)));
      await Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          (index % 2 ? log : secondLog).append('acme', 'EQUIWATT', [sampleEvent(`${index}`)]),
        ),
      );
      hub.wake('acme');
      secondHub.wake('acme');
      const [first, second] = await taking;
      expect(seqs(first!)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
      expect(second).toEqual(first);
      await secondHub.stop();
      await secondStore.stop();
    });
  });
}

/** Lets the event loop turn until it is so. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 2_000; turn += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throw new Error('it never came to be');
}
