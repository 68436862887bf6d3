/**
 * WattShift as a real HTTP server: homes, utilities with rate plans, price signals in every shape the vendor has used.
 * As strict as its contract: everything is a POST, key or session token by endpoint, its own error envelope.
 */

import { type Clock, systemClock } from '../../domain/clock.ts';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { type SandboxServer, startSandboxServer } from '../server.ts';
import { demoCredentials } from '../world.ts';
import { createCredentials } from './credentials.ts';
import { errorReply, VendorRefusal } from './errors.ts';
import { createHomes } from './homes.ts';
import { createHvacs } from './hvac.ts';
import { createHvacWebhooks, type HvacWebhooks } from './hvac-webhooks.ts';
import { createOnboarding } from './onboarding.ts';
import type { PriceShape } from './price-shapes.ts';
import { createRateLimit } from './rate-limit.ts';
import { routeAnswer } from './routes.ts';
import { createUtilities, type RatePlansKey } from './utilities.ts';
import { createPriceWebhook } from './webhook.ts';

export interface WattshiftSandboxOptions {
  /** 0 (default) = any free port. */
  readonly port?: number;
  readonly clock?: Clock;
  /** The demo's by default. */
  readonly apiKey?: string;
  /** Number of homes, from 1 on. Default 10. */
  readonly homes?: number;
  /** Put before every name and street, to tell two tenants with the same ids apart. */
  readonly marker?: string;
  /** Multiplies every price, for the same purpose. Default 1. */
  readonly priceScale?: number;
  /** The key that rate plans stand under: the newer one by default. */
  readonly ratePlansKey?: RatePlansKey;
  /** How a price signal is written: as in the API reference (`import`, default), the guide (`imports`), or the oldest pages. */
  readonly priceShape?: PriceShape;
  /** The vendor names no limit; without this option there is none. */
  readonly rateLimit?: { readonly requests: number; readonly windowMs: number };
  /** Life of a session token. Default 3600 (assumed). */
  readonly sessionSeconds?: number;
  /** A webhook registered from the start. */
  readonly webhook?: { readonly url: string; readonly securityKey: string; readonly openAdr?: boolean };
}

export interface WattshiftSandbox extends SandboxServer {
  /** Registers the organisation's one webhook, as its endpoint does. */
  registerWebhook(registration: { readonly url: string; readonly securityKey: string }): void;
  /**
   * Posts the price signals of all homes to the registered webhook, as the trigger endpoint does. Resolves to the
   * status the receiver answered with; null when it did not answer or no webhook is registered.
   */
  sendPriceSignals(): Promise<number | null>;
  /** Where posts about thermostats go. */
  readonly hvacWebhookOf: HvacWebhooks['targetOf'];
}

/** `POST /__sandbox/send-price-signals` does what `sendPriceSignals` does, without waiting for the receiver. */
export async function startWattshiftSandbox(options: WattshiftSandboxOptions = {}): Promise<WattshiftSandbox> {
  const clock = options.clock ?? systemClock;
  const marker = options.marker ?? '';
  const credentials = createCredentials({
    clock,
    apiKey: options.apiKey ?? demoCredentials.wattshift.apiKey,
    sessionSeconds: options.sessionSeconds ?? 3600,
  });
  const homes = createHomes({ clock, count: options.homes ?? 10, marker });
  const priceScale = options.priceScale ?? 1;
  const webhook = createPriceWebhook({ clock, homes, priceScale, shape: options.priceShape ?? 'import' });
  if (options.webhook) webhook.register({ openAdr: false, ...options.webhook });
  const world = {
    ...{ clock, homes, credentials, webhook, priceScale },
    utilities: createUtilities(marker, options.ratePlansKey ?? 'ratePlans'),
    priceShape: options.priceShape ?? 'import',
    onboarding: createOnboarding(homes),
    hvacs: createHvacs(clock, options.homes ?? 10),
    hvacWebhooks: createHvacWebhooks(clock),
  };
  const assertWithinLimit = createRateLimit(clock, options.rateLimit);

  const handle = (request: SandboxRequest): SandboxReply => {
    try {
      return { status: 200, json: routeAnswer(request, world, assertWithinLimit) };
    } catch (error) {
      if (error instanceof VendorRefusal) return errorReply(error);
      throw error;
    }
  };

  const server = await startSandboxServer({
    name: 'wattshift',
    port: options.port ?? 0,
    clock,
    handle,
    controls: { 'send-price-signals': () => void webhook.send({}) },
  });
  const { stop } = server;
  return Object.assign(server, {
    registerWebhook: (registration: { readonly url: string; readonly securityKey: string }) =>
      webhook.register({ openAdr: false, ...registration }),
    sendPriceSignals: () => webhook.send({}),
    hvacWebhookOf: world.hvacWebhooks.targetOf,
    stop: async () => {
      await stop();
      await webhook.idle();
    },
  });
}
