/** What a tariff vendor does for a home beyond knowing it: setting it up, pricing its bills, running its thermostats. */

/** A home to be created; absent = the vendor's default. */
export interface NewHome extends HomeChanges {
  readonly name: string;
}

/** What may be said of a home; absent = as it is, null = no longer known. */
export interface HomeChanges {
  readonly name?: string;
  /** The tenant's own id of the person who lives there. */
  readonly userId?: string | null;
  readonly utilityId?: string | null;
  readonly ratePlanId?: string | null;
  /** The address in one line, where its parts are not known. */
  readonly unstructuredAddress?: string | null;
  readonly clientId?: string | null;
  readonly country?: string | null;
  readonly city?: string | null;
  readonly zipcode?: string | null;
  readonly streetAddress?: string | null;
  readonly solar?: SolarSystem;
  /** In the vendor's own words. */
  readonly solarInfo?: JsonObject | null;
  readonly carbonSignalIntensity?: CarbonSignalIntensity;
  readonly meterId?: string | null;
  readonly meterIdSource?: string | null;
  readonly enabled?: boolean;
  readonly channelPartnerId?: string | null;
  readonly equipment?: HomeEquipment;
}

/** An object of JSON in a vendor's own words. */
export type JsonObject = Readonly<Record<string, unknown>>;

export type CarbonSignalIntensity = 'LOW' | 'MEDIUM' | 'HIGH';

export interface SolarSystem {
  /** Peak power, kW. */
  readonly systemSizeKw: number;
  /** Whether what it feeds in is not set off against what is drawn. */
  readonly isNonNetMetered: boolean;
}

/** null or absent = not said. */
export interface HomeEquipment {
  readonly hasEvCharger?: boolean | null;
  readonly hasElectricHeater?: boolean | null;
  readonly hasSmartWaterHeater?: boolean | null;
  readonly hasElectricWaterHeater?: boolean | null;
  readonly hasAC?: boolean | null;
  readonly acType?: AcType | null;
}

export type AcType = 'central' | 'window' | 'split' | 'other';

/** Energy of a span of whole days, and which span. */
export interface BillRequest {
  readonly span: BillSpan;
  /** kWh drawn: one row a day, 96 quarter hours a row. */
  readonly usageKwh: DayRows;
  /** kWh fed in, in the same shape. */
  readonly exportKwh?: DayRows;
}

export type DayRows = readonly (readonly number[])[];

/** Civil days (YYYY-MM-DD) at the home, `to` exclusive; or one civil month. */
export type BillSpan =
  | { readonly from: string; readonly to: string }
  | { readonly year: number; readonly month: number };

/** Days on a rate plan at a place, without a home. */
export interface PlanImpactRequest {
  readonly ratePlanId: string;
  readonly zipcode: string;
  readonly span: { readonly from: string; readonly to: string };
  /** As in `BillRequest`; absent = what is usual there. */
  readonly usageKwh?: DayRows;
  readonly exportKwh?: DayRows;
  /** Peak power, kW. */
  readonly solarCapacityKw?: number;
}

export interface Bill {
  /** In the currency of the tariff, $. */
  readonly total: number;
  /** What services to the grid bring in, $. */
  readonly gridServicesRevenue: number | null;
  /** kg of CO2 equivalent. */
  readonly co2eKg: number | null;
}

export interface BatteryRequest {
  readonly days: number;
  readonly solarCapacityKw: number | null;
  readonly capacityKwh: number;
  readonly chargingPowerKw: number;
  readonly dischargingPowerKw: number;
  /** 0 to 1, as are all states of charge. */
  readonly chargingEfficiency: number;
  readonly dischargingEfficiency: number;
  readonly stateOfCharge: number;
  readonly minStateOfCharge: number;
  readonly maxStateOfCharge: number;
  readonly dispatchHoursPerDay?: number;
  /** 1 to 12. */
  readonly months?: readonly number[];
}

