/** A proxy before a sandbox vendor that rewrites the JSON of its answers: what a vendor might change one day. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The JSON a vendor answered with, rewritten; `path` is path and query of the request. */
export type Tamper = (json: unknown, path: string) => unknown;

export interface TamperingProxy {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  stop(): Promise<void>;
}

export async function startTamperingProxy(targetUrl: string, tamper: Tamper): Promise<TamperingProxy> {
  const server = createServer((incoming, outgoing) => {
    forward(incoming, outgoing, targetUrl, tamper).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function forward(incoming: IncomingMessage, outgoing: ServerResponse, targetUrl: string, tamper: Tamper) {
  const path = incoming.url ?? '/';
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (!hopByHop.has(name) && value !== undefined) headers.set(name, String(value));
  }
  const body = Buffer.concat(await Array.fromAsync(incoming as AsyncIterable<Buffer>));
  const method = incoming.method ?? 'GET';
  const answer = await fetch(targetUrl + path, { method, headers, ...(body.length > 0 ? { body } : {}) });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const type = answer.headers.get('content-type') ?? '';
  outgoing.writeHead(answer.status, type ? { 'content-type': type } : {});
  outgoing.end(type.includes('json') ? JSON.stringify(tamper(JSON.parse(bytes.toString('utf8')), path)) : bytes);
}

const hopByHop = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive']);

/** Every object of the JSON with a field no contract knows. */
export function withUnknownFields(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withUnknownFields);
  if (typeof json !== 'object' || json === null) return json;
  const known = Object.entries(json).map(([name, value]) => [name, withUnknownFields(value)]);
  return { ...Object.fromEntries(known), 'x-unheard-of': { nested: [1, 'two', null] } };
}

/** Every object of the JSON with fields named as what all objects inherit; own ones, as `JSON.parse` makes them. */
export function withPrototypeNames(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withPrototypeNames);
  if (typeof json !== 'object' || json === null) return json;
  const pollution = [
    ['__proto__', { polluted: true }],
    ['constructor', { prototype: { polluted: true } }],
    ['toString', { polluted: true }],
  ];
  const known = Object.entries(json).map(([name, value]) => [name, withPrototypeNames(value)]);
  return Object.fromEntries([...pollution, ...known]);
}

/** Every string under a name that ends in "name" with `mark` before it, so that one can see whose it is. */
export function withMarkedNames(json: unknown, mark: string): unknown {
  if (Array.isArray(json)) return json.map((item) => withMarkedNames(item, mark));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [
      name,
      typeof value === 'string' && /name$/i.test(name) ? mark + value : withMarkedNames(value, mark),
    ]),
  );
}
