/**
 * GraphQL over HTTP. Apollo Server reads the request, keeps cross-site forms out and negotiates the answer; what is
 * asked is prepared and run as on every other transport.
 */

import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticator } from '../../auth/authenticate.ts';
import type { Principal } from '../../auth/principal.ts';
import { AppError } from '../../errors.ts';
import { assertFewTokens } from '../limits/tokens.ts';
import type { Preparer } from '../operation/prepare.ts';
import type { Queries } from '../operation/queries.ts';
import type { OperationDeps, Scope } from '../operation/scope.ts';
import { createApollo } from './apollo.ts';
import { assertMutation, assertSmallOrWriter, limitUnmeasured, mostMutationBytes } from './body-size.ts';
import { toCredentials } from './credentials.ts';
import { NotAcceptableError, replyMethodNotAllowed, replyNotFound, toErrorReply } from './error-reply.ts';
import type { GraphiqlPage } from './graphiql.ts';
import type { ReadRequest } from './lane.ts';
import type { LaneReply } from './short-way.ts';
import { untilClosed } from './until-closed.ts';

export interface GraphqlRouteOptions {
  readonly authenticator: Authenticator;
  readonly preparer: Preparer;
  readonly operations: OperationDeps;
  readonly queries: Queries;
  /** Answers browsers; undefined = switched off. */
  readonly graphiql: GraphiqlPage | undefined;
}

export interface GraphqlRoute {
  /** The ordinary way of a request that set out on the short one. */
  readonly takeOver: (request: ReadRequest) => Promise<LaneReply>;
}

/** `POST /graphql`, and `GET /graphql` for queries and for browsers. */
export async function registerGraphql(server: FastifyInstance, options: GraphqlRouteOptions): Promise<GraphqlRoute> {
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
    const scope: Scope = {
      transport: 'http',
      principal,
      requestId: request.id,
      signal: untilClosed(reply.raw),
      withTrace: request.headers['x-wattgraph-trace'] === '1',
    };
    const { status, headers, body } = await ask(toHttpRequest(request), scope);
    for (const [name, value] of headers) reply.header(name, value);
    if (request.method !== 'GET' || status !== 200)
      return reply.code(status).header('cache-control', 'no-store').send(body);
    // What a GET asked may be asked again with what it got, and is not sent again while it is the same.
    const etag = `"${hash('sha256', body, 'base64url')}"`;
    reply.header('etag', etag).header('cache-control', 'private, no-cache');
    return isKnown(etag, request.headers['if-none-match']) ? reply.code(304).send() : reply.send(body);
  };

  const ask = async (httpGraphQLRequest: HTTPGraphQLRequest, scope: Scope): Promise<LaneReply> => {
    const answered = await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => ({ scope }) });
    if (answered.body.kind !== 'complete') throw new Error('an answer in parts, which nothing here gives');
    return { status: answered.status ?? 200, headers: answered.headers, body: answered.body.string };
  };

  const parseJson = server.getDefaultJsonParser('error', 'error');

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

  return {
    async takeOver({ headers, body, scope }) {
      try {
        const parsed = await new Promise((resolve, reject) => {
          void parseJson(undefined as never, body, (error, value) => (error ? reject(error) : resolve(value)));
        });
        return await ask({ method: 'POST', headers: toHeaderMap(headers), body: parsed, search: '' }, scope);
      } catch (error) {
        return toErrorReply(error, scope.requestId, options.operations.log);
      }
    },
  };
}

function isKnown(etag: string, known: string | undefined): boolean {
  return known?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag || one.trim() === '*') ?? false;
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

function toHttpRequest({ method, headers, body, url }: FastifyRequest): HTTPGraphQLRequest {
  const search = url.indexOf('?');
  return { method, headers: toHeaderMap(headers), body, search: search < 0 ? '' : url.slice(search) };
}

function toHeaderMap(headers: IncomingHttpHeaders): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}
