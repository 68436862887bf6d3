import { defineEventLogSuite } from '../suites/event-log.ts';
import { postgresReachable } from '../support/services.ts';
import { createPostgresDatabase, createSqliteDatabase } from '../support/stores.ts';

defineEventLogSuite('SQLite', createSqliteDatabase);

if (await postgresReachable()) defineEventLogSuite('PostgreSQL', createPostgresDatabase);
