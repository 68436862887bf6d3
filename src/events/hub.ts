/**
 * Fan-out of the log to its live readers. The log is the truth: a wake-up only says that reading is worth while, and
 * a missed one costs a poll interval, never an event.
 *
 * A subscription first reads the past in pages, as fast as its consumer takes them. When it has reached the place
 * where its tenant's one live reader stands, it joins that reader in the same turn of the event loop: no gap, no repeat.
 */

import { type Clock, systemClock } from '../domain/clock.ts';
import type { StoredEvent } from '../domain/events.ts';
import type { EventFeed } from './feed.ts';
import type { EventLog } from './log.ts';
import type { EventLogger } from './logger.ts';
import { createRecentEvents } from './recent.ts';
import { Subscription } from './subscription.ts';
import { createTenantReader, type TenantReader } from './tenant-reader.ts';
import type { WakeUps } from './wake-ups.ts';

export interface Hub extends EventFeed {
  /** Something was committed for the tenant: its readers here and in other replicas look at once, not at their next poll. */
  wake(tenantId: string): void;
  /** Ends all subscriptions and waits for the readers. */
  stop(): Promise<void>;
}

export interface HubOptions {
  readonly log: Pick<EventLog, 'read' | 'head'>;
  readonly clock?: Clock;
  /** How long a commit stays unseen when its wake-up was missed, milliseconds; default 1 000, at least 1. */
  readonly pollIntervalMs?: number;
  /** Events a live subscriber may lag behind before it is ended with SlowSubscriberError; default 1 000. */
  readonly maxBufferedEvents?: number;
  /** The same in bytes of JSON; default 1 MiB. */
  readonly maxBufferedBytes?: number;
  /** The way to the other replicas' hubs; the hub stops it with itself. Absent = they find out at their next poll. */
  readonly wakeUps?: WakeUps | undefined;
  /** What must have happened in this process before anyone hears of the events; default nothing. */
  readonly prepare?: (events: readonly StoredEvent[]) => Promise<void>;
  /** The `seq` up to which that has happened. */
  readonly preparedUpTo?: (tenantId: string) => number;
  /** Another replica says that it has stored something for the tenant. */
  readonly onHint?: (tenantId: string) => void;
  readonly logger?: EventLogger;
}

const logFailed = 'the event log could not be read; trying again';

export function createHub(options: HubOptions): Hub {
  const { log, clock = systemClock, pollIntervalMs = 1_000, wakeUps, onHint, logger } = options;
  const { maxBufferedEvents = 1_000, maxBufferedBytes = 1024 * 1024 } = options;
  if (!(pollIntervalMs >= 1)) throw new RangeError(`pollIntervalMs must be at least 1, not ${pollIntervalMs}`);

  const recent = createRecentEvents(clock);
  const prepare = async (events: readonly StoredEvent[]) => {
    await options.prepare?.(events);
    return events.map(recent);
  };

  const readers = new Map<string, TenantReader>();
  const subscriptions = new Set<Subscription>();
  let stopped = false;

  // Kept while anyone listens; the last one to leave takes it away.
  const readerOf = (tenantId: string): TenantReader => {
    const existing = readers.get(tenantId);
    if (existing) return existing;
    const reader = createTenantReader({
      tenantId,
      log,
      prepare,
      clock,
      pollIntervalMs,
      // A page is handed out in one go: it must not fill an attentive subscriber's buffer.
      pageSize: Math.max(1, Math.min(100, Math.floor(maxBufferedEvents / 2))),
      onIdle: () => readers.delete(tenantId),
      ...(logger && { logger }),
    });
    readers.set(tenantId, reader);
    return reader;
  };

  wakeUps?.listen((tenantId) => {
    readers.get(tenantId)?.wake();
    onHint?.(tenantId);
  });

  return {
    read: (query) => log.read(query),
    appliedUpTo: (tenantId) => options.preparedUpTo?.(tenantId),
    subscribe: (query) => {
      const subscription: Subscription = new Subscription(query, {
        log,
        prepare,
        maxBufferedEvents,
        maxBufferedBytes,
        pause: async (err, signal) => {
          logger?.warn({ tenantId: query.tenantId, err }, logFailed);
          // Rejects when the subscriber leaves.
          await clock.sleep(pollIntervalMs, signal).catch(() => {});
        },
        reader: () => readerOf(query.tenantId),
        onEnd: () => subscriptions.delete(subscription),
      });
      subscriptions.add(subscription);
      if (stopped) subscription.end();
      return subscription;
    },
    wake: (tenantId) => {
      readers.get(tenantId)?.wake();
      wakeUps?.publish(tenantId);
    },
    stop: async () => {
      stopped = true;
      for (const subscription of [...subscriptions]) subscription.end();
      await Promise.all([...readers.values()].map((reader) => reader.ended()));
      await wakeUps?.stop();
    },
  };
}
