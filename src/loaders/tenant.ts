import type { HomeLink, RefKind } from '../domain/ref.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import type { VendorSource } from '../vendors/vendor.ts';

/** A tenant at work: its sources and what belongs together. Made once at start. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  /** The configured vendors only. */
  readonly sources: ReadonlyMap<VendorName, VendorSource>;
  /** As they stand: what the config file says, and what clients linked. */
  readonly homeLinks: readonly HomeLink[];
  /** What a vendor's id names where it is said to be a member of a home. */
  readonly memberKinds?: ReadonlyMap<VendorName, RefKind>;
}
