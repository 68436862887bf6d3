/**
 * GraphQL over HTTP. Apollo Server reads the request, keeps cross-site forms out and negotiates the answer; what is
 * asked is prepared and run as on every other transport.
 */

import { HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticator } from '../../auth/authenticate.ts';
import type { Principal } from '../../auth/principal.ts';
import { AppError } from '../../errors.ts';
import { assertFewTokens } from '../limits/tokens.ts';
import type { Preparer } from '../operation/prepare.ts';
import type { OperationDeps } from '../operation/scope.ts';
import { createApollo } from './apollo.ts';
import { assertMutation, assertSmallOrWriter, limitUnmeasured, mostMutationBytes } from './body-size.ts';
import { toCredentials } from './credentials.ts';
import { NotAcceptableError, replyMethodNotAllowed, replyNotFound } from './error-reply.ts';
import type { GraphiqlPage } from './graphiql.ts';

export interface GraphqlRouteOptions {
  readonly authenticator: Authenticator;
  readonly preparer: Preparer;
  readonly operations: OperationDeps;
  /** Answers browsers; undefined = switched off. */
  readonly graphiql: GraphiqlPage | undefined;
}

/** `POST /graphql`, and `GET /graphql` for queries and for browsers. */
export async function registerGraphql(server: FastifyInstance, options: GraphqlRouteOptions): Promise<void> {
  const { authenticator, graphiql } = options;
  const apollo = await createApollo(options);
  const principals = new WeakMap<FastifyRequest, Principal>();

  // Before the body is read: who may not ask, may not make us parse either.
  const authenticate = async (request: FastifyRequest) => {
    if (asksForPage(request)) return;
    const principal = await authenticator.authenticate(toCredentials(request));
    principals.set(request, principal);
    assertSmallOrWriter(request, principal);
  };

  const handle = async (request: FastifyRequest, reply: FastifyReply) => {
    const principal = principals.get(request);
    if (!principal) throw new AppError('UNAUTHENTICATED', 'A valid credential is needed.');
    if (!acceptsJson(request)) throw new NotAcceptableError();
    const query = toQuery(request);
    if (query !== undefined) assertFewTokens(query);
    assertMutation(request, query);
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: toHttpRequest(request),
      context: async () => ({
        scope: {
          transport: 'http',
          principal,
          requestId: request.id,
          signal: untilClosed(reply),
          withTrace: request.headers['x-wattgraph-trace'] === '1',
        },
      }),
    });
    for (const [name, value] of headers) reply.header(name, value);
    reply.code(status ?? 200).header('cache-control', 'no-store');
    return body.kind === 'complete' ? body.string : reply.send(body.asyncIterator);
  };

  server.route({
    method: 'GET',
    url: '/graphql',
    onRequest: authenticate,
    handler: async (request, reply) => {
      if (!asksForPage(request)) return handle(request, reply);
      if (!graphiql) return replyNotFound(request, reply);
      return graphiql.serve(reply);
    },
  });
  server.route({
    method: 'POST',
    url: '/graphql',
    bodyLimit: mostMutationBytes,
    onRequest: authenticate,
    preParsing: async (request, _, payload) => limitUnmeasured(request, payload),
    handler: handle,
  });
  server.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    handler: replyMethodNotAllowed('GET, POST'),
  });
  server.addHook('onClose', () => apollo.stop());
}

/** A browser that was pointed here, rather than a program that asks a query. */
function asksForPage({ method, headers, query }: FastifyRequest): boolean {
  const accept = headers.accept ?? '';
  const asksQuery = typeof query === 'object' && query !== null && 'query' in query;
  return method === 'GET' && !asksQuery && accept.includes('text/html');
}

// Apollo would find out after a mutation has run.
function acceptsJson({ headers: { accept } }: FastifyRequest): boolean {
  return accept === undefined || /json|application\/\*|\*\/\*/i.test(accept);
}

function toQuery({ method, body, query }: FastifyRequest): string | undefined {
  const source: unknown = method === 'GET' ? query : body;
  if (typeof source !== 'object' || source === null || !('query' in source)) return undefined;
  return typeof source.query === 'string' ? source.query : undefined;
}

function toHttpRequest({ method, headers, body, url }: FastifyRequest) {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const search = url.indexOf('?');
  return { method, headers: map, body, search: search < 0 ? '' : url.slice(search) };
}

/** Aborted when the client goes away before its answer is sent. */
function untilClosed(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new AppError('OPERATION_TIMEOUT', 'The client went away.'));
  });
  return gone.signal;
}
