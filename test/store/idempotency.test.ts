import { defineIdempotencySuite } from '../suites/idempotency.ts';
import { postgresReachable } from '../support/services.ts';
import { createPostgresDatabase, createSqliteDatabase } from '../support/stores.ts';

defineIdempotencySuite('SQLite', createSqliteDatabase);

if (await postgresReachable()) defineIdempotencySuite('PostgreSQL', createPostgresDatabase);
