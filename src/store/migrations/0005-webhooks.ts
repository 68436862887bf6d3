import type { Kysely } from 'kysely';
import type { StoreDialect, Tables } from '../tables.ts';

/** What the gateway has registered at vendors, with its sealed secrets, and what came of their deliveries. */
export async function webhooks(db: Kysely<Tables>, dialect: StoreDialect): Promise<void> {
  const bytes = dialect === 'postgres' ? 'bytea' : 'blob';

  await db.schema
    .createTable('webhooks')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('vendor', 'text', (column) => column.notNull())
    .addColumn('registration_id', 'text')
    .addColumn('registration', 'text')
    .addColumn('secret', bytes)
    .addColumn('previous_secret', bytes)
    .addColumn('previous_until_ms', 'bigint', (column) => column.notNull())
    .addColumn('checked_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('held_until_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('webhooks_pk', ['tenant_id', 'vendor'])
    .execute();

  await db.schema
    .createTable('webhook_counts')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('vendor', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('count', 'bigint', (column) => column.notNull())
    .addColumn('last_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('webhook_counts_pk', ['tenant_id', 'vendor', 'outcome'])
    .execute();
}
