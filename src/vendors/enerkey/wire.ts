/**
 * What EnerKey sends, from unknown to typed. The shapes are assumed (the vendor's Swagger is not public), so only ids and
 * values are insisted on. An element that does not fit costs that element alone; its id is told where it can be read.
 */

import { z } from 'zod';
import { AppError } from '../../errors.ts';
import type { Drift } from '../../upstream/connection.ts';
import { parseJson } from '../../upstream/http/parse-body.ts';
import { scanValues, toEpochMs, type ValueColumns } from './scan-values.ts';
import { fits, isFlag, isInt, isList, isScalar, isText, listOf, orNone, type Shape } from './shape.ts';

const text = z.string().nullish();
const id = z.int();

const propertySchema = z.object({
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).nullish(),
  unit: text,
});

const facilitySchema = z.object({
  id,
  name: text,
  streetAddress: text,
  postalCode: text,
  city: text,
  country: text,
  properties: z.array(propertySchema).nullish(),
});

const meterSchema = z.object({
  id,
  facilityId: id.nullish(),
  name: text,
  quantityId: id.nullish(),
  unit: text,
  isCumulative: z.boolean().nullish(),
  parentMeterId: id.nullish(),
  // Read one by one, so that a broken sub-meter does not take its parent along.
  subMeters: z.array(z.unknown()).nullish(),
  properties: z.array(propertySchema).nullish(),
});

const propertyShape: Shape = { name: isText, value: orNone(isScalar), unit: orNone(isText) };
const facilityShape: Shape = {
  ...{ id: isInt, name: orNone(isText), streetAddress: orNone(isText), postalCode: orNone(isText) },
  ...{ city: orNone(isText), country: orNone(isText), properties: orNone(listOf(propertyShape)) },
};
const meterShape: Shape = {
  ...{ id: isInt, facilityId: orNone(isInt), name: orNone(isText), quantityId: orNone(isInt), unit: orNone(isText) },
  ...{ isCumulative: orNone(isFlag), parentMeterId: orNone(isInt), subMeters: orNone(isList) },
  properties: orNone(listOf(propertyShape)),
};

/** What is told apart by its shape first, where that is all there is to it. */
export const shaped = {
  facility: { schema: facilitySchema, shape: facilityShape },
  meter: { schema: meterSchema, shape: meterShape },
} as const;

const quantitySchema = z.object({ id, name: text, unit: text });

// Loose: what is not ours counts when two states of an action are told apart.
const actionSchema = z.looseObject({
  id,
  facilityId: id.nullish(),
  title: text,
  description: text,
  status: text,
  type: text,
  startDate: text,
  endDate: text,
  savings: z.number().nullish(),
});

const facilityPropertiesSchema = z.object({ facilityId: id, properties: z.array(propertySchema) });

const meterValuesSchema = z.object({
  meterId: id,
  unit: text,
  values: z.array(z.object({ timestamp: z.string(), value: z.number().nullish() })),
});

export type WireProperty = z.infer<typeof propertySchema>;
export type WireFacility = z.infer<typeof facilitySchema>;
export type WireMeter = Omit<z.infer<typeof meterSchema>, 'subMeters'>;
export type WireQuantity = z.infer<typeof quantitySchema>;
export type WireAction = z.infer<typeof actionSchema>;

export interface WireList<T> {
  readonly items: readonly T[];
  /** Ids of elements that do not fit the contract. */
  readonly broken: readonly string[];
}

export const parseFacilities = (body: unknown, drift: Drift) =>
  parseList('facilities', facilitySchema, body, drift, 'id', facilityShape);
export const parseQuantities = (body: unknown, drift: Drift) => parseList('quantities', quantitySchema, body, drift);
export const parseActions = (body: unknown, drift: Drift) => parseList('actions', actionSchema, body, drift);

/** An action of whose id it is certain. */
export function parseAction(action: unknown): WireAction {
  const parsed = actionSchema.safeParse(action);
  if (!parsed.success) throw contractError('an action of an unknown shape');
  return parsed.data;
}

