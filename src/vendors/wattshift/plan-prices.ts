/**
 * The prices of a rate plan. Only a third party's script shows the answer: blocks under `hourlyData` or `data`. That the
 * blocks are those of a home's signal is assumed; an end that is not named is the start of the next block, or an hour on.
 */

import { z } from 'zod';
import type { PriceSignal } from '../../domain/entities.ts';
import { parsePriceSignal } from './price-signal.ts';
import { contractError } from './wire.ts';

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const price = z.number().nullish();
const block = z.object({ startTime: time, endTime: time.nullish(), price, import: price, export: price });
const blocksSchema = z
  .object({ hourlyData: z.array(block).nullish(), data: z.array(block).nullish() })
  .transform(({ hourlyData, data }) => hourlyData ?? data ?? []);

const hourMs = 3_600_000;

/** Throws VENDOR_CONTRACT when it has no prices. */
export function parsePlanPrices(body: unknown): PriceSignal {
  const parsed = blocksSchema.safeParse(body);
  const blocks = parsed.success ? parsed.data.toSorted((a, b) => a.startTime - b.startTime) : [];
  const [first] = blocks;
  if (!first) throw contractError('prices of a rate plan of an unknown shape');
  const data = blocks.map((one, i) => ({
    ...one,
    startTime: iso(one.startTime),
    endTime: iso(one.endTime ?? blocks[i + 1]?.startTime ?? one.startTime + hourMs),
  }));
  return parsePriceSignal({ startTime: iso(first.startTime), endTime: data.at(-1)?.endTime, data });
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
