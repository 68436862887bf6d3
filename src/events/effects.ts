/**
 * What an event does to a process before anyone there hears of it (caches forget what it made untrue): once an event and
 * process, whoever asks first and whichever process stored it.
 */

import type { Clock } from '../domain/clock.ts';
import type { StoredEvent } from '../domain/events.ts';
import { createTimeLimit } from './in-time.ts';
import type { EventLog } from './log.ts';
import type { EventLogger } from './logger.ts';

export interface Effects {
  /** Resolves when these events have had their effect here. Never rejects: an effect that fails is logged, and over. */
  apply(events: readonly StoredEvent[]): Promise<void>;
  /** Reads what the tenant's log holds beyond what has had its effect, and applies it. */
  catchUp(tenantId: string): Promise<void>;
  /** Up to this `seq` nothing is left to do. */
  doneUpTo(tenantId: string): number;
}

export interface EffectsOptions {
  readonly run: (event: StoredEvent) => Promise<void> | void;
  /** The newest `seq` of each tenant when the process began: its caches were empty then, so older events change nothing. */
  readonly heads: ReadonlyMap<string, number>;
  readonly log: Pick<EventLog, 'read'>;
  readonly clock: Clock;
  readonly logger: EventLogger;
  /** Nobody waits longer than this for one effect, milliseconds; default 2 000. */
  readonly timeoutMs?: number;
}

/** Events read at once while catching up. */
const pageSize = 100;

interface TenantEffects {
  doneUpTo: number;
  /** Beyond `doneUpTo`: begun, and perhaps over. */
  readonly begun: Map<number, { readonly done: Promise<void>; over: boolean }>;
}

export function createEffects(options: EffectsOptions): Effects {
  const { run, heads, log, clock, logger, timeoutMs = 2_000 } = options;
  const inTime = createTimeLimit(timeoutMs, clock);
  const tenants = new Map<string, TenantEffects>();

  const tenantOf = (tenantId: string): TenantEffects => {
    const known = tenants.get(tenantId) ?? { doneUpTo: heads.get(tenantId) ?? 0, begun: new Map() };
    tenants.set(tenantId, known);
    return known;
  };

  const runOne = async (event: StoredEvent): Promise<void> => {
    const { tenantId, vendor, seq } = event;
    try {
      // Called within a promise, so that what it throws at once is a rejection too.
      await inTime(Promise.resolve(event).then(run));
    } catch (err) {
      logger.error({ tenantId, vendor, seq, err }, 'what an event should do here failed');
    }
  };

  const applyOne = (event: StoredEvent): Promise<void> => {
    const tenant = tenantOf(event.tenantId);
    if (event.seq <= tenant.doneUpTo) return Promise.resolve();
    const earlier = tenant.begun.get(event.seq);
    if (earlier) return earlier.done;
    const done = runOne(event).then(() => {
      begun.over = true;
      moveOn(tenant);
    });
    const begun = { done, over: false };
    tenant.begun.set(event.seq, begun);
    return done;
  };

  const apply: Effects['apply'] = async (events) => {
    await Promise.all(events.map(applyOne));
  };

  return {
    apply,
    doneUpTo: (tenantId) => tenantOf(tenantId).doneUpTo,
    catchUp: async (tenantId) => {
      for (let hasMore = true; hasMore; ) {
        const page = await log.read({ tenantId, afterSeq: tenantOf(tenantId).doneUpTo, limit: pageSize });
        await apply(page.events);
        const tenant = tenantOf(tenantId);
        // Also over what retention has removed before anyone here could read it.
        tenant.doneUpTo = Math.max(tenant.doneUpTo, page.upToSeq);
        for (const seq of tenant.begun.keys()) if (seq <= tenant.doneUpTo) tenant.begun.delete(seq);
        moveOn(tenant);
        hasMore = page.hasMore;
      }
    },
  };
}

function moveOn(tenant: TenantEffects): void {
  const { begun } = tenant;
  for (let next = tenant.doneUpTo + 1; begun.get(next)?.over; next += 1) {
    begun.delete(next);
    tenant.doneUpTo = next;
  }
}
