/** What a vendor of flexibility does for assets beyond knowing them: making them, and telling of their tariffs. Pure data. */

import type { EnergyDirection } from './energy-point.ts';

/** An asset to be made. Times are ISO 8601 in UTC; what is absent is not said. */
export interface NewAsset {
  /** The tenant's own id of whose it is. */
  readonly userId: string;
  /** The tenant's own id of it. */
  readonly assetId: string;
  readonly name: string;
  /** The vendor's word. */
  readonly type: 'SMARTMETER';
  readonly location: AssetLocation;
  /** The vendor's id of the scheme that it is to be a member of. */
  readonly eventSchemeId?: string;
  /** When its owner agreed to take part in the scheme. */
  readonly schemeOptedInAt?: string;
  readonly installedAt?: string;
  /** Number of the supply point that it feeds into the grid by. */
  readonly exportMpan?: string;
  readonly halfHourlySettled: boolean;
  /** Balancing mechanism unit. */
  readonly bmuId?: string;
}

export interface AssetLocation {
  readonly postcode: string;
  readonly buildingNoOrName: string;
  readonly address: string;
  /** Degrees, WGS 84. */
  readonly latitude?: number;
  readonly longitude?: number;
}

/** Whose schedule: of what is drawn, of what is fed in, or of the supply as a whole. */
export type TariffScheduleType = EnergyDirection | 'SUPPLY';

/** A field of a vendor's object that we have no word for; `name` is its dotted path there. */
export interface VendorDetail {
  readonly name: string;
  readonly value: string;
}

/** A tariff that an asset is connected to. Everything may be null, for no vendor documents one. */
export interface Tariff {
  readonly id: string | null;
  readonly name: string | null;
  readonly supplier: string | null;
  readonly status: string | null;
  /** ISO 8601. */
  readonly from: string | null;
  readonly to: string | null;
  /** All that the vendor says of it. */
  readonly details: readonly VendorDetail[];
}

export interface TariffPlan {
  readonly id: string | null;
  readonly name: string | null;
  readonly supplier: string | null;
  readonly details: readonly VendorDetail[];
}

/** One stretch of a tariff's schedule. */
export interface TariffRate {
  /** ISO 8601. */
  readonly from: string | null;
  readonly to: string | null;
  /** In the vendor's `unit`, a kWh. */
  readonly price: number | null;
  readonly unit: string | null;
  readonly details: readonly VendorDetail[];
}
