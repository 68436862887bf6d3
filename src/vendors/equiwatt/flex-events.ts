/** Flexibility events, and what equiwatt says of each: stats, portfolios, assets, baselines. */

import type { Clock } from '../../domain/clock.ts';
import type { FlexEventStats, Portfolio } from '../../domain/entities.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection } from '../../upstream/connection.ts';
import { loadEach, toValues } from '../each-key.ts';
import type { EntitySource, FlexEventSource } from '../vendor.ts';
import { endpoints, fetchOne } from './api.ts';
import { createEntitySource } from './entity-source.ts';
import { toAssetBaselines, toAssetStats, toFlexEvent, toFlexEventStats, toMembership, toPortfolio } from './map.ts';
import { withDetails } from './members.ts';
import { createPagedList, type PagedList } from './paged-list.ts';
import { tags } from './tags.ts';
import * as wire from './wire.ts';

export interface FlexEventsDeps {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly portfolios: EntitySource<Portfolio>;
}

export function createFlexEvents({ connection, clock, portfolios }: FlexEventsDeps): {
  readonly source: FlexEventSource;
  readonly forgetList: () => void;
} {
  const events = createEntitySource({
    ...{ connection, clock, resource: 'flexEvents', fresherById: true, tagsOf: (id) => [tags.flexEvent(id)] },
    list: createPagedList({
      ...{ connection, endpoint: endpoints.events, resource: 'flexEvents', tags: [tags.flexEvents] },
      ...{ schema: wire.eventSchema, toDomain: toFlexEvent },
    }),
    fetchById: async (id, call) => {
      const event = await fetchOne(connection, endpoints.event(id), wire.eventSchema, call);
      return event && toFlexEvent(event);
    },
  });

  const fetchStats = async (id: string, call: Call): Promise<FlexEventStats | undefined> => {
    const stats = await fetchOne(connection, endpoints.eventStats(id), wire.eventStatsSchema, call);
    return stats && toFlexEventStats(stats);
  };

  const source: FlexEventSource = {
    list: events.list,
    byIds: events.byIds,
    async stats(eventIds, call) {
      const answers = await connection.readMany<FlexEventStats>(
        {
          ...{ resource: 'eventFigures', params: { of: 'event' }, ids: eventIds },
          tags: (id) => [tags.eventStats(id)],
          load: (missing, shared) => loadEach(missing, (id) => fetchStats(id, shared)),
        },
        call,
      );
      return toValues(answers, ({ value }) => value);
    },
    async portfolios(eventId, window, call) {
      const list = createPagedList({
        ...{ connection, endpoint: endpoints.eventPortfolios(eventId), resource: 'members' },
        ...{ tags: [tags.eventPortfolios(eventId)], schema: wire.portfolioSchema, toDomain: toPortfolio },
      });
      return withDetails(await list.window(window, call), portfolios, call);
    },
    async assets(eventId, window, call) {
      const list = createPagedList({
        ...{ connection, endpoint: endpoints.eventAssets(eventId), resource: 'members' },
        ...{ tags: [tags.eventAssets(eventId)], schema: wire.membershipSchema, toDomain: toMembership },
      });
      return list.window(window, call);
    },
    baselines: (eventIds, call) =>
      loadEach(eventIds, async (eventId) => {
        const list = createPagedList({
          ...{ connection, endpoint: endpoints.eventBaselines(eventId), resource: 'eventFigures' },
          ...{ tags: [tags.eventBaselines(eventId)], schema: wire.assetBaselinesSchema, toDomain: toAssetBaselines },
        });
        return toMap(await wholeOf(list, call), ({ assetId, baselines }) => [assetId, baselines] as const);
      }),
    assetStats: (eventIds, call) =>
      loadEach(eventIds, async (eventId) => {
        const list = createPagedList({
          ...{ connection, endpoint: endpoints.eventAssetStats(eventId), resource: 'eventFigures' },
          ...{ tags: [tags.eventStats(eventId)], schema: wire.assetStatsSchema, toDomain: toAssetStats },
        });
        return toMap(await wholeOf(list, call), ({ assetId, stats }) => [assetId, stats] as const);
      }),
  };
  return { source, forgetList: events.forgetList };
}

/** The readable items; one that is not readable is missing, as an asset equiwatt says nothing of. */
async function wholeOf<T>(list: PagedList<T>, call: Call): Promise<readonly T[] | undefined> {
  const entries = await list.whole(call);
  return entries?.flatMap((entry) => ('value' in entry ? [entry.value] : []));
}

function toMap<T, V>(
  items: readonly T[] | undefined,
  toEntry: (item: T) => readonly [string, V],
): ReadonlyMap<string, V> | undefined {
  return items && new Map(items.map(toEntry));
}
