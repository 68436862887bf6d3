/** What a vendor of facilities takes and gives beyond facilities and meters themselves. */

/** A value of one hour; the unit is the meter's own. */
export interface HourlyValue {
  /** Start of the hour, epoch milliseconds. */
  readonly atMs: number;
  readonly value: number;
}

/** Fields of an energy-management action that can be changed; absent = as it is, null = none. */
export interface ActionChanges {
  readonly title?: string;
  readonly description?: string | null;
  readonly status?: string | null;
  readonly type?: string | null;
  /** ISO 8601. */
  readonly startsAt?: string | null;
  readonly endsAt?: string | null;
  readonly savings?: number | null;
}

export interface ImageRequest {
  readonly facilityId: string;
  /** `full`: facility information, graphs and a table; `limited`: for embedding. */
  readonly kind: ImageKind;
  readonly format: ImageFormat;
  /** `rrggbb`, lower case; empty = the vendor's own. */
  readonly colors: readonly string[];
  readonly quantityId?: string;
}

export type ImageKind = 'full' | 'limited';
export type ImageFormat = 'png' | 'pdf';

export interface Image {
  readonly contentType: 'image/png' | 'application/pdf';
  readonly bytes: Uint8Array;
}

export interface Alarm {
  readonly id: string;
  readonly facilityId: string | null;
  readonly meterId: string | null;
  readonly type: string | null;
  readonly at: string | null;
  readonly message: string | null;
}

export interface ProvisionedCustomer {
  /** The service package, from the vendor's code set. */
  readonly productCode: number;
  readonly name: string;
  readonly externalId: string;
}

export interface ProvisionedData {
  /** Of a customer that was provisioned. */
  readonly customerExternalId: string;
  readonly facilities: readonly ProvisionedFacility[];
}

export interface ProvisionedFacility {
  readonly externalId: string;
  readonly name: string;
  readonly properties: readonly { readonly name: string; readonly value: string }[];
  readonly meters: readonly ProvisionedMeter[];
}

export interface ProvisionedMeter {
  readonly externalId: string;
  readonly name: string;
  readonly quantityId: number;
  readonly subMeters: readonly ProvisionedMeter[];
}

/** `unchanged`: the data equals what was sent before, and is worked on or done already. */
export interface ProvisioningReceipt {
  readonly outcome: 'accepted' | 'unchanged';
  /** Under which its state is asked for; null where the vendor names none. */
  readonly id: string | null;
}

export interface ProvisioningState {
  readonly status: 'PENDING' | 'PROCESSING' | 'COMPLETED' | 'FAILED' | 'UNKNOWN';
  readonly errorCount: number;
}

/** A snapshot on its way to the vendor. */
export interface ProvisioningProgress {
  /** What the vendor said when it came; null before. */
  readonly outcome: 'ACCEPTED' | 'UNCHANGED' | null;
  /** Under which the vendor works on it; null where it names none. */
  readonly provisioningId: string | null;
  /** null before the vendor has said anything of it. */
  readonly status: ProvisioningState['status'] | null;
  readonly errorCount: number;
}