export interface BatterySavings {
  /** $. */
  readonly optimizedCost: number | null;
  readonly baselineCost: number | null;
  readonly saved: number | null;
  /** 0 to 100 %. */
  readonly savedPercent: number | null;
  readonly carbonSavedKg: number | null;
  readonly carbonSavedPercent: number | null;
}

/** An OpenADR 3.0 event. Times ISO 8601, durations ISO 8601 too. */
export interface OpenAdrEvent {
  readonly id: string;
  readonly programId: string | null;
  readonly eventName: string | null;
  readonly createdAt: string | null;
  readonly modifiedAt: string | null;
  readonly intervals: readonly OpenAdrInterval[];
}

export interface OpenAdrInterval {
  readonly id: number;
  readonly startsAt: string;
  readonly duration: string;
  readonly payloads: readonly { readonly type: string; readonly values: readonly number[] }[];
}

export interface OnboardingRequest {
  readonly redirectUrl: string;
  readonly enableThirdPartyDevice: boolean;
  readonly userId?: string;
  readonly userEmail?: string;
  readonly channelPartnerId?: string;
  /** Resumes the onboarding of that home. */
  readonly homeId?: string;
  readonly hvacs: readonly HvacToOnboard[];
}

export interface HvacToOnboard {
  readonly name: string;
  readonly enabled: boolean;
  readonly defaultMode: HvacMode;
  readonly tempUnits: 'F' | 'C';
  readonly minTemp: number;
  readonly maxTemp: number;
  readonly defaultTemp: number;
  readonly canHeat: boolean;
  readonly canCool: boolean;
  /** The tenant's own id of the device. */
  readonly referenceId: string;
  readonly currentTemp?: number;
}

export interface OnboardingUrl {
  readonly url: string;
  readonly homeId: string;
}

export interface OnboardingState {
  readonly status: 'NOT_STARTED' | 'IN_PROGRESS' | 'COMPLETED' | 'ERROR';
  /** null = not judged yet. */
  readonly eligible: boolean | null;
  readonly thermostatBrand: string | null;
  /** The vendor's word for the step reached. */
  readonly step: string | null;
}

export type HvacMode = 'OFF' | 'HEAT' | 'COOL' | 'AUTO';

export interface HvacSchedule {
  readonly from: string | null;
  readonly to: string | null;
  readonly tempUnits: 'F' | 'C' | null;
  readonly blocks: readonly HvacBlock[];
}

export interface HvacBlock {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly targetTemp: number | null;
  readonly targetCoolSetpoint: number | null;
  readonly targetHeatSetpoint: number | null;
  readonly targetMode: string | null;
}

export interface HvacPreferences {
  readonly name: string | null;
  readonly enabled: boolean | null;
  readonly defaultMode: HvacMode | null;
  readonly tempUnits: 'F' | 'C' | null;
  readonly defaultTemp: number | null;
  readonly minTemp: number | null;
  readonly maxTemp: number | null;
  readonly weekNumbers: readonly number[];
  readonly scheduleBlocks: readonly JsonObject[];
}

/** Preferences to set; absent = as they are. */
export interface HvacPreferenceChanges {
  readonly name?: string;
  readonly enabled?: boolean;
  readonly defaultMode?: HvacMode;
  readonly tempUnits?: 'F' | 'C';
  readonly defaultTemp?: number;
  readonly minTemp?: number;
  readonly maxTemp?: number;
  readonly weekNumbers?: readonly number[];
  readonly scheduleBlocks?: readonly JsonObject[];
}

/** What is posted of thermostats: schedules, or questions that the receiver answers. */
export type HvacWebhookKind = 'SET_POINT_SCHEDULE' | 'THERMOSTAT_QUERY';

/** What preferences would bring. */
export interface HvacPreview {
  readonly schedule: HvacSchedule;
  /** $. */
  readonly estimatedSavings: number | null;
}
