/** Energy consumption: the households' half hours, and what was uploaded over them. */

import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { halfHours } from '../households.ts';
import { bodyOf, pageReply, refuse } from './replies.ts';
import type { SandboxAsset } from './world.ts';

export interface EnergyStore {
  /** Uploaded points by asset uuid, then by type and start. */
  readonly uploaded: Map<string, Map<string, EnergyPoint>>;
  /** One entry an upload that was accepted, oldest first. */
  readonly batches: EnergyBatch[];
}

export interface EnergyBatch {
  readonly points: number;
  /** SHA-256 of the body: the same points sent again have the same. */
  readonly digest: string;
}

const pointSchema = z.strictObject({
  assetUUID: z.string(),
  /** Epoch seconds. */
  timestamp: z.int().nonnegative(),
  value: z.number(),
  type: z.enum(['import', 'export']),
});
type EnergyPoint = z.infer<typeof pointSchema>;

const maxUpload = 50_000;

export function createEnergyStore(): EnergyStore {
  return { uploaded: new Map(), batches: [] };
}

export function readEnergy(
  request: SandboxRequest,
  assetByUuid: (uuid: string) => SandboxAsset | undefined,
  store: EnergyStore,
): SandboxReply {
  const query = request.url.searchParams;
  const fromMs = toMs(query.get('startDateTime'));
  const toMsExclusive = toMs(query.get('endDateTime'));
  const faults = [
    ...(query.get('assetUUID') ? [] : ['assetUUID should not be empty']),
    ...(fromMs === undefined ? ['startDateTime must be a valid ISO 8601 date string'] : []),
    ...(toMsExclusive === undefined ? ['endDateTime must be a valid ISO 8601 date string'] : []),
  ];
  if (fromMs === undefined || toMsExclusive === undefined || faults.length > 0) return refuse(400, faults);
  const asset = assetByUuid(query.get('assetUUID') ?? '');
  if (!asset) return refuse(404, 'Asset not found');
  return pageReply(request, pointsOf(asset, fromMs, toMsExclusive, store), (point) => point);
}

/** Takes a bare array; a point of the same asset, time and type is written over. */
export function uploadEnergy(
  request: SandboxRequest,
  assetByUuid: (uuid: string) => SandboxAsset | undefined,
  store: EnergyStore,
): SandboxReply {
  const parsed = z.array(pointSchema).safeParse(bodyOf(request));
  if (!parsed.success) return refuse(400, parsed.error.issues.slice(0, 5).map(describeIssue));
  if (parsed.data.length > maxUpload) return refuse(400, [`at most ${maxUpload} records are allowed`]);
  const unknown = parsed.data.find(({ assetUUID }) => !assetByUuid(assetUUID));
  if (unknown) return refuse(404, `Asset ${unknown.assetUUID} not found`);
  for (const point of parsed.data) {
    const ofAsset = store.uploaded.get(point.assetUUID) ?? new Map<string, EnergyPoint>();
    store.uploaded.set(point.assetUUID, ofAsset.set(keyOf(point), point));
  }
  const digest = createHash('sha256').update(request.body).digest('hex');
  store.batches.push({ points: parsed.data.length, digest });
  return { status: 201, json: {} };
}

function pointsOf(asset: SandboxAsset, fromMs: number, toMsExclusive: number, { uploaded }: EnergyStore) {
  const measured = (asset.household === null ? [] : halfHours(asset.household, fromMs, toMsExclusive)).map(
    ({ startMs, kwh }): EnergyPoint => ({
      assetUUID: asset.uuid,
      timestamp: startMs / 1000,
      value: kwh,
      type: 'import',
    }),
  );
  const ofAsset = uploaded.get(asset.uuid);
  if (!ofAsset) return measured;
  const merged = new Map(measured.map((point) => [keyOf(point), point]));
  for (const [key, point] of ofAsset) {
    if (point.timestamp * 1000 >= fromMs && point.timestamp * 1000 < toMsExclusive) merged.set(key, point);
  }
  return [...merged.values()].sort((a, b) => a.timestamp - b.timestamp);
}

const keyOf = ({ timestamp, type }: EnergyPoint) => `${type} ${timestamp}`;

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  return `${path.join('.') || 'body'}: ${message}`;
}

function toMs(text: string | null): number | undefined {
  const ms = text && /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
