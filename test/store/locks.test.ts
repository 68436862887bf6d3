import { defineLockSuite } from '../suites/locks.ts';
import { postgresReachable } from '../support/services.ts';
import { createPostgresDatabase, createSqliteDatabase } from '../support/stores.ts';

defineLockSuite('SQLite', createSqliteDatabase);

if (await postgresReachable()) defineLockSuite('PostgreSQL', createPostgresDatabase);
