/** One customer of the sandbox equiwatt: a world, its webhooks, and the event that is living through its minute. */

import type { Clock } from '../../domain/clock.ts';
import { createEnergyStore, type EnergyStore } from './energy.ts';
import type { Customer } from './gate.ts';
import { eventJson } from './json.ts';
import { createTariffStore, type TariffStore } from './tariffs.ts';
import { createWebhooks, type Delivery, type Webhooks, type WebhookType } from './webhooks.ts';
import { buildWorld, eventSteps, type SandboxEvent, type World, type WorldOptions } from './world.ts';

/** Events that lived here are kept, this many, beside those that were finished from the start. */
const keptLifeEvents = 20;

export interface CustomerOptions extends Customer, WorldOptions {}

export interface SandboxCustomer extends Customer {
  readonly world: World;
  readonly webhooks: Webhooks;
  readonly energy: EnergyStore;
  readonly tariffs: TariffStore;
  readonly clock: Clock;
  /** Makes the next step of the living event happen, or a new event be scheduled, and posts it. */
  advance(): readonly Delivery[];
  /** Posts a notice of that type about something of this world. */
  emit(type: WebhookType): readonly Delivery[];
}

export function createCustomer(options: CustomerOptions, clock: Clock, stepMs: number): SandboxCustomer {
  const world = buildWorld(options, clock.now());
  const webhooks = createWebhooks(clock);
  const lived: SandboxEvent[] = [];

  const schedule = () => {
    const event = world.newEvent(clock.now() + stepMs, clock.now() + 2 * stepMs, 'SCHEDULED');
    world.events.push(event);
    lived.push(event);
    const oldest = lived.length > keptLifeEvents ? lived.shift() : undefined;
    if (oldest) world.events.splice(world.events.indexOf(oldest), 1);
    return event;
  };

  const takeStep = () => {
    const event = lived.at(-1);
    const next = event && eventSteps[eventSteps.indexOf(event.step) + 1];
    if (!event || !next) return schedule();
    event.step = next;
    if (next === 'STARTED') event.startMs = clock.now();
    if (next === 'ENDED') event.endMs = Math.max(clock.now(), event.startMs);
    return event;
  };

  return {
    apiKey: options.apiKey,
    tenantUuid: options.tenantUuid,
    world,
    webhooks,
    energy: createEnergyStore(),
    tariffs: createTariffStore(),
    clock,
    advance() {
      const event = takeStep();
      const resource = event.step === 'SCHEDULED' ? eventJson(event) : { uuid: event.uuid };
      return webhooks.post(`EVENT.${event.step}`, resource);
    },
    emit: (type) => webhooks.post(type, resourceOf(type, world)),
  };
}

/** What a webhook of that type tells of, taken from the world; shapes assumed. */
export function resourceOf(type: WebhookType, { assets, events, portfolios, schemes }: World): unknown {
  const [asset] = assets;
  const [portfolio] = portfolios;
  const [scheme] = schemes;
  const event = events.at(-1);
  switch (type) {
    case 'ASSET.MPAN_VALIDATED':
      return { uuid: asset?.uuid, assetId: asset?.assetId };
    case 'PORTFOLIO.ASSETS_ASSIGNED':
      return { uuid: portfolio?.uuid, assetUUIDs: portfolio?.assets.map(({ uuid }) => uuid) };
    case 'EVENT_SCHEME.ASSETS_UPDATED':
      return {
        uuid: scheme?.uuid,
        assets: scheme?.members.map(({ asset: { uuid, assetId }, state }) => ({ uuid, assetId, state })),
      };
    case 'EVENT.PORTFOLIO_ASSIGNED':
      return { uuid: event?.uuid, portfolioUUID: event?.portfolios[0]?.uuid };
    case 'EVENT.SCHEDULED':
      return event && eventJson(event);
    default:
      return { uuid: event?.uuid };
  }
}
