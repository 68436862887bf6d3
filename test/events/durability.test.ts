import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { createHub } from '../../src/events/hub.ts';
import { createEventLog } from '../../src/events/log.ts';
import { openStore } from '../../src/store/store.ts';
import { postgresReachable } from '../support/services.ts';
import { createPostgresDatabase, createSqliteDatabase, type TestDatabase } from '../support/stores.ts';
import { seqs } from './sample.ts';
import { sign } from './sample-adapter.ts';

/** More of both by environment, for a long run. */
const kills = Number(process.env.WATTGRAPH_TEST_KILLS ?? 5);
const deliveries = Number(process.env.WATTGRAPH_TEST_DELIVERIES ?? 1_000);
const secret = 'shared';

defineDurabilitySuite('SQLite', createSqliteDatabase);

if (await postgresReachable()) defineDurabilitySuite('PostgreSQL', createPostgresDatabase);

function defineDurabilitySuite(name: string, create: () => Promise<TestDatabase>): void {
  describe(`durability over ${name}`, () => {
    it(`keeps each acknowledged delivery once and shows it once, through ${kills} kills`, {
      timeout: 600_000,
    }, async () => {
      const database = await create();
      const store = await openStore(database.url);
      const log = createEventLog({ store, clock: systemClock });
      const hub = createHub({ log, pollIntervalMs: 5 });

      const seen: number[] = [];
      let done = false;
      // A client of another replica that loses its connection again and again.
      const watching = (async () => {
        while (!done || seen.length < (await log.head('acme'))) {
          const iterator = hub.subscribe({ tenantId: 'acme', afterSeq: seen.at(-1) ?? 0 });
          const hangUp = setTimeout(() => void iterator.return?.(), 40);
          for await (const item of iterator) {
            if ('gap' in item) throw new Error('the log told of a gap');
            seen.push(item.seq);
          }
          clearTimeout(hangUp);
        }
      })();

      const acknowledged = await sendThroughKills(database.url);
      done = true;
      await watching;

      const { events } = await log.read({ tenantId: 'acme', limit: deliveries * 2 });
      const storedIds = events.map(({ subject }) => subject.flexEventId ?? '');
      expect(acknowledged.size).toBe(deliveries);
      expect(new Set(storedIds)).toEqual(acknowledged);
      expect(seqs(events)).toEqual(Array.from({ length: deliveries }, (_, index) => index + 1));
      expect(seen).toEqual(seqs(events));

      await hub.stop();
      await store.stop();
      await database.drop();
    });
  });
}

/** A sender that repeats a delivery until it is acknowledged; the gateway is killed at even parts of the way. */
async function sendThroughKills(databaseUrl: string): Promise<Set<string>> {
  const acknowledged = new Set<string>();
  const pending = Array.from({ length: deliveries }, (_, index) => `delivery-${index}`);
  for (let life = 0; life <= kills; life += 1) {
    const child = fork(new URL('gateway-process.ts', import.meta.url), [databaseUrl, secret], { execArgv: [] });
    await once(child, 'message');
    const goal = life === kills ? deliveries : Math.floor((deliveries * (life + 1)) / (kills + 1));
    await sendUntil(child, pending, acknowledged, goal);
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  return acknowledged;
}

/** Keeps 32 deliveries on their way until `goal` are acknowledged; those still on their way stay pending. */
async function sendUntil(child: ChildProcess, pending: string[], acknowledged: Set<string>, goal: number) {
  const onTheirWay = new Set<string>();
  const send = () => {
    while (onTheirWay.size < 32) {
      const id = pending.find((one) => !onTheirWay.has(one));
      if (id === undefined) return;
      onTheirWay.add(id);
      const body = JSON.stringify({ ids: [id] });
      child.send({ body, signature: sign(body, secret) }, () => {});
    }
  };
  const finished = new Promise<void>((resolve) => {
    child.on('message', ({ body, status }: { body: string; status: number }) => {
      const id: string = JSON.parse(body).ids[0];
      onTheirWay.delete(id);
      // A killed gateway's last answers may come late, when its successor has answered too.
      if (status === 202 && !acknowledged.has(id)) {
        acknowledged.add(id);
        pending.splice(pending.indexOf(id), 1);
      }
      if (acknowledged.size >= goal) resolve();
      else send();
    });
  });
  send();
  await finished;
}
