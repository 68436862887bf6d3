/** The part of the vendor port that knows what is behind meters: appliances, measured like them. */

import type { Batch, Slice, Window } from '../domain/batch.ts';
import type { Cost } from '../domain/entities.ts';
import type { ReadingRequest, ReadingsBatch } from '../domain/readings.ts';
import type { MeterAppliance } from '../domain/site-administration.ts';
import type { Call } from '../upstream/call.ts';

export interface MeterApplianceSource {
  /** Asks for each meter's: who knows the meter asks by it. */
  list(window: Window, call: Call): Promise<Slice<MeterAppliance>>;
  byIds(ids: readonly string[], call: Call): Promise<Batch<MeterAppliance>>;
  byMeterIds(meterIds: readonly string[], call: Call): Promise<Batch<readonly MeterAppliance[]>>;
  /** Keys are `readingKey(request)`. */
  readings(requests: readonly ReadingRequest[], call: Call): Promise<ReadingsBatch>;
  /** Daily costs of the civil months (YYYY-MM, at the meter) `fromMonth` to `toMonth`, both included. */
  costs(id: string, fromMonth: string, toMonth: string, call: Call): Promise<readonly Cost[]>;
}
