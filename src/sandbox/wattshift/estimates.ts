/** Bills, impact and battery savings, worked out from the sandbox's own prices; the bodies as strict as documented. */

import { z } from 'zod';
import { check, invalid, notFound } from './errors.ts';
import type { HomeDto } from './homes.ts';
import { slotMs, toPriceSlots } from './prices.ts';
import { planOf } from './utilities.ts';

const slotsADay = 96;
const dayMs = slotsADay * slotMs;

const days = z.array(z.array(z.number()).length(slotsADay, 'a day has 96 values'));
const usage = { usage: days, export: days.optional(), debug: z.boolean().optional() };
const monthSchema = z.strictObject({
  ...usage,
  month: z.int().min(1).max(12),
  year: z.int().min(2000).max(2100).optional(),
});
const date = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);
const periodSchema = z.strictObject({ ...usage, startDate: date, endDate: date });
const inlineSchema = z.strictObject({
  ...{ ratePlanId: z.string().min(1), zipcode: z.string().regex(/^\d{5}(-\d{4})?$/) },
  ...{ ...usage, usage: days.optional(), startDate: date, endDate: date },
  ...{ useDefaultUsage: z.boolean().optional(), solarCapacityKw: z.number().positive().optional() },
});
const batterySchema = z.strictObject({
  days: z.number().positive(),
  solarCapacity: z.number().nullable(),
  maxCapacityKiloWattHours: z.number().positive(),
  chargingPowerKiloWatts: z.number().positive(),
  dischargingPowerKiloWatts: z.number().positive(),
  ...{ chargingEfficiency: z.number().min(0).max(1), dischargingEfficiency: z.number().min(0).max(1) },
  ...{ currentSOC: z.number(), minPreferredSOC: z.number(), maxPreferredSOC: z.number() },
  dispatchHoursPerDay: z.number().optional(),
  numBiddingHours: z.number().optional(),
  leap: z.enum(['CAISO', 'NYISO']).optional(),
  months: z.array(z.int().min(1).max(12)).optional(),
});

/** The older answer: the total alone. */
export function monthlyBill(home: HomeDto, input: unknown, nowMs: number, scale: number): unknown {
  const { month, year = new Date(nowMs).getUTCFullYear(), ...rows } = check(monthSchema, input);
  const fromMs = Date.UTC(year, month - 1, 1);
  assertDays(rows, (Date.UTC(year, month, 1) - fromMs) / dayMs);
  return { totalBill: totalOf(home, rows, fromMs, scale) };
}

/** The newer answer. Days from `startDate` up to, not including, `endDate`. */
export function periodBill(home: HomeDto, input: unknown, scale: number): unknown {
  const { startDate, endDate, ...rows } = check(periodSchema, input);
  const fromMs = startOf(startDate);
  const toMs = startOf(endDate);
  if (toMs <= fromMs) throw invalid('endDate', 'must be after startDate');
  assertDays(rows, (toMs - fromMs) / dayMs);
  const drawn = rows.usage.flat().reduce((sum, kwh) => sum + kwh, 0);
  const billTotal = totalOf(home, rows, fromMs, scale);
  return { billTotal, startDate, endDate, gridServicesRev: 0, CO2e: rounded(drawn * kgPerKwh) };
}

/** Of a rate plan without a home: whole months, and neither carbon nor revenue. */
export function ratePlanBill(ratePlanId: string, input: unknown, anyHome: HomeDto, scale: number): unknown {
  if (!planOf(ratePlanId)) throw notFound('rate plan');
  const { startDate, endDate, ...rows } = check(periodSchema, input);
  for (const [field, text] of Object.entries({ startDate, endDate })) {
    if (new Date(startOf(text)).getUTCDate() !== 1) throw invalid(field, 'must be the first of a month');
  }
  const fromMs = startOf(startDate);
  if (startOf(endDate) <= fromMs) throw invalid('endDate', 'must be in a later month');
  assertDays(rows, (startOf(endDate) - fromMs) / dayMs);
  return { billTotal: totalOf({ ...anyHome, ratePlanId }, rows, fromMs, scale), startDate, endDate };
}

/** Without a home: a rate plan at a place. What is usual there is a tenth of a kWh a quarter of an hour. */
export function inlineImpact(input: unknown, anyHome: HomeDto, scale: number): unknown {
  const { ratePlanId, zipcode, useDefaultUsage, solarCapacityKw, ...period } = check(inlineSchema, input);
  if (!planOf(ratePlanId)) throw notFound('rate plan');
  if (!period.usage && !useDefaultUsage) throw invalid('usage', 'give usage, or useDefaultUsage');
  const count = Math.max(0, Math.round((startOf(period.endDate) - startOf(period.startDate)) / dayMs));
  const usual = Array.from({ length: count }, () => Array.from({ length: slotsADay }, () => usualKwh));
  return periodBill({ ...anyHome, ratePlanId, zipcode }, { ...period, usage: period.usage ?? usual }, scale);
}

const usualKwh = 0.1;

/** A battery that shifts its capacity once a day, from a cheap hour to a dear one. */
export function batterySavings(home: HomeDto, input: unknown, nowMs: number, scale: number): unknown {
  const battery = check(batterySchema, input);
  if (battery.minPreferredSOC > battery.maxPreferredSOC) throw invalid('minPreferredSOC', 'is above maxPreferredSOC');
  const prices = toPriceSlots(home, { fromMs: nowMs, toMs: nowMs + dayMs }, scale).map(({ price }) => price);
  const shiftedKwh = battery.maxCapacityKiloWattHours * (battery.maxPreferredSOC - battery.minPreferredSOC);
  const spread = Math.max(...prices) * battery.dischargingEfficiency - Math.min(...prices) / battery.chargingEfficiency;
  const baselineCost = rounded(battery.days * 30 * (prices.reduce((sum, price) => sum + price, 0) / prices.length));
  const dollarsSaved = rounded(Math.min(baselineCost, Math.max(0, battery.days * shiftedKwh * spread)));
  return {
    ...{ optimizedCost: rounded(baselineCost - dollarsSaved), baselineCost, dollarsSaved },
    percentageSaved: rounded(dollarsSaved / baselineCost),
    ...{ carbonSaved: rounded(battery.days * shiftedKwh * 0.1), carbonReduction: 0.1 },
  };
}

const kgPerKwh = 0.2;

interface Rows {
  readonly usage: readonly (readonly number[])[];
  readonly export?: readonly (readonly number[])[] | undefined;
}

function assertDays({ usage: drawn, export: fed }: Rows, count: number): void {
  if (drawn.length !== count) throw invalid('usage', `must have ${count} days`);
  if (fed && fed.length !== count) throw invalid('export', `must have ${count} days`);
}

function totalOf(home: HomeDto, { usage: drawn, export: fed }: Rows, fromMs: number, scale: number): number {
  const slots = toPriceSlots(home, { fromMs, toMs: fromMs + drawn.length * dayMs }, scale);
  const used = drawn.flat();
  const given = fed?.flat() ?? [];
  return rounded(slots.reduce((sum, slot, i) => sum + (used[i] ?? 0) * slot.import - (given[i] ?? 0) * slot.export, 0));
}

function startOf(text: string): number {
  return Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
