/**
 * Our words for what the vendors hold. Pure data: no I/O, no vendor names in behaviour.
 * Times are ISO 8601 strings in UTC unless a field says otherwise. `null` = the vendor does not say.
 */

import type { Ref } from './ref.ts';

interface Entity {
  /** The ref that identifies the entity; first of `refs`. */
  readonly ref: Ref;
  /** All refs under which the entity is known. */
  readonly refs: readonly Ref[];
}

export interface Asset extends Entity {
  readonly name: string | null;
  /** The vendor's word, e.g. SMARTMETER. */
  readonly type: string | null;
  readonly archived: boolean | null;
  readonly installedAt: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

export interface Portfolio extends Entity {
  readonly name: string | null;
  readonly description: string | null;
  readonly status: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

/** The vendor's unknown words become UNKNOWN; they never fail a read. */
export type FlexEventStatus = 'SCHEDULED' | 'STARTED' | 'ENDED' | 'CANCELLED' | 'UNKNOWN';

export interface FlexEvent extends Entity {
  readonly name: string | null;
  readonly type: string | null;
  readonly status: FlexEventStatus;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly optInRequired: boolean | null;
  /** `amount` in the vendor's incentive unit, named by `type`. */
  readonly incentive: { readonly amount: number; readonly type: string | null } | null;
  readonly eligibility: readonly { readonly name: string; readonly value: string }[];
  /** Vendor id of the event's scheme, where the vendor says it. */
  readonly eventSchemeId: string | null;
}

export interface FlexEventStats {
  readonly state: string | null;
  /** kWh. */
  readonly energySaved: number | null;
  readonly participatedAssetCount: number | null;
  readonly incentive: number | null;
  readonly earnings: number | null;
  readonly optInCount: number | null;
  readonly optOutCount: number | null;
  readonly processedAssetCount: number | null;
  readonly pendingAssetCount: number | null;
  readonly expiredAssetCount: number | null;
  readonly highUsageCount: number | null;
}

export type AssetState = 'OPT_IN' | 'OPT_OUT' | 'DUPLICATED' | 'REJECTED' | 'READY' | 'UNKNOWN';

/** An asset's membership in an event or a scheme. */
export interface AssetMembership {
  /** Vendor id (uuid) of the asset. */
  readonly assetId: string;
  readonly state: AssetState;
}

export interface Baseline {
  /** kWh. */
  readonly value: number;
  readonly method: string | null;
  readonly type: string | null;
}

export interface AssetEventStats {
  readonly state: string | null;
  /** kWh each. */
  readonly energyForecasted: number | null;
  readonly energyConsumed: number | null;
  readonly energySaved: number | null;
  readonly energyExportForecasted: number | null;
  readonly energyExportDelivered: number | null;
  readonly energyForecastedStatic: number | null;
}

export interface EventScheme extends Entity {
  readonly name: string | null;
}

export interface Home extends Entity {
  readonly name: string | null;
  readonly zipcode: string | null;
  /** IANA time zone. */
  readonly timeZone: string | null;
  readonly city: string | null;
  readonly country: string | null;
  readonly streetAddress: string | null;
  readonly utilityId: string | null;
  readonly ratePlanId: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

export interface RatePlan {
  readonly id: string;
  readonly name: string | null;
  /** Human-readable tariff id; never what a home refers to. */
  readonly rateId: string | null;
  readonly supportedType: string | null;
}

export interface Utility {
  readonly id: string;
  readonly name: string | null;
  readonly ratePlans: readonly RatePlan[];
}

/** Prices in $/kWh in intervals of `stepSeconds` from `from`; null = no price. */
export interface PriceSignal {
  readonly from: string;
  readonly to: string;
  readonly stepSeconds: number;
  readonly prices: readonly (number | null)[];
  /** Price of drawing from, and of feeding into, the grid, where the vendor tells them apart. */
  readonly imports: readonly (number | null)[] | null;
  readonly exports: readonly (number | null)[] | null;
}

export interface Quantity {
  readonly ref: Ref;
  readonly id: string;
  readonly name: string | null;
  /** Unit symbol as the vendor writes it (kWh, MWh, m3). */
  readonly unit: string | null;
}

export interface Property {
  readonly name: string;
  readonly value: string | null;
  readonly unit: string | null;
}

export interface Meter extends Entity {
  readonly name: string | null;
  readonly quantityId: string | null;
  /** What is measured, in words, where the vendor gives no quantity of its own (electricity, water …). */
  readonly quantityName: string | null;
  readonly unit: string | null;
  readonly cumulative: boolean | null;
  /** Vendor ids. */
  readonly facilityId: string | null;
  readonly parentId: string | null;
  readonly subMeterIds: readonly string[];
  readonly properties: readonly Property[];
}

/** The newest reading a vendor holds for a meter; power in W, energy in Wh (cumulative), others in the meter's unit. */
export interface LastReading {
  readonly at: string;
  readonly value: number | null;
  readonly powerW: number | null;
  readonly cumulativeEnergyWh: number | null;
}

export interface Cost {
  /** Civil date at the meter, YYYY-MM-DD. */
  readonly date: string;
  readonly amount: number | null;
  /** Currency or unit word as the vendor writes it. */
  readonly currency: string | null;
}

export interface Facility extends Entity {
  readonly name: string | null;
  readonly streetAddress: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly country: string | null;
  /** IANA time zone. */
  readonly timeZone: string | null;
  /** The vendor's organisation that owns it, where it has such. */
  readonly organization: string | null;
  readonly properties: readonly Property[];
}

/** An energy-management action. The vendor's object is kept whole: an update must send all of it back. */
export interface FacilityAction {
  readonly id: string;
  readonly facilityId: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly status: string | null;
  readonly type: string | null;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly savings: number | null;
  /** Another one whenever any field of it has changed, at the vendor too. */
  readonly revision: string;
}

export interface GreenEnergyWindow {
  readonly startsAt: string;
  readonly endsAt: string;
  /** Share of renewable energy, 0-100 %. */
  readonly percentage: number;
}

export interface WebhookRegistration {
  readonly ref: { readonly id: string };
  readonly name: string | null;
  readonly url: string | null;
  readonly eventTypes: readonly string[];
  readonly createdAt: string | null;
}

/** Civil periods a household's figures come in, at the household's time zone. */
export const householdPeriods = [
  'YESTERDAY',
  'LAST_SEVEN_DAYS',
  'THIS_WEEK',
  'LAST_WEEK',
  'THIS_MONTH',
  'LAST_MONTH',
] as const;
export type HouseholdPeriod = (typeof householdPeriods)[number];

/** Wh for a period, with the period before; `trendPercent` null when there was nothing before. */
export interface HouseholdTotals {
  readonly totalWh: number | null;
  readonly previousWh: number | null;
  readonly trendPercent: number | null;
  readonly appliances: readonly {
    readonly appliance: string;
    readonly energyWh: number | null;
    readonly percentage: number | null;
  }[];
}

/** Wh of this household between the least and the most of similar ones. */
export interface HouseholdPerformance {
  readonly minimumWh: number | null;
  readonly maximumWh: number | null;
  readonly userWh: number | null;
}

/** Wh by hour of the day, 0-23. */
export interface HouseholdHabit {
  readonly hour: number;
  readonly energyWh: number | null;
}

/** Wh a month (YYYY-MM) by tariff band. */
export interface HouseholdTrendMonth {
  readonly month: string;
  readonly bands: readonly { readonly band: string; readonly energyWh: number | null }[];
  readonly totalWh: number | null;
}

export interface ApplianceShare {
  readonly appliance: string;
  readonly energyWh: number | null;
  readonly percentage: number | null;
}

export interface HouseholdCompoundMonth {
  readonly month: string;
  readonly appliances: readonly ApplianceShare[];
}

/** Wh over the last 30 days, with the days (YYYY-MM-DD). */
export interface HouseholdSavings {
  readonly from: string | null;
  readonly to: string | null;
  readonly totalWh: number | null;
  readonly days: readonly { readonly date: string; readonly energyWh: number | null }[];
}

export interface PowerReading {
  readonly at: string;
  readonly powerW: number | null;
}
