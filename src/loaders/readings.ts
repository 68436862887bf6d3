import { type ReadingRequest, type Readings, type ReadingsBatch, readingKey } from '../domain/readings.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import { AppError } from '../errors.ts';
import type { VendorSource } from '../vendors/vendor.ts';
import { createVendorLoader, type Operation } from './vendor-loader.ts';

/** What can be measured: the kinds of entity whose source gives readings, and what assets are expected to use. */
export type MeasuredKind = 'assets' | 'meters' | 'households' | 'appliances' | 'assetBaselines';

export interface ReadingsKey extends ReadingRequest {
  readonly vendor: VendorName;
}

/** Readings of one entity; all that one level of a query asks for is one batch a vendor. */
export type ReadingsLoader = (key: ReadingsKey) => Promise<Readings>;

export function createReadingsLoader(operation: Operation, kind: MeasuredKind): ReadingsLoader {
  const readingsOf = (source: VendorSource, requests: readonly ReadingRequest[]): Promise<ReadingsBatch> | undefined =>
    kind === 'assetBaselines'
      ? source.assets?.baselines?.(requests, operation.call)
      : source[kind]?.readings(requests, operation.call);

  const loader = createVendorLoader<ReadingsKey, Readings>(operation, {
    name: `${kind}.readings`,
    absent: 'error',
    keyOf: readingKey,
    fetch: readingsOf,
  });

  return async (key) => {
    const readings = await loader.load({ ...key, key: readingKey(key) });
    if (readings) return readings;
    const what = kind === 'assetBaselines' ? 'knows no baselines of assets' : `measures no ${kind}`;
    throw new AppError('VENDOR_NOT_CONFIGURED', `${key.vendor} is not configured, or ${what}.`, {
      vendor: key.vendor,
    });
  };
}
