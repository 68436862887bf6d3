/** Errors outside of GraphQL's own answers (no credential, malformed JSON, a wrong content type), GraphQL-shaped. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AppError } from '../../errors.ts';
import { httpStatusOf, toSafeError } from '../format-error.ts';

export function replyError(thrown: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply {
  const refusal = toRefusal(thrown);
  const { error, code, cause } = toSafeError(refusal?.error ?? thrown, request.id);
  if (cause !== undefined) log.error({ requestId: request.id, err: cause }, 'a request failed');
  const status = refusal?.status ?? httpStatusOf(code);
  const { retryAfterMs } = error.extensions;
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (typeof retryAfterMs === 'number') reply.header('retry-after', String(Math.ceil(retryAfterMs / 1000)));
  return replyErrors(reply, status, [error]);
}

export function replyNotFound(_: FastifyRequest, reply: FastifyReply): FastifyReply {
  return replyErrors(reply, 404, [toSafeError(badRequest('There is nothing at this address.')).error]);
}

/** @param allow the methods there are, as the Allow header writes them. */
export function replyMethodNotAllowed(allow: string) {
  const { error } = toSafeError(badRequest(`This address takes ${allow}.`));
  return async (_: FastifyRequest, reply: FastifyReply) => replyErrors(reply.header('allow', allow), 405, [error]);
}

export function badRequest(message: string): AppError {
  return new AppError('BAD_REQUEST', message);
}

function replyErrors(reply: FastifyReply, status: number, errors: readonly unknown[]): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(`${JSON.stringify({ errors })}\n`);
}

/** The client takes no type that we answer in. */
export class NotAcceptableError extends Error {
  override readonly name = 'NotAcceptableError';
  readonly statusCode = 406;
}

interface Refusal {
  readonly status: number;
  readonly error: AppError;
}

// What Fastify found wrong with the request, in our words: its own may quote the body.
function toRefusal(thrown: unknown): Refusal | undefined {
  if (thrown instanceof AppError || !(thrown instanceof Error) || !('statusCode' in thrown)) return undefined;
  const text = refusals.get(thrown.statusCode);
  return text === undefined ? undefined : { status: Number(thrown.statusCode), error: badRequest(text) };
}

const refusals = new Map<unknown, string>([
  [400, 'The request body is not valid JSON.'],
  [406, 'This address answers application/graphql-response+json or application/json.'],
  [408, 'The request did not arrive in time.'],
  [413, 'The request body is too large.'],
  [414, 'The address is too long.'],
  [415, 'Send a JSON body with content-type: application/json.'],
]);
