import { afterEach, expect, test, vi } from 'vitest';
import type { Batch } from '../../../src/domain/batch.ts';
import { AppError } from '../../../src/errors.ts';
import { type Call, countFor } from '../../../src/upstream/call.ts';
import type { Cached, Connection } from '../../../src/upstream/connection.ts';
import { eventually, getThing, type Rig, startRig } from '../rig.ts';

let rig: Rig;
afterEach(() => rig.stop());

const down = () => new AppError('VENDOR_UNAVAILABLE', 'down');

/** A connection whose things are what `load` gives. */
async function setUp(load: (ids: readonly string[], call: Call) => Promise<Batch<unknown>> | Batch<unknown>) {
  rig = await startRig();
  const loaded = vi.fn(async (ids: readonly string[], call: Call) => await load(ids, call));
  const readFrom =
    (connection: Connection) =>
    (ids: readonly string[], call = rig.call(), more: { immutable?: boolean } = {}) =>
      connection.readMany(
        { resource: 'thing', params: { of: 1 }, ids, load: loaded, tags: (id) => [`thing:${id}`], ...more },
        call,
      );
  return { loaded, read: readFrom(rig.connection), readFrom, idsLoaded: () => loaded.mock.calls.map(([ids]) => ids) };
}

const echo = (ids: readonly string[]) => new Map(ids.map((id) => [id, `value of ${id}`]));

test('asks for the missing entities only, together', async () => {
  const { read, idsLoaded } = await setUp(echo);
  await read(['a', 'b']);
  const answer = await read(['b', 'c', 'a', 'd', 'c']);
  expect(idsLoaded()).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  expect([...answer].map(([id, cached]) => [id, (cached as Cached<string>).value]).sort()).toEqual([
    ['a', 'value of a'],
    ['b', 'value of b'],
    ['c', 'value of c'],
    ['d', 'value of d'],
  ]);
});

test('answers fresh, then stale while one background call renews it', async () => {
  let version = 1;
  const { read, loaded } = await setUp(() => new Map([['a', version]]));
  const bornMs = rig.clock.now();
  await read(['a']);
  await rig.clock.advance(59_999);
  expect((await read(['a'])).get('a')).toEqual({ value: 1, asOfMs: bornMs, stale: false });
  await rig.clock.advance(1);
  version = 2;
  const call = rig.call();
  const both = await Promise.all([read(['a'], call), read(['a'], call)]);
  expect(both.map((answer) => answer.get('a'))).toEqual(
    Array.from({ length: 2 }, () => ({ value: 1, asOfMs: bornMs, stale: true })),
  );
  await rig.clock.advance(0);
  expect(loaded).toHaveBeenCalledTimes(2);
  expect(loaded.mock.calls[1]![1].priority).toBe('refresh');
  expect((await read(['a'])).get('a')).toEqual({ value: 2, asOfMs: rig.clock.now(), stale: false });
  expect(countFor(call.trace, 'ENERKEY')).toEqual({ calls: 0, cacheHits: 2, stale: 2 });
});

test('waits a little before it renews again what it failed to renew', async () => {
  let fails = false;
  const { read, loaded } = await setUp((ids) => {
    if (fails) throw down();
    return echo(ids);
  });
  await read(['a']);
  await rig.clock.advance(60_000);
  fails = true;
  for (let i = 0; i < 5; i += 1) {
    expect((await read(['a'])).get('a')).toMatchObject({ stale: true });
    await rig.clock.advance(100);
  }
  expect(loaded).toHaveBeenCalledTimes(2);
  await rig.clock.advance(5_000);
  await read(['a']);
  await rig.clock.advance(0);
  expect(loaded).toHaveBeenCalledTimes(3);
});

test('answers with the old value when the vendor fails, and with the error when that is too old', async () => {
  let fails = false;
  const { read } = await setUp((ids) => {
    if (fails) throw down();
    return echo(ids);
  });
  const bornMs = rig.clock.now();
  await read(['a']);
  fails = true;
  await rig.clock.advance(300_000);
  const call = rig.call();
  const answer = await read(['a', 'never seen'], call);
  expect(answer.get('a')).toEqual({ value: 'value of a', asOfMs: bornMs, stale: true });
  expect(answer.get('never seen')).toMatchObject({ code: 'VENDOR_UNAVAILABLE' });
  expect(countFor(call.trace, 'ENERKEY')).toMatchObject({ cacheHits: 1, stale: 1 });
  await rig.clock.advance(4_000_000);
  expect((await read(['a'])).get('a')).toMatchObject({ code: 'VENDOR_UNAVAILABLE' });
});

test.each(['VENDOR_UNAUTHORIZED', 'VENDOR_REJECTED'] as const)('does not answer %s with an old value', async (code) => {
  let fails = false;
  const { read } = await setUp((ids) => {
    if (fails) throw new AppError(code, 'no');
    return echo(ids);
  });
  await read(['a']);
  fails = true;
  await rig.clock.advance(300_000);
  expect((await read(['a'])).get('a')).toMatchObject({ code });
});

