import DataLoader from 'dataloader';
import type { Batch } from '../domain/batch.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import type { Call } from '../upstream/call.ts';
import type { VendorSource } from '../vendors/vendor.ts';
import { type AlignOptions, alignAnswers, toVendorError, type VendorAnswer } from './align.ts';
import type { Tenant } from './tenant.ts';
import type { Schedule } from './turns.ts';

/** What every loader of one operation works with. */
export interface Operation {
  readonly tenant: Tenant;
  readonly call: Call;
  readonly schedule: Schedule;
}

/** What is asked of a vendor's batch: the vendor and its id, with whatever else makes the read what it is. */
export interface VendorKey {
  readonly vendor: VendorName;
  readonly id: string;
}

export interface VendorLoaderOptions<Key extends VendorKey, T> extends AlignOptions {
  /** The key in the vendor's `Batch`. Default: the id. */
  readonly keyOf?: (key: Key) => string;
  /** One batched read of a vendor; undefined when the vendor offers none. */
  readonly fetch: (source: VendorSource, keys: readonly Key[], call: Call) => Promise<Batch<T>> | undefined;
}

export type VendorLoader<Key extends VendorKey, T> = DataLoader<Key, T | null, string>;

/** A loader that sends each vendor one batch, and lets a vendor's failure reach that vendor's keys only. */
export function createVendorLoader<Key extends VendorKey, T>(
  { tenant, call, schedule }: Operation,
  options: VendorLoaderOptions<Key, T>,
): VendorLoader<Key, T> {
  const keyOf = options.keyOf ?? ((key: Key) => key.id);

  const ask = async (vendor: VendorName, keys: readonly Key[]): Promise<VendorAnswer<T>> => {
    const source = tenant.sources.get(vendor);
    try {
      return source && (await options.fetch(source, keys, call));
    } catch (error) {
      return toVendorError(error, vendor);
    }
  };

  return new DataLoader<Key, T | null, string>(
    async (keys) => {
      const byVendor = Map.groupBy(keys, (key) => key.vendor);
      const asked = [...byVendor].map(async ([vendor, own]) => [vendor, await ask(vendor, own)] as const);
      const answers = new Map(await Promise.all(asked));
      const batchKeys = keys.map((key) => ({ vendor: key.vendor, id: key.id, key: keyOf(key) }));
      return alignAnswers(batchKeys, answers, options);
    },
    {
      // No vendor's name holds a space.
      cacheKeyFn: (key) => `${key.vendor} ${keyOf(key)}`,
      batchScheduleFn: schedule,
    },
  );
}
