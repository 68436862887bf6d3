import type { EventType, StoredEvent } from '../../domain/events.ts';
import type { GraphContext } from '../context.ts';
import { cursorOf } from '../event-log.ts';
import { homeFinder } from '../finders.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { LogItem } from '../models.ts';
import { settle } from '../settle.ts';

type NoticeType = 'FlexEventNotice' | 'PortfolioNotice' | 'AssetNotice' | 'EventSchemeNotice' | 'PriceSignalNotice';

/** What each type of event is news of. */
const noticeTypes: Readonly<Record<EventType, NoticeType>> = {
  PORTFOLIO_ASSETS_ASSIGNED: 'PortfolioNotice',
  EVENT_PORTFOLIO_ASSIGNED: 'FlexEventNotice',
  EVENT_SCHEDULED: 'FlexEventNotice',
  EVENT_STARTED: 'FlexEventNotice',
  EVENT_ENDED: 'FlexEventNotice',
  EVENT_CANCELLED: 'FlexEventNotice',
  EVENT_BASELINES_READY: 'FlexEventNotice',
  EVENT_STATS_CALCULATION_STARTED: 'FlexEventNotice',
  EVENT_STATS_READY: 'FlexEventNotice',
  ASSET_MPAN_VALIDATED: 'AssetNotice',
  EVENT_SCHEME_ASSETS_UPDATED: 'EventSchemeNotice',
  PRICE_SIGNAL: 'PriceSignalNotice',
};

const ofAnyEvent = {
  id: (item: LogItem, _: unknown, context: GraphContext) => cursorOf(item, context),
  cursor: (item: LogItem, _: unknown, context: GraphContext) => cursorOf(item, context),
};

export const event: Resolvers = {
  Event: { __resolveType: (item) => ('gap' in item ? 'GapNotice' : noticeTypes[item.type]) },
  FlexEventNotice: {
    ...ofAnyEvent,
    flexEvent: (notice, _, { loaders }) => named(notice, 'flexEventId', loaders.flexEvents.byId),
    stats: (notice, _, { loaders }) =>
      notice.type === 'EVENT_STATS_READY'
        ? named(notice, 'flexEventId', (key) => loaders.flex.eventStatsById.load(key))
        : null,
    portfolio: (notice, _, { loaders }) => named(notice, 'portfolioId', loaders.portfolios.byId),
  },
  PortfolioNotice: {
    ...ofAnyEvent,
    portfolio: (notice, _, { loaders }) => named(notice, 'portfolioId', loaders.portfolios.byId),
    assets: ({ vendor, subject }, _, { loaders }) =>
      settle((subject.assets ?? []).map(({ id }) => loaders.assets.byId({ vendor, id }))),
  },
  AssetNotice: {
    ...ofAnyEvent,
    asset: ({ vendor, subject }, _, { loaders }) => {
      const [first] = subject.assets ?? [];
      return first ? loaders.assets.byId({ vendor, id: first.id }) : null;
    },
  },
  EventSchemeNotice: {
    ...ofAnyEvent,
    eventScheme: (notice, _, { loaders }) => named(notice, 'eventSchemeId', loaders.eventSchemes.byId),
    assets: ({ vendor, subject }) =>
      (subject.assets ?? []).map(({ id, state }) => ({ ref: { vendor, id }, state: state ?? null })),
  },
  EventSchemeNoticeAsset: { asset: ({ ref }, _, { loaders }) => loaders.assets.byId(ref) },
  PriceSignalNotice: {
    ...ofAnyEvent,
    home: (notice, _, { loaders }) =>
      named(notice, 'homeId', (key) => homeFinder.find(loaders, { ...key, kind: 'home' })),
  },
  GapNotice: {
    ...ofAnyEvent,
    type: () => null,
    occurredAt: () => null,
    receivedAt: (_, __, { clock }) => clock.now(),
    vendor: () => null,
    oldestCursor: ({ oldestSeq }, _, { ids, tenant }) => ids.encodeCursor(tenant.id, oldestSeq),
  },
};

/** The entity a notice names; null when it names none. */
function named<T>(
  { vendor, subject }: StoredEvent,
  by: 'flexEventId' | 'portfolioId' | 'eventSchemeId' | 'homeId',
  load: (key: { readonly vendor: StoredEvent['vendor']; readonly id: string }) => Promise<T | null>,
): Promise<T | null> | null {
  const id = subject[by];
  return id === undefined ? null : load({ vendor, id });
}
