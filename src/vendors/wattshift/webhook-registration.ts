/** WattShift's one price-signal webhook of the organisation: it can be set, also anew, and triggered; not listed or taken away. */

import { z } from 'zod';
import type { Connection, VendorRequest } from '../../upstream/connection.ts';
import type { WebhookSource } from '../webhook-source.ts';
import { contractError } from './wire.ts';

const eventType = 'PRICE_SIGNAL';

export function createWebhookSource(connection: Connection): WebhookSource {
  return {
    signingKeyFrom: 'config',
    eventTypes: [eventType],
    async register({ url, secret }, call) {
      const request: VendorRequest = {
        operation: 'setPriceSignalWebhook',
        method: 'POST',
        path: '/v1/webhook/price_signal/set',
        // Setting it twice leaves it as once.
        idempotent: true,
        json: { webhookUrl: url, securityKey: secret, openAdr: false },
      };
      const { id, createdAt } = await connection.fetch(request, call, ({ body }) => parseWebhook(body));
      const registration = { ref: { id }, name: null, url, eventTypes: [eventType], createdAt };
      return { registration, secret: undefined };
    },
    async test(_id, _eventTypes, call) {
      const request: VendorRequest = {
        operation: 'triggerPriceSignalWebhook',
        method: 'POST',
        path: '/v1/webhook/price_signal/trigger',
        json: {},
        accept: [404],
        expect: 'text',
      };
      return connection.fetch(request, call, ({ status }) => status !== 404);
    },
  };
}

const webhookSchema = z.object({
  id: z.string().min(1),
  // What is no time is not said.
  createdAt: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text).toISOString())
    .nullish()
    .catch(null),
});

function parseWebhook(body: unknown) {
  const parsed = webhookSchema.safeParse(body);
  if (!parsed.success) throw contractError('a webhook of an unknown shape');
  return { id: parsed.data.id, createdAt: parsed.data.createdAt ?? null };
}
