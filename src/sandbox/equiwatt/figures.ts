/** Baselines and stats of an event, from the households' own half hours. */

import { dataFromMs, halfHourMs, householdColumn, replayedInstant } from '../households.ts';
import { incentivePerKwh, type SandboxAsset, type SandboxEvent } from './world.ts';

/** Days before the event whose mean is the baseline. */
const baselineDays = 10;
const halfHoursADay = 48;

export interface AssetFigures {
  readonly asset: SandboxAsset;
  readonly state: 'OPT_IN' | 'OPT_OUT';
  /** kWh each. */
  readonly baseline: number;
  readonly consumed: number;
}

/** What each member of the event used, and what it would be expected to. */
export function figuresOf(event: SandboxEvent): readonly AssetFigures[] {
  const first = Math.floor((replayedInstant(event.startMs) - dataFromMs) / halfHourMs);
  const length = Math.max(1, Math.ceil((event.endMs - event.startMs) / halfHourMs));
  return event.members.map(({ asset, state }) => {
    const days = Array.from({ length: baselineDays }, (_, i) => used(asset, first - (i + 1) * halfHoursADay, length));
    const known = days.filter((kwh) => !Number.isNaN(kwh));
    const mean = known.reduce((sum, kwh) => sum + kwh, 0) / Math.max(1, known.length);
    const consumed = used(asset, first, length);
    return { asset, state, baseline: round(mean), consumed: Number.isNaN(consumed) ? 0 : round(consumed) };
  });
}

export function eventStats(event: SandboxEvent) {
  const figures = figuresOf(event);
  const takingPart = figures.filter(({ state }) => state === 'OPT_IN');
  const optIns = takingPart.length;
  const counts = { optInCount: optIns, optOutCount: figures.length - optIns, expiredStatsAssetsCount: 0 };
  if (event.step !== 'STATS_READY') {
    return {
      ...{ energySaved: null, participatedAssetCount: optIns, incentive: incentivePerKwh, earnings: null, ...counts },
      state: event.step === 'STATS_CALCULATION_STARTED' ? 'CALCULATING' : 'PENDING',
      ...{ processedStatsAssetsCount: 0, pendingStatsAssetsCount: optIns, highUsageCount: null },
    };
  }
  const saved = round(takingPart.reduce((sum, { baseline, consumed }) => sum + baseline - consumed, 0));
  return {
    energySaved: String(saved),
    ...{ participatedAssetCount: optIns, incentive: incentivePerKwh, ...counts },
    earnings: Math.round(Math.max(0, saved) * incentivePerKwh * 100) / 100,
    ...{ state: 'READY', processedStatsAssetsCount: optIns, pendingStatsAssetsCount: 0 },
    highUsageCount: String(takingPart.filter(({ baseline, consumed }) => consumed > baseline).length),
  };
}

export function assetStats({ asset, state, baseline, consumed }: AssetFigures) {
  return {
    asset: { uuid: asset.uuid },
    state,
    energyForecasted: baseline,
    energyConsumed: consumed,
    energySaved: round(baseline - consumed),
    energyExportForecasted: 0,
    energyExportDelivered: 0,
    energyForecastedStatic: null,
  };
}

/** kWh in `length` half hours from index `first` on; NaN when one is missing. */
function used(asset: SandboxAsset, first: number, length: number): number {
  if (asset.household === null) return Number.NaN;
  const column = householdColumn(asset.household);
  let kwh = 0;
  for (let i = first; i < first + length; i += 1) kwh += column[i] ?? Number.NaN;
  return kwh;
}

function round(kwh: number): number {
  return Math.round(kwh * 1000) / 1000;
}
