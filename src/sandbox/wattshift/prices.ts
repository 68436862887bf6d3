/**
 * Made-up but believable prices in $/kWh: dear in the evening, cheap at night, a little cheaper at weekends; a plan
 * without time of use has one price. Feeding in earns a third of what drawing costs.
 */

import { z } from 'zod';
import { check, invalid } from './errors.ts';
import type { HomeDto } from './homes.ts';
import { planOf } from './utilities.ts';

export interface PriceWindow {
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

export interface PriceSlot extends PriceWindow {
  readonly price: number;
  readonly import: number;
  readonly export: number;
}

export const slotMs = 15 * 60_000;
/** Without bounds: a day from now (assumed for the newer shapes, documented for the oldest). */
const defaultWindowMs = 24 * 3_600_000;
/** Assumed. */
const maxWindowMs = 366 * 24 * 3_600_000;

const time = z.iso.datetime({ offset: true }).optional();
const windowSchema = z.object({ startTime: time, endTime: time });

/** The window a request asks for: both bounds or none. Throws VALIDATION_FAILED. */
export function toPriceWindow(input: unknown, nowMs: number): PriceWindow {
  const { startTime, endTime } = check(windowSchema, input ?? {});
  if (startTime === undefined && endTime === undefined) return { fromMs: nowMs, toMs: nowMs + defaultWindowMs };
  if (startTime === undefined) throw invalid('startTime', 'give both startTime and endTime, or none');
  if (endTime === undefined) throw invalid('endTime', 'give both startTime and endTime, or none');
  const window = { fromMs: Date.parse(startTime), toMs: Date.parse(endTime) };
  if (window.toMs <= window.fromMs) throw invalid('endTime', 'must be after startTime');
  if (window.toMs - window.fromMs > maxWindowMs) throw invalid('endTime', 'the window is longer than 366 days');
  return window;
}

/** Slots of 15 minutes that begin at the window's start itself, whatever the quarter of the hour. */
export function toPriceSlots(home: HomeDto, { fromMs, toMs }: PriceWindow, scale: number): PriceSlot[] {
  const slots: PriceSlot[] = [];
  for (let atMs = fromMs; atMs < toMs; atMs += slotMs) {
    const price = rounded(priceAt(home, atMs) * scale);
    const endMs = Math.min(atMs + slotMs, toMs);
    slots.push({ fromMs: atMs, toMs: endMs, price, import: price, export: rounded(price / 3) });
  }
  return slots;
}

const offPeak = 0.24;
const shoulder = 0.31;
const peak = 0.49;
const flat = 0.33;
const weekendFactor = 0.9;

function priceAt(home: HomeDto, atMs: number): number {
  const known = planOf(home.ratePlanId);
  // A home that is on no plan, or on one the sandbox does not know, pays one price.
  const priceFactor = known?.utility.priceFactor ?? 1;
  if (!known?.plan.timeOfUse) return flat * priceFactor;
  const timeZone = home.timezone ?? 'America/Los_Angeles';
  const { hour, dayOfWeek } = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
  const ofHour = hour >= 16 && hour < 21 ? peak : hour >= 7 && hour < 23 ? shoulder : offPeak;
  return ofHour * priceFactor * (dayOfWeek > 5 ? weekendFactor : 1);
}

function rounded(price: number): number {
  return Math.round(price * 10_000) / 10_000;
}
