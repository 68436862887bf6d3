import { spawnSync } from 'node:child_process';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { defineStoreSuite } from '../suites/store.ts';
import { postgresReachable, runSql } from '../support/services.ts';
import { createPostgresDatabase, createSqliteDatabase } from '../support/stores.ts';

defineStoreSuite('SQLite', createSqliteDatabase);

const postgres = await postgresReachable();
if (postgres) defineStoreSuite('PostgreSQL', createPostgresDatabase);

describe('openStore', () => {
  it('refuses a URL that is neither, by name and without showing it', async () => {
    const opening = openStore('mysql://root:hunter2@db/wattgraph');
    await expect(opening).rejects.toThrow('DATABASE_URL must start with file: or postgres:// (it has mysql:)');
    await expect(openStore('hunter2')).rejects.toThrow('no scheme');
    await expect(openStore('file:')).rejects.toThrow('DATABASE_URL names no file');
  });

  it('keeps nothing of a database in memory', async () => {
    const first = await openStore('file::memory:');
    await first.db.insertInto('event_counters').values({ tenant_id: 'a', last_seq: 1, floor_seq: 0 }).execute();
    await first.stop();
    const second = await openStore('file::memory:');
    expect(await second.db.selectFrom('event_counters').selectAll().execute()).toEqual([]);
    await second.stop();
  });

  it.skipIf(!postgres)('fails a transaction whose connection breaks, and lives on', async () => {
    const database = await createPostgresDatabase();
    const store = await openStore(database.url);
    const uncaught: unknown[] = [];
    const note = (error: unknown) => void uncaught.push(error);
    process.on('uncaughtExceptionMonitor', note);
    const broken = store.db.transaction().execute(async (db) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
      await runSql(`select pg_terminate_backend(${rows[0]!.pid})`);
      // The connection is told while no query is under way.
      await new Promise((resolve) => setTimeout(resolve, 50));
      await sql`select 1`.execute(db);
    });
    await expect(broken).rejects.toThrow();
    await store.ping();
    process.off('uncaughtExceptionMonitor', note);
    expect(uncaught).toEqual([]);
    await store.stop();
    await database.drop();
  });

  it('starts without a warning of the runtime', () => {
    const script = `import { openStore } from ${JSON.stringify(new URL('../../src/store/store.ts', import.meta.url).href)};
      await (await openStore('file::memory:')).stop();`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(child.stderr).toBe('');
    expect(child.status).toBe(0);
  });
});
