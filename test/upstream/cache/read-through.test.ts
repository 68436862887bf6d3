import { afterEach, expect, test } from 'vitest';
import { AppError } from '../../../src/errors.ts';
import type { Call } from '../../../src/upstream/call.ts';
import { Dependence } from '../../../src/upstream/dependence.ts';
import { type Rig, startRig } from '../rig.ts';

let rig: Rig;
afterEach(() => rig.stop());

/** Reads three ids: one that is known, one that fails, one the vendor does not know. */
async function setUp() {
  rig = await startRig(undefined, {}, { keepsReads: false });
  const asked: (readonly string[])[] = [];
  const load = async (ids: readonly string[]) => {
    asked.push(ids);
    return new Map<string, string | AppError>([
      ['known', 'a value'],
      ['failing', new AppError('VENDOR_CONTRACT', 'unreadable')],
    ]);
  };
  const ids = ['known', 'failing', 'unknown', 'known'];
  return { asked, read: () => rig.connection.readMany({ resource: 'thing', params: {}, ids, load }, rig.call()) };
}

test('asks the vendor every time, once for those who ask at once', async () => {
  const { asked, read } = await setUp();
  const [first, second] = await Promise.all([read(), read()]);
  expect(second).toEqual(first);
  await read();
  expect(asked).toEqual(Array(2).fill(['known', 'failing', 'unknown']));
  expect(rig.connection.status().cache).toMatchObject({ hits: 0, misses: 6 });
});

test('shares nothing between reads that differ, in what they ask for or in who waits for them', async () => {
  rig = await startRig(undefined, {}, { keepsReads: false });
  const other = rig.connect({ tenantId: 'umbrella' });
  let loads = 0;
  const load = async (ids: readonly string[]) => {
    loads += 1;
    return new Map(ids.map((id) => [id, loads]));
  };
  const spec = { resource: 'thing', params: { from: 1 }, ids: ['a', 'b'], load };
  await Promise.all([
    rig.connection.readMany(spec, rig.call()),
    rig.connection.readMany({ ...spec, ids: ['a'] }, rig.call()),
    rig.connection.readMany({ ...spec, ids: ['a,b'] }, rig.call()),
    rig.connection.readMany({ ...spec, params: { from: 2 } }, rig.call()),
    rig.connection.readMany(spec, rig.call({ priority: 'refresh' })),
    other.readMany(spec, rig.call()),
  ]);
  expect(loads).toBe(6);
});

test('asks anew after a change, also while an older read is under way', async () => {
  rig = await startRig(undefined, {}, { keepsReads: false });
  const loads: PromiseWithResolvers<string>[] = [];
  const load = async () => {
    const own = Promise.withResolvers<string>();
    loads.push(own);
    return new Map([['a', await own.promise]]);
  };
  const read = () => rig.connection.readMany({ resource: 'thing', params: {}, ids: ['a'], load }, rig.call());
  const before = read();
  await rig.connection.drop(['a']);
  const after = read();
  await expect.poll(() => loads.length).toBe(2);
  loads[0]?.resolve('old');
  loads[1]?.resolve('new');
  expect((await before).get('a')).toMatchObject({ value: 'old' });
  expect((await after).get('a')).toMatchObject({ value: 'new' });
});

test('goes on for those who still wait, and is cut when all have left', async () => {
  rig = await startRig(undefined, {}, { keepsReads: false });
  const signals: AbortSignal[] = [];
  const load = async (_ids: readonly string[], { signal }: Call) => {
    signals.push(signal);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return new Map<string, string>();
  };
  const leaving = [new AbortController(), new AbortController()];
  const reads = leaving.map(({ signal }) =>
    rig.connection.readMany({ resource: 'thing', params: {}, ids: ['a'], load }, rig.call({ signal })),
  );
  await expect.poll(() => signals.length).toBe(1);
  leaving[0]?.abort();
  expect((await reads[0])?.get('a')).toMatchObject({ code: 'OPERATION_TIMEOUT' });
  expect(signals[0]?.aborted).toBe(false);
  leaving[1]?.abort();
  await reads[1];
  expect(signals[0]?.aborted).toBe(true);
});

test('makes an answer one that is good this once', async () => {
  rig = await startRig(undefined, {}, { keepsReads: false });
  const dependence = new Dependence();
  const load = async () => new Map([['a', 'a value']]);
  await rig.connection.readMany({ resource: 'thing', params: {}, ids: ['a'], load }, rig.call({ dependence }));
  expect(dependence.freshUntilMs).toBe(Number.NEGATIVE_INFINITY);
});

test('answers as the cache does: values with their age, errors with their ids, unknown ids left out', async () => {
  const { read } = await setUp();
  const answers = await read();
  expect([...answers.keys()]).toEqual(['known', 'failing']);
  expect(answers.get('known')).toEqual({ value: 'a value', asOfMs: rig.clock.now(), stale: false });
  expect(answers.get('failing')).toMatchObject({ code: 'VENDOR_CONTRACT' });
});

test('tells every id of a load that fails as a whole', async () => {
  rig = await startRig(undefined, {}, { keepsReads: false });
  const load = async () => Promise.reject(new AppError('VENDOR_TIMEOUT', 'too late'));
  const answers = await rig.connection.readMany({ resource: 'thing', params: {}, ids: ['a', 'b'], load }, rig.call());
  expect([...answers.values()]).toMatchObject([{ code: 'VENDOR_TIMEOUT' }, { code: 'VENDOR_TIMEOUT' }]);
});
