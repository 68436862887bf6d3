/**
 * Brings the effects of other replicas' events to this process, also for tenants that nobody here listens to. Woken by
 * their hints; one query a poll finds what a lost hint did not tell of.
 */

import type { Clock } from '../domain/clock.ts';
import type { Effects } from './effects.ts';
import type { EventLog } from './log.ts';
import type { EventLogger } from './logger.ts';

export interface Follower {
  /** The tenant's log has grown. */
  wake(tenantId: string): void;
  stop(): Promise<void>;
}

export interface FollowerOptions {
  readonly effects: Pick<Effects, 'catchUp' | 'doneUpTo'>;
  readonly log: Pick<EventLog, 'heads'>;
  readonly clock: Clock;
  readonly logger: EventLogger;
  /** How long another replica's event stays without effect here when its hint was lost, milliseconds; default 1 000. */
  readonly pollIntervalMs?: number;
}

export function createFollower({ effects, log, clock, logger, pollIntervalMs = 1_000 }: FollowerOptions): Follower {
  const stopping = new AbortController();
  /** By tenant; `again`: it was woken while it read. */
  const underWay = new Map<string, { again: boolean; readonly done: Promise<void> }>();

  const catchUp = async (tenantId: string) => {
    try {
      await effects.catchUp(tenantId);
    } catch (err) {
      logger.warn({ tenantId, err }, "other replicas' events could not be read; trying again");
    }
    const again = underWay.get(tenantId)?.again;
    underWay.delete(tenantId);
    if (again) wake(tenantId);
  };

  const wake = (tenantId: string) => {
    if (stopping.signal.aborted) return;
    const reading = underWay.get(tenantId);
    if (reading) reading.again = true;
    else underWay.set(tenantId, { again: false, done: Promise.resolve(tenantId).then(catchUp) });
  };

  const poll = async () => {
    for (const [tenantId, head] of await log.heads()) if (head > effects.doneUpTo(tenantId)) wake(tenantId);
  };

  const polling = (async () => {
    while (!stopping.signal.aborted) {
      await poll().catch((err: unknown) => logger.warn({ err }, 'the event log could not be read; trying again'));
      // Rejects when the follower stops.
      await clock.sleep(pollIntervalMs, stopping.signal).catch(() => {});
    }
  })();

  return {
    wake,
    stop: async () => {
      stopping.abort();
      await polling;
      await Promise.all([...underWay.values()].map(({ done }) => done));
    },
  };
}
