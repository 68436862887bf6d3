/** What WattShift's services take and send. Figures may be left out; what a service is for may not. */

import { z } from 'zod';
import { contractError } from './wire.ts';

export type WireHomeFields = Readonly<Record<string, unknown>>;

export interface WireSolar {
  readonly solarSystemSizeKw: number;
  readonly isNonNetMetered: boolean;
}

export interface WireBillUpload {
  readonly name: string;
  readonly zipcode: string;
  readonly customerClass: string;
  readonly billPDFs: readonly string[];
}

interface WireUsage {
  readonly usage: readonly (readonly number[])[];
  readonly export?: readonly (readonly number[])[];
}

export interface WireMonth extends WireUsage {
  readonly month: number;
  readonly year: number;
}

export interface WirePeriod extends WireUsage {
  readonly startDate: string;
  readonly endDate: string;
}

export interface WireWindow {
  readonly startTime: string;
  readonly endTime: string;
}

export interface WireInlineImpact extends Partial<WirePeriod> {
  readonly ratePlanId: string;
  readonly zipcode: string;
  readonly useDefaultUsage?: boolean;
  readonly solarCapacityKw?: number;
}

export interface WireWebhookTarget {
  readonly webhookUrl: string;
  readonly securityKey: string;
}

export interface WireBattery {
  readonly days: number;
  readonly solarCapacity: number | null;
  readonly maxCapacityKiloWattHours: number;
  readonly chargingPowerKiloWatts: number;
  readonly dischargingPowerKiloWatts: number;
  readonly chargingEfficiency: number;
  readonly dischargingEfficiency: number;
  readonly currentSOC: number;
  readonly minPreferredSOC: number;
  readonly maxPreferredSOC: number;
  readonly dispatchHoursPerDay?: number;
  readonly months?: readonly number[];
}

export type WireOnboarding = Readonly<Record<string, unknown>>;
export type WirePreferences = Readonly<Record<string, unknown>>;

const text = z.string().nullish();
const figure = z.number().nullish();
// Temperatures are numeric text in the vendor's own webhook sample.
const temperature = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .nullish();
const tempUnits = z.enum(['F', 'C']).nullish().catch(null);

const billSchema = z
  .object({ totalBill: figure, billTotal: figure, gridServicesRev: figure, CO2e: figure })
  .transform(({ totalBill, billTotal, ...rest }) => ({ total: billTotal ?? totalBill ?? undefined, ...rest }))
  .refine(({ total }) => total !== undefined);

const batterySchema = z.object({
  ...{ optimizedCost: figure, baselineCost: figure, dollarsSaved: figure, percentageSaved: figure },
  ...{ carbonSaved: figure, carbonReduction: figure },
});

const period = z.object({ start: z.string(), duration: z.string() });
const openAdrSchema = z.object({
  id: z.string(),
  ...{ programID: text, eventName: text, createdDateTime: text, modificationDateTime: text },
  intervals: z.array(
    z.object({
      id: z.number(),
      intervalPeriod: period,
      payloads: z.array(z.object({ type: z.string(), values: z.array(z.number()) })),
    }),
  ),
});

const onboardingSchema = z.object({
  status: z.enum(['NOT_STARTED', 'IN_PROGRESS', 'COMPLETED', 'ERROR']),
  eligibilityStatus: z.enum(['eligible', 'notEligible']).nullish(),
  // The newest pages have a code in the name's place.
  ...{ thermostatBrandName: text, thermostatBrandCode: text, step: text },
});

const scheduleSchema = z.object({
  ...{ startDatetime: text, endDatetime: text, tempUnits },
  blocks: z.array(
    z.object({
      ...{ startDatetime: z.string(), endDatetime: z.string(), targetMode: text },
      ...{ targetTemp: temperature, targetCoolSetpoint: temperature, targetHeatSetpoint: temperature },
    }),
  ),
});

const preferencesSchema = z.object({
  ...{ name: text, enabled: z.boolean().nullish(), tempUnits },
  defaultMode: z.enum(['OFF', 'HEAT', 'COOL', 'AUTO']).nullish().catch(null),
  ...{ defaultTemp: temperature, minTemp: temperature, maxTemp: temperature },
  weekNumbers: z.array(z.number()).nullish(),
  // What a block holds is not documented.
  scheduleBlocks: z.array(z.record(z.string(), z.unknown())).nullish().catch(null),
});

export type WireBill = z.infer<typeof billSchema>;
export type WireBatterySavings = z.infer<typeof batterySchema>;
export type WireOpenAdr = z.infer<typeof openAdrSchema>;
export type WireOnboardingState = z.infer<typeof onboardingSchema>;
export type WireSchedule = z.infer<typeof scheduleSchema>;
export type WireHvacPreferences = z.infer<typeof preferencesSchema>;
export type WirePreview = ReturnType<typeof parsePreview>;

/** Of a home just made or changed only the id is relied on: some pages show nothing else. */
export const parseHomeId = parser(
  z.object({ id: z.string().min(1) }).transform(({ id }) => id),
  'a home without id',
);
export const parseWebhookId = parser(
  z.object({ id: z.string().min(1) }).transform(({ id }) => id),
  'a webhook without id',
);
export const parseSessionToken = parser(
  z.object({ sessionToken: z.string().min(1) }).transform(({ sessionToken }) => sessionToken),
  'no session token',
);
export const parseBillUpload = parser(z.object({ id: z.string(), status: text }), 'no upload');
export const parseBill = parser(billSchema, 'a bill without total');
export const parseBatterySavings = parser(batterySchema, 'savings of an unknown shape');
export const parseOpenAdr = parser(openAdrSchema, 'something else than an OpenADR event');
export const parseOnboardingUrl = parser(z.object({ url: z.url(), homeId: z.string() }), 'no onboarding URL');
export const parseOnboarding = parser(onboardingSchema, 'an onboarding status of an unknown shape');
export const parseSchedule = parser(scheduleSchema, 'a schedule of an unknown shape');
export const parsePreferences = parser(preferencesSchema, 'preferences of an unknown shape');
export const parsePreview = parser(
  z.object({ setPointSchedule: scheduleSchema, estimatedSavings: figure }),
  'a preview of an unknown shape',
);

function parser<T>(schema: z.ZodType<T>, what: string): (body: unknown) => T {
  return (body) => {
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw contractError(what);
    return parsed.data;
  };
}
