/**
 * Upload of consumption in chunks of as many points as the vendor takes at once, one chunk at a time.
 *
 * A chunk whose answer was lost, to a crash or a broken connection, is sent again: a point takes the place of the one
 * the vendor has for the same asset, time and direction, so nothing is counted twice. Chunks with an answer are not.
 */

import type { Clock } from '../domain/clock.ts';
import { type EnergyPoint, energyDirections } from '../domain/energy-point.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import { AppError } from '../errors.ts';
import type { Tenant } from '../loaders/tenant.ts';
import { createCallTrace } from '../upstream/call.ts';
import type { ConsumptionUpload } from '../vendors/asset-services.ts';
import type { Job, NewJob, NewPart } from './job.ts';
import type { JobHandler } from './runner.ts';

export const energyUploadKind = 'energyUpload';

/** Longest a chunk may wait for its turn and its answer before it is put off, in milliseconds. */
const chunkDeadlineMs = 120_000;

/** @param mostPoints of one chunk */
export function toEnergyUpload(vendor: VendorName, points: readonly EnergyPoint[], mostPoints: number): NewJob {
  const parts: NewPart[] = [];
  for (let start = 0; start < points.length; start += mostPoints) {
    const chunk = points.slice(start, start + mostPoints);
    parts.push({ size: chunk.length, payload: chunk.map(toRow) });
  }
  return { ...energyUploadOf(vendor), parts };
}

/** Uploads to a vendor share a lane: it takes one at a time anyway, and later points are to win over earlier ones. */
export function energyUploadOf(vendor: VendorName) {
  return { vendor, kind: energyUploadKind, lane: `${energyUploadKind} ${vendor}` } as const;
}

export interface EnergyUploadDeps {
  readonly tenants: ReadonlyMap<string, Pick<Tenant, 'sources'>>;
  readonly clock: Clock;
}

export function createEnergyUpload({ tenants, clock }: EnergyUploadDeps): JobHandler {
  return {
    kind: energyUploadKind,
    async send({ payload }, job, signal) {
      const upload = uploadOf(tenants, job);
      await sendChunk(upload, (payload as readonly PointRow[]).map(toPoint), clock, signal);
      return undefined;
    },
  };
}

/** Sends one chunk at the lowest priority: whoever waits for an answer goes first. */
export function sendChunk(
  upload: ConsumptionUpload,
  points: readonly EnergyPoint[],
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const deadlineMs = clock.now() + chunkDeadlineMs;
  return upload.send(points, { signal, deadlineMs, priority: 'bulk', trace: createCallTrace() });
}

function uploadOf(tenants: EnergyUploadDeps['tenants'], { tenantId, vendor }: Job): ConsumptionUpload {
  const upload = tenants.get(tenantId)?.sources.get(vendor)?.consumptionUpload;
  if (upload) return upload;
  throw new AppError('VENDOR_NOT_CONFIGURED', `The tenant has configured no ${vendor} that takes consumption.`, {
    vendor,
  });
}

/** A point as it is kept: asset, start in milliseconds, kWh, direction. */
type PointRow = readonly [assetId: string, atMs: number, kwh: number, direction: 0 | 1];

function toRow({ assetId, atMs, kwh, direction }: EnergyPoint): PointRow {
  return [assetId, atMs, kwh, direction === 'IMPORT' ? 0 : 1];
}

function toPoint([assetId, atMs, kwh, direction]: PointRow): EnergyPoint {
  return { assetId, atMs, kwh, direction: energyDirections[direction] };
}
