/** From the spawn of a process to its first right answer. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createWorld } from '../backend/world.ts';
import { type Contender, contenderNamed } from '../contenders/contender.ts';
import { findFault } from '../measure/ask.ts';
import type { Backend } from '../process/backend.ts';
import { cores, spawnServer } from '../process/spawn-server.ts';
import { readUsage } from '../process/usage.ts';
import { toAsked, toExpected } from '../queries/queries.ts';
import { usualShape } from './query-row.ts';
import { type Entry, inOrder, type Row, type RunContext, type Sample, toReason } from './row.ts';

const names = ['wattgraph', 'apollo', 'yoga', 'mercurius', 'hive', 'tailcall', 'bff', 'bare'];

export const startRow: Row = {
  ...{ id: 'start', title: 'Start: from the spawn to the first right answer to tiny', unit: 'starts' },
  note: 'wattgraph starts with an empty database, which it sets up.',
  async run(context) {
    const backend = await context.backendOf(usualShape);
    const samples = new Map<string, Sample[]>();
    const faults = new Map<string, string>();
    const chosen = names.filter(context.takesPart).flatMap(contenderNamed);
    for (let round = 0; round < context.rounds; round += 1) {
      for (const contender of chosen.filter(({ name }) => !faults.has(name))) {
        const sample = await startOnce(contender, round, backend, context).catch(toReason);
        if (typeof sample === 'string') faults.set(contender.name, sample);
        else samples.set(contender.name, [...(samples.get(contender.name) ?? []), sample]);
      }
    }
    const entries = chosen.map(({ name }): Entry => {
      const invalid = faults.get(name);
      return invalid === undefined
        ? { contender: name, samples: samples.get(name) ?? [] }
        : { contender: name, invalid, samples: [] };
    });
    return inOrder(names, entries);
  },
};

async function startOnce(contender: Contender, round: number, backend: Backend, context: RunContext): Promise<Sample> {
  const folder = join(context.folder, `start-${contender.name}-${round}`);
  mkdirSync(folder, { recursive: true });
  const setting = { backendUrl: backend.url, shape: usualShape, caching: 'uncached' } as const;
  const asked = toAsked('tiny', usualShape, 0);
  const expected = toExpected('tiny', usualShape, 0, createWorld(usualShape));
  const spawnedAt = performance.now();
  const server = await spawnServer(await contender.command(setting, folder), cores.server);
  try {
    const fault = await findFault({ contender, url: server.url + contender.pathOf('tiny') }, asked, expected);
    const startMs = performance.now() - spawnedAt;
    if (fault !== undefined) throw new Error(fault);
    return { startMs, restBytes: readUsage(server.pid).rssBytes };
  } finally {
    await server.stop();
  }
}
