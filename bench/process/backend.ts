/** The stand-in vendor, started on the second core and asked what it was called. */

import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { WorldSize } from '../backend/world.ts';
import { cores, spawnServer } from './spawn-server.ts';

const callsSchema = z.object({
  facilities: z.number(),
  meters: z.number(),
  values: z.number(),
  flexEvents: z.number(),
  /** Of them or beside them: what did not fit the contract. */
  refused: z.number(),
});

export type Calls = z.infer<typeof callsSchema>;

export async function startBackend({ facilities, metersPerFacility }: WorldSize) {
  const file = fileURLToPath(new URL('../backend/main.ts', import.meta.url));
  const args = [file, String(facilities), String(metersPerFacility)];
  const server = await spawnServer({ file: process.execPath, args }, cores.load);
  const takeCalls = async (): Promise<Calls> => {
    const answer = await fetch(`${server.url}/-/reset`, { method: 'POST' });
    return callsSchema.parse(await answer.json());
  };
  return {
    url: server.url,
    /** The calls since the last time. */
    takeCalls,
    async takeCallCount(): Promise<number> {
      return total(await takeCalls());
    },
    /** Returns with the count at zero, once no call has come for a while: those of a load that was cut off have ended. */
    async settle(): Promise<void> {
      for (let quiet = 0; quiet < 4; ) {
        await setTimeout(100);
        quiet = total(await takeCalls()) === 0 ? quiet + 1 : 0;
      }
    },
    async setLatency(latencyMs: number): Promise<void> {
      await fetch(`${server.url}/-/reset?latencyMs=${latencyMs}`, { method: 'POST' });
    },
    stop: () => server.stop(),
  };
}

function total({ facilities, meters, values, flexEvents }: Calls): number {
  return facilities + meters + values + flexEvents;
}

export type Backend = Awaited<ReturnType<typeof startBackend>>;

/** One at a time: a vendor of another size takes the place of the one before. */
export function createBackends() {
  let current: { readonly size: string; readonly backend: Backend } | undefined;
  return {
    async of({ facilities, metersPerFacility }: WorldSize): Promise<Backend> {
      const size = `${facilities} x ${metersPerFacility}`;
      if (current?.size !== size) {
        await current?.backend.stop();
        current = { size, backend: await startBackend({ facilities, metersPerFacility }) };
      }
      await current.backend.setLatency(0);
      return current.backend;
    },
    stop: async (): Promise<void> => current?.backend.stop(),
  };
}
