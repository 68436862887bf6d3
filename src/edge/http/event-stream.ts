import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { ExecutionResult } from 'graphql';
import { toWrappedBytes, type Wrapping } from '../operation/answer-text.ts';
import type { Outlet, Sender } from '../operation/outlet.ts';

/** One open response of server-sent events. */
export interface EventStream extends Pick<Outlet, 'send' | 'onceTaken'> {
  /** A line that clients pass over, and people see. */
  comment(text: string): void;
  /** Ends the stream, with `complete`. */
  end(): void;
}

/** How long a client has to take what was sent before the end, in milliseconds. */
const endTimeoutMs = 5_000;

/** JSON has no line breaks of its own, so one data line holds it. */
const next: Wrapping = { before: 'event: next\ndata: ', after: '\n\n' };

export function openEventStream(reply: FastifyReply, heartbeatMs: number): EventStream {
  const { raw } = reply;
  let waiting: Sender | undefined;
  raw.writeHead(200, {
    ...toHeaders(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    // Or nginx gathers the events before it passes them on.
    'x-accel-buffering': 'no',
  });
  const write = (chunk: string | Buffer): boolean => raw.writableEnded || raw.destroyed || raw.write(chunk);
  // Some browsers open the stream only with its first bytes.
  write(':\n\n');
  const heartbeat = setInterval(() => write(':\n\n'), heartbeatMs);
  raw.on('drain', () => {
    const sender = waiting;
    waiting = undefined;
    sender?.onTaken();
  });

  return {
    send: (answer: ExecutionResult) => write(toWrappedBytes(answer, next)),
    onceTaken: (sender) => {
      waiting = sender;
    },
    comment: (text) => void write(`: ${text}\n\n`),
    end() {
      clearInterval(heartbeat);
      endWithComplete(raw);
    },
  };
}

/** The connection of a client that does not read even that is cut. */
function endWithComplete(raw: ServerResponse): void {
  if (raw.writableEnded || raw.destroyed) return;
  raw.end('event: complete\ndata:\n\n');
  const timer = setTimeout(() => raw.destroy(), endTimeoutMs);
  raw.once('close', () => clearTimeout(timer));
}

function toHeaders(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]));
}
