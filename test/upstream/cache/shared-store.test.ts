import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../src/errors.ts';
import type { RedisValues } from '../../../src/upstream/cache/shared-store.ts';
import { createUpstream } from '../../../src/upstream/upstream.ts';
import { startRedis } from '../redis-process.ts';
import { eventually, openLimits, type Rig, startRig } from '../rig.ts';

const server = await startRedis();
const client = await server?.connect();
afterAll(() => server?.stop());

let rig: Rig;
afterEach(() => rig?.stop());

/** Two gateways on one Redis, each with its own level 1. */
async function twoReplicas() {
  await client!.flushall();
  rig = await startRig(undefined, {}, { redis: client! });
  const other = createUpstream({
    ...{ clock: rig.clock, metrics: rig.metrics, log: (await import('pino')).default({ level: 'silent' }) },
    ...{ allowPrivateHosts: true, redis: client! },
  });
  const connection = other.connect({
    ...{
      vendor: 'ENERKEY',
      tenantId: 'acme',
      baseUrl: rig.server.url,
      credentials: ['secret-one'],
      limits: openLimits,
    },
    authorize: () => ({}),
  });
  const state = { loads: 0, down: false, refuses: false };
  const read = (from: typeof connection) =>
    from.readMany(
      {
        ...{ resource: 'thing', params: {}, ids: ['a', 'b'], tags: (id) => [`thing:${id}`] },
        load: async (ids) => {
          state.loads += 1;
          if (state.refuses) throw new AppError('VENDOR_UNAUTHORIZED', 'no');
          if (state.down) throw new AppError('VENDOR_UNAVAILABLE', 'down');
          return new Map(ids.map((id) => [id, new Map([[id, state.loads]])]));
        },
      },
      rig.call(),
    );
  return { here: rig.connection, there: connection, state, read, stop: () => other.stop() };
}

const stored = async (keys: number) => {
  for (let i = 0; i < 100 && (await client!.dbsize()) < keys; i += 1) await new Promise((done) => setTimeout(done, 5));
};

describe.runIf(client)('level 2', () => {
  test('answers one replica with what another has loaded, as old as it is', async () => {
    const { here, there, state, read, stop } = await twoReplicas();
    const bornMs = rig.clock.now();
    await read(here);
    await stored(2);
    await rig.clock.advance(30_000);
    const answer = await read(there);
    expect(answer.get('a')).toEqual({ value: new Map([['a', 1]]), asOfMs: bornMs, stale: false });
    expect(state.loads).toBe(1);
    await stop();
  });

  test('gives a replica an old value of another when the vendor fails', async () => {
    const { here, there, state, read, stop } = await twoReplicas();
    await read(here);
    await stored(2);
    await rig.clock.advance(300_000);
    state.down = true;
    expect((await read(there)).get('b')).toMatchObject({ value: new Map([['b', 1]]), stale: true });
    await stop();
  });

  test('keeps from the others what a tag has dropped', async () => {
    const { here, there, state, read, stop } = await twoReplicas();
    await read(here);
    await stored(2);
    await rig.clock.advance(10_000);
    await here.drop(['thing:a']);
    await stored(3);
    const answer = await read(there);
    expect(answer.get('a')).toMatchObject({ value: new Map([['a', 2]]) });
    expect(answer.get('b')).toMatchObject({ value: new Map([['b', 1]]) });
    expect(state.loads).toBe(2);
    await stop();
  });
});

describe.runIf(client)('level 2', () => {
  test('keeps from the others too what the vendor has kept back from one', async () => {
    const { here, there, state, read, stop } = await twoReplicas();
    await read(here);
    await stored(2);
    await rig.clock.advance(300_000);
    state.refuses = true;
    await read(here).catch(() => undefined);
    await eventually(() => state.loads === 2);
    for (let i = 0; i < 100 && (await client!.dbsize()) > 0; i += 1) await new Promise((done) => setTimeout(done, 5));
    Object.assign(state, { refuses: false, down: true });
    expect([...(await read(there)).values()]).toEqual(
      Array(2).fill(expect.objectContaining({ code: 'VENDOR_UNAVAILABLE' })),
    );
    await stop();
  });
});

test('has nothing, and holds nobody up, when Redis does not answer', async () => {
  let asked = 0;
  const silent = () => {
    asked += 1;
    return new Promise<never>(() => undefined);
  };
  const redis: RedisValues & { eval: typeof silent; evalsha: typeof silent } = {
    ...{ mgetBuffer: silent, set: silent, eval: silent, evalsha: silent },
  };
  rig = await startRig(undefined, {}, { redis });
  const load = async (ids: readonly string[]) => new Map(ids.map((id) => [id, id]));
  const read = (id: string) => rig.connection.readMany({ resource: 'thing', params: {}, ids: [id], load }, rig.call());
  const first = read('a');
  await eventually(() => asked > 0);
  await rig.clock.advance(50);
  expect((await first).get('a')).toMatchObject({ value: 'a' });
  const askedBefore = asked;
  expect((await read('b')).get('b')).toMatchObject({ value: 'b' });
  expect(asked).toBe(askedBefore);
});
