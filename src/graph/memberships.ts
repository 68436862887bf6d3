import type { AssetMembership } from '../domain/entities.ts';
import type { ListReader } from '../loaders/list-reader.ts';
import type { VendorKey } from '../loaders/vendor-loader.ts';
import type { Membership } from './models.ts';
import type { PageArguments } from './paging/arguments.ts';
import { type Page, readPage } from './paging/page.ts';

/** A page of the assets in an event or a scheme, each knowing which. */
export function readMemberships<Key extends VendorKey>(
  reader: ListReader<Key, AssetMembership>,
  of: Key,
  args: PageArguments,
): Promise<Page<Membership>> {
  const { vendor, id } = of;
  const section = {
    key: vendor,
    read: async (window: { readonly offset: number; readonly limit: number }) => {
      const slice = await reader.page(of, window);
      return { ...slice, items: slice.items.map((item) => ({ ...item, of: { vendor, id } })) };
    },
  };
  return readPage([section], args, 'fail');
}
