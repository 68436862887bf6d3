/** What came of deliveries, by tenant and vendor: counted in memory, and added to the store's counts now and then. */

import type { Clock } from '../../domain/clock.ts';
import type { Store } from '../../store/store.ts';
import type { WebhookKey } from './registry.ts';

export type DeliveryOutcome = 'stored' | 'duplicate' | 'rejected' | 'dead_letter' | 'unavailable';

export interface OutcomeCount {
  readonly count: number;
  /** Epoch milliseconds. */
  readonly lastAtMs: number;
}

/** An outcome that never came is absent. */
export type DeliveryTally = ReadonlyMap<DeliveryOutcome, OutcomeCount>;

export interface DeliveryCounts {
  note(key: WebhookKey, outcome: DeliveryOutcome): void;
  /** Of all replicas, of this one up to now. */
  read(key: WebhookKey): Promise<DeliveryTally>;
  /** Adds to the store what it lacks. Rejects when the store fails; nothing is lost by that. */
  flush(): Promise<void>;
  /** Flushes again and again until the signal aborts. */
  run(signal: AbortSignal, onFault: (error: unknown) => void): Promise<void>;
}

/** A process that is killed takes so much of its counts with it, milliseconds; its events are in the log. */
const flushIntervalMs = 1_000;

interface Pending {
  readonly key: WebhookKey;
  readonly outcome: DeliveryOutcome;
  count: number;
  lastAtMs: number;
}

export function createDeliveryCounts({ db }: Pick<Store, 'db'>, clock: Clock): DeliveryCounts {
  /** A webhook may be here by several keys; what is written adds up. */
  let pending = new Map<WebhookKey, Map<DeliveryOutcome, Pending>>();
  let flushing: Promise<void> = Promise.resolve();

  const add = (key: WebhookKey, outcome: DeliveryOutcome, count: number, lastAtMs: number) => {
    const ofKey = pending.get(key) ?? new Map<DeliveryOutcome, Pending>();
    pending.set(key, ofKey);
    const known = ofKey.get(outcome);
    if (known) {
      known.count += count;
      known.lastAtMs = Math.max(known.lastAtMs, lastAtMs);
    } else ofKey.set(outcome, { key, outcome, count, lastAtMs });
  };

  const writeOne = async ({ key, outcome, count, lastAtMs }: Pending) => {
    await db
      .insertInto('webhook_counts')
      .values({ tenant_id: key.tenantId, vendor: key.vendor, outcome, count, last_at_ms: lastAtMs })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'vendor', 'outcome']).doUpdateSet((eb) => ({
          count: eb('webhook_counts.count', '+', count),
          last_at_ms: eb
            .case()
            .when('webhook_counts.last_at_ms', '<', lastAtMs)
            .then(lastAtMs)
            .else(eb.ref('webhook_counts.last_at_ms'))
            .end(),
        })),
      )
      .execute();
  };

  const writeAll = async () => {
    const due = [...pending.values()].flatMap((ofKey) => [...ofKey.values()]);
    pending = new Map();
    const outcomes = await Promise.allSettled(due.map(writeOne));
    for (const [i, { key, outcome, count, lastAtMs }] of due.entries()) {
      if (outcomes[i]?.status === 'rejected') add(key, outcome, count, lastAtMs);
    }
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  };

  /** One after the other: a reader waits for the one under way as well. */
  const flush = (): Promise<void> => {
    flushing = flushing.catch(() => {}).then(writeAll);
    return flushing;
  };

  return {
    flush,
    note: (key, outcome) => add(key, outcome, 1, clock.now()),
    async read({ tenantId, vendor }) {
      await flush();
      const rows = await db
        .selectFrom('webhook_counts')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('vendor', '=', vendor)
        .execute();
      return new Map(
        rows.map((row) => [row.outcome as DeliveryOutcome, { count: row.count, lastAtMs: row.last_at_ms }]),
      );
    },
    async run(signal, onFault) {
      while (!signal.aborted) {
        await clock.sleep(flushIntervalMs, signal).catch(() => {});
        if (pending.size > 0) await flush().catch(onFault);
      }
    },
  };
}
