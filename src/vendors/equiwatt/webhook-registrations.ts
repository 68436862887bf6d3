/** equiwatt's webhooks: what is registered, and registering. There is no call that changes one. */

import type { WebhookRegistration } from '../../domain/entities.ts';
import type { Connection } from '../../upstream/connection.ts';
import type { WebhookSource } from '../webhook-source.ts';
import { endpoints } from './api.ts';
import { toWebhookRegistration } from './map.ts';
import { createPagedList, type Entry } from './paged-list.ts';
import { tags } from './tags.ts';
import { deliveryTypes } from './webhook.ts';
import * as wire from './wire.ts';

export function createWebhookSource(connection: Connection): WebhookSource {
  const list = createPagedList({
    ...{ connection, endpoint: endpoints.webhooks, resource: 'webhooks', tags: [tags.webhooks] },
    ...{ schema: wire.webhookSchema, toDomain: toWebhookRegistration },
  });
  /** Whatever became of it: a call that failed may have been carried out. */
  const changing = async <T>(change: Promise<T>): Promise<T> => {
    try {
      return await change;
    } finally {
      await connection.drop([tags.webhooks]);
    }
  };

  return {
    signingKeyFrom: 'vendor',
    eventTypes: deliveryTypes(),
    registrations: async (call) => toReadable(await list.whole(call)),
    registrationsNow: async (call) => toReadable(await list.wholeNow(call)),
    register({ name, url, eventTypes }, call) {
      const request = { ...endpoints.subscribeWebhook, method: 'POST', json: { name, url, eventTypes } } as const;
      const registered = connection.fetch(request, call, ({ body }) => {
        const { secret, webhookSecret, ...webhook } = wire.parseWire(
          wire.subscribedWebhookSchema,
          body ?? null,
          request.operation,
        );
        // The answer may leave out what it was told.
        const registration = toWebhookRegistration({ ...webhook, url: webhook.url ?? url });
        return {
          registration: { ...registration, eventTypes: webhook.eventTypes ?? eventTypes },
          secret: secret || webhookSecret || undefined,
        };
      });
      return changing(registered);
    },
    unregister(id, call) {
      // Whoever asks for it twice wants it gone all the same.
      const request = { ...endpoints.unsubscribeWebhook(id), method: 'DELETE', idempotent: true, ...whatever } as const;
      return changing(connection.fetch(request, call, ({ status }) => status !== 404));
    },
    async test(id, eventTypes, call) {
      const request = { ...endpoints.testWebhook(id), method: 'POST', json: { eventTypes }, ...whatever } as const;
      return connection.fetch(request, call, ({ status }) => status !== 404);
    },
  };
}

/** Of these answers the status is all that counts. */
const whatever = { accept: [404], expect: 'text' } as const;

function toReadable(entries: readonly Entry<WebhookRegistration>[] | undefined): readonly WebhookRegistration[] {
  return (entries ?? []).flatMap((entry) => ('value' in entry ? [entry.value] : []));
}
