import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { createMetrics } from '../../src/metrics.ts';
import { type SandboxServer, startSandboxServer } from '../../src/sandbox/server.ts';
import { createCallTrace } from '../../src/upstream/call.ts';
import { createUpstream } from '../../src/upstream/upstream.ts';

let server: SandboxServer;
beforeEach(async () => {
  server = await startSandboxServer({
    name: 'x',
    port: 0,
    handle: (r) => ({ status: 200, json: { path: r.url.pathname + r.url.search } }),
  });
});
afterEach(() => server.stop());

test('works', async () => {
  const upstream = createUpstream({
    clock: systemClock,
    metrics: createMetrics(),
    log: pino({ level: 'silent' }),
    allowPrivateHosts: true,
  });
  const connection = upstream.connect({
    vendor: 'ENERKEY',
    tenantId: 't',
    baseUrl: `${server.url}/base/`,
    credentials: ['k'],
    authorize: (key) => ({ 'x-key': key }),
    limits: {
      classes: { default: {} },
      freshness: { thing: { freshSeconds: 60, staleWhileRevalidateSeconds: 60, staleIfErrorSeconds: 60 } },
    },
  });
  const call = () => ({
    signal: new AbortController().signal,
    deadlineMs: Date.now() + 10_000,
    priority: 'interactive' as const,
    trace: createCallTrace(),
  });
  const response = await connection.send(
    { operation: 'a', method: 'GET', path: '/x', query: { a: [1, 2], b: 'x y' } },
    call(),
  );
  expect(response.body).toEqual({ path: '/base/x?a=1&a=2&b=x%20y' });
  const many = await connection.readMany(
    {
      resource: 'thing',
      params: {},
      ids: ['a', 'b'],
      load: async (ids) => new Map(ids.filter((i) => i === 'a').map((i) => [i, i])),
    },
    call(),
  );
  expect([...many]).toMatchObject([['a', { value: 'a', stale: false }]]);
  server.faults.add({ kind: 'status', status: 503, times: 2 });
  await expect(connection.send({ operation: 'a', method: 'GET', path: '/x' }, call())).rejects.toMatchObject({
    code: 'VENDOR_UNAVAILABLE',
  });
  await upstream.stop();
});
