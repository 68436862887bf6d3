/** Answers that came with an ETag: asked for again with If-None-Match, and taken from here when the vendor says 304. */

import { LRUCache } from 'lru-cache';
import { byteSize } from '../cache/byte-size.ts';
import type { VendorRequest, VendorResponse } from '../connection.ts';
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

export interface ConditionalRequest {
  /** The request, with If-None-Match where there is something to compare with. */
  readonly request: VendorRequest;
  /** The answer to give: the one kept when the vendor's has not changed. */
  settle(response: VendorResponse): VendorResponse;
}

export function toConditional(store: ValidatorStore, scope: TenantScope, request: VendorRequest): ConditionalRequest {
  if (request.method !== 'GET') return { request, settle: (response) => response };
  const params = { path: request.path, query: JSON.stringify(request.query), headers: JSON.stringify(request.headers) };
  const key = tenantKey('etag', scope, request.operation, params)(request.expect ?? 'json');
  const kept = store.get(key);
  return {
    request: kept ? withEtag(request, kept.etag) : request,
    settle(response) {
      if (response.status === 304 && kept) return kept.response;
      const { etag } = response.headers;
      if (response.status === 200 && typeof etag === 'string') store.set(key, { etag, response });
      return response;
    },
  };
}

function withEtag(request: VendorRequest, etag: string): VendorRequest {
  const headers = { ...request.headers, 'if-none-match': etag };
  return { ...request, headers, accept: [...(request.accept ?? []), 304] };
}
