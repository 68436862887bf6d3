/**
 * What of an error a client may see: the one place where errors leave. A known message, a code of the table, the
 * extension keys of `ErrorDetails`; never a stack, a vendor's text, or the text of an error nobody foresaw.
 */

import { GraphQLError, Kind } from 'graphql';
import { AppError, type ErrorCode, errorCodes, toAppError } from '../errors.ts';

export interface SafeError {
  readonly error: GraphQLError;
  readonly code: ErrorCode;
  /** What the client isn't told, for the log; only with INTERNAL_SERVER_ERROR. */
  readonly cause?: unknown;
}

/** @param requestId goes into the errors that only the log can explain. */
export function toSafeError(thrown: unknown, requestId?: string): SafeError {
  const appError = toKnownError(thrown);
  const { code, message, details } = appError;
  const internal = code === 'INTERNAL_SERVER_ERROR';
  const { vendor, retryAfterMs, argument, limit } = details;
  const at = thrown instanceof GraphQLError ? thrown : undefined;
  const error = new GraphQLError(message, {
    nodes: at?.nodes ?? null,
    source: at?.source ?? null,
    positions: at?.positions ?? null,
    path: at?.path ?? null,
    extensions: {
      code,
      ...(vendor && { vendor }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(argument !== undefined && { argument }),
      ...(limit && { limit }),
      ...(internal && requestId !== undefined && { requestId }),
    },
  });
  return { error, code, ...(internal && { cause: appError.cause ?? thrown }) };
}

/** The HTTP status of an answer that is nothing but this error. */
export function httpStatusOf(code: ErrorCode): number {
  return errorCodes[code].httpStatus;
}

/** A code of our table, or undefined. */
export function toErrorCode(value: unknown): ErrorCode | undefined {
  return typeof value === 'string' && Object.hasOwn(errorCodes, value) ? (value as ErrorCode) : undefined;
}

function toKnownError(thrown: unknown): AppError {
  const inner = findAppError(thrown);
  if (inner) return inner;
  if (!(thrown instanceof GraphQLError)) return toAppError(thrown);
  return toRequestError(thrown) ?? toAppError(thrown);
}

// graphql-js wraps what a resolver throws, and Apollo may wrap that again.
function findAppError(thrown: unknown): AppError | undefined {
  let error = thrown;
  for (let depth = 0; depth < 5 && error; depth += 1) {
    if (error instanceof AppError) return error;
    error = error instanceof GraphQLError ? error.originalError : undefined;
  }
  return undefined;
}

/** graphql-js and Apollo speaking of the request itself: their texts quote the client's own document and variables. */
function toRequestError(error: GraphQLError): AppError | undefined {
  const { code } = error.extensions;
  if (error.path === undefined) {
    // Of a scalar that cannot read a value, the document's place is known; of anything else only its own words count.
    if (error.originalError && !(error.originalError instanceof GraphQLError) && !error.nodes) return undefined;
    const variable = error.nodes?.[0];
    if (variable?.kind === Kind.VARIABLE_DEFINITION && code === undefined) {
      return new AppError('BAD_USER_INPUT', error.message, { argument: variable.variable.name.value });
    }
    const known = toErrorCode(code) ?? (code === undefined ? 'GRAPHQL_VALIDATION_FAILED' : 'BAD_REQUEST');
    return known === 'INTERNAL_SERVER_ERROR' ? undefined : new AppError(known, error.message.trim());
  }
  // An argument that only its variable's value makes wrong is found when the field is reached.
  if (error.originalError) return undefined;
  const argument = /^Argument "(\w+)"/.exec(error.message)?.[1];
  return argument === undefined ? undefined : new AppError('BAD_USER_INPUT', error.message, { argument });
}
