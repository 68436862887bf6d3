/** The port's writes around assets: what a vendor of flexibility lets its customers change. */

import type { EnergyPoint } from '../domain/energy-point.ts';
import type { Portfolio } from '../domain/entities.ts';
import type { Call } from '../upstream/call.ts';

export interface ConsumptionUpload {
  /** Most points of one call. */
  readonly mostPoints: number;
  /** Stores all of the points, or throws. A point sent again takes the place of the one before. */
  send(points: readonly EnergyPoint[], call: Call): Promise<void>;
}

/** Consent to take part: in one event, or in all events of a scheme. */
export interface Participation {
  /** Most assets of one call. */
  readonly mostAssets: number;
  /** All changes are made, or it throws. */
  setInEvent(eventId: string, changes: readonly ParticipationChange[], call: Call): Promise<void>;
  setInScheme(schemeId: string, changes: readonly ParticipationChange[], call: Call): Promise<void>;
}

export interface ParticipationChange {
  /** The vendor's id of the asset. */
  readonly assetId: string;
  readonly state: 'OPT_IN' | 'OPT_OUT';
}

export interface PortfolioAdmin {
  /** Most assets of one call. */
  readonly mostAssets: number;
  create(portfolio: { readonly name: string; readonly description?: string }, call: Call): Promise<Portfolio>;
  /** Puts the assets into the portfolio; each leaves the one it was in. */
  assign(portfolioId: string, assetIds: readonly string[], call: Call): Promise<void>;
}
