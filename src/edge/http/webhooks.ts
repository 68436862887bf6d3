/**
 * `POST /webhooks/{vendor}/{token}`: the raw bytes of a delivery, with a cap and a deadline, to the receiver. Most take the
 * short way (delivery-lane.ts).
 */

import type { IncomingMessage } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { type DeliveryAnswer, maxDeliveryBytes, type Receiver } from '../../events/receive.ts';
import { replyMethodNotAllowed } from './error-reply.ts';

/** A delivery must be here in full after this long, in milliseconds. */
const bodyTimeoutMs = 10_000;

export const webhookRoute = '/webhooks/:vendor/:token';

export async function registerWebhooks(server: FastifyInstance, receiver: Receiver): Promise<void> {
  await server.register(async (scope) => {
    // Whatever its content type, a delivery stays bytes: the signature is over these.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: maxDeliveryBytes },
      async (_: unknown, body: Buffer) => body,
    );

    scope.setErrorHandler<FastifyError, { Params: { vendor: string } }>((error, request, reply) => {
      if (error.statusCode !== 413) throw error;
      return send(reply, receiver.refuseTooLarge(request.params.vendor));
    });

    scope.addHook('onRequest', async (request) => cutWhenLate(request.raw));

    scope.post<{ Params: { vendor: string; token: string } }>(webhookRoute, async (request, reply) => {
      const answer = await receiver.receive({
        vendorKey: request.params.vendor,
        token: request.params.token,
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        headers: request.headers,
      });
      return send(reply, answer);
    });
    scope.route({
      method: ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      url: webhookRoute,
      handler: replyMethodNotAllowed('POST'),
    });
  });
}

/** To be asked for before the body is read. */
export function cutWhenLate(request: IncomingMessage): void {
  const timer = setTimeout(() => request.destroy(), bodyTimeoutMs);
  const clear = () => clearTimeout(timer);
  request.on('end', clear).on('close', clear);
}

function send(reply: FastifyReply, { status, headers, body }: DeliveryAnswer): FastifyReply {
  return reply
    .code(status)
    .headers({ ...headers })
    .send(body);
}
