/** The upload of a file of consumption, chunk by chunk straight to the vendor. */

import type { Clock } from '../domain/clock.ts';
import { toAppError } from '../errors.ts';
import type { ConsumptionUpload } from '../vendors/asset-services.ts';
import { readChunks } from './energy-file.ts';
import { sendChunk } from './energy-upload.ts';
import { type ImportPlace, type ImportStep, importChunks } from './file-import.ts';
import type { Job } from './job.ts';
import { mayPass, pauseMs } from './runner.ts';

export interface EnergyImport extends ImportPlace {
  readonly upload: ConsumptionUpload;
  readonly path: string;
  /** Of the file, as `inspectEnergyFile` found it. */
  readonly digest: string;
  readonly points: number;
}

/** Resolves with the job as it ended: DONE, CANCELLED or FAILED. @throws AppError VENDOR_UNAUTHORIZED; it may be begun again */
export function importEnergyFile({ upload, path, digest, points, ...place }: EnergyImport): Promise<Job> {
  return importChunks({
    ...{ ...place, kind: 'energyImport', digest, total: points, onRejected: 'fail' },
    chunks: (skip) => readChunks(path, skip, upload.mostPoints),
    send: (chunk, step) => sendPatiently(upload, chunk, place.clock, step),
  });
}

/** Again and again, up to a minute apart, while the vendor fails. */
async function sendPatiently(
  upload: ConsumptionUpload,
  chunk: Parameters<typeof sendChunk>[1],
  clock: Clock,
  { signal, onStep }: ImportStep,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sendChunk(upload, chunk, clock, signal);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (signal.aborted || !mayPass(error)) throw error;
      onStep({ error });
      await clock.sleep(pauseMs(attempt, error), signal);
    }
  }
}
