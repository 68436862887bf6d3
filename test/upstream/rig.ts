/** An upstream with one connection to a real HTTP server on loopback, on a clock turned by hand. */

import { setTimeout as delay } from 'node:timers/promises';
import pino from 'pino';
import { createMetrics } from '../../src/metrics.ts';
import type { SandboxReply, SandboxRequest } from '../../src/sandbox/exchange.ts';
import { type SandboxServer, startSandboxServer } from '../../src/sandbox/server.ts';
import { type Call, createCallTrace } from '../../src/upstream/call.ts';
import type { ConnectionOptions } from '../../src/upstream/connection.ts';
import type { VendorLimits } from '../../src/upstream/limits.ts';
import { createUpstream, type UpstreamOptions } from '../../src/upstream/upstream.ts';
import { createFakeClock } from '../support/fake-clock.ts';

export const openLimits: VendorLimits = {
  classes: { default: {} },
  freshness: {
    thing: {
      freshSeconds: 60,
      staleWhileRevalidateSeconds: 60,
      staleIfErrorSeconds: 600,
      maxFreshSeconds: 3_600,
      negativeSeconds: 300,
    },
  },
};

export type Rig = Awaited<ReturnType<typeof startRig>>;

export async function startRig(
  handle: (request: SandboxRequest) => SandboxReply | Promise<SandboxReply> = () => ({ status: 200, json: {} }),
  options: Partial<ConnectionOptions> = {},
  upstreamOptions: Partial<UpstreamOptions> = {},
) {
  const requests: SandboxRequest[] = [];
  const server: SandboxServer = await startSandboxServer({
    name: 'vendor',
    port: 0,
    handle: (request) => {
      requests.push(request);
      return handle(request);
    },
  });
  const clock = createFakeClock();
  const metrics = createMetrics();
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) });
  const upstream = createUpstream({
    clock,
    metrics,
    log,
    allowPrivateHosts: true,
    random: () => 0.5,
    ...upstreamOptions,
  });
  const connect = (more: Partial<ConnectionOptions> = {}) =>
    upstream.connect({
      vendor: 'ENERKEY',
      tenantId: 'acme',
      baseUrl: server.url,
      credentials: ['secret-one'],
      authorize: (credential, token) => ({
        'x-key': credential,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      }),
      limits: openLimits,
      ...options,
      ...more,
    });
  const call = (more: Partial<Call> = {}): Call => ({
    signal: new AbortController().signal,
    deadlineMs: clock.now() + 10_000,
    priority: 'interactive',
    trace: createCallTrace(),
    ...more,
  });

  return {
    server,
    requests,
    clock,
    metrics,
    logged,
    upstream,
    connect,
    connection: connect(),
    call,
    /** Turns the clock slowly enough for loopback to answer meanwhile, until the work is done. */
    async until<T>(work: Promise<T>): Promise<T> {
      let done = false;
      const settled = work.finally(() => {
        done = true;
      });
      settled.catch(() => undefined);
      while (!done) {
        await delay(2);
        await clock.advance(20);
      }
      return await settled;
    },
    async stop() {
      await upstream.stop();
      await server.stop();
    },
  };
}

export const getThing = { operation: 'getThing', method: 'GET', path: '/thing' } as const;
export const postThing = { operation: 'postThing', method: 'POST', path: '/thing', json: { a: 1 } } as const;

/** Waits in real time, briefly, for what another socket must notice. */
export async function eventually(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 100 && !condition(); i += 1) await delay(5);
  if (!condition()) throw new Error('it did not come about in half a second');
}
