/**
 * Operations as server-sent events: the distinct-connections mode of the graphql-sse protocol, one operation a request.
 * The next event is asked for when the client has taken the last one, so a slow client fills no memory here.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Authenticator } from '../../auth/authenticate.ts';
import type { Principal } from '../../auth/principal.ts';
import type { CredentialWatch } from '../../auth/watch.ts';
import { AppError } from '../../errors.ts';
import type { ConnectionQuota } from '../limits/connections.ts';
import { toAnswer } from '../operation/answer.ts';
import type { Preparer } from '../operation/prepare.ts';
import type { OperationRequest, Scope } from '../operation/scope.ts';
import { type StartDeps, startOperation } from '../operation/start.ts';
import { toCredentials } from './credentials.ts';
import { badRequest, replyMethodNotAllowed } from './error-reply.ts';
import { type EventStream, openEventStream } from './event-stream.ts';

export interface SseOptions extends StartDeps {
  readonly authenticator: Authenticator;
  readonly credentials: CredentialWatch;
  readonly quota: ConnectionQuota;
  readonly preparer: Preparer;
  /** Between signs of life on an idle stream, in milliseconds. Default 12 000. */
  readonly heartbeatMs?: number | undefined;
}

export interface SseStreams {
  /** Tells every client, in a comment, that it is to go elsewhere soon. */
  announceDrain(): void;
  /** Ends every stream with its `complete`; the clients connect anew, elsewhere. */
  end(): void;
}

const requestSchema = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

export function registerSse(server: FastifyInstance, options: SseOptions): SseStreams {
  const { authenticator, credentials, quota, operations, heartbeatMs = 12_000 } = options;
  const url = '/graphql/stream';
  const principals = new WeakMap<FastifyRequest, Principal>();
  const open = new Map<EventStream, AbortController>();

  const handle = async (request: FastifyRequest, reply: FastifyReply) => {
    const principal = principals.get(request);
    if (!principal) throw new AppError('UNAUTHENTICATED', 'A valid credential is needed.');
    if (!/text\/event-stream|\*\/\*/.test(request.headers.accept ?? '*/*')) {
      throw badRequest('This address answers with accept: text/event-stream.');
    }
    const operation = parseOperation(request.body);
    const release = quota.take(principal.tenantId);
    if (!release) throw new AppError('TOO_MANY_REQUESTS', 'The tenant holds too many connections open.');

    const ending = new AbortController();
    const scope: Scope = {
      transport: 'sse',
      principal,
      requestId: request.id,
      signal: ending.signal,
      withTrace: request.headers['x-wattgraph-trace'] === '1',
    };
    reply.raw.once('close', () => ending.abort());
    reply.hijack();
    const stream = openEventStream(reply, heartbeatMs);
    open.set(stream, ending);
    // Rejects when the stream ends first.
    credentials
      .untilEnded(toCredentials(request), principal, ending.signal)
      .then(() => ending.abort())
      .catch(() => {});
    try {
      await startOperation(operation, scope, options, {
        ...stream,
        left: ending.signal,
        closeSlow: (cursor) =>
          void stream.send(toAnswer({ errors: [tooSlow(cursor)] }, scope, operations, 'subscription')),
      });
    } finally {
      stream.end();
      ending.abort();
      open.delete(stream);
      release();
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
    announceDrain() {
      for (const stream of open.keys()) stream.comment('draining');
    },
    end() {
      for (const ending of open.values()) ending.abort();
    },
  };
}

function parseOperation(body: unknown): OperationRequest {
  const parsed = requestSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw badRequest('Send a JSON object with a query, and optionally operationName and variables.');
}

function tooSlow(cursor: string): AppError {
  return new AppError('TOO_MANY_REQUESTS', `Events arrive faster than this client takes them; resume after ${cursor}`);
}
