import { once } from 'node:events';
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
  /** Ends the stream with this answer, and the connection of a client that does not read even that. */
  cut(answer: ExecutionResult): void;
}

/** How long a client that was cut has to take its last answer, in milliseconds. */
const cutTimeoutMs = 5_000;

export function openEventStream(reply: FastifyReply, heartbeatMs: number): EventStream {
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
    if (!write(toNext(answer))) await Promise.race([once(raw, 'drain'), once(raw, 'close')]);
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
      const timer = setTimeout(() => raw.destroy(), cutTimeoutMs);
      raw.once('close', () => clearTimeout(timer));
    },
  };
}

function end(raw: ServerResponse): void {
  if (!raw.writableEnded) raw.end('event: complete\ndata:\n\n');
}

/** JSON has no line breaks of its own, so one data line holds it. */
function toNext(answer: ExecutionResult): string {
  return `event: next\ndata: ${toAnswerText(answer)}\n\n`;
}

function toHeaders(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]));
}
