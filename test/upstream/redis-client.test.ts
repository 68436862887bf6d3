import { setTimeout as delay } from 'node:timers/promises';
import pino from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { connectRedis } from '../../src/upstream/redis-client.ts';
import { startRedis } from './redis-process.ts';
import { eventually, getThing, startRig } from './rig.ts';

const server = await startRedis();
afterAll(() => server?.stop());

test('fails at once, says so once, and shows no URL when Redis is not there', async () => {
  const logged: string[] = [];
  const log = pino({}, { write: (line: string) => logged.push(line) });
  const redis = connectRedis('redis://:canary@127.0.0.1:1', log);
  await expect(redis.evalsha('0', 0)).rejects.toThrow();
  await eventually(() => logged.length > 0);
  expect(logged).toHaveLength(1);
  expect(logged[0]).not.toContain('canary');
  redis.stop();
});

describe.runIf(server)('with Redis there', () => {
  test('counts the calls of two gateways in one budget', async () => {
    const redis = connectRedis(server!.socket, pino({ level: 'silent' }));
    let up = false;
    for (let i = 0; i < 100 && !up; i += 1) {
      await delay(10);
      up = await redis.set('up', '1', 'PX', 1_000).then(
        () => true,
        () => false,
      );
    }
    const first = await startRig(undefined, {}, { redis });
    const second = await startRig(undefined, {}, { redis });
    await first.connection.send(getThing, first.call());
    await second.connection.send(getThing, second.call());
    await first.clock.advance(2_000);
    await eventually(() => first.connection.status().callsToday === 2);
    expect(first.connection.status().callsToday).toBe(2);
    await first.stop();
    await second.stop();
    redis.stop();
  });
});
