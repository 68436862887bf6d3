/** Stores deliveries of any tenants, all of them or none: in one statement where the database can, else in a transaction. */

import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { CompiledQuery, type Kysely } from 'kysely';
import type { Clock } from '../domain/clock.ts';
import type { StoredEvent, VendorEvent } from '../domain/events.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import { jsonRows } from '../store/json-rows.ts';
import type { Store } from '../store/store.ts';
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

/** Resolves after the commit, with answers in the order of the arrivals, which are taken once it can begin. */
export type Append = (take: () => readonly Arrival[], clock: Clock) => Promise<readonly AppendResult[]>;

export function createAppend({ db, dialect }: Pick<Store, 'db' | 'dialect'>): Append {
  const statements = toStatements(dialect);
  const storeInSteps = (on: Kysely<Tables>, take: () => readonly Arrival[], clock: Clock) =>
    on.transaction().execute((within) => storeAll(take(), storeNew, { db: within, statements, nowMs: clock.now() }));
  if (dialect === 'sqlite') return (take, clock) => storeInSteps(db, take, clock);

  return (take, clock) =>
    db.connection().execute(async (own) => {
      // Deliveries that come at once are read within one turn of the event loop.
      await setImmediate();
      const arrivals = take();
      const place = { db: own, statements, nowMs: clock.now() };
      try {
        // A statement is a transaction of its own, and saves the round trips of one around it.
        if (byTenant(arrivals).size === 1) return await storeAll(arrivals, storeAtOnce, place);
        return await own.transaction().execute((within) => storeAll(arrivals, storeAtOnce, { ...place, db: within }));
      } catch (error) {
        // Another replica stored the same at the same time.
        if (isUniqueViolation(error)) return storeInSteps(own, () => arrivals, clock);
        throw error;
      }
    });
}

async function storeAll(
  arrivals: readonly Arrival[],
  store: (place: Place, candidates: readonly Candidate[]) => Promise<Stored>,
  place: Omit<Place, 'tenantId'>,
): Promise<readonly AppendResult[]> {
  const results = new Map<Arrival, AppendResult>();
  // In one order everywhere: two replicas that lock the same tenants must not wait for each other.
  for (const [tenantId, own] of [...byTenant(arrivals)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const candidates = toCandidates(own);
    const { firstSeq, fresh } =
      candidates.length === 0 ? { firstSeq: 0, fresh: [] } : await store({ ...place, tenantId }, candidates);
    toResults(own, fresh, firstSeq, place.nowMs, results);
  }
  return arrivals.map((arrival) => results.get(arrival) ?? { stored: [], duplicates: 0 });
}

interface Statements {
  /** Takes tenant and number. Makes the counter's row when the tenant is new, and locks it. */
  readonly moveCounter: string;
  /** Takes tenant, time, rows, the `seq` of the first of them. Leaves out what the log holds. */
  readonly insertUnknown: string;
  /**
   * Both at once, where the database can. Takes tenant, time, rows; gives `last_seq` and the places of the rows that
   * were new, ascending, or null when all were. Fails when one of them was stored meanwhile.
   */
  readonly storeAtOnce?: string;
}

// Written out, for they run for each group: building them costs more than they do.
function toStatements(dialect: StoreDialect): Statements {
  const parameter = (n: number) => (dialect === 'postgres' ? `$${n}` : `?${n}`);
  const rows = jsonRows(dialect, parameter(3));
  const moveCounter = (by: string) => `
    insert into event_counters (tenant_id, last_seq, floor_seq) values (${parameter(1)}, ${by}, 0)
    on conflict (tenant_id) do update set last_seq = event_counters.last_seq + excluded.last_seq
    returning last_seq`;
  const insert = (seq: string, source: string) => `
    insert into events (tenant_id, received_at_ms, seq, vendor, identity, type, occurred_at, subject)
    select cast(${parameter(1)} as text), cast(${parameter(2)} as bigint), ${seq},
      value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5
    from ${source}`;
  const insertUnknown = `
    ${insert(`cast(${parameter(4)} as bigint) + cast(value ->> 0 as bigint)`, rows)} where true
    on conflict (tenant_id, vendor, identity) do nothing`;
  const inSteps = { moveCounter: moveCounter(parameter(2)), insertUnknown };
  if (dialect === 'sqlite') return inSteps;
  const storeAtOnce = `
    with fresh as (
        select value, cast(value ->> 0 as int) as place, row_number() over (order by cast(value ->> 0 as int)) as n
        from ${rows}
        where (
          select true from events
          where tenant_id = $1 and events.vendor = value ->> 1 and events.identity = value ->> 2 limit 1) is null),
      counter as (${moveCounter('(select count(*) from fresh)')}),
      inserted as (${insert('last_seq - (select count(*) from fresh) + n', 'counter, fresh')})
    select last_seq, case when (select count(*) from fresh) = jsonb_array_length($3::jsonb) then null
      else (select coalesce(json_agg(place order by place), '[]') from fresh) end as places
    from counter`;
  return { ...inSteps, storeAtOnce };
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
  readonly db: Kysely<Tables>;
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
  const count = candidates.length;
  const firstSeq = (await moveCounter(place, count)) - count + 1;
  const inserted = await insertUnknown(place, candidates, firstSeq);
  if (inserted === count) return { firstSeq, fresh: candidates };

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
  await moveCounter(place, fresh.length - count);
  return { firstSeq, fresh };
}

/** Asks what the log holds and puts in the rest, in one statement. */
async function storeAtOnce({ db, statements, tenantId, nowMs }: Place, given: readonly Candidate[]): Promise<Stored> {
  const candidates = firstOfEach(given);
  const parameters = [tenantId, nowMs, toRows(candidates)];
  const { rows } = await db.executeQuery<{ last_seq: number; places: readonly number[] | null }>(
    CompiledQuery.raw(statements.storeAtOnce ?? '', parameters),
  );
  const { last_seq: lastSeq, places } = onlyRow(rows);
  const fresh = places === null ? candidates : places.flatMap((place) => candidates[place] ?? []);
  return { firstSeq: lastSeq - fresh.length + 1, fresh };
}

function firstOfEach(candidates: readonly Candidate[]): readonly Candidate[] {
  const known = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const identity = identityOfVendor(candidate.arrival.vendor, candidate.identity);
    if (!known.has(identity)) known.set(identity, candidate);
  }
  return known.size === candidates.length ? candidates : [...known.values()];
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

/** A unique index holds the row already, in PostgreSQL's words. */
function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
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
