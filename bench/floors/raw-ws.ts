/** The floor under fan-out: ws sends every subscriber the same bytes; nothing is executed, loaded or stored. */

import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { toFlexEvent } from '../backend/flex-events.ts';
import { announce } from '../process/announce.ts';
import { readBody } from '../process/read-body.ts';

const server = createServer(async (request, response) => {
  const { resource } = JSON.parse(await readBody(request));
  const data = { events: { flexEvent: toFlexEvent(resource.uuid) } };
  const frame = Buffer.from(JSON.stringify({ id: '1', type: 'next', payload: { data } }));
  for (const socket of sockets.clients) socket.send(frame, { binary: false });
  response.writeHead(202).end();
});

const sockets = new WebSocketServer({ server, handleProtocols: () => 'graphql-transport-ws' });
// The first message opens the connection, as in the protocol.
sockets.on('connection', (socket) => socket.once('message', () => socket.send('{"type":"connection_ack"}')));

announce(server);
