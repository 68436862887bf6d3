import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { openEventStream } from '../../src/edge/http/event-stream.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** The response of a request whose client reads only when it is told to. */
async function openRaw(): Promise<{ readonly raw: ServerResponse; readonly client: Socket }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
  stops.push(
    () => server.close(),
    () => server.closeAllConnections(),
    () => client.destroy(),
  );
  client.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n');
  const [, raw] = (await once(server, 'request')) as [IncomingMessage, ServerResponse];
  return { raw, client };
}

const replyOver = (raw: ServerResponse) => ({ raw, getHeaders: () => ({}) }) as unknown as FastifyReply;
const answer = { data: { text: 'x'.repeat(200_000) } };

describe('a stream of server-sent events', () => {
  it('holds nothing more after a client was slow a thousand times than before', async () => {
    const { raw, client } = await openRaw();
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => void warnings.push(warning);
    process.on('warning', onWarning);
    stops.push(() => process.off('warning', onWarning));
    const stream = openEventStream(replyOver(raw), 60_000);
    const before = ['drain', 'close', 'error'].map((name) => raw.listenerCount(name));
    client.resume();
    for (let slow = 0; slow < 1_000; ) {
      if (stream.send(answer)) continue;
      slow += 1;
      await new Promise<void>((resolve) => stream.onceTaken({ onTaken: resolve }));
      expect(['drain', 'close', 'error'].map((name) => raw.listenerCount(name))).toEqual(before);
    }
    stream.end();
    expect(warnings).toEqual([]);
  });

  it('tells one who waits that its client has caught up, and ends though its client takes nothing', async () => {
    const { raw, client } = await openRaw();
    const stream = openEventStream(replyOver(raw), 60_000);
    let told = 0;
    const fill = () => {
      while (stream.send(answer));
      const onTaken = () => {
        told += 1;
        fill();
      };
      stream.onceTaken({ onTaken });
    };
    fill();
    let toldBefore = -1;
    // Until the buffers of the operating system are full too.
    const isStuck = () => {
      const stuck = told === toldBefore;
      toldBefore = told;
      return stuck;
    };
    await expect.poll(isStuck, { interval: 100 }).toBe(true);
    client.resume();
    await expect.poll(() => told).toBeGreaterThan(toldBefore);
    client.pause();
    await expect.poll(isStuck, { interval: 100 }).toBe(true);
    stream.end();
    expect(raw.writableEnded).toBe(true);
  });
});
