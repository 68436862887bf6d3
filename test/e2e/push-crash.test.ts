/** 5 000 packets of 40 meters on their way to the sandbox Wattics, and the gateway killed in the middle of them. */

import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWatticsSandbox, type WatticsSandbox } from '../../src/sandbox/wattics/index.ts';
import { demoCredentials, streamId } from '../../src/sandbox/world.ts';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';
import { postgresReachable } from '../support/services.ts';
import { createPostgresDatabase, createSqliteDatabase, type TestDatabase } from '../support/stores.ts';

const meters = 40;
const packetsEach = 125;
const allPackets = meters * packetsEach;
const firstMs = Date.UTC(2024, 0, 1);

const mutation = `mutation ($packets: [MeasurementPacketInput!]!, $key: String) {
  pushMeasurements(input: { packets: $packets, idempotencyKey: $key }) {
    accepted jobs { id status } userErrors { message }
  }
}`;

/** In no order. */
const packets = Array.from({ length: allPackets }, (_, i) => ({
  stream: streamId(1 + (i % meters)),
  at: new Date(firstMs + ((i * 7_919) % allPackets) * 60_000).toISOString(),
  electricity: { aP_1: i, pC_1: i * 10 },
}));

let sandbox: WatticsSandbox;
let gateways: GatewayProcess[];
beforeEach(async () => {
  const world = { organizations: 1, sitesPerOrganization: 1, metersPerSite: meters };
  sandbox = await startWatticsSandbox({ world, pushLatencyMs: 1 });
  gateways = [];
});
afterEach(async () => {
  for (const gateway of gateways) await gateway.kill();
  await sandbox.stop();
});

async function start(databaseUrl: string): Promise<GatewayProcess> {
  const { username, password, token } = demoCredentials.wattics;
  const wattics = {
    push: { url: sandbox.pushUrl, username, password },
    dashboard: { baseUrl: sandbox.dashboardUrl, token },
  };
  const apiKeys = [{ name: 'test', key: 'key-of-acme', roles: ['read', 'write'] }];
  const config = {
    server: { allowPrivateVendorHosts: true },
    tenants: [{ id: 'acme', apiKeys, vendors: { wattics } }],
  };
  const gateway = await startGatewayProcess(config, { DATABASE_URL: databaseUrl, LOG_LEVEL: 'fatal' });
  gateways.push(gateway);
  return gateway;
}

async function ask({ url }: GatewayProcess, query: string, variables: object = {}) {
  const headers = { 'content-type': 'application/json', 'x-api-key': 'key-of-acme' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  return ((await answer.json()) as { data: ReturnType<typeof JSON.parse> }).data;
}

async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = Date.now() + 90_000;
  while (!(await met())) {
    if (Date.now() > endMs) throw new Error('it did not come to that');
    await setTimeout(20);
  }
}

function defineCrashTest(name: string, create: () => Promise<TestDatabase>): void {
  describe(`5 000 packets over ${name}`, () => {
    let database: TestDatabase;
    beforeEach(async () => {
      database = await create();
    });
    afterEach(() => database.drop());

    it('are all stored by the vendor after kill -9, in order, and none that was answered is sent again', async () => {
      const first = await start(database.url);
      const { pushMeasurements: accepted } = await ask(first, mutation, { packets, key: 'once' });
      expect(accepted).toMatchObject({ accepted: allPackets, userErrors: [] });
      expect(accepted.jobs).toHaveLength(meters);
      await until(() => sandbox.accepted.length >= allPackets / 3);
      await first.kill();
      const atKill = sandbox.accepted.length;
      expect(atKill).toBeLessThan(allPackets * 0.9);

      const second = await start(database.url);
      const open =
        '{ tenant { queued: jobs(status: QUEUED, first: 1) { nodes { id } } running: jobs(status: RUNNING, first: 1) { nodes { id } } } }';
      await until(async () => {
        const { queued, running } = (await ask(second, open)).tenant;
        return queued.nodes.length + running.nodes.length === 0;
      });
      // The same key after the crash: the same jobs, all of them done.
      const { pushMeasurements: again } = await ask(second, mutation, { packets, key: 'once' });
      expect(again.jobs.map(({ id }: { id: string }) => id).sort()).toEqual(
        accepted.jobs.map(({ id }: { id: string }) => id).sort(),
      );
      expect(new Set(again.jobs.map(({ status }: { status: string }) => status))).toEqual(new Set(['DONE']));

      const seen = Map.groupBy(sandbox.accepted, ({ stream }) => stream);
      expect(seen.size).toBe(meters);
      let repeated = 0;
      for (const [stream, own] of seen) {
        const times = own.map(({ tsISO8601 }) => Date.parse(tsISO8601));
        expect(times, stream).toEqual(times.toSorted((a, b) => a - b));
        expect(new Set(times).size, stream).toBe(packetsEach);
        // Of a meter, at most the one that was on its way.
        expect(times.length - packetsEach, stream).toBeLessThanOrEqual(1);
        repeated += times.length - packetsEach;
      }
      expect(repeated).toBe(sandbox.accepted.length - allPackets);
      expect(sandbox.violations).toEqual([]);
      // What the cookie opened was kept: a session for each of the first requests in flight, not one a packet.
      expect(sandbox.sessions.size).toBeLessThanOrEqual(2 * 8);
    }, 120_000);
  });
}

defineCrashTest('SQLite', createSqliteDatabase);
if (await postgresReachable()) defineCrashTest('PostgreSQL', createPostgresDatabase);