test('answers with the old value shortly before the deadline when the vendor is slow', async () => {
  let slow = false;
  const { read } = await setUp((ids) => (slow ? new Promise(() => undefined) : echo(ids)));
  await read(['a']);
  slow = true;
  await rig.clock.advance(300_000);
  const waiting = read(['a'], rig.call({ deadlineMs: rig.clock.now() + 2_000 }));
  await rig.clock.advance(1_750);
  expect((await waiting).get('a')).toMatchObject({ value: 'value of a', stale: true });
});

test('remembers an unknown id for a minute at most, and an error never', async () => {
  const { read, loaded } = await setUp(() => new Map([['bad', down()]]));
  const answer = await read(['unknown', 'bad']);
  expect(answer.has('unknown')).toBe(false);
  expect(answer.get('bad')).toMatchObject({ code: 'VENDOR_UNAVAILABLE' });
  await read(['unknown']);
  expect(loaded).toHaveBeenCalledTimes(1);
  await read(['bad']);
  expect(loaded).toHaveBeenCalledTimes(2);
  await rig.clock.advance(60_000);
  await read(['unknown']);
  expect(loaded).toHaveBeenCalledTimes(3);
});

test('makes one load of a hundred equal reads, and one more for another tenant', async () => {
  const { readFrom, loaded } = await setUp(async (ids) => {
    await rig.clock.sleep(100);
    return echo(ids);
  });
  const other = rig.connect({ tenantId: 'other' });
  const reads = [rig.connection, other].flatMap((connection) =>
    Array.from({ length: 100 }, () => readFrom(connection)(['a', 'b'])),
  );
  await rig.clock.advance(100);
  await Promise.all(reads);
  expect(loaded).toHaveBeenCalledTimes(2);
});

test('rejects all who share a load that fails, once, and asks anew afterwards', async () => {
  let fails = true;
  const { read, loaded } = await setUp((ids) => {
    if (fails) throw down();
    return echo(ids);
  });
  const answers = await Promise.all(Array.from({ length: 10 }, () => read(['a'])));
  for (const answer of answers) expect(answer.get('a')).toMatchObject({ code: 'VENDOR_UNAVAILABLE' });
  expect(loaded).toHaveBeenCalledTimes(1);
  fails = false;
  expect((await read(['a'])).get('a')).toMatchObject({ value: 'value of a' });
});

test('aborts a shared load only when all its readers are gone', async () => {
  let shared: Call | undefined;
  const { read } = await setUp((_ids, call) => {
    shared = call;
    return new Promise(() => undefined);
  });
  const clients = [new AbortController(), new AbortController()];
  const deadlines = [1_000, 9_000];
  const reads = clients.map(({ signal }, i) =>
    read(['a'], rig.call({ signal, deadlineMs: rig.clock.now() + deadlines[i]! })),
  );
  await eventually(() => shared !== undefined);
  expect(shared!.deadlineMs).toBe(rig.clock.now() + 9_000);
  clients[0]!.abort();
  expect((await reads[0]!).get('a')).toMatchObject({ code: 'OPERATION_TIMEOUT' });
  expect(shared!.signal.aborted).toBe(false);
  clients[1]!.abort();
  await reads[1]!;
  expect(shared!.signal.aborted).toBe(true);
});

test('asks anew for exactly what a tag names, and has the old value for when the vendor fails', async () => {
  let fails = false;
  const { read, idsLoaded } = await setUp((ids) => {
    if (fails) throw down();
    return echo(ids);
  });
  await read(['a', 'b'], rig.call(), { immutable: true });
  await rig.connection.drop(['thing:a', 'thing:unheard-of']);
  await read(['a', 'b']);
  expect(idsLoaded()).toEqual([['a', 'b'], ['a']]);
  fails = true;
  await rig.connection.drop(['thing:b']);
  expect((await read(['b'])).get('b')).toMatchObject({ value: 'value of b', stale: true });
});

test('asks anew for an unknown id that a tag names: it may have come to be', async () => {
  let known = false;
  const { read, loaded } = await setUp((ids) => (known ? echo(ids) : new Map()));
  expect((await read(['a', 'b'])).size).toBe(0);
  known = true;
  await rig.connection.drop(['thing:a']);
  await rig.clock.advance(10);
  expect([...(await read(['a', 'b'])).keys()]).toEqual(['a']);
  expect(loaded).toHaveBeenCalledTimes(2);
});

