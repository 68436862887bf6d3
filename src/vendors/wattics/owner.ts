/** Whose raw data, consumptions and costs are read: a meter's, or those of an appliance behind one. */

import type { KeyParams } from '../../upstream/key.ts';
import type { Owner } from './api.ts';
import type { PlacedMeter } from './directory.ts';
import { streamOf } from './map.ts';
import { streamTag } from './tags.ts';

export function ownerOf({ of, meter }: PlacedMeter): Owner {
  return { of: of ?? 'meters', id: String(meter.id) };
}

/** A meter and an appliance may have the same id. */
export function ownerParams({ of }: PlacedMeter): KeyParams {
  return of === undefined ? {} : { of };
}

/** A push of its stream drops its entries too. */
export function tagsOf({ of, meter }: PlacedMeter): string[] {
  const stream = streamOf(meter);
  const own = of === undefined ? `meter:${meter.id}` : `appliance:${meter.id}`;
  return [own, ...(stream === null ? [] : [streamTag(stream)])];
}
