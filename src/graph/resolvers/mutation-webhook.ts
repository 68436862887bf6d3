import type { StoredEvent } from '../../domain/events.ts';
import { badInput } from '../../errors.ts';
import type { KnownWebhook } from '../../events/webhooks/desk.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { mutate } from '../mutation.ts';
import { toShown } from '../webhook.ts';

const refused: { readonly webhook: KnownWebhook | null } = { webhook: null };

export const mutationWebhook: Resolvers = {
  Mutation: {
    registerWebhook: (_, { input }, context) =>
      mutate({ name: 'registerWebhook', input, refused, repeatable: true }, context, async () => {
        const { vendor, name, eventTypes, rotateSecret } = input;
        const wish = {
          rotate: rotateSecret ?? false,
          ...(name != null && { name }),
          ...(eventTypes && { eventTypes }),
        };
        const key = { tenantId: context.tenant.id, vendor };
        return { webhook: toShown(await context.webhooks.register(key, wish, context.call)) };
      }),
    unregisterWebhook: (_, { input }, context) =>
      mutate({ name: 'unregisterWebhook', input, refused, repeatable: true }, context, async () => {
        const key = { tenantId: context.tenant.id, vendor: input.vendor };
        return { webhook: toShown(await context.webhooks.unregister(key, input.id, context.call)) };
      }),
    testWebhook: (_, { input }, context) =>
      mutate({ name: 'testWebhook', input, refused }, context, async () => {
        const { vendor, id, eventTypes } = input;
        const key = { tenantId: context.tenant.id, vendor };
        return { webhook: toShown(await context.webhooks.test(key, id, eventTypes ?? undefined, context.call)) };
      }),
    replayEvent: (_, { input }, context) => {
      const none: { readonly events: readonly StoredEvent[] } = { events: [] };
      return mutate({ name: 'replayEvent', input, refused: none, repeatable: true }, context, async () => {
        const replayed = await context.webhooks.replay(context.tenant.id, input.deadLetterId);
        const field = 'input.deadLetterId';
        switch (replayed.status) {
          case 'replayed':
            return { events: replayed.stored };
          case 'unknown':
            throw badInput(field, `${field}: there is no such dead letter, or its webhook is no longer configured.`);
          case 'unreadable':
            throw badInput(field, `${field}: it still cannot be read: ${replayed.reason}`);
        }
      });
    },
  },
};
