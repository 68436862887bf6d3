import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { toTextFrame } from '../../../src/edge/websocket/frame.ts';

it('is read by ws as one text message, whatever its length, and between messages of its own', async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connected = once(sockets, 'connection');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const heard: string[] = [];
  client.on('message', (data, isBinary) => heard.push(isBinary ? 'binary' : String(data)));
  const [socket, request] = (await connected) as [WebSocket, IncomingMessage];

  // Each side of where a frame's head changes its form.
  const texts = [0, 1, 125, 126, 127, 65_535, 65_536, 70_000].map((length) => 'x'.repeat(length));
  const expected: string[] = [];
  for (const text of [...texts, 'é€😀'.repeat(50)]) {
    const half = Buffer.from(text).length >> 1;
    const [own, shared] = [Buffer.from(text).subarray(0, half), Buffer.from(text).subarray(half)];
    request.socket.write(toTextFrame(own, shared));
    socket.send('own');
    expected.push(text, 'own');
  }
  socket.close();
  await once(client, 'close');
  expect(heard).toEqual(expected);
  sockets.close();
  server.close();
});
