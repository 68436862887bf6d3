/** The HTTP server under everything that comes in: request ids, CORS, safe errors, one log line a request. */

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
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
/** An idle connection is kept so long, in milliseconds: longer than load balancers do, so that they are the ones who end it. */
const keepAliveTimeoutMs = 72_000;

/** Who answers a request before the framework is asked; false = the framework is to. */
export type Shortcut = (request: IncomingMessage, response: ServerResponse) => boolean;

export function createHttpServer(options: HttpServerOptions, shortcut: Shortcut = () => false): FastifyInstance {
  const { trustedOrigins, log } = options;
  const server = fastify({
    logger: false,
    bodyLimit: maxBodyBytes,
    serverFactory: (handle) =>
      createServer({ requestTimeout: requestTimeoutMs, keepAliveTimeout: keepAliveTimeoutMs }, (request, response) => {
        if (!shortcut(request, response)) handle(request, response);
      }),
    // Draining is ours: a server that is closing still answers what it has accepted.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    genReqId: (request) => toRequestId(request.headers['x-request-id']),
    routerOptions: { maxParamLength: 512 },
  });
  const trusted = new Set(trustedOrigins);
  server.removeContentTypeParser('text/plain');

  const common = commonHeaders(options);
  server.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    const fields = common(request.id, origin);
    for (let i = 0; i < fields.length; i += 2) reply.header(fields[i] ?? '', fields[i + 1]);
    if (origin === undefined || !trusted.has(origin)) return;
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

/** Headers of every answer, names and values in turn. An origin that is not trusted is granted nothing. */
export function commonHeaders({ trustedOrigins }: Pick<HttpServerOptions, 'trustedOrigins'>) {
  const trusted = new Set(trustedOrigins);
  return (requestId: string, origin: string | undefined): string[] => {
    const fields = ['x-request-id', requestId, 'x-content-type-options', 'nosniff'];
    if (trusted.size > 0) fields.push('vary', 'origin');
    if (origin !== undefined && trusted.has(origin)) {
      fields.push('access-control-allow-origin', origin);
      fields.push('access-control-expose-headers', 'x-request-id, retry-after');
    }
    return fields;
  };
}

export function toRequestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
}
