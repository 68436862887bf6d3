/** SQLite for kysely, over the `node:sqlite` of the runtime. */

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SelectQueryNode,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import { openWriteAheadFile, type WriteAheadFile } from './write-ahead-file.ts';

/** How long a statement waits for another writer to the same file, in milliseconds. */
const busyTimeoutMs = 5_000;
const busyPauseMs = 5;
/** Prepared statements kept; the oldest goes first. */
const maxStatements = 200;

/** @param databaseUrl `file:<path>`, `file:///<absolute path>` or `file::memory:`. */
export function createSqliteDialect(databaseUrl: string): Dialect {
  const open = () => openDatabase(toPath(databaseUrl));
  const dialect = new SqliteDialect({ database: async () => toKyselyDatabase(open().database) });
  return {
    createAdapter: () => new QueuedAdapter(),
    createDriver: () => new PatientDriver(open),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

/** Leaves it to the driver who is next: kysely would wake all that wait at every turn, and close while they do. */
class QueuedAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** Waits for its turn as a writer, and for the disk, without holding up the process, as SQLite's own waiting would do. */
class PatientDriver extends SqliteDriver {
  readonly #opened: () => OpenDatabase;
  /** Resolves when the last that asked for the connection, of which there is one, has given it back. */
  #last: Promise<void> = Promise.resolve();
  #giveBack = () => {};

  constructor(open: () => OpenDatabase) {
    let opened: OpenDatabase | undefined;
    const once = () => {
      opened ??= open();
      return opened;
    };
    super({ database: async () => toKyselyDatabase(once().database) });
    this.#opened = once;
  }

  // A transaction that first reads and then wants to write fails at once when someone else wrote in between; one that
  // begins as a writer does not.
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    await before;
    this.#giveBack = resolve;
    // Its answers come at once: without a turn of the event loop, who reads page after page would hold up all others.
    await setImmediate();
    const connection = await super.acquireConnection();
    const { database, disk } = this.#opened();
    return {
      executeQuery: async <R>(query: CompiledQuery) => {
        disk?.assertSound();
        const result = await retryWhileBusy(() => connection.executeQuery<R>(query));
        // There is one connection, and who has it keeps it meanwhile: nobody reads what may yet be lost.
        if (disk && !database.isTransaction && !SelectQueryNode.is(query.query)) await disk.sync();
        return result;
      },
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    };
  }

  override async releaseConnection(): Promise<void> {
    this.#giveBack();
  }

  override async destroy(): Promise<void> {
    await this.#last;
    await this.#opened().disk?.close();
    await super.destroy();
  }
}

// A statement refused as busy has done nothing. Inside a transaction it cannot happen: the write lock is held.
async function retryWhileBusy<T>(execute: () => Promise<T>): Promise<T> {
  const deadlineMs = performance.now() + busyTimeoutMs;
  for (;;) {
    try {
      return await execute();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadlineMs) throw error;
      await setTimeout(busyPauseMs);
    }
  }
}

/** SQLITE_BUSY; the low byte of an extended code is the plain one. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5;
}

function toPath(databaseUrl: string): string {
  if (databaseUrl.startsWith('file://')) return fileURLToPath(databaseUrl);
  return databaseUrl.slice('file:'.length);
}

interface OpenDatabase {
  readonly database: DatabaseSync;
  /** Absent where SQLite waits for the disk itself, or there is none. */
  readonly disk?: WriteAheadFile;
}

function openDatabase(path: string): OpenDatabase {
  if (path === '') throw new Error('DATABASE_URL names no file; it would be file:./data/wattgraph.db');
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
  // The timeout given above is for these first statements; afterwards the driver waits (see there).
  const mode = database.prepare('pragma journal_mode = wal').get()?.journal_mode;
  // A commit is on the disk before it is answered, also through a power cut. NORMAL leaves the last step of that, the
  // sync of the write-ahead file, to us, and is otherwise what FULL is.
  database.exec(`pragma synchronous = ${mode === 'wal' ? 'normal' : 'full'}; pragma busy_timeout = 0;`);
  return mode === 'wal' ? { database, disk: openWriteAheadFile(path) } : { database };
}

function toKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  return { close: () => database.close(), prepare: cachedStatements(database) };
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
