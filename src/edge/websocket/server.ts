/** GraphQL over WebSocket at `/graphql`: the graphql-transport-ws protocol by graphql-ws, over sockets of ws. */

import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols } from 'graphql-ws';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import type { Clock } from '../../domain/clock.ts';
import { maxBodyBytes } from '../http/server.ts';
import { createProtocol, type ProtocolOptions } from './protocol.ts';
import { carrySocket } from './socket.ts';

export interface WebSocketOptions extends ProtocolOptions {
  /** Web origins beside our own that may open sockets. */
  readonly trustedOrigins: readonly string[];
  /** Where clients reach the gateway, when that is not what they write into `host`. */
  readonly publicUrl?: string | undefined;
  readonly isDraining: () => boolean;
  /** Between pings; a socket that answers none within it is cut. Default 12 000 ms. */
  readonly keepAliveMs?: number | undefined;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface WebSockets {
  /** Tells every client, in a ping of the protocol, that it is to go elsewhere soon. */
  announceDrain(): void;
  /** Closes every socket with 1001, and cuts those that do not follow. */
  stop(): Promise<void>;
}

/** How long a socket has to answer the close, in milliseconds. */
const closeTimeoutMs = 1_000;

const drainNotice = JSON.stringify({ type: 'ping', payload: { draining: true } });

export function attachWebSockets(server: Server, options: WebSocketOptions): WebSockets {
  const { trustedOrigins, publicUrl, isDraining, keepAliveMs = 12_000, clock, log } = options;
  const sockets = new WebSocketServer({
    ...{ noServer: true, maxPayload: maxBodyBytes, handleProtocols },
    // Answers are written past it.
    perMessageDeflate: false,
  });
  const protocol = createProtocol(options);
  const trusted = new Set([...trustedOrigins, ...(publicUrl ? [new URL(publicUrl).origin] : [])]);

  sockets.on('connection', (socket, request) => carrySocket(socket, request, { protocol, keepAliveMs, log }));

  server.on('upgrade', (request: IncomingMessage, duplex: Duplex, head: Buffer) => {
    duplex.on('error', () => duplex.destroy());
    const path = request.url?.split('?')[0];
    if (path !== '/graphql') return refuse(duplex, '404 Not Found');
    if (isDraining()) return refuse(duplex, '503 Service Unavailable');
    if (!isOriginAllowed(request, trusted)) return refuse(duplex, '403 Forbidden');
    sockets.handleUpgrade(request, duplex, head, (socket) => sockets.emit('connection', socket, request));
  });

  return {
    announceDrain() {
      for (const socket of sockets.clients) if (socket.readyState === socket.OPEN) socket.send(drainNotice);
    },
    async stop() {
      const closed = [...sockets.clients].map((socket) => {
        socket.close(1001, 'Going away');
        return new Promise<void>((resolve) => socket.once('close', () => resolve()));
      });
      const timer = new AbortController();
      await Promise.race([Promise.all(closed), clock.sleep(closeTimeoutMs, timer.signal).catch(() => {})]);
      timer.abort();
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

// Browsers say where a page comes from; programs have no origin, and nothing a page could lend them.
function isOriginAllowed({ headers }: IncomingMessage, trusted: ReadonlySet<string>): boolean {
  const { origin, host } = headers;
  if (origin === undefined || trusted.has(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function refuse(duplex: Duplex, status: string): void {
  duplex.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
