import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Tenant as TenantModel } from '../../loaders/tenant.ts';
import type { VendorState, BudgetStatus } from '../../loaders/vendor-states.ts';
import type { Ref } from '../../domain/ref.ts';
import type { KnownWebhook } from '../../events/webhooks/desk.ts';
import type { DeliveryTally } from '../../events/webhooks/delivery-counts.ts';
import type { DeadLetter as DeadLetterModel } from '../../events/dead-letters.ts';
import type { Asset as AssetModel, Portfolio as PortfolioModel, FlexEvent as FlexEventModel, EventScheme as EventSchemeModel, Meter as MeterModel, Facility as FacilityModel, FacilityAction as FacilityActionModel, PriceSignal as PriceSignalModel } from '../../domain/entities.ts';
import type { HomeMembers } from '../../loaders/home-links.ts';
import type { HomeEquipment as HomeEquipmentModel } from '../../domain/home-services.ts';
import type { HouseholdProfile, House as HouseModel, HouseholdAppliance as HouseholdApplianceModel } from '../../domain/household-profile.ts';
import type { VendorKey } from '../../loaders/vendor-loader.ts';
import type { SiteUser as SiteUserModel, MeterAppliance as MeterApplianceModel } from '../../domain/site-administration.ts';
import type { Alarm as AlarmModel } from '../../domain/facility-services.ts';
import type { MeasuredQuantity, JobPage, JobEdge as JobEdgeModel, SeriesModel, PointModel, CostModel, EmissionsModel, PerformanceModel, ApplianceModel, AnyPage, AssetPage, AssetEdge as AssetEdgeModel, PortfolioPage, PortfolioEdge as PortfolioEdgeModel, FlexEventPage, FlexEventEdge as FlexEventEdgeModel, FlexEventAssetPage, FlexEventAssetEdge as FlexEventAssetEdgeModel, EventSchemePage, EventSchemeEdge as EventSchemeEdgeModel, EventSchemeAssetPage, EventSchemeAssetEdge as EventSchemeAssetEdgeModel, HomePage, HomeEdge as HomeEdgeModel, MeterPage, MeterEdge as MeterEdgeModel, MeterAppliancePage, MeterApplianceEdge as MeterApplianceEdgeModel, FacilityPage, FacilityEdge as FacilityEdgeModel, FacilityActionPage, FacilityActionEdge as FacilityActionEdgeModel, TariffPage, TariffEdge as TariffEdgeModel, TariffRatePage, TariffRateEdge as TariffRateEdgeModel, EventPage, LogEdge, LogItem, NoticeAsset } from '../models.ts';
import type { Job as JobModel } from '../../jobs/job.ts';
import type { RegisterBreak as RegisterBreakModel } from '../../domain/series/cumulative.ts';
import type { StoredEvent } from '../../domain/events.ts';
import type { Gap } from '../../events/feed.ts';
import type { GraphContext } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A civil date without a time, `YYYY-MM-DD`. */
  Date: { input: string; output: string; }
  /** A point in time, ISO 8601 with an offset or `Z` (`2013-01-01T00:00:00Z`). Always given out in UTC. */
  DateTime: { input: string; output: string | number; }
  /** Any JSON value, as a vendor takes or gives it without having said what is in it; at most 64 levels deep. */
  JSON: { input: unknown; output: unknown; }
  /** An IANA time zone, for example `Europe/Rome`. */
  TimeZone: { input: string; output: string; }
  /** A civil month, `YYYY-MM`. */
  YearMonth: { input: string; output: string; }
};

/** Kinds of air conditioning. */
export type AcType =
  /** One for the whole house. */
  | 'CENTRAL'
  /** Another kind. */
  | 'OTHER'
  /** With its parts inside and outside. */
  | 'SPLIT'
  /** In a window. */
  | 'WINDOW';

/** A home and its solar power. */
export type AddSolarInput = {
  /** The home, by id or by any member. */
  readonly home: EntityBy;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True when what it feeds in is not set off against what is drawn. */
  readonly isNonNetMetered: Scalars['Boolean']['input'];
  /** Peak power, kW, above 0. */
  readonly solarSystemSizeKw: Scalars['Float']['input'];
};

