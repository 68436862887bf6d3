import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { RedisScripts } from './budget/redis-engine.ts';
import type { RedisValues } from './cache/shared-store.ts';

/** A client that fails at once when Redis is gone, and finds it again within half a second of its return. */
export interface RedisClient extends RedisScripts, RedisValues {
  stop(): void;
}

/**
 * Connects in the background; the gateway starts and answers without Redis too.
 * @param url `redis://…`, `rediss://…` or the path of a socket; never logged, it may hold a password.
 */
export function connectRedis(url: string, log: Logger): RedisClient {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    commandTimeout: 1_000,
    retryStrategy: () => 500,
  });
  let reported = false;
  redis.on('ready', () => {
    reported = false;
  });
  redis.on('error', (error: Error & { code?: string }) => {
    if (!reported) log.warn({ cause: error.code ?? error.name }, 'Redis cannot be reached');
    reported = true;
  });
  return {
    eval: (script, keys, ...rest) => redis.eval(script, keys, ...rest),
    evalsha: (sha, keys, ...rest) => redis.evalsha(sha, keys, ...rest),
    mgetBuffer: (...keys) => redis.mgetBuffer(...keys),
    set: (key, value, unit, milliseconds) => redis.set(key, value, unit, milliseconds),
    stop: () => redis.disconnect(),
  };
}
