/** What the log keeps, and the sweep that removes the rest. */

import { type Kysely, sql } from 'kysely';
import type { Tables } from '../store/tables.ts';

export interface Retention {
  /**
   * Events older than this go, milliseconds. A delivery repeated after its event has gone counts as new, so it must be
   * far longer than any vendor retries. Default 30 days.
   */
  readonly maxAgeMs: number;
  /** Events kept a tenant, the newest; default 1 000 000. */
  readonly maxEvents: number;
  /** Dead letters kept a tenant, the newest; default 1 000. */
  readonly maxDeadLetters: number;
}

export const defaultRetention: Retention = {
  maxAgeMs: 30 * 24 * 3_600_000,
  maxEvents: 1_000_000,
  maxDeadLetters: 1_000,
};

/** Events removed in one transaction: a long one would keep webhooks waiting. */
const sweepStep = 2_000;

/** Moves each tenant's floor and removes the events below it; returns how many went. */
export async function sweep(db: Kysely<Tables>, nowMs: number, kept: Retention): Promise<number> {
  let removed = 0;
  for (const counter of await db.selectFrom('event_counters').selectAll().execute()) {
    const target = await targetFloor(db, counter, nowMs, kept);
    for (let floor = counter.floor_seq; floor < target; floor += sweepStep) {
      removed += await raiseFloor(db, counter.tenant_id, Math.min(target, floor + sweepStep));
    }
  }
  const tenants = await db.selectFrom('dead_letters').select('tenant_id').distinct().execute();
  for (const { tenant_id: tenantId } of tenants) await sweepDeadLetters(db, tenantId, nowMs, kept);
  return removed;
}

async function targetFloor(
  db: Kysely<Tables>,
  counter: Tables['event_counters'],
  nowMs: number,
  kept: Retention,
): Promise<number> {
  const young = await db
    .selectFrom('events')
    .select('seq')
    .where('tenant_id', '=', counter.tenant_id)
    .where('received_at_ms', '>=', nowMs - kept.maxAgeMs)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  const byAge = young ? young.seq - 1 : counter.last_seq;
  return Math.max(byAge, counter.last_seq - kept.maxEvents);
}

// The floor rises in the transaction that removes: a reader sees both or neither.
async function raiseFloor(db: Kysely<Tables>, tenantId: string, floorSeq: number): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('event_counters')
      .set({ floor_seq: floorSeq })
      .where('tenant_id', '=', tenantId)
      .where('floor_seq', '<', floorSeq)
      .execute();
    const { numDeletedRows } = await transaction
      .deleteFrom('events')
      .where('tenant_id', '=', tenantId)
      .where('seq', '<=', floorSeq)
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  });
}

async function sweepDeadLetters(db: Kysely<Tables>, tenantId: string, nowMs: number, kept: Retention): Promise<void> {
  await db
    .deleteFrom('dead_letters')
    .where('tenant_id', '=', tenantId)
    .where((eb) =>
      eb.or([
        eb('received_at_ms', '<', nowMs - kept.maxAgeMs),
        eb('id', 'not in', (inner) =>
          inner
            .selectFrom('dead_letters as newer')
            .select('newer.id')
            .where('newer.tenant_id', '=', tenantId)
            .orderBy('newer.received_at_ms', 'desc')
            .orderBy('newer.id')
            .limit(sql.lit(kept.maxDeadLetters)),
        ),
      ]),
    )
    .execute();
}
