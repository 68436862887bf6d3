/** What a tenant may ask about its webhooks: register, take away, test, and what came of deliveries. */

import type { WebhookRegistration } from '../../domain/entities.ts';
import type { VendorName } from '../../domain/vendor-name.ts';
import { AppError, badInput } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { DeadLetter, DeadLetters } from '../dead-letters.ts';
import type { Receiver, ReplayResult } from '../receive.ts';
import type { DeliveryCounts, DeliveryTally } from './delivery-counts.ts';
import { type EnsureDeps, ensureWebhook, overlapMs } from './ensure.ts';
import type { WebhookKey } from './registry.ts';
import { defaultName, type WebhookTarget } from './target.ts';

/** A registration and whether it leads here. Its address holds a secret. */
export interface KnownWebhook extends WebhookRegistration {
  readonly vendor: VendorName;
  readonly isOurs: boolean;
}

export interface WebhookDesk {
  /** @throws AppError BAD_USER_INPUT, VENDOR_NOT_CONFIGURED; what the vendor's calls throw */
  register(
    key: WebhookKey,
    wish: { readonly name?: string; readonly eventTypes?: readonly string[]; readonly rotate: boolean },
    call: Call,
  ): Promise<KnownWebhook>;
  /** The registration that is gone. As `register`. */
  unregister(key: WebhookKey, id: string, call: Call): Promise<KnownWebhook>;
  /** `eventTypes` absent = all of the registration. The registration tested. As `register`. */
  test(key: WebhookKey, id: string, eventTypes: readonly string[] | undefined, call: Call): Promise<KnownWebhook>;
  /** A registration as the vendor lists it, in our eyes. */
  toKnown(key: WebhookKey, registration: WebhookRegistration): KnownWebhook;
  /** What we registered at vendors that do not tell what is registered. */
  unlisted(tenantId: string): Promise<readonly KnownWebhook[]>;
  deliveries(key: WebhookKey): Promise<DeliveryTally>;
  /** Newest first. */
  deadLetters(tenantId: string, limit: number): Promise<readonly DeadLetter[]>;
  replay(tenantId: string, deadLetterId: string): Promise<ReplayResult>;
}

export interface WebhookDeskOptions extends EnsureDeps {
  readonly targets: readonly WebhookTarget[];
  readonly counts: Pick<DeliveryCounts, 'read'>;
  readonly log: Pick<DeadLetters, 'deadLetters'>;
  readonly receiver: Pick<Receiver, 'replay'>;
}

export function createWebhookDesk(options: WebhookDeskOptions): WebhookDesk {
  const { targets, counts, log, receiver, registry, clock } = options;

  const findTarget = ({ tenantId, vendor }: WebhookKey) =>
    targets.find((target) => target.tenantId === tenantId && target.vendor === vendor);

  const targetOf = (key: WebhookKey): WebhookTarget => {
    const target = findTarget(key);
    if (target) return target;
    const message = `The tenant has no webhook of ${key.vendor} in the gateway's configuration.`;
    throw new AppError('VENDOR_NOT_CONFIGURED', message, { vendor: key.vendor, argument: 'input.vendor' });
  };

  const toKnown = (key: WebhookKey, registration: WebhookRegistration): KnownWebhook => ({
    ...registration,
    vendor: key.vendor,
    isOurs: registration.url !== null && registration.url === findTarget(key)?.url,
  });

  const unlisted: WebhookDesk['unlisted'] = async (tenantId) => {
    const records = (await registry.all()).filter((record) => record.tenantId === tenantId);
    return records.flatMap((record) => {
      const url = findTarget(record)?.url ?? null;
      // Nobody but `ensure.ts` writes it, without the address.
      return record.registration === null || url === null
        ? []
        : [toKnown(record, { ...(JSON.parse(record.registration) as WebhookRegistration), url })];
    });
  };

  const find = async (target: WebhookTarget, id: string, call: Call): Promise<KnownWebhook> => {
    const listed = await target.source.registrationsNow?.(call);
    const all = listed?.map((one) => toKnown(target, one)) ?? (await unlisted(target.tenantId));
    const found = all.find((one) => one.vendor === target.vendor && one.ref.id === id);
    if (!found) throw unknownWebhook(target, id);
    return found;
  };

  return {
    toKnown,
    unlisted,
    deliveries: (key) => counts.read(key),
    deadLetters: (tenantId, limit) => log.deadLetters(tenantId, limit),
    replay: (tenantId, deadLetterId) => receiver.replay(tenantId, deadLetterId),
    async register(key, { name = defaultName, eventTypes, rotate }, call) {
      const target = targetOf(key);
      const wish = { name: toName(name), eventTypes: toTypes(target, eventTypes), rotate };
      const registration = await ensureWebhook(target, wish, call, options);
      if (!registration) throw new Error('nothing was registered');
      return toKnown(target, registration);
    },
    async unregister(key, id, call) {
      const target = targetOf(key);
      const { unregister } = target.source;
      if (!unregister) {
        throw badInput(
          'input.vendor',
          `input.vendor: ${target.vendor} keeps its one webhook; it can only be set anew.`,
        );
      }
      const held = await registry.hold(target, call.signal);
      try {
        const found = await find(target, id, call);
        await unregister(id, call);
        if (held.record.registration_id === id) {
          // What is still on its way was signed with it.
          const { secret } = held.record;
          const kept = secret && { previous_secret: secret, previous_until_ms: clock.now() + overlapMs };
          await held.save({ registration_id: null, registration: null, secret: null, ...kept });
        }
        return found;
      } finally {
        await held.release().catch(() => {});
      }
    },
    async test(key, id, eventTypes, call) {
      const target = targetOf(key);
      const types = eventTypes && toTypes(target, eventTypes);
      const found = await find(target, id, call);
      if (!(await target.source.test(id, types ?? found.eventTypes, call))) throw unknownWebhook(target, id);
      return found;
    },
  };
}

function unknownWebhook({ vendor }: WebhookKey, id: string): AppError {
  return badInput('input.id', `input.id: ${vendor} has no webhook with the id "${id.slice(0, 64)}".`);
}

function toName(name: string): string {
  if (name.trim() !== '' && name.length <= 100) return name;
  throw badInput('input.name', 'input.name: 1 to 100 characters, not all of them blank.');
}

/** In the vendor's own spelling; all that there are when none are named. */
function toTypes({ vendor, source }: WebhookTarget, wanted: readonly string[] | undefined): readonly string[] {
  if (!wanted) return source.eventTypes;
  if (wanted.length === 0)
    throw badInput('input.eventTypes', 'input.eventTypes: name at least one, or leave it out for all.');
  const types = wanted.map((name) => {
    const type = source.eventTypes.find((known) => known === name.toUpperCase());
    if (type) return type;
    const known = source.eventTypes.join(', ');
    throw badInput('input.eventTypes', `input.eventTypes: "${name.slice(0, 64)}" is none of ${vendor}'s: ${known}.`);
  });
  return [...new Set(types)];
}
