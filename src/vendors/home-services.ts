/** The part of the vendor port that changes homes and households, and works something out for them. */

import type { Batch } from '../domain/batch.ts';
import type { PriceSignal } from '../domain/entities.ts';
import type * as home from '../domain/home-services.ts';
import type { HouseholdProfile, HouseholdRegistration } from '../domain/household-profile.ts';
import type { Call } from '../upstream/call.ts';

/** false or undefined = the vendor does not know the home. What a change makes stale is read afresh afterwards. */
export interface HomeAdmin {
  /** The id of the new home. */
  create(fields: home.NewHome, call: Call): Promise<string>;
  update(id: string, changes: home.HomeChanges, call: Call): Promise<boolean>;
  remove(id: string, call: Call): Promise<boolean>;
  addSolar(id: string, solar: home.SolarSystem, call: Call): Promise<boolean>;
  /** A token with which a front end may call the vendor itself; a secret. */
  createSessionToken(userId: string | undefined, call: Call): Promise<string>;
  /** Makes a home out of utility bills; the vendor reads them later. */
  uploadBills(
    upload: {
      readonly name: string;
      readonly zipcode: string;
      readonly customerClass: string;
      /** Where the vendor fetches the PDFs. */
      readonly billUrls: readonly string[];
      readonly solar?: home.SolarSystem;
      readonly hasEvCharger?: boolean;
    },
    call: Call,
  ): Promise<{ readonly id: string; readonly status: string | null }>;
}

type PeriodRequest = home.BillRequest & { readonly span: { readonly from: string; readonly to: string } };

/** undefined = the vendor does not know the home or rate plan. */
export interface HomeEstimates {
  /** The price signal as OpenADR 3.0. By home id. */
  openAdrEvents(homeIds: readonly string[], call: Call): Promise<Batch<home.OpenAdrEvent>>;
  bill(homeId: string, request: home.BillRequest, call: Call): Promise<home.Bill | undefined>;
  impact(homeId: string, request: PeriodRequest, call: Call): Promise<home.Bill | undefined>;
  /** Whole months only. */
  ratePlanBill(ratePlanId: string, request: PeriodRequest, call: Call): Promise<home.Bill | undefined>;
  /** Prices of a rate plan without a home. Epoch milliseconds. */
  ratePlanPrices(
    ratePlanId: string,
    window: { readonly fromMs: number; readonly toMs: number },
    call: Call,
  ): Promise<PriceSignal | undefined>;
  ratePlanImpact(request: home.PlanImpactRequest, call: Call): Promise<home.Bill | undefined>;
  batterySavings(homeId: string, request: home.BatteryRequest, call: Call): Promise<home.BatterySavings | undefined>;
}

export interface HomeOnboarding {
  /** undefined = the home to resume is unknown. */
  createUrl(request: home.OnboardingRequest, call: Call): Promise<home.OnboardingUrl | undefined>;
  states(homeIds: readonly string[], call: Call): Promise<Batch<home.OnboardingState>>;
}

/** By device id. */
export interface HvacSource {
  schedules(ids: readonly string[], call: Call): Promise<Batch<home.HvacSchedule>>;
  preferences(ids: readonly string[], call: Call): Promise<Batch<home.HvacPreferences>>;
  preview(id: string, changes: home.HvacPreferenceChanges, call: Call): Promise<home.HvacPreview | undefined>;
  /** The schedule that follows from them. */
  setPreferences(id: string, changes: home.HvacPreferenceChanges, call: Call): Promise<home.HvacSchedule | undefined>;
  /** Has the vendor post to a receiver of the tenant's own; the vendor's id of it. */
  setWebhook(
    kind: home.HvacWebhookKind,
    target: { readonly url: string; readonly securityKey: string },
    call: Call,
  ): Promise<string>;
}

/** false = the vendor does not know the account. */
export interface HouseholdAdmin {
  register(registration: HouseholdRegistration, call: Call): Promise<'registered' | 'exists'>;
  remove(accountNumber: string, call: Call): Promise<boolean>;
  onboard(accountNumber: string, profile: HouseholdProfile, call: Call): Promise<boolean>;
}