test('does not take for fresh what was under way when its tag was dropped', async () => {
  const finish: ((batch: Batch<unknown>) => void)[] = [];
  const { read, loaded } = await setUp(() => new Promise((resolve) => finish.push(resolve)));
  const before = read(['a']);
  await eventually(() => finish.length === 1);
  await rig.connection.drop(['thing:a']);
  const after = read(['a']);
  await eventually(() => finish.length === 2);
  finish[0]!(new Map([['a', 'old']]));
  expect((await before).get('a')).toMatchObject({ value: 'old' });
  finish[1]!(new Map([['a', 'new']]));
  expect((await after).get('a')).toMatchObject({ value: 'new' });
  expect(loaded).toHaveBeenCalledTimes(2);
});

test('never goes back to what a load brings that began before a change and ends after the next', async () => {
  const finish: ((batch: Batch<unknown>) => void)[] = [];
  let fails = false;
  const { read, loaded } = await setUp(() => {
    if (fails) throw down();
    return new Promise((resolve) => finish.push(resolve));
  });
  const before = read(['a']);
  await eventually(() => finish.length === 1);
  await rig.clock.advance(10);
  await rig.connection.drop(['thing:a']);
  await rig.clock.advance(10);
  const after = read(['a']);
  await eventually(() => finish.length === 2);
  finish[1]!(new Map([['a', 'new']]));
  expect((await after).get('a')).toMatchObject({ value: 'new' });
  finish[0]!(new Map([['a', 'old']]));
  await before;
  expect((await read(['a'])).get('a')).toMatchObject({ value: 'new', stale: false });
  expect(loaded).toHaveBeenCalledTimes(2);
  fails = true;
  await rig.clock.advance(300_000);
  expect((await read(['a'])).get('a')).toMatchObject({ value: 'new', stale: true });
});

test.each([
  ['refuses it', () => new Map([['a', new AppError('VENDOR_UNAUTHORIZED', 'no')]]), 'VENDOR_UNAUTHORIZED'],
  ['does not know it any more', () => new Map(), undefined],
])('gives out nothing old of what the vendor has kept back since: it %s', async (_, answer, code) => {
  let load = (ids: readonly string[]): Batch<unknown> => echo(ids);
  const { read } = await setUp((ids) => load(ids));
  await read(['a']);
  await rig.clock.advance(300_000);
  load = answer;
  expect((await read(['a'])).get('a')).toEqual(code ? expect.objectContaining({ code }) : undefined);
  load = () => {
    throw down();
  };
  await rig.clock.advance(61_000);
  expect((await read(['a'])).get('a')).toMatchObject({ code: 'VENDOR_UNAVAILABLE' });
});

test('gives out nothing it holds while the vendor refuses the credential, and all of it again afterwards', async () => {
  let status = 200;
  rig = await startRig(() => ({ status, json: {} }));
  const read = async (id: string) => {
    const load = async (ids: readonly string[], call: Call) => {
      await rig.connection.send(getThing, call);
      return new Map(ids.map((one) => [one, `value of ${one}`]));
    };
    const spec = { resource: 'thing', params: {}, ids: [id], load };
    const answer = (await rig.connection.readMany(spec, rig.call())).get(id);
    return answer instanceof AppError ? answer.code : answer?.value;
  };
  for (const id of ['a', 'b']) expect(await read(id)).toBe(`value of ${id}`);
  expect(rig.requests).toHaveLength(2);
  status = 401;
  expect(await read('c')).toBe('VENDOR_UNAUTHORIZED');
  expect(await read('a')).toBe('VENDOR_UNAUTHORIZED');
  expect(rig.requests).toHaveLength(4);
  // That the vendor fails does not make a refusal undone.
  status = 500;
  expect(await rig.until(read('a'))).toBe('VENDOR_UNAVAILABLE');
  status = 200;
  expect(await read('c')).toBe('value of c');
  const asked = rig.requests.length;
  expect(await read('b')).toBe('value of b');
  expect(rig.requests).toHaveLength(asked);
});

test('keeps a settled past for as long as there is room', async () => {
  const { read, loaded } = await setUp(echo);
  await read(['a'], rig.call(), { immutable: true });
  await rig.clock.advance(400 * 24 * 3_600_000);
  expect((await read(['a'], rig.call(), { immutable: true })).get('a')).toMatchObject({ stale: false });
  expect(loaded).toHaveBeenCalledTimes(1);
});

test('reads a single value through the cache, and throws its error', async () => {
  await setUp(echo);
  const load = vi.fn(async () => 'one');
  const spec = { resource: 'thing', params: { single: true }, load };
  await rig.connection.read(spec, rig.call());
  expect(await rig.connection.read(spec, rig.call())).toMatchObject({ value: 'one', stale: false });
  expect(load).toHaveBeenCalledTimes(1);
  const failing = { ...spec, params: {}, load: () => Promise.reject(down()) };
  await expect(rig.connection.read(failing, rig.call())).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE' });
});

test('names a resource without freshness', async () => {
  await setUp(echo);
  const spec = { resource: 'nothing', params: {}, load: async () => 1 };
  await expect(rig.connection.read(spec, rig.call())).rejects.toThrow('no freshness for the resource "nothing"');
});
