/** Analytics over the last twelve months, saving over the last thirty days, greenness. The bodies are assumed. */

import type { Account } from './accounts.ts';
import { isoWithOffset, lastDays, lastMonths, zoned } from './calendar.ts';
import { energyWh, samples, splitEnergy } from './figures.ts';
import type { Setting } from './setting.ts';

const monthsShown = 12;
const daysShown = 30;

export function trend(account: Account, { nowMs, timeZone, scale }: Setting) {
  const months = lastMonths(monthsShown, nowMs, timeZone).map(({ month, ...span }) => {
    const found = samples(account.household, span, scale);
    const byBand = Map.groupBy(found, ({ atMs }) => bandAt(zoned(atMs, timeZone)));
    // A band without samples in a month that has some is a true zero.
    const of = (band: Band) => (found.length === 0 ? null : (energyWh(byBand.get(band) ?? []) ?? 0));
    return { month, f1: of('f1'), f2: of('f2'), f3: of('f3'), total: energyWh(found) };
  });
  return { account_number: account.accountNumber, unit: 'Wh', months };
}

export function distribution(account: Account, { nowMs, timeZone, scale }: Setting) {
  const months = lastMonths(monthsShown, nowMs, timeZone);
  const found = samples(account.household, { fromMs: months[0]?.fromMs ?? nowMs, toMs: nowMs }, scale);
  return {
    account_number: account.accountNumber,
    unit: 'Wh',
    appliances: splitEnergy(found).map(({ appliance, value, percentage }) => ({
      appliance,
      consumption: value,
      percentage,
    })),
  };
}

export function compound(account: Account, { nowMs, timeZone, scale }: Setting) {
  const months = lastMonths(monthsShown, nowMs, timeZone).map(({ month, ...span }) => ({
    month,
    appliances: splitEnergy(samples(account.household, span, scale)).map(({ appliance, value }) => ({
      appliance,
      consumption: value,
    })),
  }));
  return { account_number: account.accountNumber, unit: 'Wh', months };
}

export function saving(account: Account, { nowMs, timeZone, scale }: Setting) {
  const days = lastDays(daysShown, nowMs, timeZone);
  const span = { fromMs: days[0]?.fromMs ?? nowMs, toMs: days.at(-1)?.toMs ?? nowMs };
  return {
    account_number: account.accountNumber,
    unit: 'Wh',
    start: isoWithOffset(span.fromMs, timeZone),
    stop: isoWithOffset(span.toMs, timeZone),
    consumption: energyWh(samples(account.household, span, scale)),
    days: days.map(({ date, ...day }) => ({ date, consumption: energyWh(samples(account.household, day, scale)) })),
  };
}

/** Made up: the sun of today and tomorrow, the wind of the night between. */
export function greenness({ nowMs, timeZone, scale }: Setting) {
  const midnight = zoned(nowMs, timeZone).startOfDay();
  const at = (days: number, hour: number) =>
    isoWithOffset(midnight.add({ days }).with({ hour }).epochMilliseconds, timeZone);
  // A share stays a share, whatever the tenant's scale.
  const percentage = (value: number) => Math.min(100, value * scale);
  return {
    windows: [
      { start: at(0, 10), stop: at(0, 16), percentage: percentage(64) },
      { start: at(1, 2), stop: at(1, 5), percentage: percentage(47) },
      { start: at(1, 10), stop: at(1, 16), percentage: percentage(59) },
    ],
  };
}

/** The Italian tariff bands (assumed to be what the vendor means): F1 working hours, F2 the hours around, F3 the rest. */
type Band = 'f1' | 'f2' | 'f3';

function bandAt({ dayOfWeek, hour }: Temporal.ZonedDateTime): Band {
  if (dayOfWeek === 7 || hour < 7 || hour >= 23) return 'f3';
  return dayOfWeek <= 5 && hour >= 8 && hour < 19 ? 'f1' : 'f2';
}
