/** The databases that wattgraph writes to in the bench, and how many events they hold. */

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';

export interface Store {
  readonly databaseUrl: string;
  /** Events ever committed. */
  storedEvents(): Promise<number>;
  drop(): Promise<void>;
}

const newestSeq = 'select coalesce(sum(last_seq), 0) as stored from event_counters';

/** Goes with its folder. */
export function sqliteStore(folder: string): Store {
  const path = join(folder, 'wattgraph.db');
  return {
    databaseUrl: `file:${path}`,
    async storedEvents() {
      const database = new DatabaseSync(path, { readOnly: true });
      const row = database.prepare(newestSeq).get();
      database.close();
      return Number(row?.stored);
    },
    drop: async () => {},
  };
}

/** A database of its own on a server that the environment names. @throws Error saying how to name one */
export async function createPostgresStore(env: NodeJS.ProcessEnv): Promise<Store> {
  const server = env.BENCH_POSTGRES_URL ?? env.WATTGRAPH_TEST_POSTGRES_URL;
  if (!server) throw new Error('no PostgreSQL: BENCH_POSTGRES_URL names none');
  const name = `wattgraph_bench_${process.pid}`;
  const own = new URL(server);
  own.pathname = `/${name}`;
  await query(server, `create database ${name}`);
  return {
    databaseUrl: own.href,
    storedEvents: async () => Number((await query(own.href, newestSeq))[0]?.stored),
    drop: async () => {
      await query(server, `drop database ${name} with (force)`);
    },
  };
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
