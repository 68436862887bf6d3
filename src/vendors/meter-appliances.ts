/** The part of the vendor port that knows what is behind meters: appliances, measured like them. */

import type { Batch } from '../domain/batch.ts';
import type { Cost } from '../domain/entities.ts';
import type { MeterAppliance } from '../domain/site-administration.ts';
import type { Call } from '../upstream/call.ts';
import type { EntitySource, ReadingSource } from './vendor.ts';

/** `list` asks for each meter's; who knows the meter asks by it. */
export interface MeterApplianceSource extends EntitySource<MeterAppliance>, ReadingSource {
  byMeterIds(meterIds: readonly string[], call: Call): Promise<Batch<readonly MeterAppliance[]>>;
  /** Daily costs of the civil months (YYYY-MM, at the meter) `fromMonth` to `toMonth`, both included. */
  costs(id: string, fromMonth: string, toMonth: string, call: Call): Promise<readonly Cost[]>;
}
