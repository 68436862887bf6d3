/**
 * What equiwatt sends, read leniently: every field may be absent, numbers may travel as text, unknown fields are
 * ignored, unknown words stay words. Only an id is required, for an object without one is nothing we could name.
 * Field names are from equiwatt's public Python client unless marked assumed.
 */

import { z } from 'zod';
import { AppError } from '../../errors.ts';

export const vendor = 'EQUIWATT';

const text = z.string().nullish();
const flag = z.boolean().nullish();
/** A number, or its decimal text; blank text is no number. */
const amount = z.union([z.number(), z.string().trim().transform(toDecimal)]).nullish();
const whole = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);
const id = z.string().min(1);

const assetRef = z.object({ uuid: id, assetId: text });

export const assetSchema = z.object({
  uuid: id,
  assetId: text,
  name: text,
  assetType: text,
  archived: flag,
  installationDate: text,
  createdAt: text,
  updatedAt: text,
});
export type WireAsset = z.infer<typeof assetSchema>;

/**
 * assumed: the assets that were made come back whole, one bare or several as a list, bare or under one name. Of an answer
 * that says nothing of the kind there are none; that they were made, its status has said.
 */
export function parseMadeAssets(body: unknown): readonly WireAsset[] {
  if (typeof body !== 'object' || body === null) return [];
  const [only] = Object.values(body);
  const candidates = Array.isArray(body) ? body : Array.isArray(only) ? only : [body];
  return candidates.flatMap((candidate) => {
    const asset = assetSchema.safeParse(candidate);
    return asset.success ? [asset.data] : [];
  });
}

/** assumed: the v1 casing of the draft's portfolio. */
export const portfolioSchema = z.object({
  uuid: id,
  name: text,
  description: text,
  status: text,
  createdAt: text,
  updatedAt: text,
});
export type WirePortfolio = z.infer<typeof portfolioSchema>;

/** assumed: `uuid` and `name`. */
export const eventSchemeSchema = z.object({ uuid: id, name: text });
export type WireEventScheme = z.infer<typeof eventSchemeSchema>;

export const eventSchema = z.object({
  uuid: id,
  name: text,
  type: text,
  status: text,
  startDateTime: text,
  endDateTime: text,
  optInRequired: flag,
  incentive: amount,
  incentiveType: text,
  eligibility: z.record(z.string(), z.unknown()).nullish(),
  /** assumed */
  eventSchemeUUID: text,
});
export type WireEvent = z.infer<typeof eventSchema>;

/** An asset's state in a scheme or an event. */
export const membershipSchema = z.object({ asset: assetRef, state: text });
export type WireMembership = z.infer<typeof membershipSchema>;

export const assetBaselinesSchema = z.object({
  asset: assetRef,
  baselines: z.array(z.object({ value: amount, method: text, type: text })).nullish(),
});
export type WireAssetBaselines = z.infer<typeof assetBaselinesSchema>;

export const assetStatsSchema = z.object({
  asset: assetRef,
  state: text,
  energyForecasted: amount,
  energyConsumed: amount,
  energySaved: amount,
  energyExportForecasted: amount,
  energyExportDelivered: amount,
  energyForecastedStatic: amount,
});
export type WireAssetStats = z.infer<typeof assetStatsSchema>;

const eventStatsFields = z.object({
  energySaved: amount,
  participatedAssetCount: amount,
  incentive: amount,
  earnings: amount,
  optInCount: amount,
  optOutCount: amount,
  state: text,
  processedStatsAssetsCount: amount,
  pendingStatsAssetsCount: amount,
  expiredStatsAssetsCount: amount,
  highUsageCount: amount,
});
/** Any field may be absent, but an object without a single one of them is something else. */
export const eventStatsSchema = eventStatsFields.refine((stats) => Object.keys(stats).length > 0, {
  error: 'no field of event stats',
});
export type WireEventStats = z.infer<typeof eventStatsSchema>;

/**
 * `timestamp`: epoch seconds, `value`: kWh of the half hour that begins then; both units assumed. A baseline is such a
 * point too, without a type (assumed: in the draft's casing).
 */
export const energyPointSchema = z.object({
  assetUUID: text,
  timestamp: whole,
  value: amount,
  type: text,
});
export type WireEnergyPoint = z.infer<typeof energyPointSchema>;

/** assumed names; the secret comes at creation only. */
export const webhookSchema = z.object({
  uuid: id,
  name: text,
  url: text,
  eventTypes: z.array(z.string()).nullish(),
  createdAt: text,
});
export type WireWebhook = z.infer<typeof webhookSchema>;

/** assumed: the name of the secret; without one nothing could be verified, and then it is broken. */
export const subscribedWebhookSchema = webhookSchema.extend({ secret: text, webhookSecret: text });

const envelopeSchema = z.object({
  items: z.array(z.unknown()),
  pagination: z.object({
    totalItems: whole,
    totalPages: whole,
    itemsPerPage: whole.nullish(),
  }),
});

/** A page as sent, its items still unread. */
export interface WirePage {
  readonly items: readonly unknown[];
  readonly totalItems: number;
  readonly totalPages: number;
}

/** assumed: an endpoint known only from the draft may answer with a bare array, which then is the whole list. */
export function parsePage(body: unknown, operation: string, requested: number): WirePage {
  if (Array.isArray(body)) return { items: body, totalItems: body.length, totalPages: Math.min(1, body.length) };
  const { items, pagination } = parseWire(envelopeSchema, body, operation);
  const { totalItems, totalPages, itemsPerPage } = pagination;
  // A smaller page than asked for would put every later item at another offset.
  if (totalPages > 1 && itemsPerPage != null && itemsPerPage !== requested) {
    throw contractError(operation, `a page size of ${itemsPerPage} instead of ${requested}`);
  }
  return { items, totalItems, totalPages };
}

/** The body, or VENDOR_CONTRACT naming the fields at fault and nothing of their content. */
export function parseWire<T>(schema: z.ZodType<T>, body: unknown, operation: string): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => issue.path.join('.') || 'the whole answer');
  throw contractError(operation, `an unexpected form in ${[...new Set(fields)].slice(0, 3).join(', ')}`);
}

export function contractError(operation: string, what: string): AppError {
  return new AppError('VENDOR_CONTRACT', `${vendor} answered ${operation} with ${what}.`, { vendor });
}

function toDecimal(decimal: string, context: z.RefinementCtx): number | null {
  if (decimal === '') return null;
  const value = Number(decimal);
  if (Number.isFinite(value)) return value;
  context.addIssue('not a number');
  return z.NEVER;
}
