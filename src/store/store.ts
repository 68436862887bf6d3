/** The durable store: SQLite in a file by default, PostgreSQL by URL. The same queries run on both. */

import { Kysely, sql } from 'kysely';
import { migrate } from './migrate.ts';
import { createPostgresDialect } from './postgres.ts';
import { createSqliteDialect } from './sqlite.ts';
import type { StoreDialect, Tables } from './tables.ts';

export interface Store {
  readonly db: Kysely<Tables>;
  readonly dialect: StoreDialect;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  /** Closes the connections; queries under way are finished first. */
  stop(): Promise<void>;
}

/**
 * Opens the store and brings its tables up to date; safe when several replicas do so at once.
 *
 * @param databaseUrl `file:./data/wattgraph.db` (its folder is made when missing), `file::memory:` or `postgres://…`.
 * @throws Error naming DATABASE_URL when it is none of these; the database's own error when it cannot be opened.
 */
export async function openStore(databaseUrl: string): Promise<Store> {
  const dialect = toDialect(databaseUrl);
  const db = new Kysely<Tables>({
    dialect: dialect === 'postgres' ? createPostgresDialect(databaseUrl) : createSqliteDialect(databaseUrl),
  });
  try {
    await migrate(db, dialect);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    db,
    dialect,
    ping: async () => {
      await sql`select 1`.execute(db);
    },
    stop: () => db.destroy(),
  };
}

function toDialect(databaseUrl: string): StoreDialect {
  if (databaseUrl.startsWith('file:')) return 'sqlite';
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) return 'postgres';
  // The URL itself may hold a password: only its scheme is shown.
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(databaseUrl)?.[0] ?? 'no scheme';
  throw new Error(`DATABASE_URL must start with file: or postgres:// (it has ${scheme})`);
}
