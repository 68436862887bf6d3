/**
 * The short way of a plain request: a POST of JSON with a credential that was let in before, answered as JSON. It passes
 * by the web framework and by Apollo, whose work (forms, media types, queries in the address, tracing) it does not need.
 * What is not plain takes the ordinary way, which gives the same answers; the protocol's tests run over both.
 */

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Authenticator } from '../../auth/authenticate.ts';
import type { Principal } from '../../auth/principal.ts';
import { toErrorCode } from '../format-error.ts';
import { toAnswer } from '../operation/answer.ts';
import { toAnswerText } from '../operation/answer-text.ts';
import { isPrepared, type Prepared, type Preparer } from '../operation/prepare.ts';
import type { Queries } from '../operation/queries.ts';
import type { OperationDeps, OperationRequest, Scope } from '../operation/scope.ts';
import { subscriptionRefusal } from './apollo.ts';
import { refusalStatus, simpleMediaType } from './media-type.ts';
import { type HttpServerOptions, maxBodyBytes } from './server.ts';
import { type Begun, begin, createReplier, isShortJson, type Lane, type LaneReply, readBody } from './short-way.ts';
import { untilClosed } from './until-closed.ts';

export interface LaneOptions extends HttpServerOptions {
  readonly authenticator: Authenticator;
  readonly preparer: Preparer;
  readonly queries: Queries;
  readonly operations: OperationDeps;
  readonly isDraining: () => boolean;
  /** The ordinary way, for a request whose body was read and is no plain one. */
  readonly takeOver: (request: ReadRequest) => Promise<LaneReply>;
}

/** A request of which the body was read. */
export interface ReadRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly scope: Scope;
}

/** Bodies remembered with what they ask, because their answer was kept; and their length together, in characters. */
const mostBodies = 1_000;
const mostBodyCharacters = 4_000_000;

export function createLane(options: LaneOptions): Lane {
  const { authenticator, preparer, queries, operations, isDraining, takeOver } = options;
  const { log } = operations;
  const reply = createReplier(options);
  const asked = new LRUCache<string, Prepared>({
    ...{ max: mostBodies, maxSize: mostBodyCharacters, sizeCalculation: (_, body) => body.length + 1 },
  });

  const answer = async (read: ReadRequest, mediaType: string): Promise<LaneReply> => {
    const { headers, body, scope } = read;
    const known = scope.principal.roles.has('read') ? asked.get(body) : undefined;
    const request = known ? undefined : toOperationRequest(body);
    const prepared = known ?? (request && preparer.prepare(request, scope.principal));
    if (!prepared) return takeOver(read);
    const toReply = (answered: ExecutionResult): LaneReply => ({
      status: statusOf(answered, headers.accept),
      headers: [['content-type', mediaType]],
      body: Buffer.from(toAnswerText(answered)),
    });
    if (!isPrepared(prepared)) return toReply(toAnswer({ errors: prepared }, scope, operations, 'refused'));
    if (prepared.operation.operation === 'subscription') {
      return toReply(toAnswer({ errors: [subscriptionRefusal()] }, scope, operations, 'subscription'));
    }
    const kept = queries.kept(prepared, scope);
    if (kept && !known) asked.set(body, prepared);
    return kept
      ? { status: 200, headers: [['content-type', mediaType]], body: kept }
      : toReply(await queries.answer(prepared, scope));
  };

  const serve = async (begun: Begun, principal: Principal, mediaType: string): Promise<void> => {
    const { headers } = begun.request;
    const body = (await readBody(begun.request))?.toString();
    if (body === undefined) return;
    const scope = new LaneScope(begun.response, principal, begun.requestId, headers['x-wattgraph-trace'] === '1');
    const answered = await answer({ headers, body, scope }, mediaType);
    // No answer is to be stored, whatever Apollo says of one of its own.
    const own = [...answered.headers].filter(([name]) => name !== 'cache-control');
    reply(begun, { ...answered, headers: [['cache-control', 'no-store'], ...own] });
  };

  return (request, response) => {
    const mediaType = isPlain(request) ? simpleMediaType(request.headers.accept) : undefined;
    if (mediaType === undefined || isDraining()) return false;
    const { authorization, 'x-api-key': apiKey } = request.headers;
    const address = request.socket.remoteAddress ?? '';
    const principal = authenticator.known({
      authorization,
      address,
      apiKey: typeof apiKey === 'string' ? apiKey : undefined,
    });
    if (!principal) return false;
    serve(begin(request, response, '/graphql'), principal, mediaType).catch((err: unknown) => {
      log.error({ err }, 'a request failed');
      response.destroy();
    });
    return true;
  };
}

/** Of one request. Only what is executed listens for the client's going away. */
class LaneScope implements Scope {
  readonly transport = 'http';
  readonly principal: Principal;
  readonly requestId: string;
  readonly withTrace: boolean;
  readonly #response: ServerResponse;
  #signal: AbortSignal | undefined;

  constructor(response: ServerResponse, principal: Principal, requestId: string, withTrace: boolean) {
    this.#response = response;
    this.principal = principal;
    this.requestId = requestId;
    this.withTrace = withTrace;
  }

  get signal(): AbortSignal {
    this.#signal ??= untilClosed(this.#response);
    return this.#signal;
  }
}

function isPlain(request: IncomingMessage): boolean {
  const { method, url, headers } = request;
  if (method !== 'POST' || url !== '/graphql' || headers['content-encoding'] !== undefined) return false;
  return isShortJson(request, maxBodyBytes);
}

/** undefined for what is not JSON, not one operation, or asks in a way that Apollo knows more of. */
function toOperationRequest(body: string): OperationRequest | undefined {
  if (telling.test(body)) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (!isRecord(parsed)) return undefined;
  const { query, operationName, variables, extensions } = parsed;
  if (typeof query !== 'string' || query === '' || extensions !== undefined) return undefined;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') return undefined;
  if (variables !== undefined && variables !== null && !isRecord(variables)) return undefined;
  return { query, operationName, variables };
}

// A name that means more to JavaScript than to the client, perhaps in escapes: the framework's parser judges these.
const telling = /"__proto__"|"constructor"|\\u00[4-7]/i;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function statusOf(answered: ExecutionResult, accept: string | undefined): number {
  if ('data' in answered) return 200;
  const code = toErrorCode(answered.errors?.[0]?.extensions.code);
  return code === undefined ? 200 : refusalStatus(code, accept);
}
