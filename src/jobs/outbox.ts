/** Jobs as rows: what is put in, looked at and called off. `leases.ts` has the side of the one who sends. */

import { randomUUID } from 'node:crypto';
import type { Selectable, Transaction } from 'kysely';
import type { Clock } from '../domain/clock.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import type { ErrorCode } from '../errors.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import type { Job, JobStatus, NewJob } from './job.ts';

export interface JobQuery {
  readonly tenantId: string;
  /** Only jobs in these states; absent = all. */
  readonly statuses?: readonly JobStatus[];
  /** Only jobs made before the one with this `seq`. */
  readonly beforeSeq?: number;
  readonly limit: number;
}

export interface Outbox {
  /** Stores all of them or none; resolves after the commit, in the order given. */
  add(tenantId: string, jobs: readonly NewJob[]): Promise<readonly Job[]>;
  find(tenantId: string, id: string): Promise<Job | undefined>;
  /** Newest first. */
  list(query: JobQuery): Promise<{ readonly jobs: readonly Job[]; readonly hasMore: boolean }>;
  /** Calls off what was not sent yet. The job as it then stands; undefined = unknown. A finished job stays as it is. */
  cancel(tenantId: string, id: string): Promise<Job | undefined>;
  /** Lets a parked job try again. As `cancel`. */
  resume(tenantId: string, id: string): Promise<Job | undefined>;
  /** Removes jobs that ended before `beforeMs`; returns how many. */
  sweep(beforeMs: number): Promise<number>;
}

/** Rows in one insert: databases bound the number of parameters of a statement. */
const rowsPerInsert = 100;

export function createOutbox({ db }: Pick<Store, 'db'>, clock: Clock): Outbox {
  const find = async (tenantId: string, id: string) => {
    const row = await db
      .selectFrom('jobs')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .executeTakeFirst();
    return row && toJob(row);
  };

  return {
    find,
    add: (tenantId, jobs) =>
      db.transaction().execute((transaction) => addAll(transaction, tenantId, jobs, clock.now())),
    async list({ tenantId, statuses, beforeSeq, limit }) {
      let query = db.selectFrom('jobs').selectAll().where('tenant_id', '=', tenantId);
      if (statuses) query = query.where('status', 'in', statuses);
      if (beforeSeq !== undefined) query = query.where('seq', '<', beforeSeq);
      const rows = await query
        .orderBy('seq', 'desc')
        .limit(limit + 1)
        .execute();
      return { jobs: rows.slice(0, limit).map(toJob), hasMore: rows.length > limit };
    },
    async cancel(tenantId, id) {
      await db.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('jobs')
          // A new lease number takes the job out of the hands of whoever is sending it.
          .set((eb) => ({
            status: 'CANCELLED',
            lease: eb('lease', '+', 1),
            lease_until_ms: 0,
            revision: eb('revision', '+', 1),
            updated_at_ms: clock.now(),
          }))
          .where('tenant_id', '=', tenantId)
          .where('id', '=', id)
          .where('status', 'in', ['QUEUED', 'RUNNING', 'PARKED'])
          .executeTakeFirst();
        if (numUpdatedRows > 0n) await dropParts(transaction, tenantId, id);
      });
      return find(tenantId, id);
    },
    async resume(tenantId, id) {
      await db
        .updateTable('jobs')
        .set((eb) => ({
          status: 'QUEUED',
          error_code: null,
          error_message: null,
          run_after_ms: clock.now(),
          revision: eb('revision', '+', 1),
          updated_at_ms: clock.now(),
        }))
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('status', '=', 'PARKED')
        .execute();
      return find(tenantId, id);
    },
    async sweep(beforeMs) {
      const { numDeletedRows } = await db
        .deleteFrom('jobs')
        .where('status', 'in', ['DONE', 'FAILED', 'CANCELLED'])
        .where('updated_at_ms', '<', beforeMs)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

async function addAll(
  db: Transaction<Tables>,
  tenantId: string,
  jobs: readonly NewJob[],
  nowMs: number,
): Promise<readonly Job[]> {
  // The lock of this row is what puts the tenant's jobs, and twins of one dedupe key, in order.
  const lastSeq = await takeSeqs(db, tenantId, jobs.length);
  const added: Job[] = [];
  for (const [i, job] of jobs.entries()) {
    const twin = job.dedupeKey === undefined ? undefined : await findTwin(db, tenantId, job.dedupeKey);
    added.push(twin ?? (await addOne(db, tenantId, job, lastSeq - jobs.length + 1 + i, nowMs)));
  }
  return added;
}

async function addOne(
  db: Transaction<Tables>,
  tenantId: string,
  job: NewJob,
  seq: number,
  nowMs: number,
): Promise<Job> {
  const id = randomUUID();
  const row: Selectable<Tables['jobs']> = {
    tenant_id: tenantId,
    id,
    seq,
    vendor: job.vendor,
    kind: job.kind,
    lane: job.lane ?? id,
    dedupe_key: job.dedupeKey ?? null,
    details: JSON.stringify(job.details ?? {}),
    status: 'QUEUED',
    total: job.total ?? job.parts.reduce((sum, part) => sum + part.size, 0),
    ...{ done: 0, error_code: null, error_message: null },
    ...{ created_at_ms: nowMs, updated_at_ms: nowMs, revision: 1 },
    ...{ run_after_ms: nowMs, lease: 0, lease_until_ms: 0 },
  };
  await db.insertInto('jobs').values(row).execute();
  for (let start = 0; start < job.parts.length; start += rowsPerInsert) {
    const parts = job.parts.slice(start, start + rowsPerInsert).map(({ size, payload }, i) => ({
      ...{ tenant_id: tenantId, job_id: id, number: start + i, size, attempts: 0, memo: null },
      payload: Buffer.from(JSON.stringify(payload)),
    }));
    await db.insertInto('job_parts').values(parts).execute();
  }
  return toJob(row);
}

async function takeSeqs(db: Transaction<Tables>, tenantId: string, count: number): Promise<number> {
  const row = await db
    .insertInto('job_counters')
    .values({ tenant_id: tenantId, last_seq: count })
    .onConflict((conflict) =>
      conflict.column('tenant_id').doUpdateSet((eb) => ({ last_seq: eb('job_counters.last_seq', '+', count) })),
    )
    .returning('last_seq')
    .executeTakeFirstOrThrow();
  return row.last_seq;
}

async function findTwin(db: Transaction<Tables>, tenantId: string, dedupeKey: string): Promise<Job | undefined> {
  const row = await db
    .selectFrom('jobs')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('dedupe_key', '=', dedupeKey)
    .executeTakeFirst();
  return row && toJob(row);
}

/** All parts of the job, or the one of that number. */
export async function dropParts(
  db: Transaction<Tables>,
  tenantId: string,
  jobId: string,
  number?: number,
): Promise<void> {
  let deletion = db.deleteFrom('job_parts').where('tenant_id', '=', tenantId).where('job_id', '=', jobId);
  if (number !== undefined) deletion = deletion.where('number', '=', number);
  await deletion.execute();
}

export function toJob(row: Selectable<Tables['jobs']>): Job {
  return {
    tenantId: row.tenant_id,
    id: row.id,
    seq: row.seq,
    vendor: row.vendor as VendorName,
    kind: row.kind,
    details: JSON.parse(row.details),
    status: row.status,
    done: row.done,
    total: row.total,
    error: row.error_code === null ? null : { code: row.error_code as ErrorCode, message: row.error_message ?? '' },
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    revision: row.revision,
  };
}
