/** What the sandbox equiwatt answers on each path; a path not listed here is 404. */

import { z } from 'zod';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { archiveAsset, createAsset, createAssets, createUser } from './assets.ts';
import { baselineAt, listBaselines } from './baselines.ts';
import { resourceOf, type SandboxCustomer } from './customer.ts';
import { readEnergy, uploadEnergy } from './energy.ts';
import { assetStats, eventStats, figuresOf } from './figures.ts';
import * as json from './json.ts';
import { optInEvent, optInScheme } from './participation.ts';
import { assignAssets, createPortfolio } from './portfolios.ts';
import { bodyOf, pageReply, refuse, refuseFields } from './replies.ts';
import * as tariffs from './tariffs.ts';
import { webhookTypes } from './webhooks.ts';
import { assetStates, type SandboxAsset, type SandboxEvent } from './world.ts';

interface Context {
  readonly request: SandboxRequest;
  readonly customer: SandboxCustomer;
  /** The segment that stands for `:id` in the route; empty where it has none. */
  readonly id: string;
  /** The one that stands for `:kind`. */
  readonly kind: string;
}

type Handler = (context: Context) => SandboxReply;

const routes: Readonly<Record<string, Handler>> = {
  'GET /api/v1/assets': ({ request, customer }) => pageReply(request, customer.world.assets, json.assetJson),
  'GET /api/v1/assets/:id': ({ customer, id }) => oneReply(customer.world.assets, id, 'Asset', json.assetJson),

  'POST /api/v1/assets': ({ request, customer: { world, clock } }) => createAsset(request, world, clock),
  'POST /api/v1/assets/bulk': ({ request, customer: { world, clock } }) => createAssets(request, world, clock),
  'DELETE /api/v1/assets/:id': (context) => ofAsset(context, (asset) => archiveAsset(asset, context.customer.clock)),
  'GET /api/v1/assets/:id/baselines': (context) => ofAsset(context, (asset) => listBaselines(context.request, asset)),
  'GET /api/v1/assets/:id/baseline-at/:kind': (context) => ofAsset(context, (asset) => baselineAt(asset, context.kind)),
  'POST /api/v1/users': ({ request, customer }) => createUser(request, customer.world),

  'GET /api/assets/:id/tariff/connect/:kind': ofTariff(tariffs.connectUrl),
  'POST /api/assets/:id/tariff-connect': ofTariff(tariffs.connect),
  'GET /api/assets/:id/tariff/:kind': ofTariff(tariffs.listTariffs),
  'DELETE /api/assets/:id/tariff/:kind': ofTariff(tariffs.disconnect),
  'GET /api/assets/:id/tariff-plans': ofTariff(tariffs.listPlans),
  'POST /api/assets/:id/tariff/schedules/:kind': ofTariff(tariffs.createSchedule),
  'GET /api/assets/:id/tariff/schedules/:kind': ofTariff(tariffs.listSchedule),
  'GET /api/assets/:id/tariff/schedules/:kind/refresh': ofTariff(tariffs.refreshSchedule),

  'GET /api/v1/portfolios': ({ request, customer }) =>
    pageReply(request, customer.world.portfolios, json.portfolioJson),
  'GET /api/v1/portfolios/:id/assets': ({ request, customer, id }) =>
    within(customer.world.portfolios, id, 'Portfolio', ({ assets }) => pageReply(request, assets, json.assetJson)),

  'POST /api/v1/portfolios': ({ request, customer }) => createPortfolio(request, customer.world),
  'POST /api/v1/portfolios/:id/assets': ({ request, customer, id }) =>
    within(customer.world.portfolios, id, 'Portfolio', (portfolio) => assignAssets(request, portfolio, customer.world)),

  'GET /api/v1/event-schemes': ({ request, customer }) => pageReply(request, customer.world.schemes, json.schemeJson),
  'GET /api/v1/event-schemes/:id/assets': listSchemeAssets,
  'POST /api/v1/event-schemes/:id/assets-optin': ({ request, customer, id }) =>
    within(customer.world.schemes, id, 'Event scheme', (scheme) => optInScheme(request, scheme, assetOf(customer))),

  'GET /api/v1/events': listEvents,
  'POST /api/v1/events/:id/asset-optin': (context) =>
    ofEvent(context, (event) => optInEvent(context.request, event, assetOf(context.customer))),
  'GET /api/v1/events/:id': ({ customer, id }) => oneReply(customer.world.events, id, 'Event', json.eventJson),
  'GET /api/v1/events/:id/stats': ({ customer, id }) => oneReply(customer.world.events, id, 'Event', eventStats),
  'GET /api/v1/events/:id/portfolios': (context) =>
    ofEvent(context, ({ portfolios }) => pageReply(context.request, portfolios, json.portfolioJson)),
  'GET /api/v1/events/:id/assets': (context) =>
    ofEvent(context, ({ members }) => pageReply(context.request, members, json.memberJson)),
  'GET /api/events/:id/assets': (context) =>
    ofEvent(context, (event) =>
      hasBaselines(event)
        ? pageReply(context.request, figuresOf(event), json.assetBaselinesJson)
        : pageReply(context.request, event.members, ({ asset: { uuid, assetId } }) => ({ asset: { uuid, assetId } })),
    ),
  'GET /api/v1/events/:id/baselines': (context) =>
    ofEvent(context, (event) =>
      pageReply(context.request, hasBaselines(event) ? figuresOf(event) : [], json.baselineJson),
    ),
  'GET /api/v1/events/:id/assets/stats': (context) =>
    ofEvent(context, (event) =>
      pageReply(context.request, event.step === 'STATS_READY' ? figuresOf(event) : [], assetStats),
    ),

  'GET /api/v1/energy-consumption': ({ request, customer }) => readEnergy(request, assetOf(customer), customer.energy),
  'POST /api/v1/energy-consumption': ({ request, customer }) =>
    uploadEnergy(request, assetOf(customer), customer.energy),

  'GET /api/v1/webhooks': ({ request, customer }) => pageReply(request, customer.webhooks.registered, json.webhookJson),
  'GET /api/v1/webhooks/:id': ({ customer, id }) =>
    oneReply(customer.webhooks.registered, id, 'Webhook', json.webhookJson),
  'POST /api/v1/webhooks/subscribe': subscribe,
  'DELETE /api/v1/webhooks/:id/unsubscribe': unsubscribe,
  'POST /api/v1/webhooks/:id/test': testWebhook,
};

