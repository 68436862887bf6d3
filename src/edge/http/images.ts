/** `GET /images/…`: pictures that a vendor draws, under the same credential as the graph. */

import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticator } from '../../auth/authenticate.ts';
import { assertAllowed } from '../../auth/authorize.ts';
import type { Image } from '../../domain/facility-services.ts';
import { alarmImageRoute, facilityImageRoute, parseFacilityImage } from '../../domain/image-address.ts';
import type { GraphContext } from '../../graph/context.ts';
import { createCallTrace } from '../../upstream/call.ts';
import type { OperationDeps } from '../operation/scope.ts';
import { toCredentials } from './credentials.ts';
import { replyMethodNotAllowed, replyNotFound } from './error-reply.ts';

export interface ImageRouteOptions {
  readonly authenticator: Authenticator;
  readonly operations: OperationDeps;
}

/** How long a browser may keep a picture to itself, in seconds; the gateway's own cache stands behind it. */
const privateSeconds = 300;

type FindImage = (request: FastifyRequest, context: GraphContext) => Promise<Image | undefined>;

export function registerImages(server: FastifyInstance, options: ImageRouteOptions): void {
  serve(server, facilityImageRoute, options, findFacilityImage);
  serve(server, alarmImageRoute, options, findAlarmImage);
}

function serve(server: FastifyInstance, url: string, options: ImageRouteOptions, find: FindImage): void {
  const { authenticator, operations } = options;
  server.get(url, async (request, reply) => {
    const principal = await authenticator.authenticate(toCredentials(request));
    assertAllowed(principal, 'query');
    const { clock, operationTimeoutMs } = operations;
    const call = {
      signal: AbortSignal.any([untilClosed(reply), AbortSignal.timeout(operationTimeoutMs)]),
      deadlineMs: clock.now() + operationTimeoutMs,
      priority: 'interactive',
      trace: createCallTrace(),
    } as const;
    const image = await find(request, operations.createContext(operations.tenantOf(principal), principal, call));
    if (!image) return replyNotFound(request, reply);
    const etag = `"${createHash('sha256').update(image.bytes).digest('base64url')}"`;
    reply
      .header('cache-control', `private, max-age=${privateSeconds}`)
      // The same address may be another tenant's: what was kept is for this credential alone.
      .header('vary', 'origin, authorization, x-api-key')
      .header('etag', etag)
      // What a vendor drew is shown, never run.
      .header('content-security-policy', "default-src 'none'; sandbox");
    if (namesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send();
    return reply.header('content-type', image.contentType).send(Buffer.from(image.bytes));
  });
  server.route({ method: ['POST', 'PUT', 'PATCH', 'DELETE'], url, handler: replyMethodNotAllowed('GET') });
}

const findFacilityImage: FindImage = async (request, { tenant, ids, call }) => {
  const { id, file } = request.params as { id: string; file: string };
  const wanted = parseFacilityImage(file, queryOf(request));
  const named = ids.decodeId(tenant.id, id);
  if (!wanted || named?.type !== 'Facility') return undefined;
  return tenant.sources.get(named.ref.vendor)?.images?.facilityImage({ ...wanted, facilityId: named.ref.id }, call);
};

const findAlarmImage: FindImage = async (request, { tenant, call }) => {
  const { file } = request.params as { file: string };
  const id = /^(.+)\.png$/.exec(file)?.[1];
  const source = [...tenant.sources.values()].find(({ images }) => images);
  return id === undefined ? undefined : source?.images?.alarmImage(id, call);
};

/** Whether If-None-Match has it among others; proxies mark one that they have packed as weak. */
function namesEtag(header: string | undefined, etag: string): boolean {
  const named = (header ?? '').split(',').map((text) => text.trim().replace(/^W\//, ''));
  return named.includes(etag) || named.includes('*');
}

function queryOf({ url }: FastifyRequest): URLSearchParams {
  const mark = url.indexOf('?');
  return new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
}

function untilClosed(reply: FastifyReply): AbortSignal {
  const ending = new AbortController();
  reply.raw.once('close', () => ending.abort());
  return ending.signal;
}
