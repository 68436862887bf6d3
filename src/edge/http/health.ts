/** `/healthz`: the process runs. `/readyz`: it may be sent requests. `/metrics`: what it counts. */

import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../../metrics.ts';

export interface HealthOptions {
  readonly metrics: Metrics;
  /** Brings the gauges that are read, not counted, up to date. */
  readonly refreshGauges: () => void;
  /** Rejects while the store does not answer. */
  readonly pingStore: () => Promise<void>;
  readonly isDraining: () => boolean;
}

export function registerHealth(server: FastifyInstance, options: HealthOptions): void {
  const { metrics, refreshGauges, pingStore, isDraining } = options;

  server.get('/healthz', async () => ({ status: 'ok' }));

  server.get('/readyz', async (_, reply) => {
    if (isDraining()) return reply.code(503).send({ status: 'draining' });
    const reachable = await pingStore().then(
      () => true,
      () => false,
    );
    return reachable ? { status: 'ready' } : reply.code(503).send({ status: 'store unreachable' });
  });

  server.get('/metrics', async (_, reply) => {
    refreshGauges();
    return reply.header('content-type', metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}
