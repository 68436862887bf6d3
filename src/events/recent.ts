import { LRUCache } from 'lru-cache';
import type { Clock } from '../domain/clock.ts';
import type { StoredEvent } from '../domain/events.ts';

/** Events remembered, of all tenants. */
const maxEvents = 256;
/** Long enough for subscribers who come together, short enough that an answer to the event is still news. */
const ttlMs = 10_000;

/**
 * Gives an event that was read lately the object it had then: subscribers who are just catching up and those who are
 * live share what hangs on it.
 */
export function createRecentEvents(clock: Clock): (event: StoredEvent) => StoredEvent {
  const recent = new LRUCache<string, StoredEvent>({ max: maxEvents, ttl: ttlMs, ttlResolution: 0, perf: clock });
  return (event) => {
    const key = JSON.stringify([event.tenantId, event.seq]);
    const earlier = recent.get(key);
    // A database that was put back to an older state numbers other events alike.
    if (earlier && earlier.receivedAt === event.receivedAt && earlier.type === event.type) return earlier;
    recent.set(key, event);
    return event;
  };
}