/** What came of `addSolar`. */
export type AddSolarPayload = {
  readonly __typename?: 'AddSolarPayload';
  /** The home; null when it was refused. */
  readonly home?: Maybe<Home>;
  /** What was wrong with the input; empty when all went well. Bound: some a mutation. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A postal address. Each part is null where the vendor does not say. */
export type Address = {
  readonly __typename?: 'Address';
  /** City. */
  readonly city?: Maybe<Scalars['String']['output']>;
  /** Country, as the vendor writes it. */
  readonly country?: Maybe<Scalars['String']['output']>;
  /** Postal or zip code. */
  readonly postalCode?: Maybe<Scalars['String']['output']>;
  /** Street and number. */
  readonly street?: Maybe<Scalars['String']['output']>;
};

/** An alarm of a facility. */
export type Alarm = {
  readonly __typename?: 'Alarm';
  /** When it went off. */
  readonly at?: Maybe<Scalars['DateTime']['output']>;
  /** Its facility, where it has one. */
  readonly facility?: Maybe<Facility>;
  /** The vendor's id. */
  readonly id: Scalars['String']['output'];
  /** Where its picture is. */
  readonly image: ImageAddress;
  /** What it says. */
  readonly message?: Maybe<Scalars['String']['output']>;
  /** Its meter, where it has one. */
  readonly meter?: Maybe<Meter>;
  /** The vendor's word for its kind. */
  readonly type?: Maybe<Scalars['String']['output']>;
};

/** Kinds of appliance a household may have. */
export type ApplianceKind =
  /** Air conditioner. */
  | 'AIR_CONDITIONER'
  /** Electric boiler. */
  | 'BOILER'
  /** Charging station of a vehicle. */
  | 'CHARGING_STATION'
  /** Dishwasher. */
  | 'DISHWASHER'
  /** Electric heater. */
  | 'ELECTRIC_HEATER'
  /** Electric vehicle. */
  | 'ELECTRIC_VEHICLE'
  /** Fridge. */
  | 'FRIDGE'
  /** Heat pump. */
  | 'HEAT_PUMP'
  /** Induction cooktop. */
  | 'INDUCTION_COOKTOP'
  /** Microwave oven. */
  | 'MICROWAVE'
  /** Oven. */
  | 'OVEN'
  /** Battery of a solar system. */
  | 'SOLAR_BATTERY'
  /** Solar panel. */
  | 'SOLAR_PANEL'
  /** Television set. */
  | 'TELEVISION'
  /** Washing machine. */
  | 'WASHING_MACHINE';

/** One appliance's part of a series. */
export type ApplianceSeries = {
  readonly __typename?: 'ApplianceSeries';
  /** The vendor's word for the appliance, for example `fridge`. */
  readonly appliance: Scalars['String']['output'];
  /** Sum of the values; null when there is none. */
  readonly total?: Maybe<Scalars['Float']['output']>;
  /** Consumption of each interval, parallel to the `timestamps` of the series; null = no reading. Bound: 100 000. */
  readonly values: ReadonlyArray<Maybe<Scalars['Float']['output']>>;
};

/** One appliance's part of the consumption. */
export type ApplianceShare = {
  readonly __typename?: 'ApplianceShare';
  /** The vendor's word for the appliance, for example `fridge`. */
  readonly appliance: Scalars['String']['output'];
  /** Energy, Wh. */
  readonly energyWh?: Maybe<Scalars['Float']['output']>;
  /** Part of the whole, 0 to 100 %. */
  readonly percentage?: Maybe<Scalars['Float']['output']>;
};

/** An asset to be taken out of use. */
export type ArchiveAssetInput = {
  /** The asset. */
  readonly asset: EntityBy;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What came of `archiveAsset`. */
export type ArchiveAssetPayload = {
  readonly __typename?: 'ArchiveAssetPayload';
  /** The asset, archived; null when it was refused. */
  readonly asset?: Maybe<Asset>;
  /** What was wrong with the input; empty when all went well. Bound: one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Something that takes part in flexibility: a smart meter, say. */
export type Asset = Node & {
  readonly __typename?: 'Asset';
  /** Whether it was taken out of use. */
  readonly archived?: Maybe<Scalars['Boolean']['output']>;
  /** What the vendor expected it to use in a flexibility event, without the event; null before the vendor has it. In the intervals that the baseline carries, often the event as one. */
  readonly baseline?: Maybe<ConsumptionSeries>;
  /** What the vendor expects it to use as a rule, by the half hour, whether or not there is an event; of the future too, as far as the vendor has it. */
  readonly baselineSeries?: Maybe<ConsumptionSeries>;
  /** Energy it consumed. */
  readonly consumption?: Maybe<ConsumptionSeries>;
  /** When the vendor created it. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The home it belongs to; null when it is linked to none. */
  readonly home?: Maybe<Home>;
  /** Opaque global id, valid for this tenant only. */
  readonly id: Scalars['ID']['output'];
  /** When it was installed. */
  readonly installedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Portfolios it belongs to. Costs one vendor call a portfolio of the tenant, once an operation. Bound: 200; with more portfolios than that the field fails. */
  readonly portfolios?: Maybe<ReadonlyArray<Portfolio>>;
  /** The vendors' own ids of it, the naming one first. Bound: a handful, one or two a vendor. */
  readonly refs: ReadonlyArray<VendorRef>;
  /** Event schemes it is a member of, with its state. Costs one vendor call a scheme, once an operation. Bound: 200; with more schemes than that the field fails. */
  readonly schemes?: Maybe<ReadonlyArray<AssetScheme>>;
  /** Where its owner connects a tariff, an https address; asked of the vendor each time, for it may be good for once only. */
  readonly tariffConnectUrl?: Maybe<Scalars['String']['output']>;
  /** Tariff plans that the vendor has for it. Bound: what the vendor gives in one answer, some dozens. */
  readonly tariffPlans?: Maybe<ReadonlyArray<TariffPlan>>;
  /** Its prices over time, once `createTariffSchedule` has had them worked out. */
  readonly tariffSchedule?: Maybe<TariffRateConnection>;
  /** Tariffs it is connected to. */
  readonly tariffs?: Maybe<TariffConnection>;
  /** The vendor's word for what it is, for example `SMARTMETER`. */
  readonly type?: Maybe<Scalars['String']['output']>;
  /** When the vendor last changed it. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};


/** Something that takes part in flexibility: a smart meter, say. */
export type AssetBaselineArgs = {
  flexEvent: EntityBy;
  method?: InputMaybe<Scalars['String']['input']>;
  unit?: InputMaybe<EnergyUnit>;
};


/** Something that takes part in flexibility: a smart meter, say. */
export type AssetBaselineSeriesArgs = {
  from: Scalars['DateTime']['input'];
  resolution?: InputMaybe<Resolution>;
  timeZone?: InputMaybe<Scalars['TimeZone']['input']>;
  to: Scalars['DateTime']['input'];
  unit?: InputMaybe<EnergyUnit>;
};


/** Something that takes part in flexibility: a smart meter, say. */
export type AssetConsumptionArgs = {
  from: Scalars['DateTime']['input'];
  resolution?: InputMaybe<Resolution>;
  timeZone?: InputMaybe<Scalars['TimeZone']['input']>;
  to: Scalars['DateTime']['input'];
  unit?: InputMaybe<EnergyUnit>;
};


/** Something that takes part in flexibility: a smart meter, say. */
export type AssetTariffConnectUrlArgs = {
  direction?: EnergyDirection;
};


/** Something that takes part in flexibility: a smart meter, say. */
export type AssetTariffScheduleArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  type?: TariffScheduleType;
};


/** Something that takes part in flexibility: a smart meter, say. */
export type AssetTariffsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  direction?: EnergyDirection;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of assets. */
export type AssetConnection = {
  readonly __typename?: 'AssetConnection';
  /** The same items, each with its cursor. Bound: as `nodes`. */
  readonly edges: ReadonlyArray<AssetEdge>;
  /** The items of the page, in the order of the list. Bound: the page size, and one for each item that could not be read: that one is null, with its error. */
  readonly nodes: ReadonlyArray<Maybe<Asset>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items in the whole list; null where a vendor does not give it for free. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One item of a page of assets. */
export type AssetEdge = {
  readonly __typename?: 'AssetEdge';
  /** The place of the item in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item; null, with an error, when its vendor failed. */
  readonly node?: Maybe<Asset>;
};

/** Result of a flexibility event for one asset. */
export type AssetEventStats = {
  readonly __typename?: 'AssetEventStats';
  /** Energy consumed, kWh. */
  readonly energyConsumed?: Maybe<Scalars['Float']['output']>;
  /** Export delivered, kWh. */
  readonly energyExportDelivered?: Maybe<Scalars['Float']['output']>;
  /** Export expected without the event, kWh. */
  readonly energyExportForecasted?: Maybe<Scalars['Float']['output']>;
  /** Energy expected without the event, kWh. */
  readonly energyForecasted?: Maybe<Scalars['Float']['output']>;
  /** Energy expected by the fixed forecast, kWh. */
  readonly energyForecastedStatic?: Maybe<Scalars['Float']['output']>;
  /** Energy saved, kWh. */
  readonly energySaved?: Maybe<Scalars['Float']['output']>;
  /** The vendor's word for how far the calculation is. */
  readonly state?: Maybe<Scalars['String']['output']>;
};

/** Where an asset is. Texts have 1 to 255 characters. */
export type AssetLocationInput = {
  /** The rest of the address. */
  readonly address: Scalars['String']['input'];
  /** Number or name of the building. */
  readonly buildingNoOrName: Scalars['String']['input'];
  /** Degrees north (WGS 84), -90 to 90; together with `longitude`. */
  readonly latitude?: InputMaybe<Scalars['Float']['input']>;
  /** Degrees east (WGS 84), -180 to 180; together with `latitude`. */
  readonly longitude?: InputMaybe<Scalars['Float']['input']>;
  /** Postcode. */
  readonly postcode: Scalars['String']['input'];
};

/** News of an asset. */
export type AssetNotice = Event & {
  readonly __typename?: 'AssetNotice';
  /** The asset. */
  readonly asset?: Maybe<Asset>;
  /** Its place in the log, to resume after it. */
  readonly cursor: Scalars['String']['output'];
  /** Opaque id of the event, the same whenever it is read. */
  readonly id: Scalars['ID']['output'];
  /** When it happened at the vendor; null where the vendor does not say. */
  readonly occurredAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the gateway stored it. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** What happened; null for a gap. */
  readonly type?: Maybe<EventType>;
  /** The vendor that told it; null for a gap. */
  readonly vendor?: Maybe<Vendor>;
};

/** An asset's membership of an event scheme. */
export type AssetScheme = {
  readonly __typename?: 'AssetScheme';
  /** The scheme. */
  readonly eventScheme: EventScheme;
  /** The asset's state in it. */
  readonly state: AssetState;
};

/** State of an asset in an event or a scheme. */
export type AssetState =
  /** May be registered with several providers. */
  | 'DUPLICATED'
  /** Takes part. */
  | 'OPT_IN'
  /** Does not take part. */
  | 'OPT_OUT'
  /** Validated and able to take part. */
  | 'READY'
  /** Refused by the regulator. */
  | 'REJECTED'
  /** A state the gateway does not know. */
  | 'UNKNOWN';

/** What an asset is. */
export type AssetType =
  /** A smart meter. */
  | 'SMARTMETER';

/** Assets for a portfolio. */
export type AssignPortfolioAssetsInput = {
  /** The assets, 1 to 1000, by global ids or the vendor's. */
  readonly assets: ReadonlyArray<EntityBy>;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The portfolio. */
  readonly portfolio: EntityBy;
};

/** What came of `assignPortfolioAssets`. */
export type AssignPortfolioAssetsPayload = {
  readonly __typename?: 'AssignPortfolioAssetsPayload';
  /** The portfolio; null when it was refused. */
  readonly portfolio?: Maybe<Portfolio>;
  /** What was wrong with the input; empty when all went well. Bound: one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A user and a report. */
export type AssociateReportInput = {
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The vendor's id of the report definition. */
  readonly reportDefinitionId: Scalars['String']['input'];
  /** The vendor's id of the user. */
  readonly userId: Scalars['String']['input'];
};

/** Energy in one tariff band. */
export type BandEnergy = {
  readonly __typename?: 'BandEnergy';
  /** The vendor's word for the band, for example `F1`. */
  readonly band: Scalars['String']['output'];
  /** Energy, Wh. */
  readonly energyWh?: Maybe<Scalars['Float']['output']>;
};

/** What an asset would have used without the event. */
export type Baseline = {
  readonly __typename?: 'Baseline';
  /** The vendor's word for how it was calculated. */
  readonly method?: Maybe<Scalars['String']['output']>;
  /** The vendor's word for the direction (import, export). */
  readonly type?: Maybe<Scalars['String']['output']>;
  /** Energy, kWh. */
  readonly value: Scalars['Float']['output'];
};

/** What a battery would save. */
export type BatteryEstimate = {
  readonly __typename?: 'BatteryEstimate';
  /** Cost without it, $. */
  readonly baselineCost?: Maybe<Scalars['Float']['output']>;
  /** Carbon saved, kg. */
  readonly carbonSavedKg?: Maybe<Scalars['Float']['output']>;
  /** Carbon saved, 0 to 100 %. */
  readonly carbonSavedPercent?: Maybe<Scalars['Float']['output']>;
  /** Cost with the battery, $. */
  readonly optimizedCost?: Maybe<Scalars['Float']['output']>;
  /** The difference, $. */
  readonly saved?: Maybe<Scalars['Float']['output']>;
  /** The difference, 0 to 100 %. */
  readonly savedPercent?: Maybe<Scalars['Float']['output']>;
};

/** A battery, and how it may be used. */
export type BatteryInput = {
  /** What it holds, kWh. */
  readonly capacityKwh: Scalars['Float']['input'];
  /** Part of the energy that charging keeps, 0 to 1. */
  readonly chargingEfficiency?: Scalars['Float']['input'];
  /** Most power it takes, kW. */
  readonly chargingPowerKw: Scalars['Float']['input'];
  /** Days to look at, 1 to 366. */
  readonly days: Scalars['Int']['input'];
  /** Part of the energy that discharging keeps, 0 to 1. */
  readonly dischargingEfficiency?: Scalars['Float']['input'];
  /** Most power it gives, kW. */
  readonly dischargingPowerKw: Scalars['Float']['input'];
  /** Hours a day in which it may give. */
  readonly dispatchHoursPerDay?: InputMaybe<Scalars['Float']['input']>;
  /** Most charge, 0 to 1. */
  readonly maxStateOfCharge?: Scalars['Float']['input'];
  /** Least charge, 0 to 1. */
  readonly minStateOfCharge?: Scalars['Float']['input'];
  /** Months of the year to look at, 1 to 12. */
  readonly months?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** Peak power of the solar system beside it, kW; absent = none. */
  readonly solarCapacityKw?: InputMaybe<Scalars['Float']['input']>;
  /** Charge at the start, 0 to 1. */
  readonly stateOfCharge?: Scalars['Float']['input'];
};

/** What energy of a span of days costs on the home's tariff. */
export type BillEstimate = {
  readonly __typename?: 'BillEstimate';
  /** Carbon, kg of CO2 equivalent; null where the vendor does not tell. */
  readonly co2eKg?: Maybe<Scalars['Float']['output']>;
  /** What services to the grid bring in, $; null where the vendor does not tell. */
  readonly gridServicesRevenue?: Maybe<Scalars['Float']['output']>;
  /** The bill, $. */
  readonly total: Scalars['Float']['output'];
};

/** State of a breaker. */
export type BreakerState =
  /** Calls pass. */
  | 'CLOSED'
  /** Single calls pass, to see whether the vendor is back. */
  | 'HALF_OPEN'
  /** Calls fail at once. */
  | 'OPEN';

/** What one limit of a vendor still allows. */
export type Budget = {
  readonly __typename?: 'Budget';
  /** Requests allowed in the window. */
  readonly limit: Scalars['Int']['output'];
  /** Requests left in the window now. */
  readonly remaining: Scalars['Int']['output'];
  /** When the whole limit is available again if nothing else is sent. */
  readonly resetsAt: Scalars['DateTime']['output'];
  /** The window of the limit: `1s`, `10s`, `24h`, with the kind of call before it where it holds for that kind only. */
  readonly window: Scalars['String']['output'];
};

/** Reads of the vendor cache. */
export type CacheCounts = {
  readonly __typename?: 'CacheCounts';
  /** Reads answered from the cache. */
  readonly hits: Scalars['Int']['output'];
  /** Reads that had to ask the vendor. */
  readonly misses: Scalars['Int']['output'];
  /** Reads answered with a value beyond its freshness. */
  readonly stale: Scalars['Int']['output'];
};

/** How much a home's price signal weighs carbon. */
export type CarbonSignalIntensity =
  /** Much. */
  | 'HIGH'
  /** Little. */
  | 'LOW'
  /** As usual. */
  | 'MEDIUM';

/** A job to be changed. */
export type ChangeJobInput = {
  /** Its global id. */
  readonly id: Scalars['ID']['input'];
  /** Taken as everywhere; cancelling or resuming twice does no harm anyway. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What became of a change to a job. */
export type ChangeJobPayload = {
  readonly __typename?: 'ChangeJobPayload';
  /** The job as it now stands; null when there are errors. */
  readonly job?: Maybe<Job>;
  /** What is wrong with the input. Bound: one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** An asset to be connected to a tariff. */
export type ConnectTariffInput = {
  /** The asset. */
  readonly asset: EntityBy;
  /** Where the vendor sends the owner afterwards, an https address. */
  readonly callbackUrl: Scalars['String']['input'];
  /** The tariff of what is drawn from the grid, or of what is fed into it. */
  readonly direction?: EnergyDirection;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Comes back to that address as it is, 1 to 1024 characters: something that nobody else can guess, and that tells which request it was. */
  readonly state: Scalars['String']['input'];
};

/** What came of `connectTariff`. */
export type ConnectTariffPayload = {
  readonly __typename?: 'ConnectTariffPayload';
  /** The asset; null when it was refused. */
  readonly asset?: Maybe<Asset>;
  /** Where the owner goes on, an https address; null where the vendor tells none. */
  readonly url?: Maybe<Scalars['String']['output']>;
  /** What was wrong with the input; empty when all went well. Bound: one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** One interval of a series. */
export type ConsumptionPoint = {
  readonly __typename?: 'ConsumptionPoint';
  /** Start of the interval. */
  readonly at: Scalars['DateTime']['output'];
  /** How much of the interval was measured. */
  readonly state: PointState;
  /** Consumption, in the unit of the series; null = no reading. */
  readonly value?: Maybe<Scalars['Float']['output']>;
};

/** Energy of an asset in one interval of its vendor (half an hour). */
export type ConsumptionPointInput = {
  /** The vendor's UUID of the asset. */
  readonly assetUuid: Scalars['String']['input'];
  /** Start of the interval; in the past. */
  readonly at: Scalars['DateTime']['input'];
  /** From the grid or to it. */
  readonly direction?: InputMaybe<EnergyDirection>;
  /** Energy, kWh; 0 or more. */
  readonly kwh: Scalars['Float']['input'];
};

/** Consumption in intervals of equal resolution, as columns and as points. */
export type ConsumptionSeries = {
  readonly __typename?: 'ConsumptionSeries';
  /** The same intervals by appliance; null where the vendor does not tell them apart. Bound: the vendor's kinds of appliance, some 16. */
  readonly appliances?: Maybe<ReadonlyArray<ApplianceSeries>>;
  /** When the vendor gave the oldest part of it; null when it gave nothing, or for figures that are not readings. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Places where a meter's register rolled over or was reset. Bound: one a reading at most, 100 000. */
  readonly breaks: ReadonlyArray<RegisterBreak>;
  /** Share of the range that was measured, over all members of the sum: 0 to 1. The rest is missing from `total`. */
  readonly coverage: Scalars['Float']['output'];
  /** Members of the sum whose readings could not be had; the values are without them. Bound: the members summed, at most 1000. */
  readonly failures: ReadonlyArray<SeriesFailure>;
  /** Start of the range asked for, inclusive. */
  readonly from: Scalars['DateTime']['output'];
  /** Number of intervals without a value. */
  readonly missing: Scalars['Int']['output'];
  /** The interval with the highest value; null when there is none. */
  readonly peak?: Maybe<ConsumptionPoint>;
  /** The same as points, each with its state. Bound: 100 000. */
  readonly points: ReadonlyArray<ConsumptionPoint>;
  /** Length of the intervals. */
  readonly resolution: Resolution;
  /** Whether part of it is served beyond its freshness because the vendor could not be asked. */
  readonly stale: Scalars['Boolean']['output'];
  /** Time zone whose days, weeks and months are meant. */
  readonly timeZone: Scalars['TimeZone']['output'];
  /** Start of each interval. Bound: 100 000. */
  readonly timestamps: ReadonlyArray<Scalars['DateTime']['output']>;
  /** End of the range asked for, exclusive. */
  readonly to: Scalars['DateTime']['output'];
  /** Sum of the values; null when there is none. */
  readonly total?: Maybe<Scalars['Float']['output']>;
  /** Unit of the values. */
  readonly unit: MeasurementUnit;
  /** Symbol of the unit (kWh, m3 …). */
  readonly unitSymbol: Scalars['String']['output'];
  /** Consumption of each interval, parallel to `timestamps`; null = no reading. Bound: 100 000. */
  readonly values: ReadonlyArray<Maybe<Scalars['Float']['output']>>;
  /** The vendor that measured. */
  readonly vendor: Vendor;
};

/** Cost of one day. */
export type Cost = {
  readonly __typename?: 'Cost';
  /** Amount, in `currency`; null = not known. */
  readonly amount?: Maybe<Scalars['Float']['output']>;
  /** Currency, or the vendor's word for it. */
  readonly currency?: Maybe<Scalars['String']['output']>;
  /** The day, at the meter. */
  readonly date: Scalars['Date']['output'];
};

/** What a home's energy cost: consumption times the price that held when it was drawn. As columns, like `ConsumptionSeries`. */
export type CostSeries = {
  readonly __typename?: 'CostSeries';
  /** The energy that was priced, in kWh in the same intervals. */
  readonly consumption: ConsumptionSeries;
  /** Share of the range that has both a reading and a price: 0 to 1. The rest is missing from `total`. */
  readonly coverage: Scalars['Float']['output'];
  /** Currency of the amounts, ISO 4217. */
  readonly currency: Scalars['String']['output'];
  /** Start of the range asked for, inclusive. */
  readonly from: Scalars['DateTime']['output'];
  /** How it was computed, in one sentence. */
  readonly method: Scalars['String']['output'];
  /** Number of intervals without a value. */
  readonly missing: Scalars['Int']['output'];
  /** The vendor that gave the price. */
  readonly priceVendor: Vendor;
  /** Length of the intervals. */
  readonly resolution: Resolution;
  /** Time zone whose days, weeks and months are meant. */
  readonly timeZone: Scalars['TimeZone']['output'];
  /** Start of each interval. Bound: 100 000. */
  readonly timestamps: ReadonlyArray<Scalars['DateTime']['output']>;
  /** End of the range asked for, exclusive. */
  readonly to: Scalars['DateTime']['output'];
  /** Sum of the values; null when there is none. */
  readonly total?: Maybe<Scalars['Float']['output']>;
  /** Cost of each interval, parallel to `timestamps`; null = no reading, or no price. Bound: 100 000. */
  readonly values: ReadonlyArray<Maybe<Scalars['Float']['output']>>;
};

/** An appliance to be set up. */
export type CreateApplianceInput = {
  /** Which parameters its channel gives, in the vendor's word (`one`). */
  readonly channelParamType: Scalars['String']['input'];
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The vendor's id of the meter it is behind. */
  readonly meterId: Scalars['String']['input'];
  /** Name. */
  readonly name: Scalars['String']['input'];
  /** How it reads, in the vendor's word (`avg`). */
  readonly reading: Scalars['String']['input'];
  /** Its reference at the vendor. */
  readonly reference: Scalars['String']['input'];
  /** Minutes between two samples; 1 or more. */
  readonly samplingMinutes: Scalars['Int']['input'];
};

/** Assets to be made. */
export type CreateAssetsInput = {
  /** The assets, 1 to 1000, each with an `assetId` of its own. */
  readonly assets: ReadonlyArray<NewAssetInput>;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What came of `createAssets`. */
export type CreateAssetsPayload = {
  readonly __typename?: 'CreateAssetsPayload';
  /** Those made, in the order of the input; without any that the vendor does not show yet. Bound: 1000. */
  readonly assets: ReadonlyArray<Asset>;
  /** How many were made: all, or none. */
  readonly created: Scalars['Int']['output'];
  /** What was wrong with the input; empty when all went well. Bound: one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A home and where its utility bills are. */
export type CreateHomeFromBillsInput = {
  /** Where the vendor fetches the bills, PDF, 1 to 24 https addresses. */
  readonly billUrls: ReadonlyArray<Scalars['String']['input']>;
  /** Kind of customer, in the vendor's word. */
  readonly customerClass?: Scalars['String']['input'];
  /** Has a charger for an electric vehicle. */
  readonly hasEvCharger?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True when what it feeds in is not set off against what is drawn; together with `solarSystemSizeKw`. */
  readonly isNonNetMetered?: InputMaybe<Scalars['Boolean']['input']>;
  /** Name, 1 to 255 characters. */
  readonly name: Scalars['String']['input'];
  /** Peak power of its solar system, kW, above 0; together with `isNonNetMetered`. */
  readonly solarSystemSizeKw?: InputMaybe<Scalars['Float']['input']>;
  /** US zip code. */
  readonly zipcode: Scalars['String']['input'];
};

/** What came of `createHomeFromBills`. */
export type CreateHomeFromBillsPayload = {
  readonly __typename?: 'CreateHomeFromBillsPayload';
  /** The home, empty until the vendor has read the bills; null when it was refused. */
  readonly home?: Maybe<Home>;
  /** The vendor's word for how far it is, for example `processing`. */
  readonly status?: Maybe<Scalars['String']['output']>;
  /** What was wrong with the input; empty when all went well. Bound: some a mutation. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A home to be made. */
export type CreateHomeInput = {
  /** Of which kind. */
  readonly acType?: InputMaybe<AcType>;
  /** How much its price signal weighs carbon. */
  readonly carbonSignalIntensity?: InputMaybe<CarbonSignalIntensity>;
  /** Id of the partner it came through. */
  readonly channelPartnerId?: InputMaybe<Scalars['String']['input']>;
  /** City. */
  readonly city?: InputMaybe<Scalars['String']['input']>;
  /** The tenant's own id of the client it belongs to. */
  readonly clientId?: InputMaybe<Scalars['String']['input']>;
  /** Country. */
  readonly country?: InputMaybe<Scalars['String']['input']>;
  /** Whether the vendor works for it. */
  readonly enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Has air conditioning. */
  readonly hasAC?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is heated by electricity. */
  readonly hasElectricHeater?: InputMaybe<Scalars['Boolean']['input']>;
  /** Heats its water by electricity. */
  readonly hasElectricWaterHeater?: InputMaybe<Scalars['Boolean']['input']>;
  /** Has a charger for an electric vehicle. */
  readonly hasEvCharger?: InputMaybe<Scalars['Boolean']['input']>;
  /** Has a water heater that can be steered. */
  readonly hasSmartWaterHeater?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True when what it feeds in is not set off against what is drawn; together with `solarSystemSizeKw`. */
  readonly isNonNetMetered?: InputMaybe<Scalars['Boolean']['input']>;
  /** Id of its meter. */
  readonly meterId?: InputMaybe<Scalars['String']['input']>;
  /** Where that id comes from, in the vendor's word. */
  readonly meterIdSource?: InputMaybe<Scalars['String']['input']>;
  /** Name, 1 to 255 characters. */
  readonly name: Scalars['String']['input'];
  /** Id of its rate plan. */
  readonly ratePlanId?: InputMaybe<Scalars['String']['input']>;
  /** More of its solar system (module and array type, efficiency, azimuth, tilt), an object in the vendor's own words. */
  readonly solarInfo?: InputMaybe<Scalars['JSON']['input']>;
  /** Peak power of its solar system, kW, above 0; together with `isNonNetMetered`. */
  readonly solarSystemSizeKw?: InputMaybe<Scalars['Float']['input']>;
  /** Street and number. */
  readonly streetAddress?: InputMaybe<Scalars['String']['input']>;
  /** The address in one line, where its parts are not known. */
  readonly unstructuredAddress?: InputMaybe<Scalars['String']['input']>;
  /** The tenant's own id of who lives there. */
  readonly userId?: InputMaybe<Scalars['String']['input']>;
  /** Id of its utility; `utilities` lists them. */
  readonly utilityId?: InputMaybe<Scalars['String']['input']>;
  /** US zip code. */
  readonly zipcode?: InputMaybe<Scalars['String']['input']>;
};

/** What came of `createHome`. */
export type CreateHomePayload = {
  readonly __typename?: 'CreateHomePayload';
  /** The home; null when it was refused. */
  readonly home?: Maybe<Home>;
  /** What was wrong with the input; empty when all went well. Bound: some a mutation. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A meter to be set up. */
export type CreateMeterInput = {
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Name. */
  readonly name: Scalars['String']['input'];
  /** Which parameters it gives, in the vendor's word (`all`). */
  readonly paramType: Scalars['String']['input'];
  /** How it reads, in the vendor's word (`cum`). */
  readonly reading: Scalars['String']['input'];
  /** The stream that its packets are pushed under. */
  readonly reference: Scalars['String']['input'];
  /** Minutes between two samples; 1 or more. */
  readonly samplingMinutes: Scalars['Int']['input'];
  /** The vendor's id of the site it is on. */
  readonly siteId: Scalars['String']['input'];
  /** What it measures, in the vendor's word (`electricity`). */
  readonly type: Scalars['String']['input'];
};

/** For whom an onboarding is, and with which thermostats. */
export type CreateOnboardingUrlInput = {
  /** Id of the partner the customer came through. */
  readonly channelPartnerId?: InputMaybe<Scalars['String']['input']>;
  /** Whether thermostats of other makers may be added. */
  readonly enableThirdPartyDevice?: Scalars['Boolean']['input'];
  /** The home whose onboarding goes on; left out, a new one is made. */
  readonly home?: InputMaybe<EntityBy>;
  /** Thermostats known already, at most 20. */
  readonly hvacs?: ReadonlyArray<HvacInput>;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Where the customer is sent afterwards, an https address. */
  readonly redirectUrl: Scalars['String']['input'];
  /** The customer's e-mail address. */
  readonly userEmail?: InputMaybe<Scalars['String']['input']>;
  /** The tenant's own id of the customer. */
  readonly userId?: InputMaybe<Scalars['String']['input']>;
};

/** What came of `createOnboardingUrl`. */
export type CreateOnboardingUrlPayload = {
  readonly __typename?: 'CreateOnboardingUrlPayload';
  /** The home that is set up; null when it was refused. */
  readonly home?: Maybe<Home>;
  /** Where to send the customer; null when it was refused. */
  readonly url?: Maybe<Scalars['String']['output']>;
  /** What was wrong with the input; empty when all went well. Bound: some a mutation. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** An organisation to be set up. */
export type CreateOrganizationInput = {
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Name. */
  readonly name: Scalars['String']['input'];
};

/** A portfolio to be made. */
export type CreatePortfolioInput = {
  /** What it is for. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Its name, 1 to 255 characters. */
  readonly name: Scalars['String']['input'];
};

/** What came of `createPortfolio`. */
export type CreatePortfolioPayload = {
  readonly __typename?: 'CreatePortfolioPayload';
  /** The portfolio; null when it was refused. */
  readonly portfolio?: Maybe<Portfolio>;
  /** What was wrong with the input; empty when all went well. Bound: one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** For whom a session token is. */
export type CreateSessionTokenInput = {
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, though the token may end sooner. The token is kept sealed under this key, so choose one that cannot be guessed. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The tenant's own id of the person. */
  readonly userId?: InputMaybe<Scalars['String']['input']>;
};

/** What came of `createSessionToken`. */
export type CreateSessionTokenPayload = {
  readonly __typename?: 'CreateSessionTokenPayload';
  /** The token; null when it was refused. */
  readonly sessionToken?: Maybe<Scalars['String']['output']>;
  /** What was wrong with the input; empty when all went well. Bound: some a mutation. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A site to be set up. */
export type CreateSiteInput = {
  /** Street address. */
  readonly address: Scalars['String']['input'];
  /** City. */
  readonly city: Scalars['String']['input'];
  /** Where to ask. */
  readonly contactEmail?: InputMaybe<Scalars['String']['input']>;
  /** Whom to ask. */
  readonly contactName?: InputMaybe<Scalars['String']['input']>;
  /** Country. */
  readonly country: Scalars['String']['input'];
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Name. */
  readonly name: Scalars['String']['input'];
  /** The vendor's id of the organisation it belongs to. */
  readonly organizationId: Scalars['String']['input'];
};

/** A tariff to be made. */
export type CreateSiteTariffInput = {
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** A JSON object. */
  readonly tariff: Scalars['JSON']['input'];
};

/** A user to be made. */
export type CreateSiteUserInput = {
  /** Email address, with which the user signs in. */
  readonly email: Scalars['String']['input'];
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** First name. */
  readonly name: Scalars['String']['input'];
  /** The vendor's word for the plan. */
  readonly plan?: InputMaybe<Scalars['String']['input']>;
  /** Family name. */
  readonly surname: Scalars['String']['input'];
};

/** A user to be made known. */
export type CreateUserInput = {
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The tenant's own id of the user, 1 to 255 characters. */
  readonly userId: Scalars['String']['input'];
};

/** What came of `createUser`. */
export type CreateUserPayload = {
  readonly __typename?: 'CreateUserPayload';
  /** What was wrong with the input; empty when all went well. Bound: one. */
  readonly userErrors: ReadonlyArray<UserError>;
  /** The id of the user; null when it was refused. */
  readonly userId?: Maybe<Scalars['String']['output']>;
};

/** Energy of one day. */
export type DayEnergy = {
  readonly __typename?: 'DayEnergy';
  /** The day. */
  readonly date: Scalars['Date']['output'];
  /** Energy, Wh. */
  readonly energyWh?: Maybe<Scalars['Float']['output']>;
};

/** A delivery that was signed rightly and could not be read. Kept, so that nothing a vendor said is lost. */
export type DeadLetter = {
  readonly __typename?: 'DeadLetter';
  /** Names it for `replayEvent`. */
  readonly id: Scalars['String']['output'];
  /** Why it could not be read. */
  readonly reason: Scalars['String']['output'];
  /** When it came. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** The vendor that sent it. */
  readonly vendor: Vendor;
};

/** What is to be deleted. */
export type DeleteRecordInput = {
  /** The vendor's id of it. */
  readonly id: Scalars['String']['input'];
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** An asset to be parted from its tariff. */
export type DisconnectTariffInput = {
  /** The asset. */
  readonly asset: EntityBy;
  /** The tariff of what is drawn from the grid, or of what is fed into it. */
  readonly direction?: EnergyDirection;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What came of `disconnectTariff`. */
export type DisconnectTariffPayload = {
  readonly __typename?: 'DisconnectTariffPayload';
  /** The asset; null when it was refused. */
  readonly asset?: Maybe<Asset>;
  /** What was wrong with the input; empty when all went well. Bound: one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What an electricity meter shows; what it does not measure is left out, and 0 is a figure. A single total goes into the first phase. */
export type ElectricityInput = {
  /** Active power of phase 1, W. */
  readonly aP_1?: InputMaybe<Scalars['Float']['input']>;
  /** Active power of phase 2, W. */
  readonly aP_2?: InputMaybe<Scalars['Float']['input']>;
  /** Active power of phase 3, W. */
  readonly aP_3?: InputMaybe<Scalars['Float']['input']>;
  /** Apparent power of phase 1, VA. */
  readonly apP_1?: InputMaybe<Scalars['Float']['input']>;
  /** Apparent power of phase 2, VA. */
  readonly apP_2?: InputMaybe<Scalars['Float']['input']>;
  /** Apparent power of phase 3, VA. */
  readonly apP_3?: InputMaybe<Scalars['Float']['input']>;
  /** Current of phase 1, A. */
  readonly c_1?: InputMaybe<Scalars['Float']['input']>;
  /** Current of phase 2, A. */
  readonly c_2?: InputMaybe<Scalars['Float']['input']>;
  /** Current of phase 3, A. */
  readonly c_3?: InputMaybe<Scalars['Float']['input']>;
  /** Energy of phase 1 since the meter was started, Wh; the vendor takes the differences. */
  readonly pC_1?: InputMaybe<Scalars['Float']['input']>;
  /** Energy of phase 2 since the meter was started, Wh. */
  readonly pC_2?: InputMaybe<Scalars['Float']['input']>;
  /** Energy of phase 3 since the meter was started, Wh. */
  readonly pC_3?: InputMaybe<Scalars['Float']['input']>;
  /** Reactive power of phase 1, VA reactive. */
  readonly rP_1?: InputMaybe<Scalars['Float']['input']>;
  /** Reactive power of phase 2, VA reactive. */
  readonly rP_2?: InputMaybe<Scalars['Float']['input']>;
  /** Reactive power of phase 3, VA reactive. */
  readonly rP_3?: InputMaybe<Scalars['Float']['input']>;
  /** Voltage of phase 1, V. */
  readonly v_1?: InputMaybe<Scalars['Float']['input']>;
  /** Voltage of phase 2, V. */
  readonly v_2?: InputMaybe<Scalars['Float']['input']>;
  /** Voltage of phase 3, V. */
  readonly v_3?: InputMaybe<Scalars['Float']['input']>;
  /** Voltage between phases 1 and 2, V. */
  readonly v_12?: InputMaybe<Scalars['Float']['input']>;
  /** Voltage between phases 1 and 3, V. */
  readonly v_13?: InputMaybe<Scalars['Float']['input']>;
  /** Voltage between phases 2 and 3, V. */
  readonly v_23?: InputMaybe<Scalars['Float']['input']>;
};

/** One condition for taking part in an event. */
export type EligibilityCriterion = {
  readonly __typename?: 'EligibilityCriterion';
  /** What is looked at. */
  readonly name: Scalars['String']['output'];
  /** What it must be. */
  readonly value: Scalars['String']['output'];
};

/** How much a unit of consumption emits. */
export type EmissionFactor = {
  readonly __typename?: 'EmissionFactor';
  /** Kilograms of CO2 a unit of consumption. */
  readonly kgPerUnit: Scalars['Float']['output'];
  /** Symbol of the unit of consumption (kWh, m3). */
  readonly per: Scalars['String']['output'];
  /** The facility's property it is taken from, as the vendor keeps it. */
  readonly property: Property;
  /** The vendor that keeps it. */
  readonly vendor: Vendor;
};

/** What a facility's consumption emitted: consumption times a factor. As columns, like `ConsumptionSeries`. */
export type EmissionSeries = {
  readonly __typename?: 'EmissionSeries';
  /** The consumption it is computed from, in the same intervals. */
  readonly consumption: ConsumptionSeries;
  /** Share of the range that was measured: 0 to 1. The rest is missing from `total`. */
  readonly coverage: Scalars['Float']['output'];
  /** The factor, and where it is from. */
  readonly factor: EmissionFactor;
  /** Start of the range asked for, inclusive. */
  readonly from: Scalars['DateTime']['output'];
  /** Number of intervals without a value. */
  readonly missing: Scalars['Int']['output'];
  /** Length of the intervals. */
  readonly resolution: Resolution;
  /** Time zone whose days, weeks and months are meant. */
  readonly timeZone: Scalars['TimeZone']['output'];
  /** Start of each interval. Bound: 100 000. */
  readonly timestamps: ReadonlyArray<Scalars['DateTime']['output']>;
  /** End of the range asked for, exclusive. */
  readonly to: Scalars['DateTime']['output'];
  /** Sum of the values; null when there is none. */
  readonly total?: Maybe<Scalars['Float']['output']>;
  /** Unit of the values: kg of CO2. */
  readonly unit: Scalars['String']['output'];
  /** Emissions of each interval, parallel to `timestamps`; null = no reading. Bound: 100 000. */
  readonly values: ReadonlyArray<Maybe<Scalars['Float']['output']>>;
};

/** Which way energy went. */
export type EnergyDirection =
  /** To the grid. */
  | 'EXPORT'
  /** From the grid. */
  | 'IMPORT';

/** Unit that energy values are asked for in. */
export type EnergyUnit =
  /** Kilowatt-hours. */
  | 'KWH'
  /** Megawatt-hours. */
  | 'MWH'
  /** Watt-hours. */
  | 'WH';

/** How to name one entity: exactly one of the two. */
export type EntityBy =
  /** By the global id that the graph gave. */
  { readonly id: Scalars['ID']['input']; readonly ref?: never; }
  |  /** By a vendor's own id. */
  { readonly id?: never; readonly ref: VendorRefInput; };

/** Something that happened, as a vendor told it. Its entities are read afresh. */
export type Event = {
  /** Its place in the log, to resume after it. */
  readonly cursor: Scalars['String']['output'];
  /** Opaque id of the event, the same whenever it is read. */
  readonly id: Scalars['ID']['output'];
  /** When it happened at the vendor; null where the vendor does not say. */
  readonly occurredAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the gateway stored it. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** What happened; null for a gap. */
  readonly type?: Maybe<EventType>;
  /** The vendor that told it; null for a gap. */
  readonly vendor?: Maybe<Vendor>;
};

/** A page of the event log. */
export type EventConnection = {
  readonly __typename?: 'EventConnection';
  /** The same events, each with its cursor. Bound: the page size, and one for a gap. */
  readonly edges: ReadonlyArray<EventEdge>;
  /** The events, oldest first. Bound: the page size, and one for a gap. */
  readonly nodes: ReadonlyArray<Event>;
  /** Where the page stands in the log. */
  readonly pageInfo: PageInfo;
};

/** One event of a page of the log. */
export type EventEdge = {
  readonly __typename?: 'EventEdge';
  /** Its place in the log, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The event. */
  readonly node: Event;
};

/** What an asset would have used during an event beside what it used, as series over the same intervals: those that the baseline carries, often the event as one. */
export type EventPerformance = {
  readonly __typename?: 'EventPerformance';
  /** What the vendor expected without the event. */
  readonly baseline: ConsumptionSeries;
  /** What was measured. */
  readonly measured: ConsumptionSeries;
  /** The vendor's word for how the baseline was calculated. */
  readonly method?: Maybe<Scalars['String']['output']>;
  /** Baseline less measured, of each interval; null where either is missing. Bound: as `baseline`, a few. */
  readonly saved: ReadonlyArray<Maybe<Scalars['Float']['output']>>;
  /** Sum of `saved`; null when there is none. */
  readonly totalSaved?: Maybe<Scalars['Float']['output']>;
};

/** A scheme of flexibility events that assets can take part in as a standing consent. */
export type EventScheme = Node & {
  readonly __typename?: 'EventScheme';
  /** Its member assets with their state. */
  readonly assets?: Maybe<EventSchemeAssetConnection>;
  /** Opaque global id, valid for this tenant only. */
  readonly id: Scalars['ID']['output'];
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The vendors' own ids of it, the naming one first. Bound: a handful, one or two a vendor. */
  readonly refs: ReadonlyArray<VendorRef>;
};


/** A scheme of flexibility events that assets can take part in as a standing consent. */
export type EventSchemeAssetsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  state?: InputMaybe<AssetState>;
};

/** A page of assets in an event scheme. */
export type EventSchemeAssetConnection = {
  readonly __typename?: 'EventSchemeAssetConnection';
  /** The same items, each with its cursor. Bound: as `nodes`. */
  readonly edges: ReadonlyArray<EventSchemeAssetEdge>;
  /** The items of the page, in the order of the list. Bound: the page size, and one for each item that could not be read: that one is null, with its error. */
  readonly nodes: ReadonlyArray<Maybe<Asset>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items in the whole list; null where a vendor does not give it for free. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One item of a page of assets in an event scheme. */
export type EventSchemeAssetEdge = {
  readonly __typename?: 'EventSchemeAssetEdge';
  /** The place of the item in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The asset; null when the vendor does not know it any more, or failed. */
  readonly node?: Maybe<Asset>;
  /** The asset's state in the scheme. */
  readonly state: AssetState;
};

/** A page of event schemes. */
export type EventSchemeConnection = {
  readonly __typename?: 'EventSchemeConnection';
  /** The same items, each with its cursor. Bound: as `nodes`. */
  readonly edges: ReadonlyArray<EventSchemeEdge>;
  /** The items of the page, in the order of the list. Bound: the page size, and one for each item that could not be read: that one is null, with its error. */
  readonly nodes: ReadonlyArray<Maybe<EventScheme>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items in the whole list; null where a vendor does not give it for free. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One item of a page of event schemes. */
export type EventSchemeEdge = {
  readonly __typename?: 'EventSchemeEdge';
  /** The place of the item in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item; null, with an error, when its vendor failed. */
  readonly node?: Maybe<EventScheme>;
};

/** Assets of an event scheme changed their state. */
export type EventSchemeNotice = Event & {
  readonly __typename?: 'EventSchemeNotice';
  /** The assets with their new state. Bound: what one delivery of 256 KiB names. */
  readonly assets: ReadonlyArray<EventSchemeNoticeAsset>;
  /** Its place in the log, to resume after it. */
  readonly cursor: Scalars['String']['output'];
  /** The scheme. */
  readonly eventScheme?: Maybe<EventScheme>;
  /** Opaque id of the event, the same whenever it is read. */
  readonly id: Scalars['ID']['output'];
  /** When it happened at the vendor; null where the vendor does not say. */
  readonly occurredAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the gateway stored it. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** What happened; null for a gap. */
  readonly type?: Maybe<EventType>;
  /** The vendor that told it; null for a gap. */
  readonly vendor?: Maybe<Vendor>;
};

/** An asset and its new state in a scheme. */
export type EventSchemeNoticeAsset = {
  readonly __typename?: 'EventSchemeNoticeAsset';
  /** The asset; null when the vendor does not know it any more. */
  readonly asset?: Maybe<Asset>;
  /** Its new state; null where the vendor does not say. */
  readonly state?: Maybe<AssetState>;
};

/** What happened. */
export type EventType =
  /** An asset's meter number was validated. */
  | 'ASSET_MPAN_VALIDATED'
  /** The baselines of a flexibility event can be read. */
  | 'EVENT_BASELINES_READY'
  /** A flexibility event was called off. */
  | 'EVENT_CANCELLED'
  /** A flexibility event ended. */
  | 'EVENT_ENDED'
  /** A portfolio was assigned to a flexibility event. */
  | 'EVENT_PORTFOLIO_ASSIGNED'
  /** A flexibility event was announced. */
  | 'EVENT_SCHEDULED'
  /** Assets of an event scheme changed their state. */
  | 'EVENT_SCHEME_ASSETS_UPDATED'
  /** A flexibility event began. */
  | 'EVENT_STARTED'
  /** The result of a flexibility event is being calculated. */
  | 'EVENT_STATS_CALCULATION_STARTED'
  /** The result of a flexibility event can be read. */
  | 'EVENT_STATS_READY'
  /** Assets were put into a portfolio. */
  | 'PORTFOLIO_ASSETS_ASSIGNED'
  /** A home has a new price signal. */
  | 'PRICE_SIGNAL';

/** A building or site with meters. */
export type Facility = Node & {
  readonly __typename?: 'Facility';
  /** Energy-management actions; null where the vendor has none. */
  readonly actions?: Maybe<FacilityActionConnection>;
  /** Postal address. */
  readonly address?: Maybe<Address>;
  /** What its meters measured, summed; sub-meters are not counted beside their parent. */
  readonly consumption?: Maybe<ConsumptionSeries>;
  /** CO2 emitted by what its meters measured, with the factor that the facility's properties hold; null when they hold none for this quantity. */
  readonly emissions?: Maybe<EmissionSeries>;
  /** Opaque global id, valid for this tenant only. */
  readonly id: Scalars['ID']['output'];
  /** Where a picture of its consumption is; null where the vendor draws none. */
  readonly image?: Maybe<ImageAddress>;
  /** What else the vendor keeps of the site, as it gives it; null where it keeps nothing. */
  readonly metadata?: Maybe<Scalars['JSON']['output']>;
  /** Its meters, sub-meters too. */
  readonly meters?: Maybe<MeterConnection>;
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The vendor's organisation that owns it. */
  readonly organization?: Maybe<Scalars['String']['output']>;
  /** Properties the vendor keeps of it. Bound: those of one facility, some dozens. */
  readonly properties: ReadonlyArray<Property>;
  /** The vendors' own ids of it, the naming one first. Bound: a handful, one or two a vendor. */
  readonly refs: ReadonlyArray<VendorRef>;
  /** Tariffs of the site, as the vendor keeps them; null where its vendor has none such. Bound: those of one site. */
  readonly tariffs?: Maybe<ReadonlyArray<Scalars['JSON']['output']>>;
  /** Its time zone. */
  readonly timeZone?: Maybe<Scalars['TimeZone']['output']>;
  /** Dashboard users who may see the site; null where its vendor has none such. Bound: those of one site. */
  readonly users?: Maybe<ReadonlyArray<SiteUser>>;
};


/** A building or site with meters. */
export type FacilityActionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A building or site with meters. */
export type FacilityConsumptionArgs = {
  from: Scalars['DateTime']['input'];
  normalized?: InputMaybe<Scalars['Boolean']['input']>;
  quantity?: InputMaybe<Scalars['String']['input']>;
  resolution?: InputMaybe<Resolution>;
  timeZone?: InputMaybe<Scalars['TimeZone']['input']>;
  to: Scalars['DateTime']['input'];
  unit?: InputMaybe<EnergyUnit>;
};


/** A building or site with meters. */
export type FacilityEmissionsArgs = {
  from: Scalars['DateTime']['input'];
  quantity?: InputMaybe<Scalars['String']['input']>;
  resolution?: InputMaybe<Resolution>;
  timeZone?: InputMaybe<Scalars['TimeZone']['input']>;
  to: Scalars['DateTime']['input'];
};


/** A building or site with meters. */
export type FacilityImageArgs = {
  colors?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  format?: InputMaybe<ImageFormat>;
  kind?: InputMaybe<FacilityImageKind>;
  quantityId?: InputMaybe<Scalars['String']['input']>;
};


/** A building or site with meters. */
export type FacilityMetersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** An energy-management action of a facility. */
export type FacilityAction = {
  readonly __typename?: 'FacilityAction';
  /** Description. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** When it ends. */
  readonly endsAt?: Maybe<Scalars['DateTime']['output']>;
  /** The vendor's id. */
  readonly id: Scalars['String']['output'];
  /** Another one whenever anything of it has changed; `updateAction` wants it. */
  readonly revision: Scalars['String']['output'];
  /** Savings, in the unit the vendor's action is kept in. */
  readonly savings?: Maybe<Scalars['Float']['output']>;
  /** When it starts. */
  readonly startsAt?: Maybe<Scalars['DateTime']['output']>;
  /** The vendor's word for its state. */
  readonly status?: Maybe<Scalars['String']['output']>;
  /** Title. */
  readonly title?: Maybe<Scalars['String']['output']>;
  /** The vendor's word for its kind. */
  readonly type?: Maybe<Scalars['String']['output']>;
};

/** A page of energy-management actions. */
export type FacilityActionConnection = {
  readonly __typename?: 'FacilityActionConnection';
  /** The same items, each with its cursor. Bound: as `nodes`. */
  readonly edges: ReadonlyArray<FacilityActionEdge>;
  /** The items of the page, in the order of the list. Bound: the page size, and one for each item that could not be read: that one is null, with its error. */
  readonly nodes: ReadonlyArray<Maybe<FacilityAction>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items in the whole list; null where a vendor does not give it for free. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One item of a page of energy-management actions. */
export type FacilityActionEdge = {
  readonly __typename?: 'FacilityActionEdge';
  /** The place of the item in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item; null, with an error, when its vendor failed. */
  readonly node?: Maybe<FacilityAction>;
};

/** A page of facilities. */
export type FacilityConnection = {
  readonly __typename?: 'FacilityConnection';
  /** The same items, each with its cursor. Bound: as `nodes`. */
  readonly edges: ReadonlyArray<FacilityEdge>;
  /** The items of the page, in the order of the list. Bound: the page size, and one for each item that could not be read: that one is null, with its error. */
  readonly nodes: ReadonlyArray<Maybe<Facility>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items in the whole list; null where a vendor does not give it for free. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One item of a page of facilities. */
export type FacilityEdge = {
  readonly __typename?: 'FacilityEdge';
  /** The place of the item in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item; null, with an error, when its vendor failed. */
  readonly node?: Maybe<Facility>;
};

/** Which picture of a facility. */
export type FacilityImageKind =
  /** Facility information, graphs and a table. */
  | 'FULL'
  /** A small one, for embedding. */
  | 'LIMITED';

/** A flexibility event: a stretch of time in which assets are asked to use less, or more. */
export type FlexEvent = Node & {
  readonly __typename?: 'FlexEvent';
  /** Assets in it, with state, baselines and result. */
  readonly assets?: Maybe<FlexEventAssetConnection>;
  /** Who may take part. Bound: the vendor's fixed criteria, some. */
  readonly eligibility: ReadonlyArray<EligibilityCriterion>;
  /** End, exclusive. */
  readonly endsAt?: Maybe<Scalars['DateTime']['output']>;
  /** The scheme it belongs to; null where the vendor does not say. */
  readonly eventScheme?: Maybe<EventScheme>;
  /** Opaque global id, valid for this tenant only. */
  readonly id: Scalars['ID']['output'];
  /** What taking part earns. */
  readonly incentive?: Maybe<Incentive>;
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Whether assets take part only after opting in to this event. */
  readonly optInRequired?: Maybe<Scalars['Boolean']['output']>;
  /** Portfolios assigned to it. */
  readonly portfolios?: Maybe<PortfolioConnection>;
  /** The vendors' own ids of it, the naming one first. Bound: a handful, one or two a vendor. */
  readonly refs: ReadonlyArray<VendorRef>;
  /** Start, inclusive. */
  readonly startsAt?: Maybe<Scalars['DateTime']['output']>;
  /** Result of the whole event; null before the vendor has one. */
  readonly stats?: Maybe<FlexEventStats>;
  /** Where it stands in its life. */
  readonly status: FlexEventStatus;
  /** The vendor's word for what kind of event it is. */
  readonly type?: Maybe<Scalars['String']['output']>;
};


/** A flexibility event: a stretch of time in which assets are asked to use less, or more. */
export type FlexEventAssetsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A flexibility event: a stretch of time in which assets are asked to use less, or more. */
export type FlexEventPortfoliosArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of assets in a flexibility event. */
export type FlexEventAssetConnection = {
  readonly __typename?: 'FlexEventAssetConnection';
  /** The same items, each with its cursor. Bound: as `nodes`. */
  readonly edges: ReadonlyArray<FlexEventAssetEdge>;
  /** The items of the page, in the order of the list. Bound: the page size, and one for each item that could not be read: that one is null, with its error. */
  readonly nodes: ReadonlyArray<Maybe<Asset>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items in the whole list; null where a vendor does not give it for free. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One item of a page of assets in a flexibility event. */
export type FlexEventAssetEdge = {
  readonly __typename?: 'FlexEventAssetEdge';
  /** What it would have used without the event; null before the vendor has it. Bound: one a method and direction, a handful. */
  readonly baselines?: Maybe<ReadonlyArray<Baseline>>;
  /** The place of the item in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The asset; null when the vendor does not know it any more, or failed. */
  readonly node?: Maybe<Asset>;
  /** The baseline beside what was measured during the event; null before the vendor has a baseline. */
  readonly performance?: Maybe<EventPerformance>;
  /** The asset's state in the event. */
  readonly state: AssetState;
  /** Its result; null before the vendor has one. */
  readonly stats?: Maybe<AssetEventStats>;
};


/** One item of a page of assets in a flexibility event. */
export type FlexEventAssetEdgePerformanceArgs = {
  method?: InputMaybe<Scalars['String']['input']>;
  unit?: InputMaybe<EnergyUnit>;
};

/** A page of flexibility events. */
export type FlexEventConnection = {
  readonly __typename?: 'FlexEventConnection';
  /** The same items, each with its cursor. Bound: as `nodes`. */
  readonly edges: ReadonlyArray<FlexEventEdge>;
  /** The items of the page, in the order of the list. Bound: the page size, and one for each item that could not be read: that one is null, with its error. */
  readonly nodes: ReadonlyArray<Maybe<FlexEvent>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items in the whole list; null where a vendor does not give it for free. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One item of a page of flexibility events. */
export type FlexEventEdge = {
  readonly __typename?: 'FlexEventEdge';
  /** The place of the item in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item; null, with an error, when its vendor failed. */
  readonly node?: Maybe<FlexEvent>;
};

/** News of a flexibility event. */
export type FlexEventNotice = Event & {
  readonly __typename?: 'FlexEventNotice';
  /** Its place in the log, to resume after it. */
  readonly cursor: Scalars['String']['output'];
  /** The flexibility event as it stands now. */
  readonly flexEvent?: Maybe<FlexEvent>;
  /** Opaque id of the event, the same whenever it is read. */
  readonly id: Scalars['ID']['output'];
  /** When it happened at the vendor; null where the vendor does not say. */
  readonly occurredAt?: Maybe<Scalars['DateTime']['output']>;
  /** The portfolio that was assigned, where the event is about that. */
  readonly portfolio?: Maybe<Portfolio>;
  /** When the gateway stored it. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** Its result, once the event says it is ready. */
  readonly stats?: Maybe<FlexEventStats>;
  /** What happened; null for a gap. */
  readonly type?: Maybe<EventType>;
  /** The vendor that told it; null for a gap. */
  readonly vendor?: Maybe<Vendor>;
};

/** Result of a flexibility event over all its assets. */
export type FlexEventStats = {
  readonly __typename?: 'FlexEventStats';
  /** Earnings, in the currency of the vendor's contract. */
  readonly earnings?: Maybe<Scalars['Float']['output']>;
  /** Energy saved, kWh. */
  readonly energySaved?: Maybe<Scalars['Float']['output']>;
  /** Assets whose data did not come in time. */
  readonly expiredAssetCount?: Maybe<Scalars['Int']['output']>;
  /** Assets with high usage, as the vendor counts them. */
  readonly highUsageCount?: Maybe<Scalars['Float']['output']>;
  /** Incentive paid, in the unit of the event's incentive. */
  readonly incentive?: Maybe<Scalars['Float']['output']>;
  /** Assets opted in. */
  readonly optInCount?: Maybe<Scalars['Int']['output']>;
  /** Assets opted out. */
  readonly optOutCount?: Maybe<Scalars['Int']['output']>;
  /** Assets that took part. */
  readonly participatedAssetCount?: Maybe<Scalars['Int']['output']>;
  /** Assets whose result is still awaited. */
  readonly pendingAssetCount?: Maybe<Scalars['Int']['output']>;
  /** Assets whose result is calculated. */
  readonly processedAssetCount?: Maybe<Scalars['Int']['output']>;
  /** The vendor's word for how far the calculation is. */
  readonly state?: Maybe<Scalars['String']['output']>;
};

/** Where a flexibility event stands in its life. */
export type FlexEventStatus =
  /** Called off. */
  | 'CANCELLED'
  /** Over. */
  | 'ENDED'
  /** Announced. */
  | 'SCHEDULED'
  /** Running. */
  | 'STARTED'
  /** A state the gateway does not know. */
  | 'UNKNOWN';

/** Events were asked for that the log does not keep any more: what lies before `oldestCursor` is lost to this reader. */
export type GapNotice = Event & {
  readonly __typename?: 'GapNotice';
  /** Its place in the log, to resume after it. */
  readonly cursor: Scalars['String']['output'];
  /** Opaque id of the event, the same whenever it is read. */
  readonly id: Scalars['ID']['output'];
  /** When it happened at the vendor; null where the vendor does not say. */
  readonly occurredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Cursor of the oldest event still kept; that event follows. */
  readonly oldestCursor: Scalars['String']['output'];
  /** When the gateway stored it. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** What happened; null for a gap. */
  readonly type?: Maybe<EventType>;
  /** The vendor that told it; null for a gap. */
  readonly vendor?: Maybe<Vendor>;
};

/** A stretch of time with much renewable energy in the grid. */
export type GreenEnergyWindow = {
  readonly __typename?: 'GreenEnergyWindow';
  /** End, exclusive. */
  readonly endsAt: Scalars['DateTime']['output'];
  /** Share of renewable energy, 0 to 100 %. */
  readonly percentage: Scalars['Float']['output'];
  /** Start, inclusive. */
  readonly startsAt: Scalars['DateTime']['output'];
};

/** A home: what the vendors hold of one place, put together. A field whose vendor has no member in this home is null. */
export type Home = Node & {
  readonly __typename?: 'Home';
  /** Postal address. */
  readonly address?: Maybe<Address>;
  /** Energy by appliance over a period, from the household account; null while the vendor has none. */
  readonly appliances?: Maybe<ConsumptionSeries>;
  /** Its asset in flexibility. */
  readonly asset?: Maybe<Asset>;
  /** What a battery would save here. */
  readonly batteryEstimate?: Maybe<BatteryEstimate>;
  /** What energy would cost on the home's tariff: over a month, or from one day to another. */
  readonly billEstimate?: Maybe<BillEstimate>;
  /** Its consumption of the last months, each by appliance, oldest first. Bound: 12. */
  readonly compound?: Maybe<ReadonlyArray<HouseholdCompoundMonth>>;
  /** Energy consumed: from the home's asset, else from its meters, else from its household account; the first that has the range. */
  readonly consumption?: Maybe<ConsumptionSeries>;
  /** What the consumption cost, at the home's price signal; null when the home has no price signal, or nothing that measures it. */
  readonly cost?: Maybe<CostSeries>;
  /** When the vendor created it. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its consumption of the last 12 months by appliance. Bound: the vendor's kinds of appliance, some 16. */
  readonly distribution?: Maybe<ReadonlyArray<ApplianceShare>>;
  /** What it has, as told here; null when it was not. */
  readonly equipment?: Maybe<HomeEquipment>;
  /** The facility it is in. */
  readonly facility?: Maybe<Facility>;
  /** Its consumption by hour of the day. Bound: 24. */
  readonly habits?: Maybe<ReadonlyArray<HouseholdHabit>>;
  /** The household as it was onboarded here; null when it was not. */
  readonly household?: Maybe<Household>;
  /** Opaque global id, valid for this tenant only. */
  readonly id: Scalars['ID']['output'];
  /** What the same energy does to bill, grid and carbon. */
  readonly impact?: Maybe<BillEstimate>;
  /** Its meters. */
  readonly meters?: Maybe<MeterConnection>;
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** How far its onboarding has come. */
  readonly onboarding?: Maybe<Onboarding>;
  /** Its consumption beside that of similar households. */
  readonly performance?: Maybe<HouseholdPerformance>;
  /** Power drawn now. */
  readonly power?: Maybe<PowerReading>;
  /** Power over the last six hours, oldest first. Bound: six hours at the vendor's interval (15 minutes: 24). */
  readonly powerHistory?: Maybe<ReadonlyArray<PowerReading>>;
  /** Price of electricity, $/kWh in steps of 15 minutes. Give both bounds, or none for the vendor's own window. */
  readonly priceSignal?: Maybe<PriceSignal>;
  /** Prices of the coming day as an OpenADR 3.0 event. */
  readonly priceSignalOpenAdr?: Maybe<OpenAdrEvent>;
  /** The rate plan it is on. */
  readonly ratePlan?: Maybe<RatePlan>;
  /** The vendors' own ids of it, the naming one first. Bound: a handful, one or two a vendor. */
  readonly refs: ReadonlyArray<VendorRef>;
  /** Its consumption of the last 30 days. */
  readonly savings?: Maybe<HouseholdSavings>;
  /** Its solar power as told here; null when it was not. */
  readonly solar?: Maybe<SolarSystem>;
  /** Its time zone. */
  readonly timeZone?: Maybe<Scalars['TimeZone']['output']>;
  /** Its consumption in a period, with the period before. */
  readonly totals?: Maybe<HouseholdTotals>;
  /** Its consumption of the last months by tariff band, oldest first. Bound: 12. */
  readonly trend?: Maybe<ReadonlyArray<HouseholdTrendMonth>>;
  /** When the vendor last changed it. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The utility that serves it. */
  readonly utility?: Maybe<Utility>;
  /** US zip code. */
  readonly zipcode?: Maybe<Scalars['String']['output']>;
};


/** A home: what the vendors hold of one place, put together. A field whose vendor has no member in this home is null. */
export type HomeAppliancesArgs = {
  period: HouseholdPeriod;
  resolution?: InputMaybe<Resolution>;
  unit?: InputMaybe<EnergyUnit>;
};


/** A home: what the vendors hold of one place, put together. A field whose vendor has no member in this home is null. */
export type HomeBatteryEstimateArgs = {
  battery: BatteryInput;
};


/** A home: what the vendors hold of one place, put together. A field whose vendor has no member in this home is null. */
export type HomeBillEstimateArgs = {
  exportKwh?: InputMaybe<ReadonlyArray<ReadonlyArray<Scalars['Float']['input']>>>;
  from?: InputMaybe<Scalars['Date']['input']>;
  month?: InputMaybe<Scalars['YearMonth']['input']>;
  to?: InputMaybe<Scalars['Date']['input']>;
  usageKwh: ReadonlyArray<ReadonlyArray<Scalars['Float']['input']>>;
};


/** A home: what the vendors hold of one place, put together. A field whose vendor has no member in this home is null. */
export type HomeConsumptionArgs = {
  from: Scalars['DateTime']['input'];
  resolution?: InputMaybe<Resolution>;
  timeZone?: InputMaybe<Scalars['TimeZone']['input']>;
  to: Scalars['DateTime']['input'];
  unit?: InputMaybe<EnergyUnit>;
};


/** A home: what the vendors hold of one place, put together. A field whose vendor has no member in this home is null. */
export type HomeCostArgs = {
  from: Scalars['DateTime']['input'];
  resolution?: InputMaybe<Resolution>;
  timeZone?: InputMaybe<Scalars['TimeZone']['input']>;
  to: Scalars['DateTime']['input'];
};


/** A home: what the vendors hold of one place, put together. A field whose vendor has no member in this home is null. */
export type HomeHabitsArgs = {
  period: HouseholdPeriod;
};


/** A home: what the vendors hold of one place, put together. A field whose vendor has no member in this home is null. */
export type HomeImpactArgs = {
  exportKwh?: InputMaybe<ReadonlyArray<ReadonlyArray<Scalars['Float']['input']>>>;
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
  usageKwh: ReadonlyArray<ReadonlyArray<Scalars['Float']['input']>>;
};


/** A home: what the vendors hold of one place, put together. A field whose vendor has no member in this home is null. */
export type HomeMetersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A home: what the vendors hold of one place, put together. A field whose vendor has no member in this home is null. */
export type HomePerformanceArgs = {
  period: HouseholdPeriod;
};


/** A home: what the vendors hold of one place, put together. A field whose vendor has no member in this home is null. */
export type HomePriceSignalArgs = {
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


/** A home: what the vendors hold of one place, put together. A field whose vendor has no member in this home is null. */
export type HomeTotalsArgs = {
  period: HouseholdPeriod;
};

/** A page of homes. */
export type HomeConnection = {
  readonly __typename?: 'HomeConnection';
  /** The same items, each with its cursor. Bound: as `nodes`. */
  readonly edges: ReadonlyArray<HomeEdge>;
  /** The items of the page, in the order of the list. Bound: the page size, and one for each item that could not be read: that one is null, with its error. */
  readonly nodes: ReadonlyArray<Maybe<Home>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items in the whole list; null where a vendor does not give it for free. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One item of a page of homes. */
export type HomeEdge = {
  readonly __typename?: 'HomeEdge';
  /** The place of the item in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item; null, with an error, when its vendor failed. */
  readonly node?: Maybe<Home>;
};

/** What a home has; null where it was never said. */
export type HomeEquipment = {
  readonly __typename?: 'HomeEquipment';
  /** Of which kind. */
  readonly acType?: Maybe<AcType>;
  /** Has air conditioning. */
  readonly hasAC?: Maybe<Scalars['Boolean']['output']>;
  /** Is heated by electricity. */
  readonly hasElectricHeater?: Maybe<Scalars['Boolean']['output']>;
  /** Heats its water by electricity. */
  readonly hasElectricWaterHeater?: Maybe<Scalars['Boolean']['output']>;
  /** Charges an electric vehicle. */
  readonly hasEvCharger?: Maybe<Scalars['Boolean']['output']>;
  /** Has a water heater that can be steered. */
  readonly hasSmartWaterHeater?: Maybe<Scalars['Boolean']['output']>;
};

/** A house. */
export type House = {
  readonly __typename?: 'House';
  /** Floor area, m². */
  readonly areaM2?: Maybe<Scalars['Int']['output']>;
  /** Italian province, two capital letters. */
  readonly province?: Maybe<Scalars['String']['output']>;
  /** Which kind. */
  readonly type?: Maybe<HouseType>;
};

/** A house. */
export type HouseInput = {
  /** Floor area, whole m², at least 1. */
  readonly areaM2?: InputMaybe<Scalars['Int']['input']>;
  /** Italian province, two capital letters. */
  readonly province?: InputMaybe<Scalars['String']['input']>;
  /** Which kind. */
  readonly type?: InputMaybe<HouseType>;
};

/** Kinds of house. */
export type HouseType =
  /** One of several in a building. */
  | 'APARTMENT'
  /** On its own. */
  | 'DETACHED'
  /** A second home. */
  | 'SECOND'
  /** In a row. */
  | 'TOWNHOUSE';

/** A household as it was onboarded here: the vendor does not give it back, so what was told is kept. */
export type Household = {
  readonly __typename?: 'Household';
  /** What uses or makes electricity there; null = not told, the vendor then assumes a usual set. Bound: 15, the vendor's kinds of appliance. */
  readonly appliances?: Maybe<ReadonlyArray<HouseholdAppliance>>;
  /** The house; null = not told. */
  readonly house?: Maybe<House>;
  /** Who lives there; null = not told. */
  readonly residents?: Maybe<Residents>;
};

/** An appliance of a household. */
export type HouseholdAppliance = {
  readonly __typename?: 'HouseholdAppliance';
  /** Which kind. */
  readonly appliance: ApplianceKind;
  /** How many. */
  readonly quantity: Scalars['Int']['output'];
};

/** An appliance of a household. */
export type HouseholdApplianceInput = {
  /** Which kind. */
  readonly appliance: ApplianceKind;
  /** How many, at least 1. */
  readonly quantity?: Scalars['Int']['input'];
};

/** Consumption of one month by appliance. */
export type HouseholdCompoundMonth = {
  readonly __typename?: 'HouseholdCompoundMonth';
  /** By appliance. Bound: the vendor's kinds of appliance, some 16. */
  readonly appliances: ReadonlyArray<ApplianceShare>;
  /** The month. */
  readonly month: Scalars['YearMonth']['output'];
};

/** Consumption in one hour of the day. */
export type HouseholdHabit = {
  readonly __typename?: 'HouseholdHabit';
  /** Energy, Wh. */
  readonly energyWh?: Maybe<Scalars['Float']['output']>;
  /** Hour of the day, 0 to 23. */
  readonly hour: Scalars['Int']['output'];
};

/** A household's consumption beside that of similar ones. */
export type HouseholdPerformance = {
  readonly __typename?: 'HouseholdPerformance';
  /** Most of similar households, Wh. */
  readonly maximumWh?: Maybe<Scalars['Float']['output']>;
  /** Least of similar households, Wh. */
  readonly minimumWh?: Maybe<Scalars['Float']['output']>;
  /** This household, Wh. */
  readonly userWh?: Maybe<Scalars['Float']['output']>;
};

/** Civil periods of a household's figures, in days of its time zone. */
export type HouseholdPeriod =
  /** The previous month. */
  | 'LAST_MONTH'
  /** Seven days up to today. */
  | 'LAST_SEVEN_DAYS'
  /** The previous Monday to Sunday. */
  | 'LAST_WEEK'
  /** The first of the month up to today. */
  | 'THIS_MONTH'
  /** Monday up to today. */
  | 'THIS_WEEK'
  /** The previous day. */
  | 'YESTERDAY';

/** Consumption of the last 30 days. */
export type HouseholdSavings = {
  readonly __typename?: 'HouseholdSavings';
  /** Day by day. Bound: 30, or 31 with today. */
  readonly days: ReadonlyArray<DayEnergy>;
  /** First day. */
  readonly from?: Maybe<Scalars['Date']['output']>;
  /** Last day. */
  readonly to?: Maybe<Scalars['Date']['output']>;
  /** Energy over the days, Wh. */
  readonly totalWh?: Maybe<Scalars['Float']['output']>;
};

/** Consumption in a period, with the period before. */
export type HouseholdTotals = {
  readonly __typename?: 'HouseholdTotals';
  /** The period by appliance. Bound: the vendor's kinds of appliance, some 16. */
  readonly appliances: ReadonlyArray<ApplianceShare>;
  /** Energy in the period before, Wh. */
  readonly previousWh?: Maybe<Scalars['Float']['output']>;
  /** Energy in the period, Wh. */
  readonly totalWh?: Maybe<Scalars['Float']['output']>;
  /** Change against the period before, %; null when there was nothing before. */
  readonly trendPercent?: Maybe<Scalars['Float']['output']>;
};

/** Consumption of one month by tariff band. */
export type HouseholdTrendMonth = {
  readonly __typename?: 'HouseholdTrendMonth';
  /** By band. Bound: the bands of the tariff, three. */
  readonly bands: ReadonlyArray<BandEnergy>;
  /** The month. */
  readonly month: Scalars['YearMonth']['output'];
  /** Energy of the month, Wh. */
  readonly totalWh?: Maybe<Scalars['Float']['output']>;
};

/** A thermostat. A field is null when its vendor does not know the device. */
export type Hvac = {
  readonly __typename?: 'Hvac';
  /** The vendor's id of the device. */
  readonly id: Scalars['String']['output'];
  /** What its users want. */
  readonly preferences?: Maybe<HvacPreferences>;
  /** What other preferences would bring; nothing is set. */
  readonly preview?: Maybe<HvacPreview>;
  /** The schedule last given out. */
  readonly schedule?: Maybe<HvacSchedule>;
};


/** A thermostat. A field is null when its vendor does not know the device. */
export type HvacPreviewArgs = {
  preferences: HvacPreferencesInput;
};

/** A stretch of time with one aim. */
export type HvacBlock = {
  readonly __typename?: 'HvacBlock';
  /** End. */
  readonly endsAt: Scalars['DateTime']['output'];
  /** Start. */
  readonly startsAt: Scalars['DateTime']['output'];
  /** Temperature above which to cool. */
  readonly targetCoolSetpoint?: Maybe<Scalars['Float']['output']>;
  /** Temperature below which to heat. */
  readonly targetHeatSetpoint?: Maybe<Scalars['Float']['output']>;
  /** The vendor's word for the mode. */
  readonly targetMode?: Maybe<Scalars['String']['output']>;
  /** Temperature to reach. */
  readonly targetTemp?: Maybe<Scalars['Float']['output']>;
};

/** A thermostat known before the onboarding. */
export type HvacInput = {
  /** Whether it can cool. */
  readonly canCool?: Scalars['Boolean']['input'];
  /** Whether it can heat. */
  readonly canHeat?: Scalars['Boolean']['input'];
  /** Temperature now. */
  readonly currentTemp?: InputMaybe<Scalars['Float']['input']>;
  /** Mode when nothing else is said. */
  readonly defaultMode?: HvacMode;
  /** Temperature when nothing else is said; between the two. */
  readonly defaultTemp: Scalars['Float']['input'];
  /** Whether it is to be steered. */
  readonly enabled?: Scalars['Boolean']['input'];
  /** Most temperature; above `minTemp`. */
  readonly maxTemp: Scalars['Float']['input'];
  /** Least temperature. */
  readonly minTemp: Scalars['Float']['input'];
  /** Name. */
  readonly name: Scalars['String']['input'];
  /** The tenant's own id of it. */
  readonly referenceId: Scalars['String']['input'];
  /** Unit of the temperatures. */
  readonly tempUnits: TemperatureUnit;
};

/** Modes of a thermostat. */
export type HvacMode =
  /** Heats or cools as needed. */
  | 'AUTO'
  /** Cools. */
  | 'COOL'
  /** Heats. */
  | 'HEAT'
  /** Off. */
  | 'OFF';

/** What the users of a thermostat want. */
export type HvacPreferences = {
  readonly __typename?: 'HvacPreferences';
  /** Mode when nothing else is said. */
  readonly defaultMode?: Maybe<HvacMode>;
  /** Temperature when nothing else is said. */
  readonly defaultTemp?: Maybe<Scalars['Float']['output']>;
  /** Whether they hold. */
  readonly enabled?: Maybe<Scalars['Boolean']['output']>;
  /** Most temperature. */
  readonly maxTemp?: Maybe<Scalars['Float']['output']>;
  /** Least temperature. */
  readonly minTemp?: Maybe<Scalars['Float']['output']>;
  /** Name of the preferences. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** When they hold, objects in the vendor's own words. Bound: the blocks of a week, some dozens. */
  readonly scheduleBlocks: ReadonlyArray<Scalars['JSON']['output']>;
  /** Unit of the temperatures. */
  readonly tempUnits?: Maybe<TemperatureUnit>;
  /** Weeks of the year they hold in; none = all. Bound: 53. */
  readonly weekNumbers: ReadonlyArray<Scalars['Int']['output']>;
};

/** Preferences of a thermostat; what is left out stays as it is. */
export type HvacPreferencesInput = {
  /** Mode when nothing else is said. */
  readonly defaultMode?: InputMaybe<HvacMode>;
  /** Temperature when nothing else is said. */
  readonly defaultTemp?: InputMaybe<Scalars['Float']['input']>;
  /** Whether they hold. */
  readonly enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Most temperature; above `minTemp`. */
  readonly maxTemp?: InputMaybe<Scalars['Float']['input']>;
  /** Least temperature. */
  readonly minTemp?: InputMaybe<Scalars['Float']['input']>;
  /** Name of the preferences. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** When they hold: at most 100 objects in the vendor's own words, as `HvacPreferences.scheduleBlocks` gives them. */
  readonly scheduleBlocks?: InputMaybe<ReadonlyArray<Scalars['JSON']['input']>>;
  /** Unit of the temperatures given with it. */
  readonly tempUnits?: InputMaybe<TemperatureUnit>;
  /** Weeks of the year, 1 to 53. */
  readonly weekNumbers?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
};

/** What preferences would bring. */
export type HvacPreview = {
  readonly __typename?: 'HvacPreview';
  /** What it would save, $. */
  readonly estimatedSavings?: Maybe<Scalars['Float']['output']>;
  /** The schedule that would follow. */
  readonly schedule: HvacSchedule;
};

/** Temperatures over time. */
export type HvacSchedule = {
  readonly __typename?: 'HvacSchedule';
  /** Its blocks, in order. Bound: those of some days, dozens. */
  readonly blocks: ReadonlyArray<HvacBlock>;
  /** Start. */
  readonly from?: Maybe<Scalars['DateTime']['output']>;
  /** Unit of the temperatures. */
  readonly tempUnits?: Maybe<TemperatureUnit>;
  /** End. */
  readonly to?: Maybe<Scalars['DateTime']['output']>;
};

/** What the tariff vendor posts of thermostats. */
export type HvacWebhookKind =
  /** Schedules that it has worked out; `Hvac.schedule` reads the last one. */
  | 'SET_POINT_SCHEDULE'
  /** Questions how a thermostat behaves, which the receiver answers. */
  | 'THERMOSTAT_QUERY';

/** Where a picture is. */
export type ImageAddress = {
  readonly __typename?: 'ImageAddress';
  /** What it answers: `image/png` or `application/pdf`. */
  readonly contentType: Scalars['String']['output'];
  /** Path at the address of this API, to be fetched by GET with the same credential. */
  readonly url: Scalars['String']['output'];
};

/** How a picture is written. */
export type ImageFormat =
  /** PDF. */
  | 'PDF'
  /** PNG. */
  | 'PNG';

/** What taking part in an event earns. */
export type Incentive = {
  readonly __typename?: 'Incentive';
  /** Amount, in the unit that `type` names. */
  readonly amount: Scalars['Float']['output'];
  /** The vendor's word for the unit of the amount. */
  readonly type?: Maybe<Scalars['String']['output']>;
};

/** Work for a vendor that the gateway has taken on and will do, also through a restart: an upload, say. */
export type Job = Node & {
  readonly __typename?: 'Job';
  /** When it was taken on. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** How many points or packets the vendor has accepted. */
  readonly done: Scalars['Int']['output'];
  /** Why it does not get on, or has failed; also while it keeps trying. */
  readonly error?: Maybe<JobError>;
  /** Opaque global id, valid for this tenant only. */
  readonly id: Scalars['ID']['output'];
  /** What is done, for example `energyUpload` or `packetPush`. */
  readonly kind: Scalars['String']['output'];
  /** How far the vendor is with a snapshot of customers or their data; null for another kind of job. */
  readonly provisioning?: Maybe<ProvisioningProgress>;
  /** How far it has come. */
  readonly status: JobStatus;
  /** How many there are. A job of pushed packets holds all that waits for its meter, and grows while more comes. */
  readonly total: Scalars['Int']['output'];
  /** When it last changed. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** The vendor it is for. */
  readonly vendor: Vendor;
};

/** A page of jobs. */
export type JobConnection = {
  readonly __typename?: 'JobConnection';
  /** The same jobs, each with its cursor. Bound: the page size. */
  readonly edges: ReadonlyArray<JobEdge>;
  /** The jobs of the page, newest first. Bound: the page size. */
  readonly nodes: ReadonlyArray<Job>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
};

/** One job of a page. */
export type JobEdge = {
  readonly __typename?: 'JobEdge';
  /** The place of the job in the list, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The job. */
  readonly node: Job;
};

/** What keeps a job from getting on. */
export type JobError = {
  readonly __typename?: 'JobError';
  /** A code of the error table. */
  readonly code: Scalars['String']['output'];
  /** What happened. */
  readonly message: Scalars['String']['output'];
};

/** Where a job stands. */
export type JobStatus =
  /** Called off; what was accepted before stays accepted. */
  | 'CANCELLED'
  /** All of it was accepted. */
  | 'DONE'
  /** The vendor refuses its content; what was accepted before stays accepted. */
  | 'FAILED'
  /** The vendor refuses it, and it waits for somebody to mend that; then `resumeJob`. Later jobs of the same kind of work wait behind it. */
  | 'PARKED'
  /** Waits for its turn. */
  | 'QUEUED'
  /** Is being sent; with an error, the vendor fails and the job keeps trying. */
  | 'RUNNING';

/** The newest reading of a meter. Each value is null where the meter does not measure it. */
export type LastReading = {
  readonly __typename?: 'LastReading';
  /** When it was measured. */
  readonly at: Scalars['DateTime']['output'];
  /** Energy since the meter was started, Wh. */
  readonly cumulativeEnergyWh?: Maybe<Scalars['Float']['output']>;
  /** Power, W. */
  readonly powerW?: Maybe<Scalars['Float']['output']>;
  /** Reading in the meter's unit. */
  readonly value?: Maybe<Scalars['Float']['output']>;
};

/** What belongs together as one home. */
export type LinkHomeInput = {
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The vendors' own ids, 2 to 50: a home at the tariff vendor, a household account, an asset, meters, a facility. All but a facility belong to one home only. Without a `kind`, the one that the vendor's id under `homes` of the config file has. */
  readonly members: ReadonlyArray<VendorRefInput>;
};

/** What came of `linkHome`. */
export type LinkHomePayload = {
  readonly __typename?: 'LinkHomePayload';
  /** The home; null when it was refused. */
  readonly home?: Maybe<Home>;
  /** What was wrong with the input; empty when all went well. Bound: some a mutation. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A meter and its home. */
export type LinkMeterInput = {
  /** The home, by id or by any member. */
  readonly home: EntityBy;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The meter, by id or by a vendor's id. */
  readonly meter: EntityBy;
};

/** What came of `linkMeter`. */
export type LinkMeterPayload = {
  readonly __typename?: 'LinkMeterPayload';
  /** Its home; null when it was refused. */
  readonly home?: Maybe<Home>;
  /** The meter; null when it was refused. */
  readonly meter?: Maybe<Meter>;
  /** What was wrong with the input; empty when all went well. Bound: some a mutation. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What a meter showed at one moment: `value` or `electricity`, one of them. */
export type MeasurementPacketInput = {
  /** When, with the offset of the place, which is kept: the local time is what the vendor shows. To the millisecond at most, and no more than 5 minutes ahead. Of one stream no two at the same instant; but `PARTIAL` ones may share it when they give different figures. */
  readonly at: Scalars['DateTime']['input'];
  /** Of an electricity meter: what it shows. */
  readonly electricity?: InputMaybe<ElectricityInput>;
  /** The id under which measurements of the meter are pushed: its reference at the vendor. */
  readonly stream: Scalars['String']['input'];
  /** Of a meter that is not electric: its reading or value, in its unit. */
  readonly value?: InputMaybe<Scalars['Float']['input']>;
};

/** Unit that a series is in. */
export type MeasurementUnit =
  /** Kilowatt-hours. */
  | 'KWH'
  /** Cubic metres. */
  | 'M3'
  /** Megawatt-hours. */
  | 'MWH'
  /** Another one; `unitSymbol` names it. */
  | 'OTHER'
  /** Watt-hours. */
  | 'WH';

/** What the vendor does with a packet. */
export type MeasurementVariant =
  /** Its time is the site's, as its offset says. */
  | 'LOCAL'
  /** It holds a part of what is measured at its time; other packets hold the rest. */
  | 'PARTIAL'
  /** It is sent in UTC, and the vendor turns it into the site's time. */
  | 'UTC';

/** A meter. */
export type Meter = Node & {
  readonly __typename?: 'Meter';
  /** The appliances behind it, where its vendor has such; null where it has not. One vendor call a meter. */
  readonly appliances?: Maybe<MeterApplianceConnection>;
  /** The asset it is linked to through its home. */
  readonly asset?: Maybe<Asset>;
  /** What it measured. */
  readonly consumption?: Maybe<ConsumptionSeries>;
  /** Daily costs; null where the vendor has none. Bound: the days of 24 months. */
  readonly costs?: Maybe<ReadonlyArray<Cost>>;
  /** Whether it counts up (true) or gives the consumption of each interval (false). */
  readonly cumulative?: Maybe<Scalars['Boolean']['output']>;
  /** The facility it is in. */
  readonly facility?: Maybe<Facility>;
  /** The home it belongs to; null when it is linked to none. */
  readonly home?: Maybe<Home>;
  /** Opaque global id, valid for this tenant only. */
  readonly id: Scalars['ID']['output'];
  /** The newest reading the vendor holds; null when there is none yet, or the vendor has no such read. */
  readonly lastReading?: Maybe<LastReading>;
  /** What else the vendor keeps of the meter, as it gives it; null where it keeps nothing. */
  readonly metadata?: Maybe<Scalars['JSON']['output']>;
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The meter it is a part of. */
  readonly parent?: Maybe<Meter>;
  /** Properties the vendor keeps of it. Bound: those of one meter, some dozens. */
  readonly properties: ReadonlyArray<Property>;
  /** What it measures. */
  readonly quantity?: Maybe<Quantity>;
  /** The vendors' own ids of it, the naming one first. Bound: a handful, one or two a vendor. */
  readonly refs: ReadonlyArray<VendorRef>;
  /** The meters that are parts of it. */
  readonly subMeters?: Maybe<MeterConnection>;
  /** Unit symbol as the vendor writes it (kWh, MWh, m3 …). */
  readonly unit?: Maybe<Scalars['String']['output']>;
};


/** A meter. */
export type MeterAppliancesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A meter. */
export type MeterConsumptionArgs = {
  from: Scalars['DateTime']['input'];
  normalized?: InputMaybe<Scalars['Boolean']['input']>;
  resolution?: InputMaybe<Resolution>;
  timeZone?: InputMaybe<Scalars['TimeZone']['input']>;
  to: Scalars['DateTime']['input'];
  unit?: InputMaybe<EnergyUnit>;
};


/** A meter. */
export type MeterCostsArgs = {
  fromMonth: Scalars['YearMonth']['input'];
  toMonth: Scalars['YearMonth']['input'];
};


/** A meter. */
export type MeterSubMetersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** An appliance behind a meter, measured like one. */
export type MeterAppliance = Node & {
  readonly __typename?: 'MeterAppliance';
  /** Which parameters its channel gives, in the vendor's word (`one`). */
  readonly channelParamType?: Maybe<Scalars['String']['output']>;
  /** What it consumed. */
  readonly consumption?: Maybe<ConsumptionSeries>;
  /** Daily costs. Bound: the days of 24 months. */
  readonly costs?: Maybe<ReadonlyArray<Cost>>;
  /** Opaque global id, valid for this tenant only. */
  readonly id: Scalars['ID']['output'];
  /** The meter it is behind; null where the vendor does not tell. */
  readonly meter?: Maybe<Meter>;
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** How it reads, in the vendor's word (`avg`). */
  readonly reading?: Maybe<Scalars['String']['output']>;
  /** Its reference at the vendor. */
  readonly reference?: Maybe<Scalars['String']['output']>;
  /** The vendor's own id of it. Bound: one. */
  readonly refs: ReadonlyArray<VendorRef>;
  /** Minutes between two samples. */
  readonly samplingMinutes?: Maybe<Scalars['Int']['output']>;
};


/** An appliance behind a meter, measured like one. */
export type MeterApplianceConsumptionArgs = {
  from: Scalars['DateTime']['input'];
  resolution?: InputMaybe<Resolution>;
  timeZone?: InputMaybe<Scalars['TimeZone']['input']>;
  to: Scalars['DateTime']['input'];
  unit?: InputMaybe<EnergyUnit>;
};


/** An appliance behind a meter, measured like one. */
export type MeterApplianceCostsArgs = {
  fromMonth: Scalars['YearMonth']['input'];
  toMonth: Scalars['YearMonth']['input'];
};

/** A page of appliances behind a meter. */
export type MeterApplianceConnection = {
  readonly __typename?: 'MeterApplianceConnection';
  /** The same items, each with its cursor. Bound: as `nodes`. */
  readonly edges: ReadonlyArray<MeterApplianceEdge>;
  /** The items of the page, in the order of the list. Bound: the page size. */
  readonly nodes: ReadonlyArray<Maybe<MeterAppliance>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items in the whole list. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One item of a page of appliances behind a meter. */
export type MeterApplianceEdge = {
  readonly __typename?: 'MeterApplianceEdge';
  /** The place of the item in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node?: Maybe<MeterAppliance>;
};

/** A page of meters. */
export type MeterConnection = {
  readonly __typename?: 'MeterConnection';
  /** The same items, each with its cursor. Bound: as `nodes`. */
  readonly edges: ReadonlyArray<MeterEdge>;
  /** The items of the page, in the order of the list. Bound: the page size, and one for each item that could not be read: that one is null, with its error. */
  readonly nodes: ReadonlyArray<Maybe<Meter>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items in the whole list; null where a vendor does not give it for free. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One item of a page of meters. */
export type MeterEdge = {
  readonly __typename?: 'MeterEdge';
  /** The place of the item in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item; null, with an error, when its vendor failed. */
  readonly node?: Maybe<Meter>;
};

/** A value of a meter, in the meter's own unit. */
export type MeterPointInput = {
  /** When; it counts for its hour (UTC). */
  readonly at: Scalars['DateTime']['input'];
  /** 0 or more. */
  readonly value: Scalars['Float']['input'];
};

/** What can be changed. Needs the role `write`. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Tells the tariff vendor of a home's solar power. */
  readonly addSolar: AddSolarPayload;
  /** Takes an asset out of use. It stays in the lists, and cannot be brought back by the gateway. */
  readonly archiveAsset: ArchiveAssetPayload;
  /** Puts assets into a portfolio; each leaves the one it was in. */
  readonly assignPortfolioAssets: AssignPortfolioAssetsPayload;
  /** Sends a user a report from now on. */
  readonly associateReport: SiteAdministrationPayload;
  /** Calls off what a job has not sent yet; what was accepted stays accepted. A job that has ended stays as it is. */
  readonly cancelJob: ChangeJobPayload;
  /** Begins to connect an asset to its owner's tariff: the owner agrees at the vendor's, who then sends them to `callbackUrl`. */
  readonly connectTariff: ConnectTariffPayload;
  /** Sets up an appliance. */
  readonly createAppliance: SiteAdministrationPayload;
  /** Makes assets, in one vendor call: all of them, or none. */
  readonly createAssets: CreateAssetsPayload;
  /** Makes a home at the tariff vendor. */
  readonly createHome: CreateHomePayload;
  /** Makes a home at the tariff vendor out of utility bills, which the vendor reads later. */
  readonly createHomeFromBills: CreateHomeFromBillsPayload;
  /** Sets up a meter. */
  readonly createMeter: SiteAdministrationPayload;
  /** The address of the tariff vendor's own pages on which a customer sets up a home and its thermostats. */
  readonly createOnboardingUrl: CreateOnboardingUrlPayload;
  /** Sets up an organisation. */
  readonly createOrganization: SiteAdministrationPayload;
  /** Makes a portfolio. */
  readonly createPortfolio: CreatePortfolioPayload;
  /** A token with which a front end may call the tariff vendor itself, for an hour or so. It is a secret. */
  readonly createSessionToken: CreateSessionTokenPayload;
  /** Sets up a site. */
  readonly createSite: SiteAdministrationPayload;
  /** Makes a tariff. What belongs in one is between you and the vendor: it is sent whole, as it is given. */
  readonly createSiteTariff: SiteAdministrationPayload;
  /** Makes a user of the dashboard. */
  readonly createSiteUser: SiteAdministrationPayload;
  /** Has an asset's prices worked out; `Asset.tariffSchedule` then has them. */
  readonly createTariffSchedule: TariffSchedulePayload;
  /** Makes a user known to the vendor of assets: somebody whose assets there will be. */
  readonly createUser: CreateUserPayload;
  /** Deletes an appliance at the vendor, with what the vendor keeps under it. */
  readonly deleteAppliance: SiteAdministrationPayload;
  /** Deletes a meter at the vendor, with what the vendor keeps under it. */
  readonly deleteMeter: SiteAdministrationPayload;
  /** Deletes an organisation at the vendor, with what the vendor keeps under it. */
  readonly deleteOrganization: SiteAdministrationPayload;
  /** Deletes a site at the vendor, with what the vendor keeps under it. */
  readonly deleteSite: SiteAdministrationPayload;
  /** Deletes a tariff. */
  readonly deleteSiteTariff: SiteAdministrationPayload;
  /** Parts an asset from the tariff it is connected to. */
  readonly disconnectTariff: DisconnectTariffPayload;
  /** Lets a user see a site. */
  readonly grantSiteAccess: SiteAdministrationPayload;
  /** Puts what several vendors hold of one place together as one home. All replicas see it within a second or two. */
  readonly linkHome: LinkHomePayload;
  /** Makes a meter part of a home. */
  readonly linkMeter: LinkMeterPayload;
  /** Tells the appliance vendor about house, residents and appliances of an account; said again, it replaces what was said. */
  readonly onboardHousehold: OnboardHouseholdPayload;
  /** Sends the complete list of customers, as a job. The vendor DELETES those that are not in it: they are named in `deletions`, and nothing is sent without `confirmDeletions`. */
  readonly provisionCustomers: ProvisionPayload;
  /** Sends facilities and meters of all customers, as a job that ends when the vendor has worked on them. The vendor DELETES what is not in it: customers left out are named in `deletions`, and nothing is sent without `confirmDeletions`. */
  readonly provisionData: ProvisionPayload;
  /** Stores what a meter consumed, by the hour; points of the same hour are added up before they are sent. With a `userErrors` entry nothing is sent. */
  readonly pushConsumption: PushMeterPointsPayload;
  /** Pushes measurements of meters. They are checked first: with a `userErrors` entry nothing is kept and nothing sent. Accepted means stored; from then on they are sent for as long as it takes, of each meter one after the other in the order of time. */
  readonly pushMeasurements: PushMeasurementsPayload;
  /** Stores readings of a cumulative meter, one an hour. With a `userErrors` entry nothing is sent. */
  readonly pushReadings: PushMeterPointsPayload;
  /** Has an asset's prices worked out anew. */
  readonly refreshTariffSchedule: TariffSchedulePayload;
  /** Makes a household account at the appliance vendor; from then on it is a home here, to be linked with others. */
  readonly registerHousehold: RegisterHouseholdPayload;
  /** Makes a vendor post to this gateway, or makes what it posts what is asked for. */
  readonly registerWebhook: RegisterWebhookPayload;
  /** Removes a home at the tariff vendor, and from what it was linked with. */
  readonly removeHome: RemoveHomePayload;
  /** Removes a household account at the appliance vendor, and from the home it was linked to. */
  readonly removeHousehold: RemoveHouseholdPayload;
  /** Lets a user see a site no more. */
  readonly removeSiteAccess: SiteAdministrationPayload;
  /** Puts a tariff in the place of another; what the new one lacks is gone. */
  readonly replaceSiteTariff: SiteAdministrationPayload;
  /** Reads once more a delivery that could not be read, after its cause was mended, and stores what it says as if it had come now. */
  readonly replayEvent: ReplayEventPayload;
  /** Lets a parked job try again. Any other job stays as it is. */
  readonly resumeJob: ChangeJobPayload;
  /** Says which assets take part in a flexibility event. */
  readonly setEventParticipation: SetEventParticipationPayload;
  /** Sets what the users of a thermostat want. */
  readonly setHvacPreferences: SetHvacPreferencesPayload;
  /** Tells the tariff vendor where to post what concerns thermostats: to a receiver of your own, not to the gateway. One a kind; set again, it takes the place of the one before. */
  readonly setHvacWebhook: SetHvacWebhookPayload;
  /** Says which assets take part in the events of a scheme, until it is changed. */
  readonly setSchemeParticipation: SetSchemeParticipationPayload;
  /** Makes a vendor post to a webhook now. What it posts looks as if it had happened, and goes into the log of events. */
  readonly testWebhook: TestWebhookPayload;
  /** Takes a home apart again that `linkHome`, `linkMeter` or `registerHousehold` put together; what the config file says stays. */
  readonly unlinkHome: UnlinkHomePayload;
  /** Takes a meter off the home that `linkMeter` or `linkHome` made it part of. */
  readonly unlinkMeter: UnlinkMeterPayload;
  /** Takes a webhook from a vendor, one of this gateway or another. With `auto: true` in the configuration the gateway's own comes back at the next look. */
  readonly unregisterWebhook: UnregisterWebhookPayload;
  /** Changes an energy-management action, unless somebody else has changed it since it was read. Fields left out stay as they are. */
  readonly updateAction: UpdateActionPayload;
  /** Changes an appliance; fields left out stay as they are. */
  readonly updateAppliance: SiteAdministrationPayload;
  /** Changes a home at the tariff vendor. */
  readonly updateHome: UpdateHomePayload;
  /** Changes a meter; fields left out stay as they are. */
  readonly updateMeter: SiteAdministrationPayload;
  /** Changes an organisation; fields left out stay as they are. */
  readonly updateOrganization: SiteAdministrationPayload;
  /** Changes a site; fields left out stay as they are. */
  readonly updateSite: SiteAdministrationPayload;
  /** Uploads consumption of assets, as a job. The points are checked first: with a `userErrors` entry nothing is sent. */
  readonly uploadConsumption: UploadConsumptionPayload;
};


/** What can be changed. Needs the role `write`. */
export type MutationAddSolarArgs = {
  input: AddSolarInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationArchiveAssetArgs = {
  input: ArchiveAssetInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationAssignPortfolioAssetsArgs = {
  input: AssignPortfolioAssetsInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationAssociateReportArgs = {
  input: AssociateReportInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationCancelJobArgs = {
  input: ChangeJobInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationConnectTariffArgs = {
  input: ConnectTariffInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationCreateApplianceArgs = {
  input: CreateApplianceInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationCreateAssetsArgs = {
  input: CreateAssetsInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationCreateHomeArgs = {
  input: CreateHomeInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationCreateHomeFromBillsArgs = {
  input: CreateHomeFromBillsInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationCreateMeterArgs = {
  input: CreateMeterInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationCreateOnboardingUrlArgs = {
  input: CreateOnboardingUrlInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationCreateOrganizationArgs = {
  input: CreateOrganizationInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationCreatePortfolioArgs = {
  input: CreatePortfolioInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationCreateSessionTokenArgs = {
  input: CreateSessionTokenInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationCreateSiteArgs = {
  input: CreateSiteInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationCreateSiteTariffArgs = {
  input: CreateSiteTariffInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationCreateSiteUserArgs = {
  input: CreateSiteUserInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationCreateTariffScheduleArgs = {
  input: TariffScheduleInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationCreateUserArgs = {
  input: CreateUserInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationDeleteApplianceArgs = {
  input: DeleteRecordInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationDeleteMeterArgs = {
  input: DeleteRecordInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationDeleteOrganizationArgs = {
  input: DeleteRecordInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationDeleteSiteArgs = {
  input: DeleteRecordInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationDeleteSiteTariffArgs = {
  input: DeleteRecordInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationDisconnectTariffArgs = {
  input: DisconnectTariffInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationGrantSiteAccessArgs = {
  input: SiteAccessInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationLinkHomeArgs = {
  input: LinkHomeInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationLinkMeterArgs = {
  input: LinkMeterInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationOnboardHouseholdArgs = {
  input: OnboardHouseholdInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationProvisionCustomersArgs = {
  input: ProvisionCustomersInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationProvisionDataArgs = {
  input: ProvisionDataInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationPushConsumptionArgs = {
  input: PushMeterPointsInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationPushMeasurementsArgs = {
  input: PushMeasurementsInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationPushReadingsArgs = {
  input: PushMeterPointsInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationRefreshTariffScheduleArgs = {
  input: TariffScheduleInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationRegisterHouseholdArgs = {
  input: RegisterHouseholdInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationRegisterWebhookArgs = {
  input: RegisterWebhookInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationRemoveHomeArgs = {
  input: RemoveHomeInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationRemoveHouseholdArgs = {
  input: RemoveHouseholdInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationRemoveSiteAccessArgs = {
  input: SiteAccessInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationReplaceSiteTariffArgs = {
  input: ReplaceSiteTariffInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationReplayEventArgs = {
  input: ReplayEventInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationResumeJobArgs = {
  input: ChangeJobInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationSetEventParticipationArgs = {
  input: SetEventParticipationInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationSetHvacPreferencesArgs = {
  input: SetHvacPreferencesInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationSetHvacWebhookArgs = {
  input: SetHvacWebhookInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationSetSchemeParticipationArgs = {
  input: SetSchemeParticipationInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationTestWebhookArgs = {
  input: TestWebhookInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationUnlinkHomeArgs = {
  input: UnlinkHomeInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationUnlinkMeterArgs = {
  input: UnlinkMeterInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationUnregisterWebhookArgs = {
  input: UnregisterWebhookInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationUpdateActionArgs = {
  input: UpdateActionInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationUpdateApplianceArgs = {
  input: UpdateApplianceInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationUpdateHomeArgs = {
  input: UpdateHomeInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationUpdateMeterArgs = {
  input: UpdateMeterInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationUpdateOrganizationArgs = {
  input: UpdateOrganizationInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationUpdateSiteArgs = {
  input: UpdateSiteInput;
};


/** What can be changed. Needs the role `write`. */
export type MutationUploadConsumptionArgs = {
  input: UploadConsumptionInput;
};

/** An asset to be made. Texts have 1 to 255 characters. */
export type NewAssetInput = {
  /** The tenant's own id of it; of a smart meter, the number of its supply point (import MPAN). */
  readonly assetId: Scalars['String']['input'];
  /** The balancing mechanism unit it is part of. */
  readonly bmuId?: InputMaybe<Scalars['String']['input']>;
  /** The event scheme that it is to be a member of. */
  readonly eventScheme?: InputMaybe<EntityBy>;
  /** Number of the supply point by which it feeds into the grid (export MPAN). */
  readonly exportMpan?: InputMaybe<Scalars['String']['input']>;
  /** Whether it is settled by the half hour. */
  readonly halfHourlySettled?: Scalars['Boolean']['input'];
  /** When it was installed. */
  readonly installedAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Where it is. */
  readonly location: AssetLocationInput;
  /** Name. */
  readonly name: Scalars['String']['input'];
  /** When its owner agreed to take part in the scheme. */
  readonly schemeOptedInAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** What it is. */
  readonly type?: AssetType;
  /** The tenant's own id of whose it is, as in `createUser`. */
  readonly userId: Scalars['String']['input'];
};

/** Anything with a global id. */
export type Node = {
  /** Opaque global id, valid for this tenant only. */
  readonly id: Scalars['ID']['output'];
};

/** A household account and what is told of it; what is left out is not told. */
export type OnboardHouseholdInput = {
  /** Number of the account. */
  readonly accountNumber: Scalars['String']['input'];
  /** What uses or makes electricity there, each kind once; left out, the vendor assumes a usual set. */
  readonly appliances?: InputMaybe<ReadonlyArray<HouseholdApplianceInput>>;
  /** The house. */
  readonly house?: InputMaybe<HouseInput>;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Who lives there. */
  readonly residents?: InputMaybe<ResidentsInput>;
};

/** What came of `onboardHousehold`. */
export type OnboardHouseholdPayload = {
  readonly __typename?: 'OnboardHouseholdPayload';
  /** The household's home; null when it was refused, or when the account belongs to no home here. */
  readonly home?: Maybe<Home>;
  /** What was wrong with the input; empty when all went well. Bound: some a mutation. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** How far the onboarding of a home has come. */
export type Onboarding = {
  readonly __typename?: 'Onboarding';
  /** Whether the home can take part; null = not judged yet. */
  readonly eligible?: Maybe<Scalars['Boolean']['output']>;
  /** Where it stands. */
  readonly status: OnboardingStatus;
  /** The vendor's word for the step reached. */
  readonly step?: Maybe<Scalars['String']['output']>;
  /** The thermostat's brand. */
  readonly thermostatBrand?: Maybe<Scalars['String']['output']>;
};

/** States of an onboarding. */
export type OnboardingStatus =
  /** Done. */
  | 'COMPLETED'
  /** Failed. */
  | 'ERROR'
  /** Begun. */
  | 'IN_PROGRESS'
  /** Not begun. */
  | 'NOT_STARTED';

/** Prices of electricity as an OpenADR 3.0 event. */
export type OpenAdrEvent = {
  readonly __typename?: 'OpenAdrEvent';
  /** When it was made. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Name of the event. */
  readonly eventName?: Maybe<Scalars['String']['output']>;
  /** Id of the event. */
  readonly id: Scalars['String']['output'];
  /** Its intervals, in order. Bound: the price blocks of a day, at most 96. */
  readonly intervals: ReadonlyArray<OpenAdrInterval>;
  /** When it was last changed. */
  readonly modifiedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Id of the programme. */
  readonly programId?: Maybe<Scalars['String']['output']>;
};

/** A stretch of time of an OpenADR event. */
export type OpenAdrInterval = {
  readonly __typename?: 'OpenAdrInterval';
  /** Length, an ISO 8601 duration such as `PT3H`. */
  readonly duration: Scalars['String']['output'];
  /** Number within the event, from 0. */
  readonly id: Scalars['Int']['output'];
  /** What holds in it. Bound: one a kind of payload, a handful. */
  readonly payloads: ReadonlyArray<OpenAdrPayload>;
  /** Start. */
  readonly startsAt: Scalars['DateTime']['output'];
};

/** Values of an interval. */
export type OpenAdrPayload = {
  readonly __typename?: 'OpenAdrPayload';
  /** What the values are; `PRICE` = $/kWh. */
  readonly type: Scalars['String']['output'];
  /** The values. Bound: one for a price, a handful else. */
  readonly values: ReadonlyArray<Scalars['Float']['output']>;
};

/** Where a page stands in its list. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the last item; null for an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether items follow the page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether items precede the page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first item; null for an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** Whether an asset takes part. */
export type Participation =
  /** It takes part. */
  | 'OPT_IN'
  /** It does not. */
  | 'OPT_OUT';

/** Assets that get the same state. */
export type ParticipationChangeInput = {
  /** The assets, by global ids or the vendor's. */
  readonly assets: ReadonlyArray<EntityBy>;
  /** Their state. */
  readonly state: Participation;
};

/** How much of an interval was measured. */
export type PointState =
  /** All of it. */
  | 'MEASURED'
  /** None of it; the value is null. */
  | 'MISSING'
  /** Some of it; the value covers that part only. */
  | 'PARTIAL';

/** A group of assets. */
export type Portfolio = Node & {
  readonly __typename?: 'Portfolio';
  /** Its assets. */
  readonly assets?: Maybe<AssetConnection>;
  /** Energy its assets consumed, summed; at most 100 assets. */
  readonly consumption?: Maybe<ConsumptionSeries>;
  /** When the vendor created it. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Description. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Flexibility events it is assigned to. Costs one vendor call an event looked through; more than 100 of them are refused. */
  readonly flexEvents?: Maybe<FlexEventConnection>;
  /** Opaque global id, valid for this tenant only. */
  readonly id: Scalars['ID']['output'];
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The vendors' own ids of it, the naming one first. Bound: a handful, one or two a vendor. */
  readonly refs: ReadonlyArray<VendorRef>;
  /** The vendor's word for its state. */
  readonly status?: Maybe<Scalars['String']['output']>;
  /** When the vendor last changed it. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};


/** A group of assets. */
export type PortfolioAssetsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A group of assets. */
export type PortfolioConsumptionArgs = {
  from: Scalars['DateTime']['input'];
  resolution?: InputMaybe<Resolution>;
  timeZone?: InputMaybe<Scalars['TimeZone']['input']>;
  to: Scalars['DateTime']['input'];
  unit?: InputMaybe<EnergyUnit>;
};


/** A group of assets. */
export type PortfolioFlexEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<ReadonlyArray<FlexEventStatus>>;
};

/** A page of portfolios. */
export type PortfolioConnection = {
  readonly __typename?: 'PortfolioConnection';
  /** The same items, each with its cursor. Bound: as `nodes`. */
  readonly edges: ReadonlyArray<PortfolioEdge>;
  /** The items of the page, in the order of the list. Bound: the page size, and one for each item that could not be read: that one is null, with its error. */
  readonly nodes: ReadonlyArray<Maybe<Portfolio>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items in the whole list; null where a vendor does not give it for free. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One item of a page of portfolios. */
export type PortfolioEdge = {
  readonly __typename?: 'PortfolioEdge';
  /** The place of the item in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item; null, with an error, when its vendor failed. */
  readonly node?: Maybe<Portfolio>;
};

/** Assets were put into a portfolio. */
export type PortfolioNotice = Event & {
  readonly __typename?: 'PortfolioNotice';
  /** The assets; null in the place of one the vendor does not know any more. Bound: what one delivery of 256 KiB names. */
  readonly assets: ReadonlyArray<Maybe<Asset>>;
  /** Its place in the log, to resume after it. */
  readonly cursor: Scalars['String']['output'];
  /** Opaque id of the event, the same whenever it is read. */
  readonly id: Scalars['ID']['output'];
  /** When it happened at the vendor; null where the vendor does not say. */
  readonly occurredAt?: Maybe<Scalars['DateTime']['output']>;
  /** The portfolio. */
  readonly portfolio?: Maybe<Portfolio>;
  /** When the gateway stored it. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** What happened; null for a gap. */
  readonly type?: Maybe<EventType>;
  /** The vendor that told it; null for a gap. */
  readonly vendor?: Maybe<Vendor>;
};

/** Mean power at a time. */
export type PowerReading = {
  readonly __typename?: 'PowerReading';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** Power, W; null = no reading. */
  readonly powerW?: Maybe<Scalars['Float']['output']>;
};

/** Prices of electricity in equal steps. */
export type PriceSignal = {
  readonly __typename?: 'PriceSignal';
  /** Price of feeding into the grid, $/kWh, where it is told apart. Bound: one a step. */
  readonly exports?: Maybe<ReadonlyArray<Maybe<Scalars['Float']['output']>>>;
  /** Start of the first step. */
  readonly from: Scalars['DateTime']['output'];
  /** Price of drawing from the grid, $/kWh, where it is told apart. Bound: one a step. */
  readonly imports?: Maybe<ReadonlyArray<Maybe<Scalars['Float']['output']>>>;
  /** Price of each step, $/kWh; null = no price. Bound: one a step. */
  readonly prices: ReadonlyArray<Maybe<Scalars['Float']['output']>>;
  /** Length of a step in seconds; 900 = 15 minutes. */
  readonly stepSeconds: Scalars['Int']['output'];
  /** Start of each step. Bound: one a step between `from` and `to`. */
  readonly timestamps: ReadonlyArray<Scalars['DateTime']['output']>;
  /** End of the last step. */
  readonly to: Scalars['DateTime']['output'];
};

/** A home has a new price signal. */
export type PriceSignalNotice = Event & {
  readonly __typename?: 'PriceSignalNotice';
  /** Its place in the log, to resume after it. */
  readonly cursor: Scalars['String']['output'];
  /** The home. */
  readonly home?: Maybe<Home>;
  /** Opaque id of the event, the same whenever it is read. */
  readonly id: Scalars['ID']['output'];
  /** When it happened at the vendor; null where the vendor does not say. */
  readonly occurredAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the gateway stored it. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** What happened; null for a gap. */
  readonly type?: Maybe<EventType>;
  /** The vendor that told it; null for a gap. */
  readonly vendor?: Maybe<Vendor>;
};

/** A property of a facility or a meter, as the vendor keeps it. */
export type Property = {
  readonly __typename?: 'Property';
  /** Name. */
  readonly name: Scalars['String']['output'];
  /** Unit of the value. */
  readonly unit?: Maybe<Scalars['String']['output']>;
  /** Value, as text. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** All customers of the tenant. */
export type ProvisionCustomersInput = {
  /** Says that the customers named in `deletions` are to be deleted. */
  readonly confirmDeletions?: InputMaybe<Scalars['Boolean']['input']>;
  /** All of them; none twice. */
  readonly customers: ReadonlyArray<ProvisionedCustomerInput>;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What all customers of the tenant have. */
export type ProvisionDataInput = {
  /** Says that the data of the customers named in `deletions` is to be deleted. */
  readonly confirmDeletions?: InputMaybe<Scalars['Boolean']['input']>;
  /** All of them that have facilities; none twice. */
  readonly customers: ReadonlyArray<ProvisionedDataInput>;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What became of a snapshot. */
export type ProvisionPayload = {
  readonly __typename?: 'ProvisionPayload';
  /** External ids of customers that are in the last snapshot sent from here, or in one under way, and not in this one: they are, or would be, deleted. Customers that the vendor has from elsewhere cannot be told: it lists none. Bound: the customers of those snapshots. */
  readonly deletions: ReadonlyArray<Scalars['String']['output']>;
  /** The job that sends it, in its turn, and follows it until the vendor has worked on it; null when there are errors. */
  readonly job?: Maybe<Job>;
  /** What is wrong with the input. Bound: one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A customer at the vendor. */
export type ProvisionedCustomerInput = {
  /** Your own id of the customer. */
  readonly externalId: Scalars['String']['input'];
  /** Name, shown to its users. */
  readonly name: Scalars['String']['input'];
  /** Code of the service package, from the vendor's code set. */
  readonly productCode: Scalars['Int']['input'];
};

/** What one customer has. */
export type ProvisionedDataInput = {
  /** Your own id of the customer. */
  readonly customerExternalId: Scalars['String']['input'];
  /** All its facilities. */
  readonly facilities: ReadonlyArray<ProvisionedFacilityInput>;
};

/** A facility to be provisioned. */
export type ProvisionedFacilityInput = {
  /** Your own id of it. */
  readonly externalId: Scalars['String']['input'];
  /** All its meters. */
  readonly meters: ReadonlyArray<ProvisionedMeterInput>;
  /** Name. */
  readonly name: Scalars['String']['input'];
  /** Properties. */
  readonly properties?: ReadonlyArray<ProvisionedPropertyInput>;
};

/** A meter to be provisioned. */
export type ProvisionedMeterInput = {
  /** Your own id of it. */
  readonly externalId: Scalars['String']['input'];
  /** Name. */
  readonly name: Scalars['String']['input'];
  /** The vendor's id of what it measures; `quantities` lists them. */
  readonly quantityId: Scalars['Int']['input'];
  /** Its sub-meters. */
  readonly subMeters?: ReadonlyArray<ProvisionedMeterInput>;
};

/** A property of a facility. */
export type ProvisionedPropertyInput = {
  /** Name. */
  readonly name: Scalars['String']['input'];
  /** Value. */
  readonly value: Scalars['String']['input'];
};

/** Whether a snapshot brings anything new. */
export type ProvisioningOutcome =
  /** Taken; it is being worked on. */
  | 'ACCEPTED'
  /** It equals what was sent before, and was worked on already. */
  | 'UNCHANGED';

/** How far a vendor is with a snapshot. */
export type ProvisioningProgress = {
  readonly __typename?: 'ProvisioningProgress';
  /** How many errors the vendor has found. */
  readonly errorCount: Scalars['Int']['output'];
  /** Whether the vendor took it or had it already; null until it has said so. */
  readonly outcome?: Maybe<ProvisioningOutcome>;
  /** The vendor's id of it, under which `provisioning` asks; null where the vendor names none. */
  readonly provisioningId?: Maybe<Scalars['String']['output']>;
  /** Its state at the vendor; null before it is there, and for customers, of which the vendor tells none. */
  readonly status?: Maybe<ProvisioningStatus>;
};

/** State of provisioned data. */
export type ProvisioningStatus =
  /** Done. */
  | 'COMPLETED'
  /** Ended with errors. */
  | 'FAILED'
  /** Waits. */
  | 'PENDING'
  /** Is worked on. */
  | 'PROCESSING'
  /** The vendor names a state that we do not know. */
  | 'UNKNOWN';

/** Measurements to push. */
export type PushMeasurementsInput = {
  /** Makes repeating the mutation harmless: for 24 hours the same key gives the same jobs, and nothing is stored twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 10 000 packets, in any order: they are sorted by time. More than that: several calls, or the command `wattgraph import wattics FILE`. */
  readonly packets: ReadonlyArray<MeasurementPacketInput>;
  /** What the vendor does with them. */
  readonly variant?: InputMaybe<MeasurementVariant>;
};

/** What became of the measurements. */
export type PushMeasurementsPayload = {
  readonly __typename?: 'PushMeasurementsPayload';
  /** How many packets are stored and will be sent; 0 when there are errors. */
  readonly accepted: Scalars['Int']['output'];
  /** The jobs that send them, as they stand: one a stream, which also holds what was waiting for it before. Empty when there are errors. Bound: the streams of the input. */
  readonly jobs: ReadonlyArray<Job>;
  /** What is wrong with the input. Bound: 20; the first faults. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Points of one meter. */
export type PushMeterPointsInput = {
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The meter. */
  readonly meter: EntityBy;
  /** At least one, in the order of time, none in the future, at most 365 days from first to last. */
  readonly points: ReadonlyArray<MeterPointInput>;
};

/** What became of pushed points. */
export type PushMeterPointsPayload = {
  readonly __typename?: 'PushMeterPointsPayload';
  /** How many hours were sent. */
  readonly hours: Scalars['Int']['output'];
  /** The meter; null when there are errors. */
  readonly meter?: Maybe<Meter>;
  /** What is wrong with the input. Bound: one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What meters measure. */
export type Quantity = {
  readonly __typename?: 'Quantity';
  /** The vendor's id; null where the vendor names the quantity in words only. */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Name (electricity, water …). */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Unit symbol as the vendor writes it. */
  readonly unit?: Maybe<Scalars['String']['output']>;
  /** The vendor that measures it. */
  readonly vendor: Vendor;
};

/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type Query = {
  readonly __typename?: 'Query';
  /** One alarm of a vendor's log; null when there is none. */
  readonly alarm?: Maybe<Alarm>;
  /** One asset. `BAD_USER_INPUT` when there is none. */
  readonly asset?: Maybe<Asset>;
  /** One event scheme. `BAD_USER_INPUT` when there is none. */
  readonly eventScheme?: Maybe<EventScheme>;
  /** One facility. `BAD_USER_INPUT` when there is none. */
  readonly facility?: Maybe<Facility>;
  /** One flexibility event. `BAD_USER_INPUT` when there is none. */
  readonly flexEvent?: Maybe<FlexEvent>;
  /** The coming hours with the most renewable energy. Bound: the windows of the vendor's forecast, some a day. */
  readonly greenEnergyWindows?: Maybe<ReadonlyArray<GreenEnergyWindow>>;
  /** One home, by any of its members. `BAD_USER_INPUT` when there is none. */
  readonly home?: Maybe<Home>;
  /** A thermostat; its fields are null when its vendor does not know it. */
  readonly hvac?: Maybe<Hvac>;
  /** One meter. `BAD_USER_INPUT` when there is none. */
  readonly meter?: Maybe<Meter>;
  /** One appliance behind a meter. `BAD_USER_INPUT` when there is none. */
  readonly meterAppliance?: Maybe<MeterAppliance>;
  /** The entity with this id; null when there is none. */
  readonly node?: Maybe<Node>;
  /** The entities with these ids, in the order asked for; null in the place of an id that names nothing. Bound: the ids asked for, at most 1000. */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  /** One portfolio. `BAD_USER_INPUT` when there is none. */
  readonly portfolio?: Maybe<Portfolio>;
  /** How far a vendor is with data that was sent to it, asked of it now; null when it knows no such id. `Job.provisioning` follows what `provisionData` sends by itself. */
  readonly provisioning?: Maybe<ProvisioningProgress>;
  /** The quantities that meters measure (electricity, heat, water …). Bound: the vendors' fixed lists, some dozens. */
  readonly quantities: ReadonlyArray<Maybe<Quantity>>;
  /** What energy would cost on a rate plan, without a home; null when no vendor knows the plan. */
  readonly ratePlanBill?: Maybe<BillEstimate>;
  /** What days of energy would cost on a rate plan, and what they would mean for the climate, without a home; null when no vendor knows the plan. */
  readonly ratePlanImpact?: Maybe<BillEstimate>;
  /** Prices of a rate plan, without a home; null when no vendor knows the plan. The vendor recommends `Home.priceSignal`, which weighs in what the home has. */
  readonly ratePlanPriceSignal?: Maybe<PriceSignal>;
  /** The reports that users can be associated to, as the vendor lists them. Bound: the vendor's own list, some dozens. */
  readonly reportDefinitions?: Maybe<ReadonlyArray<Scalars['JSON']['output']>>;
  /** A tariff, whole as the vendor keeps it; null when there is none with this id. */
  readonly siteTariff?: Maybe<Scalars['JSON']['output']>;
  /** The dashboard user with this address; null when there is none. */
  readonly siteUser?: Maybe<SiteUser>;
  /** The tenant of the credential. */
  readonly tenant: Tenant;
  /** Utilities that serve a zip code, with their rate plans. Bound: the utilities of one zip code. */
  readonly utilities?: Maybe<ReadonlyArray<Utility>>;
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QueryAlarmArgs = {
  id: Scalars['String']['input'];
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QueryAssetArgs = {
  by: EntityBy;
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QueryEventSchemeArgs = {
  by: EntityBy;
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QueryFacilityArgs = {
  by: EntityBy;
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QueryFlexEventArgs = {
  by: EntityBy;
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QueryHomeArgs = {
  by: EntityBy;
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QueryHvacArgs = {
  deviceId: Scalars['String']['input'];
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QueryMeterArgs = {
  by: EntityBy;
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QueryMeterApplianceArgs = {
  by: EntityBy;
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QueryPortfolioArgs = {
  by: EntityBy;
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QueryProvisioningArgs = {
  id: Scalars['String']['input'];
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QueryRatePlanBillArgs = {
  exportKwh?: InputMaybe<ReadonlyArray<ReadonlyArray<Scalars['Float']['input']>>>;
  fromMonth: Scalars['YearMonth']['input'];
  ratePlanId: Scalars['String']['input'];
  toMonth: Scalars['YearMonth']['input'];
  usageKwh: ReadonlyArray<ReadonlyArray<Scalars['Float']['input']>>;
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QueryRatePlanImpactArgs = {
  exportKwh?: InputMaybe<ReadonlyArray<ReadonlyArray<Scalars['Float']['input']>>>;
  from: Scalars['Date']['input'];
  ratePlanId: Scalars['String']['input'];
  solarCapacityKw?: InputMaybe<Scalars['Float']['input']>;
  to: Scalars['Date']['input'];
  usageKwh?: InputMaybe<ReadonlyArray<ReadonlyArray<Scalars['Float']['input']>>>;
  zipcode: Scalars['String']['input'];
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QueryRatePlanPriceSignalArgs = {
  from: Scalars['DateTime']['input'];
  ratePlanId: Scalars['String']['input'];
  to: Scalars['DateTime']['input'];
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QuerySiteTariffArgs = {
  id: Scalars['String']['input'];
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QuerySiteUserArgs = {
  email: Scalars['String']['input'];
};


/** What can be read. Every field below `tenant` belongs to the tenant of the credential sent. */
export type QueryUtilitiesArgs = {
  zipcode: Scalars['String']['input'];
};

/** A tariff of a utility. */
export type RatePlan = {
  readonly __typename?: 'RatePlan';
  /** The vendor's id; what a home refers to. */
  readonly id: Scalars['String']['output'];
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Human-readable id of the tariff. */
  readonly rateId?: Maybe<Scalars['String']['output']>;
  /** The vendor's word for how far it supports the plan. */
  readonly supportedType?: Maybe<Scalars['String']['output']>;
};

/** What a vendor's own id names. */
export type RefKind =
  /** An appliance behind a meter. */
  | 'APPLIANCE'
  /** An asset of the flexibility vendor. */
  | 'ASSET'
  /** A flexibility event. */
  | 'EVENT'
  /** An event scheme. */
  | 'EVENT_SCHEME'
  /** A facility or site. */
  | 'FACILITY'
  /** A home at the tariff vendor. */
  | 'HOME'
  /** A household account at the appliance vendor. */
  | 'HOUSEHOLD'
  /** A meter. */
  | 'METER'
  /** A portfolio of assets. */
  | 'PORTFOLIO'
  /** The id under which measurements of a meter are pushed. */
  | 'STREAM';

/** A place where a register that counts consumption did not simply count up. */
export type RegisterBreak = {
  readonly __typename?: 'RegisterBreak';
  /** The first reading after it. */
  readonly at: Scalars['DateTime']['output'];
  /** What happened. */
  readonly kind: RegisterBreakKind;
};

/** What happened to a register. */
export type RegisterBreakKind =
  /** It was set back, or the meter was changed; what was consumed meanwhile is missing. */
  | 'RESET'
  /** It went past its last digit; what it counted before and after is in the values. */
  | 'ROLL_OVER';

/** A household account to be made. */
export type RegisterHouseholdInput = {
  /** Number of the account, leading zeros kept. */
  readonly accountNumber: Scalars['String']['input'];
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Point of delivery of its electricity: 14 to 20 characters, two capital letters first, then capital letters and digits, such as `IT001E1234567890ABC`. The tenant's configuration may ask for the vendor's stricter rule of 19. */
  readonly pod: Scalars['String']['input'];
};

/** What came of `registerHousehold`. */
export type RegisterHouseholdPayload = {
  readonly __typename?: 'RegisterHouseholdPayload';
  /** The household as a home; null when it was refused. */
  readonly home?: Maybe<Home>;
  /** What was wrong with the input; empty when all went well. Bound: some a mutation. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What a vendor is to post. */
export type RegisterWebhookInput = {
  /** The vendor's names of the event types; default all that the gateway understands. Bound: the vendor's fixed list, some dozens. */
  readonly eventTypes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** With a key of your own, 1 to 255 characters, asking twice is as good as once: the same key gets the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Name of the registration, where the vendor keeps one. Default `wattgraph`. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Register anew even if all is as it should be: the vendor then signs with a new secret, and both are good for a day. */
  readonly rotateSecret?: Scalars['Boolean']['input'];
  /** The vendor. */
  readonly vendor: Vendor;
};

/** What came of it. */
export type RegisterWebhookPayload = {
  readonly __typename?: 'RegisterWebhookPayload';
  /** What kept it from being done. Bound: the faults of one input, some. */
  readonly userErrors: ReadonlyArray<UserError>;
  /** The registration; null when it was refused. */
  readonly webhook?: Maybe<WebhookRegistration>;
};

/** A home to be removed. */
export type RemoveHomeInput = {
  /** The home, by id or by any member. */
  readonly home: EntityBy;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What came of `removeHome`. */
export type RemoveHomePayload = {
  readonly __typename?: 'RemoveHomePayload';
  /** The vendors' own ids of the home removed; none when it was not. Bound: one or two. */
  readonly removed: ReadonlyArray<VendorRef>;
  /** What was wrong with the input; empty when all went well. Bound: some a mutation. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A household account to be removed. */
export type RemoveHouseholdInput = {
  /** Number of the account. */
  readonly accountNumber: Scalars['String']['input'];
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What came of `removeHousehold`. */
export type RemoveHouseholdPayload = {
  readonly __typename?: 'RemoveHouseholdPayload';
  /** Number of the account removed; null when it was not. */
  readonly accountNumber?: Maybe<Scalars['String']['output']>;
  /** What was wrong with the input; empty when all went well. Bound: some a mutation. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A tariff in the place of another. */
export type ReplaceSiteTariffInput = {
  /** The vendor's id of it. */
  readonly id: Scalars['String']['input'];
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** A JSON object: the whole tariff. */
  readonly tariff: Scalars['JSON']['input'];
};

/** Which delivery to read once more. */
export type ReplayEventInput = {
  /** Its id in `deadLetters`. */
  readonly deadLetterId: Scalars['String']['input'];
  /** With a key of your own, 1 to 255 characters, asking twice is as good as once: the same key gets the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What came of it. */
export type ReplayEventPayload = {
  readonly __typename?: 'ReplayEventPayload';
  /** What the delivery says, as it was stored; none when the log held all of it, or when it was refused. Bound: the events of one delivery, some. */
  readonly events: ReadonlyArray<Event>;
  /** What kept it from being done. Bound: the faults of one input, some. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Who lives in a household. */
export type Residents = {
  readonly __typename?: 'Residents';
  /** Adults. */
  readonly adults: Scalars['Int']['output'];
  /** Children. */
  readonly children: Scalars['Int']['output'];
  /** Elderly people. */
  readonly elderly: Scalars['Int']['output'];
};

/** Who lives in a household: each at least 0, and one person in all. */
export type ResidentsInput = {
  /** Adults. */
  readonly adults: Scalars['Int']['input'];
  /** Children. */
  readonly children?: Scalars['Int']['input'];
  /** Elderly people. */
  readonly elderly?: Scalars['Int']['input'];
};

/** Length of the intervals of a series. Days, weeks (from Monday) and months are civil: a day has 23, 24 or 25 hours. */
export type Resolution =
  /** One civil day. */
  | 'DAY'
  /** 30 minutes. */
  | 'HALF_HOUR'
  /** One hour. */
  | 'HOUR'
  /** One civil month. */
  | 'MONTH'
  /** 15 minutes. */
  | 'QUARTER_HOUR'
  /** One civil week, from Monday. */
  | 'WEEK';

/** A member of a sum whose readings could not be had. */
export type SeriesFailure = {
  readonly __typename?: 'SeriesFailure';
  /** Code of the error table, for example `VENDOR_TIMEOUT`. */
  readonly code: Scalars['String']['output'];
  /** What happened. */
  readonly message: Scalars['String']['output'];
  /** The member. */
  readonly ref: VendorRef;
};

/** Assets that take part in an event, or do not. */
export type SetEventParticipationInput = {
  /** The changes, of 1 to 1000 assets in all; they are made in one vendor call. */
  readonly changes: ReadonlyArray<ParticipationChangeInput>;
  /** The event. */
  readonly flexEvent: EntityBy;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What came of `setEventParticipation`. */
export type SetEventParticipationPayload = {
  readonly __typename?: 'SetEventParticipationPayload';
  /** The event; null when it was refused. */
  readonly flexEvent?: Maybe<FlexEvent>;
  /** What was wrong with the input; empty when all went well. Bound: one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A thermostat and its preferences. */
export type SetHvacPreferencesInput = {
  /** The vendor's id of the device. */
  readonly deviceId: Scalars['String']['input'];
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The preferences; what is left out stays as it is. */
  readonly preferences: HvacPreferencesInput;
};

/** What came of `setHvacPreferences`. */
export type SetHvacPreferencesPayload = {
  readonly __typename?: 'SetHvacPreferencesPayload';
  /** The thermostat; null when it was refused. */
  readonly hvac?: Maybe<Hvac>;
  /** The schedule that follows; null when it was refused. */
  readonly schedule?: Maybe<HvacSchedule>;
  /** What was wrong with the input; empty when all went well. Bound: some a mutation. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Where the tariff vendor is to post what concerns thermostats. */
export type SetHvacWebhookInput = {
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What is posted. */
  readonly kind: HvacWebhookKind;
  /** A secret of 16 to 255 characters, which comes back in the header `x-ws-security-key` of every post. */
  readonly securityKey: Scalars['String']['input'];
  /** Your receiver, an https address. */
  readonly url: Scalars['String']['input'];
};

/** What came of `setHvacWebhook`. */
export type SetHvacWebhookPayload = {
  readonly __typename?: 'SetHvacWebhookPayload';
  /** What was wrong with the input; empty when all went well. Bound: some a mutation. */
  readonly userErrors: ReadonlyArray<UserError>;
  /** The vendor's id of the webhook; null when it was refused. */
  readonly webhookId?: Maybe<Scalars['String']['output']>;
};

/** Assets that take part in a scheme, or do not. */
export type SetSchemeParticipationInput = {
  /** The changes, of 1 to 1000 assets in all; they are made in one vendor call. */
  readonly changes: ReadonlyArray<ParticipationChangeInput>;
  /** The scheme. */
  readonly eventScheme: EntityBy;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What came of `setSchemeParticipation`. */
export type SetSchemeParticipationPayload = {
  readonly __typename?: 'SetSchemeParticipationPayload';
  /** The scheme; null when it was refused. */
  readonly eventScheme?: Maybe<EventScheme>;
  /** What was wrong with the input; empty when all went well. Bound: one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A user and a site. */
export type SiteAccessInput = {
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The vendor's id of the site. */
  readonly siteId: Scalars['String']['input'];
  /** The vendor's id of the user. */
  readonly userId: Scalars['String']['input'];
};

/** What became of a change of the account. */
export type SiteAdministrationPayload = {
  readonly __typename?: 'SiteAdministrationPayload';
  /** The vendor's id of what was made, changed or deleted; null when there are errors, or where the vendor does not tell it. */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** What is wrong with the input. Bound: one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A user of the dashboard. */
export type SiteUser = {
  readonly __typename?: 'SiteUser';
  /** Email address. */
  readonly email?: Maybe<Scalars['String']['output']>;
  /** The vendor's id. */
  readonly id: Scalars['String']['output'];
  /** First name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The sites that the user may see. Bound: the sites of the account. */
  readonly sites?: Maybe<ReadonlyArray<Facility>>;
  /** Family name. */
  readonly surname?: Maybe<Scalars['String']['output']>;
};

/** The solar power of a home. */
export type SolarSystem = {
  readonly __typename?: 'SolarSystem';
  /** True when what it feeds in is not set off against what is drawn. */
  readonly isNonNetMetered: Scalars['Boolean']['output'];
  /** Peak power, kW. */
  readonly systemSizeKw: Scalars['Float']['output'];
};

/** What can be listened to. Needs the role `events`. */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Events as they are stored, in order, none twice. */
  readonly events: Event;
  /** A flexibility event: at once as it stands, then again after all that happens to it. */
  readonly flexEvent: FlexEvent;
  /** A job: at once as it stands, then after each change; ends with its final state. `BAD_USER_INPUT` when there is none. */
  readonly job: Job;
  /** Power of a home with a household account: the newest reading at once, then each new one, as often as the vendor has one. */
  readonly power: PowerReading;
};


/** What can be listened to. Needs the role `events`. */
export type SubscriptionEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  types?: InputMaybe<ReadonlyArray<EventType>>;
};


/** What can be listened to. Needs the role `events`. */
export type SubscriptionFlexEventArgs = {
  by: EntityBy;
};


/** What can be listened to. Needs the role `events`. */
export type SubscriptionJobArgs = {
  id: Scalars['ID']['input'];
};


/** What can be listened to. Needs the role `events`. */
export type SubscriptionPowerArgs = {
  homeId: Scalars['ID']['input'];
};

/** A tariff that an asset is connected to. The vendor documents no field of it: those it has by another name are in `details` only. */
export type Tariff = {
  readonly __typename?: 'Tariff';
  /** All that the vendor says of it, nested fields by their dotted path. Bound: 200. */
  readonly details: ReadonlyArray<VendorDetail>;
  /** When it began. */
  readonly from?: Maybe<Scalars['DateTime']['output']>;
  /** The vendor's id of it. */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The vendor's word for how it stands. */
  readonly status?: Maybe<Scalars['String']['output']>;
  /** Who supplies at it. */
  readonly supplier?: Maybe<Scalars['String']['output']>;
  /** When it ends; null when no end is known. */
  readonly to?: Maybe<Scalars['DateTime']['output']>;
};

/** A page of tariffs. */
export type TariffConnection = {
  readonly __typename?: 'TariffConnection';
  /** The same items, each with its cursor. Bound: as `nodes`. */
  readonly edges: ReadonlyArray<TariffEdge>;
  /** The items of the page. Bound: the page size, and one for each item that could not be read: that one is null, with its error. */
  readonly nodes: ReadonlyArray<Maybe<Tariff>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items in the whole list; null where a vendor does not give it for free. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One item of a page of tariffs. */
export type TariffEdge = {
  readonly __typename?: 'TariffEdge';
  /** The place of the item in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item; null, with an error, when it could not be read. */
  readonly node?: Maybe<Tariff>;
};

/** A tariff plan. The vendor documents no field of it: those it has by another name are in `details` only. */
export type TariffPlan = {
  readonly __typename?: 'TariffPlan';
  /** All that the vendor says of it, nested fields by their dotted path. Bound: 200. */
  readonly details: ReadonlyArray<VendorDetail>;
  /** The vendor's id of it. */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Who offers it. */
  readonly supplier?: Maybe<Scalars['String']['output']>;
};

/** One stretch of a schedule of prices. The vendor documents no field of it: those it has by another name are in `details` only. */
export type TariffRate = {
  readonly __typename?: 'TariffRate';
  /** All that the vendor says of it, nested fields by their dotted path. Bound: 200. */
  readonly details: ReadonlyArray<VendorDetail>;
  /** Start, inclusive. */
  readonly from?: Maybe<Scalars['DateTime']['output']>;
  /** Price of a kWh, in `unit`. */
  readonly price?: Maybe<Scalars['Float']['output']>;
  /** End, exclusive. */
  readonly to?: Maybe<Scalars['DateTime']['output']>;
  /** Unit of the price in the vendor's word, a currency for example. */
  readonly unit?: Maybe<Scalars['String']['output']>;
};

/** A page of a schedule. */
export type TariffRateConnection = {
  readonly __typename?: 'TariffRateConnection';
  /** The same items, each with its cursor. Bound: as `nodes`. */
  readonly edges: ReadonlyArray<TariffRateEdge>;
  /** The items of the page, in the order of the vendor. Bound: the page size, and one for each item that could not be read: that one is null, with its error. */
  readonly nodes: ReadonlyArray<Maybe<TariffRate>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items in the whole list; null where a vendor does not give it for free. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One item of a page of a schedule. */
export type TariffRateEdge = {
  readonly __typename?: 'TariffRateEdge';
  /** The place of the item in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item; null, with an error, when it could not be read. */
  readonly node?: Maybe<TariffRate>;
};

/** An asset whose prices are to be worked out. */
export type TariffScheduleInput = {
  /** The asset. */
  readonly asset: EntityBy;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Whose prices. */
  readonly type?: TariffScheduleType;
};

/** What came of a change to a schedule. */
export type TariffSchedulePayload = {
  readonly __typename?: 'TariffSchedulePayload';
  /** The asset; null when it was refused. */
  readonly asset?: Maybe<Asset>;
  /** What was wrong with the input; empty when all went well. Bound: one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Whose prices a schedule tells. */
export type TariffScheduleType =
  /** Of what is fed into it. */
  | 'EXPORT'
  /** Of what is drawn from the grid. */
  | 'IMPORT'
  /** Of the supply as a whole. */
  | 'SUPPLY';

/** Units of temperature. */
export type TemperatureUnit =
  /** Degrees Celsius. */
  | 'C'
  /** Degrees Fahrenheit. */
  | 'F';

/** A customer of the gateway: its vendors, and all they hold for it. A vendor that fails puts one null, with its error, into a list; the others' items are there. */
export type Tenant = {
  readonly __typename?: 'Tenant';
  /** Assets in flexibility, archived ones too. */
  readonly assets: AssetConnection;
  /** Deliveries of the tenant's vendors that were signed rightly and could not be read, newest first. Needs the role `events`. Bound: `first`. */
  readonly deadLetters?: Maybe<ReadonlyArray<DeadLetter>>;
  /** Event schemes that assets can take part in. */
  readonly eventSchemes: EventSchemeConnection;
  /** The stored log of events, oldest first. Needs the role `events`. */
  readonly events?: Maybe<EventConnection>;
  /** Facilities and sites of all vendors. */
  readonly facilities: FacilityConnection;
  /** Flexibility events. */
  readonly flexEvents: FlexEventConnection;
  /** Homes: first those configured as belonging together, then the remaining homes of the vendors. */
  readonly homes: HomeConnection;
  /** The tenant's id in the gateway's configuration. */
  readonly id: Scalars['ID']['output'];
  /** Jobs, newest first; kept for 30 days after their end, those of pushed packets for a day. */
  readonly jobs: JobConnection;
  /** Meters of all vendors, sub-meters too. */
  readonly meters: MeterConnection;
  /** Name of the tenant. */
  readonly name: Scalars['String']['output'];
  /** Portfolios of assets. */
  readonly portfolios: PortfolioConnection;
  /** State of the connection to each vendor. Bound: the vendors there are. */
  readonly vendors: ReadonlyArray<VendorConnection>;
  /** Webhooks registered at the vendors. Bound: the registrations a vendor keeps for one tenant, some. */
  readonly webhooks: ReadonlyArray<Maybe<WebhookRegistration>>;
};


/** A customer of the gateway: its vendors, and all they hold for it. A vendor that fails puts one null, with its error, into a list; the others' items are there. */
export type TenantAssetsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A customer of the gateway: its vendors, and all they hold for it. A vendor that fails puts one null, with its error, into a list; the others' items are there. */
export type TenantDeadLettersArgs = {
  first?: Scalars['Int']['input'];
};


/** A customer of the gateway: its vendors, and all they hold for it. A vendor that fails puts one null, with its error, into a list; the others' items are there. */
export type TenantEventSchemesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A customer of the gateway: its vendors, and all they hold for it. A vendor that fails puts one null, with its error, into a list; the others' items are there. */
export type TenantEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  types?: InputMaybe<ReadonlyArray<EventType>>;
};


/** A customer of the gateway: its vendors, and all they hold for it. A vendor that fails puts one null, with its error, into a list; the others' items are there. */
export type TenantFacilitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A customer of the gateway: its vendors, and all they hold for it. A vendor that fails puts one null, with its error, into a list; the others' items are there. */
export type TenantFlexEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<FlexEventStatus>;
};


/** A customer of the gateway: its vendors, and all they hold for it. A vendor that fails puts one null, with its error, into a list; the others' items are there. */
export type TenantHomesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A customer of the gateway: its vendors, and all they hold for it. A vendor that fails puts one null, with its error, into a list; the others' items are there. */
export type TenantJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<JobStatus>;
};


/** A customer of the gateway: its vendors, and all they hold for it. A vendor that fails puts one null, with its error, into a list; the others' items are there. */
export type TenantMetersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A customer of the gateway: its vendors, and all they hold for it. A vendor that fails puts one null, with its error, into a list; the others' items are there. */
export type TenantPortfoliosArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** Which webhook to test. */
export type TestWebhookInput = {
  /** The vendor's names of the event types to post, one delivery each; default all of the registration. Bound: the vendor's fixed list, some dozens. */
  readonly eventTypes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The vendor's id of the registration. */
  readonly id: Scalars['String']['input'];
  /** With a key of your own, 1 to 255 characters, asking twice is as good as once: the same key gets the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The vendor. */
  readonly vendor: Vendor;
};

/** What came of it. */
export type TestWebhookPayload = {
  readonly __typename?: 'TestWebhookPayload';
  /** What kept it from being done. Bound: the faults of one input, some. */
  readonly userErrors: ReadonlyArray<UserError>;
  /** The registration that was tested; its `deliveries` tell what came in. null when it was refused. */
  readonly webhook?: Maybe<WebhookRegistration>;
};

/** A home to be taken apart. */
export type UnlinkHomeInput = {
  /** The home, by id or by any member. */
  readonly home: EntityBy;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What came of `unlinkHome`. */
export type UnlinkHomePayload = {
  readonly __typename?: 'UnlinkHomePayload';
  /** What is left of the home under its id: the tariff vendor's home alone, or what the config file says; null when nothing is, or when it was refused. */
  readonly home?: Maybe<Home>;
  /** What was wrong with the input; empty when all went well. Bound: some a mutation. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A meter to be taken off its home. */
export type UnlinkMeterInput = {
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The meter, by id or by a vendor's id. */
  readonly meter: EntityBy;
};

/** What came of `unlinkMeter`. */
export type UnlinkMeterPayload = {
  readonly __typename?: 'UnlinkMeterPayload';
  /** The meter; null when it was refused. */
  readonly meter?: Maybe<Meter>;
  /** What was wrong with the input; empty when all went well. Bound: some a mutation. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Which webhook to take away. */
export type UnregisterWebhookInput = {
  /** The vendor's id of the registration. */
  readonly id: Scalars['String']['input'];
  /** With a key of your own, 1 to 255 characters, asking twice is as good as once: the same key gets the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The vendor. */
  readonly vendor: Vendor;
};

/** What came of it. */
export type UnregisterWebhookPayload = {
  readonly __typename?: 'UnregisterWebhookPayload';
  /** What kept it from being done. Bound: the faults of one input, some. */
  readonly userErrors: ReadonlyArray<UserError>;
  /** The registration that is gone; null when it was refused. */
  readonly webhook?: Maybe<WebhookRegistration>;
};

/** A change of an energy-management action; a field left out stays as it is, null empties it. */
export type UpdateActionInput = {
  /** Description. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** When it ends. */
  readonly endsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The `revision` it had when it was read. */
  readonly expected: Scalars['String']['input'];
  /** The vendor's id of the action. */
  readonly id: Scalars['String']['input'];
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Savings, in the unit the vendor's action is kept in. */
  readonly savings?: InputMaybe<Scalars['Float']['input']>;
  /** When it starts. */
  readonly startsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The vendor's word for its state. */
  readonly status?: InputMaybe<Scalars['String']['input']>;
  /** Title. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
  /** The vendor's word for its kind. */
  readonly type?: InputMaybe<Scalars['String']['input']>;
};

/** What became of a change of an action. */
export type UpdateActionPayload = {
  readonly __typename?: 'UpdateActionPayload';
  /** The action as it now stands; null when there are errors. */
  readonly action?: Maybe<FacilityAction>;
  /** What is wrong with the input. Bound: one. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A change of an appliance; null means the same as leaving a field out. */
export type UpdateApplianceInput = {
  /** Which parameters its channel gives, in the vendor's word (`one`). */
  readonly channelParamType?: InputMaybe<Scalars['String']['input']>;
  /** The vendor's id of it. */
  readonly id: Scalars['String']['input'];
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The vendor's id of the meter it is behind. */
  readonly meterId?: InputMaybe<Scalars['String']['input']>;
  /** Name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** How it reads, in the vendor's word (`avg`). */
  readonly reading?: InputMaybe<Scalars['String']['input']>;
  /** Its reference at the vendor. */
  readonly reference?: InputMaybe<Scalars['String']['input']>;
  /** Minutes between two samples; 1 or more. */
  readonly samplingMinutes?: InputMaybe<Scalars['Int']['input']>;
};

/** A home and what changes of it. */
export type UpdateHomeInput = {
  /** Of which kind. */
  readonly acType?: InputMaybe<AcType>;
  /** How much its price signal weighs carbon. */
  readonly carbonSignalIntensity?: InputMaybe<CarbonSignalIntensity>;
  /** Id of the partner it came through. */
  readonly channelPartnerId?: InputMaybe<Scalars['String']['input']>;
  /** City. */
  readonly city?: InputMaybe<Scalars['String']['input']>;
  /** The tenant's own id of the client it belongs to. */
  readonly clientId?: InputMaybe<Scalars['String']['input']>;
  /** Country. */
  readonly country?: InputMaybe<Scalars['String']['input']>;
  /** Whether the vendor works for it. */
  readonly enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Has air conditioning. */
  readonly hasAC?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is heated by electricity. */
  readonly hasElectricHeater?: InputMaybe<Scalars['Boolean']['input']>;
  /** Heats its water by electricity. */
  readonly hasElectricWaterHeater?: InputMaybe<Scalars['Boolean']['input']>;
  /** Has a charger for an electric vehicle. */
  readonly hasEvCharger?: InputMaybe<Scalars['Boolean']['input']>;
  /** Has a water heater that can be steered. */
  readonly hasSmartWaterHeater?: InputMaybe<Scalars['Boolean']['input']>;
  /** The home, by id or by any member. */
  readonly home: EntityBy;
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** True when what it feeds in is not set off against what is drawn; together with `solarSystemSizeKw`. */
  readonly isNonNetMetered?: InputMaybe<Scalars['Boolean']['input']>;
  /** Id of its meter. */
  readonly meterId?: InputMaybe<Scalars['String']['input']>;
  /** Where that id comes from, in the vendor's word. */
  readonly meterIdSource?: InputMaybe<Scalars['String']['input']>;
  /** Name, 1 to 255 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Id of its rate plan. */
  readonly ratePlanId?: InputMaybe<Scalars['String']['input']>;
  /** More of its solar system (module and array type, efficiency, azimuth, tilt), an object in the vendor's own words. */
  readonly solarInfo?: InputMaybe<Scalars['JSON']['input']>;
  /** Peak power of its solar system, kW, above 0; together with `isNonNetMetered`. */
  readonly solarSystemSizeKw?: InputMaybe<Scalars['Float']['input']>;
  /** Street and number. */
  readonly streetAddress?: InputMaybe<Scalars['String']['input']>;
  /** The address in one line, where its parts are not known. */
  readonly unstructuredAddress?: InputMaybe<Scalars['String']['input']>;
  /** The tenant's own id of who lives there. */
  readonly userId?: InputMaybe<Scalars['String']['input']>;
  /** Id of its utility; `utilities` lists them. */
  readonly utilityId?: InputMaybe<Scalars['String']['input']>;
  /** US zip code. */
  readonly zipcode?: InputMaybe<Scalars['String']['input']>;
};

/** What came of `updateHome`. */
export type UpdateHomePayload = {
  readonly __typename?: 'UpdateHomePayload';
  /** The home; null when it was refused. */
  readonly home?: Maybe<Home>;
  /** What was wrong with the input; empty when all went well. Bound: some a mutation. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A change of a meter; null means the same as leaving a field out. */
export type UpdateMeterInput = {
  /** The vendor's id of it. */
  readonly id: Scalars['String']['input'];
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Which parameters it gives, in the vendor's word (`all`). */
  readonly paramType?: InputMaybe<Scalars['String']['input']>;
  /** How it reads, in the vendor's word (`cum`). */
  readonly reading?: InputMaybe<Scalars['String']['input']>;
  /** The stream that its packets are pushed under. */
  readonly reference?: InputMaybe<Scalars['String']['input']>;
  /** Minutes between two samples; 1 or more. */
  readonly samplingMinutes?: InputMaybe<Scalars['Int']['input']>;
  /** The vendor's id of the site it is on. */
  readonly siteId?: InputMaybe<Scalars['String']['input']>;
  /** What it measures, in the vendor's word (`electricity`). */
  readonly type?: InputMaybe<Scalars['String']['input']>;
};

/** A change of an organisation; null means the same as leaving a field out. */
export type UpdateOrganizationInput = {
  /** The vendor's id of it. */
  readonly id: Scalars['String']['input'];
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** A change of a site; null means the same as leaving a field out. */
export type UpdateSiteInput = {
  /** Street address. */
  readonly address?: InputMaybe<Scalars['String']['input']>;
  /** City. */
  readonly city?: InputMaybe<Scalars['String']['input']>;
  /** Where to ask. */
  readonly contactEmail?: InputMaybe<Scalars['String']['input']>;
  /** Whom to ask. */
  readonly contactName?: InputMaybe<Scalars['String']['input']>;
  /** Country. */
  readonly country?: InputMaybe<Scalars['String']['input']>;
  /** The vendor's id of it. */
  readonly id: Scalars['String']['input'];
  /** Makes repeating the mutation harmless: the same key gives the same answer for 24 hours, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** The vendor's id of the organisation it belongs to. */
  readonly organizationId?: InputMaybe<Scalars['String']['input']>;
};

/** Consumption to upload. */
export type UploadConsumptionInput = {
  /** Makes repeating the mutation harmless: as long as its job is kept, the same key gives that job, and nothing is sent twice. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 50 000 points; of the same asset, time and direction, the last one counts. More than that: several calls, or the command `wattgraph import equiwatt FILE`. */
  readonly points: ReadonlyArray<ConsumptionPointInput>;
};

/** What became of an upload. */
export type UploadConsumptionPayload = {
  readonly __typename?: 'UploadConsumptionPayload';
  /** The job that sends it; null when there are errors. */
  readonly job?: Maybe<Job>;
  /** What is wrong with the input. Bound: 20; the first faults. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What is wrong with the input of a mutation. */
export type UserError = {
  readonly __typename?: 'UserError';
  /** A code of the error table. */
  readonly code: Scalars['String']['output'];
  /** The input field at fault, as a dotted path from `input` on; null when it is none. */
  readonly field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, and what would be right. */
  readonly message: Scalars['String']['output'];
};

/** A company that delivers electricity. */
export type Utility = {
  readonly __typename?: 'Utility';
  /** The vendor's id. */
  readonly id: Scalars['String']['output'];
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Its rate plans. Bound: the plans of one utility, some dozens. */
  readonly ratePlans: ReadonlyArray<RatePlan>;
};

/** The companies whose APIs stand behind the graph. */
export type Vendor =
  /** Digiwatt: households and their appliances. */
  | 'DIGIWATT'
  /** EnerKey: facilities, meters, values. */
  | 'ENERKEY'
  /** equiwatt: flexibility events, assets, portfolios. */
  | 'EQUIWATT'
  /** Wattics: meters of sites, costs. */
  | 'WATTICS'
  /** WattShift: homes, utilities, price signals. */
  | 'WATTSHIFT';

/** The tenant's connection to one vendor, as this replica sees it. */
export type VendorConnection = {
  readonly __typename?: 'VendorConnection';
  /** The breaker that spares a failing vendor; null when not configured. */
  readonly breaker?: Maybe<BreakerState>;
  /** What may still be sent, for each limit of the vendor. Bound: the vendor's documented limits, some. */
  readonly budgets: ReadonlyArray<Budget>;
  /** What the cache spared since the start. */
  readonly cache: CacheCounts;
  /** Requests sent in the last 24 hours. */
  readonly callsToday: Scalars['Int']['output'];
  /** Requests in flight now. */
  readonly inFlight: Scalars['Int']['output'];
  /** The last failure; null when there was none since the start. */
  readonly lastError?: Maybe<VendorError>;
  /** Most requests in flight at once; null when the vendor sets no limit. */
  readonly maxInFlight?: Maybe<Scalars['Int']['output']>;
  /** State in one word. */
  readonly status: VendorStatus;
  /** The vendor. */
  readonly vendor: Vendor;
};

/** A field of a vendor's own, as text. */
export type VendorDetail = {
  readonly __typename?: 'VendorDetail';
  /** The vendor's name of it. */
  readonly name: Scalars['String']['output'];
  /** Its value. */
  readonly value: Scalars['String']['output'];
};

/** A failure of a vendor. */
export type VendorError = {
  readonly __typename?: 'VendorError';
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** Code of the error table, for example `VENDOR_TIMEOUT`. */
  readonly code: Scalars['String']['output'];
  /** What happened, in the gateway's words. */
  readonly message: Scalars['String']['output'];
};

/** A vendor's own id of an entity. */
export type VendorRef = {
  readonly __typename?: 'VendorRef';
  /** The id as the vendor writes it. */
  readonly id: Scalars['String']['output'];
  /** What the id names there. */
  readonly kind: RefKind;
  /** Whose id it is. */
  readonly vendor: Vendor;
};

/** A vendor's own id, to find an entity by. */
export type VendorRefInput = {
  /** The id as the vendor writes it. */
  readonly id: Scalars['String']['input'];
  /** What the id names there. Default: the kind that the field asked for is named by; a home is found by any of its members. */
  readonly kind?: InputMaybe<RefKind>;
  /** Whose id it is. */
  readonly vendor: Vendor;
};

/** State of a vendor connection in one word. */
export type VendorStatus =
  /** Answers, but the last call failed or the vendor is being tried again. */
  | 'DEGRADED'
  /** Does not answer; calls fail at once. */
  | 'DOWN'
  /** A limit is spent; calls wait or fail until it resets. */
  | 'LIMITED'
  /** The tenant has not configured this vendor. */
  | 'NOT_CONFIGURED'
  /** Answers. */
  | 'OK';

/** What came of a vendor's deliveries, since the gateway has known the vendor. Counts lag by a second or two between replicas. */
export type WebhookDeliveries = {
  readonly __typename?: 'WebhookDeliveries';
  /** Signed rightly, but could not be read: see `deadLetters`. */
  readonly deadLetters: Scalars['Int']['output'];
  /** Said what the log held already. */
  readonly duplicates: Scalars['Int']['output'];
  /** When the last one came, whatever became of it; null when none ever came. */
  readonly lastReceivedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the last one came that held something new. */
  readonly lastStoredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Came to the right address without the right signature. */
  readonly rejected: Scalars['Int']['output'];
  /** Held something new, which is in the log. */
  readonly stored: Scalars['Int']['output'];
  /** Could not be stored, so that the vendor was asked to send them again. */
  readonly unavailable: Scalars['Int']['output'];
};

/** A webhook as a vendor knows it. */
export type WebhookRegistration = {
  readonly __typename?: 'WebhookRegistration';
  /** When it was registered. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** What has come to the gateway from this vendor for this tenant; null for a webhook that leads elsewhere. */
  readonly deliveries?: Maybe<WebhookDeliveries>;
  /** The vendor's names of the event types. Bound: the vendor's fixed list, some dozens. */
  readonly eventTypes: ReadonlyArray<Scalars['String']['output']>;
  /** The vendor's id of the registration. */
  readonly id: Scalars['String']['output'];
  /** Whether it leads to this gateway: under its public address, to the tenant's own token. */
  readonly isOurs: Scalars['Boolean']['output'];
  /** Name given at registration. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Where the vendor posts to; a secret token in it is not shown. */
  readonly url?: Maybe<Scalars['String']['output']>;
  /** The vendor that posts to it. */
  readonly vendor: Vendor;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Event:
    | ( StoredEvent )
    | ( StoredEvent )
    | ( StoredEvent )
    | ( Gap )
    | ( StoredEvent )
    | ( StoredEvent )
  ;
  Node:
    | ( AssetModel )
    | ( EventSchemeModel )
    | ( FacilityModel )
    | ( FlexEventModel )
    | ( HomeMembers )
    | ( JobModel )
    | ( MeterModel )
    | ( MeterApplianceModel )
    | ( PortfolioModel )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AcType: AcType;
  AddSolarInput: AddSolarInput;
  AddSolarPayload: ResolverTypeWrapper<Omit<AddSolarPayload, 'home'> & { home?: Maybe<ResolversTypes['Home']> }>;
  Address: ResolverTypeWrapper<Address>;
  Alarm: ResolverTypeWrapper<AlarmModel>;
  ApplianceKind: ApplianceKind;
  ApplianceSeries: ResolverTypeWrapper<ApplianceModel>;
  ApplianceShare: ResolverTypeWrapper<ApplianceShare>;
  ArchiveAssetInput: ArchiveAssetInput;
  ArchiveAssetPayload: ResolverTypeWrapper<Omit<ArchiveAssetPayload, 'asset'> & { asset?: Maybe<ResolversTypes['Asset']> }>;
  Asset: ResolverTypeWrapper<AssetModel>;
  AssetConnection: ResolverTypeWrapper<AssetPage>;
  AssetEdge: ResolverTypeWrapper<AssetEdgeModel>;
  AssetEventStats: ResolverTypeWrapper<AssetEventStats>;
  AssetLocationInput: AssetLocationInput;
  AssetNotice: ResolverTypeWrapper<StoredEvent>;
  AssetScheme: ResolverTypeWrapper<Omit<AssetScheme, 'eventScheme'> & { eventScheme: ResolversTypes['EventScheme'] }>;
  AssetState: AssetState;
  AssetType: AssetType;
  AssignPortfolioAssetsInput: AssignPortfolioAssetsInput;
  AssignPortfolioAssetsPayload: ResolverTypeWrapper<Omit<AssignPortfolioAssetsPayload, 'portfolio'> & { portfolio?: Maybe<ResolversTypes['Portfolio']> }>;
  AssociateReportInput: AssociateReportInput;
  BandEnergy: ResolverTypeWrapper<BandEnergy>;
  Baseline: ResolverTypeWrapper<Baseline>;
  BatteryEstimate: ResolverTypeWrapper<BatteryEstimate>;
  BatteryInput: BatteryInput;
  BillEstimate: ResolverTypeWrapper<BillEstimate>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  BreakerState: BreakerState;
  Budget: ResolverTypeWrapper<BudgetStatus>;
  CacheCounts: ResolverTypeWrapper<CacheCounts>;
  CarbonSignalIntensity: CarbonSignalIntensity;
  ChangeJobInput: ChangeJobInput;
  ChangeJobPayload: ResolverTypeWrapper<Omit<ChangeJobPayload, 'job'> & { job?: Maybe<ResolversTypes['Job']> }>;
  ConnectTariffInput: ConnectTariffInput;
  ConnectTariffPayload: ResolverTypeWrapper<Omit<ConnectTariffPayload, 'asset'> & { asset?: Maybe<ResolversTypes['Asset']> }>;
  ConsumptionPoint: ResolverTypeWrapper<PointModel>;
  ConsumptionPointInput: ConsumptionPointInput;
  ConsumptionSeries: ResolverTypeWrapper<SeriesModel>;
  Cost: ResolverTypeWrapper<Cost>;
  CostSeries: ResolverTypeWrapper<CostModel>;
  CreateApplianceInput: CreateApplianceInput;
  CreateAssetsInput: CreateAssetsInput;
  CreateAssetsPayload: ResolverTypeWrapper<Omit<CreateAssetsPayload, 'assets'> & { assets: ReadonlyArray<ResolversTypes['Asset']> }>;
  CreateHomeFromBillsInput: CreateHomeFromBillsInput;
  CreateHomeFromBillsPayload: ResolverTypeWrapper<Omit<CreateHomeFromBillsPayload, 'home'> & { home?: Maybe<ResolversTypes['Home']> }>;
  CreateHomeInput: CreateHomeInput;
  CreateHomePayload: ResolverTypeWrapper<Omit<CreateHomePayload, 'home'> & { home?: Maybe<ResolversTypes['Home']> }>;
  CreateMeterInput: CreateMeterInput;
  CreateOnboardingUrlInput: CreateOnboardingUrlInput;
  CreateOnboardingUrlPayload: ResolverTypeWrapper<Omit<CreateOnboardingUrlPayload, 'home'> & { home?: Maybe<ResolversTypes['Home']> }>;
  CreateOrganizationInput: CreateOrganizationInput;
  CreatePortfolioInput: CreatePortfolioInput;
  CreatePortfolioPayload: ResolverTypeWrapper<Omit<CreatePortfolioPayload, 'portfolio'> & { portfolio?: Maybe<ResolversTypes['Portfolio']> }>;
  CreateSessionTokenInput: CreateSessionTokenInput;
  CreateSessionTokenPayload: ResolverTypeWrapper<CreateSessionTokenPayload>;
  CreateSiteInput: CreateSiteInput;
  CreateSiteTariffInput: CreateSiteTariffInput;
  CreateSiteUserInput: CreateSiteUserInput;
  CreateUserInput: CreateUserInput;
  CreateUserPayload: ResolverTypeWrapper<CreateUserPayload>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DayEnergy: ResolverTypeWrapper<DayEnergy>;
  DeadLetter: ResolverTypeWrapper<DeadLetterModel>;
  DeleteRecordInput: DeleteRecordInput;
  DisconnectTariffInput: DisconnectTariffInput;
  DisconnectTariffPayload: ResolverTypeWrapper<Omit<DisconnectTariffPayload, 'asset'> & { asset?: Maybe<ResolversTypes['Asset']> }>;
  ElectricityInput: ElectricityInput;
  EligibilityCriterion: ResolverTypeWrapper<EligibilityCriterion>;
  EmissionFactor: ResolverTypeWrapper<EmissionFactor>;
  EmissionSeries: ResolverTypeWrapper<EmissionsModel>;
  EnergyDirection: EnergyDirection;
  EnergyUnit: EnergyUnit;
  EntityBy: EntityBy;
  Event: ResolverTypeWrapper<LogItem>;
  EventConnection: ResolverTypeWrapper<EventPage>;
  EventEdge: ResolverTypeWrapper<LogEdge>;
  EventPerformance: ResolverTypeWrapper<PerformanceModel>;
  EventScheme: ResolverTypeWrapper<EventSchemeModel>;
  EventSchemeAssetConnection: ResolverTypeWrapper<EventSchemeAssetPage>;
  EventSchemeAssetEdge: ResolverTypeWrapper<EventSchemeAssetEdgeModel>;
  EventSchemeConnection: ResolverTypeWrapper<EventSchemePage>;
  EventSchemeEdge: ResolverTypeWrapper<EventSchemeEdgeModel>;
  EventSchemeNotice: ResolverTypeWrapper<StoredEvent>;
  EventSchemeNoticeAsset: ResolverTypeWrapper<NoticeAsset>;
  EventType: EventType;
  Facility: ResolverTypeWrapper<FacilityModel>;
  FacilityAction: ResolverTypeWrapper<FacilityActionModel>;
  FacilityActionConnection: ResolverTypeWrapper<FacilityActionPage>;
  FacilityActionEdge: ResolverTypeWrapper<FacilityActionEdgeModel>;
  FacilityConnection: ResolverTypeWrapper<FacilityPage>;
  FacilityEdge: ResolverTypeWrapper<FacilityEdgeModel>;
  FacilityImageKind: FacilityImageKind;
  FlexEvent: ResolverTypeWrapper<FlexEventModel>;
  FlexEventAssetConnection: ResolverTypeWrapper<FlexEventAssetPage>;
  FlexEventAssetEdge: ResolverTypeWrapper<FlexEventAssetEdgeModel>;
  FlexEventConnection: ResolverTypeWrapper<FlexEventPage>;
  FlexEventEdge: ResolverTypeWrapper<FlexEventEdgeModel>;
  FlexEventNotice: ResolverTypeWrapper<StoredEvent>;
  FlexEventStats: ResolverTypeWrapper<FlexEventStats>;
  FlexEventStatus: FlexEventStatus;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  GapNotice: ResolverTypeWrapper<Gap>;
  GreenEnergyWindow: ResolverTypeWrapper<GreenEnergyWindow>;
  Home: ResolverTypeWrapper<HomeMembers>;
  HomeConnection: ResolverTypeWrapper<HomePage>;
  HomeEdge: ResolverTypeWrapper<HomeEdgeModel>;
  HomeEquipment: ResolverTypeWrapper<HomeEquipmentModel>;
  House: ResolverTypeWrapper<HouseModel>;
  HouseInput: HouseInput;
  HouseType: HouseType;
  Household: ResolverTypeWrapper<HouseholdProfile>;
  HouseholdAppliance: ResolverTypeWrapper<HouseholdApplianceModel>;
  HouseholdApplianceInput: HouseholdApplianceInput;
  HouseholdCompoundMonth: ResolverTypeWrapper<HouseholdCompoundMonth>;
  HouseholdHabit: ResolverTypeWrapper<HouseholdHabit>;
  HouseholdPerformance: ResolverTypeWrapper<HouseholdPerformance>;
  HouseholdPeriod: HouseholdPeriod;
  HouseholdSavings: ResolverTypeWrapper<HouseholdSavings>;
  HouseholdTotals: ResolverTypeWrapper<HouseholdTotals>;
  HouseholdTrendMonth: ResolverTypeWrapper<HouseholdTrendMonth>;
  Hvac: ResolverTypeWrapper<VendorKey>;
  HvacBlock: ResolverTypeWrapper<HvacBlock>;
  HvacInput: HvacInput;
  HvacMode: HvacMode;
  HvacPreferences: ResolverTypeWrapper<HvacPreferences>;
  HvacPreferencesInput: HvacPreferencesInput;
  HvacPreview: ResolverTypeWrapper<HvacPreview>;
  HvacSchedule: ResolverTypeWrapper<HvacSchedule>;
  HvacWebhookKind: HvacWebhookKind;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ImageAddress: ResolverTypeWrapper<ImageAddress>;
  ImageFormat: ImageFormat;
  Incentive: ResolverTypeWrapper<Incentive>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Job: ResolverTypeWrapper<JobModel>;
  JobConnection: ResolverTypeWrapper<JobPage>;
  JobEdge: ResolverTypeWrapper<JobEdgeModel>;
  JobError: ResolverTypeWrapper<JobError>;
  JobStatus: JobStatus;
  LastReading: ResolverTypeWrapper<LastReading>;
  LinkHomeInput: LinkHomeInput;
  LinkHomePayload: ResolverTypeWrapper<Omit<LinkHomePayload, 'home'> & { home?: Maybe<ResolversTypes['Home']> }>;
  LinkMeterInput: LinkMeterInput;
  LinkMeterPayload: ResolverTypeWrapper<Omit<LinkMeterPayload, 'home' | 'meter'> & { home?: Maybe<ResolversTypes['Home']>, meter?: Maybe<ResolversTypes['Meter']> }>;
  MeasurementPacketInput: MeasurementPacketInput;
  MeasurementUnit: MeasurementUnit;
  MeasurementVariant: MeasurementVariant;
  Meter: ResolverTypeWrapper<MeterModel>;
  MeterAppliance: ResolverTypeWrapper<MeterApplianceModel>;
  MeterApplianceConnection: ResolverTypeWrapper<MeterAppliancePage>;
  MeterApplianceEdge: ResolverTypeWrapper<MeterApplianceEdgeModel>;
  MeterConnection: ResolverTypeWrapper<MeterPage>;
  MeterEdge: ResolverTypeWrapper<MeterEdgeModel>;
  MeterPointInput: MeterPointInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NewAssetInput: NewAssetInput;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  OnboardHouseholdInput: OnboardHouseholdInput;
  OnboardHouseholdPayload: ResolverTypeWrapper<Omit<OnboardHouseholdPayload, 'home'> & { home?: Maybe<ResolversTypes['Home']> }>;
  Onboarding: ResolverTypeWrapper<Onboarding>;
  OnboardingStatus: OnboardingStatus;
  OpenAdrEvent: ResolverTypeWrapper<OpenAdrEvent>;
  OpenAdrInterval: ResolverTypeWrapper<OpenAdrInterval>;
  OpenAdrPayload: ResolverTypeWrapper<OpenAdrPayload>;
  PageInfo: ResolverTypeWrapper<AnyPage>;
  Participation: Participation;
  ParticipationChangeInput: ParticipationChangeInput;
  PointState: PointState;
  Portfolio: ResolverTypeWrapper<PortfolioModel>;
  PortfolioConnection: ResolverTypeWrapper<PortfolioPage>;
  PortfolioEdge: ResolverTypeWrapper<PortfolioEdgeModel>;
  PortfolioNotice: ResolverTypeWrapper<StoredEvent>;
  PowerReading: ResolverTypeWrapper<PowerReading>;
  PriceSignal: ResolverTypeWrapper<PriceSignalModel>;
  PriceSignalNotice: ResolverTypeWrapper<StoredEvent>;
  Property: ResolverTypeWrapper<Property>;
  ProvisionCustomersInput: ProvisionCustomersInput;
  ProvisionDataInput: ProvisionDataInput;
  ProvisionPayload: ResolverTypeWrapper<Omit<ProvisionPayload, 'job'> & { job?: Maybe<ResolversTypes['Job']> }>;
  ProvisionedCustomerInput: ProvisionedCustomerInput;
  ProvisionedDataInput: ProvisionedDataInput;
  ProvisionedFacilityInput: ProvisionedFacilityInput;
  ProvisionedMeterInput: ProvisionedMeterInput;
  ProvisionedPropertyInput: ProvisionedPropertyInput;
  ProvisioningOutcome: ProvisioningOutcome;
  ProvisioningProgress: ResolverTypeWrapper<ProvisioningProgress>;
  ProvisioningStatus: ProvisioningStatus;
  PushMeasurementsInput: PushMeasurementsInput;
  PushMeasurementsPayload: ResolverTypeWrapper<Omit<PushMeasurementsPayload, 'jobs'> & { jobs: ReadonlyArray<ResolversTypes['Job']> }>;
  PushMeterPointsInput: PushMeterPointsInput;
  PushMeterPointsPayload: ResolverTypeWrapper<Omit<PushMeterPointsPayload, 'meter'> & { meter?: Maybe<ResolversTypes['Meter']> }>;
  Quantity: ResolverTypeWrapper<MeasuredQuantity>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RatePlan: ResolverTypeWrapper<RatePlan>;
  RefKind: RefKind;
  RegisterBreak: ResolverTypeWrapper<RegisterBreakModel>;
  RegisterBreakKind: RegisterBreakKind;
  RegisterHouseholdInput: RegisterHouseholdInput;
  RegisterHouseholdPayload: ResolverTypeWrapper<Omit<RegisterHouseholdPayload, 'home'> & { home?: Maybe<ResolversTypes['Home']> }>;
  RegisterWebhookInput: RegisterWebhookInput;
  RegisterWebhookPayload: ResolverTypeWrapper<Omit<RegisterWebhookPayload, 'webhook'> & { webhook?: Maybe<ResolversTypes['WebhookRegistration']> }>;
  RemoveHomeInput: RemoveHomeInput;
  RemoveHomePayload: ResolverTypeWrapper<Omit<RemoveHomePayload, 'removed'> & { removed: ReadonlyArray<ResolversTypes['VendorRef']> }>;
  RemoveHouseholdInput: RemoveHouseholdInput;
  RemoveHouseholdPayload: ResolverTypeWrapper<RemoveHouseholdPayload>;
  ReplaceSiteTariffInput: ReplaceSiteTariffInput;
  ReplayEventInput: ReplayEventInput;
  ReplayEventPayload: ResolverTypeWrapper<Omit<ReplayEventPayload, 'events'> & { events: ReadonlyArray<ResolversTypes['Event']> }>;
  Residents: ResolverTypeWrapper<Residents>;
  ResidentsInput: ResidentsInput;
  Resolution: Resolution;
  SeriesFailure: ResolverTypeWrapper<Omit<SeriesFailure, 'ref'> & { ref: ResolversTypes['VendorRef'] }>;
  SetEventParticipationInput: SetEventParticipationInput;
  SetEventParticipationPayload: ResolverTypeWrapper<Omit<SetEventParticipationPayload, 'flexEvent'> & { flexEvent?: Maybe<ResolversTypes['FlexEvent']> }>;
  SetHvacPreferencesInput: SetHvacPreferencesInput;
  SetHvacPreferencesPayload: ResolverTypeWrapper<Omit<SetHvacPreferencesPayload, 'hvac'> & { hvac?: Maybe<ResolversTypes['Hvac']> }>;
  SetHvacWebhookInput: SetHvacWebhookInput;
  SetHvacWebhookPayload: ResolverTypeWrapper<SetHvacWebhookPayload>;
  SetSchemeParticipationInput: SetSchemeParticipationInput;
  SetSchemeParticipationPayload: ResolverTypeWrapper<Omit<SetSchemeParticipationPayload, 'eventScheme'> & { eventScheme?: Maybe<ResolversTypes['EventScheme']> }>;
  SiteAccessInput: SiteAccessInput;
  SiteAdministrationPayload: ResolverTypeWrapper<SiteAdministrationPayload>;
  SiteUser: ResolverTypeWrapper<SiteUserModel>;
  SolarSystem: ResolverTypeWrapper<SolarSystem>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Tariff: ResolverTypeWrapper<Tariff>;
  TariffConnection: ResolverTypeWrapper<TariffPage>;
  TariffEdge: ResolverTypeWrapper<TariffEdgeModel>;
  TariffPlan: ResolverTypeWrapper<TariffPlan>;
  TariffRate: ResolverTypeWrapper<TariffRate>;
  TariffRateConnection: ResolverTypeWrapper<TariffRatePage>;
  TariffRateEdge: ResolverTypeWrapper<TariffRateEdgeModel>;
  TariffScheduleInput: TariffScheduleInput;
  TariffSchedulePayload: ResolverTypeWrapper<Omit<TariffSchedulePayload, 'asset'> & { asset?: Maybe<ResolversTypes['Asset']> }>;
  TariffScheduleType: TariffScheduleType;
  TemperatureUnit: TemperatureUnit;
  Tenant: ResolverTypeWrapper<TenantModel>;
  TestWebhookInput: TestWebhookInput;
  TestWebhookPayload: ResolverTypeWrapper<Omit<TestWebhookPayload, 'webhook'> & { webhook?: Maybe<ResolversTypes['WebhookRegistration']> }>;
  TimeZone: ResolverTypeWrapper<Scalars['TimeZone']['output']>;
  UnlinkHomeInput: UnlinkHomeInput;
  UnlinkHomePayload: ResolverTypeWrapper<Omit<UnlinkHomePayload, 'home'> & { home?: Maybe<ResolversTypes['Home']> }>;
  UnlinkMeterInput: UnlinkMeterInput;
  UnlinkMeterPayload: ResolverTypeWrapper<Omit<UnlinkMeterPayload, 'meter'> & { meter?: Maybe<ResolversTypes['Meter']> }>;
  UnregisterWebhookInput: UnregisterWebhookInput;
  UnregisterWebhookPayload: ResolverTypeWrapper<Omit<UnregisterWebhookPayload, 'webhook'> & { webhook?: Maybe<ResolversTypes['WebhookRegistration']> }>;
  UpdateActionInput: UpdateActionInput;
  UpdateActionPayload: ResolverTypeWrapper<Omit<UpdateActionPayload, 'action'> & { action?: Maybe<ResolversTypes['FacilityAction']> }>;
  UpdateApplianceInput: UpdateApplianceInput;
  UpdateHomeInput: UpdateHomeInput;
  UpdateHomePayload: ResolverTypeWrapper<Omit<UpdateHomePayload, 'home'> & { home?: Maybe<ResolversTypes['Home']> }>;
  UpdateMeterInput: UpdateMeterInput;
  UpdateOrganizationInput: UpdateOrganizationInput;
  UpdateSiteInput: UpdateSiteInput;
  UploadConsumptionInput: UploadConsumptionInput;
  UploadConsumptionPayload: ResolverTypeWrapper<Omit<UploadConsumptionPayload, 'job'> & { job?: Maybe<ResolversTypes['Job']> }>;
  UserError: ResolverTypeWrapper<UserError>;
  Utility: ResolverTypeWrapper<Utility>;
  Vendor: Vendor;
  VendorConnection: ResolverTypeWrapper<VendorState>;
  VendorDetail: ResolverTypeWrapper<VendorDetail>;
  VendorError: ResolverTypeWrapper<VendorError>;
  VendorRef: ResolverTypeWrapper<Ref>;
  VendorRefInput: VendorRefInput;
  VendorStatus: VendorStatus;
  WebhookDeliveries: ResolverTypeWrapper<DeliveryTally>;
  WebhookRegistration: ResolverTypeWrapper<KnownWebhook>;
  YearMonth: ResolverTypeWrapper<Scalars['YearMonth']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AddSolarInput: AddSolarInput;
  AddSolarPayload: Omit<AddSolarPayload, 'home'> & { home?: Maybe<ResolversParentTypes['Home']> };
  Address: Address;
  Alarm: AlarmModel;
  ApplianceSeries: ApplianceModel;
  ApplianceShare: ApplianceShare;
  ArchiveAssetInput: ArchiveAssetInput;
  ArchiveAssetPayload: Omit<ArchiveAssetPayload, 'asset'> & { asset?: Maybe<ResolversParentTypes['Asset']> };
  Asset: AssetModel;
  AssetConnection: AssetPage;
  AssetEdge: AssetEdgeModel;
  AssetEventStats: AssetEventStats;
  AssetLocationInput: AssetLocationInput;
  AssetNotice: StoredEvent;
  AssetScheme: Omit<AssetScheme, 'eventScheme'> & { eventScheme: ResolversParentTypes['EventScheme'] };
  AssignPortfolioAssetsInput: AssignPortfolioAssetsInput;
  AssignPortfolioAssetsPayload: Omit<AssignPortfolioAssetsPayload, 'portfolio'> & { portfolio?: Maybe<ResolversParentTypes['Portfolio']> };
  AssociateReportInput: AssociateReportInput;
  BandEnergy: BandEnergy;
  Baseline: Baseline;
  BatteryEstimate: BatteryEstimate;
  BatteryInput: BatteryInput;
  BillEstimate: BillEstimate;
  Boolean: Scalars['Boolean']['output'];
  Budget: BudgetStatus;
  CacheCounts: CacheCounts;
  ChangeJobInput: ChangeJobInput;
  ChangeJobPayload: Omit<ChangeJobPayload, 'job'> & { job?: Maybe<ResolversParentTypes['Job']> };
  ConnectTariffInput: ConnectTariffInput;
  ConnectTariffPayload: Omit<ConnectTariffPayload, 'asset'> & { asset?: Maybe<ResolversParentTypes['Asset']> };
  ConsumptionPoint: PointModel;
  ConsumptionPointInput: ConsumptionPointInput;
  ConsumptionSeries: SeriesModel;
  Cost: Cost;
  CostSeries: CostModel;
  CreateApplianceInput: CreateApplianceInput;
  CreateAssetsInput: CreateAssetsInput;
  CreateAssetsPayload: Omit<CreateAssetsPayload, 'assets'> & { assets: ReadonlyArray<ResolversParentTypes['Asset']> };
  CreateHomeFromBillsInput: CreateHomeFromBillsInput;
  CreateHomeFromBillsPayload: Omit<CreateHomeFromBillsPayload, 'home'> & { home?: Maybe<ResolversParentTypes['Home']> };
  CreateHomeInput: CreateHomeInput;
  CreateHomePayload: Omit<CreateHomePayload, 'home'> & { home?: Maybe<ResolversParentTypes['Home']> };
  CreateMeterInput: CreateMeterInput;
  CreateOnboardingUrlInput: CreateOnboardingUrlInput;
  CreateOnboardingUrlPayload: Omit<CreateOnboardingUrlPayload, 'home'> & { home?: Maybe<ResolversParentTypes['Home']> };
  CreateOrganizationInput: CreateOrganizationInput;
  CreatePortfolioInput: CreatePortfolioInput;
  CreatePortfolioPayload: Omit<CreatePortfolioPayload, 'portfolio'> & { portfolio?: Maybe<ResolversParentTypes['Portfolio']> };
  CreateSessionTokenInput: CreateSessionTokenInput;
  CreateSessionTokenPayload: CreateSessionTokenPayload;
  CreateSiteInput: CreateSiteInput;
  CreateSiteTariffInput: CreateSiteTariffInput;
  CreateSiteUserInput: CreateSiteUserInput;
  CreateUserInput: CreateUserInput;
  CreateUserPayload: CreateUserPayload;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  DayEnergy: DayEnergy;
  DeadLetter: DeadLetterModel;
  DeleteRecordInput: DeleteRecordInput;
  DisconnectTariffInput: DisconnectTariffInput;
  DisconnectTariffPayload: Omit<DisconnectTariffPayload, 'asset'> & { asset?: Maybe<ResolversParentTypes['Asset']> };
  ElectricityInput: ElectricityInput;
  EligibilityCriterion: EligibilityCriterion;
  EmissionFactor: EmissionFactor;
  EmissionSeries: EmissionsModel;
  EntityBy: EntityBy;
  Event: LogItem;
  EventConnection: EventPage;
  EventEdge: LogEdge;
  EventPerformance: PerformanceModel;
  EventScheme: EventSchemeModel;
  EventSchemeAssetConnection: EventSchemeAssetPage;
  EventSchemeAssetEdge: EventSchemeAssetEdgeModel;
  EventSchemeConnection: EventSchemePage;
  EventSchemeEdge: EventSchemeEdgeModel;
  EventSchemeNotice: StoredEvent;
  EventSchemeNoticeAsset: NoticeAsset;
  Facility: FacilityModel;
  FacilityAction: FacilityActionModel;
  FacilityActionConnection: FacilityActionPage;
  FacilityActionEdge: FacilityActionEdgeModel;
  FacilityConnection: FacilityPage;
  FacilityEdge: FacilityEdgeModel;
  FlexEvent: FlexEventModel;
  FlexEventAssetConnection: FlexEventAssetPage;
  FlexEventAssetEdge: FlexEventAssetEdgeModel;
  FlexEventConnection: FlexEventPage;
  FlexEventEdge: FlexEventEdgeModel;
  FlexEventNotice: StoredEvent;
  FlexEventStats: FlexEventStats;
  Float: Scalars['Float']['output'];
  GapNotice: Gap;
  GreenEnergyWindow: GreenEnergyWindow;
  Home: HomeMembers;
  HomeConnection: HomePage;
  HomeEdge: HomeEdgeModel;
  HomeEquipment: HomeEquipmentModel;
  House: HouseModel;
  HouseInput: HouseInput;
  Household: HouseholdProfile;
  HouseholdAppliance: HouseholdApplianceModel;
  HouseholdApplianceInput: HouseholdApplianceInput;
  HouseholdCompoundMonth: HouseholdCompoundMonth;
  HouseholdHabit: HouseholdHabit;
  HouseholdPerformance: HouseholdPerformance;
  HouseholdSavings: HouseholdSavings;
  HouseholdTotals: HouseholdTotals;
  HouseholdTrendMonth: HouseholdTrendMonth;
  Hvac: VendorKey;
  HvacBlock: HvacBlock;
  HvacInput: HvacInput;
  HvacPreferences: HvacPreferences;
  HvacPreferencesInput: HvacPreferencesInput;
  HvacPreview: HvacPreview;
  HvacSchedule: HvacSchedule;
  ID: Scalars['ID']['output'];
  ImageAddress: ImageAddress;
  Incentive: Incentive;
  Int: Scalars['Int']['output'];
  JSON: Scalars['JSON']['output'];
  Job: JobModel;
  JobConnection: JobPage;
  JobEdge: JobEdgeModel;
  JobError: JobError;
  LastReading: LastReading;
  LinkHomeInput: LinkHomeInput;
  LinkHomePayload: Omit<LinkHomePayload, 'home'> & { home?: Maybe<ResolversParentTypes['Home']> };
  LinkMeterInput: LinkMeterInput;
  LinkMeterPayload: Omit<LinkMeterPayload, 'home' | 'meter'> & { home?: Maybe<ResolversParentTypes['Home']>, meter?: Maybe<ResolversParentTypes['Meter']> };
  MeasurementPacketInput: MeasurementPacketInput;
  Meter: MeterModel;
  MeterAppliance: MeterApplianceModel;
  MeterApplianceConnection: MeterAppliancePage;
  MeterApplianceEdge: MeterApplianceEdgeModel;
  MeterConnection: MeterPage;
  MeterEdge: MeterEdgeModel;
  MeterPointInput: MeterPointInput;
  Mutation: Record<PropertyKey, never>;
  NewAssetInput: NewAssetInput;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  OnboardHouseholdInput: OnboardHouseholdInput;
  OnboardHouseholdPayload: Omit<OnboardHouseholdPayload, 'home'> & { home?: Maybe<ResolversParentTypes['Home']> };
  Onboarding: Onboarding;
  OpenAdrEvent: OpenAdrEvent;
  OpenAdrInterval: OpenAdrInterval;
  OpenAdrPayload: OpenAdrPayload;
  PageInfo: AnyPage;
  ParticipationChangeInput: ParticipationChangeInput;
  Portfolio: PortfolioModel;
  PortfolioConnection: PortfolioPage;
  PortfolioEdge: PortfolioEdgeModel;
  PortfolioNotice: StoredEvent;
  PowerReading: PowerReading;
  PriceSignal: PriceSignalModel;
  PriceSignalNotice: StoredEvent;
  Property: Property;
  ProvisionCustomersInput: ProvisionCustomersInput;
  ProvisionDataInput: ProvisionDataInput;
  ProvisionPayload: Omit<ProvisionPayload, 'job'> & { job?: Maybe<ResolversParentTypes['Job']> };
  ProvisionedCustomerInput: ProvisionedCustomerInput;
  ProvisionedDataInput: ProvisionedDataInput;
  ProvisionedFacilityInput: ProvisionedFacilityInput;
  ProvisionedMeterInput: ProvisionedMeterInput;
  ProvisionedPropertyInput: ProvisionedPropertyInput;
  ProvisioningProgress: ProvisioningProgress;
  PushMeasurementsInput: PushMeasurementsInput;
  PushMeasurementsPayload: Omit<PushMeasurementsPayload, 'jobs'> & { jobs: ReadonlyArray<ResolversParentTypes['Job']> };
  PushMeterPointsInput: PushMeterPointsInput;
  PushMeterPointsPayload: Omit<PushMeterPointsPayload, 'meter'> & { meter?: Maybe<ResolversParentTypes['Meter']> };
  Quantity: MeasuredQuantity;
  Query: Record<PropertyKey, never>;
  RatePlan: RatePlan;
  RegisterBreak: RegisterBreakModel;
  RegisterHouseholdInput: RegisterHouseholdInput;
  RegisterHouseholdPayload: Omit<RegisterHouseholdPayload, 'home'> & { home?: Maybe<ResolversParentTypes['Home']> };
  RegisterWebhookInput: RegisterWebhookInput;
  RegisterWebhookPayload: Omit<RegisterWebhookPayload, 'webhook'> & { webhook?: Maybe<ResolversParentTypes['WebhookRegistration']> };
  RemoveHomeInput: RemoveHomeInput;
  RemoveHomePayload: Omit<RemoveHomePayload, 'removed'> & { removed: ReadonlyArray<ResolversParentTypes['VendorRef']> };
  RemoveHouseholdInput: RemoveHouseholdInput;
  RemoveHouseholdPayload: RemoveHouseholdPayload;
  ReplaceSiteTariffInput: ReplaceSiteTariffInput;
  ReplayEventInput: ReplayEventInput;
  ReplayEventPayload: Omit<ReplayEventPayload, 'events'> & { events: ReadonlyArray<ResolversParentTypes['Event']> };
  Residents: Residents;
  ResidentsInput: ResidentsInput;
  SeriesFailure: Omit<SeriesFailure, 'ref'> & { ref: ResolversParentTypes['VendorRef'] };
  SetEventParticipationInput: SetEventParticipationInput;
  SetEventParticipationPayload: Omit<SetEventParticipationPayload, 'flexEvent'> & { flexEvent?: Maybe<ResolversParentTypes['FlexEvent']> };
  SetHvacPreferencesInput: SetHvacPreferencesInput;
  SetHvacPreferencesPayload: Omit<SetHvacPreferencesPayload, 'hvac'> & { hvac?: Maybe<ResolversParentTypes['Hvac']> };
  SetHvacWebhookInput: SetHvacWebhookInput;
  SetHvacWebhookPayload: SetHvacWebhookPayload;
  SetSchemeParticipationInput: SetSchemeParticipationInput;
  SetSchemeParticipationPayload: Omit<SetSchemeParticipationPayload, 'eventScheme'> & { eventScheme?: Maybe<ResolversParentTypes['EventScheme']> };
  SiteAccessInput: SiteAccessInput;
  SiteAdministrationPayload: SiteAdministrationPayload;
  SiteUser: SiteUserModel;
  SolarSystem: SolarSystem;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  Tariff: Tariff;
  TariffConnection: TariffPage;
  TariffEdge: TariffEdgeModel;
  TariffPlan: TariffPlan;
  TariffRate: TariffRate;
  TariffRateConnection: TariffRatePage;
  TariffRateEdge: TariffRateEdgeModel;
  TariffScheduleInput: TariffScheduleInput;
  TariffSchedulePayload: Omit<TariffSchedulePayload, 'asset'> & { asset?: Maybe<ResolversParentTypes['Asset']> };
  Tenant: TenantModel;
  TestWebhookInput: TestWebhookInput;
  TestWebhookPayload: Omit<TestWebhookPayload, 'webhook'> & { webhook?: Maybe<ResolversParentTypes['WebhookRegistration']> };
  TimeZone: Scalars['TimeZone']['output'];
  UnlinkHomeInput: UnlinkHomeInput;
  UnlinkHomePayload: Omit<UnlinkHomePayload, 'home'> & { home?: Maybe<ResolversParentTypes['Home']> };
  UnlinkMeterInput: UnlinkMeterInput;
  UnlinkMeterPayload: Omit<UnlinkMeterPayload, 'meter'> & { meter?: Maybe<ResolversParentTypes['Meter']> };
  UnregisterWebhookInput: UnregisterWebhookInput;
  UnregisterWebhookPayload: Omit<UnregisterWebhookPayload, 'webhook'> & { webhook?: Maybe<ResolversParentTypes['WebhookRegistration']> };
  UpdateActionInput: UpdateActionInput;
  UpdateActionPayload: Omit<UpdateActionPayload, 'action'> & { action?: Maybe<ResolversParentTypes['FacilityAction']> };
  UpdateApplianceInput: UpdateApplianceInput;
  UpdateHomeInput: UpdateHomeInput;
  UpdateHomePayload: Omit<UpdateHomePayload, 'home'> & { home?: Maybe<ResolversParentTypes['Home']> };
  UpdateMeterInput: UpdateMeterInput;
  UpdateOrganizationInput: UpdateOrganizationInput;
  UpdateSiteInput: UpdateSiteInput;
  UploadConsumptionInput: UploadConsumptionInput;
  UploadConsumptionPayload: Omit<UploadConsumptionPayload, 'job'> & { job?: Maybe<ResolversParentTypes['Job']> };
  UserError: UserError;
  Utility: Utility;
  VendorConnection: VendorState;
  VendorDetail: VendorDetail;
  VendorError: VendorError;
  VendorRef: Ref;
  VendorRefInput: VendorRefInput;
  WebhookDeliveries: DeliveryTally;
  WebhookRegistration: KnownWebhook;
  YearMonth: Scalars['YearMonth']['output'];
};

export type AddSolarPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AddSolarPayload'] = ResolversParentTypes['AddSolarPayload']> = {
  home?: Resolver<Maybe<ResolversTypes['Home']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type AddressResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  city?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  street?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AlarmResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Alarm'] = ResolversParentTypes['Alarm']> = {
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  facility?: Resolver<Maybe<ResolversTypes['Facility']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  image?: Resolver<ResolversTypes['ImageAddress'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  meter?: Resolver<Maybe<ResolversTypes['Meter']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ApplianceSeriesResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApplianceSeries'] = ResolversParentTypes['ApplianceSeries']> = {
  appliance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Float']>>, ParentType, ContextType>;
};

export type ApplianceShareResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApplianceShare'] = ResolversParentTypes['ApplianceShare']> = {
  appliance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  energyWh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  percentage?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ArchiveAssetPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ArchiveAssetPayload'] = ResolversParentTypes['ArchiveAssetPayload']> = {
  asset?: Resolver<Maybe<ResolversTypes['Asset']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type AssetResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Asset'] = ResolversParentTypes['Asset']> = {
  archived?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  baseline?: Resolver<Maybe<ResolversTypes['ConsumptionSeries']>, ParentType, ContextType, RequireFields<AssetBaselineArgs, 'flexEvent' | 'unit'>>;
  baselineSeries?: Resolver<Maybe<ResolversTypes['ConsumptionSeries']>, ParentType, ContextType, RequireFields<AssetBaselineSeriesArgs, 'from' | 'resolution' | 'to' | 'unit'>>;
  consumption?: Resolver<Maybe<ResolversTypes['ConsumptionSeries']>, ParentType, ContextType, RequireFields<AssetConsumptionArgs, 'from' | 'resolution' | 'to' | 'unit'>>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  home?: Resolver<Maybe<ResolversTypes['Home']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  installedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  portfolios?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Portfolio']>>, ParentType, ContextType>;
  refs?: Resolver<ReadonlyArray<ResolversTypes['VendorRef']>, ParentType, ContextType>;
  schemes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AssetScheme']>>, ParentType, ContextType>;
  tariffConnectUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<AssetTariffConnectUrlArgs, 'direction'>>;
  tariffPlans?: Resolver<Maybe<ReadonlyArray<ResolversTypes['TariffPlan']>>, ParentType, ContextType>;
  tariffSchedule?: Resolver<Maybe<ResolversTypes['TariffRateConnection']>, ParentType, ContextType, RequireFields<AssetTariffScheduleArgs, 'type'>>;
  tariffs?: Resolver<Maybe<ResolversTypes['TariffConnection']>, ParentType, ContextType, RequireFields<AssetTariffsArgs, 'direction'>>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AssetConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AssetConnection'] = ResolversParentTypes['AssetConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AssetEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Asset']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AssetEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AssetEdge'] = ResolversParentTypes['AssetEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Asset']>, ParentType, ContextType>;
};

export type AssetEventStatsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AssetEventStats'] = ResolversParentTypes['AssetEventStats']> = {
  energyConsumed?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  energyExportDelivered?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  energyExportForecasted?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  energyForecasted?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  energyForecastedStatic?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  energySaved?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AssetNoticeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AssetNotice'] = ResolversParentTypes['AssetNotice']> = {
  asset?: Resolver<Maybe<ResolversTypes['Asset']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['EventType']>, ParentType, ContextType>;
  vendor?: Resolver<Maybe<ResolversTypes['Vendor']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AssetSchemeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AssetScheme'] = ResolversParentTypes['AssetScheme']> = {
  eventScheme?: Resolver<ResolversTypes['EventScheme'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['AssetState'], ParentType, ContextType>;
};

export type AssignPortfolioAssetsPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AssignPortfolioAssetsPayload'] = ResolversParentTypes['AssignPortfolioAssetsPayload']> = {
  portfolio?: Resolver<Maybe<ResolversTypes['Portfolio']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type BandEnergyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BandEnergy'] = ResolversParentTypes['BandEnergy']> = {
  band?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  energyWh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type BaselineResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Baseline'] = ResolversParentTypes['Baseline']> = {
  method?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type BatteryEstimateResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BatteryEstimate'] = ResolversParentTypes['BatteryEstimate']> = {
  baselineCost?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  carbonSavedKg?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  carbonSavedPercent?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  optimizedCost?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  saved?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  savedPercent?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type BillEstimateResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BillEstimate'] = ResolversParentTypes['BillEstimate']> = {
  co2eKg?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  gridServicesRevenue?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type BudgetResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Budget'] = ResolversParentTypes['Budget']> = {
  limit?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resetsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  window?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CacheCountsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CacheCounts'] = ResolversParentTypes['CacheCounts']> = {
  hits?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  misses?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stale?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ChangeJobPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ChangeJobPayload'] = ResolversParentTypes['ChangeJobPayload']> = {
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ConnectTariffPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConnectTariffPayload'] = ResolversParentTypes['ConnectTariffPayload']> = {
  asset?: Resolver<Maybe<ResolversTypes['Asset']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ConsumptionPointResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConsumptionPoint'] = ResolversParentTypes['ConsumptionPoint']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['PointState'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ConsumptionSeriesResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConsumptionSeries'] = ResolversParentTypes['ConsumptionSeries']> = {
  appliances?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ApplianceSeries']>>, ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  breaks?: Resolver<ReadonlyArray<ResolversTypes['RegisterBreak']>, ParentType, ContextType>;
  coverage?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  failures?: Resolver<ReadonlyArray<ResolversTypes['SeriesFailure']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  missing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  peak?: Resolver<Maybe<ResolversTypes['ConsumptionPoint']>, ParentType, ContextType>;
  points?: Resolver<ReadonlyArray<ResolversTypes['ConsumptionPoint']>, ParentType, ContextType>;
  resolution?: Resolver<ResolversTypes['Resolution'], ParentType, ContextType>;
  stale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['TimeZone'], ParentType, ContextType>;
  timestamps?: Resolver<ReadonlyArray<ResolversTypes['DateTime']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['MeasurementUnit'], ParentType, ContextType>;
  unitSymbol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Float']>>, ParentType, ContextType>;
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
};

export type CostResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Cost'] = ResolversParentTypes['Cost']> = {
  amount?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  currency?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type CostSeriesResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CostSeries'] = ResolversParentTypes['CostSeries']> = {
  consumption?: Resolver<ResolversTypes['ConsumptionSeries'], ParentType, ContextType>;
  coverage?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  method?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  priceVendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
  resolution?: Resolver<ResolversTypes['Resolution'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['TimeZone'], ParentType, ContextType>;
  timestamps?: Resolver<ReadonlyArray<ResolversTypes['DateTime']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Float']>>, ParentType, ContextType>;
};

export type CreateAssetsPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CreateAssetsPayload'] = ResolversParentTypes['CreateAssetsPayload']> = {
  assets?: Resolver<ReadonlyArray<ResolversTypes['Asset']>, ParentType, ContextType>;
  created?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateHomeFromBillsPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CreateHomeFromBillsPayload'] = ResolversParentTypes['CreateHomeFromBillsPayload']> = {
  home?: Resolver<Maybe<ResolversTypes['Home']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateHomePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CreateHomePayload'] = ResolversParentTypes['CreateHomePayload']> = {
  home?: Resolver<Maybe<ResolversTypes['Home']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateOnboardingUrlPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CreateOnboardingUrlPayload'] = ResolversParentTypes['CreateOnboardingUrlPayload']> = {
  home?: Resolver<Maybe<ResolversTypes['Home']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreatePortfolioPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CreatePortfolioPayload'] = ResolversParentTypes['CreatePortfolioPayload']> = {
  portfolio?: Resolver<Maybe<ResolversTypes['Portfolio']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateSessionTokenPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CreateSessionTokenPayload'] = ResolversParentTypes['CreateSessionTokenPayload']> = {
  sessionToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateUserPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CreateUserPayload'] = ResolversParentTypes['CreateUserPayload']> = {
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  userId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DayEnergyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DayEnergy'] = ResolversParentTypes['DayEnergy']> = {
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  energyWh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type DeadLetterResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DeadLetter'] = ResolversParentTypes['DeadLetter']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
};

export type DisconnectTariffPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DisconnectTariffPayload'] = ResolversParentTypes['DisconnectTariffPayload']> = {
  asset?: Resolver<Maybe<ResolversTypes['Asset']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type EligibilityCriterionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EligibilityCriterion'] = ResolversParentTypes['EligibilityCriterion']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EmissionFactorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EmissionFactor'] = ResolversParentTypes['EmissionFactor']> = {
  kgPerUnit?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  per?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  property?: Resolver<ResolversTypes['Property'], ParentType, ContextType>;
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
};

export type EmissionSeriesResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EmissionSeries'] = ResolversParentTypes['EmissionSeries']> = {
  consumption?: Resolver<ResolversTypes['ConsumptionSeries'], ParentType, ContextType>;
  coverage?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  factor?: Resolver<ResolversTypes['EmissionFactor'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  missing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resolution?: Resolver<ResolversTypes['Resolution'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['TimeZone'], ParentType, ContextType>;
  timestamps?: Resolver<ReadonlyArray<ResolversTypes['DateTime']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Float']>>, ParentType, ContextType>;
};

export type EventResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = {
  __resolveType: TypeResolveFn<'AssetNotice' | 'EventSchemeNotice' | 'FlexEventNotice' | 'GapNotice' | 'PortfolioNotice' | 'PriceSignalNotice', ParentType, ContextType>;
};

export type EventConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EventConnection'] = ResolversParentTypes['EventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['EventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Event']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type EventEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EventEdge'] = ResolversParentTypes['EventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
};

export type EventPerformanceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EventPerformance'] = ResolversParentTypes['EventPerformance']> = {
  baseline?: Resolver<ResolversTypes['ConsumptionSeries'], ParentType, ContextType>;
  measured?: Resolver<ResolversTypes['ConsumptionSeries'], ParentType, ContextType>;
  method?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  saved?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Float']>>, ParentType, ContextType>;
  totalSaved?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type EventSchemeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EventScheme'] = ResolversParentTypes['EventScheme']> = {
  assets?: Resolver<Maybe<ResolversTypes['EventSchemeAssetConnection']>, ParentType, ContextType, Partial<EventSchemeAssetsArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  refs?: Resolver<ReadonlyArray<ResolversTypes['VendorRef']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventSchemeAssetConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EventSchemeAssetConnection'] = ResolversParentTypes['EventSchemeAssetConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['EventSchemeAssetEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Asset']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type EventSchemeAssetEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EventSchemeAssetEdge'] = ResolversParentTypes['EventSchemeAssetEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Asset']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['AssetState'], ParentType, ContextType>;
};

export type EventSchemeConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EventSchemeConnection'] = ResolversParentTypes['EventSchemeConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['EventSchemeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['EventScheme']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type EventSchemeEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EventSchemeEdge'] = ResolversParentTypes['EventSchemeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['EventScheme']>, ParentType, ContextType>;
};

export type EventSchemeNoticeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EventSchemeNotice'] = ResolversParentTypes['EventSchemeNotice']> = {
  assets?: Resolver<ReadonlyArray<ResolversTypes['EventSchemeNoticeAsset']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  eventScheme?: Resolver<Maybe<ResolversTypes['EventScheme']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['EventType']>, ParentType, ContextType>;
  vendor?: Resolver<Maybe<ResolversTypes['Vendor']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventSchemeNoticeAssetResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EventSchemeNoticeAsset'] = ResolversParentTypes['EventSchemeNoticeAsset']> = {
  asset?: Resolver<Maybe<ResolversTypes['Asset']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['AssetState']>, ParentType, ContextType>;
};

export type FacilityResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Facility'] = ResolversParentTypes['Facility']> = {
  actions?: Resolver<Maybe<ResolversTypes['FacilityActionConnection']>, ParentType, ContextType, Partial<FacilityActionsArgs>>;
  address?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  consumption?: Resolver<Maybe<ResolversTypes['ConsumptionSeries']>, ParentType, ContextType, RequireFields<FacilityConsumptionArgs, 'from' | 'normalized' | 'resolution' | 'to' | 'unit'>>;
  emissions?: Resolver<Maybe<ResolversTypes['EmissionSeries']>, ParentType, ContextType, RequireFields<FacilityEmissionsArgs, 'from' | 'resolution' | 'to'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['ImageAddress']>, ParentType, ContextType, RequireFields<FacilityImageArgs, 'colors' | 'format' | 'kind'>>;
  metadata?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  meters?: Resolver<Maybe<ResolversTypes['MeterConnection']>, ParentType, ContextType, Partial<FacilityMetersArgs>>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  organization?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  properties?: Resolver<ReadonlyArray<ResolversTypes['Property']>, ParentType, ContextType>;
  refs?: Resolver<ReadonlyArray<ResolversTypes['VendorRef']>, ParentType, ContextType>;
  tariffs?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JSON']>>, ParentType, ContextType>;
  timeZone?: Resolver<Maybe<ResolversTypes['TimeZone']>, ParentType, ContextType>;
  users?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SiteUser']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FacilityActionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FacilityAction'] = ResolversParentTypes['FacilityAction']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  savings?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  startsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type FacilityActionConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FacilityActionConnection'] = ResolversParentTypes['FacilityActionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['FacilityActionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['FacilityAction']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type FacilityActionEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FacilityActionEdge'] = ResolversParentTypes['FacilityActionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['FacilityAction']>, ParentType, ContextType>;
};

export type FacilityConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FacilityConnection'] = ResolversParentTypes['FacilityConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['FacilityEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Facility']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type FacilityEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FacilityEdge'] = ResolversParentTypes['FacilityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Facility']>, ParentType, ContextType>;
};

export type FlexEventResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FlexEvent'] = ResolversParentTypes['FlexEvent']> = {
  assets?: Resolver<Maybe<ResolversTypes['FlexEventAssetConnection']>, ParentType, ContextType, Partial<FlexEventAssetsArgs>>;
  eligibility?: Resolver<ReadonlyArray<ResolversTypes['EligibilityCriterion']>, ParentType, ContextType>;
  endsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  eventScheme?: Resolver<Maybe<ResolversTypes['EventScheme']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  incentive?: Resolver<Maybe<ResolversTypes['Incentive']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  optInRequired?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  portfolios?: Resolver<Maybe<ResolversTypes['PortfolioConnection']>, ParentType, ContextType, Partial<FlexEventPortfoliosArgs>>;
  refs?: Resolver<ReadonlyArray<ResolversTypes['VendorRef']>, ParentType, ContextType>;
  startsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  stats?: Resolver<Maybe<ResolversTypes['FlexEventStats']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['FlexEventStatus'], ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FlexEventAssetConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FlexEventAssetConnection'] = ResolversParentTypes['FlexEventAssetConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['FlexEventAssetEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Asset']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type FlexEventAssetEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FlexEventAssetEdge'] = ResolversParentTypes['FlexEventAssetEdge']> = {
  baselines?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Baseline']>>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Asset']>, ParentType, ContextType>;
  performance?: Resolver<Maybe<ResolversTypes['EventPerformance']>, ParentType, ContextType, RequireFields<FlexEventAssetEdgePerformanceArgs, 'unit'>>;
  state?: Resolver<ResolversTypes['AssetState'], ParentType, ContextType>;
  stats?: Resolver<Maybe<ResolversTypes['AssetEventStats']>, ParentType, ContextType>;
};

export type FlexEventConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FlexEventConnection'] = ResolversParentTypes['FlexEventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['FlexEventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['FlexEvent']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type FlexEventEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FlexEventEdge'] = ResolversParentTypes['FlexEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['FlexEvent']>, ParentType, ContextType>;
};

export type FlexEventNoticeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FlexEventNotice'] = ResolversParentTypes['FlexEventNotice']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  flexEvent?: Resolver<Maybe<ResolversTypes['FlexEvent']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  portfolio?: Resolver<Maybe<ResolversTypes['Portfolio']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  stats?: Resolver<Maybe<ResolversTypes['FlexEventStats']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['EventType']>, ParentType, ContextType>;
  vendor?: Resolver<Maybe<ResolversTypes['Vendor']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FlexEventStatsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FlexEventStats'] = ResolversParentTypes['FlexEventStats']> = {
  earnings?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  energySaved?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  expiredAssetCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  highUsageCount?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  incentive?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  optInCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  optOutCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  participatedAssetCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  pendingAssetCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  processedAssetCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type GapNoticeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['GapNotice'] = ResolversParentTypes['GapNotice']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  oldestCursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['EventType']>, ParentType, ContextType>;
  vendor?: Resolver<Maybe<ResolversTypes['Vendor']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GreenEnergyWindowResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['GreenEnergyWindow'] = ResolversParentTypes['GreenEnergyWindow']> = {
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  percentage?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type HomeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Home'] = ResolversParentTypes['Home']> = {
  address?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  appliances?: Resolver<Maybe<ResolversTypes['ConsumptionSeries']>, ParentType, ContextType, RequireFields<HomeAppliancesArgs, 'period' | 'resolution' | 'unit'>>;
  asset?: Resolver<Maybe<ResolversTypes['Asset']>, ParentType, ContextType>;
  batteryEstimate?: Resolver<Maybe<ResolversTypes['BatteryEstimate']>, ParentType, ContextType, RequireFields<HomeBatteryEstimateArgs, 'battery'>>;
  billEstimate?: Resolver<Maybe<ResolversTypes['BillEstimate']>, ParentType, ContextType, RequireFields<HomeBillEstimateArgs, 'usageKwh'>>;
  compound?: Resolver<Maybe<ReadonlyArray<ResolversTypes['HouseholdCompoundMonth']>>, ParentType, ContextType>;
  consumption?: Resolver<Maybe<ResolversTypes['ConsumptionSeries']>, ParentType, ContextType, RequireFields<HomeConsumptionArgs, 'from' | 'resolution' | 'to' | 'unit'>>;
  cost?: Resolver<Maybe<ResolversTypes['CostSeries']>, ParentType, ContextType, RequireFields<HomeCostArgs, 'from' | 'resolution' | 'to'>>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  distribution?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ApplianceShare']>>, ParentType, ContextType>;
  equipment?: Resolver<Maybe<ResolversTypes['HomeEquipment']>, ParentType, ContextType>;
  facility?: Resolver<Maybe<ResolversTypes['Facility']>, ParentType, ContextType>;
  habits?: Resolver<Maybe<ReadonlyArray<ResolversTypes['HouseholdHabit']>>, ParentType, ContextType, RequireFields<HomeHabitsArgs, 'period'>>;
  household?: Resolver<Maybe<ResolversTypes['Household']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  impact?: Resolver<Maybe<ResolversTypes['BillEstimate']>, ParentType, ContextType, RequireFields<HomeImpactArgs, 'from' | 'to' | 'usageKwh'>>;
  meters?: Resolver<Maybe<ResolversTypes['MeterConnection']>, ParentType, ContextType, Partial<HomeMetersArgs>>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  onboarding?: Resolver<Maybe<ResolversTypes['Onboarding']>, ParentType, ContextType>;
  performance?: Resolver<Maybe<ResolversTypes['HouseholdPerformance']>, ParentType, ContextType, RequireFields<HomePerformanceArgs, 'period'>>;
  power?: Resolver<Maybe<ResolversTypes['PowerReading']>, ParentType, ContextType>;
  powerHistory?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PowerReading']>>, ParentType, ContextType>;
  priceSignal?: Resolver<Maybe<ResolversTypes['PriceSignal']>, ParentType, ContextType, Partial<HomePriceSignalArgs>>;
  priceSignalOpenAdr?: Resolver<Maybe<ResolversTypes['OpenAdrEvent']>, ParentType, ContextType>;
  ratePlan?: Resolver<Maybe<ResolversTypes['RatePlan']>, ParentType, ContextType>;
  refs?: Resolver<ReadonlyArray<ResolversTypes['VendorRef']>, ParentType, ContextType>;
  savings?: Resolver<Maybe<ResolversTypes['HouseholdSavings']>, ParentType, ContextType>;
  solar?: Resolver<Maybe<ResolversTypes['SolarSystem']>, ParentType, ContextType>;
  timeZone?: Resolver<Maybe<ResolversTypes['TimeZone']>, ParentType, ContextType>;
  totals?: Resolver<Maybe<ResolversTypes['HouseholdTotals']>, ParentType, ContextType, RequireFields<HomeTotalsArgs, 'period'>>;
  trend?: Resolver<Maybe<ReadonlyArray<ResolversTypes['HouseholdTrendMonth']>>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  utility?: Resolver<Maybe<ResolversTypes['Utility']>, ParentType, ContextType>;
  zipcode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HomeConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HomeConnection'] = ResolversParentTypes['HomeConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['HomeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Home']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type HomeEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HomeEdge'] = ResolversParentTypes['HomeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Home']>, ParentType, ContextType>;
};

export type HomeEquipmentResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HomeEquipment'] = ResolversParentTypes['HomeEquipment']> = {
  acType?: Resolver<Maybe<ResolversTypes['AcType']>, ParentType, ContextType>;
  hasAC?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  hasElectricHeater?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  hasElectricWaterHeater?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  hasEvCharger?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  hasSmartWaterHeater?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type HouseResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['House'] = ResolversParentTypes['House']> = {
  areaM2?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  province?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['HouseType']>, ParentType, ContextType>;
};

export type HouseholdResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Household'] = ResolversParentTypes['Household']> = {
  appliances?: Resolver<Maybe<ReadonlyArray<ResolversTypes['HouseholdAppliance']>>, ParentType, ContextType>;
  house?: Resolver<Maybe<ResolversTypes['House']>, ParentType, ContextType>;
  residents?: Resolver<Maybe<ResolversTypes['Residents']>, ParentType, ContextType>;
};

export type HouseholdApplianceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HouseholdAppliance'] = ResolversParentTypes['HouseholdAppliance']> = {
  appliance?: Resolver<ResolversTypes['ApplianceKind'], ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type HouseholdCompoundMonthResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HouseholdCompoundMonth'] = ResolversParentTypes['HouseholdCompoundMonth']> = {
  appliances?: Resolver<ReadonlyArray<ResolversTypes['ApplianceShare']>, ParentType, ContextType>;
  month?: Resolver<ResolversTypes['YearMonth'], ParentType, ContextType>;
};

export type HouseholdHabitResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HouseholdHabit'] = ResolversParentTypes['HouseholdHabit']> = {
  energyWh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  hour?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type HouseholdPerformanceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HouseholdPerformance'] = ResolversParentTypes['HouseholdPerformance']> = {
  maximumWh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  minimumWh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  userWh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type HouseholdSavingsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HouseholdSavings'] = ResolversParentTypes['HouseholdSavings']> = {
  days?: Resolver<ReadonlyArray<ResolversTypes['DayEnergy']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  totalWh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type HouseholdTotalsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HouseholdTotals'] = ResolversParentTypes['HouseholdTotals']> = {
  appliances?: Resolver<ReadonlyArray<ResolversTypes['ApplianceShare']>, ParentType, ContextType>;
  previousWh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  totalWh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  trendPercent?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type HouseholdTrendMonthResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HouseholdTrendMonth'] = ResolversParentTypes['HouseholdTrendMonth']> = {
  bands?: Resolver<ReadonlyArray<ResolversTypes['BandEnergy']>, ParentType, ContextType>;
  month?: Resolver<ResolversTypes['YearMonth'], ParentType, ContextType>;
  totalWh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type HvacResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Hvac'] = ResolversParentTypes['Hvac']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  preferences?: Resolver<Maybe<ResolversTypes['HvacPreferences']>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['HvacPreview']>, ParentType, ContextType, RequireFields<HvacPreviewArgs, 'preferences'>>;
  schedule?: Resolver<Maybe<ResolversTypes['HvacSchedule']>, ParentType, ContextType>;
};

export type HvacBlockResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HvacBlock'] = ResolversParentTypes['HvacBlock']> = {
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  targetCoolSetpoint?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  targetHeatSetpoint?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  targetMode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  targetTemp?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type HvacPreferencesResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HvacPreferences'] = ResolversParentTypes['HvacPreferences']> = {
  defaultMode?: Resolver<Maybe<ResolversTypes['HvacMode']>, ParentType, ContextType>;
  defaultTemp?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  enabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  maxTemp?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  minTemp?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  scheduleBlocks?: Resolver<ReadonlyArray<ResolversTypes['JSON']>, ParentType, ContextType>;
  tempUnits?: Resolver<Maybe<ResolversTypes['TemperatureUnit']>, ParentType, ContextType>;
  weekNumbers?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type HvacPreviewResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HvacPreview'] = ResolversParentTypes['HvacPreview']> = {
  estimatedSavings?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  schedule?: Resolver<ResolversTypes['HvacSchedule'], ParentType, ContextType>;
};

export type HvacScheduleResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HvacSchedule'] = ResolversParentTypes['HvacSchedule']> = {
  blocks?: Resolver<ReadonlyArray<ResolversTypes['HvacBlock']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  tempUnits?: Resolver<Maybe<ResolversTypes['TemperatureUnit']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ImageAddressResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ImageAddress'] = ResolversParentTypes['ImageAddress']> = {
  contentType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type IncentiveResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Incentive'] = ResolversParentTypes['Incentive']> = {
  amount?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type JobResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Job'] = ResolversParentTypes['Job']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  done?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['JobError']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  provisioning?: Resolver<Maybe<ResolversTypes['ProvisioningProgress']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['JobConnection'] = ResolversParentTypes['JobConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['JobEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Job']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type JobEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['JobEdge'] = ResolversParentTypes['JobEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Job'], ParentType, ContextType>;
};

export type JobErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['JobError'] = ResolversParentTypes['JobError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LastReadingResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LastReading'] = ResolversParentTypes['LastReading']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cumulativeEnergyWh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  powerW?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type LinkHomePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LinkHomePayload'] = ResolversParentTypes['LinkHomePayload']> = {
  home?: Resolver<Maybe<ResolversTypes['Home']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type LinkMeterPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LinkMeterPayload'] = ResolversParentTypes['LinkMeterPayload']> = {
  home?: Resolver<Maybe<ResolversTypes['Home']>, ParentType, ContextType>;
  meter?: Resolver<Maybe<ResolversTypes['Meter']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MeterResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Meter'] = ResolversParentTypes['Meter']> = {
  appliances?: Resolver<Maybe<ResolversTypes['MeterApplianceConnection']>, ParentType, ContextType, Partial<MeterAppliancesArgs>>;
  asset?: Resolver<Maybe<ResolversTypes['Asset']>, ParentType, ContextType>;
  consumption?: Resolver<Maybe<ResolversTypes['ConsumptionSeries']>, ParentType, ContextType, RequireFields<MeterConsumptionArgs, 'from' | 'normalized' | 'resolution' | 'to' | 'unit'>>;
  costs?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Cost']>>, ParentType, ContextType, RequireFields<MeterCostsArgs, 'fromMonth' | 'toMonth'>>;
  cumulative?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  facility?: Resolver<Maybe<ResolversTypes['Facility']>, ParentType, ContextType>;
  home?: Resolver<Maybe<ResolversTypes['Home']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastReading?: Resolver<Maybe<ResolversTypes['LastReading']>, ParentType, ContextType>;
  metadata?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Meter']>, ParentType, ContextType>;
  properties?: Resolver<ReadonlyArray<ResolversTypes['Property']>, ParentType, ContextType>;
  quantity?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  refs?: Resolver<ReadonlyArray<ResolversTypes['VendorRef']>, ParentType, ContextType>;
  subMeters?: Resolver<Maybe<ResolversTypes['MeterConnection']>, ParentType, ContextType, Partial<MeterSubMetersArgs>>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MeterApplianceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MeterAppliance'] = ResolversParentTypes['MeterAppliance']> = {
  channelParamType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  consumption?: Resolver<Maybe<ResolversTypes['ConsumptionSeries']>, ParentType, ContextType, RequireFields<MeterApplianceConsumptionArgs, 'from' | 'resolution' | 'to' | 'unit'>>;
  costs?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Cost']>>, ParentType, ContextType, RequireFields<MeterApplianceCostsArgs, 'fromMonth' | 'toMonth'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  meter?: Resolver<Maybe<ResolversTypes['Meter']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reading?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reference?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  refs?: Resolver<ReadonlyArray<ResolversTypes['VendorRef']>, ParentType, ContextType>;
  samplingMinutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MeterApplianceConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MeterApplianceConnection'] = ResolversParentTypes['MeterApplianceConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MeterApplianceEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['MeterAppliance']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type MeterApplianceEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MeterApplianceEdge'] = ResolversParentTypes['MeterApplianceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['MeterAppliance']>, ParentType, ContextType>;
};

export type MeterConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MeterConnection'] = ResolversParentTypes['MeterConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MeterEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Meter']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type MeterEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MeterEdge'] = ResolversParentTypes['MeterEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Meter']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addSolar?: Resolver<ResolversTypes['AddSolarPayload'], ParentType, ContextType, RequireFields<MutationAddSolarArgs, 'input'>>;
  archiveAsset?: Resolver<ResolversTypes['ArchiveAssetPayload'], ParentType, ContextType, RequireFields<MutationArchiveAssetArgs, 'input'>>;
  assignPortfolioAssets?: Resolver<ResolversTypes['AssignPortfolioAssetsPayload'], ParentType, ContextType, RequireFields<MutationAssignPortfolioAssetsArgs, 'input'>>;
  associateReport?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationAssociateReportArgs, 'input'>>;
  cancelJob?: Resolver<ResolversTypes['ChangeJobPayload'], ParentType, ContextType, RequireFields<MutationCancelJobArgs, 'input'>>;
  connectTariff?: Resolver<ResolversTypes['ConnectTariffPayload'], ParentType, ContextType, RequireFields<MutationConnectTariffArgs, 'input'>>;
  createAppliance?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationCreateApplianceArgs, 'input'>>;
  createAssets?: Resolver<ResolversTypes['CreateAssetsPayload'], ParentType, ContextType, RequireFields<MutationCreateAssetsArgs, 'input'>>;
  createHome?: Resolver<ResolversTypes['CreateHomePayload'], ParentType, ContextType, RequireFields<MutationCreateHomeArgs, 'input'>>;
  createHomeFromBills?: Resolver<ResolversTypes['CreateHomeFromBillsPayload'], ParentType, ContextType, RequireFields<MutationCreateHomeFromBillsArgs, 'input'>>;
  createMeter?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationCreateMeterArgs, 'input'>>;
  createOnboardingUrl?: Resolver<ResolversTypes['CreateOnboardingUrlPayload'], ParentType, ContextType, RequireFields<MutationCreateOnboardingUrlArgs, 'input'>>;
  createOrganization?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationCreateOrganizationArgs, 'input'>>;
  createPortfolio?: Resolver<ResolversTypes['CreatePortfolioPayload'], ParentType, ContextType, RequireFields<MutationCreatePortfolioArgs, 'input'>>;
  createSessionToken?: Resolver<ResolversTypes['CreateSessionTokenPayload'], ParentType, ContextType, RequireFields<MutationCreateSessionTokenArgs, 'input'>>;
  createSite?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationCreateSiteArgs, 'input'>>;
  createSiteTariff?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationCreateSiteTariffArgs, 'input'>>;
  createSiteUser?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationCreateSiteUserArgs, 'input'>>;
  createTariffSchedule?: Resolver<ResolversTypes['TariffSchedulePayload'], ParentType, ContextType, RequireFields<MutationCreateTariffScheduleArgs, 'input'>>;
  createUser?: Resolver<ResolversTypes['CreateUserPayload'], ParentType, ContextType, RequireFields<MutationCreateUserArgs, 'input'>>;
  deleteAppliance?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationDeleteApplianceArgs, 'input'>>;
  deleteMeter?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationDeleteMeterArgs, 'input'>>;
  deleteOrganization?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationDeleteOrganizationArgs, 'input'>>;
  deleteSite?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationDeleteSiteArgs, 'input'>>;
  deleteSiteTariff?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationDeleteSiteTariffArgs, 'input'>>;
  disconnectTariff?: Resolver<ResolversTypes['DisconnectTariffPayload'], ParentType, ContextType, RequireFields<MutationDisconnectTariffArgs, 'input'>>;
  grantSiteAccess?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationGrantSiteAccessArgs, 'input'>>;
  linkHome?: Resolver<ResolversTypes['LinkHomePayload'], ParentType, ContextType, RequireFields<MutationLinkHomeArgs, 'input'>>;
  linkMeter?: Resolver<ResolversTypes['LinkMeterPayload'], ParentType, ContextType, RequireFields<MutationLinkMeterArgs, 'input'>>;
  onboardHousehold?: Resolver<ResolversTypes['OnboardHouseholdPayload'], ParentType, ContextType, RequireFields<MutationOnboardHouseholdArgs, 'input'>>;
  provisionCustomers?: Resolver<ResolversTypes['ProvisionPayload'], ParentType, ContextType, RequireFields<MutationProvisionCustomersArgs, 'input'>>;
  provisionData?: Resolver<ResolversTypes['ProvisionPayload'], ParentType, ContextType, RequireFields<MutationProvisionDataArgs, 'input'>>;
  pushConsumption?: Resolver<ResolversTypes['PushMeterPointsPayload'], ParentType, ContextType, RequireFields<MutationPushConsumptionArgs, 'input'>>;
  pushMeasurements?: Resolver<ResolversTypes['PushMeasurementsPayload'], ParentType, ContextType, RequireFields<MutationPushMeasurementsArgs, 'input'>>;
  pushReadings?: Resolver<ResolversTypes['PushMeterPointsPayload'], ParentType, ContextType, RequireFields<MutationPushReadingsArgs, 'input'>>;
  refreshTariffSchedule?: Resolver<ResolversTypes['TariffSchedulePayload'], ParentType, ContextType, RequireFields<MutationRefreshTariffScheduleArgs, 'input'>>;
  registerHousehold?: Resolver<ResolversTypes['RegisterHouseholdPayload'], ParentType, ContextType, RequireFields<MutationRegisterHouseholdArgs, 'input'>>;
  registerWebhook?: Resolver<ResolversTypes['RegisterWebhookPayload'], ParentType, ContextType, RequireFields<MutationRegisterWebhookArgs, 'input'>>;
  removeHome?: Resolver<ResolversTypes['RemoveHomePayload'], ParentType, ContextType, RequireFields<MutationRemoveHomeArgs, 'input'>>;
  removeHousehold?: Resolver<ResolversTypes['RemoveHouseholdPayload'], ParentType, ContextType, RequireFields<MutationRemoveHouseholdArgs, 'input'>>;
  removeSiteAccess?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationRemoveSiteAccessArgs, 'input'>>;
  replaceSiteTariff?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationReplaceSiteTariffArgs, 'input'>>;
  replayEvent?: Resolver<ResolversTypes['ReplayEventPayload'], ParentType, ContextType, RequireFields<MutationReplayEventArgs, 'input'>>;
  resumeJob?: Resolver<ResolversTypes['ChangeJobPayload'], ParentType, ContextType, RequireFields<MutationResumeJobArgs, 'input'>>;
  setEventParticipation?: Resolver<ResolversTypes['SetEventParticipationPayload'], ParentType, ContextType, RequireFields<MutationSetEventParticipationArgs, 'input'>>;
  setHvacPreferences?: Resolver<ResolversTypes['SetHvacPreferencesPayload'], ParentType, ContextType, RequireFields<MutationSetHvacPreferencesArgs, 'input'>>;
  setHvacWebhook?: Resolver<ResolversTypes['SetHvacWebhookPayload'], ParentType, ContextType, RequireFields<MutationSetHvacWebhookArgs, 'input'>>;
  setSchemeParticipation?: Resolver<ResolversTypes['SetSchemeParticipationPayload'], ParentType, ContextType, RequireFields<MutationSetSchemeParticipationArgs, 'input'>>;
  testWebhook?: Resolver<ResolversTypes['TestWebhookPayload'], ParentType, ContextType, RequireFields<MutationTestWebhookArgs, 'input'>>;
  unlinkHome?: Resolver<ResolversTypes['UnlinkHomePayload'], ParentType, ContextType, RequireFields<MutationUnlinkHomeArgs, 'input'>>;
  unlinkMeter?: Resolver<ResolversTypes['UnlinkMeterPayload'], ParentType, ContextType, RequireFields<MutationUnlinkMeterArgs, 'input'>>;
  unregisterWebhook?: Resolver<ResolversTypes['UnregisterWebhookPayload'], ParentType, ContextType, RequireFields<MutationUnregisterWebhookArgs, 'input'>>;
  updateAction?: Resolver<ResolversTypes['UpdateActionPayload'], ParentType, ContextType, RequireFields<MutationUpdateActionArgs, 'input'>>;
  updateAppliance?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationUpdateApplianceArgs, 'input'>>;
  updateHome?: Resolver<ResolversTypes['UpdateHomePayload'], ParentType, ContextType, RequireFields<MutationUpdateHomeArgs, 'input'>>;
  updateMeter?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationUpdateMeterArgs, 'input'>>;
  updateOrganization?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationUpdateOrganizationArgs, 'input'>>;
  updateSite?: Resolver<ResolversTypes['SiteAdministrationPayload'], ParentType, ContextType, RequireFields<MutationUpdateSiteArgs, 'input'>>;
  uploadConsumption?: Resolver<ResolversTypes['UploadConsumptionPayload'], ParentType, ContextType, RequireFields<MutationUploadConsumptionArgs, 'input'>>;
};

export type NodeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Asset' | 'EventScheme' | 'Facility' | 'FlexEvent' | 'Home' | 'Job' | 'Meter' | 'MeterAppliance' | 'Portfolio', ParentType, ContextType>;
};

export type OnboardHouseholdPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['OnboardHouseholdPayload'] = ResolversParentTypes['OnboardHouseholdPayload']> = {
  home?: Resolver<Maybe<ResolversTypes['Home']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type OnboardingResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Onboarding'] = ResolversParentTypes['Onboarding']> = {
  eligible?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OnboardingStatus'], ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  thermostatBrand?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type OpenAdrEventResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['OpenAdrEvent'] = ResolversParentTypes['OpenAdrEvent']> = {
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  eventName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  intervals?: Resolver<ReadonlyArray<ResolversTypes['OpenAdrInterval']>, ParentType, ContextType>;
  modifiedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  programId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type OpenAdrIntervalResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['OpenAdrInterval'] = ResolversParentTypes['OpenAdrInterval']> = {
  duration?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  payloads?: Resolver<ReadonlyArray<ResolversTypes['OpenAdrPayload']>, ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type OpenAdrPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['OpenAdrPayload'] = ResolversParentTypes['OpenAdrPayload']> = {
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PortfolioResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Portfolio'] = ResolversParentTypes['Portfolio']> = {
  assets?: Resolver<Maybe<ResolversTypes['AssetConnection']>, ParentType, ContextType, Partial<PortfolioAssetsArgs>>;
  consumption?: Resolver<Maybe<ResolversTypes['ConsumptionSeries']>, ParentType, ContextType, RequireFields<PortfolioConsumptionArgs, 'from' | 'resolution' | 'to' | 'unit'>>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  flexEvents?: Resolver<Maybe<ResolversTypes['FlexEventConnection']>, ParentType, ContextType, RequireFields<PortfolioFlexEventsArgs, 'status'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  refs?: Resolver<ReadonlyArray<ResolversTypes['VendorRef']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PortfolioConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PortfolioConnection'] = ResolversParentTypes['PortfolioConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PortfolioEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Portfolio']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PortfolioEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PortfolioEdge'] = ResolversParentTypes['PortfolioEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Portfolio']>, ParentType, ContextType>;
};

export type PortfolioNoticeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PortfolioNotice'] = ResolversParentTypes['PortfolioNotice']> = {
  assets?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Asset']>>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  portfolio?: Resolver<Maybe<ResolversTypes['Portfolio']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['EventType']>, ParentType, ContextType>;
  vendor?: Resolver<Maybe<ResolversTypes['Vendor']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PowerReadingResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PowerReading'] = ResolversParentTypes['PowerReading']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  powerW?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type PriceSignalResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PriceSignal'] = ResolversParentTypes['PriceSignal']> = {
  exports?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['Float']>>>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  imports?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['Float']>>>, ParentType, ContextType>;
  prices?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Float']>>, ParentType, ContextType>;
  stepSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  timestamps?: Resolver<ReadonlyArray<ResolversTypes['DateTime']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PriceSignalNoticeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PriceSignalNotice'] = ResolversParentTypes['PriceSignalNotice']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  home?: Resolver<Maybe<ResolversTypes['Home']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['EventType']>, ParentType, ContextType>;
  vendor?: Resolver<Maybe<ResolversTypes['Vendor']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PropertyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Property'] = ResolversParentTypes['Property']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProvisionPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ProvisionPayload'] = ResolversParentTypes['ProvisionPayload']> = {
  deletions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ProvisioningProgressResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ProvisioningProgress'] = ResolversParentTypes['ProvisioningProgress']> = {
  errorCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['ProvisioningOutcome']>, ParentType, ContextType>;
  provisioningId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['ProvisioningStatus']>, ParentType, ContextType>;
};

export type PushMeasurementsPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PushMeasurementsPayload'] = ResolversParentTypes['PushMeasurementsPayload']> = {
  accepted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  jobs?: Resolver<ReadonlyArray<ResolversTypes['Job']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PushMeterPointsPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PushMeterPointsPayload'] = ResolversParentTypes['PushMeterPointsPayload']> = {
  hours?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  meter?: Resolver<Maybe<ResolversTypes['Meter']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type QuantityResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Quantity'] = ResolversParentTypes['Quantity']> = {
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  alarm?: Resolver<Maybe<ResolversTypes['Alarm']>, ParentType, ContextType, RequireFields<QueryAlarmArgs, 'id'>>;
  asset?: Resolver<Maybe<ResolversTypes['Asset']>, ParentType, ContextType, RequireFields<QueryAssetArgs, 'by'>>;
  eventScheme?: Resolver<Maybe<ResolversTypes['EventScheme']>, ParentType, ContextType, RequireFields<QueryEventSchemeArgs, 'by'>>;
  facility?: Resolver<Maybe<ResolversTypes['Facility']>, ParentType, ContextType, RequireFields<QueryFacilityArgs, 'by'>>;
  flexEvent?: Resolver<Maybe<ResolversTypes['FlexEvent']>, ParentType, ContextType, RequireFields<QueryFlexEventArgs, 'by'>>;
  greenEnergyWindows?: Resolver<Maybe<ReadonlyArray<ResolversTypes['GreenEnergyWindow']>>, ParentType, ContextType>;
  home?: Resolver<Maybe<ResolversTypes['Home']>, ParentType, ContextType, RequireFields<QueryHomeArgs, 'by'>>;
  hvac?: Resolver<Maybe<ResolversTypes['Hvac']>, ParentType, ContextType, RequireFields<QueryHvacArgs, 'deviceId'>>;
  meter?: Resolver<Maybe<ResolversTypes['Meter']>, ParentType, ContextType, RequireFields<QueryMeterArgs, 'by'>>;
  meterAppliance?: Resolver<Maybe<ResolversTypes['MeterAppliance']>, ParentType, ContextType, RequireFields<QueryMeterApplianceArgs, 'by'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  portfolio?: Resolver<Maybe<ResolversTypes['Portfolio']>, ParentType, ContextType, RequireFields<QueryPortfolioArgs, 'by'>>;
  provisioning?: Resolver<Maybe<ResolversTypes['ProvisioningProgress']>, ParentType, ContextType, RequireFields<QueryProvisioningArgs, 'id'>>;
  quantities?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Quantity']>>, ParentType, ContextType>;
  ratePlanBill?: Resolver<Maybe<ResolversTypes['BillEstimate']>, ParentType, ContextType, RequireFields<QueryRatePlanBillArgs, 'fromMonth' | 'ratePlanId' | 'toMonth' | 'usageKwh'>>;
  ratePlanImpact?: Resolver<Maybe<ResolversTypes['BillEstimate']>, ParentType, ContextType, RequireFields<QueryRatePlanImpactArgs, 'from' | 'ratePlanId' | 'to' | 'zipcode'>>;
  ratePlanPriceSignal?: Resolver<Maybe<ResolversTypes['PriceSignal']>, ParentType, ContextType, RequireFields<QueryRatePlanPriceSignalArgs, 'from' | 'ratePlanId' | 'to'>>;
  reportDefinitions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JSON']>>, ParentType, ContextType>;
  siteTariff?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType, RequireFields<QuerySiteTariffArgs, 'id'>>;
  siteUser?: Resolver<Maybe<ResolversTypes['SiteUser']>, ParentType, ContextType, RequireFields<QuerySiteUserArgs, 'email'>>;
  tenant?: Resolver<ResolversTypes['Tenant'], ParentType, ContextType>;
  utilities?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Utility']>>, ParentType, ContextType, RequireFields<QueryUtilitiesArgs, 'zipcode'>>;
};

export type RatePlanResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RatePlan'] = ResolversParentTypes['RatePlan']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rateId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  supportedType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RegisterBreakResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RegisterBreak'] = ResolversParentTypes['RegisterBreak']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RegisterBreakKind'], ParentType, ContextType>;
};

export type RegisterHouseholdPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RegisterHouseholdPayload'] = ResolversParentTypes['RegisterHouseholdPayload']> = {
  home?: Resolver<Maybe<ResolversTypes['Home']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RegisterWebhookPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RegisterWebhookPayload'] = ResolversParentTypes['RegisterWebhookPayload']> = {
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  webhook?: Resolver<Maybe<ResolversTypes['WebhookRegistration']>, ParentType, ContextType>;
};

export type RemoveHomePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RemoveHomePayload'] = ResolversParentTypes['RemoveHomePayload']> = {
  removed?: Resolver<ReadonlyArray<ResolversTypes['VendorRef']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RemoveHouseholdPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RemoveHouseholdPayload'] = ResolversParentTypes['RemoveHouseholdPayload']> = {
  accountNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ReplayEventPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ReplayEventPayload'] = ResolversParentTypes['ReplayEventPayload']> = {
  events?: Resolver<ReadonlyArray<ResolversTypes['Event']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ResidentsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Residents'] = ResolversParentTypes['Residents']> = {
  adults?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  children?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  elderly?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SeriesFailureResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SeriesFailure'] = ResolversParentTypes['SeriesFailure']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['VendorRef'], ParentType, ContextType>;
};

export type SetEventParticipationPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SetEventParticipationPayload'] = ResolversParentTypes['SetEventParticipationPayload']> = {
  flexEvent?: Resolver<Maybe<ResolversTypes['FlexEvent']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SetHvacPreferencesPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SetHvacPreferencesPayload'] = ResolversParentTypes['SetHvacPreferencesPayload']> = {
  hvac?: Resolver<Maybe<ResolversTypes['Hvac']>, ParentType, ContextType>;
  schedule?: Resolver<Maybe<ResolversTypes['HvacSchedule']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SetHvacWebhookPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SetHvacWebhookPayload'] = ResolversParentTypes['SetHvacWebhookPayload']> = {
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  webhookId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SetSchemeParticipationPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SetSchemeParticipationPayload'] = ResolversParentTypes['SetSchemeParticipationPayload']> = {
  eventScheme?: Resolver<Maybe<ResolversTypes['EventScheme']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SiteAdministrationPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SiteAdministrationPayload'] = ResolversParentTypes['SiteAdministrationPayload']> = {
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SiteUserResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SiteUser'] = ResolversParentTypes['SiteUser']> = {
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sites?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Facility']>>, ParentType, ContextType>;
  surname?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SolarSystemResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SolarSystem'] = ResolversParentTypes['SolarSystem']> = {
  isNonNetMetered?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  systemSizeKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  events?: SubscriptionResolver<ResolversTypes['Event'], "events", ParentType, ContextType, Partial<SubscriptionEventsArgs>>;
  flexEvent?: SubscriptionResolver<ResolversTypes['FlexEvent'], "flexEvent", ParentType, ContextType, RequireFields<SubscriptionFlexEventArgs, 'by'>>;
  job?: SubscriptionResolver<ResolversTypes['Job'], "job", ParentType, ContextType, RequireFields<SubscriptionJobArgs, 'id'>>;
  power?: SubscriptionResolver<ResolversTypes['PowerReading'], "power", ParentType, ContextType, RequireFields<SubscriptionPowerArgs, 'homeId'>>;
};

export type TariffResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Tariff'] = ResolversParentTypes['Tariff']> = {
  details?: Resolver<ReadonlyArray<ResolversTypes['VendorDetail']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  supplier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type TariffConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TariffConnection'] = ResolversParentTypes['TariffConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TariffEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Tariff']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type TariffEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TariffEdge'] = ResolversParentTypes['TariffEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Tariff']>, ParentType, ContextType>;
};

export type TariffPlanResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TariffPlan'] = ResolversParentTypes['TariffPlan']> = {
  details?: Resolver<ReadonlyArray<ResolversTypes['VendorDetail']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  supplier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TariffRateResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TariffRate'] = ResolversParentTypes['TariffRate']> = {
  details?: Resolver<ReadonlyArray<ResolversTypes['VendorDetail']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  price?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TariffRateConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TariffRateConnection'] = ResolversParentTypes['TariffRateConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TariffRateEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['TariffRate']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type TariffRateEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TariffRateEdge'] = ResolversParentTypes['TariffRateEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['TariffRate']>, ParentType, ContextType>;
};

export type TariffSchedulePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TariffSchedulePayload'] = ResolversParentTypes['TariffSchedulePayload']> = {
  asset?: Resolver<Maybe<ResolversTypes['Asset']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type TenantResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Tenant'] = ResolversParentTypes['Tenant']> = {
  assets?: Resolver<ResolversTypes['AssetConnection'], ParentType, ContextType, Partial<TenantAssetsArgs>>;
  deadLetters?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DeadLetter']>>, ParentType, ContextType, RequireFields<TenantDeadLettersArgs, 'first'>>;
  eventSchemes?: Resolver<ResolversTypes['EventSchemeConnection'], ParentType, ContextType, Partial<TenantEventSchemesArgs>>;
  events?: Resolver<Maybe<ResolversTypes['EventConnection']>, ParentType, ContextType, Partial<TenantEventsArgs>>;
  facilities?: Resolver<ResolversTypes['FacilityConnection'], ParentType, ContextType, Partial<TenantFacilitiesArgs>>;
  flexEvents?: Resolver<ResolversTypes['FlexEventConnection'], ParentType, ContextType, Partial<TenantFlexEventsArgs>>;
  homes?: Resolver<ResolversTypes['HomeConnection'], ParentType, ContextType, Partial<TenantHomesArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jobs?: Resolver<ResolversTypes['JobConnection'], ParentType, ContextType, Partial<TenantJobsArgs>>;
  meters?: Resolver<ResolversTypes['MeterConnection'], ParentType, ContextType, Partial<TenantMetersArgs>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  portfolios?: Resolver<ResolversTypes['PortfolioConnection'], ParentType, ContextType, Partial<TenantPortfoliosArgs>>;
  vendors?: Resolver<ReadonlyArray<ResolversTypes['VendorConnection']>, ParentType, ContextType>;
  webhooks?: Resolver<ReadonlyArray<Maybe<ResolversTypes['WebhookRegistration']>>, ParentType, ContextType>;
};

export type TestWebhookPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TestWebhookPayload'] = ResolversParentTypes['TestWebhookPayload']> = {
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  webhook?: Resolver<Maybe<ResolversTypes['WebhookRegistration']>, ParentType, ContextType>;
};

export interface TimeZoneScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['TimeZone'], any> {
  name: 'TimeZone';
}

export type UnlinkHomePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UnlinkHomePayload'] = ResolversParentTypes['UnlinkHomePayload']> = {
  home?: Resolver<Maybe<ResolversTypes['Home']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UnlinkMeterPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UnlinkMeterPayload'] = ResolversParentTypes['UnlinkMeterPayload']> = {
  meter?: Resolver<Maybe<ResolversTypes['Meter']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UnregisterWebhookPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UnregisterWebhookPayload'] = ResolversParentTypes['UnregisterWebhookPayload']> = {
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  webhook?: Resolver<Maybe<ResolversTypes['WebhookRegistration']>, ParentType, ContextType>;
};

export type UpdateActionPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UpdateActionPayload'] = ResolversParentTypes['UpdateActionPayload']> = {
  action?: Resolver<Maybe<ResolversTypes['FacilityAction']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UpdateHomePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UpdateHomePayload'] = ResolversParentTypes['UpdateHomePayload']> = {
  home?: Resolver<Maybe<ResolversTypes['Home']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UploadConsumptionPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UploadConsumptionPayload'] = ResolversParentTypes['UploadConsumptionPayload']> = {
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UtilityResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Utility'] = ResolversParentTypes['Utility']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ratePlans?: Resolver<ReadonlyArray<ResolversTypes['RatePlan']>, ParentType, ContextType>;
};

export type VendorConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VendorConnection'] = ResolversParentTypes['VendorConnection']> = {
  breaker?: Resolver<Maybe<ResolversTypes['BreakerState']>, ParentType, ContextType>;
  budgets?: Resolver<ReadonlyArray<ResolversTypes['Budget']>, ParentType, ContextType>;
  cache?: Resolver<ResolversTypes['CacheCounts'], ParentType, ContextType>;
  callsToday?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  inFlight?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastError?: Resolver<Maybe<ResolversTypes['VendorError']>, ParentType, ContextType>;
  maxInFlight?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['VendorStatus'], ParentType, ContextType>;
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
};

export type VendorDetailResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VendorDetail'] = ResolversParentTypes['VendorDetail']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type VendorErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VendorError'] = ResolversParentTypes['VendorError']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type VendorRefResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VendorRef'] = ResolversParentTypes['VendorRef']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RefKind'], ParentType, ContextType>;
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
};

export type WebhookDeliveriesResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WebhookDeliveries'] = ResolversParentTypes['WebhookDeliveries']> = {
  deadLetters?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  duplicates?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastReceivedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastStoredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  rejected?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stored?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unavailable?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type WebhookRegistrationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WebhookRegistration'] = ResolversParentTypes['WebhookRegistration']> = {
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  deliveries?: Resolver<Maybe<ResolversTypes['WebhookDeliveries']>, ParentType, ContextType>;
  eventTypes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isOurs?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
};

export interface YearMonthScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['YearMonth'], any> {
  name: 'YearMonth';
}

export type Resolvers<ContextType = GraphContext> = {
  AddSolarPayload?: AddSolarPayloadResolvers<ContextType>;
  Address?: AddressResolvers<ContextType>;
  Alarm?: AlarmResolvers<ContextType>;
  ApplianceSeries?: ApplianceSeriesResolvers<ContextType>;
  ApplianceShare?: ApplianceShareResolvers<ContextType>;
  ArchiveAssetPayload?: ArchiveAssetPayloadResolvers<ContextType>;
  Asset?: AssetResolvers<ContextType>;
  AssetConnection?: AssetConnectionResolvers<ContextType>;
  AssetEdge?: AssetEdgeResolvers<ContextType>;
  AssetEventStats?: AssetEventStatsResolvers<ContextType>;
  AssetNotice?: AssetNoticeResolvers<ContextType>;
  AssetScheme?: AssetSchemeResolvers<ContextType>;
  AssignPortfolioAssetsPayload?: AssignPortfolioAssetsPayloadResolvers<ContextType>;
  BandEnergy?: BandEnergyResolvers<ContextType>;
  Baseline?: BaselineResolvers<ContextType>;
  BatteryEstimate?: BatteryEstimateResolvers<ContextType>;
  BillEstimate?: BillEstimateResolvers<ContextType>;
  Budget?: BudgetResolvers<ContextType>;
  CacheCounts?: CacheCountsResolvers<ContextType>;
  ChangeJobPayload?: ChangeJobPayloadResolvers<ContextType>;
  ConnectTariffPayload?: ConnectTariffPayloadResolvers<ContextType>;
  ConsumptionPoint?: ConsumptionPointResolvers<ContextType>;
  ConsumptionSeries?: ConsumptionSeriesResolvers<ContextType>;
  Cost?: CostResolvers<ContextType>;
  CostSeries?: CostSeriesResolvers<ContextType>;
  CreateAssetsPayload?: CreateAssetsPayloadResolvers<ContextType>;
  CreateHomeFromBillsPayload?: CreateHomeFromBillsPayloadResolvers<ContextType>;
  CreateHomePayload?: CreateHomePayloadResolvers<ContextType>;
  CreateOnboardingUrlPayload?: CreateOnboardingUrlPayloadResolvers<ContextType>;
  CreatePortfolioPayload?: CreatePortfolioPayloadResolvers<ContextType>;
  CreateSessionTokenPayload?: CreateSessionTokenPayloadResolvers<ContextType>;
  CreateUserPayload?: CreateUserPayloadResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DayEnergy?: DayEnergyResolvers<ContextType>;
  DeadLetter?: DeadLetterResolvers<ContextType>;
  DisconnectTariffPayload?: DisconnectTariffPayloadResolvers<ContextType>;
  EligibilityCriterion?: EligibilityCriterionResolvers<ContextType>;
  EmissionFactor?: EmissionFactorResolvers<ContextType>;
  EmissionSeries?: EmissionSeriesResolvers<ContextType>;
  Event?: EventResolvers<ContextType>;
  EventConnection?: EventConnectionResolvers<ContextType>;
  EventEdge?: EventEdgeResolvers<ContextType>;
  EventPerformance?: EventPerformanceResolvers<ContextType>;
  EventScheme?: EventSchemeResolvers<ContextType>;
  EventSchemeAssetConnection?: EventSchemeAssetConnectionResolvers<ContextType>;
  EventSchemeAssetEdge?: EventSchemeAssetEdgeResolvers<ContextType>;
  EventSchemeConnection?: EventSchemeConnectionResolvers<ContextType>;
  EventSchemeEdge?: EventSchemeEdgeResolvers<ContextType>;
  EventSchemeNotice?: EventSchemeNoticeResolvers<ContextType>;
  EventSchemeNoticeAsset?: EventSchemeNoticeAssetResolvers<ContextType>;
  Facility?: FacilityResolvers<ContextType>;
  FacilityAction?: FacilityActionResolvers<ContextType>;
  FacilityActionConnection?: FacilityActionConnectionResolvers<ContextType>;
  FacilityActionEdge?: FacilityActionEdgeResolvers<ContextType>;
  FacilityConnection?: FacilityConnectionResolvers<ContextType>;
  FacilityEdge?: FacilityEdgeResolvers<ContextType>;
  FlexEvent?: FlexEventResolvers<ContextType>;
  FlexEventAssetConnection?: FlexEventAssetConnectionResolvers<ContextType>;
  FlexEventAssetEdge?: FlexEventAssetEdgeResolvers<ContextType>;
  FlexEventConnection?: FlexEventConnectionResolvers<ContextType>;
  FlexEventEdge?: FlexEventEdgeResolvers<ContextType>;
  FlexEventNotice?: FlexEventNoticeResolvers<ContextType>;
  FlexEventStats?: FlexEventStatsResolvers<ContextType>;
  GapNotice?: GapNoticeResolvers<ContextType>;
  GreenEnergyWindow?: GreenEnergyWindowResolvers<ContextType>;
  Home?: HomeResolvers<ContextType>;
  HomeConnection?: HomeConnectionResolvers<ContextType>;
  HomeEdge?: HomeEdgeResolvers<ContextType>;
  HomeEquipment?: HomeEquipmentResolvers<ContextType>;
  House?: HouseResolvers<ContextType>;
  Household?: HouseholdResolvers<ContextType>;
  HouseholdAppliance?: HouseholdApplianceResolvers<ContextType>;
  HouseholdCompoundMonth?: HouseholdCompoundMonthResolvers<ContextType>;
  HouseholdHabit?: HouseholdHabitResolvers<ContextType>;
  HouseholdPerformance?: HouseholdPerformanceResolvers<ContextType>;
  HouseholdSavings?: HouseholdSavingsResolvers<ContextType>;
  HouseholdTotals?: HouseholdTotalsResolvers<ContextType>;
  HouseholdTrendMonth?: HouseholdTrendMonthResolvers<ContextType>;
  Hvac?: HvacResolvers<ContextType>;
  HvacBlock?: HvacBlockResolvers<ContextType>;
  HvacPreferences?: HvacPreferencesResolvers<ContextType>;
  HvacPreview?: HvacPreviewResolvers<ContextType>;
  HvacSchedule?: HvacScheduleResolvers<ContextType>;
  ImageAddress?: ImageAddressResolvers<ContextType>;
  Incentive?: IncentiveResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Job?: JobResolvers<ContextType>;
  JobConnection?: JobConnectionResolvers<ContextType>;
  JobEdge?: JobEdgeResolvers<ContextType>;
  JobError?: JobErrorResolvers<ContextType>;
  LastReading?: LastReadingResolvers<ContextType>;
  LinkHomePayload?: LinkHomePayloadResolvers<ContextType>;
  LinkMeterPayload?: LinkMeterPayloadResolvers<ContextType>;
  Meter?: MeterResolvers<ContextType>;
  MeterAppliance?: MeterApplianceResolvers<ContextType>;
  MeterApplianceConnection?: MeterApplianceConnectionResolvers<ContextType>;
  MeterApplianceEdge?: MeterApplianceEdgeResolvers<ContextType>;
  MeterConnection?: MeterConnectionResolvers<ContextType>;
  MeterEdge?: MeterEdgeResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  OnboardHouseholdPayload?: OnboardHouseholdPayloadResolvers<ContextType>;
  Onboarding?: OnboardingResolvers<ContextType>;
  OpenAdrEvent?: OpenAdrEventResolvers<ContextType>;
  OpenAdrInterval?: OpenAdrIntervalResolvers<ContextType>;
  OpenAdrPayload?: OpenAdrPayloadResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Portfolio?: PortfolioResolvers<ContextType>;
  PortfolioConnection?: PortfolioConnectionResolvers<ContextType>;
  PortfolioEdge?: PortfolioEdgeResolvers<ContextType>;
  PortfolioNotice?: PortfolioNoticeResolvers<ContextType>;
  PowerReading?: PowerReadingResolvers<ContextType>;
  PriceSignal?: PriceSignalResolvers<ContextType>;
  PriceSignalNotice?: PriceSignalNoticeResolvers<ContextType>;
  Property?: PropertyResolvers<ContextType>;
  ProvisionPayload?: ProvisionPayloadResolvers<ContextType>;
  ProvisioningProgress?: ProvisioningProgressResolvers<ContextType>;
  PushMeasurementsPayload?: PushMeasurementsPayloadResolvers<ContextType>;
  PushMeterPointsPayload?: PushMeterPointsPayloadResolvers<ContextType>;
  Quantity?: QuantityResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RatePlan?: RatePlanResolvers<ContextType>;
  RegisterBreak?: RegisterBreakResolvers<ContextType>;
  RegisterHouseholdPayload?: RegisterHouseholdPayloadResolvers<ContextType>;
  RegisterWebhookPayload?: RegisterWebhookPayloadResolvers<ContextType>;
  RemoveHomePayload?: RemoveHomePayloadResolvers<ContextType>;
  RemoveHouseholdPayload?: RemoveHouseholdPayloadResolvers<ContextType>;
  ReplayEventPayload?: ReplayEventPayloadResolvers<ContextType>;
  Residents?: ResidentsResolvers<ContextType>;
  SeriesFailure?: SeriesFailureResolvers<ContextType>;
  SetEventParticipationPayload?: SetEventParticipationPayloadResolvers<ContextType>;
  SetHvacPreferencesPayload?: SetHvacPreferencesPayloadResolvers<ContextType>;
  SetHvacWebhookPayload?: SetHvacWebhookPayloadResolvers<ContextType>;
  SetSchemeParticipationPayload?: SetSchemeParticipationPayloadResolvers<ContextType>;
  SiteAdministrationPayload?: SiteAdministrationPayloadResolvers<ContextType>;
  SiteUser?: SiteUserResolvers<ContextType>;
  SolarSystem?: SolarSystemResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Tariff?: TariffResolvers<ContextType>;
  TariffConnection?: TariffConnectionResolvers<ContextType>;
  TariffEdge?: TariffEdgeResolvers<ContextType>;
  TariffPlan?: TariffPlanResolvers<ContextType>;
  TariffRate?: TariffRateResolvers<ContextType>;
  TariffRateConnection?: TariffRateConnectionResolvers<ContextType>;
  TariffRateEdge?: TariffRateEdgeResolvers<ContextType>;
  TariffSchedulePayload?: TariffSchedulePayloadResolvers<ContextType>;
  Tenant?: TenantResolvers<ContextType>;
  TestWebhookPayload?: TestWebhookPayloadResolvers<ContextType>;
  TimeZone?: GraphQLScalarType;
  UnlinkHomePayload?: UnlinkHomePayloadResolvers<ContextType>;
  UnlinkMeterPayload?: UnlinkMeterPayloadResolvers<ContextType>;
  UnregisterWebhookPayload?: UnregisterWebhookPayloadResolvers<ContextType>;
  UpdateActionPayload?: UpdateActionPayloadResolvers<ContextType>;
  UpdateHomePayload?: UpdateHomePayloadResolvers<ContextType>;
  UploadConsumptionPayload?: UploadConsumptionPayloadResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Utility?: UtilityResolvers<ContextType>;
  VendorConnection?: VendorConnectionResolvers<ContextType>;
  VendorDetail?: VendorDetailResolvers<ContextType>;
  VendorError?: VendorErrorResolvers<ContextType>;
  VendorRef?: VendorRefResolvers<ContextType>;
  WebhookDeliveries?: WebhookDeliveriesResolvers<ContextType>;
  WebhookRegistration?: WebhookRegistrationResolvers<ContextType>;
  YearMonth?: GraphQLScalarType;
};

