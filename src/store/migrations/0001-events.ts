import type { Kysely } from 'kysely';
import type { StoreDialect, Tables } from '../tables.ts';

/** Secrets, the event log with its counters, and the dead letters. */
export async function events(db: Kysely<Tables>, dialect: StoreDialect): Promise<void> {
  const bytes = dialect === 'postgres' ? 'bytea' : 'blob';

  await db.schema
    .createTable('secrets')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', bytes, (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('event_counters')
    .addColumn('tenant_id', 'text', (column) => column.primaryKey())
    .addColumn('last_seq', 'bigint', (column) => column.notNull())
    .addColumn('floor_seq', 'bigint', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('events')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('vendor', 'text', (column) => column.notNull())
    .addColumn('identity', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('occurred_at', 'text')
    .addColumn('received_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('events_pk', ['tenant_id', 'seq'])
    .addUniqueConstraint('events_identity', ['tenant_id', 'vendor', 'identity'])
    .execute();

  await db.schema
    .createTable('dead_letters')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('vendor', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('body', bytes, (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('received_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('dead_letters_pk', ['tenant_id', 'id'])
    .execute();
}
