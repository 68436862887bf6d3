import { defineHubSuite } from '../suites/hub.ts';
import { postgresReachable } from '../support/services.ts';
import { createPostgresDatabase, createSqliteDatabase } from '../support/stores.ts';

defineHubSuite('SQLite', createSqliteDatabase);

if (await postgresReachable()) defineHubSuite('PostgreSQL', createPostgresDatabase);
