/** From what happened on the wire to the one error table. No vendor text, URL or header gets into a message. */

import type { VendorName } from '../../domain/vendor-name.ts';
import { AppError, type ErrorCode } from '../../errors.ts';
import type { Call } from '../call.ts';
import type { VendorResponse } from '../connection.ts';
import { PrivateAddressError } from './public-address.ts';

/** The error an answer stands for; undefined when it is an answer. */
export function judgeStatus(
  vendor: VendorName,
  response: VendorResponse,
  accept: readonly number[],
  retryAfterMs: number | undefined,
): AppError | undefined {
  const { status } = response;
  if ((status >= 200 && status < 300) || accept.includes(status)) return undefined;
  const [code, what] = statusMeaning(status);
  return vendorError(code, vendor, `${vendor} ${what} (status ${status}).`, retryAfterMs);
}

function statusMeaning(status: number): readonly [ErrorCode, string] {
  if (status === 401 || status === 403) return ['VENDOR_UNAUTHORIZED', "refused the tenant's credential"];
  if (status === 429) return ['VENDOR_RATE_LIMITED', 'limits the rate of calls'];
  if (status >= 500 || status === 408) return ['VENDOR_UNAVAILABLE', 'is not available'];
  if (status >= 400) return ['VENDOR_REJECTED', 'refused the request'];
  return ['VENDOR_CONTRACT', 'answered with a redirect or an unknown status'];
}

/** A failed exchange and whether the request may have reached the vendor. */
export interface TransportFailure {
  readonly error: AppError;
  /** True when no byte of the request can have been processed, so that sending it again is safe. */
  readonly unsent: boolean;
}

/** What a thrown transport error stands for. */
export function judgeThrown(vendor: VendorName, thrown: unknown): TransportFailure {
  if (thrown instanceof AppError) {
    const error = new AppError(thrown.code, thrown.message, { vendor, ...thrown.details }, { cause: thrown.cause });
    return { error, unsent: false };
  }
  const code = errorCodeOf(thrown);
  if (code === 'UND_ERR_INVALID_ARG') {
    const error = new AppError('INTERNAL_SERVER_ERROR', 'Internal error.', { vendor }, { cause: thrown });
    return { error, unsent: true };
  }
  const unsent = unsentCodes.has(code) || thrown instanceof PrivateAddressError;
  const what = unsent ? 'cannot be reached' : 'broke off the connection';
  const error = new AppError('VENDOR_UNAVAILABLE', `${vendor} ${what}.`, { vendor }, { cause: thrown });
  return { error, unsent };
}

export function vendorError(code: ErrorCode, vendor: VendorName, message: string, retryAfterMs?: number): AppError {
  return new AppError(code, message, { vendor, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
}

/** The error of a call whose operation is over: its own reason when that is one of ours. */
export function operationEnded(vendor: VendorName, call: Call): AppError {
  if (call.signal.reason instanceof AppError) return call.signal.reason;
  return vendorError('OPERATION_TIMEOUT', vendor, `The operation ended before ${vendor} answered.`);
}

/** The system's or undici's own code of an error, for logs and for judging; empty when it has none. */
export function errorCodeOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return '';
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
  // A connect over several addresses fails with an AggregateError.
  return 'errors' in thrown && Array.isArray(thrown.errors) ? errorCodeOf(thrown.errors[0]) : '';
}

// The connection was never made.
const unsentCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'EPRIVATE',
]);
