/**
 * WattShift's webhook: the security key of the registration comes back in a header, in plain, over nothing. So the key
 * proves the sender and nothing proves the body; what an event concerns is read afresh from the vendor, never from it.
 */

import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { VendorEvent } from '../../domain/events.ts';
import type { WebhookAdapter } from '../vendor.ts';
import { contractError } from './wire.ts';

const keyHeader = 'x-ws-security-key';

export const verifyDelivery: WebhookAdapter['verifyDelivery'] = ({ headers }, secrets) => {
  const sent = headers[keyHeader];
  // Sent twice it is ambiguous, and refused; the comparisons take place all the same.
  const digest = sha256(typeof sent === 'string' ? sent : '');
  let known = false;
  for (const secret of secrets.length > 0 ? secrets : ['']) {
    // Digests are of one length whatever was sent, and no comparison ends the loop.
    known = timingSafeEqual(digest, sha256(secret)) || known;
  }
  return known && typeof sent === 'string' && sent !== '';
};

/**
 * A price signal says one event a home. What else the vendor sends (SET_POINT_SCHEDULE, THERMOSTAT_QUERY, whatever
 * comes) speaks of thermostats, which the graph does not have: it is no event of ours, and an empty list.
 */
export const parseDelivery: WebhookAdapter['parseDelivery'] = (body) => {
  const { eventType, data } = parseEnvelope(body);
  if (eventType !== 'PRICE_SIGNAL') return [];
  const signals = signalsSchema.safeParse(data);
  if (!signals.success) throw contractError('price signals of an unknown shape');
  const bodyHash = sha256(body).toString('hex');
  return Object.entries(signals.data).map(
    ([homeId, { createdDateTime }]): VendorEvent => ({
      type: 'PRICE_SIGNAL',
      occurredAt: createdDateTime ?? null,
      identity: sha256(JSON.stringify([homeId, bodyHash])).toString('hex'),
      subject: { homeId },
    }),
  );
};

const envelopeSchema = z.object({ eventType: z.string(), data: z.unknown().optional() });

/**
 * By home id (assumed, after the vendor's other payload): either of its own shapes, or OpenADR, which alone says when it
 * was made.
 */
const signalsSchema = z.record(
  z.string().min(1),
  z.object({
    createdDateTime: z.iso
      .datetime({ offset: true })
      .transform((text) => new Date(text).toISOString())
      .optional()
      .catch(undefined),
  }),
);

function parseEnvelope(body: Uint8Array): z.infer<typeof envelopeSchema> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw contractError('a webhook delivery that is not JSON');
  }
  const parsed = envelopeSchema.safeParse(json);
  if (!parsed.success) throw contractError('a webhook delivery of an unknown shape');
  return parsed.data;
}

function sha256(content: string | Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}
