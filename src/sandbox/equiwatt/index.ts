/** equiwatt as a real HTTP server, as strict as its contract, with a flexibility event that lives through every minute. */

import { type Clock, systemClock } from '../../domain/clock.ts';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { type SandboxServer, startSandboxServer } from '../server.ts';
import { demoCredentials } from '../world.ts';
import { type CustomerOptions, createCustomer, type SandboxCustomer } from './customer.ts';
import { authenticate, createRateGate, tooMany } from './gate.ts';
import { routeReply } from './routes.ts';
import {
  type Delivery,
  type SandboxWebhook,
  type WebhookRegistration,
  type WebhookType,
  webhookTypes,
} from './webhooks.ts';
import type { WorldOptions } from './world.ts';

export type { CustomerOptions } from './customer.ts';
export type { Delivery, SandboxWebhook, WebhookRegistration, WebhookType } from './webhooks.ts';

export interface EquiwattSandboxOptions extends WorldOptions {
  /** 0 (the default) = any free port. */
  readonly port?: number;
  readonly clock?: Clock;
  /** Customers with worlds of their own. Default: the demo's, with the world options given here. */
  readonly tenants?: readonly CustomerOptions[];
  /** Registered with the first customer from the start. */
  readonly webhooks?: readonly WebhookRegistration[];
  /**
   * How far apart the six steps of an event are, in milliseconds; default 10 000. `false` = only `advance` makes a step.
   */
  readonly life?: { readonly stepMs: number } | false;
  /** Every answer takes so long, in milliseconds; default 0. */
  readonly latencyMs?: number;
}

export interface EquiwattSandbox extends SandboxServer {
  readonly customers: readonly SandboxCustomer[];
  /** Registers a webhook with the first customer, with a secret of the caller's choosing if given. */
  registerWebhook(registration: WebhookRegistration): SandboxWebhook;
  /** Deliveries to the first customer's webhooks, oldest first. */
  readonly deliveries: readonly Delivery[];
  /** The first customer's next step of life, now; resolves when its webhooks were tried once. */
  advance(): Promise<readonly Delivery[]>;
  /** Posts a notice of that type about something of the first customer. */
  emit(type: WebhookType): Promise<readonly Delivery[]>;
}

const requestsPerSecond = 25;
const maxInFlight = 15;
const defaultStepMs = 10_000;

/**
 * Starts it on loopback. Beside what every sandbox has, the control endpoint offers `POST /__sandbox/advance` (the next
 * step of life, now; answers what was posted), `POST /__sandbox/emit` with `{"type": …}`, and `POST /__sandbox/deliveries`.
 */
export async function startEquiwattSandbox(options: EquiwattSandboxOptions = {}): Promise<EquiwattSandbox> {
  const clock = options.clock ?? systemClock;
  const { apiKey, tenantUuid } = demoCredentials.equiwatt;
  const tenants = options.tenants ?? [{ ...options, apiKey, tenantUuid }];
  const stepMs = options.life ? options.life.stepMs : defaultStepMs;
  const customers = tenants.map((tenant) => createCustomer(tenant, clock, stepMs));
  const [first] = customers;
  if (!first) throw new Error('the equiwatt sandbox needs at least one tenant');
  for (const webhook of options.webhooks ?? []) first.webhooks.register(webhook);
  const emit = (type: WebhookType) => first.emit(type);

  const admit = createAdmission(customers, clock);
  const server: SandboxServer = await startSandboxServer({
    ...{ name: 'equiwatt', port: options.port ?? 0, clock },
    handle: (request) =>
      admit(request, server.calls.at(-1)?.inFlight ?? 0, async (customer) => {
        if (options.latencyMs) await clock.sleep(options.latencyMs);
        return routeReply(request, customer);
      }),
    controls: {
      advance: () => first.advance(),
      emit: (input) => emitControl(input, emit),
      deliveries: () => first.webhooks.deliveries,
    },
  });

  const stopped = new AbortController();
  if (options.life !== false) live(customers, stepMs, clock, stopped.signal);

  return {
    ...server,
    customers,
    registerWebhook: (registration) => first.webhooks.register(registration),
    deliveries: first.webhooks.deliveries,
    async advance() {
      const posted = first.advance();
      await first.webhooks.attempted();
      return posted;
    },
    async emit(type) {
      const posted = emit(type);
      await first.webhooks.attempted();
      return posted;
    },
    async stop() {
      stopped.abort();
      for (const { webhooks } of customers) webhooks.stop();
      await server.stop();
    },
  };
}

/** Credential first, then the limits of its key; uploads of energy have limits of their own besides. */
function createAdmission(customers: readonly SandboxCustomer[], clock: Clock) {
  const admitRequest = createRateGate(requestsPerSecond, clock);
  const admitUpload = createRateGate(1, clock);
  const uploading = new Set<string>();
  return async (
    request: SandboxRequest,
    inFlight: number,
    answer: (customer: SandboxCustomer) => Promise<SandboxReply>,
  ): Promise<SandboxReply> => {
    const who = authenticate(request, customers);
    if ('refusal' in who) return who.refusal;
    const { apiKey } = who.customer;
    if (inFlight > maxInFlight || !admitRequest(apiKey)) return tooMany();
    const isUpload = request.method === 'POST' && request.url.pathname === '/api/v1/energy-consumption';
    if (!isUpload) return answer(who.customer);
    if (uploading.has(apiKey) || !admitUpload(apiKey)) return tooMany();
    uploading.add(apiKey);
    try {
      return await answer(who.customer);
    } finally {
      uploading.delete(apiKey);
    }
  };
}

function live(customers: readonly SandboxCustomer[], stepMs: number, clock: Clock, stopped: AbortSignal): void {
  const run = async () => {
    for (;;) {
      await clock.sleep(stepMs, stopped);
      for (const customer of customers) customer.advance();
    }
  };
  // Stopping is the only way this loop ends.
  run().catch(() => undefined);
}

function emitControl(input: unknown, emit: (type: WebhookType) => readonly Delivery[]): unknown {
  const wanted = typeof input === 'object' && input !== null && 'type' in input ? input.type : undefined;
  const type = webhookTypes.find((known) => known === wanted);
  return type ? emit(type) : { error: `type must be one of ${webhookTypes.join(', ')}` };
}
