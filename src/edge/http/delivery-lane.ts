/**
 * The short way of a webhook delivery: JSON of a known length to an address in plain letters. It passes by the web
 * framework, whose work it does not need; every other delivery takes the ordinary way, which gives the same answers.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { maxDeliveryBytes, type Receiver } from '../../events/receive.ts';
import type { HttpServerOptions } from './server.ts';
import { type Begun, begin, createReplier, isShortJson, type Lane, readBody } from './short-way.ts';
import { cutWhenLate, webhookRoute } from './webhooks.ts';

export interface DeliveryLaneOptions extends HttpServerOptions {
  readonly receiver: Pick<Receiver, 'receive'>;
  readonly isDraining: () => boolean;
}

export function createDeliveryLane(options: DeliveryLaneOptions): Lane {
  const { receiver, isDraining, log } = options;
  const reply = createReplier(options);

  const serve = async (begun: Begun, vendorKey: string, token: string): Promise<void> => {
    const { request } = begun;
    cutWhenLate(request);
    const body = await readBody(request);
    if (body === undefined) return;
    const answer = await receiver.receive({ vendorKey, token, body, headers: request.headers });
    reply(begun, { status: answer.status, headers: Object.entries(answer.headers ?? {}), body: answer.body ?? '' });
  };

  return (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== 'POST' || !isShortJson(request, maxDeliveryBytes) || isDraining()) return false;
    const [, vendorKey, token] = plainAddress.exec(request.url ?? '') ?? [];
    if (vendorKey === undefined || token === undefined) return false;
    serve(begin(request, response, webhookRoute), vendorKey, token).catch((err: unknown) => {
      log.error({ err }, 'a request failed');
      response.destroy();
    });
    return true;
  };
}

/** No escapes, no query, and no longer than the router takes. */
const plainAddress = /^\/webhooks\/([\w.~-]{1,512})\/([\w.~-]{1,512})$/;
