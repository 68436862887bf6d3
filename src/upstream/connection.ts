/**
 * The upstream port: what an adapter may ask of the outgoing side. One connection is one tenant's credential at one
 * vendor host; budgets, cache, breaker, retry and token live behind it. Implemented by `upstream.ts`.
 */

import type { Batch } from '../domain/batch.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import type { AppError } from '../errors.ts';
import type { AnswerStore } from './cache/answers.ts';
import type { Call } from './call.ts';
import type { KeyParams } from './key.ts';
import type { VendorLimits } from './limits.ts';

export type QueryValue = string | number | boolean | readonly (string | number)[] | undefined;

export interface VendorRequest {
  /** Low-cardinality name for metrics and logs: `listAssets`. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path below the base URL, every segment already encoded (build it with the `path` tag). */
  readonly path: string;
  /** Query parameters; an array repeats its key. Percent-encoded in full. */
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as application/x-www-form-urlencoded. */
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Name of a class in the vendor's limits; `default` when absent. */
  readonly budgetClass?: string;
  /** Whether sending it twice does no harm. Default: true for GET, false else; all-POST vendors say true for reads. */
  readonly idempotent?: boolean;
  /** What the body is parsed to. `jsonBytes`: the Buffer of what must be JSON, for who reads it with a scanner. Default `json`. */
  readonly expect?: 'json' | 'jsonBytes' | 'text' | 'binary';
  /** Statuses beyond 2xx that are an answer, not an error (e.g. 404 for "unknown"). */
  readonly accept?: readonly number[];
}

export interface VendorResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** JSON value, text, bytes or Buffer as `expect` said; undefined for an empty body. */
  readonly body: unknown;
}

/**
 * Turns an answer into what it says, within its exchange, so that an answer that can't be read is a failed call. Throws
 * VENDOR_CONTRACT; tells `drift` of each part that does not fit while the rest does. Pure: it may read an answer twice.
 */
export type ReadAnswer<T> = (response: VendorResponse, drift: Drift) => T;

/** Takes a part of an answer that does not fit the contract; the part itself is only ever shown redacted. */
export type Drift = (part: unknown) => void;

export interface Cached<T> {
  readonly value: T;
  /** When the vendor gave it; epoch milliseconds. */
  readonly asOfMs: number;
  /** Served beyond its freshness. */
  readonly stale: boolean;
}

export interface ReadSpec<T> {
  /** Name of a resource in the vendor's `freshness`. */
  readonly resource: string;
  readonly params: KeyParams;
  /** Names under which the entry can be dropped (`asset:<uuid>`). */
  readonly tags?: () => readonly string[];
  readonly load: (call: Call) => Promise<T>;
  /** True when the value can never change any more (settled past): kept as long as there is room. */
  readonly immutable?: boolean;
}

export interface ReadManySpec<T> {
  readonly resource: string;
  /** What the ids have in common (a time range, a page of the whole list). */
  readonly params: KeyParams;
  readonly ids: readonly string[];
  /** Names under which the entry of one id can be dropped, also one that says that the id is unknown. */
  readonly tags?: (id: string) => readonly string[];
  /**
   * Fetches the ids that no cache had, all in one go. An id absent from the answer is unknown (remembered for
   * `negativeSeconds`); an AppError belongs to its id alone and is never remembered.
   */
  readonly load: (missing: readonly string[], call: Call) => Promise<Batch<T>>;
  readonly immutable?: boolean;
}

/**
 * OAuth2 client credentials: how to get a token; the connection keeps, shares and renews it. `fetchToken` may send over
 * the same connection as long as it passes on the call it was given: that one goes out without a token.
 */
export interface TokenSource {
  readonly fetchToken: (
    call: Call,
  ) => Promise<{ readonly accessToken: string; readonly tokenType: string; readonly expiresInSeconds: number }>;
}

export interface ConnectionOptions {
  readonly vendor: VendorName;
  readonly tenantId: string;
  /** Names the host's role where a vendor has several (`push`, `dashboard`); part of every key. */
  readonly role?: string;
  /** The part before the paths of the contract; a path in it is kept. */
  readonly baseUrl: string;
  /** The secret, or secrets in order of preference (two live keys); only their fingerprints leave this object. */
  readonly credentials: readonly string[];
  /** Headers of a call under the credential in use; `token` is the access token alone, absent while one is being fetched. */
  readonly authorize: (credential: string, token?: string) => Readonly<Record<string, string>>;
  readonly token?: TokenSource;
  readonly limits: VendorLimits;
  /** A replacement of the daily limit in `limits`, from the tenant's config. */
  readonly perDay?: number;
  /** A replacement of the limit on concurrent requests in `limits`, from the tenant's config. */
  readonly concurrent?: number;
  /** Safe words from an error body for the client's message; undefined = say nothing of it. Vendor text never leaves. */
  readonly retryAfterMsFrom?: (response: VendorResponse) => number | undefined;
}

export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

export interface BudgetStatus {
  /** `1s`, `10s`, `24h`, prefixed by the class where it is not the default (`energyUpload 1s`). */
  readonly window: string;
  readonly limit: number;
  readonly remaining: number;
  /** Epoch milliseconds; when the whole limit is available again if nothing else is sent. */
  readonly resetsAtMs: number;
}

export interface ConnectionStatus {
  readonly budgets: readonly BudgetStatus[];
  readonly inFlight: number;
  /** null = no limit. */
  readonly maxInFlight: number | null;
  readonly breaker: BreakerState;
  readonly cache: { readonly hits: number; readonly misses: number; readonly stale: number };
  /** Requests sent in the last 24 hours. */
  readonly callsToday: number;
  readonly lastError: { readonly atMs: number; readonly error: AppError } | null;
  readonly lastSuccessAtMs: number | null;
}

export interface Connection {
  /** Whether what is read is kept: if not, reading more than is asked for serves nobody. */
  readonly keepsReads: boolean;
  /**
   * One exchange: waits its turn within the budget, retries where safe, ends at the deadline.
   * Throws AppError: VENDOR_UNAVAILABLE, VENDOR_TIMEOUT, VENDOR_RATE_LIMITED, VENDOR_UNAUTHORIZED, VENDOR_REJECTED,
   * VENDOR_CONTRACT (body is not what `expect` says), OPERATION_TIMEOUT.
   */
  send(request: VendorRequest, call: Call): Promise<VendorResponse>;
  /** `send`, and what the answer says. Throws what `read` throws too: counted, logged and shown as the call's own failure. */
  fetch<T>(request: VendorRequest, call: Call, read: ReadAnswer<T>): Promise<T>;
  /** Reads through the cache; equal reads in flight are one. */
  read<T>(spec: ReadSpec<T>, call: Call): Promise<Cached<T>>;
  /** Reads many entities through the cache; only the missing ones are loaded, together. Failures are per id. */
  readMany<T>(spec: ReadManySpec<T>, call: Call): Promise<ReadonlyMap<string, Cached<T> | AppError>>;
  /** Makes the entries under these tags be asked for anew. */
  drop(tags: readonly string[]): Promise<void>;
  status(): ConnectionStatus;
  /** How long values of a resource stay fresh at present, milliseconds: longer while calls are scarce, perhaps for ever. */
  freshMs(resource: string): number;
}

export interface Upstream {
  connect(options: ConnectionOptions): Connection;
  /** Whole answers made of what the connections gave. */
  readonly answers: AnswerStore;
  /** Closes pools and waits for background refreshes. */
  stop(): Promise<void>;
}
