/** One HTTP exchange as the sandbox vendors see it. */

import type { ServerResponse } from 'node:http';

export interface SandboxRequest {
  readonly method: string;
  readonly url: URL;
  /** Decoded path segments: `/a/b%2Fc` is `['a', 'b/c']`. A trailing slash gives a last empty segment. */
  readonly segments: readonly string[];
  /** Lower-case names; several of one name joined by ", ". */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export interface SandboxReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Exactly one of json, text, bytes; none = empty body. */
  readonly json?: unknown;
  readonly text?: string;
  readonly bytes?: Uint8Array;
}

/** One call as the vendor saw it. */
export interface SeenCall {
  readonly atMs: number;
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  /** Requests in flight when it arrived, itself included. */
  readonly inFlight: number;
  status: number | null;
  /** When its answer was sent, or its connection closed; null while it is under way. */
  endedAtMs: number | null;
}

export function writeReply(outgoing: ServerResponse, reply: SandboxReply): void {
  const { body, type } = toBody(reply);
  outgoing.writeHead(reply.status, {
    ...(type ? { 'content-type': type } : {}),
    'content-length': String(body.length),
    ...reply.headers,
  });
  outgoing.end(body);
}

/** The bytes and content type of a reply. */
export function toBody(reply: SandboxReply): { readonly body: Buffer; readonly type: string | undefined } {
  if (reply.json !== undefined) {
    return { body: Buffer.from(JSON.stringify(reply.json)), type: 'application/json; charset=utf-8' };
  }
  if (reply.text !== undefined) return { body: Buffer.from(reply.text), type: 'text/plain; charset=utf-8' };
  if (reply.bytes !== undefined) return { body: Buffer.from(reply.bytes), type: undefined };
  return { body: Buffer.alloc(0), type: undefined };
}
