/** The shapes a price signal has had over the vendor's versions. */

import type { HomeDto } from './homes.ts';
import { type PriceSlot, type PriceWindow, toPriceSlots } from './prices.ts';

/** `import`: API reference. `imports`: guide, plural and without confidence. `oldest`: 96 prices and a start. */
export type PriceShape = 'import' | 'imports' | 'oldest';

export function toPriceSignal(homeId: string, slots: readonly PriceSlot[], shape: PriceShape): unknown {
  const startTime = iso(slots[0]?.fromMs ?? 0);
  const prices = slots.map(({ price }) => price);
  if (shape === 'oldest') return { startTime, priceSignal: prices.slice(0, 96) };
  const imports = slots.map((slot) => slot.import);
  const exports = slots.map((slot) => slot.export);
  return {
    homeId,
    startTime,
    endTime: iso(slots.at(-1)?.toMs ?? 0),
    data: toBlocks(slots).map((block) => ({
      startTime: iso(block.fromMs),
      endTime: iso(block.toMs),
      price: block.price,
      import: block.import,
      export: block.export,
      ...(shape === 'import' ? { confidence: 0.95 } : {}),
    })),
    prices,
    ...(shape === 'import' ? { import: imports, export: exports } : { imports, exports }),
  };
}

/** A rate plan without a home: one entry an hour. Only a third party's script shows it. */
export function toPlanPrices(home: HomeDto, { fromMs, toMs }: PriceWindow, scale: number): unknown {
  const starts = Array.from({ length: Math.ceil((toMs - fromMs) / hourMs) }, (_, i) => fromMs + i * hourMs);
  const hourlyData = starts.map((startMs) => {
    const endMs = Math.min(startMs + hourMs, toMs);
    const [slot] = toPriceSlots(home, { fromMs: startMs, toMs: endMs }, scale);
    return {
      startTime: iso(startMs),
      endTime: iso(endMs),
      price: slot?.price,
      import: slot?.import,
      export: slot?.export,
    };
  });
  return { hourlyData };
}

const hourMs = 3_600_000;

/** Neighbouring slots of one price as one block. */
export function toBlocks(slots: readonly PriceSlot[]): PriceSlot[] {
  const blocks: PriceSlot[] = [];
  for (const slot of slots) {
    const last = blocks.at(-1);
    if (last && last.price === slot.price) blocks[blocks.length - 1] = { ...last, toMs: slot.toMs };
    else blocks.push(slot);
  }
  return blocks;
}

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
