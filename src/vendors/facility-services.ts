/** The part of the vendor port that fills meters, changes actions, draws images and provisions customers. */

import type { Batch } from '../domain/batch.ts';
import type { FacilityAction } from '../domain/entities.ts';
import type * as services from '../domain/facility-services.ts';
import type { Call } from '../upstream/call.ts';

/** Hourly values for one meter, ascending, each hour once. false = the vendor does not know the meter. */
export interface MeterUpload {
  /** Most days from the first hour to the end of the last, in one call. */
  readonly mostDays: number;
  pushConsumption(meterId: string, values: readonly services.HourlyValue[], call: Call): Promise<boolean>;
  pushReadings(meterId: string, values: readonly services.HourlyValue[], call: Call): Promise<boolean>;
}

export interface ActionAdmin {
  /**
   * Changes an action as it was when it had the revision `expected`; what the changes do not name is kept, fields that
   * are none of ours too. `changed` = it is another by now, and was left alone. undefined = unknown.
   */
  update(
    id: string,
    expected: string,
    changes: services.ActionChanges,
    call: Call,
  ): Promise<{ readonly outcome: 'updated' | 'changed'; readonly action: FacilityAction } | undefined>;
}

/** undefined = the vendor has no such image. */
export interface ImageSource {
  facilityImage(request: services.ImageRequest, call: Call): Promise<services.Image | undefined>;
  alarmImage(id: string, call: Call): Promise<services.Image | undefined>;
}

export interface AlarmSource {
  byIds(ids: readonly string[], call: Call): Promise<Batch<services.Alarm>>;
}

/** Every snapshot is complete: a customer that it leaves out is deleted at the vendor. One sent twice is as one sent once. */
export interface ProvisioningAdmin {
  provisionCustomers(
    customers: readonly services.ProvisionedCustomer[],
    call: Call,
  ): Promise<services.ProvisioningReceipt>;
  provisionData(data: readonly services.ProvisionedData[], call: Call): Promise<services.ProvisioningReceipt>;
  /** undefined = the vendor does not know the id. */
  state(id: string, call: Call): Promise<services.ProvisioningState | undefined>;
}
