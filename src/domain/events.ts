/** Events as the log keeps them: what a vendor's webhook said, in our words. */

import type { AssetState } from './entities.ts';
import type { VendorName } from './vendor-name.ts';

export const eventTypes = [
  'PORTFOLIO_ASSETS_ASSIGNED',
  'EVENT_PORTFOLIO_ASSIGNED',
  'EVENT_SCHEDULED',
  'EVENT_STARTED',
  'EVENT_ENDED',
  'EVENT_CANCELLED',
  'EVENT_BASELINES_READY',
  'EVENT_STATS_CALCULATION_STARTED',
  'EVENT_STATS_READY',
  'ASSET_MPAN_VALIDATED',
  'EVENT_SCHEME_ASSETS_UPDATED',
  'PRICE_SIGNAL',
] as const;
export type EventType = (typeof eventTypes)[number];

/** The vendor ids an event speaks of; the rest is read afresh from the vendor. */
export interface EventSubject {
  readonly flexEventId?: string;
  readonly portfolioId?: string;
  readonly eventSchemeId?: string;
  readonly homeId?: string;
  readonly assets?: readonly { readonly id: string; readonly state?: AssetState }[];
}

/** One thing that happened, as parsed from a delivery. */
export interface VendorEvent {
  readonly type: EventType;
  /** When it happened at the vendor, ISO 8601 UTC; null when the delivery does not say. */
  readonly occurredAt: string | null;
  /**
   * The same for every delivery of the same thing; at most 128 characters. Best begun with its time: the log's index of
   * them takes what lies together much more cheaply.
   */
  readonly identity: string;
  readonly subject: EventSubject;
}

/** An event in a tenant's log. `seq` grows by each stored event of the tenant and is never reused. */
export interface StoredEvent {
  readonly tenantId: string;
  readonly seq: number;
  readonly vendor: VendorName;
  readonly type: EventType;
  readonly occurredAt: string | null;
  /** When it was committed to the log, ISO 8601 UTC. */
  readonly receivedAt: string;
  readonly subject: EventSubject;
}
