/**
 * A price signal from any of the four shapes the vendor has used, as columns of 15 minutes:
 * newer `{startTime, endTime, data[], prices, import, export}` (`imports`, `exports` in the guide),
 * oldest `{startTime, priceSignal}`, and an OpenADR event.
 */

import { z } from 'zod';
import type { PriceSignal } from '../../domain/entities.ts';
import { maxIntervals, stepSeconds } from './limits.ts';
import { contractError } from './wire.ts';

/** Throws VENDOR_CONTRACT when it is none of the shapes. */
export function parsePriceSignal(body: unknown): PriceSignal {
  const newer = newerSchema.safeParse(body);
  if (newer.success) return fromNewer(newer.data);
  const oldest = oldestSchema.safeParse(body);
  if (oldest.success) return fromOldest(oldest.data);
  const openAdr = openAdrSchema.safeParse(body);
  if (openAdr.success) return fromOpenAdr(openAdr.data);
  throw contractError('a price signal of an unknown shape');
}

const stepMs = stepSeconds * 1000;

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const price = z.number().nullish();
const column = z.array(z.number().nullable()).nullish();

const newerSchema = z.object({
  startTime: time,
  endTime: time,
  data: z.array(z.object({ startTime: time, endTime: time, price, import: price, export: price })).nullish(),
  prices: column,
  import: column,
  imports: column,
  export: column,
  exports: column,
});

const oldestSchema = z.object({ startTime: time, priceSignal: z.array(z.number().nullable()) });

const duration = z.string().transform((text, context) => {
  try {
    return Temporal.Duration.from(text).total('milliseconds');
  } catch {
    context.addIssue('not a duration');
    return z.NEVER;
  }
});
const intervalPeriod = z.object({ start: time, duration });

const openAdrSchema = z.object({
  intervalPeriod: z.object({ start: time }).nullish(),
  intervals: z
    .array(
      z.object({ intervalPeriod, payloads: z.array(z.object({ type: z.string(), values: z.array(z.unknown()) })) }),
    )
    .min(1),
});

type Column = readonly (number | null)[];

/** A stretch of one price. */
interface Block {
  readonly startTime: number;
  readonly endTime: number;
  readonly price: number | null;
  readonly import: number | null;
  readonly export: number | null;
}

function fromNewer(wire: z.infer<typeof newerSchema>): PriceSignal {
  const { startTime: fromMs, endTime: toMs } = wire;
  const count = countIntervals(fromMs, toMs);
  const blocks = wire.data?.map((block) => ({
    ...{ startTime: block.startTime, endTime: block.endTime },
    ...{ price: block.price ?? null, import: block.import ?? null, export: block.export ?? null },
  }));
  // The flat columns say it all, if they are whole; the vendor's own sample shortens them, and the blocks then stand in.
  const columnOf = (flat: Column | null | undefined, name: 'price' | 'import' | 'export'): Column | null => {
    if (flat?.length === count) return flat;
    if (!blocks?.some((block) => block[name] !== null)) return null;
    return toColumn(blocks, name, fromMs, count);
  };
  const prices = columnOf(wire.prices, 'price') ?? columnOf(wire.import ?? wire.imports, 'import');
  if (!prices) throw contractError('a price signal without a price for each quarter of an hour');
  return {
    ...span(fromMs, toMs),
    prices,
    imports: columnOf(wire.import ?? wire.imports, 'import'),
    exports: columnOf(wire.export ?? wire.exports, 'export'),
  };
}

function fromOldest({ startTime, priceSignal }: z.infer<typeof oldestSchema>): PriceSignal {
  const toMs = startTime + priceSignal.length * stepMs;
  countIntervals(startTime, toMs);
  return { ...span(startTime, toMs), prices: priceSignal, imports: null, exports: null };
}

function fromOpenAdr({ intervals, intervalPeriod: whole }: z.infer<typeof openAdrSchema>): PriceSignal {
  const blocks = intervals.map(({ intervalPeriod: { start, duration: lengthMs }, payloads }) => {
    const [value] = payloads.find(({ type }) => type === 'PRICE')?.values ?? [];
    const known = typeof value === 'number' ? value : null;
    return { startTime: start, endTime: start + lengthMs, price: known, import: null, export: null };
  });
  const fromMs = whole?.start ?? Math.min(...blocks.map(({ startTime }) => startTime));
  const toMs = Math.max(...blocks.map(({ endTime }) => endTime));
  const prices = toColumn(blocks, 'price', fromMs, countIntervals(fromMs, toMs));
  return { ...span(fromMs, toMs), prices, imports: null, exports: null };
}

function countIntervals(fromMs: number, toMs: number): number {
  const count = Math.ceil((toMs - fromMs) / stepMs);
  if (count < 1 || count > maxIntervals) throw contractError('a price signal that ends before it begins, or never');
  return count;
}

/** The value of the block that each interval begins in; null where none does. */
function toColumn(
  blocks: readonly Block[],
  name: 'price' | 'import' | 'export',
  fromMs: number,
  count: number,
): Column {
  const column: (number | null)[] = Array.from({ length: count }, () => null);
  for (const block of blocks) {
    const first = Math.max(0, Math.ceil((block.startTime - fromMs) / stepMs));
    const end = Math.min(count, Math.ceil((block.endTime - fromMs) / stepMs));
    for (let i = first; i < end; i += 1) column[i] = block[name];
  }
  return column;
}

function span(fromMs: number, toMs: number) {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), stepSeconds };
}
