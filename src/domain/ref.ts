import type { VendorName } from './vendor-name.ts';

/** What a vendor's id names. `household` is a Digiwatt account, `stream` the push id of a Wattics meter. */
export type RefKind =
  | 'asset'
  | 'portfolio'
  | 'event'
  | 'eventScheme'
  | 'home'
  | 'household'
  | 'meter'
  | 'stream'
  | 'facility'
  | 'appliance';

/** A vendor's own id of an entity. */
export interface Ref {
  readonly vendor: VendorName;
  readonly kind: RefKind;
  readonly id: string;
}

/** The graph's entity types that have a global id. */
export type EntityType =
  | 'Asset'
  | 'Portfolio'
  | 'FlexEvent'
  | 'EventScheme'
  | 'Home'
  | 'Meter'
  | 'Facility'
  | 'MeterAppliance';

/** A job of the gateway, named beside the entities: by the vendor it is for, and our own id. */
export interface JobRef {
  readonly vendor: VendorName;
  readonly kind: 'job';
  readonly id: string;
}

/** What a global id names. */
export type Named = { readonly type: EntityType; readonly ref: Ref } | { readonly type: 'Job'; readonly ref: JobRef };

/** What belongs together as one Home: the refs of its members at the vendors, the first one naming the home. */
export interface HomeLink {
  readonly members: readonly Ref[];
}
