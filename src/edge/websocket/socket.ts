import type { IncomingMessage } from 'node:http';
import type { Server as ProtocolServer } from 'graphql-ws';
import { CloseCode } from 'graphql-ws';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import type { SocketExtra } from './protocol.ts';
import { SocketWriter } from './writer.ts';

interface Carrying {
  readonly protocol: ProtocolServer<SocketExtra>;
  readonly keepAliveMs: number;
  readonly log: Logger;
}

/** Carries messages between a socket and the protocol until one of them ends. */
export function carrySocket(
  socket: WebSocket,
  request: IncomingMessage,
  { protocol, keepAliveMs, log }: Carrying,
): void {
  const fail = (err: unknown) => {
    log.warn({ err }, 'a socket failed');
    socket.close(CloseCode.InternalServerError, 'Internal server error');
  };
  const stopKeepAlive = keepAlive(socket, keepAliveMs);
  const gone = new AbortController();
  const writer = new SocketWriter(socket, request.socket);

  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (data) => writer.write(data),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (take) => {
        socket.on('message', (data) => {
          take(String(data)).catch(fail);
        });
      },
    },
    { request, gone: gone.signal, writer },
  );

  // ws has answered what is wrong with a frame (1009 for one too large) by itself.
  socket.on('error', (err) => log.debug({ err }, 'a socket broke the WebSocket protocol'));
  socket.once('close', (code, reason) => {
    stopKeepAlive();
    gone.abort();
    Promise.resolve(closed(code, String(reason))).catch(fail);
  });
}

function keepAlive(socket: WebSocket, intervalMs: number): () => void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, intervalMs);
  return () => clearInterval(timer);
}
