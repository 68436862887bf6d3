/** Puts jobs into the outbox, within a transaction: new ones, twins of those there are, and additions to open ones. */

import { randomUUID } from 'node:crypto';
import type { Selectable, Transaction } from 'kysely';
import type { Tables } from '../store/tables.ts';
import type { Job, NewJob, NewPart } from './job.ts';
import { toJob } from './job-row.ts';

/** Rows in one insert: databases bound the number of parameters of a statement. */
const rowsPerInsert = 100;

/** All of them in the order given; the tenant's own transactions of this kind wait for each other. */
export async function addJobs(
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
    const place = { tenantId, seq: lastSeq - jobs.length + 1 + i, nowMs };
    const own = twin ?? (job.joinsOpenJob ? await joinOrAdd(db, job, place) : await addOne(db, job, place));
    added.push(own);
  }
  return added;
}

interface Place {
  readonly tenantId: string;
  readonly seq: number;
  readonly nowMs: number;
}

async function joinOrAdd(db: Transaction<Tables>, job: NewJob, place: Place): Promise<Job> {
  const { dedupeKey, ...unkeyed } = job;
  const joined = (await joinOpen(db, job, place)) ?? (await addOne(db, unkeyed, place));
  if (dedupeKey !== undefined) {
    const key = { tenant_id: place.tenantId, dedupe_key: dedupeKey, job_id: joined.id };
    await db.insertInto('job_additions').values(key).execute();
  }
  return joined;
}

/** undefined = the lane has no job of the kind that has not ended. */
async function joinOpen(db: Transaction<Tables>, job: NewJob, { tenantId, nowMs }: Place): Promise<Job | undefined> {
  const { lane } = job;
  if (lane === undefined) return undefined;
  // Locks the job: whoever sends it finds the parts, or has ended it before and it is not joined.
  const open = await db
    .updateTable('jobs')
    .set((eb) => ({
      total: eb('total', '+', totalOf(job)),
      revision: eb('revision', '+', 1),
      updated_at_ms: nowMs,
    }))
    .where('tenant_id', '=', tenantId)
    .where('lane', '=', lane)
    .where('kind', '=', job.kind)
    .where('status', 'in', ['QUEUED', 'RUNNING', 'PARKED'])
    .returningAll()
    .executeTakeFirst();
  if (!open) return undefined;
  const last = await db
    .selectFrom('job_parts')
    .select('number')
    .where('tenant_id', '=', tenantId)
    .where('job_id', '=', open.id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  await addParts(db, toJob(open), job.parts, (last?.number ?? -1) + 1);
  return toJob(open);
}

async function addOne(db: Transaction<Tables>, job: NewJob, { tenantId, seq, nowMs }: Place): Promise<Job> {
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
    total: totalOf(job),
    ...{ done: 0, error_code: null, error_message: null },
    ...{ created_at_ms: nowMs, updated_at_ms: nowMs, revision: 1 },
    ...{ run_after_ms: nowMs, lease: 0, lease_until_ms: 0 },
  };
  await db.insertInto('jobs').values(row).execute();
  await addParts(db, toJob(row), job.parts, 0);
  return toJob(row);
}

async function addParts(
  db: Transaction<Tables>,
  { tenantId, id }: Job,
  parts: readonly NewPart[],
  firstNumber: number,
): Promise<void> {
  for (let start = 0; start < parts.length; start += rowsPerInsert) {
    const rows = parts.slice(start, start + rowsPerInsert).map(({ size, payload, rank = 0 }, i) => ({
      ...{ tenant_id: tenantId, job_id: id, number: firstNumber + start + i, size, attempts: 0, memo: null, rank },
      payload: Buffer.from(JSON.stringify(payload)),
    }));
    await db.insertInto('job_parts').values(rows).execute();
  }
}

function totalOf({ total, parts }: NewJob): number {
  return total ?? parts.reduce((sum, part) => sum + part.size, 0);
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
  const added = db
    .selectFrom('job_additions')
    .select('job_id')
    .where('tenant_id', '=', tenantId)
    .where('dedupe_key', '=', dedupeKey);
  const row = await db
    .selectFrom('jobs')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where((eb) => eb.or([eb('dedupe_key', '=', dedupeKey), eb('id', 'in', added)]))
    .executeTakeFirst();
  return row && toJob(row);
}
