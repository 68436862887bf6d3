import { defineSnapshotSuite } from '../suites/snapshots.ts';
import { postgresReachable } from '../support/services.ts';
import { createPostgresDatabase, createSqliteDatabase } from '../support/stores.ts';

defineSnapshotSuite('SQLite', createSqliteDatabase);

if (await postgresReachable()) defineSnapshotSuite('PostgreSQL', createPostgresDatabase);
