import type { Kysely } from 'kysely';
import type { StoreDialect, Tables } from '../tables.ts';

/** Answers of mutations that were asked for with a key of the client's. */
export async function idempotency(db: Kysely<Tables>, _dialect: StoreDialect): Promise<void> {
  await db.schema
    .createTable('idempotency')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('mutation', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('input_digest', 'text', (column) => column.notNull())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('held_until_ms', 'bigint', (column) => column.notNull())
    .addColumn('answer', 'text')
    .addColumn('expires_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('idempotency_pk', ['tenant_id', 'mutation', 'key'])
    .execute();
  await db.schema.createIndex('idempotency_expiry').on('idempotency').column('expires_at_ms').execute();
}
