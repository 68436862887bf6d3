/** The two databases a store suite runs over. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresSchema } from './services.ts';

/** A database of its own; several stores may open its URL. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A SQLite file in a folder that does not exist yet. */
export async function createSqliteDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'wattgraph-'));
  return {
    url: `file:${join(folder, 'made/when/missing', 'wattgraph.db')}`,
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A PostgreSQL schema. */
export const createPostgresDatabase: () => Promise<TestDatabase> = createPostgresSchema;
