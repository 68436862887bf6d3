/** What the ways past the web framework have in common: which requests are plain enough, and answering as the framework does. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { commonHeaders, type HttpServerOptions, toRequestId } from './server.ts';

/** A way past the framework. @returns whether the request is answered here; if not, nothing of it was touched */
export type Lane = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A request whose answer is under way. */
export class Passage {
  readonly startedMs = performance.now();
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** As the log names it. */
  readonly route: string;
  readonly requestId: string;

  constructor(request: IncomingMessage, response: ServerResponse, route: string) {
    this.request = request;
    this.response = response;
    this.route = route;
    this.requestId = toRequestId(request.headers['x-request-id']);
  }
}

export interface LaneReply {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string | Buffer;
}

/** Sends replies, with the headers of every answer and a line in the log; what `always` says stands for what a reply says. */
export function createReplier(options: HttpServerOptions, always: Readonly<Record<string, string>> = {}) {
  const { log } = options;
  const common = commonHeaders(options);
  const own = Object.entries(always).flat();
  return ({ request, response, route, requestId, startedMs }: Passage, reply: LaneReply): void => {
    const { status } = reply;
    const body = toSendable(reply.body);
    const fields = common(requestId, request.headers.origin);
    fields.push(...own, 'content-length', String(body.length));
    for (const [name, value] of reply.headers) if (always[name] === undefined) fields.push(name, value);
    response.writeHead(status, fields).end(body, 'latin1');
    if (!log.isLevelEnabled('info')) return;
    const ms = Math.round(performance.now() - startedMs);
    log.info({ requestId, method: request.method, route, status, ms }, 'request');
  };
}

export function failPassage({ response }: Passage, { log }: HttpServerOptions, err: unknown): void {
  log.error({ err }, 'a request failed');
  response.destroy();
}

/** Up to here node copies a text behind the headers, so that both leave in one piece; in bytes. */
export const longestText = 4_096;

/** Long: bytes. Short: a text of which each character, written as Latin-1, is a byte of the body. */
function toSendable(body: string | Buffer): string | Buffer {
  if (typeof body === 'string' && body.length <= longestText && Buffer.byteLength(body) === body.length) return body;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return bytes.length <= longestText ? bytes.toString('latin1') : bytes;
}

/** Bytes of a body that is JSON as it stands, and announces its length; zero or NaN for any other, and for a longer one. */
export function plainLength({ method, headers }: IncomingMessage, maxBytes: number): number {
  if (method !== 'POST' || headers['content-encoding'] !== undefined) return 0;
  const type = headers['content-type'];
  if (type !== 'application/json' && type !== 'application/json; charset=utf-8') return 0;
  const length = Number(headers['content-length']);
  return length <= maxBytes && headers.expect === undefined ? length : 0;
}
