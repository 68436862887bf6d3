import type { Kysely } from 'kysely';
import type { StoreDialect, Tables } from '../tables.ts';

/** Durable outgoing work: jobs, and the parts of them that no vendor has accepted yet. */
export async function jobs(db: Kysely<Tables>, dialect: StoreDialect): Promise<void> {
  await db.schema
    .createTable('job_counters')
    .addColumn('tenant_id', 'text', (column) => column.primaryKey())
    .addColumn('last_seq', 'bigint', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('jobs')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('vendor', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('lane', 'text', (column) => column.notNull())
    .addColumn('dedupe_key', 'text')
    .addColumn('details', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('total', 'bigint', (column) => column.notNull())
    .addColumn('done', 'bigint', (column) => column.notNull())
    .addColumn('error_code', 'text')
    .addColumn('error_message', 'text')
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('run_after_ms', 'bigint', (column) => column.notNull())
    .addColumn('lease', 'bigint', (column) => column.notNull())
    .addColumn('lease_until_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('jobs_pk', ['tenant_id', 'id'])
    .addUniqueConstraint('jobs_seq', ['tenant_id', 'seq'])
    .addUniqueConstraint('jobs_dedupe', ['tenant_id', 'dedupe_key'])
    .execute();
  await db.schema.createIndex('jobs_due').on('jobs').columns(['status', 'run_after_ms']).execute();
  await db.schema.createIndex('jobs_lane').on('jobs').columns(['tenant_id', 'lane', 'seq']).execute();

  await db.schema
    .createTable('job_parts')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('job_id', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('size', 'bigint', (column) => column.notNull())
    .addColumn('payload', dialect === 'postgres' ? 'bytea' : 'blob', (column) => column.notNull())
    .addColumn('attempts', 'bigint', (column) => column.notNull())
    .addColumn('memo', 'text')
    .addPrimaryKeyConstraint('job_parts_pk', ['tenant_id', 'job_id', 'number'])
    .execute();
}
