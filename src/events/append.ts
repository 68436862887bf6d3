/** One transaction that stores deliveries of any tenants. */

import { createHash } from 'node:crypto';
import type { Insertable, Transaction } from 'kysely';
import type { StoredEvent, VendorEvent } from '../domain/events.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import type { Tables } from '../store/tables.ts';

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

/** Rows in one insert: databases bound the number of parameters of a statement. */
const rowsPerInsert = 100;

/** Answers in the order of the arrivals. */
export async function appendAll(
  db: Transaction<Tables>,
  arrivals: readonly Arrival[],
  nowMs: number,
): Promise<readonly AppendResult[]> {
  const results = new Map<Arrival, AppendResult>();
  // In one order everywhere: two replicas that lock the same tenants must not wait for each other.
  const tenantIds = [...new Set(arrivals.map(({ tenantId }) => tenantId))].sort();
  for (const tenantId of tenantIds) {
    const own = arrivals.filter((arrival) => arrival.tenantId === tenantId);
    await appendOfTenant(db, tenantId, own, nowMs, results);
  }
  return arrivals.map((arrival) => results.get(arrival) ?? { stored: [], duplicates: 0 });
}

async function appendOfTenant(
  db: Transaction<Tables>,
  tenantId: string,
  arrivals: readonly Arrival[],
  nowMs: number,
  results: Map<Arrival, AppendResult>,
): Promise<void> {
  const lastSeq = await lockCounter(db, tenantId);
  const known = await knownIdentities(db, tenantId, arrivals);
  const rows: Insertable<Tables['events']>[] = [];

  for (const arrival of arrivals) {
    const stored: StoredEvent[] = [];
    for (const event of arrival.deliveries) {
      const identity = toIdentityKey(event.identity);
      const identityOfVendor = `${arrival.vendor} ${identity}`;
      if (known.has(identityOfVendor)) continue;
      known.add(identityOfVendor);
      const one = toStored(arrival, event, lastSeq + rows.length + 1, nowMs);
      rows.push(toRow(one, identity, nowMs));
      stored.push(one);
    }
    results.set(arrival, { stored, duplicates: arrival.deliveries.length - stored.length });
  }

  if (rows.length === 0) return;
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    await db
      .insertInto('events')
      .values(rows.slice(start, start + rowsPerInsert))
      .execute();
  }
  await db
    .updateTable('event_counters')
    .set({ last_seq: lastSeq + rows.length })
    .where('tenant_id', '=', tenantId)
    .execute();
}

// Makes the row when the tenant is new, and locks it until the transaction ends either way.
async function lockCounter(db: Transaction<Tables>, tenantId: string): Promise<number> {
  const row = await db
    .insertInto('event_counters')
    .values({ tenant_id: tenantId, last_seq: 0, floor_seq: 0 })
    .onConflict((conflict) =>
      conflict.column('tenant_id').doUpdateSet((eb) => ({ last_seq: eb.ref('event_counters.last_seq') })),
    )
    .returning('last_seq')
    .executeTakeFirstOrThrow();
  return row.last_seq;
}

async function knownIdentities(
  db: Transaction<Tables>,
  tenantId: string,
  arrivals: readonly Arrival[],
): Promise<Set<string>> {
  const known = new Set<string>();
  for (const vendor of new Set(arrivals.map((arrival) => arrival.vendor))) {
    const identities = arrivals
      .filter((arrival) => arrival.vendor === vendor)
      .flatMap(({ deliveries }) => deliveries.map(({ identity }) => toIdentityKey(identity)));
    for (let start = 0; start < identities.length; start += rowsPerInsert) {
      const rows = await db
        .selectFrom('events')
        .select('identity')
        .where('tenant_id', '=', tenantId)
        .where('vendor', '=', vendor)
        .where('identity', 'in', identities.slice(start, start + rowsPerInsert))
        .execute();
      for (const { identity } of rows) known.add(`${vendor} ${identity}`);
    }
  }
  return known;
}

/**
 * An identity that every database holds as it is. One with odd characters or over-long becomes its digest, so that no
 * delivery can make the transaction of its whole group fail.
 */
function toIdentityKey(identity: string): string {
  if (/^[\x20-\x7e]{1,128}$/.test(identity)) return identity;
  return `sha256:${createHash('sha256').update(identity).digest('hex')}`;
}

function toStored(arrival: Arrival, event: VendorEvent, seq: number, nowMs: number): StoredEvent {
  return {
    tenantId: arrival.tenantId,
    seq,
    vendor: arrival.vendor,
    type: event.type,
    occurredAt: event.occurredAt,
    receivedAt: new Date(nowMs).toISOString(),
    subject: event.subject,
  };
}

function toRow(event: StoredEvent, identity: string, nowMs: number): Insertable<Tables['events']> {
  return {
    tenant_id: event.tenantId,
    seq: event.seq,
    vendor: event.vendor,
    identity,
    type: event.type,
    occurred_at: event.occurredAt,
    received_at_ms: nowMs,
    subject: JSON.stringify(event.subject),
  };
}
