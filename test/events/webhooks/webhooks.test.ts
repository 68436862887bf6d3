import { defineWebhooksSuite } from '../../suites/webhooks.ts';
import { postgresReachable } from '../../support/services.ts';
import { createPostgresDatabase, createSqliteDatabase } from '../../support/stores.ts';

defineWebhooksSuite('SQLite', createSqliteDatabase);

if (await postgresReachable()) defineWebhooksSuite('PostgreSQL', createPostgresDatabase);
