/** Judges what bills and batteries are asked about. */

import type { BatteryRequest, BillRequest, DayRows, PlanImpactRequest } from '../domain/home-services.ts';
import { badInput } from '../errors.ts';
import type * as sdl from './generated/resolvers.ts';
import { assertZipcode } from './home-input.ts';

const slotsADay = 96;
const mostDays = 366;

interface Usage {
  readonly usageKwh: DayRows;
  readonly exportKwh?: DayRows | null;
}

interface Period {
  readonly from: string;
  readonly to: string;
}

/** A month, or days. @throws AppError BAD_USER_INPUT naming the argument */
export function toBillRequest(
  args: Usage & { readonly month?: string | null; readonly from?: string | null; readonly to?: string | null },
): BillRequest {
  const { month, from, to } = args;
  if (month) {
    if (from || to) throw badInput('month', 'month: give a month, or `from` and `to`, not both.');
    const first = toFirstDay('month', month);
    return { span: { year: first.year, month: first.month }, ...toUsage(args, first.daysInMonth) };
  }
  if (!from) throw badInput('from', 'from: give a `month`, or `from` and `to`.');
  if (!to) throw badInput('to', 'to: give a `month`, or `from` and `to`.');
  return toPeriodRequest({ ...args, from, to });
}

/** @throws AppError BAD_USER_INPUT naming the argument */
export function toPeriodRequest(args: Usage & Period): BillRequest & { readonly span: Period } {
  const { span, days } = toSpan(args);
  return { span, ...toUsage(args, days) };
}

/** @throws AppError BAD_USER_INPUT naming the argument */
export function toPlanImpactRequest(args: sdl.QueryRatePlanImpactArgs): PlanImpactRequest {
  const { ratePlanId, zipcode, usageKwh, exportKwh, solarCapacityKw } = args;
  const { span, days } = toSpan(args);
  assertZipcode(zipcode);
  const place = { ratePlanId, zipcode, span };
  const hasSolar = solarCapacityKw !== undefined && solarCapacityKw !== null;
  if (hasSolar && !(solarCapacityKw > 0))
    throw badInput('solarCapacityKw', 'solarCapacityKw: above 0 kW, or left out.');
  if (exportKwh && !usageKwh) throw badInput('exportKwh', 'exportKwh: give it together with `usageKwh`.');
  const usage = usageKwh ? toUsage({ usageKwh, ...(exportKwh && { exportKwh }) }, days) : {};
  return { ...place, ...usage, ...(hasSolar && { solarCapacityKw }) };
}

function toSpan(args: Period): { readonly span: Period; readonly days: number } {
  const from = toDay('from', args.from);
  const to = toDay('to', args.to);
  const days = from.until(to).total('days');
  if (days < 1) throw badInput('to', 'to: the day after the last one, so after `from`.');
  if (days > mostDays) throw badInput('to', `to: ${days} days; at most ${mostDays} can be asked about at once.`);
  return { span: { from: from.toString(), to: to.toString() }, days };
}

/** Whole months. @throws AppError BAD_USER_INPUT naming the argument */
export function toMonthsRequest(
  args: Usage & { readonly fromMonth: string; readonly toMonth: string },
): BillRequest & { readonly span: Period } {
  const from = toFirstDay('fromMonth', args.fromMonth);
  const to = toFirstDay('toMonth', args.toMonth).add({ months: 1 });
  if (Temporal.PlainDate.compare(from, to) >= 0) throw badInput('toMonth', 'toMonth: must not be before `fromMonth`.');
  if (Temporal.PlainDate.compare(from.add({ months: 12 }), to) < 0) {
    throw badInput('toMonth', 'toMonth: at most 12 months can be asked about at once.');
  }
  return { span: { from: from.toString(), to: to.toString() }, ...toUsage(args, from.until(to).total('days')) };
}

function toUsage({ usageKwh, exportKwh }: Usage, days: number): Omit<BillRequest, 'span'> {
  assertRows('usageKwh', usageKwh, days);
  if (!exportKwh) return { usageKwh };
  assertRows('exportKwh', exportKwh, days);
  return { usageKwh, exportKwh };
}

function assertRows(name: string, rows: DayRows, days: number): void {
  if (rows.length !== days) throw badInput(name, `${name}: ${rows.length} rows for ${days} days; one row a day.`);
  for (const [i, row] of rows.entries()) {
    if (row.length !== slotsADay) {
      throw badInput(`${name}.${i}`, `${name}.${i}: ${row.length} values; a day has ${slotsADay} quarter hours.`);
    }
    const negative = row.findIndex((kwh) => !(kwh >= 0));
    if (negative >= 0) throw badInput(`${name}.${i}.${negative}`, `${name}.${i}.${negative}: energy is 0 kWh or more.`);
  }
}

function toDay(name: string, text: string): Temporal.PlainDate {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    // Told below.
  }
  throw badInput(name, `${name}: "${text.slice(0, 64)}" is no day; 2026-01-31 would be one.`);
}

function toFirstDay(name: string, text: string): Temporal.PlainDate {
  const year = Number(text.slice(0, 4));
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text) && year >= 2000 && year <= 2100)
    return Temporal.PlainDate.from(`${text}-01`);
  throw badInput(name, `${name}: "${text.slice(0, 64)}" is no month of the years 2000 to 2100; 2026-01 would be one.`);
}

/** What the schema fills in. */
const usualBattery = {
  ...{ chargingEfficiency: 0.95, dischargingEfficiency: 0.95 },
  ...{ stateOfCharge: 0.5, minStateOfCharge: 0.1, maxStateOfCharge: 0.9 },
};

/** @throws AppError BAD_USER_INPUT naming the field */
export function toBatteryRequest({ dispatchHoursPerDay, months, ...said }: sdl.BatteryInput): BatteryRequest {
  const battery = { ...usualBattery, ...said };
  const fail = (name: string, rule: string) => badInput(`battery.${name}`, `battery.${name}: ${rule}.`);
  if (battery.days < 1 || battery.days > mostDays) throw fail('days', `1 to ${mostDays}`);
  for (const name of ['capacityKwh', 'chargingPowerKw', 'dischargingPowerKw'] as const) {
    if (!(battery[name] > 0)) throw fail(name, 'above 0');
  }
  for (const name of ['chargingEfficiency', 'dischargingEfficiency'] as const) {
    if (!(battery[name] > 0 && battery[name] <= 1)) throw fail(name, 'above 0, at most 1');
  }
  for (const name of ['stateOfCharge', 'minStateOfCharge', 'maxStateOfCharge'] as const) {
    if (!(battery[name] >= 0 && battery[name] <= 1)) throw fail(name, '0 to 1');
  }
  if (battery.minStateOfCharge >= battery.maxStateOfCharge) throw fail('maxStateOfCharge', 'above minStateOfCharge');
  if (months?.some((month) => month < 1 || month > 12)) throw fail('months', '1 to 12');
  const { solarCapacityKw = null } = battery;
  if (solarCapacityKw !== null && solarCapacityKw < 0) throw fail('solarCapacityKw', '0 or more');
  if (dispatchHoursPerDay && !(dispatchHoursPerDay > 0 && dispatchHoursPerDay <= 24)) {
    throw fail('dispatchHoursPerDay', 'above 0, at most 24');
  }
  return {
    ...battery,
    solarCapacityKw,
    ...(dispatchHoursPerDay ? { dispatchHoursPerDay } : {}),
    ...(months ? { months } : {}),
  };
}
