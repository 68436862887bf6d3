import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../src/domain/events.ts';
import { createEffects, type Effects } from '../../src/events/effects.ts';
import { createFollower, type Follower } from '../../src/events/follower.ts';
import { createHub, type Hub } from '../../src/events/hub.ts';
import { createEventLog, type EventLog } from '../../src/events/log.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { createSqliteDatabase, type TestDatabase } from '../support/stores.ts';
import { sampleEvents, seqs, take } from './sample.ts';

interface Replica {
  readonly log: EventLog;
  readonly hub: Hub;
  readonly effects: Effects;
  readonly follower: Follower;
  /** `tenant seq` in the order in which the effects ran here. */
  readonly ran: string[];
  readonly errors: string[];
}

let database: TestDatabase;
let clock: FakeClock;
let stores: Store[];
let replicas: Replica[];

async function startReplica(run?: (event: StoredEvent) => Promise<void> | void): Promise<Replica> {
  const store = await openStore(database.url);
  stores.push(store);
  const log = createEventLog({ store, clock });
  const ran: string[] = [];
  const errors: string[] = [];
  const logger = { info: () => {}, warn: () => {}, error: (_: object, text: string) => void errors.push(text) };
  const effects = createEffects({
    run: async (event) => {
      ran.push(`${event.tenantId} ${event.seq}`);
      await run?.(event);
    },
    ...{ heads: await log.heads(), log, clock, logger },
  });
  const hub = createHub({ log, clock, prepare: effects.apply, preparedUpTo: effects.doneUpTo });
  const replica = { log, hub, effects, follower: createFollower({ effects, log, clock, logger }), ran, errors };
  replicas.push(replica);
  return replica;
}

const store = (replica: Replica, count: number, prefix: string, tenantId = 'acme') =>
  replica.log.append(tenantId, 'EQUIWATT', sampleEvents(count, prefix)).then(({ stored }) => stored);

beforeEach(async () => {
  database = await createSqliteDatabase();
  clock = createFakeClock();
  [stores, replicas] = [[], []];
});
afterEach(async () => {
  await Promise.all(replicas.flatMap(({ hub, follower }) => [hub.stop(), follower.stop()]));
  for (const one of stores) await one.stop();
  await database.drop();
});

describe("an event's effects on a process", () => {
  it('are over before any subscriber hears of it, live or resuming, whichever process stored it', async () => {
    const here = await startReplica(() => new Promise((resolve) => setTimeout(resolve, 5)));
    const elsewhere = await startReplica();
    const live = take(here.hub.subscribe({ tenantId: 'acme' }), 3);
    await store(elsewhere, 3, 'theirs');
    here.hub.wake('acme');
    const heard = (await live).map((event) => ({ seq: 'seq' in event ? event.seq : 0, ran: here.ran.length }));
    expect(heard.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(heard.every(({ seq, ran }) => ran >= seq)).toBe(true);
    const resumed = await take(here.hub.subscribe({ tenantId: 'acme', afterSeq: 1 }), 2);
    expect(seqs(resumed)).toEqual([2, 3]);
    expect(here.ran).toEqual(['acme 1', 'acme 2', 'acme 3']);
  });

  it('come once, though receiver, reader, resuming subscriber and follower all ask for them', async () => {
    const here = await startReplica();
    const subscribers = [undefined, 0, 0].map((afterSeq) =>
      here.hub.subscribe({ tenantId: 'acme', ...(afterSeq === undefined ? {} : { afterSeq }) }),
    );
    const taking = subscribers.map((one) => take(one, 20));
    const stored = await store(here, 20, 'own');
    await Promise.all([here.effects.apply(stored), here.effects.catchUp('acme'), here.effects.catchUp('acme')]);
    here.hub.wake('acme');
    await Promise.all(taking);
    expect(here.ran.toSorted()).toEqual(stored.map(({ seq }) => `acme ${seq}`).toSorted());
    expect(here.effects.doneUpTo('acme')).toBe(20);
  });

  it('come to a process that nobody listens to: at a hint, or at the next poll without one', async () => {
    const elsewhere = await startReplica();
    const here = await startReplica();
    await store(elsewhere, 2, 'hinted');
    here.follower.wake('acme');
    await expect.poll(() => here.ran).toEqual(['acme 1', 'acme 2']);
    await store(elsewhere, 1, 'silent', 'other');
    await clock.advance(1_000);
    await expect.poll(() => here.ran).toEqual(['acme 1', 'acme 2', 'other 1']);
  });

  it('tell how far they are: whoever follows the log from there misses none of them', async () => {
    const elsewhere = await startReplica();
    const here = await startReplica();
    expect(here.hub.appliedUpTo('acme')).toBe(0);
    await store(elsewhere, 2, 'unheard of');
    // Here nobody has been told: what is read now may be from before them.
    const following = here.hub.subscribe({ tenantId: 'acme', afterSeq: here.hub.appliedUpTo('acme') ?? 0 });
    expect(seqs(await take(following, 2))).toEqual([1, 2]);
    expect([here.ran, here.hub.appliedUpTo('acme')]).toEqual([['acme 1', 'acme 2'], 2]);
    expect((await startReplica()).hub.appliedUpTo('acme')).toBe(2);
  });

  it('do not come for what was stored before the process began', async () => {
    await store(await startReplica(), 5, 'old');
    const here = await startReplica();
    expect(seqs(await take(here.hub.subscribe({ tenantId: 'acme', afterSeq: 0 }), 5))).toEqual([1, 2, 3, 4, 5]);
    await here.effects.catchUp('acme');
    expect(here.ran).toEqual([]);
  });

  it('keep nobody waiting when one fails or hangs, and are told to the log', async () => {
    const here = await startReplica(({ seq }) => {
      if (seq === 1) throw new Error('broken');
      return seq === 2 ? new Promise(() => {}) : undefined;
    });
    const stored = await store(here, 3, 'own');
    const applied = here.effects.apply(stored);
    await clock.advance(2_000);
    await applied;
    expect(here.errors).toEqual(Array(2).fill('what an event should do here failed'));
    expect(here.effects.doneUpTo('acme')).toBe(3);
  });
});
