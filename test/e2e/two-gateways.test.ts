/** Two gateways on one Redis keep to a vendor's limits in sum: while both are busy, when one dies, while Redis is gone. */

import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EquiwattSandbox, startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import { fingerprintOf } from '../../src/upstream/key.ts';
import { mostInWindow } from '../suites/budget.ts';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';
import { redisReachable, redisUrl } from '../support/services.ts';
import { takeLongestStallMs } from '../support/stall-monitor.ts';
import { createTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const requestsPerSecond = 25;
const atOnce = 15;
const operationTimeoutMs = 6_000;
/** Until the places of a process that died are free: an exchange's time limit, 4 s more, and the rate window. */
const returnMs = 10_000;
/** A place in the rate window is free one window after the answer: so quick that nine tenths of the pace are left. */
const quickMs = 40;
/** So long that 15 at once are fewer than the rate allows. */
const latencyMs = 1_600;
const half = Math.floor(requestsPerSecond / 2);

const reachable = await redisReachable();

// A machine with other work on it holds up the processes, and they measure for how long. The limits hold all the same; only a
// round takes that much longer. On a quiet machine it is a few milliseconds.
describe.skipIf(!reachable)('two gateways on one Redis', { retry: 1, timeout: 40_000 }, () => {
  let proxy: TcpProxy;
  let apiKey: string;
  let sandbox: EquiwattSandbox;
  let gateways: GatewayProcess[];
  let load: Load;
  let worstStallMs: number;

  beforeAll(async () => {
    const { hostname, port } = new URL(redisUrl);
    proxy = await createTcpProxy({ host: hostname, port: Number(port || 6379) });
  });
  afterAll(() => proxy.close());

  beforeEach(async () => {
    // A key of this test alone: the vendor's budget in Redis is of this key.
    apiKey = randomUUID();
    const tenantUuid = randomUUID();
    sandbox = await startEquiwattSandbox({ life: false, tenants: [{ apiKey, tenantUuid, assets: 1 }] });
    const config = {
      server: { allowPrivateVendorHosts: true, operationTimeoutMs, maxReplicas: 2 },
      tenants: [
        {
          id: 'acme',
          apiKeys: [{ name: 'test', key: 'test', roles: ['read'] }],
          vendors: { equiwatt: { baseUrl: sandbox.url, apiKey, tenantUuid } },
        },
      ],
    };
    const env = { REDIS_URL: `redis://127.0.0.1:${proxy.port}` };
    gateways = await Promise.all([startGatewayProcess(config, env), startGatewayProcess(config, env)]);
    load = createLoad();
    // Each has its budget from Redis by then, however long this machine took to connect it.
    for (const gateway of gateways) {
      await load.once(gateway.url);
      if (gateway.logged().includes('Redis is gone'))
        await expect.poll(gateway.logged, { timeout: 15_000 }).toContain('Redis is back');
    }
    await stallMs();
    worstStallMs = 0;
  });

  afterEach(async () => {
    await load.stop();
    await Promise.all(gateways.map((gateway) => gateway.kill()));
    await sandbox.stop();
    proxy.up();
    await forget(apiKey);
  });

  /** The longest so far that a call may have been held up between the decision and the vendor's count. */
  const stallMs = async () => {
    const sending = await Promise.all(gateways.map((gateway) => gateway.longestStallMs()));
    worstStallMs = Math.max(worstStallMs, Math.max(...sending) + takeLongestStallMs());
    return worstStallMs;
  };

  const expectWithinLimits = () => {
    const arrivedAtMs = sandbox.calls.map(({ atMs }) => atMs);
    expect(mostInWindow(arrivedAtMs, 1_000)).toBeLessThanOrEqual(requestsPerSecond);
    expect(sandbox.calls.filter(({ status }) => status === 429)).toEqual([]);
    expect(Math.max(...sandbox.calls.map(({ inFlight }) => inFlight))).toBeLessThanOrEqual(atOnce);
  };

  /** Calls a second, over the next so many that the vendor sees: whole windows, for they come in bursts. */
  const paceOf = async (number: number) => {
    const before = sandbox.calls.length;
    await expect.poll(() => sandbox.calls.length, { timeout: 12_000 }).toBeGreaterThan(before + number);
    const [first, last] = [sandbox.calls[before]!, sandbox.calls[before + number]!];
    return (number * 1_000) / (last.atMs - first.atMs);
  };

  /** Requests at once at the vendor, on average over the next `forMs`. */
  const inFlightOver = async (forMs: number) => {
    const fromMs = Date.now();
    await delay(forMs);
    const toMs = Date.now();
    const spentMs = sandbox.calls.map(
      ({ atMs, endedAtMs }) => Math.min(endedAtMs ?? toMs, toMs) - Math.max(atMs, fromMs),
    );
    return spentMs.reduce((sum, ms) => sum + Math.max(0, ms), 0) / (toMs - fromMs);
  };

  /** Nine tenths of so many a round of so long, each round held up as this machine has held up us. */
  const nineTenthsOf = async (number: number, roundMs: number) =>
    (0.9 * number * roundMs) / (roundMs + (await stallMs()));

  it('hold 25 requests a second in sum, at nine tenths of that pace or more', async () => {
    sandbox.faults.add({ kind: 'latency', ms: quickMs });
    for (const { url } of gateways) load.start(url, 20);
    await delay(1_500);
    expect(await paceOf(150)).toBeGreaterThanOrEqual(await nineTenthsOf(requestsPerSecond, 1_000));
    expectWithinLimits();
    expect(load.failures()).toEqual([]);
  });

  it('hold 15 requests at once in sum, nine tenths of them in use', async () => {
    sandbox.faults.add({ kind: 'latency', ms: latencyMs });
    // More than 15, and few enough that each has its turn within its operation's time.
    for (const { url } of gateways) load.start(url, 12);
    await delay(2_500);
    expect(await inFlightOver(5_000)).toBeGreaterThanOrEqual(await nineTenthsOf(atOnce, latencyMs));
    expectWithinLimits();
    expect(load.failures()).toEqual([]);
  });

  it('give the places of one that is killed to the other within the time of a lease', async () => {
    sandbox.faults.add({ kind: 'latency', ms: latencyMs });
    const [dying, living] = gateways;
    for (const { url } of gateways) load.start(url, 16);
    await delay(2_500);
    await dying!.kill();
    const killedMs = Date.now();
    expect(await inFlightOver(3_000)).toBeLessThan(0.9 * atOnce);
    await delay(killedMs + returnMs - Date.now());
    expect(await inFlightOver(3_000)).toBeGreaterThanOrEqual(await nineTenthsOf(atOnce, latencyMs));
    expectWithinLimits();
    expect(load.failures().filter(({ url }) => url === living!.url)).toEqual([]);
  });

  it('keep to half the limits each while Redis is gone, hang nobody, and share again within 5 s of its return', async () => {
    sandbox.faults.add({ kind: 'latency', ms: quickMs });
    const [first, second] = gateways.map(({ url }) => load.start(url, 20));
    await delay(2_500);
    proxy.down();
    await delay(1_500);
    expect(await paceOf(48)).toBeGreaterThanOrEqual(await nineTenthsOf(2 * half, 1_000));
    await second!.stop();
    await delay(1_100);
    expect(await paceOf(2 * half)).toBeLessThanOrEqual(half);
    proxy.up();
    await expect.poll(() => gateways[0]!.logged(), { timeout: 5_000 }).toContain('Redis is back');
    await delay(1_100);
    expect(await paceOf(50)).toBeGreaterThanOrEqual(await nineTenthsOf(requestsPerSecond, 1_000));
    await first!.stop();
    expectWithinLimits();
    expect(load.longestMs()).toBeLessThanOrEqual(operationTimeoutMs + 1_000);
    expect(load.failures()).toEqual([]);
  });
});

interface Worker {
  stop(): Promise<void>;
}
type Load = ReturnType<typeof createLoad>;

/** Asks without pause for things that nobody knows: each costs one vendor call, for none is in a cache. */
function createLoad() {
  const failures: { readonly url: string; readonly what: string }[] = [];
  let longestMs = 0;
  const started: Worker[] = [];

  const ask = async (url: string) => {
    const startMs = Date.now();
    const id = randomUUID();
    const query = `{ flexEvent(by: { ref: { vendor: EQUIWATT, id: "${id}" } }) { name } }`;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'test' },
      body: JSON.stringify({ query }),
    });
    const { errors = [] } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
    longestMs = Math.max(longestMs, Date.now() - startMs);
    // That nobody knows the event is the answer.
    return errors.map(({ extensions }) => extensions.code).filter((code) => code !== 'BAD_USER_INPUT');
  };

  const start = (url: string, number: number): Worker => {
    let stopped = false;
    const work = async () => {
      while (!stopped) {
        const codes = await ask(url).catch((error: unknown) => [String(error)]);
        if (!stopped) failures.push(...codes.map((what) => ({ url, what })));
        if (codes.length > 0) await delay(100);
      }
    };
    const all = Promise.all(Array.from({ length: number }, work));
    const worker = {
      async stop() {
        stopped = true;
        await all;
      },
    };
    started.push(worker);
    return worker;
  };

  return {
    once: ask,
    start,
    failures: () => failures,
    longestMs: () => longestMs,
    stop: async () => {
      await Promise.all(started.map((worker) => worker.stop()));
    },
  };
}

/** Removes what the gateways left in Redis. */
async function forget(apiKey: string): Promise<void> {
  const redis = new Redis(redisUrl);
  for await (const keys of redis.scanStream({ match: `*${fingerprintOf([apiKey])}*`, count: 1_000 })) {
    if (keys.length > 0) await redis.del(...keys);
  }
  redis.disconnect();
}
