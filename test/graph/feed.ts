import type { EventType, StoredEvent } from '../../src/domain/events.ts';
import { toFlow } from '../../src/domain/flow.ts';
import type { EventFeed, EventQuery, Gap } from '../../src/events/feed.ts';

/** A log held in memory that can be listened to; it keeps what it was asked. */
export interface TestFeed extends EventFeed {
  readonly queries: EventQuery[];
  /** Number of listeners that have been released. */
  readonly returned: () => number;
  push(item: StoredEvent | Gap): void;
  end(): void;
}

export function stored(seq: number, type: EventType, subject: StoredEvent['subject']): StoredEvent {
  return {
    tenantId: 'acme',
    seq,
    vendor: type === 'PRICE_SIGNAL' ? 'WATTSHIFT' : 'EQUIWATT',
    type,
    occurredAt: '2013-01-01T17:00:00Z',
    receivedAt: '2013-01-01T17:00:01Z',
    subject,
  };
}

export function createFeed(log: readonly StoredEvent[] = [], gap?: Gap, appliedUpTo?: number): TestFeed {
  const queries: EventQuery[] = [];
  const waiting: (StoredEvent | Gap)[] = [];
  let wake: (() => void) | undefined;
  let ended = false;
  let returned = 0;

  const stop = () => {
    ended = true;
    wake?.();
  };

  return {
    queries,
    appliedUpTo: () => appliedUpTo,
    returned: () => returned,
    push(item) {
      waiting.push(item);
      wake?.();
    },
    end: stop,
    async read({ limit, ...query }) {
      queries.push(query);
      const after = log.filter(({ seq, type }) => seq > (query.afterSeq ?? 0) && (query.types?.includes(type) ?? true));
      return { events: after.slice(0, limit), hasMore: after.length > limit, ...(gap ? { gap } : {}) };
    },
    subscribe(query) {
      queries.push(query);
      return toFlow<StoredEvent | Gap>({
        async next() {
          for (;;) {
            const value = waiting.shift();
            if (value) return { done: false, value };
            if (ended) return { done: true, value: undefined };
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        },
        async return() {
          returned += 1;
          stop();
          return { done: true, value: undefined };
        },
        [Symbol.asyncIterator]() {
          return this;
        },
      } as AsyncIterableIterator<StoredEvent | Gap>);
    },
  };
}
