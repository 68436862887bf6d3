/** The HTTP server under everything that comes in: request ids, CORS, safe errors, one log line a request. */

import { randomUUID } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { replyError, replyNotFound } from './error-reply.ts';

export interface HttpServerOptions {
  /** Web origins that may read answers. */
  readonly trustedOrigins: readonly string[];
  readonly log: Logger;
}

/** Bytes of a GraphQL request's body at most. */
export const maxBodyBytes = 1024 * 1024;
/** A request must be here in full after this long, in milliseconds. */
const requestTimeoutMs = 30_000;

export function createHttpServer({ trustedOrigins, log }: HttpServerOptions): FastifyInstance {
  const server = fastify({
    logger: false,
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMs,
    connectionTimeout: 0,
    // Draining is ours: a server that is closing still answers what it has accepted.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    genReqId: (request) => toRequestId(request.headers['x-request-id']),
    routerOptions: { maxParamLength: 512 },
  });
  const trusted = new Set(trustedOrigins);
  server.removeContentTypeParser('text/plain');

  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
    const { origin } = request.headers;
    if (trusted.size > 0) reply.header('vary', 'origin');
    if (origin === undefined || !trusted.has(origin)) return;
    reply
      .header('access-control-allow-origin', origin)
      .header('access-control-expose-headers', 'x-request-id, retry-after');
    if (request.method !== 'OPTIONS') return;
    await reply
      .code(204)
      .header('access-control-allow-methods', 'GET, POST')
      .header('access-control-allow-headers', allowedHeaders)
      .header('access-control-max-age', '600')
      .send();
  });

  server.addHook('onResponse', async (request, reply) => {
    // The route, not the URL: a webhook's path holds its token.
    const route = request.routeOptions.url ?? 'unknown';
    const line = { requestId: request.id, method: request.method, route, status: reply.statusCode };
    log.info({ ...line, ms: Math.round(reply.elapsedTime) }, 'request');
  });

  server.setErrorHandler((error, request, reply) => replyError(error, request, reply, log));
  server.setNotFoundHandler(replyNotFound);
  return server;
}

const allowedHeaders = [
  'authorization',
  'content-type',
  'x-api-key',
  'x-request-id',
  'x-wattgraph-trace',
  'x-apollo-operation-name',
  'apollo-require-preflight',
].join(', ');

function toRequestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
}
