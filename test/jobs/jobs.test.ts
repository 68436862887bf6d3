import { defineJobsSuite } from '../suites/jobs.ts';
import { postgresReachable } from '../support/services.ts';
import { createPostgresDatabase, createSqliteDatabase } from '../support/stores.ts';

defineJobsSuite('SQLite', createSqliteDatabase);

if (await postgresReachable()) defineJobsSuite('PostgreSQL', createPostgresDatabase);
