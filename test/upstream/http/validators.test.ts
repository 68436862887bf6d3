import { afterEach, expect, test } from 'vitest';
import { getThing, type Rig, startRig } from '../rig.ts';

let rig: Rig;
afterEach(() => rig.stop());

test('asks with the ETag it has, and renews the age of a value that has not changed', async () => {
  let version = 1;
  rig = await startRig(({ headers }) => {
    const etag = `"v${version}"`;
    if (headers['if-none-match'] === etag) return { status: 304, headers: { etag } };
    return { status: 200, json: { version }, headers: { etag } };
  });
  const load = async (call: ReturnType<Rig['call']>) => (await rig.connection.send(getThing, call)).body;
  const read = () => rig.connection.read({ resource: 'thing', params: {}, load }, rig.call());
  await read();
  await rig.clock.advance(200_000);
  expect(await read()).toEqual({ value: { version: 1 }, asOfMs: rig.clock.now(), stale: false });
  expect(rig.server.calls.map(({ status }) => status)).toEqual([200, 304]);
  version = 2;
  await rig.clock.advance(200_000);
  expect(await read()).toMatchObject({ value: { version: 2 } });
});

test('never compares with what another tenant, query or header got', async () => {
  rig = await startRig(() => ({ status: 200, json: {}, headers: { etag: '"v"' } }));
  await rig.connection.send(getThing, rig.call());
  await rig.connection.send({ ...getThing, query: { a: 1 } }, rig.call());
  await rig.connection.send({ ...getThing, headers: { 'x-version': '2' } }, rig.call());
  await rig.connect({ tenantId: 'other' }).send(getThing, rig.call());
  await rig.connection.send({ ...getThing, method: 'POST' }, rig.call());
  expect(rig.requests.map(({ headers }) => headers['if-none-match'])).toEqual(
    Array.from({ length: 5 }, () => undefined),
  );
  await rig.connection.send(getThing, rig.call());
  expect(rig.requests[5]!.headers['if-none-match']).toBe('"v"');
});
