/** `POST /webhooks/{vendor}/{token}`: the raw bytes of a delivery, with a cap and a deadline, to the receiver. */

import type { FastifyInstance } from 'fastify';
import { maxDeliveryBytes, type Receiver } from '../../events/receive.ts';
import { replyMethodNotAllowed } from './error-reply.ts';

/** A delivery must be here in full after this long, in milliseconds. */
const bodyTimeoutMs = 10_000;

export async function registerWebhooks(server: FastifyInstance, receiver: Receiver): Promise<void> {
  const url = '/webhooks/:vendor/:token';

  await server.register(async (scope) => {
    // Whatever its content type, a delivery stays bytes: the signature is over these.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: maxDeliveryBytes },
      async (_: unknown, body: Buffer) => body,
    );

    scope.addHook('onRequest', async (request) => {
      const timer = setTimeout(() => request.raw.destroy(), bodyTimeoutMs);
      const clear = () => clearTimeout(timer);
      request.raw.once('end', clear).once('close', clear);
    });

    scope.post<{ Params: { vendor: string; token: string } }>(url, async (request, reply) => {
      const answer = await receiver.receive({
        vendorKey: request.params.vendor,
        token: request.params.token,
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        headers: request.headers,
      });
      return reply
        .code(answer.status)
        .headers({ ...answer.headers })
        .send(answer.body);
    });
    scope.route({
      method: ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      url,
      handler: replyMethodNotAllowed('POST'),
    });
  });
}
