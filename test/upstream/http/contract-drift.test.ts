/** An answer that is not what the contract says: counted, logged once, shown in shape, and never a crash. */

import { afterEach, expect, test } from 'vitest';
import { AppError } from '../../../src/errors.ts';
import type { ReadAnswer } from '../../../src/upstream/connection.ts';
import { getThing, type Rig, startRig } from '../rig.ts';

let rig: Rig;
afterEach(() => rig.stop());

const violations = async () => (await rig.metrics.contractViolations.get()).values;

/** Reads a list of names; an element without one is told, a list without any can't be read. */
const readNames: ReadAnswer<string[]> = ({ body }, drift) => {
  const elements = Array.isArray(body) ? body : [];
  const names = elements.flatMap((element) => {
    if (typeof element?.name === 'string') return [element.name];
    drift(element);
    return [];
  });
  if (names.length === 0) throw new AppError('VENDOR_CONTRACT', 'ENERKEY answered with names of an unknown shape.');
  return names;
};

test('fails the call when the answer cannot be read: counted, shown as the last error, logged with its shape', async () => {
  const body = { secret: 'canary-secret', at: '2026-03-04T05:06:07Z', list: [{ id: 12345 }, { id: 67890 }] };
  rig = await startRig(() => ({ status: 200, json: body }));
  const failure = rig.connection.fetch(getThing, rig.call(), readNames);
  await expect(failure).rejects.toMatchObject({ code: 'VENDOR_CONTRACT', details: { vendor: 'ENERKEY' } });
  expect(await violations()).toMatchObject([{ labels: { vendor: 'ENERKEY', operation: 'getThing' }, value: 1 }]);
  expect(rig.connection.status().lastError).toMatchObject({ error: { code: 'VENDOR_CONTRACT' } });
  expect(rig.logged).toHaveLength(1);
  const line = JSON.parse(rig.logged[0]!);
  expect(line).toMatchObject({ code: 'VENDOR_CONTRACT', operation: 'getThing', status: 200 });
  expect(JSON.parse(line.sample)).toEqual({ secret: 'a-a', at: '1111-11-11T11:11:11Z', list: [{ id: 1 }] });
  expect(rig.logged[0]).not.toMatch(/canary|12345|2026-03-04T05/);
  expect(rig.server.calls).toHaveLength(1);
});

test('takes what can be read of an answer, and counts each part that cannot', async () => {
  const json = [{ name: 'a', newField: true }, { nome: 'b' }, { name: 'c' }, { name: 4 }];
  rig = await startRig(() => ({ status: 200, json }));
  expect(await rig.connection.fetch(getThing, rig.call(), readNames)).toEqual(['a', 'c']);
  expect(await violations()).toMatchObject([{ value: 2 }]);
  expect(rig.connection.status().lastError).toBeNull();
  expect(rig.logged).toHaveLength(1);
  expect(JSON.parse(rig.logged[0]!)).toMatchObject({ parts: 2, sample: '[{"nome":"a"},{"name":1}]' });
});

test('replays from its sample: what could not be read cannot be read again, and for the same reason', async () => {
  rig = await startRig(() => ({ status: 200, json: [{ nome: 'Boiler 12' }] }));
  await rig.connection.fetch(getThing, rig.call(), readNames).catch(() => undefined);
  const body = JSON.parse(JSON.parse(rig.logged[0]!).sample);
  expect(() => readNames({ status: 200, headers: {}, body }, () => undefined)).toThrow('names of an unknown shape');
});

test('counts what only shows when an answer is put into our words, once for all who read it', async () => {
  rig = await startRig();
  const nonsense = new AppError('VENDOR_CONTRACT', 'ENERKEY answered with a month of 40 days.', { vendor: 'ENERKEY' });
  const load = async (ids: readonly string[]) => {
    await rig.connection.send(getThing, rig.call());
    return new Map(ids.map((id) => [id, nonsense]));
  };
  const spec = { resource: 'thing', params: {}, ids: ['a', 'b'], load };
  const reads = await Promise.all([1, 2].map(() => rig.connection.readMany(spec, rig.call())));
  for (const answer of reads) expect(answer.get('b')).toBe(nonsense);
  expect(await violations()).toMatchObject([{ labels: { operation: 'thing' }, value: 1 }]);
  expect(rig.logged).toHaveLength(1);
});

test('is a fault of ours, not of the vendor, when reading itself breaks', async () => {
  rig = await startRig();
  const failure = rig.connection.fetch(getThing, rig.call(), () => {
    throw new TypeError('canary');
  });
  await expect(failure).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR', message: 'Internal error.' });
  expect(await violations()).toEqual([]);
});

test('tells of a part once, not again each time the vendor says that nothing has changed', async () => {
  const json = [{ name: 'a' }, {}];
  rig = await startRig(({ headers }) =>
    headers['if-none-match'] === '"1"' ? { status: 304 } : { status: 200, json, headers: { etag: '"1"' } },
  );
  for (let i = 0; i < 3; i += 1) expect(await rig.connection.fetch(getThing, rig.call(), readNames)).toEqual(['a']);
  expect(await violations()).toMatchObject([{ value: 1 }]);
});
