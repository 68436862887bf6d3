import type { EventType, StoredEvent, VendorEvent } from '../../src/domain/events.ts';
import type { Gap } from '../../src/events/feed.ts';

/** An event as an adapter parses it; what matters to the test is given. */
export function sampleEvent(identity: string, changes: Partial<VendorEvent> = {}): VendorEvent {
  const type: EventType = 'EVENT_STARTED';
  return { type, occurredAt: '2026-01-01T00:00:00.000Z', identity, subject: { flexEventId: identity }, ...changes };
}

/** `prefix-1`, `prefix-2` … */
export function sampleEvents(count: number, prefix = 'event'): VendorEvent[] {
  return Array.from({ length: count }, (_, index) => sampleEvent(`${prefix}-${index + 1}`));
}

export function seqs(items: readonly (StoredEvent | Gap)[]): (number | string)[] {
  return items.map((item) => ('gap' in item ? `gap ${item.oldestSeq}` : item.seq));
}

/** Takes exactly `count` items. */
export async function take<T>(iterator: AsyncIterator<T>, count: number): Promise<T[]> {
  const items: T[] = [];
  while (items.length < count) {
    const next = await iterator.next();
    if (next.done) throw new Error(`the iterator ended after ${items.length} of ${count} items`);
    items.push(next.value);
  }
  return items;
}
