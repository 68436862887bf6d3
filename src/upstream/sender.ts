/**
 * A call on its way out: breaker, token, its turn in the budget, the exchange, and what to do when it fails: another
 * token, another credential, another try, or an error.
 */

import type { Clock } from '../domain/clock.ts';
import { AppError, type ErrorCode } from '../errors.ts';
import type { Ending, Lease } from './budget/engine.ts';
import type { Call } from './call.ts';
import type { ReadAnswer, VendorRequest, VendorResponse } from './connection.ts';
import type { LiveCredential } from './credential/live-credential.ts';
import type { SharedCredential } from './credential/shared-credentials.ts';
import type { TokenCache } from './credential/token-cache.ts';
import { type AttemptDeps, type AttemptResult, attempt } from './http/attempt.ts';
import { operationEnded, vendorError } from './http/judge.ts';
import type { BudgetClass } from './limits.ts';
import type { Health } from './resilience/breaker.ts';

export interface SenderDeps extends AttemptDeps {
  readonly clock: Clock;
  readonly random: () => number;
  readonly classes: Readonly<Record<string, BudgetClass>>;
  readonly live: LiveCredential;
  /** By index of the credential. */
  readonly shared: readonly SharedCredential[];
  readonly tokens: TokenCache | undefined;
  readonly authorize: (credential: string, token?: string) => Readonly<Record<string, string>>;
  /** Told of every exchange. */
  readonly onResult: (result: AttemptResult<unknown>) => void;
}

type Failure = Extract<AttemptResult<never>, { ok: false }>;

/** Tries beyond the first, of each kind. */
const mostRetries = 2;
const firstBackoffMs = 100;

export async function sendRequest<T>(
  deps: SenderDeps,
  request: VendorRequest,
  read: ReadAnswer<T>,
  call: Call,
): Promise<T> {
  const credentials = [...deps.live.inOrder()];
  let tokenRenewed = false;
  let retries = 0;
  let limited = 0;
  for (;;) {
    const index = credentials[0] ?? 0;
    const { result, token } = await exchange(deps, index, request, read, call);
    if (result.ok) {
      // A token is no access yet.
      if (!deps.tokens?.isFetch(call)) deps.live.works(index);
      return result.value;
    }
    if (result.response?.status === 401) {
      if (token !== undefined && !tokenRenewed) {
        deps.tokens?.refuse(token);
        tokenRenewed = true;
        continue;
      }
      credentials.shift();
      if (credentials.length > 0) continue;
      deps.live.refuse();
      throw result.error;
    }
    if (result.response?.status === 429) {
      limited += 1;
      // Its next turn comes after the pause; the pacer says no when that is too late.
      if (limited > mostRetries || !isIdempotent(request)) throw result.error;
      continue;
    }
    const waitMs = retryWaitMs(deps, index, request, result, retries, call);
    if (waitMs === undefined) throw result.error;
    retries += 1;
    await pause(deps, waitMs, call);
  }
}

interface Exchanged<T> {
  readonly result: AttemptResult<T>;
  /** The token it went out with. */
  readonly token: string | undefined;
}

async function exchange<T>(
  deps: SenderDeps,
  index: number,
  request: VendorRequest,
  read: ReadAnswer<T>,
  call: Call,
): Promise<Exchanged<T>> {
  const shared = sharedAt(deps, index);
  const { breaker, pacer, retries, scarcity } = shared;
  const admission = breaker.admit();
  if (!admission.admitted) throw breakerOpen(deps, admission.retryAfterMs);
  let token: string | undefined;
  let lease: Lease;
  try {
    const ended = () => operationEnded(deps.vendor, call);
    token = deps.tokens?.isFetch(call) ? undefined : await deps.tokens?.get(call, ended);
    lease = await pacer.enter(request.budgetClass ?? 'default', deps.tenantId, call);
  } catch (thrown) {
    breaker.report(admission, 'unknown');
    throw thrown;
  }
  if (!admission.probe && breaker.state === 'OPEN') {
    await pacer.leave(lease, 'unsent');
    throw breakerOpen(deps, 1_000);
  }
  retries.countCall();
  scarcity.countCall();
  const timeoutMs = deps.classes[request.budgetClass ?? 'default']?.timeoutMs ?? deps.timeoutMs;
  const sent = await attempt(
    { ...deps, timeoutMs },
    request,
    deps.authorize(deps.live.secret(index), token),
    read,
    call,
  );
  const result = await learn(deps, shared, request, sent);
  if (mayHaveChanged(request, result)) call.trace.changes += 1;
  breaker.report(admission, healthOf(result));
  await pacer.leave(lease, endingOf(result));
  deps.onResult(result);
  return { result, token };
}

