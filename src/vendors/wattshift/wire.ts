/**
 * What WattShift sends, from unknown to typed: success has no envelope. A home that does not fit costs that home alone.
 * Rate plans stand under `ratePlans`, or `wsRatePlans` in older answers.
 */

import { z } from 'zod';
import { AppError } from '../../errors.ts';
import type { Drift } from '../../upstream/connection.ts';

const text = z.string().nullish();

const homeSchema = z.object({
  id: z.string().min(1),
  // The vendor's own schema gives these two no type.
  createdAt: z.unknown().optional(),
  updatedAt: z.unknown().optional(),
  name: text,
  UtilityId: text,
  // Requests spell it so; answers may one day.
  utilityId: text,
  ratePlanId: text,
  timezone: text,
  country: text,
  city: text,
  zipcode: text,
  streetAddress: text,
});

const ratePlansSchema = z.array(z.object({ id: z.string(), ratePlanName: text, rateID: text, supportedType: text }));

const utilitiesSchema = z.array(
  z.object({
    utilityId: z.string(),
    utilityName: text,
    ratePlans: ratePlansSchema.nullish(),
    wsRatePlans: ratePlansSchema.nullish(),
  }),
);

export type WireHome = z.infer<typeof homeSchema>;
export type WireUtility = z.infer<typeof utilitiesSchema>[number];

export interface WireHomes {
  readonly homes: readonly WireHome[];
  /** Ids of homes that do not fit the contract. */
  readonly broken: readonly string[];
}

export function parseHomes(body: unknown, drift: Drift): WireHomes {
  if (!Array.isArray(body)) throw contractError('something else than a list of homes');
  const homes: WireHome[] = [];
  const broken: string[] = [];
  for (const element of body) {
    const parsed = homeSchema.safeParse(element);
    if (parsed.success) homes.push(parsed.data);
    else {
      drift(element);
      broken.push(...idOf(element));
    }
  }
  if (body.length > 0 && homes.length === 0) throw contractError('homes of an unknown shape');
  return { homes, broken };
}

export function parseUtilities(body: unknown): readonly WireUtility[] {
  const parsed = utilitiesSchema.safeParse(body);
  if (!parsed.success) throw contractError('utilities of an unknown shape');
  return parsed.data;
}

/** A VENDOR_CONTRACT that says what does not fit; never with the vendor's own text. */
export function contractError(what: string): AppError {
  return new AppError('VENDOR_CONTRACT', `WATTSHIFT answered with ${what}.`, { vendor: 'WATTSHIFT' });
}

function idOf(element: unknown): string[] {
  const named = z.object({ id: z.string() }).safeParse(element);
  return named.success ? [named.data.id] : [];
}
