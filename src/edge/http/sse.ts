/**
 * Operations as server-sent events: the distinct-connections mode of the graphql-sse protocol, one operation a request.
 * The next event is asked for when the client has taken the last one, so a slow client fills no memory here.
 */

import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult } from 'graphql';
import { print } from 'graphql-sse';
import { z } from 'zod';
import type { Authenticator } from '../../auth/authenticate.ts';
import { untilExpired } from '../../auth/expiry.ts';
import type { Principal } from '../../auth/principal.ts';
import { AppError } from '../../errors.ts';
import type { Preparer } from '../operation/prepare.ts';
import type { OperationDeps, OperationRequest, Scope } from '../operation/scope.ts';
import { startOperation } from '../operation/start.ts';
import { toCredentials } from './credentials.ts';
import { badRequest, replyMethodNotAllowed } from './error-reply.ts';

export interface SseOptions {
  readonly authenticator: Authenticator;
  readonly preparer: Preparer;
  readonly operations: OperationDeps;
  /** Between signs of life on an idle stream, in milliseconds. Default 12 000. */
  readonly heartbeatMs?: number;
}

export interface SseStreams {
  /** Ends every stream with its `complete`; the clients connect anew, elsewhere. */
  end(): void;
}

const requestSchema = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

export function registerSse(server: FastifyInstance, options: SseOptions): SseStreams {
  const { authenticator, operations } = options;
  const url = '/graphql/stream';
  const principals = new WeakMap<FastifyRequest, Principal>();
  const open = new Set<AbortController>();

  const handle = async (request: FastifyRequest, reply: FastifyReply) => {
    const principal = principals.get(request);
    if (!principal) throw new AppError('UNAUTHENTICATED', 'A valid credential is needed.');
    if (!/text\/event-stream|\*\/\*/.test(request.headers.accept ?? '*/*')) {
      throw badRequest('This address answers with accept: text/event-stream.');
    }
    const operation = parseOperation(request.body);
    const ending = new AbortController();
    const scope: Scope = {
      transport: 'sse',
      principal,
      requestId: request.id,
      signal: ending.signal,
      withTrace: request.headers['x-wattgraph-trace'] === '1',
    };
    reply.raw.once('close', () => ending.abort());
    open.add(ending);
    const expiry = new AbortController();
    untilExpired(principal, operations.clock, expiry.signal).then(
      () => ending.abort(),
      () => {},
    );
    try {
      reply.hijack();
      await stream(reply, await startOperation(operation, scope, options), options.heartbeatMs ?? 12_000);
    } finally {
      expiry.abort();
      open.delete(ending);
    }
  };

  server.route({
    method: 'POST',
    url,
    onRequest: async (request) => {
      principals.set(request, await authenticator.authenticate(toCredentials(request)));
    },
    handler: handle,
  });
  server.route({ method: ['GET', 'PUT', 'PATCH', 'DELETE'], url, handler: replyMethodNotAllowed('POST') });

  return {
    end() {
      for (const ending of open) ending.abort();
    },
  };
}

function parseOperation(body: unknown): OperationRequest {
  const parsed = requestSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw badRequest('Send a JSON object with a query, and optionally operationName and variables.');
}

async function stream(
  reply: FastifyReply,
  results: AsyncIterableIterator<ExecutionResult> | ExecutionResult,
  heartbeatMs: number,
): Promise<void> {
  const { raw } = reply;
  raw.writeHead(200, {
    ...toHeaders(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    // Or nginx gathers the events before it passes them on.
    'x-accel-buffering': 'no',
  });
  // Some browsers open the stream only with its first bytes.
  raw.write(':\n\n');
  const heartbeat = setInterval(() => raw.write(':\n\n'), heartbeatMs);
  try {
    if (Symbol.asyncIterator in results) {
      for await (const result of results) if (!(await send(raw, print({ event: 'next', data: result })))) break;
    } else await send(raw, print({ event: 'next', data: results }));
    raw.end(print({ event: 'complete', data: null }));
  } finally {
    clearInterval(heartbeat);
  }
}

/** False when the client is gone. */
async function send(raw: ServerResponse, text: string): Promise<boolean> {
  if (raw.destroyed) return false;
  if (raw.write(text)) return true;
  await Promise.race([once(raw, 'drain'), once(raw, 'close')]);
  return !raw.destroyed;
}

function toHeaders(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]));
}
