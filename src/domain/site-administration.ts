/** The things a dashboard account is made of, as they are set up: organisations, sites, meters, appliances, users. */

import type { Ref } from './ref.ts';

export interface OrganizationFields {
  readonly name?: string;
}

export interface SiteFields {
  readonly organizationId?: string;
  readonly name?: string;
  readonly city?: string;
  readonly country?: string;
  readonly address?: string;
  readonly contactName?: string;
  readonly contactEmail?: string;
}

export interface MeterFields {
  readonly siteId?: string;
  readonly name?: string;
  /** The vendor's word for what it measures (`electricity`). */
  readonly type?: string;
  /** The stream that its packets are pushed under. */
  readonly reference?: string;
  /** The vendor's words (`all`, `cum`). */
  readonly paramType?: string;
  readonly reading?: string;
  readonly samplingMinutes?: number;
}

export interface ApplianceFields {
  readonly meterId?: string;
  readonly name?: string;
  readonly reference?: string;
  readonly samplingMinutes?: number;
  /** The vendor's words (`avg`, `one`). */
  readonly reading?: string;
  readonly channelParamType?: string;
}

/** One of the things, with what is to be said of it. */
export type SiteRecord =
  | { readonly kind: 'organization'; readonly fields: OrganizationFields }
  | { readonly kind: 'site'; readonly fields: SiteFields }
  | { readonly kind: 'meter'; readonly fields: MeterFields }
  | { readonly kind: 'appliance'; readonly fields: ApplianceFields };

export type SiteRecordKind = SiteRecord['kind'];

export interface NewSiteUser {
  readonly name: string;
  readonly surname: string;
  readonly email: string;
  readonly plan?: string;
}

export interface SiteUser {
  readonly id: string;
  readonly name: string | null;
  readonly surname: string | null;
  readonly email: string | null;
}

/** An appliance behind a meter, measured like one. */
export interface MeterAppliance {
  readonly ref: Ref;
  readonly refs: readonly Ref[];
  /** The vendor's id of its meter; null where the vendor does not tell. */
  readonly meterId: string | null;
  readonly name: string | null;
  readonly reference: string | null;
  readonly samplingMinutes: number | null;
  /** The vendor's words (`avg`, `one`). */
  readonly reading: string | null;
  readonly channelParamType: string | null;
}
