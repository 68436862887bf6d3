/** The one reader a tenant and process that follows the log's end and hands each event to all who listen. */

import type { Clock } from '../domain/clock.ts';
import type { StoredEvent } from '../domain/events.ts';
import type { Gap } from './feed.ts';
import type { EventLog } from './log.ts';
import type { EventLogger } from './logger.ts';

/** Something to be told, and its size as JSON. */
export interface Told<T> {
  readonly item: T;
  readonly bytes: number;
}

export interface Listener {
  /** A page of the log: the same objects, measured once, for all. Must not throw. */
  onEvents(events: readonly Told<StoredEvent>[]): void;
  /** The log did not reach back to what follows `afterSeq`, where the reader stood. */
  onGap(gap: Gap, afterSeq: number): void;
}

export interface TenantReader {
  /**
   * Joins when the reader rests, or stands at `seq` or before it; false when it is ahead, and the caller must read on
   * first. A listener that joined is told of everything after `seq`, and maybe once more of some before.
   */
  join(listener: Listener, seq: number): boolean;
  leave(listener: Listener): void;
  wake(): void;
  /** Resolves when nobody listens any more. */
  ended(): Promise<void>;
}

interface TenantReaderOptions {
  readonly tenantId: string;
  readonly log: Pick<EventLog, 'read'>;
  /** Does what must be done before anyone hears of the events, and gives them back. */
  readonly prepare: (events: readonly StoredEvent[]) => Promise<readonly StoredEvent[]>;
  readonly clock: Clock;
  readonly pollIntervalMs: number;
  /** Events read at once; between two pages the listeners get their turn. */
  readonly pageSize: number;
  /** Nobody listens any more. */
  readonly onIdle: () => void;
  readonly logger?: EventLogger;
}

export function createTenantReader(options: TenantReaderOptions): TenantReader {
  const { tenantId, log, prepare, clock, pollIntervalMs, pageSize, onIdle, logger } = options;
  const listeners = new Set<Listener>();
  const bell = createBell(clock, pollIntervalMs);
  let position = 0;
  let running: Promise<void> | undefined;

  const readOn = async (): Promise<boolean> => {
    const page = await log.read({ tenantId, afterSeq: position, limit: pageSize });
    const events = await prepare(page.events);
    if (page.gap) for (const listener of listeners) listener.onGap(page.gap, position);
    position = page.upToSeq;
    const told = events.map(toTold);
    if (told.length > 0) for (const listener of listeners) listener.onEvents(told);
    return page.hasMore;
  };

  const run = async () => {
    while (listeners.size > 0) {
      bell.rearm();
      const hasMore = await readOn().catch((err: unknown) => {
        logger?.warn({ tenantId, err }, 'the event log could not be read; trying again');
        return false;
      });
      if (hasMore) await new Promise<void>((resolve) => setImmediate(resolve));
      else if (listeners.size > 0) await bell.rung();
    }
    running = undefined;
    onIdle();
  };

  return {
    join: (listener, seq) => {
      if (running && position > seq) return false;
      if (!running) position = seq;
      listeners.add(listener);
      running ??= run();
      return true;
    },
    leave: (listener) => {
      listeners.delete(listener);
      if (listeners.size === 0) bell.ring();
    },
    wake: () => bell.ring(),
    ended: () => running ?? Promise.resolve(),
  };
}

export function toTold(event: StoredEvent): Told<StoredEvent> {
  return { item: event, bytes: JSON.stringify(event).length };
}

/** Rings at once or at the next poll; a ring while nobody waits is kept. */
function createBell(clock: Clock, pollIntervalMs: number) {
  let waiting: AbortController | undefined;
  let kept = false;
  return {
    rearm: () => {
      kept = false;
    },
    ring: () => {
      kept = true;
      waiting?.abort();
    },
    rung: async () => {
      if (kept) return;
      waiting = new AbortController();
      // Woken early, the sleep ends by rejecting: that is no failure here.
      await clock.sleep(pollIntervalMs, waiting.signal).catch(() => {});
      waiting = undefined;
    },
  };
}
