/** Errors outside of GraphQL's own answers (no credential, malformed JSON, a wrong content type), GraphQL-shaped. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AppError } from '../../errors.ts';
import { httpStatusOf, toSafeError } from '../format-error.ts';

export interface ErrorReply {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

export function replyError(thrown: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply {
  const { status, headers, body } = toErrorReply(thrown, request.id, log);
  for (const [name, value] of headers) reply.header(name, value);
  return reply.code(status).header('cache-control', 'no-store').send(body);
}

export function toErrorReply(thrown: unknown, requestId: string, log: Logger): ErrorReply {
  const refusal = toRefusal(thrown);
  const { error, code, cause } = toSafeError(refusal?.error ?? thrown, requestId);
  if (cause !== undefined) log.error({ requestId, err: cause }, 'a request failed');
  const status = refusal?.status ?? httpStatusOf(code);
  const { retryAfterMs } = error.extensions;
  const headers: [string, string][] = [['content-type', errorContentType]];
  if (status === 401) headers.push(['www-authenticate', 'Bearer']);
  if (typeof retryAfterMs === 'number') headers.push(['retry-after', String(Math.ceil(retryAfterMs / 1000))]);
  return { status, headers, body: toBody([error]) };
}

const errorContentType = 'application/json; charset=utf-8';

function toBody(errors: readonly unknown[]): string {
  return `${JSON.stringify({ errors })}\n`;
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
    .header('content-type', errorContentType)
    .header('cache-control', 'no-store')
    .send(toBody(errors));
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
