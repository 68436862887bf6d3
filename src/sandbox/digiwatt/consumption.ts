/** The consumption group: power in W, energy in Wh. The bodies are assumed, as the contract gives them. */

import type { Account } from './accounts.ts';
import { isoWithOffset, type Period, previousSpanOf, spanOf, zoned } from './calendar.ts';
import { appliances, energyWh, powerAt, samples, splitEnergy, splitPower } from './figures.ts';
import type { Setting } from './setting.ts';

const latestHours = 6;

export function consumption(account: Account, period: Period, { nowMs, timeZone, scale }: Setting) {
  const found = samples(account.household, spanOf(period, nowMs, timeZone), scale);
  const rows = found.map(({ atMs, powerW }) => ({
    timestamp: isoWithOffset(atMs, timeZone),
    parts: splitPower(powerW),
  }));
  return {
    account_number: account.accountNumber,
    period,
    unit: 'W',
    appliances: appliances.map((appliance, i) => ({
      appliance,
      consumption: rows.map(({ timestamp, parts }) => ({ timestamp, value: parts[i] })),
    })),
  };
}

export function totals(account: Account, period: Period, { nowMs, timeZone, scale }: Setting) {
  const found = samples(account.household, spanOf(period, nowMs, timeZone), scale);
  const value = energyWh(found);
  const previous = energyWh(samples(account.household, previousSpanOf(period, nowMs, timeZone), scale));
  const trend = value !== null && previous ? (100 * (value - previous)) / previous : null;
  return {
    account_number: account.accountNumber,
    period,
    unit: 'Wh',
    total: { value, previous, trend },
    appliances: splitEnergy(found),
  };
}

export function realtime(account: Account, { nowMs, timeZone, scale }: Setting) {
  return {
    account_number: account.accountNumber,
    unit: 'W',
    timestamp: isoWithOffset(nowMs, timeZone),
    consumption: powerAt(account.household, nowMs, scale),
  };
}

export function latest(account: Account, { nowMs, timeZone, scale }: Setting) {
  const span = { fromMs: nowMs - latestHours * 3_600_000, toMs: nowMs };
  return {
    account_number: account.accountNumber,
    unit: 'W',
    consumption: samples(account.household, span, scale).map(({ atMs, powerW }) => ({
      timestamp: isoWithOffset(atMs, timeZone),
      value: powerW,
    })),
  };
}

/** Similar users are all households of the company. */
export function performance(account: Account, period: Period, { nowMs, timeZone, scale, accounts }: Setting) {
  const span = spanOf(period, nowMs, timeZone);
  const all = accounts.households().flatMap((household) => energyWh(samples(household, span, scale)) ?? []);
  return {
    account_number: account.accountNumber,
    period,
    unit: 'Wh',
    minimum: all.length === 0 ? null : Math.min(...all),
    maximum: all.length === 0 ? null : Math.max(...all),
    user: energyWh(samples(account.household, span, scale)),
  };
}

/** The period's energy by hour of the day, so that the 24 sum to the period's total (assumed). */
export function habits(account: Account, period: Period, { nowMs, timeZone, scale }: Setting) {
  const hours = Array.from({ length: 24 }, () => 0);
  for (const { atMs, powerW } of samples(account.household, spanOf(period, nowMs, timeZone), scale)) {
    const { hour } = zoned(atMs, timeZone);
    hours[hour] = (hours[hour] ?? 0) + powerW / 2;
  }
  return {
    account_number: account.accountNumber,
    period,
    unit: 'Wh',
    habits: hours.map((value, hour) => ({ hour, consumption: value })),
  };
}
