import { defineHomeLinkSuite } from '../suites/home-links.ts';
import { postgresReachable } from '../support/services.ts';
import { createPostgresDatabase, createSqliteDatabase } from '../support/stores.ts';

defineHomeLinkSuite('SQLite', createSqliteDatabase);

if (await postgresReachable()) defineHomeLinkSuite('PostgreSQL', createPostgresDatabase);
