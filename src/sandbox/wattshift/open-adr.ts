/** The price signal as an OpenADR 3.0 event. */

import { randomUUID } from 'node:crypto';
import { iso, toBlocks } from './price-shapes.ts';
import type { PriceSlot } from './prices.ts';

export function toOpenAdr(slots: readonly PriceSlot[], nowMs: number): unknown {
  const fromMs = slots[0]?.fromMs ?? nowMs;
  const toMs = slots.at(-1)?.toMs ?? nowMs;
  return {
    id: randomUUID(),
    programID: 'wattshift-open-adr',
    createdDateTime: iso(nowMs),
    modificationDateTime: iso(nowMs),
    eventName: `Price Event ${iso(fromMs).slice(0, 10)}`,
    intervalPeriod: { start: iso(fromMs), duration: duration(toMs - fromMs) },
    intervals: toBlocks(slots).map((block, id) => ({
      id,
      intervalPeriod: { start: iso(block.fromMs), duration: duration(block.toMs - block.fromMs) },
      payloads: [{ type: 'PRICE', values: [block.price] }],
    })),
  };
}

// Hours stay hours, as the vendor writes PT24H.
function duration(ms: number): string {
  return Temporal.Duration.from({ milliseconds: ms }).round({ largestUnit: 'hour' }).toString();
}
