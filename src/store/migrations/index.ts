/** All migrations, oldest first. Add at the end; never change or reorder one that was released. */

import type { Kysely } from 'kysely';
import type { StoreDialect, Tables } from '../tables.ts';
import { events } from './0001-events.ts';
import { jobs } from './0002-jobs.ts';
import { homes } from './0003-homes.ts';
import { idempotency } from './0004-idempotency.ts';
import { provisioning } from './0005-provisioning.ts';
import { webhooks } from './0005-webhooks.ts';
import { jobQueues } from './0008-job-queues.ts';
import { locks } from './0009-locks.ts';

export interface Migration {
  readonly name: string;
  up(db: Kysely<Tables>, dialect: StoreDialect): Promise<void>;
}

export const migrations: readonly Migration[] = [
  { name: '0001-events', up: events },
  { name: '0002-jobs', up: jobs },
  { name: '0003-homes', up: homes },
  { name: '0004-idempotency', up: idempotency },
  { name: '0005-provisioning', up: provisioning },
  { name: '0005-webhooks', up: webhooks },
  { name: '0008-job-queues', up: jobQueues },
  { name: '0009-locks', up: locks },
];
