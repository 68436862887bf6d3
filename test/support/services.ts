/**
 * PostgreSQL and Redis for tests. Where one cannot be reached its tests are skipped with a printed reason, unless CI or
 * WATTGRAPH_REQUIRE_SERVICES is set: then they fail, so that nothing is skipped unseen.
 */

import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import pg from 'pg';

export const postgresUrl = process.env.WATTGRAPH_TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/test';
export const redisUrl = process.env.WATTGRAPH_TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

/** Whether a missing service fails its tests instead of skipping them. */
export const servicesRequired = Boolean(process.env.CI || process.env.WATTGRAPH_REQUIRE_SERVICES);
const connectTimeoutMs = 2_000;

/** True when PostgreSQL answers. For `describe.skipIf(!(await postgresReachable()))`. */
export function postgresReachable(): Promise<boolean> {
  return reachable('PostgreSQL', postgresUrl, async () => {
    const client = new pg.Client({ connectionString: postgresUrl, connectionTimeoutMillis: connectTimeoutMs });
    await client.connect();
    await client.end();
  });
}

/** True when Redis answers. For `describe.skipIf(!(await redisReachable()))`. */
export function redisReachable(): Promise<boolean> {
  return reachable('Redis', redisUrl, async () => {
    const redis = new Redis(redisUrl, {
      lazyConnect: true,
      connectTimeout: connectTimeoutMs,
      retryStrategy: () => null,
      enableOfflineQueue: false,
    });
    redis.on('error', () => {});
    try {
      await redis.connect();
      await redis.ping();
    } finally {
      redis.disconnect();
    }
  });
}

export interface TestSchema {
  /** A database URL under which everything is made in the schema. */
  readonly url: string;
  drop(): Promise<void>;
}

/** A schema of its own in the test database. */
export async function createPostgresSchema(): Promise<TestSchema> {
  const name = `wattgraph_${randomBytes(6).toString('hex')}`;
  await runSql(`create schema ${name}`);
  const url = new URL(postgresUrl);
  url.searchParams.set('options', `-c search_path=${name}`);
  return {
    url: url.href.replaceAll('+', '%20'),
    drop: () => runSql(`set client_min_messages = warning; drop schema if exists ${name} cascade`),
  };
}

/** Runs SQL beside the store, as an operator would. */
export async function runSql(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl, connectionTimeoutMillis: connectTimeoutMs });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

async function reachable(name: string, url: string, probe: () => Promise<void>): Promise<boolean> {
  try {
    await probe();
    return true;
  } catch (error) {
    const reason = `${name} cannot be reached at ${new URL(url).host}: ${error instanceof Error ? error.message : error}`;
    if (servicesRequired) throw new Error(`${reason} (CI or WATTGRAPH_REQUIRE_SERVICES is set)`);
    process.stderr.write(`skipped: ${reason}\n`);
    return false;
  }
}
