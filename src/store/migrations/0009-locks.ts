import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Who is alone with what, and until when. */
export async function locks(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('locks')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('held_until_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('locks_pk', ['tenant_id', 'name'])
    .execute();
}
