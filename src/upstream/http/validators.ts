/** Answers that came with an ETag: asked for again with If-None-Match, and taken from here when the vendor says 304. */

import { LRUCache } from 'lru-cache';
import { byteSize } from '../cache/byte-size.ts';
import type { ReadAnswer, VendorRequest, VendorResponse } from '../connection.ts';
import { type Key, type TenantScope, tenantKey } from '../key.ts';

interface Validated {
  readonly etag: string;
  readonly response: VendorResponse;
}

/** Shared by all connections; the keys keep them apart. */
export type ValidatorStore = LRUCache<Key<'etag'>, Validated>;

export function createValidatorStore(maxBytes: number): ValidatorStore {
  return new LRUCache({ maxSize: maxBytes, sizeCalculation: ({ response }) => 500 + byteSize(response.body) });
}

export interface ConditionalRequest<T> {
  /** The request, with If-None-Match where there is something to compare with. */
  readonly request: VendorRequest;
  /** Reads the answer; the one kept when the vendor's has not changed. */
  readonly read: ReadAnswer<T>;
}

export function toConditional<T>(
  store: ValidatorStore,
  scope: TenantScope,
  request: VendorRequest,
  read: ReadAnswer<T>,
): ConditionalRequest<T> {
  if (request.method !== 'GET') return { request, read };
  const params = { path: request.path, query: JSON.stringify(request.query), headers: JSON.stringify(request.headers) };
  const key = tenantKey('etag', scope, request.operation, params)(request.expect ?? 'json');
  const kept = store.get(key);
  return {
    request: kept ? withEtag(request, kept.etag) : request,
    read(response, drift) {
      // What did not fit the contract was told when it came.
      if (response.status === 304 && kept) return read(kept.response, () => undefined);
      const value = read(response, drift);
      const { etag } = response.headers;
      if (response.status === 200 && typeof etag === 'string') store.set(key, { etag, response });
      return value;
    },
  };
}

function withEtag(request: VendorRequest, etag: string): VendorRequest {
  const headers = { ...request.headers, 'if-none-match': etag };
  return { ...request, headers, accept: [...(request.accept ?? []), 304] };
}
