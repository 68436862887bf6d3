/** Brings the tables up to date: each migration once, in order, all of them in one transaction. */

import { type Kysely, sql, type Transaction } from 'kysely';
import { type Migration, migrations } from './migrations/index.ts';
import type { StoreDialect, Tables } from './tables.ts';

/** Any number all replicas share: the advisory lock under which one of them migrates. */
const migrationLock = 7_214_033;

type WithMigrations = Tables & { readonly wattgraph_migrations: { readonly name: string } };

/** @param list the migrations to bring in, oldest first; a name, once released, never changes. */
export async function migrate(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  list: readonly Migration[] = migrations,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    // SQLite begins as the only writer; PostgreSQL needs a lock, or two replicas create the same table.
    if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(transaction);
    const done = await namesDone(transaction);
    for (const migration of list) {
      if (done.has(migration.name)) continue;
      await migration.up(transaction, dialect);
      await names(transaction).insertInto('wattgraph_migrations').values({ name: migration.name }).execute();
    }
  });
}

async function namesDone(transaction: Transaction<Tables>): Promise<ReadonlySet<string>> {
  await transaction.schema
    .createTable('wattgraph_migrations')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .execute();
  const rows = await names(transaction).selectFrom('wattgraph_migrations').select('name').execute();
  return new Set(rows.map((row) => row.name));
}

function names(transaction: Transaction<Tables>): Kysely<WithMigrations> {
  return transaction.withTables<{ readonly wattgraph_migrations: { readonly name: string } }>();
}
