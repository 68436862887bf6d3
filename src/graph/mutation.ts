/**
 * What every mutation has in common: a refusal that the client can mend comes back in `userErrors`, and a client that
 * sends an `idempotencyKey` gets one answer for it, however often it asks, whichever replica it asks and whatever dies.
 */

import { createHash, hkdfSync } from 'node:crypto';
import { AppError, badInput, type ErrorCode, type ErrorDetails, toAppError } from '../errors.ts';
import type { Claim, ClaimedKey } from '../store/idempotency.ts';
import { createSecretBox } from '../store/secret-box.ts';
import type { GraphContext } from './context.ts';

export interface UserError {
  readonly code: ErrorCode;
  readonly message: string;
  /** Dotted path of the argument at fault, from `input` on. */
  readonly field: string | null;
}

export interface MutationSpec<Payload> {
  readonly name: string;
  readonly input: { readonly idempotencyKey?: string | null | undefined };
  /** The payload of a refusal. */
  readonly refused: Payload;
  /** Whether doing it twice comes to the same as once: an attempt that broke off is then simply made again. Default no. */
  readonly repeatable?: boolean;
  /** Whether the payload holds a secret: it is then kept in such a way that only who has the key can read it. Default no. */
  readonly secret?: boolean;
}

/** Plain data; `userErrors` where there are several faults, or a refusal has more to tell. */
type PlainPayload = object & { readonly userErrors?: readonly UserError[] };

type Answer<Payload> = Omit<Payload, 'userErrors'> & { readonly userErrors: readonly UserError[] };

/**
 * Runs a mutation. `run` gives the payload as plain data, for it may be kept as JSON; what it throws for the client to
 * mend (BAD_USER_INPUT, VENDOR_REJECTED …) becomes a user error, anything else stays an error.
 * @throws AppError OUTCOME_UNKNOWN when an earlier attempt with the key broke off and may have reached the vendor
 */
export async function mutate<Payload extends PlainPayload>(
  spec: MutationSpec<Payload>,
  context: GraphContext,
  run: () => Promise<Payload>,
): Promise<Answer<Payload>> {
  const key = spec.input.idempotencyKey ?? undefined;
  if (key === undefined) return toAnswer(await attempt(run), spec);
  if (!/^[\x20-\x7e]{1,255}$/.test(key)) {
    return toAnswer({ error: badInput(keyField, `${keyField}: 1 to 255 printable ASCII characters.`) }, spec);
  }
  const codec = spec.secret ? sealingCodec(key, spec.name, context.tenant.id) : plainCodec;
  const claim = await claimInTurn(codec.keptKey(key), spec, context);
  switch (claim.status) {
    case 'other-input':
      return toAnswer({ error: badInput(keyField, `${keyField}: it was used before with another input.`) }, spec);
    case 'answered':
      return toAnswer(fromText<Payload>(codec.read(claim.answer)), spec);
    case 'interrupted':
      if (!spec.repeatable) return toAnswer(await settle<Payload>({ error: outcomeUnknown() }, claim, codec), spec);
      break;
    case 'claimed':
      break;
  }
  const { trace } = context.call;
  const changesBefore = trace.changes;
  const outcome = await attempt(run);
  const open = 'error' in outcome && isOpen(outcome.error, spec, trace.changes > changesBefore);
  // A key that cannot be released is free again when its time is over.
  if (open) await claim.release().catch(() => {});
  return toAnswer(open ? outcome : await settle(outcome, claim, codec), spec);
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
  const named = { tenantId: tenant.id, mutation: name, key, inputDigest: digestOf(input) };
  for (;;) {
    const claim = await idempotency.claim(named);
    if (claim.status !== 'running') return claim;
    await clock.sleep(waitMs, call.signal);
  }
}

/** Nothing was done, or it is as good as done if it is done again: the key may be used once more. */
function isOpen<Payload>({ code }: AppError, { repeatable }: MutationSpec<Payload>, changed: boolean): boolean {
  return !mendable.has(code) && (repeatable === true || !changed);
}

/** What the client can mend by asking otherwise. */
const mendable: ReadonlySet<ErrorCode> = new Set([
  'BAD_USER_INPUT',
  'RANGE_NOT_AVAILABLE',
  'VENDOR_NOT_CONFIGURED',
  'VENDOR_REJECTED',
]);

function toAnswer<Payload extends PlainPayload>(
  outcome: Outcome<Payload>,
  { refused }: MutationSpec<Payload>,
): Answer<Payload> {
  if ('payload' in outcome) return { ...outcome.payload, userErrors: outcome.payload.userErrors ?? [] };
  if (!mendable.has(outcome.error.code)) throw outcome.error;
  return { ...refused, userErrors: [toUserError(outcome.error)] };
}

/** Every path begins at the one argument that there is, though who judged it may know nothing of mutations. */
function toUserError({ code, message, details: { argument } }: AppError): UserError {
  if (argument === undefined) return { code, message, field: null };
  if (/^input\b/.test(argument)) return { code, message, field: argument };
  const told = message.startsWith(`${argument}:`) ? `input.${message}` : message;
  return { code, message: told, field: `input.${argument}` };
}

/** Keeps the outcome. If that fails it stands all the same; who asks again is told that it is not known. */
async function settle<Payload>(outcome: Outcome<Payload>, claim: ClaimedKey, codec: Codec): Promise<Outcome<Payload>> {
  await claim.settle(codec.write(toText(outcome))).catch(() => {});
  return outcome;
}

/** How key and answer are kept. */
interface Codec {
  keptKey(key: string): string;
  write(answer: string): string;
  read(kept: string): string;
}

const plainCodec: Codec = { keptKey: (key) => key, write: (answer) => answer, read: (kept) => kept };

/** Sealed under the client's key, of which only a digest is kept: who has the database alone has nothing. */
function sealingCodec(key: string, name: string, tenantId: string): Codec {
  const box = createSecretBox([new Uint8Array(hkdfSync('sha256', key, tenantId, `wattgraph ${name}`, 32))]);
  const about = [tenantId, name];
  return {
    keptKey: () =>
      createHash('sha256')
        .update(JSON.stringify([...about, key]))
        .digest('base64url'),
    write: (answer) => Buffer.from(box.seal(answer, about)).toString('base64'),
    read(kept) {
      const opened = box.open(Buffer.from(kept, 'base64'), about);
      if (!opened) throw new AppError('INTERNAL_SERVER_ERROR', 'Internal error.');
      return opened.secret;
    },
  };
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

/** SHA-256, hex: the same for the same input, in whatever order its fields came, and whatever its key. */
export function digestOf(input: object): string {
  return createHash('sha256').update(JSON.stringify(input, sorted)).digest('hex');
}

function sorted(name: string, value: unknown): unknown {
  if (name === 'idempotencyKey') return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
