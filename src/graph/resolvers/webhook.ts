import { badInput } from '../../errors.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { assertRole } from '../roles.ts';
import { settleLists } from '../settle.ts';
import { toShown } from '../webhook.ts';

const mostDeadLetters = 100;

export const webhook: Resolvers = {
  Tenant: {
    webhooks: ({ id: tenantId }, _, { loaders, webhooks }) =>
      settleLists([
        ...[...loaders.webhooks].map(async ([vendor, read]) =>
          (await read()).map((one) => toShown(webhooks.toKnown({ tenantId, vendor }, one))),
        ),
        webhooks.unlisted(tenantId).then((known) => known.map(toShown)),
      ]),
    deadLetters: ({ id }, { first }, context) => {
      assertRole(context, 'events');
      if (first < 1 || first > mostDeadLetters) throw badInput('first', `first: 1 to ${mostDeadLetters}.`);
      return context.webhooks.deadLetters(id, first);
    },
  },
  WebhookRegistration: {
    id: ({ ref }) => ref.id,
    deliveries: ({ isOurs, vendor }, _, { webhooks, tenant }) =>
      isOurs ? webhooks.deliveries({ tenantId: tenant.id, vendor }) : null,
  },
  WebhookDeliveries: {
    lastReceivedAt: (counts) => {
      const times = [...counts.values()].map(({ lastAtMs }) => lastAtMs);
      return times.length > 0 ? Math.max(...times) : null;
    },
    lastStoredAt: (counts) => counts.get('stored')?.lastAtMs ?? null,
    stored: (counts) => counts.get('stored')?.count ?? 0,
    duplicates: (counts) => counts.get('duplicate')?.count ?? 0,
    rejected: (counts) => counts.get('rejected')?.count ?? 0,
    deadLetters: (counts) => counts.get('dead_letter')?.count ?? 0,
    unavailable: (counts) => counts.get('unavailable')?.count ?? 0,
  },
};