/** What an answer says about the budget: calls left, or a pause. */
async function learn<T>(
  { classes, clock, vendor }: SenderDeps,
  { pacer, pauses }: SharedCredential,
  request: VendorRequest,
  result: AttemptResult<T>,
): Promise<AttemptResult<T>> {
  const budgetClass = request.budgetClass ?? 'default';
  const rules = classes[budgetClass];
  const remaining = remainingOf(result.response, rules ?? {}) ?? remainingOf(result.response, classes.default ?? {});
  if (remaining !== undefined) await pacer.believe(budgetClass, remaining);
  if (result.ok) pauses.reset();
  if (result.ok || result.response?.status !== 429) return result;
  const { rate, longestPauseMs } = rules ?? {};
  const asked = result.error.details.retryAfterMs;
  const waitMs = pauses.next(asked, rate?.value.windowMs, clock.now(), longestPauseMs?.value);
  await pacer.pause(waitMs);
  return { ...result, error: vendorError('VENDOR_RATE_LIMITED', vendor, result.error.message, waitMs) };
}

function remainingOf(response: VendorResponse | undefined, rules: BudgetClass): number | undefined {
  const header = rules.remainingHeader && response?.headers[rules.remainingHeader.value];
  const text = typeof header === 'string' ? header : header?.[0];
  return text !== undefined && /^\s*\d+\s*$/.test(text) ? Number(text) : undefined;
}

/** How long to wait before another try; undefined when there is to be none. */
function retryWaitMs(
  deps: SenderDeps,
  index: number,
  request: VendorRequest,
  { error, unsent, response }: Failure,
  retries: number,
  call: Call,
): number | undefined {
  const { breaker, retries: budget } = sharedAt(deps, index);
  if (error.code !== 'VENDOR_UNAVAILABLE' || response?.status === 501) return undefined;
  if (!unsent && !isIdempotent(request)) return undefined;
  if (retries >= mostRetries || breaker.state !== 'CLOSED') return undefined;
  const backoffMs = firstBackoffMs * 2 ** retries * (0.5 + deps.random());
  const waitMs = Math.max(backoffMs, error.details.retryAfterMs ?? 0);
  if (deps.clock.now() + waitMs >= call.deadlineMs) return undefined;
  return budget.spend() ? waitMs : undefined;
}

async function pause({ clock, vendor }: SenderDeps, waitMs: number, call: Call): Promise<void> {
  try {
    await clock.sleep(waitMs, call.signal);
  } catch {
    throw operationEnded(vendor, call);
  }
}

function isIdempotent({ idempotent, method }: VendorRequest): boolean {
  return idempotent ?? method === 'GET';
}

function mayHaveChanged(request: VendorRequest, result: AttemptResult<unknown>): boolean {
  if (isIdempotent(request)) return false;
  return result.ok || !(result.unsent || refused.has(result.error.code));
}

const refused: ReadonlySet<ErrorCode> = new Set(['VENDOR_UNAUTHORIZED', 'VENDOR_RATE_LIMITED', 'VENDOR_REJECTED']);

function endingOf(result: AttemptResult<unknown>): Ending {
  if (result.ok) return 'done';
  if (result.unsent) return 'unsent';
  return result.abandoned ? 'abandoned' : 'done';
}

function healthOf(result: AttemptResult<unknown>): Health {
  if (result.ok) return 'alive';
  if (result.error.code === 'VENDOR_UNAVAILABLE' || result.error.code === 'VENDOR_TIMEOUT') return 'failing';
  return result.abandoned ? 'unknown' : 'alive';
}

function breakerOpen({ vendor }: SenderDeps, retryAfterMs: number): AppError {
  const message = `${vendor} has failed repeatedly and is left alone for a while.`;
  return vendorError('VENDOR_UNAVAILABLE', vendor, message, retryAfterMs);
}

function sharedAt({ shared }: SenderDeps, index: number): SharedCredential {
  const found = shared[index];
  if (!found) throw new AppError('INTERNAL_SERVER_ERROR', 'Internal error.');
  return found;
}
