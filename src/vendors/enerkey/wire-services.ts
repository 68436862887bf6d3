/** What EnerKey takes and answers where something is changed, drawn or told of. Shapes are assumed unless said. */

import { z } from 'zod';
import type { Image } from '../../domain/facility-services.ts';
import { contractError } from './wire.ts';

/** Timestamp and value are documented. */
export interface PushItem {
  readonly timestamp: string;
  readonly value: number;
}

/** The three fields are documented. */
export interface WireCustomer {
  readonly productCode: number;
  readonly externalCustomerName: string;
  readonly externalCustomerId: string;
}

export interface WireProvisionedData {
  readonly externalCustomerId: string;
  readonly facilities: readonly {
    readonly externalFacilityId: string;
    readonly name: string;
    readonly properties: readonly { readonly name: string; readonly value: string }[];
    readonly meters: readonly WireProvisionedMeter[];
  }[];
}

export interface WireProvisionedMeter {
  readonly externalMeterId: string;
  readonly name: string;
  readonly quantityId: number;
  readonly subMeters?: readonly WireProvisionedMeter[];
}

/** An action as the vendor keeps it: an update replaces it, so every field must come back, known or not. */
export type RawAction = Readonly<Record<string, unknown>> & { readonly id: number };

const rawActionSchema = z.looseObject({ id: z.int() });
const text = z.string().nullish();
const id = z.int();
const alarmSchema = z.object({
  id,
  facilityId: id.nullish(),
  meterId: id.nullish(),
  type: text,
  timestamp: text,
  message: text,
});
const receiptSchema = z.object({ id: z.union([z.string(), z.number()]).nullish() });
const stateSchema = z.object({ status: z.string(), errors: z.array(z.unknown()).nullish() });

export type WireAlarm = z.infer<typeof alarmSchema>;

export const parseRawAction = (body: unknown): RawAction => parse(rawActionSchema, body, 'an action');
export const parseAlarm = (body: unknown): WireAlarm => parse(alarmSchema, body, 'an alarm');
export const parseProvisioningState = (body: unknown) => parse(stateSchema, body, 'a provisioning status');

/** 208 is documented: the data is what was sent before. */
export function parseReceipt(status: number, body: unknown) {
  const { id: named } = body === undefined ? {} : parse(receiptSchema, body, 'a provisioning receipt');
  const outcome = status === 208 ? ('unchanged' as const) : ('accepted' as const);
  return { outcome, id: named === null || named === undefined ? null : String(named) };
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47];
const pdfSignature = [0x25, 0x50, 0x44, 0x46];

/** What it is, is told by its first bytes: it goes on to browsers under that name alone. */
export function parseImage(body: unknown): Image {
  if (body instanceof Uint8Array) {
    if (pngSignature.every((byte, i) => body[i] === byte)) return { contentType: 'image/png', bytes: body };
    if (pdfSignature.every((byte, i) => body[i] === byte)) return { contentType: 'application/pdf', bytes: body };
  }
  throw contractError('an image that is neither PNG nor PDF');
}

function parse<T>(schema: z.ZodType<T>, body: unknown, what: string): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw contractError(`${what} of an unknown shape`);
  return parsed.data;
}
