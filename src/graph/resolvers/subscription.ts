import type { StoredEvent } from '../../domain/events.ts';
import type { Ref } from '../../domain/ref.ts';
import { AppError } from '../../errors.ts';
import type { Gap } from '../../events/feed.ts';
import type { GraphContext } from '../context.ts';
import { toEventQuery } from '../event-log.ts';
import { mapStream } from '../event-stream.ts';
import { flexEventFinder } from '../finders.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { findBy } from '../lookup.ts';
import type { LogItem } from '../models.ts';
import { assertRole } from '../roles.ts';

/** Carries what happened to the resolver, which reads the rest with the loaders of that event. */
interface FlexEventChange {
  readonly flexEventRef: Ref;
}

export const subscription: Resolvers = {
  Subscription: {
    events: {
      subscribe: (_, args, context) => {
        assertRole(context, 'events');
        return mapStream(context.events.subscribe(toEventQuery(args, context)), (item) => ({ events: item }));
      },
      resolve: (payload: { readonly events: LogItem }) => payload.events,
    },
    flexEvent: {
      subscribe: async (_, { by }, context) => {
        assertRole(context, 'events');
        const { ref } = await findBy(flexEventFinder, by, context);
        const change: FlexEventChange = { flexEventRef: ref };
        const source = context.events.subscribe({ tenantId: context.tenant.id });
        return mapStream(source, (item) => (concerns(item, ref) ? change : undefined), [change]);
      },
      resolve: async ({ flexEventRef }: FlexEventChange, _: unknown, { loaders }: GraphContext) => {
        const found = await flexEventFinder.find(loaders, flexEventRef);
        if (found) return found;
        throw new AppError('VENDOR_CONTRACT', 'The vendor does not know the flexibility event any more.', {
          vendor: flexEventRef.vendor,
        });
      },
    },
  },
};

function concerns(item: StoredEvent | Gap, { vendor, id }: Ref): boolean {
  return 'seq' in item && item.vendor === vendor && item.subject.flexEventId === id;
}
