/** What follows a commit: its events have their effect here, and then whoever listens for them is woken. */

import type { Clock } from '../domain/clock.ts';
import type { StoredEvent } from '../domain/events.ts';
import type { Hub } from './hub.ts';
import { createTimeLimit } from './in-time.ts';
import type { EventLogger } from './logger.ts';

export interface Following {
  /** Never fails whoever notes. What is noted of a tenant in one turn, as by the deliveries of one commit, is followed at once. */
  note(stored: readonly StoredEvent[]): void;
  /** Resolves when all that follows what was noted so far is done. */
  settled(): Promise<void>;
}

export interface FollowingOptions {
  readonly hub: Pick<Hub, 'wake'>;
  readonly clock: Clock;
  readonly logger: EventLogger;
  /** Runs before subscribers are woken, so that what they read is fresh: drop caches here. Events of one tenant. */
  readonly onStored?: ((events: readonly StoredEvent[]) => Promise<void> | void) | undefined;
}

/** Subscribers are woken after this even when what goes before has not ended, milliseconds. */
const followTimeoutMs = 2_000;

export function createFollowing({ hub, clock, logger, onStored }: FollowingOptions): Following {
  const inTime = createTimeLimit(followTimeoutMs, clock);
  const noted = new Map<string, StoredEvent[]>();
  const underWay = new Set<Promise<void>>();

  const follow = async (tenantId: string): Promise<void> => {
    // Those who were answered by the same commit note in the meantime.
    await undefined;
    const events = noted.get(tenantId) ?? [];
    noted.delete(tenantId);
    try {
      if (onStored) await inTime(Promise.resolve(onStored(events)));
    } catch (err) {
      logger.error({ tenantId, err }, 'what follows stored events failed');
    }
    hub.wake(tenantId);
  };

  const begin = (tenantId: string): StoredEvent[] => {
    const events: StoredEvent[] = [];
    noted.set(tenantId, events);
    const done = follow(tenantId);
    underWay.add(done);
    void done.finally(() => underWay.delete(done));
    return events;
  };

  return {
    note: (stored) => {
      for (const event of stored) (noted.get(event.tenantId) ?? begin(event.tenantId)).push(event);
    },
    settled: async () => {
      await Promise.all(underWay);
    },
  };
}
