/** wattgraph with 1 to 1 000 tenants in its config: what it takes to hold them, and to answer them in turn. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toWattgraphOfTenants } from '../contenders/wattgraph.ts';
import { runWrk } from '../load/wrk.ts';
import { measureLoad } from '../measure/measure-load.ts';
import { cores, type ServerProcess, spawnServer } from '../process/spawn-server.ts';
import { readUsage } from '../process/usage.ts';
import { firstDifference } from '../queries/first-difference.ts';
import { tenant, toAsked } from '../queries/queries.ts';
import { usualShape } from './query-row.ts';
import { type Entry, inOrder, type Row, type RunContext, type Sample, toReason } from './row.ts';

const name = 'wattgraph';

export const tenantRows: readonly Row[] = [1, 10, 100, 1_000].map((count) => ({
  ...{ id: `tenants-${count}`, title: `Tenants in the config: ${count}, tiny asked of them in turn`, unit: 'requests' },
  run: async (context) => {
    if (!context.takesPart(name)) return [];
    const entry = await measureTenants(count, context).catch((error): Entry => {
      return { contender: name, invalid: toReason(error), samples: [] };
    });
    return inOrder([name], [entry]);
  },
}));

async function measureTenants(count: number, context: RunContext): Promise<Entry> {
  const backend = await context.backendOf(usualShape);
  const folder = join(context.folder, `tenants-${count}`);
  mkdirSync(folder, { recursive: true });
  const keys = Array.from({ length: count }, (_, i) => `bench-api-key-${i}`);
  const command = toWattgraphOfTenants(backend.url, keys, { folder });
  const linesPath = join(folder, 'lines');
  writeFileSync(linesPath, `${keys.map((key, i) => `x-api-key=${key}\t${toBody(i)}`).join('\n')}\n`);

  const spawnedAt = performance.now();
  const server = await spawnServer(command, cores.server);
  try {
    await assertRight(server, keys, 0);
    const startMs = performance.now() - spawnedAt;
    await assertRight(server, keys, count - 1);
    const restBytes = readUsage(server.pid).rssBytes;
    const url = `${server.url}/graphql`;
    const load = () => runWrk({ url, linesPath, headers: {}, connections: 32, seconds: context.seconds });
    await load();
    const samples: Sample[] = [];
    for (let round = 0; round < context.rounds; round += 1) {
      samples.push({ ...(await measureLoad(server.pid, load)).sample, startMs, restBytes });
    }
    return { contender: name, samples };
  } finally {
    await server.stop();
  }
}

/** Each tenant sees itself. */
async function assertRight(server: ServerProcess, keys: readonly string[], i: number): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-api-key': keys[i] ?? '' };
  const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body: toBody(i) });
  const expected = { data: { tenant: { id: `${tenant.id}-${i}`, name: tenant.name }, node: null } };
  const fault = firstDifference(expected, await response.json());
  if (fault !== undefined) throw new Error(fault);
}

function toBody(i: number): string {
  return JSON.stringify(toAsked('tiny', usualShape, i));
}
