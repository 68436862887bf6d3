/** SQLite for kysely, over the `node:sqlite` of the runtime. */

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';

/** How long a statement waits for another process that writes to the same file, in milliseconds. */
const busyTimeoutMs = 5_000;
/** Prepared statements kept; the oldest goes first. */
const maxStatements = 200;

/** @param databaseUrl `file:<path>`, `file:///<absolute path>` or `file::memory:`. */
export function createSqliteDialect(databaseUrl: string): Dialect {
  const open = async () => {
    const database = openDatabase(toPath(databaseUrl));
    return { close: () => database.close(), prepare: cachedStatements(database) };
  };
  const dialect = new SqliteDialect({ database: open });
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => new ImmediateDriver({ database: open }),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

/**
 * Takes the write lock when a transaction begins. A transaction that first reads and then wants to write fails at once
 * when another process wrote in between; one that begins as a writer waits its turn.
 */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

function toPath(databaseUrl: string): string {
  if (databaseUrl.startsWith('file://')) return fileURLToPath(databaseUrl);
  return databaseUrl.slice('file:'.length);
}

function openDatabase(path: string): DatabaseSync {
  if (path === '') throw new Error('DATABASE_URL names no file; it would be file:./data/wattgraph.db');
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
  // FULL: in WAL mode a commit is on the disk before it is answered, also through a power cut.
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;');
  return database;
}

function cachedStatements(database: DatabaseSync): (text: string) => SqliteStatement {
  const statements = new Map<string, SqliteStatement>();
  return (text) => {
    const known = statements.get(text);
    if (known) return known;
    const statement = prepare(database, text);
    const oldest = statements.size < maxStatements ? undefined : statements.keys().next().value;
    if (oldest !== undefined) statements.delete(oldest);
    statements.set(text, statement);
    return statement;
  };
}

function prepare(database: DatabaseSync, text: string): SqliteStatement {
  const statement = database.prepare(text);
  const bind = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...bind(parameters)),
    run: (parameters) => statement.run(...bind(parameters)),
    iterate: (parameters) => statement.iterate(...bind(parameters)),
  };
}
