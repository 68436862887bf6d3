import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../src/domain/events.ts';
import { createWakeUps } from '../../src/events/create-wake-ups.ts';
import type { Gap } from '../../src/events/feed.ts';
import { createHub, type Hub } from '../../src/events/hub.ts';
import { createEventLog, type EventLog } from '../../src/events/log.ts';
import { createHints } from '../../src/events/wake-ups.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import {
  createPostgresSchema,
  postgresReachable,
  redisReachable,
  redisUrl,
  type TestSchema,
} from '../support/services.ts';
import { createTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { sampleEvent, seqs } from './sample.ts';

describe('wake-up hints', () => {
  it("carry another replica's tenant, and are silent on own ones and on nonsense", () => {
    const [one, other] = [createHints(), createHints()];
    expect(other.decode(one.encode('acme "1"'))).toBe('acme "1"');
    expect(one.decode(one.encode('acme'))).toBeUndefined();
    for (const odd of [undefined, '', '{', '{}', '[]', '[1,2]', 'null']) expect(one.decode(odd)).toBeUndefined();
  });

  it('are not sent where a file serves a single process', () => {
    expect(createWakeUps({ databaseUrl: 'file::memory:' })).toBeUndefined();
  });
});

const postgres = await postgresReachable();
if (postgres) defineWakeUpSuite('PostgreSQL');
if (postgres && (await redisReachable())) defineWakeUpSuite('Redis');

function defineWakeUpSuite(name: 'PostgreSQL' | 'Redis'): void {
  describe(`two replicas woken by ${name}`, () => {
    interface Replica {
      readonly store: Store;
      readonly log: EventLog;
      readonly hub: Hub;
      readonly clock: FakeClock;
    }
    let schema: TestSchema;
    let proxy: TcpProxy;
    let replicas: Replica[];

    const start = async (): Promise<Replica> => {
      const store = await openStore(schema.url);
      const clock = createFakeClock();
      const log = createEventLog({ store, clock });
      const wakeUps = createWakeUps({ ...throughProxy(schema.url), retryMs: 10 });
      return { store, log, clock, hub: createHub({ log, clock, wakeUps }) };
    };
    const throughProxy = (databaseUrl: string) => {
      const url = new URL(name === 'Redis' ? redisUrl : databaseUrl);
      url.port = String(proxy.port);
      return name === 'Redis' ? { databaseUrl, redisUrl: url.href } : { databaseUrl: url.href };
    };

    beforeEach(async () => {
      schema = await createPostgresSchema();
      const { hostname, port } = new URL(name === 'Redis' ? redisUrl : schema.url);
      proxy = await createTcpProxy({ host: hostname, port: Number(port || (name === 'Redis' ? 6379 : 5432)) });
      replicas = await Promise.all([start(), start()]);
    });
    afterEach(async () => {
      for (const { hub, store } of replicas) {
        await hub.stop();
        await store.stop();
      }
      await proxy.close();
      await schema.drop();
    });

    it('feeds the subscribers of both in order, and loses nothing while it is away', async () => {
      const seen = replicas.map(({ hub }) => collect(hub));
      let sent = 0;
      const post = async (replica: Replica) => {
        sent += 1;
        await replica.log.append('acme', 'EQUIWATT', [sampleEvent(`${sent}`)]);
        replica.hub.wake('acme');
      };
      const everywhere = () => seen.every((items) => items.length === sent);
      const [first, second] = replicas as [Replica, Replica];

      // The clocks stand still: only wake-ups deliver. Connections come up by and by, so it takes some posts.
      await until(async () => {
        await post(first);
        return settles(everywhere);
      });
      await until(async () => {
        await post(second);
        return settles(everywhere);
      });

      proxy.down();
      for (let round = 0; round < 5; round += 1) await post(round % 2 ? first : second);
      await until(async () => {
        for (const { clock } of replicas) await clock.advance(1_000);
        return settles(everywhere);
      });

      proxy.up();
      await until(async () => {
        await post(first);
        await post(second);
        return settles(everywhere);
      });
      for (const items of seen) expect(seqs(items)).toEqual(Array.from({ length: sent }, (_, index) => index + 1));
    });
  });
}

function collect(hub: Hub): (StoredEvent | Gap)[] {
  const items: (StoredEvent | Gap)[] = [];
  void (async () => {
    for await (const item of hub.subscribe({ tenantId: 'acme', afterSeq: 0 })) items.push(item);
  })();
  return items;
}

/** Whether it comes to be within some turns of the event loop. */
async function settles(condition: () => boolean): Promise<boolean> {
  for (let turn = 0; turn < 40 && !condition(); turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  return condition();
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) if (await condition()) return;
  throw new Error('it never came to be');
}
