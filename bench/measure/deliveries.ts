/** Webhook deliveries as equiwatt signs them, each another one. */

import { createHmac } from 'node:crypto';
import { equiwatt, flexEventId } from '../backend/flex-events.ts';

export type DeliveryType = 'EVENT.STARTED' | 'EVENT.BASELINES_READY';

export interface Delivery {
  readonly body: string;
  /** The header `equiwatt-webhook-signature`. */
  readonly signature: string;
}

export const signatureHeader = 'equiwatt-webhook-signature';
const firstMs = Date.UTC(2025, 0, 1);

/** @param i makes the delivery another one; the event it is about is the `about`-th */
export function toDelivery(type: DeliveryType, i: number, about: number): Delivery {
  const timestamp = new Date(firstMs + i * 1_000).toISOString();
  const resource = { uuid: flexEventId(about), name: `Event ${about}` };
  const body = JSON.stringify({ uuid: 'bench-webhook', type, timestamp, resource });
  const digest = createHmac('sha256', equiwatt.webhook.secret).update(body).digest('hex');
  return { body, signature: `equsha256=${digest}` };
}

/** @throws Error when it is not taken */
export async function postDelivery(url: string, { body, signature }: Delivery): Promise<void> {
  const headers = { 'content-type': 'application/json', [signatureHeader]: signature };
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  if (response.status !== 202) throw new Error(`a delivery was answered ${response.status}: ${text}`);
}
