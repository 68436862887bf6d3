/** Digiwatt's figures in our words. Energy stays in Wh, power in W, as the vendor gives them. */

import type {
  ApplianceShare,
  GreenEnergyWindow,
  HouseholdCompoundMonth,
  HouseholdHabit,
  HouseholdPerformance,
  HouseholdSavings,
  HouseholdTotals,
  HouseholdTrendMonth,
  PowerReading,
} from '../../domain/entities.ts';
import { type PowerSeries, toInstantMs } from './series.ts';
import type * as wire from './wire.ts';

export function toPowerReading({ timestamp, consumption }: wire.WireRealtime, timeZone: string): PowerReading {
  return { at: toIso(timestamp, timeZone), powerW: consumption };
}

export function toPowerHistory({ startsMs, values }: PowerSeries): PowerReading[] {
  return Array.from(startsMs, (atMs, i) => {
    const powerW = values[i] ?? Number.NaN;
    return { at: new Date(atMs).toISOString(), powerW: Number.isNaN(powerW) ? null : powerW };
  });
}

export function toTotals({ total, appliances }: wire.WireTotals): HouseholdTotals {
  return {
    totalWh: total.value,
    previousWh: total.previous,
    trendPercent: total.trend,
    appliances: appliances.map(({ appliance, value, percentage }) => ({ appliance, energyWh: value, percentage })),
  };
}

export function toPerformance({ minimum, maximum, user }: wire.WirePerformance): HouseholdPerformance {
  return { minimumWh: minimum, maximumWh: maximum, userWh: user };
}

export function toHabits({ habits }: wire.WireHabits): HouseholdHabit[] {
  return habits.map(({ hour, consumption }) => ({ hour, energyWh: consumption })).sort((a, b) => a.hour - b.hour);
}

export function toTrend({ months }: wire.WireTrend): HouseholdTrendMonth[] {
  return months.map(({ month, f1, f2, f3, total }) => ({
    month,
    bands: [
      { band: 'F1', energyWh: f1 },
      { band: 'F2', energyWh: f2 },
      { band: 'F3', energyWh: f3 },
    ],
    totalWh: total,
  }));
}

export function toDistribution({ appliances }: wire.WireDistribution): ApplianceShare[] {
  return appliances.map(({ appliance, consumption, percentage }) => ({
    appliance,
    energyWh: consumption,
    percentage,
  }));
}

/** The vendor gives no shares within a month; they follow from the month's sum. */
export function toCompound({ months }: wire.WireCompound): HouseholdCompoundMonth[] {
  return months.map(({ month, appliances }) => {
    const sum = appliances.reduce((total, { consumption }) => total + (consumption ?? 0), 0);
    return {
      month,
      appliances: appliances.map(({ appliance, consumption }) => ({
        appliance,
        energyWh: consumption,
        percentage: consumption === null || sum === 0 ? null : (100 * consumption) / sum,
      })),
    };
  });
}

export function toSavings({ start, stop, consumption, days }: wire.WireSaving, timeZone: string): HouseholdSavings {
  return {
    from: start ? toIso(start, timeZone) : null,
    to: stop ? toIso(stop, timeZone) : null,
    totalWh: consumption,
    days: days.map((day) => ({ date: day.date, energyWh: day.consumption })),
  };
}

export function toGreenEnergyWindows({ windows }: wire.WireGreenness, timeZone: string): GreenEnergyWindow[] {
  return windows.map(({ start, stop, percentage }) => ({
    startsAt: toIso(start, timeZone),
    endsAt: toIso(stop, timeZone),
    percentage,
  }));
}

function toIso(timestamp: string, timeZone: string): string {
  return new Date(toInstantMs(timestamp, timeZone)).toISOString();
}
