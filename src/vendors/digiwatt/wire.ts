/**
 * What Digiwatt sends, from unknown to typed. The envelope, the token and the units are documented; every body within
 * is assumed, so figures may come as numbers or numeric text, and units may be left out. A unit that is not the
 * documented one is refused: a figure that is off by a thousand is worse than none.
 */

import { z } from 'zod';
import { AppError } from '../../errors.ts';

const numericText = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .transform(Number);
const figure = z
  .union([z.number(), numericText])
  .nullish()
  .transform((value) => value ?? null);
const watts = z.literal('W').optional();
const wattHours = z.literal('Wh').optional();
const text = z.string();
// Checked point by point in `toPoint`: a month of an account has thousands.
const points = z.array(z.unknown());

const tokenSchema = z.object({
  access_token: text.min(1),
  expires_in: z.number().positive(),
  token_type: text.default('Bearer'),
});

const consumptionSchema = z.object({
  unit: watts,
  appliances: z.array(z.object({ appliance: text, consumption: points })),
});
const latestSchema = z.object({ unit: watts, consumption: points });
const realtimeSchema = z.object({ unit: watts, timestamp: text, consumption: figure });
const totalsSchema = z.object({
  unit: wattHours,
  total: z.object({ value: figure, previous: figure, trend: figure }),
  appliances: z.array(z.object({ appliance: text, value: figure, percentage: figure })),
});
const performanceSchema = z.object({ unit: wattHours, minimum: figure, maximum: figure, user: figure });
const habitsSchema = z.object({
  unit: wattHours,
  habits: z.array(z.object({ hour: z.int().min(0).max(23), consumption: figure })),
});
const month = text.regex(/^\d{4}-\d{2}$/);
const trendSchema = z.object({
  unit: wattHours,
  months: z.array(z.object({ month, f1: figure, f2: figure, f3: figure, total: figure })),
});
const distributionSchema = z.object({
  unit: wattHours,
  appliances: z.array(z.object({ appliance: text, consumption: figure, percentage: figure })),
});
const compoundSchema = z.object({
  unit: wattHours,
  months: z.array(z.object({ month, appliances: z.array(z.object({ appliance: text, consumption: figure })) })),
});
const savingSchema = z.object({
  unit: wattHours,
  start: text.nullish(),
  stop: text.nullish(),
  consumption: figure,
  days: z.array(z.object({ date: text.regex(/^\d{4}-\d{2}-\d{2}$/), consumption: figure })),
});
const userSchema = z.object({ account_number: text });
const greennessSchema = z.object({
  windows: z.array(z.object({ start: text, stop: text, percentage: z.union([z.number(), numericText]) })),
});

/** One sample of a series. */
export interface WirePoint {
  readonly timestamp: string;
  readonly value: number | null;
}
export interface WireSeries {
  readonly appliance: string;
  readonly points: readonly WirePoint[];
}
export type WireRealtime = z.infer<typeof realtimeSchema>;
export type WireTotals = z.infer<typeof totalsSchema>;
export type WirePerformance = z.infer<typeof performanceSchema>;
export type WireHabits = z.infer<typeof habitsSchema>;
export type WireTrend = z.infer<typeof trendSchema>;
export type WireDistribution = z.infer<typeof distributionSchema>;
export type WireCompound = z.infer<typeof compoundSchema>;
export type WireSaving = z.infer<typeof savingSchema>;
export type WireGreenness = z.infer<typeof greennessSchema>;

export interface WireUser {
  readonly pod: string;
  readonly account_number: string;
  readonly company_code: string;
}

export interface WireOnboarding {
  /** `dimesion` is the vendor's spelling; m² (assumed). */
  readonly house?: { readonly type?: string; readonly dimesion?: number; readonly province?: string };
  /** Of the three variants only the first is shown; that all three numbers are wanted is assumed. */
  readonly residents?: { readonly adults: number; readonly children: number; readonly elderlies: number };
  readonly appliances?: readonly { readonly appliance: string; readonly quantity: number }[];
}

export const parseUser = (body: unknown) => parseData('user', userSchema, body);
export const parseRealtime = (body: unknown) => parseData('realtime', realtimeSchema, body);
export const parseTotals = (body: unknown) => parseData('totals', totalsSchema, body);
export const parsePerformance = (body: unknown) => parseData('performance', performanceSchema, body);
export const parseHabits = (body: unknown) => parseData('habits', habitsSchema, body);
export const parseTrend = (body: unknown) => parseData('trend', trendSchema, body);
export const parseDistribution = (body: unknown) => parseData('distribution', distributionSchema, body);
export const parseCompound = (body: unknown) => parseData('compound', compoundSchema, body);
export const parseSaving = (body: unknown) => parseData('saving', savingSchema, body);
export const parseGreenness = (body: unknown) => parseData('greenness', greennessSchema, body);

export function parseConsumption(body: unknown): readonly WireSeries[] {
  const { appliances } = parseData('consumption', consumptionSchema, body);
  return appliances.map(({ appliance, consumption }) => ({ appliance, points: consumption.map(toPoint) }));
}

export function parseLatest(body: unknown): readonly WirePoint[] {
  return parseData('latest', latestSchema, body).consumption.map(toPoint);
}

export function parseToken(body: unknown) {
  const parsed = tokenSchema.safeParse(body);
  if (!parsed.success) throw contractError('a token of an unknown shape');
  const { access_token, expires_in, token_type } = parsed.data;
  return { accessToken: access_token, expiresInSeconds: expires_in, tokenType: token_type };
}

/** Whether an error body of the token endpoint says that the client is not admitted (RFC 6749, section 5.2). */
export function refusesClient(body: unknown): boolean {
  return z.object({ error: z.enum(['invalid_client', 'unauthorized_client']) }).safeParse(body).success;
}

/** A VENDOR_CONTRACT that says what does not fit; never with the vendor's own text. */
export function contractError(what: string): AppError {
  return new AppError('VENDOR_CONTRACT', `DIGIWATT answered with ${what}.`, { vendor: 'DIGIWATT' });
}

function parseData<T>(what: string, schema: z.ZodType<T>, body: unknown): T {
  const parsed = z.object({ data: schema }).safeParse(body);
  if (parsed.success) return parsed.data.data;
  throw contractError(`${what} of an unknown shape`);
}

function toPoint(point: unknown): WirePoint {
  if (typeof point !== 'object' || point === null || !('timestamp' in point) || typeof point.timestamp !== 'string') {
    throw contractError('a sample without a timestamp');
  }
  const value = 'value' in point ? point.value : null;
  if (typeof value === 'number') return { timestamp: point.timestamp, value };
  const parsed = figure.safeParse(value);
  if (!parsed.success) throw contractError('a sample whose value is no number');
  return { timestamp: point.timestamp, value: parsed.data };
}
