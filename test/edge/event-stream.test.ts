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
    const stream = openEventStream(replyOver(raw), 60_000, new AbortController().signal);
    const before = ['drain', 'close', 'error'].map((name) => raw.listenerCount(name));
    client.resume();
    let sent = 0;
    async function* answers() {
      for (; sent < 1_000; sent += 1) yield answer;
      expect(['drain', 'close', 'error'].map((name) => raw.listenerCount(name))).toEqual(before);
    }
    await stream.carry(answers());
    expect(sent).toBe(1_000);
    expect(warnings).toEqual([]);
  });

  it('ends when it is to end, though its client takes nothing', async () => {
    const { raw } = await openRaw();
    const ending = new AbortController();
    const stream = openEventStream(replyOver(raw), 60_000, ending.signal);
    let asked = 0;
    async function* answers() {
      while (!ending.signal.aborted) {
        asked += 1;
        yield answer;
      }
    }
    const carried = stream.carry(answers());
    let askedBefore = 0;
    // Until the buffers of the operating system are full too.
    const isStuck = () => {
      const stuck = raw.writableNeedDrain && asked === askedBefore;
      askedBefore = asked;
      return stuck;
    };
    await expect.poll(isStuck, { interval: 100 }).toBe(true);
    ending.abort();
    await carried;
    expect([raw.writableEnded, asked]).toEqual([true, askedBefore]);
  });
});
