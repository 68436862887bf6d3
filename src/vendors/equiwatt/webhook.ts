/** equiwatt's webhooks: who signed a delivery, and what it says. Pure. */

import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { EventSubject, EventType, VendorEvent } from '../../domain/events.ts';
import type { WebhookAdapter, WebhookRequest } from '../vendor.ts';
import { toAssetState, toIso } from './map.ts';
import { contractError, parseWire } from './wire.ts';

/** The vendor's names of what `parseDelivery` understands: all that the vendor documents. */
export const deliveryTypes = () => [...typeByWord.keys()];

export const equiwattWebhook: WebhookAdapter = { verifyDelivery, parseDelivery };

const signatureHeader = 'equiwatt-webhook-signature';
/** Most secrets that are live at once: the new one and the one it replaces. */
const maxSecrets = 2;
// Stands in for a secret that isn't there, so that every refusal costs the same work.
const nobodysSecret = randomBytes(32).toString('hex');

/** HMAC-SHA256 over the bytes as received, in lower-case hex behind `equsha256=`. */
function verifyDelivery(request: WebhookRequest, secrets: readonly string[]): boolean {
  const header = request.headers[signatureHeader];
  const hex = typeof header === 'string' ? /^equsha256=([0-9a-f]{64})$/.exec(header)?.[1] : undefined;
  const sent = Buffer.from(hex ?? '00'.repeat(32), 'hex');
  for (let slot = 0; slot < maxSecrets; slot += 1) {
    const secret = secrets[slot];
    const digest = createHmac('sha256', secret || nobodysSecret)
      .update(request.body)
      .digest();
    const equal = timingSafeEqual(digest, sent);
    // Who signs rightly may learn which secret it was: they have it.
    if (equal && secret && hex !== undefined) return true;
  }
  return false;
}

/** One event. Throws VENDOR_CONTRACT when it is not JSON, of no known type, or names no resource. */
function parseDelivery(body: Uint8Array): readonly VendorEvent[] {
  const delivery = parseWire(deliverySchema, parseJson(body), operation);
  const type = typeByWord.get((delivery.type ?? delivery.eventType ?? '').toUpperCase());
  if (!type) throw contractError(operation, 'an unknown type of event');
  const resource = delivery.resource ?? delivery.data;
  if (!resource) throw contractError(operation, 'no resource');
  const event = { type, occurredAt: toTime(delivery.timestamp), subject: toSubject(type, resource) };
  const webhookId = delivery.uuid ?? delivery.webhookUUID ?? null;
  return [{ ...event, identity: toIdentity(body, webhookId, event, delivery.timestamp) }];
}

const operation = 'webhook';

/** The vendor's eleven words are ours with a dot; documented. */
const typeByWord: ReadonlyMap<string, EventType> = new Map([
  ['PORTFOLIO.ASSETS_ASSIGNED', 'PORTFOLIO_ASSETS_ASSIGNED'],
  ['EVENT.PORTFOLIO_ASSIGNED', 'EVENT_PORTFOLIO_ASSIGNED'],
  ['EVENT.SCHEDULED', 'EVENT_SCHEDULED'],
  ['EVENT.STARTED', 'EVENT_STARTED'],
  ['EVENT.ENDED', 'EVENT_ENDED'],
  ['EVENT.CANCELLED', 'EVENT_CANCELLED'],
  ['EVENT.BASELINES_READY', 'EVENT_BASELINES_READY'],
  ['EVENT.STATS_CALCULATION_STARTED', 'EVENT_STATS_CALCULATION_STARTED'],
  ['EVENT.STATS_READY', 'EVENT_STATS_READY'],
  ['ASSET.MPAN_VALIDATED', 'ASSET_MPAN_VALIDATED'],
  ['EVENT_SCHEME.ASSETS_UPDATED', 'EVENT_SCHEME_ASSETS_UPDATED'],
] as const satisfies readonly (readonly [string, EventType])[]);

const word = z.string().min(1);
const member = z.union([
  word.transform((uuid) => ({ uuid, state: undefined })),
  z.object({ uuid: word, state: z.string().nullish() }),
]);

/** assumed: every name within the resource but `uuid`. */
const resourceSchema = z.object({
  uuid: word,
  portfolioUUID: word.nullish(),
  assetUUIDs: z.array(word).nullish(),
  assets: z.array(member).nullish(),
});
type Resource = z.infer<typeof resourceSchema>;

/** assumed: the guide gives the meaning of the four properties, not their names. */
const deliverySchema = z.object({
  uuid: word.nullish(),
  webhookUUID: word.nullish(),
  type: z.string().nullish(),
  eventType: z.string().nullish(),
  timestamp: z.union([z.string(), z.number()]).nullish(),
  resource: resourceSchema.nullish(),
  data: resourceSchema.nullish(),
});

function toSubject(type: EventType, resource: Resource): EventSubject {
  const assets = toAssets(resource);
  const withAssets = assets.length > 0 ? { assets } : {};
  switch (type) {
    case 'PORTFOLIO_ASSETS_ASSIGNED':
      return { portfolioId: resource.uuid, ...withAssets };
    case 'EVENT_SCHEME_ASSETS_UPDATED':
      return { eventSchemeId: resource.uuid, ...withAssets };
    case 'ASSET_MPAN_VALIDATED':
      return { assets: [{ id: resource.uuid }] };
    case 'EVENT_PORTFOLIO_ASSIGNED':
      return {
        flexEventId: resource.uuid,
        ...(resource.portfolioUUID ? { portfolioId: resource.portfolioUUID } : {}),
      };
    default:
      return { flexEventId: resource.uuid };
  }
}

function toAssets({ assets, assetUUIDs }: Resource): NonNullable<EventSubject['assets']> {
  const named = (assets ?? []).map(({ uuid, state }) =>
    state ? { id: uuid, state: toAssetState(state) } : { id: uuid },
  );
  return [...named, ...(assetUUIDs ?? []).map((id) => ({ id }))];
}

/** ISO 8601 text, or epoch seconds or milliseconds. */
function toTime(timestamp: string | number | null | undefined): string | null {
  if (typeof timestamp === 'string' && !/^\d+$/.test(timestamp)) return toIso(timestamp);
  const epoch = Number(timestamp ?? Number.NaN);
  const ms = epoch < 1e11 ? epoch * 1000 : epoch;
  return Number.isFinite(ms) && ms > 0 && ms < 8.64e15 ? new Date(ms).toISOString() : null;
}

/**
 * The vendor's uuid may be the subscription's, so it takes type, subject and time with it to name one thing that
 * happened. A delivery that lacks uuid or time is the same only when its bytes are.
 * The time stands first: what comes together then lies together in the log's index of identities, and a commit writes a
 * page of it or two instead of one for each event.
 */
function toIdentity(
  body: Uint8Array,
  webhookId: string | null,
  { type, subject, occurredAt }: Omit<VendorEvent, 'identity'>,
  timestamp: string | number | null | undefined,
): string {
  if (webhookId === null || timestamp == null) return hash('sha256', body);
  const digest = hash('sha256', JSON.stringify([webhookId, type, subject, timestamp]), 'base64url');
  return occurredAt === null ? digest : `${occurredAt} ${digest}`;
}

// A byte order mark is signed with the rest, but is no JSON: it is left out.
const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    throw contractError(operation, 'something else than JSON');
  }
}