export const parseFacilityProperties = (body: unknown, drift: Drift) =>
  parseList('facility properties', facilityPropertiesSchema, body, drift, 'facilityId');

/** From the bytes of an answer: by the scanner, or for what that does not understand by the schema. */
export function parseValues(body: unknown): WireList<ValueColumns> {
  const bytes = Buffer.isBuffer(body) ? body : undefined;
  const scanned = bytes && scanValues(bytes);
  if (scanned && scanned.length > 0) return { items: scanned, broken: [] };
  const value = bytes && parseJson(bytes, 'ENERKEY');
  const { items, broken } = parseList('values', meterValuesSchema, value, () => undefined, 'meterId');
  return { items: items.map(toColumns), broken };
}

/** A stamp in an unknown form is NaN, with or without a value. */
function toColumns({ meterId, unit, values }: z.infer<typeof meterValuesSchema>): ValueColumns {
  const points = values
    .map(({ timestamp, value }) => ({ startMs: toEpochMs(timestamp), value }))
    .filter(({ startMs, value }) => Number.isNaN(startMs) || typeof value === 'number');
  return {
    meterId,
    unit: unit ?? null,
    startsMs: Float64Array.from(points, ({ startMs }) => startMs),
    values: Float64Array.from(points, ({ value }) => value ?? Number.NaN),
  };
}

/** The meter tree, flattened parents first; a sub-meter that does not name its parent or facility gets those of its place. */
export function parseMeters(body: unknown, drift: Drift): WireList<WireMeter> {
  const meters = new Map<number, WireMeter>();
  const broken: string[] = [];
  const walk = (list: WireList<z.infer<typeof meterSchema>>, parent: WireMeter | undefined) => {
    broken.push(...list.broken);
    for (const own of list.items) {
      const { id, name, quantityId, unit, isCumulative, properties, subMeters } = own;
      const meter: WireMeter = {
        ...{ id, name, quantityId, unit, isCumulative, properties },
        parentMeterId: own.parentMeterId ?? parent?.id,
        facilityId: own.facilityId ?? parent?.facilityId,
      };
      // Listed both on its own and in the tree: the tree knows more.
      if (!meters.has(meter.id) || parent) meters.set(meter.id, meter);
      if (subMeters && subMeters.length > 0)
        walk(parseElements(meterSchema, subMeters, drift, 'id', meterShape), meter);
    }
  };
  walk(parseList('meters', meterSchema, body, drift, 'id', meterShape), undefined);
  return { items: [...meters.values()], broken };
}

/** A VENDOR_CONTRACT that says what does not fit; never with the vendor's own text. */
export function contractError(what: string): AppError {
  return new AppError('VENDOR_CONTRACT', `ENERKEY answered with ${what}.`, { vendor: 'ENERKEY' });
}

function parseList<T>(
  what: string,
  schema: z.ZodType<T>,
  body: unknown,
  drift: Drift,
  idKey = 'id',
  shape?: Shape,
): WireList<T> {
  if (!Array.isArray(body)) throw contractError(`something else than a list of ${what}`);
  const list = parseElements(schema, body, drift, idKey, shape);
  if (body.length > 0 && list.items.length === 0) throw contractError(`${what} of an unknown shape`);
  return list;
}

function parseElements<T>(
  schema: z.ZodType<T>,
  elements: readonly unknown[],
  drift: Drift,
  idKey: string,
  shape: Shape | undefined,
): WireList<T> {
  const items: T[] = [];
  const broken: string[] = [];
  for (const element of elements) {
    if (shape && fits(shape, element)) {
      items.push(element as T);
      continue;
    }
    const parsed = schema.safeParse(element);
    if (parsed.success) items.push(parsed.data);
    else {
      drift(element);
      broken.push(...idOf(element, idKey));
    }
  }
  return { items, broken };
}

function idOf(element: unknown, idKey: string): string[] {
  const named = z.looseObject({ [idKey]: z.int() }).safeParse(element);
  return named.success ? [String(named.data[idKey])] : [];
}
