/** Reading the log: one statement a page, so that events, head and floor are of the same moment. */

import { type Kysely, sql } from 'kysely';
import type { EventType, StoredEvent } from '../domain/events.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import type { Tables } from '../store/tables.ts';
import type { EventQuery, Gap } from './feed.ts';

/** A part of the log. */
export interface LogPage {
  readonly events: readonly StoredEvent[];
  readonly hasMore: boolean;
  readonly gap?: Gap;
  /** Everything up to here has been looked at, whatever its type: the place to read on from. */
  readonly upToSeq: number;
}

type PageQuery = EventQuery & { readonly limit: number };

/** At most `limit` events after `afterSeq`, with a gap when the log no longer keeps all of those. */
export async function readPage(db: Kysely<Tables>, query: PageQuery): Promise<LogPage> {
  const { afterSeq, limit } = query;
  const rows = await selectRows(db, query);
  const { last_seq: lastSeq, floor_seq: floorSeq } = rows[0] ?? { last_seq: 0, floor_seq: 0 };
  const gap: Gap = { gap: true, oldestSeq: floorSeq + 1 };

  // A place that was never reached: the database was put back to an older state. What it holds now is sent anew.
  if (afterSeq !== undefined && afterSeq > lastSeq) {
    const page = await readPage(db, { ...query, afterSeq: floorSeq });
    return { ...page, gap };
  }

  const found = rows.flatMap((row) => (row.event === null ? [] : [toStoredEvent(row.event)]));
  const events = found.slice(0, limit);
  const hasMore = found.length > limit;
  return {
    events,
    hasMore,
    upToSeq: hasMore ? (events.at(-1)?.seq ?? 0) : lastSeq,
    ...(afterSeq !== undefined && afterSeq < floorSeq && { gap }),
  };
}

/** The newest `seq` of the tenant; 0 before the first event. */
export async function readHead(db: Kysely<Tables>, tenantId: string): Promise<number> {
  const row = await db
    .selectFrom('event_counters')
    .select('last_seq')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return row?.last_seq ?? 0;
}

/** The newest `seq` of every tenant that ever had an event. */
export async function readHeads(db: Kysely<Tables>): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('event_counters').select(['tenant_id', 'last_seq']).execute();
  return new Map(rows.map(({ tenant_id, last_seq }) => [tenant_id, last_seq]));
}

interface Row {
  readonly last_seq: number;
  readonly floor_seq: number;
  readonly event: EventRow | null;
}

type EventRow = Omit<Tables['events'], 'identity'>;

// The counter's row comes even when no event does.
async function selectRows(db: Kysely<Tables>, { tenantId, types, afterSeq = 0, limit }: PageQuery): Promise<Row[]> {
  const rows = await db
    .with('page', (cte) => {
      const after = cte
        .selectFrom('events')
        .select(['tenant_id', 'seq', 'vendor', 'type', 'occurred_at', 'received_at_ms', 'subject'])
        .where('tenant_id', '=', tenantId)
        .where('seq', '>', afterSeq)
        .orderBy('seq')
        .limit(limit + 1);
      if (types === undefined) return after;
      return types.length > 0 ? after.where('type', 'in', types) : after.where(sql<boolean>`1 = 0`);
    })
    .selectFrom('event_counters as counter')
    .leftJoin('page', 'page.tenant_id', 'counter.tenant_id')
    .select(['counter.last_seq', 'counter.floor_seq'])
    .select(['page.seq', 'page.vendor', 'page.type', 'page.occurred_at', 'page.received_at_ms', 'page.subject'])
    .where('counter.tenant_id', '=', tenantId)
    .orderBy('page.seq')
    .execute();

  return rows.map(({ last_seq, floor_seq, seq, vendor, type, occurred_at, received_at_ms, subject }) => {
    if (seq === null || vendor === null || type === null || received_at_ms === null || subject === null) {
      return { last_seq, floor_seq, event: null };
    }
    return {
      last_seq,
      floor_seq,
      event: { tenant_id: tenantId, seq, vendor, type, occurred_at, received_at_ms, subject },
    };
  });
}

// Only the log writes these rows, from values of these types.
function toStoredEvent(row: EventRow): StoredEvent {
  return {
    tenantId: row.tenant_id,
    seq: row.seq,
    vendor: row.vendor as VendorName,
    type: row.type as EventType,
    occurredAt: row.occurred_at,
    receivedAt: new Date(row.received_at_ms).toISOString(),
    subject: JSON.parse(row.subject),
  };
}
