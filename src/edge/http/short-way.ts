/** What the ways past the web framework have in common: reading a body that is not long, and answering as the framework does. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { commonHeaders, type HttpServerOptions, toRequestId } from './server.ts';

/** A way past the framework. @returns whether the request is answered here; if not, nothing of it was touched */
export type Lane = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A request whose answer is under way. */
export interface Begun {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** As the log names it. */
  readonly route: string;
  readonly requestId: string;
  readonly startedMs: number;
}

export interface LaneReply {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string | Buffer;
}

export function begin(request: IncomingMessage, response: ServerResponse, route: string): Begun {
  const requestId = toRequestId(request.headers['x-request-id']);
  return { request, response, route, requestId, startedMs: performance.now() };
}

/** Sends replies, with the headers of every answer and a line in the log. */
export function createReplier(options: HttpServerOptions) {
  const { log } = options;
  const common = commonHeaders(options);
  return ({ request, response, route, requestId, startedMs }: Begun, { status, headers, body }: LaneReply): void => {
    const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
    const fields = [...common(requestId, request.headers.origin), 'content-length', String(length)];
    for (const [name, value] of headers) fields.push(name, value);
    response.writeHead(status, fields).end(body);
    if (!log.isLevelEnabled('info')) return;
    const ms = Math.round(performance.now() - startedMs);
    log.info({ requestId, method: request.method, route, status, ms }, 'request');
  };
}

/** Whether the body is JSON as it stands, announces its length, and keeps to it. */
export function isShortJson({ headers }: IncomingMessage, maxBytes: number): boolean {
  const type = headers['content-type'];
  if (type !== 'application/json' && type !== 'application/json; charset=utf-8') return false;
  return Number(headers['content-length'] ?? Number.NaN) <= maxBytes && headers.expect === undefined;
}

/** The whole body; undefined when the client went away while it sent it. */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', () => resolve(undefined));
    request.on('close', () => resolve(undefined));
  });
}
