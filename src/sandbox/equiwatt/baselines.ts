/** What an asset is expected to use: the mean of the same half hour over the ten days before, from its own half hours. */

import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { dataFromMs, halfHourMs, householdColumn } from '../households.ts';
import { refuse } from './replies.ts';
import type { SandboxAsset } from './world.ts';

const baselineDays = 10;
const halfHoursADay = 48;

/** The draft's form: a bare array, times in epoch seconds, the start included and the end not. */
export function listBaselines({ url }: SandboxRequest, asset: SandboxAsset): SandboxReply {
  const from = toSeconds(url.searchParams.get('start_ts'));
  const to = toSeconds(url.searchParams.get('end_ts'));
  const faults = [
    ...(from === undefined ? ['start_ts must be an integer number'] : []),
    ...(to === undefined ? ['end_ts must be an integer number'] : []),
  ];
  if (from === undefined || to === undefined) return refuse(400, faults);
  const first = Math.max(0, Math.ceil((from * 1000 - dataFromMs) / halfHourMs));
  const end = Math.min(Math.ceil((to * 1000 - dataFromMs) / halfHourMs), columnOf(asset).length);
  const items = Array.from({ length: Math.max(0, end - first) }, (_, i) => baselineJson(asset, first + i));
  return { status: 200, json: items.filter((item) => item !== undefined) };
}

/** Of the half hour that the moment lies in. */
export function baselineAt(asset: SandboxAsset, timestamp: string): SandboxReply {
  const seconds = toSeconds(timestamp);
  if (seconds === undefined) return refuse(400, ['timestamp must be an integer number']);
  const baseline = baselineJson(asset, Math.floor((seconds * 1000 - dataFromMs) / halfHourMs));
  return baseline ? { status: 200, json: baseline } : refuse(404, 'Baseline not found');
}

/** The value as text, as everywhere in baselines. */
function baselineJson(asset: SandboxAsset, index: number) {
  const column = columnOf(asset);
  const days = Array.from({ length: baselineDays }, (_, i) => column[index - (i + 1) * halfHoursADay]);
  const known = days.filter((kwh) => kwh !== undefined && !Number.isNaN(kwh));
  if (known.length === 0 || index < 0) return undefined;
  const mean = known.reduce<number>((sum, kwh) => sum + (kwh ?? 0), 0) / known.length;
  const timestamp = (dataFromMs + index * halfHourMs) / 1000;
  return { asset_id: asset.uuid, timestamp, value: mean.toFixed(3) };
}

function columnOf({ household }: SandboxAsset): Float64Array {
  return household === null ? new Float64Array() : householdColumn(household);
}

function toSeconds(text: string | null): number | undefined {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
