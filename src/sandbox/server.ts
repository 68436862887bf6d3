/**
 * What the five sandbox vendors share: a real HTTP server on loopback that records every call, plays faults, and has
 * a control endpoint under `/__sandbox/`. A vendor is a handler; strictness is its own.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../domain/clock.ts';
import { controlReply } from './control.ts';
import { type SandboxReply, type SandboxRequest, type SeenCall, writeReply } from './exchange.ts';
import { createFaultPlan, type FaultPlan, playFault } from './faults.ts';

export interface SandboxServer {
  readonly name: string;
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly url: string;
  readonly calls: readonly SeenCall[];
  readonly faults: FaultPlan;
  /** Forgets the calls seen and the faults planned. */
  reset(): void;
  stop(): Promise<void>;
}

export interface SandboxServerOptions {
  readonly name: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly clock?: Clock;
  readonly handle: (request: SandboxRequest) => SandboxReply | Promise<SandboxReply>;
  /** Extra operations of the control endpoint: `POST /__sandbox/<name>` with a JSON body. */
  readonly controls?: Readonly<Record<string, (input: unknown) => unknown>>;
}

const maxBodyBytes = 64 * 1024 * 1024;

export async function startSandboxServer(options: SandboxServerOptions): Promise<SandboxServer> {
  const clock = options.clock ?? systemClock;
  const calls: SeenCall[] = [];
  const faults = createFaultPlan();
  let inFlight = 0;

  const reset = () => {
    calls.length = 0;
    faults.clear();
  };

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const request = await readRequest(incoming);
    if (request.segments[0] === '__sandbox') {
      return writeReply(outgoing, controlReply(request, { calls, faults, reset, controls: options.controls ?? {} }));
    }
    inFlight += 1;
    const seen: SeenCall = {
      atMs: clock.now(),
      method: request.method,
      path: request.url.pathname + request.url.search,
      inFlight,
      status: null,
      endedAtMs: null,
    };
    calls.push(seen);
    outgoing.once('close', () => {
      inFlight -= 1;
      seen.endedAtMs = clock.now();
    });
    const fault = faults.take(request);
    const reply = fault?.kind === 'status' ? undefined : await options.handle(request);
    if (fault) seen.status = await playFault(fault, reply, outgoing, clock);
    else if (reply) {
      seen.status = reply.status;
      writeReply(outgoing, reply);
    }
  };

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      if (outgoing.headersSent) outgoing.destroy();
      else
        writeReply(outgoing, { status: 500, text: error instanceof Error ? (error.stack ?? error.message) : 'error' });
    });
  });
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    name: options.name,
    url: `http://127.0.0.1:${port}`,
    calls,
    faults,
    reset,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<SandboxRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new Error(`the body has more than ${maxBodyBytes} bytes`);
    chunks.push(chunk);
  }
  const url = new URL(incoming.url ?? '/', 'http://sandbox');
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: incoming.method ?? 'GET',
    url,
    segments: url.pathname.slice(1).split('/').map(decodeURIComponent),
    headers,
    body: Buffer.concat(chunks),
  };
}
