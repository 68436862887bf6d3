/** The names under which cached answers are dropped, and which of them an event makes stale. */

import type { VendorEvent } from '../../domain/events.ts';

export const tags = {
  assets: 'assets',
  asset: (id: string) => `asset:${id}`,
  portfolios: 'portfolios',
  /** Assets of all portfolios: an asset that is assigned to one leaves another. */
  portfolioAssets: 'portfolioAssets',
  eventSchemes: 'eventSchemes',
  schemeAssets: (id: string) => `schemeAssets:${id}`,
  flexEvents: 'flexEvents',
  flexEvent: (id: string) => `flexEvent:${id}`,
  eventAssets: (id: string) => `eventAssets:${id}`,
  eventPortfolios: (id: string) => `eventPortfolios:${id}`,
  eventBaselines: (id: string) => `eventBaselines:${id}`,
  /** Of the event and of its assets. */
  eventStats: (id: string) => `eventStats:${id}`,
  /** Consumption, and the baselines that equiwatt works out from it. */
  energy: (assetId: string) => `energy:${assetId}`,
  /** All that hangs on the tariffs of an asset, its schedules and plans too. */
  tariffs: (assetId: string) => `tariffs:${assetId}`,
  tariffSchedule: (assetId: string, type: string) => `tariffSchedule:${type}:${assetId}`,
  webhooks: 'webhooks',
} as const;

/** Exactly what the event has made untrue. */
export function staleTags(event: VendorEvent): readonly string[] {
  const { flexEventId, eventSchemeId, assets = [] } = event.subject;
  const ofEvent = (...names: readonly ((id: string) => string)[]) =>
    flexEventId === undefined ? [] : names.map((name) => name(flexEventId));
  switch (event.type) {
    case 'EVENT_SCHEDULED':
    case 'EVENT_STARTED':
    case 'EVENT_ENDED':
    case 'EVENT_CANCELLED':
      return [tags.flexEvents, ...ofEvent(tags.flexEvent)];
    case 'EVENT_BASELINES_READY':
      return ofEvent(tags.eventBaselines);
    case 'EVENT_STATS_CALCULATION_STARTED':
    case 'EVENT_STATS_READY':
      return ofEvent(tags.eventStats);
    case 'EVENT_PORTFOLIO_ASSIGNED':
      return ofEvent(tags.eventPortfolios, tags.eventAssets, tags.eventBaselines);
    case 'PORTFOLIO_ASSETS_ASSIGNED':
      return [tags.portfolioAssets];
    case 'ASSET_MPAN_VALIDATED':
      return [tags.assets, ...assets.map(({ id }) => tags.asset(id))];
    case 'EVENT_SCHEME_ASSETS_UPDATED':
      return eventSchemeId === undefined ? [] : [tags.schemeAssets(eventSchemeId)];
    case 'PRICE_SIGNAL':
      return [];
  }
}
