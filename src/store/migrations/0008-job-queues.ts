import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Jobs that take on more while they wait: parts with a rank, and the keys of what was put to a job that was there. */
export async function jobQueues(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .alterTable('job_parts')
    .addColumn('rank', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createIndex('job_parts_rank')
    .on('job_parts')
    .columns(['tenant_id', 'job_id', 'rank', 'number'])
    .execute();
  // A lane that is used every minute has thousands of jobs that have ended: whoever looks for open ones passes them over.
  await db.schema.createIndex('jobs_lane_open').on('jobs').columns(['tenant_id', 'lane', 'status', 'seq']).execute();

  await db.schema
    .createTable('job_additions')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('dedupe_key', 'text', (column) => column.notNull())
    .addColumn('job_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('job_additions_pk', ['tenant_id', 'dedupe_key'])
    .execute();
  await db.schema.createIndex('job_additions_job').on('job_additions').columns(['tenant_id', 'job_id']).execute();
}
