/**
 * The short way of a webhook delivery: JSON of a known length to an address in plain letters. It passes by the web
 * framework, whose work it does not need; every other delivery takes the ordinary way, which gives the same answers.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { maxDeliveryBytes, type Receiver } from '../../events/receive.ts';
import { readBody } from './body.ts';
import type { HttpServerOptions } from './server.ts';
import { createReplier, failPassage, type Lane, Passage, plainLength } from './short-way.ts';
import { cutWhenLate, webhookRoute } from './webhooks.ts';

export interface DeliveryLaneOptions extends HttpServerOptions {
  readonly receiver: Pick<Receiver, 'receive'>;
  readonly isDraining: () => boolean;
}

export function createDeliveryLane(options: DeliveryLaneOptions): Lane {
  const { receiver, isDraining } = options;
  const reply = createReplier(options);

  const serve = (passage: DeliveryPassage, body: Buffer): void => {
    const { vendorKey, token, request } = passage;
    receiver
      .receive({ vendorKey, token, body, headers: request.headers })
      .then(({ status, headers = {}, body: text = '' }) => {
        reply(passage, { status, headers: Object.entries(headers), body: text });
      })
      .catch((err: unknown) => failPassage(passage, options, err));
  };

  return (request, response) => {
    const length = plainLength(request, maxDeliveryBytes);
    if (!(length > 0) || isDraining()) return false;
    const [, vendorKey, token] = plainAddress.exec(request.url ?? '') ?? [];
    if (vendorKey === undefined || token === undefined) return false;
    readBody(request, length, serve, new DeliveryPassage(request, response, vendorKey, token), cutWhenLate);
    return true;
  };
}

class DeliveryPassage extends Passage {
  readonly vendorKey: string;
  readonly token: string;

  constructor(request: IncomingMessage, response: ServerResponse, vendorKey: string, token: string) {
    super(request, response, webhookRoute);
    this.vendorKey = vendorKey;
    this.token = token;
  }
}

/** No escapes, no query, and no longer than the router takes. */
const plainAddress = /^\/webhooks\/([\w.~-]{1,512})\/([\w.~-]{1,512})$/;
