/**
 * The one table of error codes, and the one normaliser that never throws.
 * `docs/errors.md` lists the same codes; a test holds the two together.
 */

import type { VendorName } from './domain/vendor-name.ts';

interface ErrorCodeEntry {
  /** HTTP status when the whole request ends with this code; a field error travels in a 200 answer. */
  readonly httpStatus: number;
  /** What happened, for the person reading the answer. */
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
}

export const errorCodes = {
  UNAUTHENTICATED: {
    httpStatus: 401,
    meaning: 'No credential was sent, or the one sent is unknown, expired or malformed.',
    remedy: 'Send `authorization: Bearer <API key or JWT>` or `x-api-key: <API key>`.',
  },
  FORBIDDEN: {
    httpStatus: 403,
    meaning: 'The credential is valid but lacks the role the operation needs.',
    remedy: 'Use a credential with the role: read for queries, write for mutations, events for subscriptions.',
  },
  BAD_REQUEST: {
    httpStatus: 400,
    meaning: 'The HTTP request is not a GraphQL request: malformed JSON, no query, or a wrong method or content type.',
    remedy: 'POST a JSON object with `query`, and optionally `variables` and `operationName`.',
  },
  GRAPHQL_PARSE_FAILED: {
    httpStatus: 400,
    meaning: 'The document is not GraphQL.',
    remedy: 'Mend the syntax at the location given.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    httpStatus: 400,
    meaning: 'The document does not fit the schema.',
    remedy: 'Mend the field, argument or type the message names; GraphiQL shows the schema.',
  },
  QUERY_LIMIT_EXCEEDED: {
    httpStatus: 400,
    meaning: 'The operation is larger than the gateway allows; nothing was executed.',
    remedy: 'Split the operation, or ask for smaller pages; `extensions.limit` names the limit and the value.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    httpStatus: 400,
    meaning: 'The document holds several operations, and `operationName` does not say which one to run.',
    remedy: 'Send `operationName`.',
  },
  BAD_USER_INPUT: {
    httpStatus: 400,
    meaning: 'An argument or variable has a value the graph cannot use; `extensions.argument` names it.',
    remedy: 'Mend the argument the message names.',
  },
  RANGE_NOT_AVAILABLE: {
    httpStatus: 400,
    meaning: 'The vendor cannot give this range or resolution.',
    remedy: 'Ask for the range or resolution the message offers.',
  },
  VENDOR_NOT_CONFIGURED: {
    httpStatus: 400,
    meaning: 'The field needs a vendor this tenant has not configured.',
    remedy: 'Add the vendor to the tenant in the config file.',
  },
  VENDOR_UNAVAILABLE: {
    httpStatus: 502,
    meaning: 'The vendor could not be reached, answered with a server error, or its breaker is open.',
    remedy: 'Retry after `extensions.retryAfterMs` where given; the other fields of the answer are good.',
  },
  VENDOR_TIMEOUT: {
    httpStatus: 504,
    meaning: 'The vendor did not answer in time.',
    remedy: 'Retry, or ask for less in one operation.',
  },
  VENDOR_RATE_LIMITED: {
    httpStatus: 429,
    meaning: "The vendor's limit, or the gateway's budget that keeps within it, is spent for now.",
    remedy: 'Retry after `extensions.retryAfterMs`.',
  },
  VENDOR_UNAUTHORIZED: {
    httpStatus: 502,
    meaning: "The vendor refused the tenant's own credential.",
    remedy: "Renew the tenant's vendor credential in the config file.",
  },
  VENDOR_REJECTED: {
    httpStatus: 502,
    meaning: 'The vendor refused the request as invalid.',
    remedy: 'Check the arguments; if they are right, the adapter is out of step with the vendor: report it.',
  },
  VENDOR_CONTRACT: {
    httpStatus: 502,
    meaning: "The vendor's answer does not have the shape of its contract.",
    remedy: 'Report it: the vendor changed something, and its adapter must follow.',
  },
  OPERATION_TIMEOUT: {
    httpStatus: 504,
    meaning: 'The operation did not finish within its time limit.',
    remedy: 'Ask for less in one operation.',
  },
  OUTCOME_UNKNOWN: {
    httpStatus: 409,
    meaning:
      'An earlier attempt with this idempotencyKey broke off, and whether the vendor has carried it out is not known.',
    remedy: 'Look at what the vendor holds; if it was not done, send it again with a new key.',
  },
  TOO_MANY_REQUESTS: {
    httpStatus: 429,
    meaning: 'This client sends too many requests, opens too many connections or subscriptions.',
    remedy: 'Slow down; `extensions.retryAfterMs` says for how long, where known.',
  },
  SHUTTING_DOWN: {
    httpStatus: 503,
    meaning: 'This replica is draining.',
    remedy: 'Reconnect: another replica answers.',
  },
  INTERNAL_SERVER_ERROR: {
    httpStatus: 500,
    meaning: 'A fault of the gateway; the details are in its log under the request id.',
    remedy: 'Report it with the request id.',
  },
} as const satisfies Record<string, ErrorCodeEntry>;

export type ErrorCode = keyof typeof errorCodes;

/** The only extension keys that may leave the gateway beside `code`. */
export interface ErrorDetails {
  readonly vendor?: VendorName;
  /** Milliseconds after which a retry has a chance. */
  readonly retryAfterMs?: number;
  /** The argument at fault, as a dotted path (`by.ref`). */
  readonly argument?: string;
  /** The query limit exceeded: its name, the maximum allowed and the value seen. */
  readonly limit?: { readonly name: string; readonly max: number; readonly value: number };
}

/** An error whose message and details are safe to show to a client. `cause` never leaves the process. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}

/** Any thrown value as an AppError; what is not one already becomes INTERNAL_SERVER_ERROR with its text hidden. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError('INTERNAL_SERVER_ERROR', 'Internal error.', {}, { cause: thrown });
}

/** A BAD_USER_INPUT that names the argument at fault (dotted path). */
export function badInput(argument: string, message: string): AppError {
  return new AppError('BAD_USER_INPUT', message, { argument });
}
