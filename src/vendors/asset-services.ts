/** The port's writes around assets: what a vendor of flexibility lets its customers change. */

import type { NewAsset, Tariff, TariffPlan, TariffRate, TariffScheduleType } from '../domain/asset-services.ts';
import type { Slice, Window } from '../domain/batch.ts';
import type { EnergyDirection, EnergyPoint } from '../domain/energy-point.ts';
import type { Asset, Portfolio } from '../domain/entities.ts';
import type { Call } from '../upstream/call.ts';

export interface AssetAdmin {
  /** Most assets of one call. */
  readonly mostAssets: number;
  /**
   * Makes all of them or none, in one call. Gives those that the vendor then tells of, in the order given; `exists`:
   * it has one of these `assetId`s already, and made none.
   */
  create(assets: readonly NewAsset[], call: Call): Promise<readonly Asset[] | 'exists'>;
  /** Takes an asset out of use; it stays in the list. false = unknown. */
  archive(assetId: string, call: Call): Promise<boolean>;
  /** Makes known whose assets there will be. */
  createUser(userId: string, call: Call): Promise<'created' | 'exists'>;
}

/** Tariffs of an asset, by the vendor's id of it. */
export interface TariffSource {
  /** Where a person connects a tariff, for once perhaps: never kept. undefined = unknown asset. */
  connectUrl(assetId: string, direction: EnergyDirection, call: Call): Promise<string | undefined>;
  /** undefined = unknown asset; `url` = where the person goes on, null where the vendor tells none. */
  connect(assetId: string, consent: TariffConsent, call: Call): Promise<{ readonly url: string | null } | undefined>;
  /** false = none is connected. */
  disconnect(assetId: string, direction: EnergyDirection, call: Call): Promise<boolean>;
  tariffs(assetId: string, direction: EnergyDirection, window: Window, call: Call): Promise<Slice<Tariff>>;
  plans(assetId: string, call: Call): Promise<readonly TariffPlan[]>;
  schedule(assetId: string, type: TariffScheduleType, window: Window, call: Call): Promise<Slice<TariffRate>>;
  /** false = unknown asset. */
  createSchedule(assetId: string, type: TariffScheduleType, call: Call): Promise<boolean>;
  /** Makes the vendor work it out anew. false = there is none. */
  refreshSchedule(assetId: string, type: TariffScheduleType, call: Call): Promise<boolean>;
}

export interface TariffConsent {
  readonly direction: EnergyDirection;
  /** Where the vendor sends the person afterwards. */
  readonly callbackUrl: string;
  /** Comes back to that address as it was given. */
  readonly state: string;
}

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
