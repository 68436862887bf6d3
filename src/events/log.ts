/**
 * The durable event log: every event of a tenant once, in the order of `seq`.
 *
 * `seq` is taken under the lock of the tenant's counter row, in the transaction that inserts. So commits of a tenant
 * happen in the order of `seq`, without holes, and a reader that has seen `n` can never miss a smaller one.
 */

import type { Clock } from '../domain/clock.ts';
import type { StoredEvent, VendorEvent } from '../domain/events.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import type { Store } from '../store/store.ts';
import { type AppendResult, type Arrival, createAppend } from './append.ts';
import { createDeadLetters, type DeadLetter, type DeadLetters } from './dead-letters.ts';
import type { EventQuery } from './feed.ts';
import { createGroupCommit } from './group-commit.ts';
import { type LogPage, readHead, readHeads, readPage } from './read.ts';
import { defaultRetention, type Retention, sweep } from './retention.ts';

export type { AppendResult, DeadLetter, LogPage, Retention };

export interface EventLog extends DeadLetters {
  /**
   * Stores what is new and counts what was there already. Resolves after the commit; rejects when nothing of it is
   * known to be stored. The deliveries of one call are stored together or not at all.
   */
  append(tenantId: string, vendor: VendorName, deliveries: readonly VendorEvent[]): Promise<AppendResult>;
  /** At most `limit` events after `afterSeq`; a gap when some of those are no longer kept. */
  read(query: EventQuery & { readonly limit: number }): Promise<LogPage>;
  /**
   * A `seq` that lies before every event this process commits from now on, and at or after all that were committed
   * before the call.
   */
  head(tenantId: string): Promise<number>;
  /** The newest `seq` of each tenant that has had events, in one query. */
  heads(): Promise<ReadonlyMap<string, number>>;
  /** Removes what retention no longer keeps; returns the number of events removed. */
  sweep(): Promise<number>;
}

export interface EventLogOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly retention?: Partial<Retention>;
}

export function createEventLog({ store, clock, retention }: EventLogOptions): EventLog {
  const kept: Retention = { ...defaultRetention, ...retention };
  const watches = new Set<HeadWatch>();

  const append = createAppend(store);
  const writer = createGroupCommit(async (take: () => readonly Arrival[]) => {
    const results = await append(take, clock);
    for (const { stored } of results) noteCommit(watches, stored);
    return results;
  });

  return {
    ...createDeadLetters(store, clock),
    append: (tenantId, vendor, deliveries) => writer.write({ tenantId, vendor, deliveries }),
    read: (query) => readPage(store.db, query),
    heads: () => readHeads(store.db),
    sweep: () => sweep(store.db, clock.now(), kept),
    head: async (tenantId) => {
      const watch: HeadWatch = { tenantId, firstSeq: Number.POSITIVE_INFINITY };
      watches.add(watch);
      try {
        const head = await readHead(store.db, tenantId);
        // The database may show a commit of ours before it has told us of it.
        await writer.settled();
        return Math.min(head, watch.firstSeq - 1);
      } finally {
        watches.delete(watch);
      }
    },
  };
}

/** The first `seq` of a tenant that was committed since the watch began. */
interface HeadWatch {
  readonly tenantId: string;
  firstSeq: number;
}

function noteCommit(watches: ReadonlySet<HeadWatch>, stored: readonly StoredEvent[]): void {
  const first = stored[0];
  if (!first) return;
  for (const watch of watches) {
    if (watch.tenantId === first.tenantId) watch.firstSeq = Math.min(watch.firstSeq, first.seq);
  }
}
