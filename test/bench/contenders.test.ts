/** The contenders that need no peers, as the bench starts them: each gives the right answer for the fewest vendor calls. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld } from '../../bench/backend/world.ts';
import { contenderNamed } from '../../bench/contenders/contender.ts';
import { ask, findFault } from '../../bench/measure/ask.ts';
import { type Backend, startBackend } from '../../bench/process/backend.ts';
import { cores, spawnServer } from '../../bench/process/spawn-server.ts';
import { fewestCalls, toAsked, toExpected } from '../../bench/queries/queries.ts';

const shape = { facilities: 30, metersPerFacility: 4, hours: 3 };
const world = createWorld(shape);
const pinned = cpus().length > cores.load && spawnSync('taskset', ['-V']).status === 0;

describe.skipIf(!pinned)('contenders', () => {
  let folder: string;
  let backend: Backend;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wattgraph-bench-'));
    backend = await startBackend(shape);
  });

  afterAll(async () => {
    await backend.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(['wattgraph', 'bff'])('%s answers each query rightly, with no call too many', async (name) => {
    const [contender] = contenderNamed(name);
    const setting = { backendUrl: backend.url, shape, caching: 'uncached' } as const;
    const server = await spawnServer(await contender!.command(setting, folder), cores.server);
    try {
      for (const query of ['big', 'columns', 'tiny'] as const) {
        const target = { contender: contender!, url: server.url + contender!.pathOf(query) };
        await backend.takeCalls();
        for (const i of [0, 1]) {
          const fault = await findFault(target, toAsked(query, shape, i), toExpected(query, shape, i, world));
          expect(fault).toBeUndefined();
        }
        const { refused, ...calls } = await backend.takeCalls();
        expect(Object.values(calls).reduce((sum, count) => sum + count)).toBe(2 * fewestCalls(query, shape));
        expect(refused).toBe(0);
      }
    } finally {
      await server.stop();
    }
  });

  test('the bare floor answers the first window whatever is asked, and nobody the vendor', async () => {
    const [bare] = contenderNamed('bare');
    const setting = { backendUrl: backend.url, shape, caching: 'uncached' } as const;
    const server = await spawnServer(await bare!.command(setting, folder), cores.server);
    try {
      const target = { contender: bare!, url: `${server.url}/big` };
      const response = await ask(target, toAsked('big', shape, 5));
      expect(await response.json()).toEqual(toExpected('big', shape, 0, world));
    } finally {
      await server.stop();
    }
  });

  test('a contender that does not start is named with what it said', async () => {
    const command = { file: process.execPath, args: ['-e', 'throw new Error("no such thing")'] };
    await expect(spawnServer(command, cores.server)).rejects.toThrow('no such thing');
  });
});
