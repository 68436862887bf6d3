/** Jobs as rows: what is put in, looked at and called off. `leases.ts` has the side of the one who sends. */

import type { Transaction } from 'kysely';
import type { Clock } from '../domain/clock.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { addJobs } from './add-jobs.ts';
import type { Job, JobStatus, NewJob } from './job.ts';
import { toJob } from './job-row.ts';

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
  /** Removes jobs that ended before `beforeMs`, of one kind or of all; returns how many. */
  sweep(beforeMs: number, kind?: string): Promise<number>;
}

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
      db.transaction().execute((transaction) => addJobs(transaction, tenantId, jobs, clock.now())),
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
    async sweep(beforeMs, kind) {
      let deletion = db
        .deleteFrom('jobs')
        .where('status', 'in', ['DONE', 'FAILED', 'CANCELLED'])
        .where('updated_at_ms', '<', beforeMs);
      if (kind !== undefined) deletion = deletion.where('kind', '=', kind);
      const { numDeletedRows } = await deletion.executeTakeFirst();
      await dropOrphanedKeys(db);
      return Number(numDeletedRows);
    },
  };
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

/** Keys last as long as their job. */
async function dropOrphanedKeys(db: Store['db']): Promise<void> {
  await db
    .deleteFrom('job_additions')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('jobs')
            .select('jobs.id')
            .whereRef('jobs.tenant_id', '=', 'job_additions.tenant_id')
            .whereRef('jobs.id', '=', 'job_additions.job_id'),
        ),
      ),
    )
    .execute();
}
