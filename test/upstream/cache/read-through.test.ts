import { afterEach, expect, test } from 'vitest';
import { AppError } from '../../../src/errors.ts';
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

test('asks the vendor every time where nothing is kept, also for those who ask at once', async () => {
  const { asked, read } = await setUp();
  await Promise.all([read(), read()]);
  await read();
  expect(asked).toEqual(Array(3).fill(['known', 'failing', 'unknown']));
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
