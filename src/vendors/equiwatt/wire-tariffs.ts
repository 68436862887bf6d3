/**
 * [assumed] All that equiwatt answers about tariffs: paths and parameters are known, not one word of a body. So the usual
 * names are tried, nothing is required, and whatever is said stays readable as details. A wrong guess is mended here.
 */

import { z } from 'zod';
import type { Tariff, TariffPlan, TariffRate, VendorDetail } from '../../domain/asset-services.ts';
import { pageSize } from './limits.ts';
import { toIso } from './map.ts';
import { contractError, parsePage, parseWire, type WirePage } from './wire.ts';

type Fields = Readonly<Record<string, unknown>>;

const fields = z.record(z.string(), z.unknown());
const names = {
  id: ['uuid', 'id', 'code', 'tariffUUID', 'tariffCode'],
  name: ['name', 'displayName', 'tariffName', 'planName', 'description'],
  supplier: ['supplier', 'supplierName', 'provider', 'providerName', 'brand'],
  status: ['status', 'state'],
  from: ['startDateTime', 'validFrom', 'from', 'startDate', 'start', 'startAt'],
  to: ['endDateTime', 'validTo', 'to', 'endDate', 'end', 'endAt'],
  price: ['price', 'rate', 'value', 'unitRate', 'unitPrice'],
  unit: ['unit', 'currency', 'priceUnit'],
  url: ['url', 'connectURL', 'connectUrl', 'redirectURL', 'redirectUrl', 'authorizationURL', 'authURL', 'link'],
} as const;

export const tariffSchema = fields.transform(
  (said): Tariff => ({
    ...{ id: textOf(said, names.id), name: textOf(said, names.name), supplier: textOf(said, names.supplier) },
    status: textOf(said, names.status),
    ...{ from: toIso(textOf(said, names.from)), to: toIso(textOf(said, names.to)), details: toDetails(said) },
  }),
);

const tariffPlanSchema = fields.transform(
  (said): TariffPlan => ({
    ...{ id: textOf(said, names.id), name: textOf(said, names.name), supplier: textOf(said, names.supplier) },
    details: toDetails(said),
  }),
);

export const tariffRateSchema = fields.transform(
  (said): TariffRate => ({
    ...{ from: toIso(textOf(said, names.from)), to: toIso(textOf(said, names.to)) },
    ...{ price: numberOf(said, names.price), unit: textOf(said, names.unit), details: toDetails(said) },
  }),
);

/** A page, a bare list, a list behind one other name, one object alone, or nothing. */
export function parseTariffPage(body: unknown, operation: string, requested: number): WirePage {
  if (Array.isArray(body) || (isFields(body) && 'pagination' in body)) return parsePage(body, operation, requested);
  if (body === null || body === undefined) return parsePage([], operation, requested);
  if (!isFields(body)) throw contractError(operation, 'something else than a list');
  const values = Object.values(body);
  const [only] = values;
  if (values.length === 1 && Array.isArray(only)) {
    if (only.every(isFields)) return parsePage(only, operation, requested);
    throw contractError(operation, 'something else than a list of objects');
  }
  return parsePage(values.length === 0 ? [] : [body], operation, requested);
}

/** All plans, which come in one answer; a bare word is a plan's id. */
export function parseTariffPlans(body: unknown, operation: string): readonly TariffPlan[] {
  const { items } = parseTariffPage(body, operation, pageSize);
  return items.map((item) => parseWire(tariffPlanSchema, typeof item === 'string' ? { id: item } : item, operation));
}

/** An https address: bare, or under any of the usual names. A front end will go there, so nothing else is one. */
export function parseUrl(body: unknown): string | undefined {
  const candidates = isFields(body) ? [...names.url.map((name) => body[name]), ...Object.values(body)] : [body];
  return candidates.find(isHttps);
}

function isHttps(value: unknown): value is string {
  return typeof value === 'string' && /^https:\/\//i.test(value) && URL.canParse(value);
}

const mostDetails = 200;

/** Every plain value, nested ones by their dotted path. */
function toDetails(said: Fields): readonly VendorDetail[] {
  const details: VendorDetail[] = [];
  const visit = (name: string, value: unknown): void => {
    if (details.length >= mostDetails || value === null || value === undefined) return;
    if (typeof value !== 'object') return void details.push({ name, value: String(value) });
    for (const [key, inner] of Object.entries(value)) visit(name === '' ? key : `${name}.${key}`, inner);
  };
  visit('', said);
  return details;
}

function textOf(said: Fields, candidates: readonly string[]): string | null {
  const found = candidates.map((name) => said[name]).find((value) => typeof value === 'string' || isNumber(value));
  return found === undefined || found === '' ? null : String(found);
}

function numberOf(said: Fields, candidates: readonly string[]): number | null {
  const text = textOf(said, candidates);
  return text === null || text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
