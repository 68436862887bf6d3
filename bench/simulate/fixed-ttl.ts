/** What gateways commonly do: keep a value for a fixed time, ask the vendor when it is over, fail when the vendor does. */

import { chunk } from '../../src/vendors/enerkey/ids.ts';
import { maxMetersPerCall } from '../../src/vendors/enerkey/limits.ts';
import { operationTimeoutMs, type Strategy, type StrategyDeps } from './strategy.ts';

/** Sends every read to the vendor. */
export const noCache: Strategy = fixedTtl('no cache', 0);

export function fixedTtl(name: string, ttlMs: number): Strategy {
  return {
    name,
    open(deps) {
      const { clock } = deps;
      const asOfMs = new Map<string, number>();
      const isFresh = (id: string) => clock.now() - (asOfMs.get(id) ?? Number.NEGATIVE_INFINITY) < ttlMs;
      return {
        async read(meterIds) {
          const held = new Map(meterIds.filter(isFresh).map((id) => [id, asOfMs.get(id)]));
          const missing = meterIds.filter((id) => !held.has(id));
          const fetchPart = async (ids: readonly string[]) => {
            if (!(await fetchValues(ids, deps))) return;
            for (const id of ids) {
              asOfMs.set(id, clock.now());
              held.set(id, clock.now());
            }
          };
          await Promise.all(chunk(missing, maxMetersPerCall).map(fetchPart));
          return meterIds.map((id) => held.get(id));
        },
        stop: async () => undefined,
      };
    },
  };
}

/** Whether the vendor gave them. */
async function fetchValues(meterIds: readonly string[], { clock, vendor }: StrategyDeps): Promise<boolean> {
  const timedOut = new AbortController();
  const answered = new AbortController();
  clock.sleep(operationTimeoutMs, answered.signal).then(
    () => timedOut.abort(),
    () => undefined,
  );
  const request = { operation: 'getHourlyValues', method: 'GET', path: '/values', query: { meterIds } } as const;
  try {
    return (await vendor.exchange(request, {}, timedOut.signal)).status === 200;
  } catch {
    return false;
  } finally {
    answered.abort();
  }
}
