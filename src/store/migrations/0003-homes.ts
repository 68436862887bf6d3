import type { Kysely } from 'kysely';
import type { StoreDialect, Tables } from '../tables.ts';

/** What belongs together as one home, and what was told to a vendor that never gives it back. */
export async function homes(db: Kysely<Tables>, _dialect: StoreDialect): Promise<void> {
  await db.schema
    .createTable('home_links')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('home', 'text', (column) => column.notNull())
    .addColumn('member', 'text', (column) => column.notNull())
    .addColumn('claim', 'text', (column) => column.notNull())
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('home_links_pk', ['tenant_id', 'home', 'member'])
    .addUniqueConstraint('home_links_claim', ['tenant_id', 'claim'])
    .execute();

  await db.schema
    .createTable('home_link_versions')
    .addColumn('tenant_id', 'text', (column) => column.primaryKey())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('vendor_facts')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('ref', 'text', (column) => column.notNull())
    .addColumn('facts', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('vendor_facts_pk', ['tenant_id', 'ref'])
    .execute();
}
