/** A vendor's calls of 24 hours: who may still spend them, what is said when they are gone, and who remembers. */

import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConnectionOptions } from '../../src/upstream/connection.ts';
import { sourced } from '../../src/upstream/limits.ts';
import type { UpstreamOptions } from '../../src/upstream/upstream.ts';
import { startRedis } from './redis-process.ts';
import { eventually, getThing, openLimits, type Rig, startRig } from './rig.ts';

const server = await startRedis();
const client = await server?.connect();
afterAll(() => server?.stop());

let rigs: Rig[] = [];
beforeEach(() => client?.flushall());
afterEach(async () => {
  for (const rig of rigs) await rig.stop();
  rigs = [];
});

const perDay = sourced(40, 'assumed');
const silent: Partial<ConnectionOptions> = { limits: { ...openLimits, classes: { default: { perDay } } } };
const telling: Partial<ConnectionOptions> = {
  limits: { ...openLimits, classes: { default: { perDay, remainingHeader: sourced('x-left', 'assumed') } } },
};

/** A gateway; `left`, where given, is what the vendor says in its header. */
async function start(
  options: Partial<ConnectionOptions>,
  vendor: { left?: number } = {},
  more: Partial<UpstreamOptions> = {},
) {
  const rig = await startRig(
    () => ({
      status: 200,
      json: {},
      ...(vendor.left === undefined ? {} : { headers: { 'x-left': String(vendor.left) } }),
    }),
    options,
    more,
  );
  rigs.push(rig);
  return rig;
}

const day = 24 * 3_600_000;
const limited = { code: 'VENDOR_RATE_LIMITED' };

async function spend(rig: Rig, calls: number): Promise<void> {
  for (let i = 0; i < calls; i += 1) await rig.connection.send(getThing, rig.call());
}

test('stops background renewal at the reserve, then answers reads from the cache, and fails at none left', async () => {
  const rig = await start(silent);
  let loads = 0;
  const load = async (call: ReturnType<Rig['call']>) => {
    loads += 1;
    await rig.connection.send(getThing, call);
    return loads;
  };
  const read = (of: string) => rig.connection.read({ resource: 'thing', params: { of }, load }, rig.call());
  const bornMs = rig.clock.now();
  await read('old');
  await spend(rig, 35);

  // Four calls are left, the tenth of the day that is for interactive calls alone: freshness stretches to its most.
  await rig.clock.advance(3_600_000);
  expect(await read('old')).toMatchObject({ value: 1, asOfMs: bornMs, stale: true });
  await rig.clock.advance(10);
  expect(loads).toBe(2);
  expect(rig.server.calls).toHaveLength(36);
  expect(await read('new')).toMatchObject({ stale: false });

  await spend(rig, 3);
  const failure = await read('other').catch((error: unknown) => error);
  expect(failure).toMatchObject(limited);
  expect(await read('old')).toMatchObject({ value: 1, stale: true });
  expect(rig.server.calls).toHaveLength(40);

  // What it says is when the first call comes back, not when the last does.
  const { retryAfterMs = 0 } = (failure as { details: { retryAfterMs?: number } }).details;
  expect(retryAfterMs).toBeGreaterThan(22 * 3_600_000);
  expect(retryAfterMs).toBeLessThanOrEqual(day);
  await rig.clock.advance(retryAfterMs);
  await spend(rig, 1);
  await rig.clock.advance(day + 3_600_000);
  await spend(rig, 40);
  await expect(rig.connection.send(getThing, rig.call())).rejects.toMatchObject(limited);
});

test('takes the figure of the vendor at once when it is lower than its own, and its own when that is', async () => {
  const vendor = { left: 39 };
  const rig = await start(telling, vendor);
  await spend(rig, 1);
  vendor.left = 5;
  await spend(rig, 1);
  expect(rig.connection.status().budgets).toMatchObject([{ remaining: 5 }]);
  vendor.left = 1_000;
  await spend(rig, 1);
  expect(rig.connection.status().budgets).toMatchObject([{ limit: 40, remaining: 37 }]);
  vendor.left = 0;
  await spend(rig, 1);
  const refused = rig.connection.send(getThing, rig.call());
  await expect(refused).rejects.toMatchObject({ ...limited, details: { retryAfterMs: 15 * 60_000 } });
});

test('is told by the first answer after a restart what was spent before it', async () => {
  const vendor = { left: 2 };
  const rig = await start(telling, vendor);
  await spend(rig, 1);
  expect(rig.connection.status().budgets).toMatchObject([{ remaining: 2 }]);
  await expect(rig.connection.send(getThing, rig.call({ priority: 'refresh' }))).rejects.toMatchObject(limited);
});

describe.runIf(client)('with Redis', () => {
  test('remembers through a restart what was spent', async () => {
    const redis = client!;
    const before = await start(silent, {}, { redis, replicas: 1 });
    await spend(before, 40);
    await expect(before.connection.send(getThing, before.call())).rejects.toMatchObject(limited);
    const after = await start(silent, {}, { redis, replicas: 1 });
    await expect(after.connection.send(getThing, after.call())).rejects.toMatchObject(limited);
    expect(after.server.calls).toHaveLength(0);
    // The status is asked for anew once a second.
    after.connection.status();
    await eventually(() => after.connection.status().callsToday === 40);
    expect(after.connection.status().budgets).toMatchObject([{ window: '24h', limit: 40, remaining: 0 }]);
  });
});
