/**
 * The vendor port: what a source offers, by kind of entity. A vendor offers what it has and leaves out the rest;
 * resolvers and loaders know this file and no vendor's name.
 *
 * Every method takes ids as the vendor spells them, answers by those ids (`Batch`: absent = unknown, AppError = that
 * id's own failure) and throws AppError when all of it failed.
 */

import type { z } from 'zod';
import type { Batch, Slice, Window } from '../domain/batch.ts';
import type { Clock } from '../domain/clock.ts';
import type * as entity from '../domain/entities.ts';
import type { VendorEvent } from '../domain/events.ts';
import type { ReadingRequest, ReadingsBatch } from '../domain/readings.ts';
import type { RefKind } from '../domain/ref.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import type { Call } from '../upstream/call.ts';
import type { ConnectionStatus, Upstream } from '../upstream/connection.ts';
import type { VendorLimits } from '../upstream/limits.ts';
import type { AssetAdmin, ConsumptionUpload, Participation, PortfolioAdmin, TariffSource } from './asset-services.ts';
import type { ActionAdmin, AlarmSource, ImageSource, MeterUpload, ProvisioningAdmin } from './facility-services.ts';
import type { HomeAdmin, HomeEstimates, HomeOnboarding, HouseholdAdmin, HvacSource } from './home-services.ts';
import type { MeterApplianceSource } from './meter-appliances.ts';
import type { PacketPush } from './packet-push.ts';
import type { SiteAdmin, SiteRecords } from './site-administration.ts';
import type { WebhookSource } from './webhook-source.ts';

/** A list that can be read in parts, and whose members can be read by id. */
export interface EntitySource<T> {
  list(window: Window, call: Call): Promise<Slice<T>>;
  byIds(ids: readonly string[], call: Call): Promise<Batch<T>>;
}

/** Consumption of what this source's entities measure; keys are `readingKey(request)`. */
export interface ReadingSource {
  readings(requests: readonly ReadingRequest[], call: Call): Promise<ReadingsBatch>;
}

/** `list` has archived assets too; it is the vendor's whole list. */
export interface AssetSource extends EntitySource<entity.Asset>, ReadingSource {
  /** What the vendor expects its assets to use, of the future too; else as `readings`. Absent when it does not say. */
  baselines?(requests: readonly ReadingRequest[], call: Call): Promise<ReadingsBatch>;
}

export interface PortfolioSource extends EntitySource<entity.Portfolio> {
  /** Assets of one portfolio. */
  assets(portfolioId: string, window: Window, call: Call): Promise<Slice<entity.Asset>>;
}

export interface FlexEventSource extends EntitySource<entity.FlexEvent> {
  /** By event id. */
  stats(eventIds: readonly string[], call: Call): Promise<Batch<entity.FlexEventStats>>;
  portfolios(eventId: string, window: Window, call: Call): Promise<Slice<entity.Portfolio>>;
  assets(eventId: string, window: Window, call: Call): Promise<Slice<entity.AssetMembership>>;
  /** For each event id: all baselines by asset id. */
  baselines(eventIds: readonly string[], call: Call): Promise<Batch<ReadonlyMap<string, readonly entity.Baseline[]>>>;
  /** For each event id: all asset stats by asset id. */
  assetStats(eventIds: readonly string[], call: Call): Promise<Batch<ReadonlyMap<string, entity.AssetEventStats>>>;
}

export interface EventSchemeSource extends EntitySource<entity.EventScheme> {
  assets(
    schemeId: string,
    state: entity.AssetState | undefined,
    window: Window,
    call: Call,
  ): Promise<Slice<entity.AssetMembership>>;
}

export interface HomeSource extends EntitySource<entity.Home> {
  /** Price signal of one home; `undefined` bounds = the vendor's own window. Epoch milliseconds. */
  priceSignals(
    requests: readonly { readonly homeId: string; readonly fromMs?: number; readonly toMs?: number }[],
    call: Call,
  ): Promise<Batch<entity.PriceSignal>>; // keyed by priceSignalKey()
  utilitiesByZipcode(zipcodes: readonly string[], call: Call): Promise<Batch<readonly entity.Utility[]>>;
  utilitiesById(ids: readonly string[], call: Call): Promise<Batch<entity.Utility>>;
}

/** The key of a price-signal request. */
export function priceSignalKey(request: {
  readonly homeId: string;
  readonly fromMs?: number;
  readonly toMs?: number;
}): string {
  return JSON.stringify([request.homeId, request.fromMs ?? null, request.toMs ?? null]);
}

/** Figures of a household account, by appliance. Batches with a period are keyed by `householdKey(id, period)`. */
export interface HouseholdSource extends ReadingSource {
  /** Total power now. By account id. */
  power(ids: readonly string[], call: Call): Promise<Batch<entity.PowerReading>>;
  /** How long a reading of `power` stays fresh at present, milliseconds: to ask more often brings nothing new. */
  powerFreshMs(): number;
  /** Power over the last hours, oldest first. By account id. */
  powerHistory(ids: readonly string[], call: Call): Promise<Batch<readonly entity.PowerReading[]>>;
  /** Mean power by appliance over a period, as readings with `appliances`. */
  periodReadings(keys: readonly HouseholdKey[], call: Call): Promise<ReadingsBatch>;
  totals(keys: readonly HouseholdKey[], call: Call): Promise<Batch<entity.HouseholdTotals>>;
  performance(keys: readonly HouseholdKey[], call: Call): Promise<Batch<entity.HouseholdPerformance>>;
  habits(keys: readonly HouseholdKey[], call: Call): Promise<Batch<readonly entity.HouseholdHabit[]>>;
  trend(ids: readonly string[], call: Call): Promise<Batch<readonly entity.HouseholdTrendMonth[]>>;
  distribution(ids: readonly string[], call: Call): Promise<Batch<readonly entity.ApplianceShare[]>>;
  compound(ids: readonly string[], call: Call): Promise<Batch<readonly entity.HouseholdCompoundMonth[]>>;
  savings(ids: readonly string[], call: Call): Promise<Batch<entity.HouseholdSavings>>;
  greenEnergyWindows(call: Call): Promise<readonly entity.GreenEnergyWindow[]>;
  /** IANA time zone of the accounts' civil days. */
  readonly timeZone: string;
}