/** `METHOD /path` of each, with `:id` and `:kind` where it varies. */
export const routeNames: readonly string[] = Object.keys(routes);

/** The answer to an authenticated request within the limits. */
export function routeReply(request: SandboxRequest, customer: SandboxCustomer): SandboxReply {
  for (const [route, handle] of Object.entries(routes)) {
    const variables = matchRoute(route, request);
    if (variables) return handle({ request, customer, ...variables });
  }
  return refuse(404, `Cannot ${request.method} ${request.url.pathname}`);
}

/** The segments at `:id` and `:kind`, empty when the route has none; undefined when it is another route. */
function matchRoute(
  route: string,
  { method, segments }: SandboxRequest,
): { readonly id: string; readonly kind: string } | undefined {
  const [routeMethod, pattern = ''] = route.split(' ');
  const expected = pattern.slice(1).split('/');
  if (routeMethod !== method || expected.length !== segments.length) return undefined;
  if (!expected.every((part, i) => part.startsWith(':') || part === segments[i])) return undefined;
  const at = (name: string) => segments[expected.indexOf(name)] ?? '';
  return { id: at(':id'), kind: at(':kind') };
}

function within<T extends { readonly uuid: string }>(
  all: readonly T[],
  id: string,
  name: string,
  reply: (one: T) => SandboxReply,
): SandboxReply {
  const found = all.find(({ uuid }) => uuid === id);
  return found ? reply(found) : refuse(404, `${name} not found`);
}

