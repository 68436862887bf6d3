/**
 * What every mutation has in common: a refusal that the client can mend comes back in `userErrors`, and a client that
 * sends an `idempotencyKey` gets one answer for it, however often it asks, whichever replica it asks and whatever dies.
 */

import { createHash } from 'node:crypto';
import { AppError, badInput, type ErrorCode, type ErrorDetails, toAppError } from '../errors.ts';
import type { Claim, ClaimedKey } from '../store/idempotency.ts';
import type { GraphContext } from './context.ts';

export interface UserError {
  readonly code: ErrorCode;
  readonly message: string;
  /** Dotted path of the argument at fault. */
  readonly field: string | null;
}

export interface MutationSpec<Payload> {
  readonly name: string;
  readonly input: { readonly idempotencyKey?: string | null | undefined };
  /** The payload of a refusal. */
  readonly refused: Payload;
  /** Whether doing it twice comes to the same as once: an attempt that broke off is then simply made again. Default no. */
  readonly repeatable?: boolean;
}

type Answer<Payload> = Payload & { readonly userErrors: readonly UserError[] };

/**
 * Runs a mutation. `run` gives the payload as plain data, for it may be kept as JSON; what it throws for the client to
 * mend (BAD_USER_INPUT, VENDOR_REJECTED …) becomes a user error, anything else stays an error.
 * @throws AppError OUTCOME_UNKNOWN when an earlier attempt with the key broke off and may have reached the vendor
 */
export async function mutate<Payload extends object>(
  spec: MutationSpec<Payload>,
  context: GraphContext,
  run: () => Promise<Payload>,
): Promise<Answer<Payload>> {
  const key = spec.input.idempotencyKey ?? undefined;
  if (key === undefined) return toAnswer(await attempt(run), spec);
  if (!/^[\x20-\x7e]{1,255}$/.test(key)) {
    return toAnswer({ error: badInput(keyField, `${keyField}: 1 to 255 printable ASCII characters.`) }, spec);
  }
  const claim = await claimInTurn(key, spec, context);
  switch (claim.status) {
    case 'other-input':
      return toAnswer({ error: badInput(keyField, `${keyField}: it was used before with another input.`) }, spec);
    case 'answered':
      return toAnswer(fromText<Payload>(claim.answer), spec);
    case 'interrupted':
      if (!spec.repeatable) return toAnswer(await settle<Payload>({ error: outcomeUnknown() }, claim), spec);
      break;
    case 'claimed':
      break;
  }
  const outcome = await attempt(run);
  const open = 'error' in outcome && isOpen(outcome.error, spec);
  // A key that cannot be released is free again when its time is over.
  if (open) await claim.release().catch(() => {});
  return toAnswer(open ? outcome : await settle(outcome, claim), spec);
}

const keyField = 'input.idempotencyKey';
/** Between two looks for the answer that another request with the key is at work on, in milliseconds. */
const waitMs = 100;

type Outcome<Payload> = { readonly payload: Payload } | { readonly error: AppError };

async function attempt<Payload>(run: () => Promise<Payload>): Promise<Outcome<Payload>> {
  try {
    return { payload: await run() };
  } catch (thrown) {
    return { error: toAppError(thrown) };
  }
}

/** Waits for whoever works on the same key; at the latest until the operation ends. */
async function claimInTurn<Payload>(
  key: string,
  { name, input }: MutationSpec<Payload>,
  { tenant, idempotency, clock, call }: GraphContext,
): Promise<Exclude<Claim, { status: 'running' }>> {
  const named = { tenantId: tenant.id, mutation: name, key, inputDigest: digest(input) };
  for (;;) {
    const claim = await idempotency.claim(named);
    if (claim.status !== 'running') return claim;
    await clock.sleep(waitMs, call.signal);
  }
}

/** Refused before anything was done, or as good as done if it is done again: the key may be used once more. */
function isOpen<Payload>({ code }: AppError, { repeatable }: MutationSpec<Payload>): boolean {
  return repeatable ? !mendable.has(code) : refusals.has(code);
}

const refusals: ReadonlySet<ErrorCode> = new Set(['VENDOR_RATE_LIMITED', 'VENDOR_UNAUTHORIZED', 'FORBIDDEN']);
/** What the client can mend by asking otherwise. */
const mendable: ReadonlySet<ErrorCode> = new Set([
  'BAD_USER_INPUT',
  'RANGE_NOT_AVAILABLE',
  'VENDOR_NOT_CONFIGURED',
  'VENDOR_REJECTED',
]);

function toAnswer<Payload>(outcome: Outcome<Payload>, { refused }: MutationSpec<Payload>): Answer<Payload> {
  if ('payload' in outcome) return { ...outcome.payload, userErrors: [] };
  const { code, message, details } = outcome.error;
  if (!mendable.has(code)) throw outcome.error;
  return { ...refused, userErrors: [{ code, message, field: details.argument ?? null }] };
}

/** Keeps the outcome. If that fails it stands all the same; who asks again is told that it is not known. */
async function settle<Payload>(outcome: Outcome<Payload>, claim: ClaimedKey): Promise<Outcome<Payload>> {
  await claim.settle(toText(outcome)).catch(() => {});
  return outcome;
}

function toText<Payload>(outcome: Outcome<Payload>): string {
  if ('payload' in outcome) return JSON.stringify(outcome);
  const { code, message, details } = outcome.error;
  return JSON.stringify({ error: { code, message, details } });
}

// Nobody but `toText` writes it.
function fromText<Payload>(text: string): Outcome<Payload> {
  const kept = JSON.parse(text) as
    | { payload: Payload }
    | { error: { code: ErrorCode; message: string; details: ErrorDetails } };
  if ('payload' in kept) return kept;
  return { error: new AppError(kept.error.code, kept.error.message, kept.error.details) };
}

function outcomeUnknown(): AppError {
  const message =
    'An earlier attempt with this idempotencyKey broke off; whether the vendor has carried it out is not known.';
  return new AppError('OUTCOME_UNKNOWN', message, { argument: keyField });
}

/** The same for the same input, in whatever order its fields came. */
function digest(input: object): string {
  return createHash('sha256').update(JSON.stringify(input, sorted)).digest('hex');
}

function sorted(name: string, value: unknown): unknown {
  if (name === 'idempotencyKey') return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
