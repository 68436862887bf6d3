/** One HTTP request under its time limits, counted, timed, logged, and judged by the error table. */

import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.ts';
import type { VendorName } from '../../domain/vendor-name.ts';
import { AppError, toAppError } from '../../errors.ts';
import type { Metrics } from '../../metrics.ts';
import { type Call, countFor } from '../call.ts';
import type { ReadAnswer, VendorRequest, VendorResponse } from '../connection.ts';
import type { ContractWatch } from './contract-watch.ts';
import type { HttpClient } from './http-client.ts';
import { errorCodeOf, judgeStatus, judgeThrown, operationEnded, vendorError } from './judge.ts';
import { clampPause, parseRetryAfter } from './retry-after.ts';
import { toSample } from './sample.ts';
import type { TimeLimits } from './time-limits.ts';

export interface AttemptDeps {
  readonly vendor: VendorName;
  readonly tenantId: string;
  readonly client: HttpClient;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly contract: ContractWatch;
  /** Longest one exchange may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly timeLimits: TimeLimits;
  readonly retryAfterMsFrom: ((response: VendorResponse) => number | undefined) | undefined;
}

/** How one request ended. `unsent`: the vendor cannot have seen it. `abandoned`: it may still be at work on it. */
export type AttemptResult<T> =
  | { readonly ok: true; readonly response: VendorResponse; readonly value: T }
  | {
      readonly ok: false;
      readonly error: AppError;
      readonly response?: VendorResponse;
      readonly unsent: boolean;
      readonly abandoned: boolean;
    };

export async function attempt<T>(
  deps: AttemptDeps,
  request: VendorRequest,
  authorization: Readonly<Record<string, string>>,
  read: ReadAnswer<T>,
  call: Call,
): Promise<AttemptResult<T>> {
  const { vendor, clock, metrics } = deps;
  countFor(call.trace, vendor).calls += 1;
  const startMs = clock.now();
  const unfit: unknown[] = [];
  const result = readInside(
    await exchangeInTime(deps, request, authorization, call),
    (response) => read(response, (part) => unfit.push(part)),
    vendor,
  );
  const durationMs = clock.now() - startMs;
  metrics.vendorCallSeconds.observe({ vendor }, durationMs / 1000);
  metrics.vendorCalls.inc({ vendor, operation: request.operation, outcome: result.ok ? 'ok' : result.error.code });
  if (!result.ok) logFailure(deps, request, result, durationMs);
  else if (unfit.length > 0) deps.contract.parts(request.operation, unfit);
  return result;
}

/** An answer that can't be read is a failure of its call. */
function readInside<T>(
  result: AttemptResult<undefined>,
  read: (response: VendorResponse) => T,
  vendor: VendorName,
): AttemptResult<T> {
  if (!result.ok) return result;
  const { response } = result;
  try {
    return { ok: true, response, value: read(response) };
  } catch (thrown) {
    const { code, message, details, cause } = toAppError(thrown);
    const error = new AppError(code, message, { vendor, ...details }, { cause });
    return { ok: false, error, response, unsent: false, abandoned: false };
  }
}

async function exchangeInTime(
  deps: AttemptDeps,
  request: VendorRequest,
  authorization: Readonly<Record<string, string>>,
  call: Call,
): Promise<AttemptResult<undefined>> {
  const { vendor } = deps;
  const limit = startTimeLimit(deps, call);
  try {
    const response = await deps.client.exchange(request, authorization, limit.signal);
    const error = judgeStatus(vendor, response, request.accept ?? [], askedPauseMs(deps, response));
    if (error) return { ok: false, error, response, unsent: false, abandoned: false };
    return { ok: true, response, value: undefined };
  } catch (thrown) {
    if (limit.signal.aborted)
      return { ok: false, error: toAppErrorOf(limit.signal, vendor), unsent: false, abandoned: true };
    return { ok: false, ...judgeThrown(vendor, thrown), abandoned: false };
  } finally {
    limit.stop();
  }
}

/** How long the vendor asks us to wait, in its body or header. */
function askedPauseMs({ retryAfterMsFrom, clock }: AttemptDeps, response: VendorResponse): number | undefined {
  if (response.status < 400) return undefined;
  return clampPause(retryAfterMsFrom?.(response)) ?? parseRetryAfter(response.headers['retry-after'], clock.now());
}

/** Aborted with the AppError that says which limit ended the exchange. */
function startTimeLimit({ vendor, clock, timeoutMs, timeLimits }: AttemptDeps, call: Call) {
  const ended = new AbortController();
  const onCallAbort = () => ended.abort(operationEnded(vendor, call));
  if (call.signal.aborted) onCallAbort();
  call.signal.addEventListener('abort', onCallAbort, { once: true });
  const timeoutAtMs = clock.now() + timeoutMs;
  const limited = {
    // A reader who joins a shared call may put its deadline off.
    endsAtMs: () => Math.min(timeoutAtMs, call.deadlineMs),
    onEnd: () => {
      if (clock.now() >= call.deadlineMs) onCallAbort();
      else ended.abort(vendorError('VENDOR_TIMEOUT', vendor, `${vendor} did not answer within ${timeoutMs} ms.`));
    },
  };
  timeLimits.start(limited);
  return {
    signal: ended.signal,
    stop: () => {
      call.signal.removeEventListener('abort', onCallAbort);
      timeLimits.end(limited);
    },
  };
}

function toAppErrorOf(signal: AbortSignal, vendor: VendorName): AppError {
  return signal.reason instanceof AppError
    ? signal.reason
    : vendorError('VENDOR_TIMEOUT', vendor, `${vendor} did not answer in time.`);
}

function logFailure(
  { log, vendor, tenantId, contract }: AttemptDeps,
  { operation }: VendorRequest,
  { error, response }: Extract<AttemptResult<never>, { ok: false }>,
  durationMs: number,
): void {
  const { code } = error;
  contract.answer(operation, error);
  const cause = errorCodeOf(error.cause);
  const status = response?.status;
  // The message is our own: it says which field did not fit.
  const sample =
    code === 'VENDOR_CONTRACT' && response ? { message: error.message, sample: toSample(response.body) } : {};
  log.warn({ vendor, tenantId, operation, code, status, cause, durationMs, ...sample }, 'vendor call failed');
}
