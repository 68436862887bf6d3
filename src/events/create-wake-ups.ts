import type { EventLogger } from './logger.ts';
import type { WakeUps } from './wake-ups.ts';
import { createPostgresWakeUps } from './wake-ups-postgres.ts';
import { createRedisWakeUps } from './wake-ups-redis.ts';

export interface WakeUpOptions {
  /** As in DATABASE_URL. */
  readonly databaseUrl: string;
  /** As in REDIS_URL; it goes before PostgreSQL, which then has less to do. */
  readonly redisUrl?: string | undefined;
  readonly logger?: EventLogger;
  /** Pause before a lost connection is made again, milliseconds; default 1 000. */
  readonly retryMs?: number;
}

/** By Redis where there is one, else by PostgreSQL; undefined when the store serves a single process. */
export function createWakeUps({ databaseUrl, redisUrl, ...rest }: WakeUpOptions): WakeUps | undefined {
  if (redisUrl) return createRedisWakeUps({ url: redisUrl, ...rest });
  if (databaseUrl.startsWith('postgres')) return createPostgresWakeUps({ url: databaseUrl, ...rest });
  return undefined;
}