function oneReply<T extends { readonly uuid: string }>(
  all: readonly T[],
  id: string,
  name: string,
  toJson: (one: T) => unknown,
): SandboxReply {
  return within(all, id, name, (one) => ({ status: 200, json: toJson(one) }));
}

function ofEvent({ customer, id }: Context, reply: (event: SandboxEvent) => SandboxReply): SandboxReply {
  return within(customer.world.events, id, 'Event', reply);
}

function ofAsset({ customer, id }: Context, reply: (asset: SandboxAsset) => SandboxReply): SandboxReply {
  return within(customer.world.assets, id, 'Asset', reply);
}

function ofTariff(reply: (context: tariffs.TariffContext) => SandboxReply): Handler {
  return (context) => {
    const { request, customer, kind } = context;
    const { tariffs: store, clock } = customer;
    return ofAsset(context, (asset) => reply({ request, asset, store, clock, kind }));
  };
}

function hasBaselines({ step }: SandboxEvent): boolean {
  return step === 'BASELINES_READY' || step === 'STATS_CALCULATION_STARTED' || step === 'STATS_READY';
}

function assetOf({ world }: SandboxCustomer) {
  return (id: string) => world.assets.find(({ uuid }) => uuid === id);
}

function listSchemeAssets({ request, customer, id }: Context): SandboxReply {
  const state = request.url.searchParams.get('state');
  if (state !== null && !assetStates.some((known) => known === state)) {
    return refuse(400, [`state must be one of the following values: ${assetStates.join(', ')}`]);
  }
  return within(customer.world.schemes, id, 'Event scheme', ({ members }) =>
    pageReply(request, state ? members.filter((member) => member.state === state) : members, json.memberJson),
  );
}

/** assumed filters: `status` and `eventSchemeUUID`. */
function listEvents({ request, customer }: Context): SandboxReply {
  const status = request.url.searchParams.get('status');
  const schemeUuid = request.url.searchParams.get('eventSchemeUUID');
  const chosen = customer.world.events.filter(
    (event) =>
      (status === null || json.eventJson(event).status === status) &&
      (schemeUuid === null || event.scheme.uuid === schemeUuid),
  );
  return pageReply(request, chosen, json.eventJson);
}

const typesSchema = z.array(z.enum(webhookTypes)).min(1);
const subscribeSchema = z.strictObject({
  name: z.string().min(1),
  url: z.url({ protocol: /^https?$/ }),
  eventTypes: typesSchema,
});

function subscribe({ request, customer }: Context): SandboxReply {
  const parsed = subscribeSchema.safeParse(bodyOf(request));
  if (!parsed.success) return refuseFields(parsed.error);
  const webhook = customer.webhooks.register(parsed.data);
  return { status: 201, json: { ...json.webhookJson(webhook), secret: webhook.secret } };
}

function unsubscribe({ customer, id }: Context): SandboxReply {
  const { registered } = customer.webhooks;
  return within(registered, id, 'Webhook', (webhook) => {
    registered.splice(registered.indexOf(webhook), 1);
    return { status: 200, json: {} };
  });
}

/** One test delivery a type; takes the draft's bare array too. */
function testWebhook({ request, customer, id }: Context): SandboxReply {
  const form = z.union([typesSchema, z.object({ eventTypes: typesSchema }).transform(({ eventTypes }) => eventTypes)]);
  const types = form.safeParse(bodyOf(request));
  if (!types.success) return refuse(400, ['eventTypes must be an array of known event types']);
  return within(customer.webhooks.registered, id, 'Webhook', (webhook) => {
    for (const type of types.data) customer.webhooks.post(type, resourceOf(type, customer.world), webhook);
    return { status: 201, json: {} };
  });
}
