import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readBody } from '../../../src/edge/http/body.ts';

interface Taken {
  readonly body: string;
  readonly listeners: number;
}

let socket: Socket;
let stop: () => void;
/** Of each request: what was taken of it, and how many listened for its body. */
let taken: Taken[];
let asked: IncomingMessage[];
beforeEach(async () => {
  taken = [];
  asked = [];
  const take = ({ request, response }: { request: IncomingMessage; response: ServerResponse }, body: Buffer) => {
    taken.push({ body: body.toString(), listeners: request.listenerCount('data') + request.listenerCount('readable') });
    response.end('done');
  };
  const server = createServer((request, response) => {
    asked.push(request);
    readBody(request, Number(request.headers['content-length']), take, { request, response });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stop = () => {
    server.close();
    server.closeAllConnections();
  };
  socket = connect((server.address() as AddressInfo).port, '127.0.0.1').setNoDelay(true);
  await once(socket, 'connect');
});
afterEach(() => {
  socket.destroy();
  stop();
});

const head = (body: string) => `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;

test('a body that comes with its headers is taken without a listener, each time', async () => {
  for (const body of ['{"query":"{ a }"}', 'Zürich ⚡', 'x']) {
    socket.write(head(body) + body);
    await once(socket, 'data');
    expect(taken.pop()).toEqual({ body, listeners: 0 });
  }
});

test('a body in pieces is taken once it is whole, cut characters and all', async () => {
  const body = 'Zürich ⚡'.repeat(100);
  const bytes = Buffer.from(head(body) + body);
  for (let at = 0; at < bytes.length; at += 50) {
    expect(taken).toEqual([]);
    socket.write(bytes.subarray(at, at + 50));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await expect.poll(() => taken).toEqual([{ body, listeners: 1 }]);
});

test('a body that is cut off is not taken', async () => {
  socket.write(`${head('x'.repeat(100))}half of it`);
  await expect.poll(() => asked.length).toBe(1);
  // Of the server's side, which first has an error.
  const gone = new Promise<unknown>((resolve) => asked[0]?.socket.once('close', resolve));
  socket.destroy();
  await gone;
  expect(taken).toEqual([]);
});
