/** A commit is on the disk before it is answered: counted in syncs, and with a disk that the test holds up. */

import type { FileHandle } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { createSqliteDatabase, type TestDatabase } from '../support/stores.ts';

const disk = vi.hoisted(() => ({
  syncs: [] as string[],
  /** What the disk does before it syncs. */
  before: async (): Promise<void> => {},
}));

vi.mock('node:fs/promises', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs/promises')>();
  const open = async (...given: Parameters<typeof fs.open>): Promise<FileHandle> => {
    const handle = await fs.open(...given);
    const datasync = handle.datasync.bind(handle);
    handle.datasync = async () => {
      await disk.before();
      await datasync();
      disk.syncs.push(String(given[0]));
    };
    return handle;
  };
  return { ...fs, open };
});

let database: TestDatabase;
let store: Store;
beforeEach(async () => {
  disk.before = async () => {};
  database = await createSqliteDatabase();
  store = await openStore(database.url);
  disk.syncs = [];
});
afterEach(async () => {
  await store.stop();
  await database.drop();
});

const counter = (tenantId: string) => ({ tenant_id: tenantId, last_seq: 1, floor_seq: 0 });
const insert = (tenantId: string, { db } = store) => db.insertInto('event_counters').values(counter(tenantId));
const readAll = () => store.db.selectFrom('event_counters').select('tenant_id').execute();

it('syncs the write-ahead file once for each commit, whatever it holds, and for no read', async () => {
  await insert('a').execute();
  expect(disk.syncs).toEqual([`${database.url.slice('file:'.length)}-wal`]);
  await insert('b').returning('last_seq').execute();
  expect(disk.syncs).toHaveLength(2);
  await store.db.transaction().execute(async (db) => {
    await insert('c', { ...store, db }).execute();
    await insert('d', { ...store, db }).execute();
    await db.selectFrom('event_counters').selectAll().execute();
  });
  expect(disk.syncs).toHaveLength(3);
  expect(await readAll()).toHaveLength(4);
  expect(disk.syncs).toHaveLength(3);
});

it('leaves nothing of that to SQLite but the syncs around a checkpoint', async () => {
  const { rows: mode } = await sql`pragma journal_mode`.execute(store.db);
  const { rows: synchronous } = await sql`pragma synchronous`.execute(store.db);
  expect([mode, synchronous]).toEqual([[{ journal_mode: 'wal' }], [{ synchronous: 1 }]]);
});

it('neither answers a commit nor shows it to anyone while the disk is at it, and goes on with other work', async () => {
  const held = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  disk.before = () => {
    begun.resolve();
    return held.promise;
  };
  const told: string[] = [];
  const writing = store.db
    .transaction()
    .execute((db) => insert('a', { ...store, db }).execute())
    .then(() => told.push('committed'));
  await begun.promise;
  const reading = readAll().then((rows) => told.push(`read ${rows.length}`));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(told).toEqual([]);
  held.resolve();
  await Promise.all([writing, reading]);
  expect(told).toEqual(['committed', 'read 1']);
});

it('fails what the disk failed to take, and takes and shows nothing any more until it is opened anew', async () => {
  disk.before = async () => {
    throw new Error('EIO');
  };
  await expect(insert('a').execute()).rejects.toThrow('EIO');
  disk.before = async () => {};
  await expect(insert('b').execute()).rejects.toThrow('EIO');
  await expect(readAll()).rejects.toThrow('EIO');
  await expect(store.ping()).rejects.toThrow('EIO');
  await store.stop();
  store = await openStore(database.url);
  await insert('b').execute();
});

it('finishes the commit under way before it closes', async () => {
  const held = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  disk.before = () => {
    begun.resolve();
    return held.promise;
  };
  const writing = insert('a').execute();
  await begun.promise;
  const stopping = store.stop();
  held.resolve();
  await Promise.all([writing, stopping]);
  expect(disk.syncs).toHaveLength(1);
  store = await openStore(database.url);
  expect(await readAll()).toHaveLength(1);
});
