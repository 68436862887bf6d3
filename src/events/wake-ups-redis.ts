/** Wake-ups by Redis pub/sub. A connection that subscribes can do nothing else, so there are two. */

import { Redis } from 'ioredis';
import type { EventLogger } from './logger.ts';
import { createHints, type WakeUps } from './wake-ups.ts';

interface RedisWakeUpOptions {
  readonly url: string;
  readonly logger?: EventLogger;
  readonly retryMs?: number;
}

const channel = 'wattgraph:wake';
const commandTimeoutMs = 1_000;

export function createRedisWakeUps({ url, logger, retryMs = 1_000 }: RedisWakeUpOptions): WakeUps {
  const hints = createHints();
  const connect = () =>
    new Redis(url, {
      // A hint that cannot go now is worth nothing later.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: commandTimeoutMs,
      autoResubscribe: false,
      retryStrategy: () => retryMs,
    });
  const publisher = connect();
  const subscriber = connect();
  let onWake = (_tenantId: string) => {};

  publisher.on('error', () => {});
  subscriber.on('error', (err: unknown) => logger?.warn({ err }, 'wake-ups by Redis are down; polling'));
  subscriber.on('ready', () => {
    // Without the subscription the connection is of no use: begin again.
    subscriber.subscribe(channel).catch(() => subscriber.disconnect(true));
  });
  subscriber.on('message', (_channel: string, message: string) => {
    const tenantId = hints.decode(message);
    if (tenantId !== undefined) onWake(tenantId);
  });

  return {
    publish: (tenantId) => {
      publisher.publish(channel, hints.encode(tenantId)).catch(() => {});
    },
    listen: (listener) => {
      onWake = listener;
    },
    stop: async () => {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}
