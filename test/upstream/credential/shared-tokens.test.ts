import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Call } from '../../../src/upstream/call.ts';
import type { Connection, ConnectionOptions } from '../../../src/upstream/connection.ts';
import type { UpstreamOptions } from '../../../src/upstream/upstream.ts';
import { startRedis } from '../redis-process.ts';
import { getThing, type Rig, startRig } from '../rig.ts';

const server = await startRedis();
const client = await server?.connect();
afterAll(() => server?.stop());

let rigs: Rig[] = [];
beforeEach(() => client?.flushall());
afterEach(async () => {
  for (const rig of rigs) await rig.stop();
  rigs = [];
});

/** The vendor: it knows which tokens are good, and is asked by all replicas. */
function vendorOf() {
  const state = { issued: 0, good: new Set<string>() };
  const handle = ({ url, headers }: { url: URL; headers: Readonly<Record<string, string | undefined>> }) => {
    if (url.pathname === '/token') {
      state.issued += 1;
      const token = `canary-token-${state.issued}`;
      state.good.add(token);
      return { status: 200, json: { access_token: token, expires_in: 1_000 } };
    }
    const good = state.good.has((headers.authorization ?? '').replace('Bearer ', ''));
    return good ? { status: 200, json: {} } : { status: 401 };
  };
  return { state, handle };
}

type Vendor = ReturnType<typeof vendorOf>;

/** A gateway of its own, with a cache of its own, on that Redis. */
async function replicaOf(vendor: Vendor, redis: UpstreamOptions['redis'], options: Partial<ConnectionOptions> = {}) {
  const rig = await startRig(vendor.handle, {}, redis ? { redis } : {});
  rigs.push(rig);
  const fetchToken = async (call: Call) => {
    const request = { operation: 'token', method: 'POST', path: '/token' } as const;
    const { body } = await connection.send(request, call);
    const { access_token: accessToken, expires_in } = body as { access_token: string; expires_in: number };
    return { accessToken, tokenType: 'Bearer', expiresInSeconds: expires_in };
  };
  const connection: Connection = rig.connect({ credentials: ['canary-secret'], token: { fetchToken }, ...options });
  return { rig, connection, send: () => connection.send(getThing, rig.call()) };
}

async function stored(): Promise<Buffer[]> {
  const keys = (await client!.keys('*token*')) ?? [];
  return await Promise.all(keys.map(async (key) => (await client!.getBuffer(key))!));
}

/** Waits until a token other than `before` is kept. */
async function untilStored(before?: Buffer): Promise<void> {
  for (let i = 0; i < 100; i += 1) {
    const [sealed] = await stored();
    if (sealed && !(before && sealed.equals(before))) return;
    await delay(5);
  }
  throw new Error('no token was kept in Redis');
}

describe.runIf(client)('tokens in Redis', () => {
  test('are fetched by one replica and used by the others', async () => {
    const vendor = vendorOf();
    await (await replicaOf(vendor, client)).send();
    await untilStored();
    for (let i = 0; i < 3; i += 1) await (await replicaOf(vendor, client)).send();
    expect(vendor.state.issued).toBe(1);
  });

  test('are of no use without the credential they were fetched with', async () => {
    const vendor = vendorOf();
    await (await replicaOf(vendor, client)).send();
    await untilStored();
    const [sealed, ...more] = await stored();
    expect(more).toEqual([]);
    expect(sealed!.toString('latin1')).not.toMatch(/canary|token/);
    for (const key of await client!.keys('*')) expect(key).not.toContain('canary');
    expect(await client!.pttl((await client!.keys('*token*'))[0]!)).toBeGreaterThan(900_000);
    await (await replicaOf(vendor, client, { credentials: ['another-secret'] })).send();
    expect(vendor.state.issued).toBe(2);
  });

  test('are fetched anew when what Redis holds was damaged', async () => {
    const vendor = vendorOf();
    await (await replicaOf(vendor, client)).send();
    await untilStored();
    const [key] = await client!.keys('*token*');
    const sealed = (await client!.getBuffer(key!))!;
    sealed[sealed.length - 1]! ^= 1;
    await client!.set(key!, sealed);
    await (await replicaOf(vendor, client)).send();
    await client!.set(key!, 'short');
    await (await replicaOf(vendor, client)).send();
    expect(vendor.state.issued).toBe(3);
  });

  test('are not taken back once the vendor has refused them', async () => {
    const vendor = vendorOf();
    const first = await replicaOf(vendor, client);
    const second = await replicaOf(vendor, client);
    await first.send();
    await untilStored();
    await second.send();
    vendor.state.good.clear();
    const [before] = await stored();
    await first.send();
    expect(vendor.state.issued).toBe(2);
    await untilStored(before);
    await second.send();
    expect(vendor.state.issued).toBe(2);
  });
});

test('costs 50 ms at most when Redis does not answer', async () => {
  const silent = () => new Promise<never>(() => undefined);
  const gone = () => Promise.reject(new Error('gone'));
  const redis = { mgetBuffer: silent, set: silent, eval: gone, evalsha: gone };
  const vendor = vendorOf();
  const { rig, send } = await replicaOf(vendor, redis);
  // The budget is another matter: it gives Redis a while before it falls to the replica's own share.
  await rig.until(send());
  await rig.clock.advance(1_000);
  vendor.state.good.clear();
  const startMs = rig.clock.now();
  await rig.until(send());
  expect(vendor.state.issued).toBe(2);
  // In steps of the test's clock, which turns while loopback answers.
  expect(rig.clock.now() - startMs).toBeLessThanOrEqual(200);
});
