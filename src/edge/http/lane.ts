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
import { standInLine } from '../../loaders/turns.ts';
import { toErrorCode } from '../format-error.ts';
import { toAnswer } from '../operation/answer.ts';
import { toAnswerBody } from '../operation/answer-text.ts';
import { isPrepared, type Prepared, type Preparer } from '../operation/prepare.ts';
import type { Queries } from '../operation/queries.ts';
import type { OperationDeps, OperationRequest, Scope } from '../operation/scope.ts';
import { subscriptionRefusal } from './apollo.ts';
import { readBody } from './body.ts';
import { refusalStatus, simpleMediaType } from './media-type.ts';
import { type HttpServerOptions, maxBodyBytes } from './server.ts';
import {
  createReplier,
  failPassage,
  type Lane,
  type LaneReply,
  longestText,
  Passage,
  plainLength,
} from './short-way.ts';
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
  const { clock } = operations;
  // No answer is to be stored, whatever Apollo says of one of its own.
  const send = createReplier(options, { 'cache-control': 'no-store' });
  const asked = new LRUCache<string, Prepared>({
    ...{ max: mostBodies, maxSize: mostBodyCharacters, sizeCalculation: (_, body) => body.length + 1 },
  });

  const execute = (prepared: Prepared, passage: GraphqlPassage): LaneReply | Promise<LaneReply> => {
    const answered = queries.answer(prepared, passage);
    return answered instanceof Promise ? answered.then((late) => toReply(late, passage)) : toReply(answered, passage);
  };

  /** Gives whether the answer is still to come. */
  const deliver = (passage: GraphqlPassage, answerOf: () => LaneReply | Promise<LaneReply> | undefined): boolean => {
    try {
      const reply = answerOf();
      if (reply instanceof Promise) {
        reply.then((late) => send(passage, late)).catch((err) => failPassage(passage, options, err));
        return true;
      }
      if (reply) send(passage, reply);
    } catch (err) {
      failPassage(passage, options, err);
    }
    return false;
  };

  /** undefined = it is to be executed, and does so in its turn. What needs no execution is answered at once. */
  const answer = (passage: GraphqlPassage, body: string): LaneReply | Promise<LaneReply> | undefined => {
    const { mediaType } = passage;
    const known = asked.size > 0 && passage.principal.roles.has('read') ? asked.get(body) : undefined;
    const request = known ? undefined : toOperationRequest(body);
    const prepared = known ?? (request && preparer.prepare(request, passage.principal));
    if (!prepared) return takeOver({ headers: passage.request.headers, body, scope: passage });
    if (!isPrepared(prepared)) return toReply(toAnswer({ errors: prepared }, passage, operations, 'refused'), passage);
    if (prepared.operation.operation === 'subscription') {
      return toReply(toAnswer({ errors: [subscriptionRefusal()] }, passage, operations, 'subscription'), passage);
    }
    const kept = queries.kept(prepared, passage);
    if (kept) {
      if (!known) asked.set(body, prepared);
      return { status: 200, headers: [['content-type', mediaType]], body: kept };
    }
    standInLine(() => !passage.isGone && deliver(passage, () => execute(prepared, passage)));
    return undefined;
  };

  const serve = (passage: GraphqlPassage, bytes: Buffer): void => {
    passage.cameMs = clock.now();
    deliver(passage, () => answer(passage, bytes.toString()));
  };

  return (request, response) => {
    const { headers } = request;
    const length = request.url === '/graphql' ? plainLength(request, maxBodyBytes) : 0;
    const mediaType = length > 0 ? simpleMediaType(headers.accept) : undefined;
    if (mediaType === undefined || isDraining()) return false;
    const { authorization, 'x-api-key': apiKey } = headers;
    const principal = authenticator.known({ authorization, apiKey: typeof apiKey === 'string' ? apiKey : undefined });
    if (!principal) return false;
    readBody(request, length, serve, new GraphqlPassage(request, response, principal, mediaType));
    return true;
  };
}

/** Only what is executed listens for the client's going away. */
class GraphqlPassage extends Passage implements Scope {
  readonly transport = 'http';
  readonly principal: Principal;
  readonly mediaType: string;
  /** Once all of it is here: how long a client takes to send it is not the operation's time. */
  cameMs: number | undefined;
  readonly withTrace: boolean;
  #signal: AbortSignal | undefined;

  constructor(request: IncomingMessage, response: ServerResponse, principal: Principal, mediaType: string) {
    super(request, response, '/graphql');
    this.principal = principal;
    this.mediaType = mediaType;
    this.withTrace = request.headers['x-wattgraph-trace'] === '1';
  }

  /** Whether the client has gone away: it then asks for nothing any more. */
  get isGone(): boolean {
    return this.response.destroyed;
  }

  get signal(): AbortSignal {
    this.#signal ??= untilClosed(this.response);
    return this.#signal;
  }
}

function toReply(answered: ExecutionResult, { request, mediaType }: GraphqlPassage): LaneReply {
  return {
    status: statusOf(answered, request.headers.accept),
    headers: [['content-type', mediaType]],
    body: toAnswerBody(answered, longestText),
  };
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
