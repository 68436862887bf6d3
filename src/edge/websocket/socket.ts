import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Server as ProtocolServer } from 'graphql-ws';
import { CloseCode } from 'graphql-ws';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import { toAnswerBytes, type Wrapping } from '../operation/answer-text.ts';
import type { Outlet } from '../operation/outlet.ts';
import { toTextFrame } from './frame.ts';
import type { SocketExtra } from './protocol.ts';

interface Carrying {
  readonly protocol: ProtocolServer<SocketExtra>;
  readonly keepAliveMs: number;
  readonly log: Logger;
}

/** Bytes that may wait for a client to read them; beyond, it is cut: it would not notice a close either. */
const maxBufferedBytes = 4 * 1024 * 1024;

/** Ends the message that an answer is the last part of. */
const payload: Wrapping = { before: '', after: '}' };

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
  const { write, createSender } = createWriter(socket, request.socket);

  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: write,
      close: (code, reason) => socket.close(code, reason),
      onMessage: (take) => {
        socket.on('message', (data) => {
          take(String(data)).catch(fail);
        });
      },
    },
    { request, gone: gone.signal, close: (code, reason) => socket.close(code, reason), createSender },
  );

  // ws has answered what is wrong with a frame (1009 for one too large) by itself.
  socket.on('error', (err) => log.debug({ err }, 'a socket broke the WebSocket protocol'));
  socket.once('close', (code, reason) => {
    stopKeepAlive();
    gone.abort();
    Promise.resolve(closed(code, String(reason))).catch(fail);
  });
}

/**
 * Writes messages for as long as the socket is open. Answers go past ws, straight onto the stream beneath it: ws writes
 * whole frames too, and each at once, for nothing is compressed.
 */
function createWriter(socket: WebSocket, stream: Duplex) {
  const behind = new Set<() => void>();
  stream.on('drain', () => {
    const waiting = [...behind];
    behind.clear();
    for (const goOn of waiting) goOn();
  });

  const canWrite = (): boolean => {
    if (socket.readyState !== socket.OPEN) return false;
    if (stream.writableLength <= maxBufferedBytes) return true;
    socket.terminate();
    return false;
  };

  return {
    write(message: string): void {
      if (canWrite()) socket.send(message);
    },
    createSender(id: string): Pick<Outlet, 'send' | 'onceTaken'> {
      const head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
      return {
        send: (answer) => !canWrite() || stream.write(toTextFrame(head, toAnswerBytes(answer, payload))),
        onceTaken: (goOn) => void behind.add(goOn),
      };
    },
  };
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
