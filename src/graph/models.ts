/** What resolvers hand to each other where the domain has no word for it; `codegen.ts` maps SDL types to these. */

import type { Tariff, TariffRate } from '../domain/asset-services.ts';
import type { EmissionFactor } from '../domain/emission-factor.ts';
import type * as entity from '../domain/entities.ts';
import type { StoredEvent } from '../domain/events.ts';
import type { Ref } from '../domain/ref.ts';
import type { PointState, Series } from '../domain/series/series.ts';
import type { MeterAppliance } from '../domain/site-administration.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import type { AppError } from '../errors.ts';
import type { Gap } from '../events/feed.ts';
import type { Job } from '../jobs/job.ts';
import type { HomeMembers } from '../loaders/home-links.ts';
import type { VendorKey } from '../loaders/vendor-loader.ts';
import type { Page, PageEdge } from './paging/page.ts';

/** An asset in an event or a scheme. */
export interface Membership extends entity.AssetMembership {
  /** The event or scheme. */
  readonly of: VendorKey;
}

/** `id` is null where the vendor names the quantity in words only. */
export interface MeasuredQuantity extends Omit<entity.Quantity, 'id'> {
  readonly id: string | null;
}

/** An asset that an event names, with its new state where the vendor says it. */
export interface NoticeAsset {
  readonly ref: VendorKey;
  readonly state: entity.AssetState | null;
}

export interface SeriesModel extends Series {
  /** Members whose readings could not be had; absent = none. */
  readonly failures?: readonly SeriesFailure[];
}

export interface SeriesFailure {
  readonly ref: Ref;
  readonly error: AppError;
}

export interface CostModel {
  readonly costs: Series;
  readonly priceVendor: VendorName;
  readonly consumption: SeriesModel;
}

export interface EmissionsModel {
  readonly emissions: Series;
  readonly factor: EmissionFactor;
  readonly vendor: VendorName;
  readonly consumption: SeriesModel;
}

export interface PerformanceModel {
  readonly baseline: SeriesModel;
  readonly method: string | null;
  readonly measured: SeriesModel;
}

export interface PointModel {
  readonly at: number;
  /** NaN = no reading. */
  readonly value: number;
  readonly state: PointState;
}

export interface ApplianceModel {
  readonly appliance: string;
  readonly values: Float64Array;
  readonly total: number;
}

/** An entry of the log, or the gap before its oldest. */
export type LogItem = StoredEvent | Gap;

export type EventPage = Page<LogItem>;
export type LogEdge = PageEdge<LogItem>;
export type AnyPage = Page<unknown>;

export type AssetPage = Page<entity.Asset>;
export type AssetEdge = PageEdge<entity.Asset>;
export type PortfolioPage = Page<entity.Portfolio>;
export type PortfolioEdge = PageEdge<entity.Portfolio>;
export type FlexEventPage = Page<entity.FlexEvent>;
export type FlexEventEdge = PageEdge<entity.FlexEvent>;
export type FlexEventAssetPage = Page<Membership>;
export type FlexEventAssetEdge = PageEdge<Membership>;
export type EventSchemePage = Page<entity.EventScheme>;
export type EventSchemeEdge = PageEdge<entity.EventScheme>;
export type EventSchemeAssetPage = Page<Membership>;
export type EventSchemeAssetEdge = PageEdge<Membership>;
export type HomePage = Page<HomeMembers>;
export type HomeEdge = PageEdge<HomeMembers>;
export type MeterPage = Page<entity.Meter>;
export type MeterEdge = PageEdge<entity.Meter>;
export type MeterAppliancePage = Page<MeterAppliance>;
export type MeterApplianceEdge = PageEdge<MeterAppliance>;
export type FacilityPage = Page<entity.Facility>;
export type FacilityEdge = PageEdge<entity.Facility>;
export type FacilityActionPage = Page<entity.FacilityAction>;
export type FacilityActionEdge = PageEdge<entity.FacilityAction>;
export type TariffPage = Page<Tariff>;
export type TariffEdge = PageEdge<Tariff>;
export type TariffRatePage = Page<TariffRate>;
export type TariffRateEdge = PageEdge<TariffRate>;

export type JobEdge = { readonly cursor: string; readonly item: Job };
/** Jobs are our own rows: none of a page can fail alone. */
export interface JobPage extends Page<Job> {
  readonly edges: readonly JobEdge[];
}
