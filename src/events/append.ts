/** One transaction that stores deliveries of any tenants. */

import { hash } from 'node:crypto';
import { CompiledQuery, type Transaction } from 'kysely';
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

/** Stores within a transaction, and answers in the order of the arrivals. */
export type Append = (
  db: Transaction<Tables>,
  arrivals: readonly Arrival[],
  nowMs: number,
) => Promise<readonly AppendResult[]>;

export function createAppender(dialect: StoreDialect): Append {
  const statements = toStatements(dialect);
  return async (db, arrivals, nowMs) => {
    const results = new Map<Arrival, AppendResult>();
    // In one order everywhere: two replicas that lock the same tenants must not wait for each other.
    for (const [tenantId, own] of [...byTenant(arrivals)].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const candidates = toCandidates(own);
      const { firstSeq, fresh } = await storeNew({ db, statements, tenantId, nowMs }, candidates);
      toResults(own, fresh, firstSeq, nowMs, results);
    }
    return arrivals.map((arrival) => results.get(arrival) ?? { stored: [], duplicates: 0 });
  };
}

interface Statements {
  /** Takes tenant and number. Makes the counter's row when the tenant is new, and locks it. */
  readonly moveCounter: string;
  /** Takes tenant, time, rows, the `seq` of the first of them. Leaves out what the log holds. */
  readonly insertUnknown: string;
  /** Both at once, where the database can. Takes tenant, time, rows, their number. */
  readonly moveAndInsert?: string;
}

// Written out, for they run for each group: building them costs more than they do.
function toStatements(dialect: StoreDialect): Statements {
  const parameter = (n: number) => (dialect === 'postgres' ? `$${n}` : `?${n}`);
  const rows = jsonRows(dialect, parameter(3));
  const moveCounter = (by: string) => `
    insert into event_counters (tenant_id, last_seq, floor_seq) values (${parameter(1)}, ${by}, 0)
    on conflict (tenant_id) do update set last_seq = event_counters.last_seq + excluded.last_seq
    returning last_seq`;
  const insertUnknown = (firstSeq: string, source: string) => `
    insert into events (tenant_id, received_at_ms, seq, vendor, identity, type, occurred_at, subject)
    select cast(${parameter(1)} as text), cast(${parameter(2)} as bigint), ${firstSeq} + cast(value ->> 0 as bigint),
      value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5
    from ${source} where true
    on conflict (tenant_id, vendor, identity) do nothing`;
  const last = `cast(${parameter(4)} as bigint)`;
  const apart = { moveCounter: moveCounter(parameter(2)), insertUnknown: insertUnknown(last, rows) };
  if (dialect === 'sqlite') return apart;
  const moveAndInsert = `
    with counter as (${moveCounter(last)}),
      inserted as (${insertUnknown(`last_seq - ${last} + 1`, `counter, ${rows}`)} returning seq)
    select last_seq, (select count(*) from inserted) as inserted from counter`;
  return { ...apart, moveAndInsert };
}

/** A delivery that may be new. */
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
  return arrivals.flatMap((arrival) =>
    arrival.deliveries.map((event) => ({ arrival, event, identity: toIdentityKey(event.identity) })),
  );
}

interface Place {
  readonly db: Transaction<Tables>;
  readonly statements: Statements;
  readonly tenantId: string;
  readonly nowMs: number;
}

interface Stored {
  readonly firstSeq: number;
  /** What was new, numbered from `firstSeq` on. */
  readonly fresh: readonly Candidate[];
}

// Nearly always all are new: so they are put in unasked, and asked after only when the insert has left some out, for the
// log holds them or they came twice.
async function storeNew(place: Place, candidates: readonly Candidate[]): Promise<Stored> {
  const { db, tenantId } = place;
  if (candidates.length === 0) return { firstSeq: 0, fresh: [] };
  const { firstSeq, inserted } = await storeUnasked(place, candidates);
  if (inserted === candidates.length) return { firstSeq, fresh: candidates };

  // Those left out have left holes: the others are numbered anew.
  const removed = await db
    .deleteFrom('events')
    .where('tenant_id', '=', tenantId)
    .where('seq', '>=', firstSeq)
    .returning(['vendor', 'identity'])
    .execute();
  const unknown = new Set(removed.map(({ vendor, identity }) => identityOfVendor(vendor, identity)));
  // The first of each: after it, it is known.
  const fresh = candidates.filter(({ arrival, identity }) =>
    unknown.delete(identityOfVendor(arrival.vendor, identity)),
  );
  if (fresh.length > 0) await insertUnknown(place, fresh, firstSeq);
  await moveCounter(place, fresh.length - candidates.length);
  return { firstSeq, fresh };
}

interface Unasked {
  readonly firstSeq: number;
  /** How many were put in; those that the log holds were not. */
  readonly inserted: number;
}

async function storeUnasked(place: Place, candidates: readonly Candidate[]): Promise<Unasked> {
  const { db, statements, tenantId, nowMs } = place;
  const count = candidates.length;
  if (statements.moveAndInsert === undefined) {
    const firstSeq = (await moveCounter(place, count)) - count + 1;
    return { firstSeq, inserted: await insertUnknown(place, candidates, firstSeq) };
  }
  const parameters = [tenantId, nowMs, toRows(candidates), count];
  const { rows } = await db.executeQuery<{ last_seq: number; inserted: number }>(
    CompiledQuery.raw(statements.moveAndInsert, parameters),
  );
  const { last_seq: lastSeq, inserted } = onlyRow(rows);
  return { firstSeq: lastSeq - count + 1, inserted };
}

/** Tells where the tenant's counter then is; it stays locked until the transaction ends either way. */
async function moveCounter({ db, statements, tenantId }: Place, by: number): Promise<number> {
  const { rows } = await db.executeQuery<{ last_seq: number }>(
    CompiledQuery.raw(statements.moveCounter, [tenantId, by]),
  );
  return onlyRow(rows).last_seq;
}

async function insertUnknown(place: Place, candidates: readonly Candidate[], firstSeq: number): Promise<number> {
  const { db, statements, tenantId, nowMs } = place;
  const parameters = [tenantId, nowMs, toRows(candidates), firstSeq];
  const { numAffectedRows } = await db.executeQuery(CompiledQuery.raw(statements.insertUnknown, parameters));
  return Number(numAffectedRows);
}

function toRows(candidates: readonly Candidate[]): string {
  return JSON.stringify(
    candidates.map(({ arrival: { vendor }, event: { type, occurredAt, subject }, identity }, place) => {
      return [place, vendor, identity, type, occurredAt, JSON.stringify(subject)];
    }),
  );
}

function onlyRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('the counter of a tenant gave no row');
  return row;
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
