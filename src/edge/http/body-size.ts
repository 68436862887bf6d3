/** How large the body of a GraphQL request may be: a megabyte, but more for a mutation that uploads. */

import { type Readable, Transform } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../auth/principal.ts';
import { maxBodyBytes } from './server.ts';

/** 50 000 points, amply written. */
export const mostMutationBytes = 16 * 1024 * 1024;

/** The client sends more than it may. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
  readonly statusCode = 413;
}

/** Before the body is read. @throws BodyTooLargeError for a large body of who may not write */
export function assertSmallOrWriter(request: FastifyRequest, { roles }: Principal): void {
  if (roles.has('write') || request.method === 'GET') return;
  if (sizeOf(request) > maxBodyBytes) throw new BodyTooLargeError();
}

/** Before anything is executed. @throws BodyTooLargeError for a large body that holds no mutation */
export function assertMutation(request: FastifyRequest, query: string | undefined): void {
  if (request.method === 'GET' || sizeOf(request) <= maxBodyBytes) return;
  if (query === undefined || !/\bmutation\b/.test(query)) throw new BodyTooLargeError();
}

/** A body that came without its length is cut at a megabyte, whoever sends it. */
export function limitUnmeasured({ headers }: FastifyRequest, payload: Readable): Readable {
  if (headers['content-length'] !== undefined) return payload;
  let size = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length;
      done(size > maxBodyBytes ? new BodyTooLargeError() : null, chunk);
    },
  });
  // Not a pipeline: that would cut the connection before the refusal is sent.
  payload.once('error', (error) => counted.destroy(error));
  return payload.pipe(counted);
}

function sizeOf({ headers }: FastifyRequest): number {
  return Number(headers['content-length'] ?? 0);
}