export interface HouseholdKey {
  readonly id: string;
  readonly period: entity.HouseholdPeriod;
}

export function householdKey(key: HouseholdKey): string {
  return JSON.stringify([key.id, key.period]);
}

export interface MeterSource extends EntitySource<entity.Meter>, ReadingSource {
  byFacilityIds(facilityIds: readonly string[], call: Call): Promise<Batch<readonly entity.Meter[]>>;
  /**
   * Begins what `byFacilityIds` takes before it is known of which facilities, and gives what ends it. Only where the same
   * calls bring the meters of any facilities; they are asked for in vain when there turns out to be none.
   */
  expectFacilities?(call: Call): (facilityIds: readonly string[]) => Promise<Batch<readonly entity.Meter[]>>;
  /** null = the meter has no reading yet. Absent when the vendor has no such read. */
  lastReadings?(ids: readonly string[], call: Call): Promise<Batch<entity.LastReading | null>>;
  /** Daily costs of the civil months (YYYY-MM, at the meter) `fromMonth` to `toMonth`, both included. */
  costs?(id: string, fromMonth: string, toMonth: string, call: Call): Promise<readonly entity.Cost[]>;
  quantities?(call: Call): Promise<readonly entity.Quantity[]>;
}

export interface FacilitySource extends EntitySource<entity.Facility> {
  /** By facility id. Absent when the vendor has no actions. */
  actions?(facilityIds: readonly string[], call: Call): Promise<Batch<readonly entity.FacilityAction[]>>;
}

export interface VendorSource {
  readonly vendor: VendorName;
  readonly assets?: AssetSource;
  readonly assetAdmin?: AssetAdmin;
  readonly tariffs?: TariffSource;
  readonly consumptionUpload?: ConsumptionUpload;
  readonly participation?: Participation;
  readonly portfolioAdmin?: PortfolioAdmin;
  readonly portfolios?: PortfolioSource;
  readonly flexEvents?: FlexEventSource;
  readonly eventSchemes?: EventSchemeSource;
  readonly homes?: HomeSource;
  readonly homeAdmin?: HomeAdmin;
  readonly homeEstimates?: HomeEstimates;
  readonly homeOnboarding?: HomeOnboarding;
  readonly hvac?: HvacSource;
  readonly households?: HouseholdSource;
  readonly householdAdmin?: HouseholdAdmin;
  readonly meters?: MeterSource;
  readonly appliances?: MeterApplianceSource;
  readonly facilities?: FacilitySource;
  readonly meterUpload?: MeterUpload;
  readonly actionAdmin?: ActionAdmin;
  readonly images?: ImageSource;
  readonly alarms?: AlarmSource;
  readonly provisioning?: ProvisioningAdmin;
  readonly packetPush?: PacketPush;
  readonly siteAdmin?: SiteAdmin;
  readonly siteRecords?: SiteRecords;
  readonly webhooks?: WebhookSource;
  /** One authenticated call that changes nothing. */
  ping(call: Call): Promise<void>;
  /** One entry a connection (a vendor with two hosts has two). */
  status(): readonly ConnectionStatus[];
  /** Makes what an event concerns be read afresh; 'overtaken' when a newer event has done so before. */
  onEvent?(event: VendorEvent): Promise<'overtaken' | undefined>;
}

export interface WebhookRequest {
  /** The bytes as received. */
  readonly body: Uint8Array;
  /** Lower-case names; a header sent twice is an array. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** The webhook side of a vendor: judges and reads a delivery; knows nothing of storage. */
export interface WebhookAdapter {
  /** True when the delivery is signed by any of the secrets. Constant time; does the same work whatever the outcome. */
  verifyDelivery(request: WebhookRequest, secrets: readonly string[]): boolean;
  /** What a verified delivery says: one event or several. Throws VENDOR_CONTRACT when it cannot be read. */
  parseDelivery(body: Uint8Array): readonly VendorEvent[];
}

export interface SourceDeps {
  readonly tenantId: string;
  readonly upstream: Upstream;
  readonly clock: Clock;
}

/** A tenant's webhook as its config has it. */
export interface WebhookSettings {
  /** The last segment of its URL. */
  readonly token: string;
  /** Live secrets, where the config has them. */
  readonly secrets: readonly string[];
  /** Whether the gateway registers it at start and keeps the secret. */
  readonly auto?: boolean;
}

/** What a vendor's folder exports from its `index.ts`; `registry.ts` lists them. */
export interface VendorModule<Config = unknown> {
  readonly vendor: VendorName;
  /** Its key under `vendors:` in the config file and in `/webhooks/{vendor}/…`. */
  readonly configKey: string;
  /** Strict: an unknown key is refused by name. */
  readonly configSchema: z.ZodType<Config>;
  readonly limits: VendorLimits;
  /** What an id under this vendor's key in `homes:` names. */
  readonly homeMemberKind: RefKind;
  /** Every vendor URL in the config, by its dotted path, for the host check. */
  baseUrls(config: Config): Readonly<Record<string, string>>;
  createSource(config: Config, deps: SourceDeps): VendorSource;
  readonly webhook?: WebhookAdapter & {
    /** undefined when the tenant has no webhook. */
    settings(config: Config): WebhookSettings | undefined;
  };
}
