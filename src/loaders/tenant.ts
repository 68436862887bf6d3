import type { HomeLink } from '../domain/ref.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import type { VendorSource } from '../vendors/vendor.ts';

/** A tenant at work: its sources and what belongs together. Made once at start. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  /** The configured vendors only. */
  readonly sources: ReadonlyMap<VendorName, VendorSource>;
  readonly homeLinks: readonly HomeLink[];
}
