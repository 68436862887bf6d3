/** One vendor host: a pool of kept-alive connections, and one exchange over it at a time per call. */

import { Pool } from 'undici';
import type { VendorName } from '../../domain/vendor-name.ts';
import type { QueryValue, VendorRequest, VendorResponse } from '../connection.ts';
import { AnswerHandler, type WholeAnswer } from './answer-handler.ts';
import { parseBody } from './parse-body.ts';
import { parseBaseUrl, publicLookup } from './public-address.ts';

export interface HttpClientOptions {
  readonly vendor: VendorName;
  readonly baseUrl: string;
  /** Sockets at once: the vendor's own limit on concurrent requests. */
  readonly connections: number;
  /** Longest body read, in bytes. */
  readonly maxBodyBytes: number;
  readonly allowPrivateHosts: boolean;
}

export interface HttpClient {
  /** Sends once and reads the answer whole, whatever its status. Throws what the transport throws, or VENDOR_CONTRACT. */
  exchange(
    request: VendorRequest,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<VendorResponse>;
  stop(): Promise<void>;
}

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const base = parseBaseUrl(options.baseUrl, options);
  const pool = new Pool(base.origin, {
    connections: options.connections,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    connect: { timeout: connectTimeoutMs, ...(options.allowPrivateHosts ? {} : { lookup: publicLookup }) },
    // The exchange has one time limit of its own, on the injected clock.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  return {
    async exchange(request, authorization, signal) {
      const { body, contentType } = encodeBody(request);
      const headers = {
        accept: (request.expect ?? 'json').startsWith('json') ? 'application/json' : '*/*',
        'user-agent': 'wattgraph',
        ...(contentType ? { 'content-type': contentType } : {}),
        ...request.headers,
        ...authorization,
      };
      const handler = new AnswerHandler({ maxBytes: options.maxBodyBytes, vendor: options.vendor, signal });
      if (!signal.aborted) {
        const { method } = request;
        pool.dispatch({ method, path: pathOf(base, request), headers, ...(body !== undefined && { body }) }, handler);
      }
      return toResponse(await handler.answer, request, options);
    },
    stop: () => pool.destroy(),
  };
}

const connectTimeoutMs = 3_000;

function toResponse(
  { status, headers, bytes }: WholeAnswer,
  request: VendorRequest,
  { vendor }: HttpClientOptions,
): VendorResponse {
  const contentType = headers['content-type'];
  const body = parseBody(bytes, {
    vendor,
    expect: request.expect ?? 'json',
    contentType: (typeof contentType === 'string' ? contentType : contentType?.[0]) ?? '',
    strict: status >= 200 && status < 300,
  });
  return { status, headers, body };
}

function encodeBody(request: VendorRequest): { readonly body?: string; readonly contentType?: string } {
  if (request.json !== undefined) return { body: JSON.stringify(request.json), contentType: 'application/json' };
  if (request.form === undefined) return {};
  return { body: new URLSearchParams(request.form).toString(), contentType: 'application/x-www-form-urlencoded' };
}

function pathOf(base: URL, request: VendorRequest): string {
  const path = request.path === '' ? base.pathname : base.pathname.replace(/\/$/, '') + request.path;
  const query = queryText(request.query ?? {});
  return query ? `${path}?${query}` : path;
}

function queryText(query: Readonly<Record<string, QueryValue>>): string {
  return Object.entries(query)
    .flatMap(([name, value]) => valuesOf(value).map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`))
    .join('&');
}

function valuesOf(value: QueryValue): readonly (string | number | boolean)[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [value];
}
