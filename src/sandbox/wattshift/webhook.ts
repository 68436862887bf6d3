/** The price-signal webhook: one registration of the organisation, and its deliveries. The payload is assumed. */

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../domain/clock.ts';
import { check, notFound } from './errors.ts';
import type { Homes } from './homes.ts';
import { toOpenAdr } from './open-adr.ts';
import { type PriceShape, toPriceSignal } from './price-shapes.ts';
import { toPriceSlots, toPriceWindow } from './prices.ts';

export interface PriceWebhook {
  register(target: WebhookTarget): void;
  /** The answer of `set`. */
  set(input: unknown): unknown;
  /** The answer of `trigger`; the delivery follows it. */
  trigger(input: unknown): unknown;
  /** One delivery of all homes: the status of its answer, or null without one. */
  send(window: { readonly startTime?: string; readonly endTime?: string }): Promise<number | null>;
  /** Resolves when no delivery is under way. */
  idle(): Promise<void>;
}

export interface WebhookTarget {
  readonly url: string;
  readonly securityKey: string;
  readonly openAdr: boolean;
}

export interface PriceWebhookOptions {
  readonly clock: Clock;
  readonly homes: Homes;
  readonly priceScale: number;
  readonly shape: PriceShape;
}

const deliveryTimeoutMs = 10_000;

const setSchema = z.object({
  webhookUrl: z.url(),
  securityKey: z.string().min(1),
  openAdr: z.boolean().default(false),
});

const triggerSchema = z.object({
  organizationId: z.string().optional(),
  startTime: z.iso.datetime({ offset: true }).nullish(),
  endTime: z.iso.datetime({ offset: true }).nullish(),
});

export function createPriceWebhook({ clock, homes, priceScale, shape }: PriceWebhookOptions): PriceWebhook {
  const underWay = new Set<Promise<unknown>>();
  const registration = { id: randomUUID(), createdAt: '', updatedAt: '', lastSentAt: null as string | null };
  let target: WebhookTarget | undefined;
  const nowIso = () => new Date(clock.now()).toISOString();

  const register = (next: WebhookTarget) => {
    target = next;
    registration.createdAt ||= nowIso();
    registration.updatedAt = nowIso();
  };

  const toPayload = (openAdr: boolean, input: unknown) => ({
    eventType: 'PRICE_SIGNAL',
    data: Object.fromEntries(
      homes.list().map((home) => {
        const slots = toPriceSlots(home, toPriceWindow(input, clock.now()), priceScale);
        return [home.id, openAdr ? toOpenAdr(slots, clock.now()) : toPriceSignal(home.id, slots, shape)];
      }),
    ),
  });

  const send: PriceWebhook['send'] = async (window) => {
    if (!target) return null;
    registration.lastSentAt = nowIso();
    const delivery = post(target, JSON.stringify(toPayload(target.openAdr, window)));
    underWay.add(delivery);
    return await delivery.finally(() => underWay.delete(delivery));
  };

  return {
    register,
    set(input) {
      const { webhookUrl, securityKey, openAdr } = check(setSchema, input);
      register({ url: webhookUrl, securityKey, openAdr });
      const own = { apiOwnerOrgId: 'ws_org_sandbox', webhookUrl, eventType: 'PRICE_SIGNAL', openAdr, securityKey };
      return { ...registration, ...own };
    },
    trigger(input) {
      const { startTime, endTime } = check(triggerSchema, input ?? {});
      if (!target) throw notFound('webhook');
      const window = { ...(startTime ? { startTime } : {}), ...(endTime ? { endTime } : {}) };
      // A wrong window is the caller's fault, so it is judged before the answer.
      toPriceWindow(window, clock.now());
      void send(window);
      return {};
    },
    send,
    idle: async () => {
      await Promise.allSettled([...underWay]);
    },
  };
}

async function post({ url, securityKey }: WebhookTarget, body: string): Promise<number | null> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-ws-security-key': securityKey },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(deliveryTimeoutMs),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return null;
  }
}
