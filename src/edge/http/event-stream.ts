import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { ExecutionResult } from 'graphql';
import { toAnswerText } from '../operation/answer-text.ts';

/** One open response of server-sent events. */
export interface EventStream {
  /** The last answer put on the way. */
  readonly lastSent: object | undefined;
  /** Sends all there is, the next when the client has taken the last one, and `complete`. */
  carry(results: AsyncIterable<ExecutionResult> | ExecutionResult): Promise<void>;
  /** A line that clients pass over, and people see. */
  comment(text: string): void;
  /** Ends the stream with this answer. */
  cut(answer: ExecutionResult): void;
}

/** How long a client has to take what was sent before the end, in milliseconds. */
const endTimeoutMs = 5_000;

/** @param ending ends the stream, also while its client takes nothing. */
export function openEventStream(reply: FastifyReply, heartbeatMs: number, ending: AbortSignal): EventStream {
  const { raw } = reply;
  let lastSent: object | undefined;
  raw.writeHead(200, {
    ...toHeaders(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    // Or nginx gathers the events before it passes them on.
    'x-accel-buffering': 'no',
  });
  const write = (text: string): boolean => raw.writableEnded || raw.destroyed || raw.write(text);
  // Some browsers open the stream only with its first bytes.
  write(':\n\n');
  const heartbeat = setInterval(() => write(':\n\n'), heartbeatMs);

  const send = async (answer: ExecutionResult): Promise<void> => {
    lastSent = answer;
    if (!write(toNext(answer))) await untilTaken(raw, ending);
  };

  return {
    get lastSent() {
      return lastSent;
    },
    async carry(results) {
      try {
        if (Symbol.asyncIterator in results) for await (const answer of results) await send(answer);
        else await send(results);
        end(raw);
      } finally {
        clearInterval(heartbeat);
      }
    },
    comment: (text) => void write(`: ${text}\n\n`),
    cut(answer) {
      write(toNext(answer));
      end(raw);
    },
  };
}

/** Resolves when the client has taken what was written, is gone, or is to get no more. */
function untilTaken(raw: ServerResponse, ending: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      raw.off('drain', done).off('close', done);
      ending.removeEventListener('abort', done);
      resolve();
    };
    raw.on('drain', done).on('close', done);
    ending.addEventListener('abort', done);
    if (raw.destroyed || ending.aborted) done();
  });
}

/** With `complete`; the connection of a client that does not read even that is cut. */
function end(raw: ServerResponse): void {
  if (raw.writableEnded || raw.destroyed) return;
  raw.end('event: complete\ndata:\n\n');
  const timer = setTimeout(() => raw.destroy(), endTimeoutMs);
  raw.once('close', () => clearTimeout(timer));
}

/** JSON has no line breaks of its own, so one data line holds it. */
function toNext(answer: ExecutionResult): string {
  return `event: next\ndata: ${toAnswerText(answer)}\n\n`;
}

function toHeaders(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]));
}
