/** The stored log as pages, and its cursors. */

import type { EventType } from '../domain/events.ts';
import { badInput } from '../errors.ts';
import type { EventQuery } from '../events/feed.ts';
import type { GraphContext } from './context.ts';
import type { EventPage, LogItem } from './models.ts';
import { toWalk } from './paging/arguments.ts';

export interface EventArguments {
  readonly types?: readonly EventType[] | null;
  readonly after?: string | null;
}

/** Which events of the tenant are meant. @throws AppError BAD_USER_INPUT naming `after` or `types` */
export function toEventQuery({ types, after }: EventArguments, { ids, tenant }: GraphContext): EventQuery {
  if (types?.length === 0) throw badInput('types', 'types: name at least one, or leave it out for all.');
  const afterSeq = after === null || after === undefined ? undefined : ids.decodeCursor(tenant.id, after);
  if (after && afterSeq === undefined) throw badInput('after', 'after: this is not a cursor of the event log.');
  return {
    tenantId: tenant.id,
    ...(types ? { types } : {}),
    ...(afterSeq === undefined ? {} : { afterSeq }),
  };
}

export async function readLog(
  args: EventArguments & { readonly first?: number | null },
  context: GraphContext,
): Promise<EventPage> {
  const query = toEventQuery(args, context);
  const { events, hasMore, gap } = await context.events.read({ ...query, limit: toWalk(args).limit });
  const items: LogItem[] = gap ? [gap, ...events] : [...events];
  return {
    items,
    edges: items.map((item) => ({ cursor: cursorOf(item, context), item })),
    hasNextPage: () => hasMore,
    hasPreviousPage: () => query.afterSeq !== undefined,
    totalCount: () => null,
  };
}

/** Where to resume after the item; after a gap comes the oldest event still kept. */
export function cursorOf(item: LogItem, { ids, tenant }: GraphContext): string {
  return ids.encodeCursor(tenant.id, placeOf(item));
}

/** The `seq` to resume after, once the item was seen. */
export function placeOf(item: LogItem): number {
  return 'gap' in item ? item.oldestSeq - 1 : item.seq;
}
