/** An operation that ends takes its vendor calls along: their sockets are closed at vendors that would never answer. */

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Sandboxes, startSandboxes } from '../../src/sandbox/index.ts';
import { accountNumber, assetUuid, homeId, streamId } from '../../src/sandbox/world.ts';
import { type SandboxedGateway, startSandboxedGateway } from '../support/sandboxed-gateway.ts';

const operationTimeoutMs = 700;
const day = 'from: "2013-07-01T00:00:00Z", to: "2013-07-02T00:00:00Z", timeZone: "UTC"';

/** One field a vendor. */
const query = `{
  equiwatt: asset(by: { ref: { vendor: EQUIWATT, id: "${assetUuid(1)}" } }) { name }
  digiwatt: home(by: { ref: { vendor: DIGIWATT, id: "${accountNumber(1)}" } }) { habits(period: LAST_WEEK) { hour } }
  wattshift: home(by: { ref: { vendor: WATTSHIFT, id: "${homeId(2)}" } }) { name }
  wattics: meter(by: { ref: { vendor: WATTICS, id: "${streamId(1)}" } }) { consumption(${day}, resolution: DAY) { total } }
  enerkey: facility(by: { ref: { vendor: ENERKEY, id: "101" } }) { name }
}`;

const vendorKeys = ['equiwatt', 'digiwatt', 'wattshift', 'wattics', 'enerkey'] as const;

let sandboxes: Sandboxes;
let gateway: SandboxedGateway;

beforeEach(async () => {
  sandboxes = await startSandboxes();
  const { equiwatt, digiwatt, wattshift, wattics, enerkey } = sandboxes;
  const vendors = { equiwatt, digiwatt, wattshift, wattics, enerkey };
  const homes = [{ digiwatt: accountNumber(1) }];
  gateway = await startSandboxedGateway([{ id: 'one', vendors, homes }], {}, { operationTimeoutMs });
});
afterEach(async () => {
  await gateway.stop();
  await sandboxes.stop();
});

const calls = () => vendorKeys.flatMap((key) => sandboxes[key].calls);
const allUnderWay = () =>
  vi.waitFor(() => expect(vendorKeys.map((key) => sandboxes[key].calls.length > 0)).not.toContain(false), {
    interval: 5,
  });

/** Ends when the vendors have seen all calls end, which none of them ends by itself. */
const allEnded = () =>
  vi.waitFor(() => expect(calls().map(({ endedAtMs }) => endedAtMs)).not.toContain(null), { interval: 5 });

it.each(['hang', 'slowDrip'] as const)(
  'closes them at the deadline of the operation, and answers (%s)',
  async (kind) => {
    for (const key of vendorKeys) sandboxes[key].faults.add(kind === 'hang' ? { kind } : { kind, ms: 60_000 });
    const { status, data, errors } = await gateway.ask('one', query);
    await allEnded();
    expect(status).toBe(200);
    expect(Object.keys(data)).toEqual([...vendorKeys]);
    expect(errors).toHaveLength(vendorKeys.length);
    for (const { extensions } of errors) expect(['OPERATION_TIMEOUT', 'VENDOR_TIMEOUT']).toContain(extensions.code);
  },
);

it('closes them when the client goes away', async () => {
  for (const key of vendorKeys) sandboxes[key].faults.add({ kind: 'hang' });
  const client = new AbortController();
  const asked = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'key-of-one' },
    body: JSON.stringify({ query }),
    signal: client.signal,
  });
  const gone = expect(asked).rejects.toThrow();
  await allUnderWay();
  client.abort();
  await gone;
  await allEnded();
});

it('lets them go on for another client who waits for the same', async () => {
  for (const key of vendorKeys) sandboxes[key].faults.add({ kind: 'latency', ms: 200, times: 1 });
  const client = new AbortController();
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'key-of-one' },
    body: JSON.stringify({ query }),
  };
  const first = expect(fetch(`${gateway.url}/graphql`, { ...request, signal: client.signal })).rejects.toThrow();
  const second = gateway.ask('one', query);
  await allUnderWay();
  client.abort();
  await first;
  const { errors, data } = await second;
  expect(errors).toEqual([]);
  expect(data.wattshift.name).toBeTruthy();
  for (const key of vendorKeys) {
    const paths = sandboxes[key].calls.map(({ path }) => path);
    expect(new Set(paths).size, key).toBe(paths.length);
  }
});
