import { type ChildProcess, fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { createHub } from '../../src/events/hub.ts';
import { createEventLog } from '../../src/events/log.ts';
import { openStore } from '../../src/store/store.ts';
import { postgresReachable, servicesRequired } from '../support/services.ts';
import { createPostgresDatabase, createSqliteDatabase, type TestDatabase } from '../support/stores.ts';
import { createTcpProxy } from '../support/tcp-proxy.ts';
import { seqs } from './sample.ts';
import { sign } from './sample-adapter.ts';

/** The whole number in CI, a tenth of it on a laptop; others by environment. */
const kills = Number(process.env.WATTGRAPH_TEST_KILLS ?? (servicesRequired ? 50 : 5));
const deliveries = Number(process.env.WATTGRAPH_TEST_DELIVERIES ?? (servicesRequired ? 20_000 : 1_000));
const secret = 'shared';
/** Deliveries that are on their way at a time. */
const atOnce = 32;

/** A database that the test may take away for a while. */
interface FrailDatabase extends TestDatabase {
  /** undefined where the store lives and dies with the gateway, so that each kill restarts it. */
  readonly outages?: { begin(): void; end(): void };
}

defineDurabilitySuite('SQLite', `${kills} kills, each with its store`, createSqliteDatabase);

if (await postgresReachable()) {
  defineDurabilitySuite('PostgreSQL', `${kills} kills and two restarts of the store`, createFrailPostgres);
}

/** Seen from outside, a server that restarts cuts every connection, in the midst of a commit too, and takes no new one. */
async function createFrailPostgres(): Promise<FrailDatabase> {
  const database = await createPostgresDatabase();
  const url = new URL(database.url);
  const proxy = await createTcpProxy({ host: url.hostname, port: Number(url.port || 5432) });
  url.port = String(proxy.port);
  return {
    url: url.href,
    outages: { begin: proxy.down, end: proxy.up },
    async drop() {
      await proxy.close();
      await database.drop();
    },
  };
}

function defineDurabilitySuite(name: string, trouble: string, create: () => Promise<FrailDatabase>): void {
  describe(`durability over ${name}`, () => {
    it(`keeps each acknowledged delivery once and shows it once, through ${trouble}`, {
      timeout: 600_000,
    }, async () => {
      const database = await create();
      const store = await openStore(database.url);
      const log = createEventLog({ store, clock: systemClock });
      const hub = createHub({ log, pollIntervalMs: 5 });

      const seen: number[] = [];
      let expected = Number.POSITIVE_INFINITY;
      // A client of another replica that loses its connection again and again.
      const watching = (async () => {
        while (seen.length < expected) {
          const iterator = hub.subscribe({ tenantId: 'acme', afterSeq: seen.at(-1) ?? 0 });
          const hangUp = setTimeout(() => void iterator.return?.(), 40);
          try {
            for await (const item of iterator) {
              if ('gap' in item) throw new Error('the log told of a gap');
              seen.push(item.seq);
            }
          } catch (error) {
            // The store is away: the client comes again.
            if (!database.outages || String(error).includes('gap')) throw error;
            await new Promise((resolve) => setTimeout(resolve, 5));
          } finally {
            clearTimeout(hangUp);
          }
        }
      })();

      const { acknowledged, refused } = await sendThroughKills(database);
      const { events } = await log.read({ tenantId: 'acme', limit: deliveries * 2 });
      expected = events.length;
      await watching;

      const storedIds = events.map(({ subject }) => subject.flexEventId ?? '');
      expect(acknowledged.size).toBe(deliveries);
      expect(new Set(storedIds)).toEqual(acknowledged);
      expect(seqs(events)).toEqual(Array.from({ length: deliveries }, (_, index) => index + 1));
      expect(seen).toEqual(seqs(events));
      // The store was away, and nothing was acknowledged meanwhile.
      if (database.outages) expect(refused).toBeGreaterThanOrEqual(2 * atOnce);

      await hub.stop();
      await store.stop();
      await database.drop();
    });
  });
}

interface Sent {
  readonly acknowledged: Set<string>;
  /** Answers other than 202. */
  readonly refused: number;
}

/** A sender that repeats a delivery until it is acknowledged; the gateway is killed at random parts of the way. */
async function sendThroughKills({ url, outages }: FrailDatabase): Promise<Sent> {
  const sending = { pending: new Set<string>(), acknowledged: new Set<string>(), refused: 0 };
  for (let n = 0; n < deliveries; n += 1) sending.pending.add(`delivery-${n}`);
  // Not in the last tenth, so that after the last restart there is enough left to send.
  const goals = Array.from({ length: kills }, () => randomInt(1, Math.ceil(0.9 * deliveries))).sort((a, b) => a - b);
  const restarts = [Math.floor(kills / 3), Math.floor((2 * kills) / 3)];
  for (const [life, goal] of [...goals, deliveries].entries()) {
    const child = fork(new URL('gateway-process.ts', import.meta.url), [url, secret], { execArgv: [] });
    await once(child, 'message');
    if (outages && restarts.includes(life)) await restartStore(child, sending, outages);
    await sendUntil(child, sending, () => sending.acknowledged.size >= goal);
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  return sending;
}

type Sending = { readonly pending: Set<string>; readonly acknowledged: Set<string>; refused: number };

/** Takes the store away under load, until so many deliveries were refused that all of them had met it. */
async function restartStore(child: ChildProcess, sending: Sending, outages: NonNullable<FrailDatabase['outages']>) {
  const acknowledgedBefore = sending.acknowledged.size;
  const refusedBefore = sending.refused;
  let away = false;
  await sendUntil(child, sending, () => {
    if (!away && sending.acknowledged.size >= acknowledgedBefore + atOnce) {
      outages.begin();
      away = true;
    }
    return away && sending.refused >= refusedBefore + atOnce;
  });
  outages.end();
}

/** Keeps deliveries on their way until an answer makes it `isOver`; those still on their way stay pending. */
async function sendUntil(child: ChildProcess, sending: Sending, isOver: () => boolean): Promise<void> {
  const { pending, acknowledged } = sending;
  const onTheirWay = new Set<string>();
  const send = () => {
    for (const id of pending) {
      if (onTheirWay.size >= atOnce) return;
      if (onTheirWay.has(id)) continue;
      onTheirWay.add(id);
      const body = JSON.stringify({ ids: [id] });
      child.send({ body, signature: sign(body, secret) }, () => {});
    }
  };
  const finished = Promise.withResolvers<void>();
  const onAnswer = ({ body, status }: { body: string; status: number }) => {
    const id: string = JSON.parse(body).ids[0];
    onTheirWay.delete(id);
    if (status === 202) {
      // A killed gateway's last answers may come late, when its successor has answered too.
      acknowledged.add(id);
      pending.delete(id);
    } else {
      sending.refused += 1;
    }
    if (isOver()) finished.resolve();
    else if (status === 202) send();
    else setTimeout(send, 5);
  };
  child.on('message', onAnswer);
  if (isOver()) finished.resolve();
  else send();
  await finished.promise;
}
