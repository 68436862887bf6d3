/** Webhooks of the sandbox equiwatt: who is registered, and signed deliveries with retries. */

import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../domain/clock.ts';

export const webhookTypes = [
  'PORTFOLIO.ASSETS_ASSIGNED',
  'EVENT.PORTFOLIO_ASSIGNED',
  'EVENT.SCHEDULED',
  'EVENT.STARTED',
  'EVENT.ENDED',
  'EVENT.CANCELLED',
  'EVENT.BASELINES_READY',
  'EVENT.STATS_CALCULATION_STARTED',
  'EVENT.STATS_READY',
  'ASSET.MPAN_VALIDATED',
  'EVENT_SCHEME.ASSETS_UPDATED',
] as const;
export type WebhookType = (typeof webhookTypes)[number];

export interface SandboxWebhook {
  readonly uuid: string;
  readonly name: string;
  readonly url: string;
  readonly eventTypes: readonly WebhookType[];
  readonly secret: string;
  readonly createdAt: string;
}

/** One delivery and how it went. */
export interface Delivery {
  readonly webhookUuid: string;
  readonly url: string;
  readonly type: WebhookType;
  /** The JSON text as sent. */
  readonly body: string;
  readonly signature: string;
  attempts: number;
  /** Status of the last answer; null = none yet, or the connection failed. */
  status: number | null;
  delivered: boolean;
}

export interface WebhookRegistration {
  readonly url: string;
  readonly name?: string;
  /** Default all types. */
  readonly eventTypes?: readonly WebhookType[];
  /** Default one made at random. */
  readonly secret?: string;
}

/** Pauses before each further attempt; assumed, for the vendor names none. */
const retryPausesMs = [1_000, 5_000, 30_000];
const attemptTimeoutMs = 10_000;
/** Deliveries kept for looking at. */
const keptDeliveries = 200;

export interface Webhooks {
  readonly registered: SandboxWebhook[];
  readonly deliveries: readonly Delivery[];
  register(registration: WebhookRegistration): SandboxWebhook;
  /** Starts a delivery to each webhook of that type (or to `only`); retries go on behind. */
  post(type: WebhookType, resource: unknown, only?: SandboxWebhook): readonly Delivery[];
  /** Resolves when the first attempt of each delivery started so far is over. */
  attempted(): Promise<void>;
  stop(): void;
}

export function createWebhooks(clock: Clock): Webhooks {
  const registered: SandboxWebhook[] = [];
  const deliveries: Delivery[] = [];
  const underWay = new Set<Promise<void>>();
  const stopped = new AbortController();

  const attempt = async (delivery: Delivery) => {
    delivery.attempts += 1;
    delivery.status = await send(delivery, stopped.signal);
    delivery.delivered = delivery.status !== null && delivery.status >= 200 && delivery.status < 300;
  };

  const retry = async (delivery: Delivery) => {
    for (const pauseMs of retryPausesMs) {
      if (delivery.delivered) return;
      await clock.sleep(pauseMs, stopped.signal);
      await attempt(delivery);
    }
  };

  const start = (delivery: Delivery) => {
    deliveries.push(delivery);
    if (deliveries.length > keptDeliveries) deliveries.shift();
    const first = attempt(delivery);
    underWay.add(first);
    first
      .finally(() => underWay.delete(first))
      .then(() => retry(delivery))
      // Only stopping ends the wait for the next attempt.
      .catch(() => undefined);
    return delivery;
  };

  return {
    registered,
    deliveries,
    register(registration) {
      const webhook = {
        uuid: randomUUID(),
        name: registration.name ?? 'webhook',
        url: registration.url,
        eventTypes: registration.eventTypes ?? webhookTypes,
        secret: registration.secret ?? randomBytes(24).toString('hex'),
        createdAt: new Date(clock.now()).toISOString(),
      };
      registered.push(webhook);
      return webhook;
    },
    post(type, resource, only) {
      const timestamp = new Date(clock.now()).toISOString();
      const targets = only ? [only] : registered.filter(({ eventTypes }) => eventTypes.includes(type));
      return targets.map((webhook) => {
        const body = JSON.stringify({ uuid: webhook.uuid, type, timestamp, resource });
        const signature = `equsha256=${createHmac('sha256', webhook.secret).update(body).digest('hex')}`;
        const sent = { webhookUuid: webhook.uuid, url: webhook.url, type, body, signature };
        return start({ ...sent, attempts: 0, status: null, delivered: false });
      });
    },
    async attempted() {
      await Promise.all(underWay);
    },
    stop: () => stopped.abort(new Error('the sandbox is stopping')),
  };
}

async function send({ url, body, signature }: Delivery, stopped: AbortSignal): Promise<number | null> {
  try {
    const headers = { 'content-type': 'application/json', 'equiwatt-Webhook-Signature': signature };
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(attemptTimeoutMs)]);
    const answer = await fetch(url, { method: 'POST', headers, body, signal });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return null;
  }
}
