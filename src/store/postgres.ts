/** PostgreSQL for kysely, over a pool of connections. */

import { type DatabaseConnection, type Dialect, PostgresDialect, PostgresDriver } from 'kysely';
import pg from 'pg';

/** A statement that takes longer is given up, in milliseconds: a webhook must be answered in time, with 503 if need be. */
const statementTimeoutMs = 10_000;
const connectTimeoutMs = 5_000;
const maxConnections = 10;

export function createPostgresDialect(databaseUrl: string): Dialect {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    // Over the server's own limit, for a server that has stopped answering at all.
    query_timeout: statementTimeoutMs + 1_000,
    keepAlive: true,
    types: { getTypeParser },
  });
  // A connection that breaks while idle: the pool drops it, and the next query opens another or reports the error.
  pool.on('error', () => {});
  // One that breaks while it is in use fails its queries; it also says so to nobody, which would end the process.
  pool.on('connect', (client) => {
    client.on('error', () => {});
  });
  const dialect = new PostgresDialect({ pool });
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => new FinishingDriver({ pool }),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

/** Ends when all that was asked of it is answered; the pool alone would leave those without an answer that wait. */
class FinishingDriver extends PostgresDriver {
  #asked = 0;
  readonly #idle = Promise.withResolvers<void>();
  #ending = false;

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#asked += 1;
    try {
      return await super.acquireConnection();
    } catch (error) {
      this.#done();
      throw error;
    }
  }

  override async releaseConnection(connection: Parameters<PostgresDriver['releaseConnection']>[0]): Promise<void> {
    try {
      await super.releaseConnection(connection);
    } finally {
      this.#done();
    }
  }

  override async destroy(): Promise<void> {
    this.#ending = true;
    if (this.#asked > 0) await this.#idle.promise;
    await super.destroy();
  }

  #done() {
    this.#asked -= 1;
    if (this.#ending && this.#asked === 0) this.#idle.resolve();
  }
}

// Counters and times are bigint and far below 2^53; by default pg would give them as strings.
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === pg.types.builtins.INT8 && format !== 'binary') return Number;
  return pg.types.getTypeParser(oid, format);
}
