/** The engine as the gateway runs it, with EnerKey's limits and freshness; the sockets alone are replaced. */

import pino from 'pino';
import { AppError, toAppError } from '../../src/errors.ts';
import { createMetrics } from '../../src/metrics.ts';
import { type Call, createCallTrace } from '../../src/upstream/call.ts';
import type { Connection } from '../../src/upstream/connection.ts';
import { createUpstream } from '../../src/upstream/upstream.ts';
import { chunk } from '../../src/vendors/enerkey/ids.ts';
import { enerkeyLimits, maxMetersPerCall } from '../../src/vendors/enerkey/limits.ts';
import { operationTimeoutMs, type Strategy } from './strategy.ts';

export const wattgraph: Strategy = {
  name: 'wattgraph',
  open({ clock, vendor, random, quota }) {
    const upstream = createUpstream({
      ...{ clock, random, metrics: createMetrics(), log: pino({ level: 'silent' }) },
      allowPrivateHosts: true,
      createClient: () => vendor,
    });
    const connection = upstream.connect({
      vendor: 'ENERKEY',
      tenantId: 'simulated',
      baseUrl: 'http://localhost',
      credentials: ['simulated'],
      authorize: (key) => ({ authorization: key }),
      limits: enerkeyLimits,
      perDay: quota,
    });
    return {
      async read(meterIds) {
        const ended = new AbortController();
        const deadlineMs = clock.now() + operationTimeoutMs;
        const call: Call = { signal: ended.signal, deadlineMs, priority: 'interactive', trace: createCallTrace() };
        const answers = await readValues(connection, meterIds, call);
        ended.abort();
        return meterIds.map((id) => {
          const answer = answers.get(id);
          return answer === undefined || answer instanceof AppError ? undefined : answer.asOfMs;
        });
      },
      stop: () => upstream.stop(),
    };
  },
};

/** As the adapter reads values: one entry a meter, a hundred meters a call, a failure belongs to its own hundred. */
function readValues(connection: Connection, ids: readonly string[], call: Call) {
  const fetchPart = async (meterIds: readonly string[], shared: Call): Promise<[string, true | AppError][]> => {
    const request = { operation: 'getHourlyValues', method: 'GET', path: '/values', query: { meterIds } } as const;
    try {
      await connection.send(request, shared);
      return meterIds.map((id) => [id, true]);
    } catch (thrown) {
      return meterIds.map((id) => [id, toAppError(thrown)]);
    }
  };
  return connection.readMany<true>(
    {
      resource: 'values',
      params: { kind: 'hourly', range: 'today' },
      ids,
      load: async (missing, shared) => {
        const parts = chunk(missing, maxMetersPerCall).map((part) => fetchPart(part, shared));
        return new Map((await Promise.all(parts)).flat());
      },
    },
    call,
  );
}
