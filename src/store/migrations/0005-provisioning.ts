import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Who was in the last complete snapshots that were sent to a vendor. */
export async function provisioning(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('provisioned')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('snapshot', 'text', (column) => column.notNull())
    .addColumn('members', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('provisioned_pk', ['tenant_id', 'snapshot'])
    .execute();
}
