import { mapFlow } from '../../domain/flow.ts';
import type { Ref } from '../../domain/ref.ts';
import { AppError, badInput } from '../../errors.ts';
import type { PowerUpdate } from '../../loaders/power-polls.ts';
import type { GraphContext } from '../context.ts';
import { placeOf, toEventQuery } from '../event-log.ts';
import { flexEventFinder } from '../finders.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { memberOf } from '../home-members.ts';
import { findBy, findNode } from '../lookup.ts';
import type { LogItem } from '../models.ts';
import { createLinkWatch, whileLinked } from '../power-stream.ts';
import { assertRole } from '../roles.ts';
import type { SubscriptionPayload } from '../subscription-payload.ts';

/** Carries what happened to the resolver, which reads the rest with the loaders of that event. */
interface FlexEventChange extends SubscriptionPayload {
  readonly flexEventRef: Ref;
}

interface EventPayload extends SubscriptionPayload {
  readonly events: LogItem;
}

export const subscription: Resolvers = {
  Subscription: {
    events: {
      subscribe: (_, args, context) => {
        assertRole(context, 'events');
        return mapFlow(context.events.subscribe(toEventQuery(args, context)), toEventPayload);
      },
      resolve: ({ events }: EventPayload) => events,
    },
    flexEvent: {
      subscribe: async (_, { by }, context) => {
        assertRole(context, 'events');
        // Before anything is read: an event that has no effect here yet would be missed by what is read first, and lie
        // before the newest.
        const afterSeq = context.events.appliedUpTo(context.tenant.id);
        const { ref } = await findBy(flexEventFinder, by, context);
        const change: FlexEventChange = { flexEventRef: ref };
        const from = afterSeq === undefined ? {} : { afterSeq };
        const source = context.events.subscribe({ tenantId: context.tenant.id, ...from });
        const toChange = (item: LogItem) =>
          concerns(item, ref) ? { ...change, occasion: item, place: placeOf(item) } : undefined;
        return mapFlow(source, toChange, [change]);
      },
      resolve: async ({ flexEventRef }: FlexEventChange, _: unknown, { loaders }: GraphContext) => {
        const found = await flexEventFinder.find(loaders, flexEventRef);
        if (found) return found;
        throw new AppError('VENDOR_CONTRACT', 'The vendor does not know the flexibility event any more.', {
          vendor: flexEventRef.vendor,
        });
      },
    },
    power: {
      subscribe: async (_, { homeId }, context) => {
        assertRole(context, 'events');
        const { household, isLinked } = await findHousehold(homeId, context);
        const updates = context.powerPolls.subscribe(context.tenant, { vendor: household.vendor, id: household.id });
        return mapFlow(whileLinked(updates, isLinked), (update): PowerPayload => ({ power: update, occasion: update }));
      },
      resolve: ({ power }: PowerPayload) => {
        if ('error' in power) throw power.error;
        return power.reading;
      },
    },
  },
};

interface PowerPayload extends SubscriptionPayload {
  readonly power: PowerUpdate;
}

interface FoundHousehold {
  readonly household: Ref;
  /** Whether the home still has it. */
  readonly isLinked: () => boolean;
}

/** @throws AppError BAD_USER_INPUT naming `homeId` */
async function findHousehold(homeId: string, context: GraphContext): Promise<FoundHousehold> {
  const found = await findNode(homeId, context);
  if (!found || !('members' in found)) throw badInput('homeId', 'homeId: there is no Home with this id.');
  const household = memberOf(found, 'household');
  if (household) return { household, isLinked: createLinkWatch(context.tenant, found.ref, household) };
  throw badInput('homeId', 'homeId: this home has no household account, which its power is read from.');
}

function toEventPayload(item: LogItem): EventPayload {
  return { events: item, occasion: item, place: placeOf(item) };
}

function concerns(item: LogItem, { vendor, id }: Ref): boolean {
  return 'seq' in item && item.vendor === vendor && item.subject.flexEventId === id;
}
