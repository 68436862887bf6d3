/** What the rest of the house may ask of the events: the stored log and the live feed. Implemented by log and hub. */

import type { EventType, StoredEvent } from '../domain/events.ts';
import type { Flow } from '../domain/flow.ts';

/** A resuming subscriber asked for events older than the log keeps. */
export interface Gap {
  readonly gap: true;
  /** `seq` of the oldest event that can still be read. */
  readonly oldestSeq: number;
}

export interface EventQuery {
  readonly tenantId: string;
  /** Absent = all types. */
  readonly types?: readonly EventType[];
  /** Only events after this `seq`; absent = from the oldest kept (read) or from now on (subscribe). */
  readonly afterSeq?: number;
}

export interface EventFeed {
  /** A part of the log in order of `seq`. */
  read(query: EventQuery & { readonly limit: number }): Promise<{
    readonly events: readonly StoredEvent[];
    readonly hasMore: boolean;
    readonly gap?: Gap;
  }>;
  /**
   * Events as they are committed, in order of `seq`, none twice and none left out from `afterSeq` on. Ends when the
   * feed stops; with a SlowSubscriberError, at once, when events arrive faster than the consumer takes them.
   */
  subscribe(query: EventQuery): Flow<StoredEvent | Gap>;
  /**
   * The `seq` up to which every event has had its effect on this process, so that whatever is read here now is as new
   * as it. undefined where events have no effects.
   */
  appliedUpTo(tenantId: string): number | undefined;
}
