/**
 * Makes what a vendor has registered be what is wished for, by one replica at a time and from what the vendor says now:
 * so it may be asked for any number of times, and mends what an attempt that broke off has left behind.
 *
 * A registration is replaced by adding the new one, keeping its secret, and only then taking away the old one: at no
 * time does nobody post, and what was signed with the old secret is still taken for a day.
 */

import type { Clock } from '../../domain/clock.ts';
import type { WebhookRegistration } from '../../domain/entities.ts';
import { AppError } from '../../errors.ts';
import type { SecretBox } from '../../store/secret-box.ts';
import type { Call } from '../../upstream/call.ts';
import type { EventLogger } from '../logger.ts';
import { secretOf } from './live-secrets.ts';
import type { HeldWebhook, WebhookRecord, WebhookRegistry } from './registry.ts';
import type { WebhookTarget, WebhookWish } from './target.ts';

export interface EnsureDeps {
  readonly registry: WebhookRegistry;
  readonly box: SecretBox | undefined;
  readonly clock: Clock;
  readonly logger: EventLogger;
}

/** How long the secret that was replaced is still good, milliseconds: longer than any vendor goes on sending again. */
export const overlapMs = 86_400_000;

/**
 * The registration as it then stands.
 * @param isDue judged under the lock; false = leave it
 * @throws AppError VENDOR_NOT_CONFIGURED naming what the configuration lacks; what the vendor's calls throw
 */
export async function ensureWebhook(
  target: WebhookTarget,
  wish: WebhookWish,
  call: Call,
  deps: EnsureDeps,
  isDue: (record: WebhookRecord) => boolean = () => true,
): Promise<WebhookRegistration | undefined> {
  const url = addressOf(target, deps);
  const held = await deps.registry.hold(target, call.signal);
  try {
    if (!isDue(held.record)) return undefined;
    const ours = await findOurs(target, url, held.record, call);
    const good = wish.rotate ? undefined : ours.find((one) => isGood(one, url, wish, held.record, target, deps));
    const standing = good ?? (await replace(target, url, wish, held, call, deps));
    await removeOthers(target, ours, standing.ref.id, call, deps);
    await held.save({ checked_at_ms: deps.clock.now(), ...renewed(target, held.record, good !== undefined, deps) });
    return standing;
  } finally {
    await held.release().catch(() => {});
  }
}

/** @throws AppError VENDOR_NOT_CONFIGURED */
function addressOf({ vendor, url, source, secrets }: WebhookTarget, { box }: EnsureDeps): string {
  const lacking = (what: string) =>
    new AppError('VENDOR_NOT_CONFIGURED', `A webhook of ${vendor} needs ${what} in the gateway's configuration.`, {
      vendor,
    });
  if (url === undefined) throw lacking('server.publicUrl');
  if (source.signingKeyFrom === 'vendor' && !box) throw lacking('WATTGRAPH_SECRET_KEY');
  if (source.signingKeyFrom === 'config' && secrets.length === 0) throw lacking('a security key');
  return url;
}

/** Those that lead here, and the one we registered wherever it leads. */
async function findOurs(
  { source }: WebhookTarget,
  url: string,
  record: WebhookRecord,
  call: Call,
): Promise<readonly WebhookRegistration[]> {
  const all = (await source.registrationsNow?.(call)) ?? [];
  return all.filter((one) => one.url === url || one.ref.id === record.registration_id);
}

function isGood(
  one: WebhookRegistration,
  url: string,
  { eventTypes }: WebhookWish,
  record: WebhookRecord,
  target: WebhookTarget,
  { box }: EnsureDeps,
): boolean {
  const knowsSecret = record.secret !== null && box?.open(record.secret, secretOf(target)) !== undefined;
  return (
    one.ref.id === record.registration_id && one.url === url && knowsSecret && sameTypes(one.eventTypes, eventTypes)
  );
}

function sameTypes(a: readonly string[], b: readonly string[]): boolean {
  const toText = (types: readonly string[]) => [...new Set(types.map((type) => type.toUpperCase()))].sort().join();
  return toText(a) === toText(b);
}

async function replace(
  target: WebhookTarget,
  url: string,
  { name, eventTypes }: WebhookWish,
  held: HeldWebhook,
  call: Call,
  deps: EnsureDeps,
): Promise<WebhookRegistration> {
  const { tenantId, vendor, source, secrets } = target;
  const { registration, secret } = await source.register({ name, url, eventTypes, secret: secrets[0] }, call);
  try {
    await held.save(toChange(target, held.record, registration, secret, deps));
  } catch (error) {
    // Nobody could verify what it posts; left there it would come back as one of too many.
    await source.unregister?.(registration.ref.id, call).catch(() => {});
    throw error;
  }
  deps.logger.info({ tenantId, vendor, webhook: registration.ref.id }, 'the vendor posts its events to this gateway');
  return registration;
}

function toChange(
  target: WebhookTarget,
  record: WebhookRecord,
  registration: WebhookRegistration,
  secret: string | undefined,
  { box, clock }: EnsureDeps,
): Partial<WebhookRecord> {
  const { vendor, source } = target;
  const ours = { registration_id: registration.ref.id };
  // Its address is not kept: the token in it is as good as a password.
  if (source.signingKeyFrom === 'config')
    return { ...ours, registration: JSON.stringify({ ...registration, url: null }) };
  if (!secret || !box)
    throw new AppError('VENDOR_CONTRACT', `${vendor} registered a webhook without a secret.`, { vendor });
  return {
    ...ours,
    secret: box.seal(secret, secretOf(target)),
    ...(record.secret && { previous_secret: record.secret, previous_until_ms: clock.now() + overlapMs }),
  };
}

/** Two of ours would make every event come twice. One that stays is found again next time. */
async function removeOthers(
  { tenantId, vendor, source }: WebhookTarget,
  ours: readonly WebhookRegistration[],
  keptId: string,
  call: Call,
  { logger }: EnsureDeps,
): Promise<void> {
  for (const { ref } of ours.filter((one) => one.ref.id !== keptId)) {
    try {
      await source.unregister?.(ref.id, call);
    } catch (err) {
      logger.warn({ tenantId, vendor, webhook: ref.id, err }, 'a webhook that was replaced could not be taken away');
    }
  }
}

/** What is sealed under a key that is being replaced is sealed anew; a secret that is no longer good is forgotten. */
function renewed(
  target: WebhookTarget,
  record: WebhookRecord,
  isUnchanged: boolean,
  { box, clock }: EnsureDeps,
): Partial<WebhookRecord> {
  if (!isUnchanged) return {};
  const opened = record.secret ? box?.open(record.secret, secretOf(target)) : undefined;
  const isOver = record.previous_secret !== null && record.previous_until_ms <= clock.now();
  return {
    ...(opened?.outdated && box && { secret: box.seal(opened.secret, secretOf(target)) }),
    ...(isOver && { previous_secret: null, previous_until_ms: 0 }),
  };
}
