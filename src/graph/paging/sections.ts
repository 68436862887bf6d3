import { toSlice } from '../../domain/batch.ts';
import type { VendorName } from '../../domain/vendor-name.ts';
import type { AppError } from '../../errors.ts';
import type { EntityLoader } from '../../loaders/entity-loader.ts';
import type { ListReader } from '../../loaders/list-reader.ts';
import type { Section } from './page.ts';

/** One section a vendor that has such entities; `onRead` is told that one is being read. */
export function vendorSections<T>(
  loader: EntityLoader<T>,
  onRead?: (vendor: VendorName) => void,
): readonly Section<T>[] {
  return loader.vendors.map((vendor) => ({
    key: vendor,
    read: (window) => {
      const page = loader.list.page(vendor, window);
      onRead?.(vendor);
      return page;
    },
  }));
}

/** As `vendorSections`, with the items that pass only; reads the whole list. */
export function filteredSections<T>(loader: EntityLoader<T>, passes: (item: T) => boolean): readonly Section<T>[] {
  return loader.vendors.map((vendor) =>
    wholeSection(vendor, async () => {
      const { items, broken } = await loader.list.whole(vendor);
      return [...items.filter((item) => passes(item)), ...broken];
    }),
  );
}

/** A list that hangs on one entity. */
export function readerSection<Key extends { readonly vendor: VendorName }, T>(
  reader: ListReader<Key, T>,
  key: Key,
): Section<T> {
  return { key: key.vendor, read: (window) => reader.page(key, window) };
}

/** A list that is held whole; an error in it stands for an item that could not be read. */
export function wholeSection<T>(key: string, read: () => Promise<readonly (T | AppError)[]>): Section<T> {
  return { key, read: async (window) => toSlice(await read(), window) };
}
