/**
 * What Wattics sends, from unknown to typed. An element of a list that does not fit costs that element alone; a day or
 * sample that does not fit costs its meter's series, for a sum over the rest would pass for the whole.
 */

import { z } from 'zod';
import type { Electricity } from '../../domain/packet.ts';
import { AppError } from '../../errors.ts';
import type { Drift } from '../../upstream/connection.ts';
import { type Figure, parseFigure } from './figure.ts';

const text = z.string().nullish();
const id = z.int();
const number = z.number().nullish();

const organizationSchema = z.object({ id, name: text });

const siteSchema = z.object({
  id,
  name: text,
  timezone: text,
  integration_timezone: text,
  city: text,
  country: text,
  address: text,
});

const meterSchema = z.object({
  id,
  name: text,
  reference: z.union([z.string(), z.number()]).nullish(),
  type: text,
  process_sampling_rate_minutes: z.number().min(1).nullish(),
  unit: text,
  reading: text,
});

// Assumed: as it is created, with its meter; some lists leave that out.
const applianceSchema = z.object({
  id,
  meter_id: z.union([z.int(), z.string()]).nullish(),
  name: text,
  reference: z.union([z.string(), z.number()]).nullish(),
  process_sampling_rate: z.number().min(1).nullish(),
  process_sampling_rate_minutes: z.number().min(1).nullish(),
  reading: text,
  channel_param_type: text,
});

// "300500.0 Watt"; a bare number is taken too.
const figureSchema = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value, context): Figure | null => {
    const figure = parseFigure(value ?? null);
    if (figure !== undefined) return figure;
    context.issues.push({ code: 'custom', message: 'not a figure', input: value });
    return z.NEVER;
  });
const dateSchema = z.iso.date();

// `{"00h00m": "1024.03 Watt"}`; other keys are none of ours.
const byTimeSchema = z
  .record(z.string(), z.unknown())
  .transform((times) =>
    Object.fromEntries(Object.entries(times).filter(([key]) => /^([01]\d|2[0-3])h[0-5]\dm$/.test(key))),
  )
  .pipe(z.record(z.string(), figureSchema));

const consumptionDaySchema = z.object({
  date: dateSchema,
  total_consumption: figureSchema,
  consumption_by_time: byTimeSchema.nullish(),
});

// Assumed by analogy with consumptions.
const costDaySchema = z.object({ date: dateSchema, total_cost: figureSchema });

// Some answers call the figure `value`.
const rawSampleSchema = z.object({ timestamp: z.string(), total: number, value: number });

// Assumed: the packet as it was pushed.
const packetSchema = z.object({
  tsISO8601: z.string(),
  value: number,
  ...{ aP_1: number, aP_2: number, aP_3: number },
  ...{ pC_1: number, pC_2: number, pC_3: number },
});

export type WireOrganization = z.infer<typeof organizationSchema>;
export type WireSite = z.infer<typeof siteSchema>;
export type WireMeter = z.infer<typeof meterSchema>;
export type WireAppliance = z.infer<typeof applianceSchema>;
export type WireConsumptionDay = z.infer<typeof consumptionDaySchema>;
export type WireCostDay = z.infer<typeof costDaySchema>;
export type WireRawSample = z.infer<typeof rawSampleSchema>;
export type WirePacket = z.infer<typeof packetSchema>;

export interface WireList<T> {
  readonly items: readonly T[];
  /** Ids of elements that do not fit the contract. */
  readonly broken: readonly string[];
}

export const parseOrganizations = (body: unknown, drift: Drift) =>
  parseList('organisations', organizationSchema, body, drift);
export const parseSites = (body: unknown, drift: Drift) => parseList('sites', siteSchema, body, drift);
export const parseMeters = (body: unknown, drift: Drift) => parseList('meters', meterSchema, body, drift);
export const parseAppliances = (body: unknown, drift: Drift) => parseList('appliances', applianceSchema, body, drift);
export const parseConsumptions = (body: unknown) => parseAll('consumptions', consumptionDaySchema, body);
export const parseCosts = (body: unknown) => parseAll('costs', costDaySchema, body);
export const parseRawData = (body: unknown) => parseAll('raw data', rawSampleSchema, body);

export function parseAppliance(body: unknown): WireAppliance {
  const parsed = applianceSchema.safeParse(body);
  if (!parsed.success) throw contractError('an appliance of an unknown shape');
  return parsed.data;
}

export function parsePacket(body: unknown): WirePacket {
  const parsed = packetSchema.safeParse(body);
  if (!parsed.success) throw contractError('a last packet of an unknown shape');
  return parsed.data;
}

/** A packet as it is sent: on one line, only the figures there are. */
export type WireNewPacket = {
  readonly id: string;
  /** `yyyy-mm-ddThh:mm:ss.sss+hh:mm`. */
  readonly tsISO8601: string;
} & ({ readonly value: number } | Electricity);

/** The body of an acceptance is some short text, or none. A page is another server's: a portal, a sign-in. */
export function assertAcceptance(body: unknown): void {
  if (typeof body === 'string' && /^\s*<(!doctype|html)/i.test(body)) throw contractError('a page, not an acceptance');
}

/** A VENDOR_CONTRACT that says what does not fit; never with the vendor's own text. */
export function contractError(what: string): AppError {
  return new AppError('VENDOR_CONTRACT', `WATTICS answered with ${what}.`, { vendor: 'WATTICS' });
}

function parseList<T>(what: string, schema: z.ZodType<T>, body: unknown, drift: Drift): WireList<T> {
  if (!Array.isArray(body)) throw contractError(`something else than a list of ${what}`);
  const items: T[] = [];
  const broken: string[] = [];
  for (const element of body) {
    const parsed = schema.safeParse(element);
    if (parsed.success) items.push(parsed.data);
    else {
      drift(element);
      broken.push(...idOf(element));
    }
  }
  if (body.length > 0 && items.length === 0) throw contractError(`${what} of an unknown shape`);
  return { items, broken };
}

function parseAll<T>(what: string, schema: z.ZodType<T>, body: unknown): readonly T[] {
  const parsed = z.array(schema).safeParse(body);
  if (!parsed.success) throw contractError(`${what} of an unknown shape`);
  return parsed.data;
}

function idOf(element: unknown): string[] {
  const named = z.looseObject({ id }).safeParse(element);
  return named.success ? [String(named.data.id)] : [];
}
