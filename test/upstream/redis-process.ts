/** A Redis of the test's own, on a socket in a temporary folder. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { servicesRequired } from '../support/services.ts';

export interface RedisProcess {
  readonly socket: string;
  connect(): Promise<Redis>;
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** undefined, with a printed reason, where no redis-server is installed; rejects there when services are required. */
export async function startRedis(): Promise<RedisProcess | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'wattgraph-redis-'));
  const socket = join(folder, 'redis.sock');
  const clients: Redis[] = [];
  let child: ChildProcess | undefined;

  const start = async () => {
    const started = spawn('redis-server', ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', folder], {
      stdio: 'ignore',
    });
    child = started;
    await new Promise<void>((resolve, reject) => {
      started.once('spawn', resolve);
      started.once('error', reject);
    });
    for (let i = 0; i < 100; i += 1) {
      const probe = new Redis({ path: socket, lazyConnect: true, retryStrategy: null });
      probe.on('error', () => undefined);
      const up = await probe.connect().then(
        () => true,
        () => false,
      );
      probe.disconnect();
      if (up) return;
      await delay(20);
    }
    throw new Error('redis-server did not start');
  };
  const kill = async () => {
    const running = child;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await ended;
  };

  try {
    await start();
  } catch (error) {
    if (servicesRequired) throw error;
    process.stderr.write('skipped: no redis-server on this machine\n');
    await rm(folder, { recursive: true });
    return undefined;
  }
  return {
    socket,
    async connect() {
      const client = new Redis({
        path: socket,
        enableOfflineQueue: false,
        maxRetriesPerRequest: 0,
        commandTimeout: 2_000,
        retryStrategy: () => 50,
        lazyConnect: true,
      });
      client.on('error', () => undefined);
      clients.push(client);
      await client.connect();
      return client;
    },
    kill,
    start,
    async stop() {
      for (const client of clients) client.disconnect();
      await kill();
      await rm(folder, { recursive: true });
    },
  };
}
