/** One transaction that stores deliveries of any tenants. */

import { hash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { StoredEvent, VendorEvent } from '../domain/events.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import { jsonRows } from '../store/json-rows.ts';
import type { StoreDialect, Tables } from '../store/tables.ts';

/** The deliveries of one append. */
export interface Arrival {
  readonly tenantId: string;
  readonly vendor: VendorName;
  readonly deliveries: readonly VendorEvent[];
}

export interface AppendResult {
  /** What was new, in order of `seq`. */
  readonly stored: readonly StoredEvent[];
  /** How many of the deliveries the log held already. */
  readonly duplicates: number;
}

/** Answers in the order of the arrivals. */
export async function appendAll(
  db: Transaction<Tables>,
  dialect: StoreDialect,
  arrivals: readonly Arrival[],
  nowMs: number,
): Promise<readonly AppendResult[]> {
  const results = new Map<Arrival, AppendResult>();
  // In one order everywhere: two replicas that lock the same tenants must not wait for each other.
  for (const [tenantId, own] of [...byTenant(arrivals)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const candidates = toCandidates(own);
    const { firstSeq, fresh } = await storeNew({ db, dialect, tenantId, nowMs }, candidates);
    toResults(own, fresh, firstSeq, nowMs, results);
  }
  return arrivals.map((arrival) => results.get(arrival) ?? { stored: [], duplicates: 0 });
}

/** A delivery that may be new, and is not yet among those before it. */
interface Candidate {
  readonly arrival: Arrival;
  readonly event: VendorEvent;
  /** As the log holds it. */
  readonly identity: string;
}

function byTenant(arrivals: readonly Arrival[]): ReadonlyMap<string, readonly Arrival[]> {
  return Map.groupBy(arrivals, ({ tenantId }) => tenantId);
}

function toCandidates(arrivals: readonly Arrival[]): readonly Candidate[] {
  const candidates = new Map<string, Candidate>();
  for (const arrival of arrivals) {
    for (const event of arrival.deliveries) {
      const identity = toIdentityKey(event.identity);
      const key = identityOfVendor(arrival.vendor, identity);
      if (!candidates.has(key)) candidates.set(key, { arrival, event, identity });
    }
  }
  return [...candidates.values()];
}

interface Place {
  readonly db: Transaction<Tables>;
  readonly dialect: StoreDialect;
  readonly tenantId: string;
  readonly nowMs: number;
}

interface Stored {
  readonly firstSeq: number;
  /** What was new, numbered from `firstSeq` on. */
  readonly fresh: readonly Candidate[];
}

// Nearly always all are new: so they are put in unasked, and asked after only when the insert has left some out.
async function storeNew(place: Place, candidates: readonly Candidate[]): Promise<Stored> {
  const { db, tenantId } = place;
  if (candidates.length === 0) return { firstSeq: 0, fresh: [] };
  const lastSeq = await takeSeqs(db, tenantId, candidates.length);
  const firstSeq = lastSeq - candidates.length + 1;
  if ((await insertUnknown(place, candidates, firstSeq)) === candidates.length) return { firstSeq, fresh: candidates };

  // Those left out have left holes: the others are numbered anew.
  const removed = await db
    .deleteFrom('events')
    .where('tenant_id', '=', tenantId)
    .where('seq', '>=', firstSeq)
    .returning(['vendor', 'identity'])
    .execute();
  const unknown = new Set(removed.map(({ vendor, identity }) => identityOfVendor(vendor, identity)));
  const fresh = candidates.filter(({ arrival, identity }) => unknown.has(identityOfVendor(arrival.vendor, identity)));
  if (fresh.length > 0) await insertUnknown(place, fresh, firstSeq);
  await takeSeqs(db, tenantId, fresh.length - candidates.length);
  return { firstSeq, fresh };
}

/**
 * Moves the tenant's counter on, or back within one transaction, and tells where it then is. Makes its row when the tenant
 * is new, and locks it until the transaction ends either way.
 */
async function takeSeqs(db: Transaction<Tables>, tenantId: string, count: number): Promise<number> {
  const row = await db
    .insertInto('event_counters')
    .values({ tenant_id: tenantId, last_seq: count, floor_seq: 0 })
    .onConflict((conflict) =>
      conflict.column('tenant_id').doUpdateSet((eb) => ({
        last_seq: eb('event_counters.last_seq', '+', eb.ref('excluded.last_seq')),
      })),
    )
    .returning('last_seq')
    .executeTakeFirstOrThrow();
  return row.last_seq;
}

/** How many were put in; those that the log holds were not. */
async function insertUnknown(
  { db, dialect, tenantId, nowMs }: Place,
  candidates: readonly Candidate[],
  firstSeq: number,
): Promise<number> {
  const rows = candidates.map(({ arrival, event, identity }, i) => {
    return [firstSeq + i, arrival.vendor, identity, event.type, event.occurredAt, JSON.stringify(event.subject)];
  });
  const { numAffectedRows } = await sql`
    insert into events (tenant_id, received_at_ms, seq, vendor, identity, type, occurred_at, subject)
    select cast(${tenantId} as text), cast(${nowMs} as bigint), cast(value ->> 0 as bigint),
      value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5
    from ${jsonRows(dialect, rows)} where true
    on conflict (tenant_id, vendor, identity) do nothing`.execute(db);
  return Number(numAffectedRows);
}

function toResults(
  arrivals: readonly Arrival[],
  fresh: readonly Candidate[],
  firstSeq: number,
  nowMs: number,
  results: Map<Arrival, AppendResult>,
): void {
  const receivedAt = new Date(nowMs).toISOString();
  const stored = new Map<Arrival, StoredEvent[]>(arrivals.map((arrival) => [arrival, []]));
  for (const [i, { arrival, event }] of fresh.entries()) {
    stored.get(arrival)?.push(toStored(arrival, event, firstSeq + i, receivedAt));
  }
  for (const [arrival, own] of stored) {
    results.set(arrival, { stored: own, duplicates: arrival.deliveries.length - own.length });
  }
}

function identityOfVendor(vendor: string, identity: string): string {
  return `${vendor} ${identity}`;
}

/**
 * An identity that every database holds as it is. One with odd characters or over-long becomes its digest, so that no
 * delivery can make the transaction of its whole group fail.
 */
function toIdentityKey(identity: string): string {
  if (/^[\x20-\x7e]{1,128}$/.test(identity)) return identity;
  return `sha256:${hash('sha256', identity)}`;
}

function toStored(arrival: Arrival, event: VendorEvent, seq: number, receivedAt: string): StoredEvent {
  const { tenantId, vendor } = arrival;
  return { tenantId, seq, vendor, type: event.type, occurredAt: event.occurredAt, receivedAt, subject: event.subject };
}
