/** Wake-ups by LISTEN and NOTIFY, over one connection of its own. */

import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { EventLogger } from './logger.ts';
import { createHints, type WakeUps } from './wake-ups.ts';

interface PostgresWakeUpOptions {
  readonly url: string;
  readonly logger?: EventLogger;
  readonly retryMs?: number;
}

const channel = 'wattgraph_wake';
/** Between two NOTIFYs, milliseconds: soon enough for anyone who waits, and seldom enough to cost little under load. */
const pauseMs = 5;
/** A connection that does not answer within this is given up and made again, milliseconds. */
const answerTimeoutMs = 5_000;

export function createPostgresWakeUps({ url, logger, retryMs = 1_000 }: PostgresWakeUpOptions): WakeUps {
  const hints = createHints();
  const stopping = new AbortController();
  const waiting = new Set<string>();
  let onWake = (_tenantId: string) => {};
  let client: pg.Client | undefined;
  let sending = false;
  let hangUp = () => {};

  /** Stays until the connection is lost. */
  const connectOnce = async () => {
    const own = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: answerTimeoutMs,
      query_timeout: answerTimeoutMs,
      keepAlive: true,
    });
    const lost = new Promise<void>((resolve) => {
      own.on('error', () => resolve());
      own.on('end', () => resolve());
      hangUp = resolve;
    });
    own.on('notification', ({ payload }) => {
      const tenantId = hints.decode(payload);
      if (tenantId !== undefined) onWake(tenantId);
    });
    try {
      await own.connect();
      // A hint that a crash takes away is no loss: its commit need not wait for the disk.
      await own.query(`set synchronous_commit = off`);
      await own.query(`listen ${channel}`);
      client = own;
      await lost;
    } finally {
      client = undefined;
      own.end().catch(() => {});
    }
  };

  const stayConnected = async () => {
    while (!stopping.signal.aborted) {
      await connectOnce().catch((err: unknown) => logger?.warn({ err }, 'wake-ups by PostgreSQL are down; polling'));
      await setTimeout(retryMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };

  // One NOTIFY at a time: hints that come meanwhile go together with the next.
  const send = async () => {
    sending = true;
    while (client && waiting.size > 0) {
      const messages = [...waiting].map(hints.encode);
      waiting.clear();
      const current: pg.Client = client;
      await current
        .query('select pg_notify($1, message) from unnest($2::text[]) as message', [channel, messages])
        .catch(() => current.end().catch(() => {}));
      await setTimeout(pauseMs);
    }
    waiting.clear();
    sending = false;
  };

  const connected = stayConnected();
  return {
    publish: (tenantId) => {
      waiting.add(tenantId);
      if (!sending) void send();
    },
    listen: (listener) => {
      onWake = listener;
    },
    stop: async () => {
      stopping.abort();
      hangUp();
      await connected;
    },
  };
}
