/** The vendor's endpoints. Every one is a POST; a GET finds nothing. */

import { z } from 'zod';
import type { Clock } from '../../domain/clock.ts';
import type { SandboxRequest } from '../exchange.ts';
import type { Admission, Credentials } from './credentials.ts';
import { check, invalid, notFound } from './errors.ts';
import { batterySavings, inlineImpact, monthlyBill, periodBill, ratePlanBill } from './estimates.ts';
import type { Homes } from './homes.ts';
import type { Hvacs } from './hvac.ts';
import type { HvacWebhooks } from './hvac-webhooks.ts';
import type { Onboarding } from './onboarding.ts';
import { toOpenAdr } from './open-adr.ts';
import { type PriceShape, toPlanPrices, toPriceSignal } from './price-shapes.ts';
import { toPriceSlots, toPriceWindow } from './prices.ts';
import { planOf, type Utilities } from './utilities.ts';
import type { PriceWebhook } from './webhook.ts';

export interface WattshiftWorld {
  readonly clock: Clock;
  readonly homes: Homes;
  readonly utilities: Utilities;
  readonly credentials: Credentials;
  readonly webhook: PriceWebhook;
  readonly onboarding: Onboarding;
  readonly hvacs: Hvacs;
  readonly hvacWebhooks: HvacWebhooks;
  readonly priceScale: number;
  readonly priceShape: PriceShape;
}

interface Route {
  readonly admission: Admission;
  /** `id` is what stands at `{id}`. */
  readonly answer: (world: WattshiftWorld, input: unknown, id: string) => unknown;
}

const routes: Readonly<Record<string, Route>> = {
  'onboarding/session-token/generate': {
    admission: 'key',
    answer: ({ credentials }, input) => {
      check(z.object({ userId: z.string().optional() }), input);
      return { sessionToken: credentials.generateToken() };
    },
  },
  'utility/get': { admission: 'keyOrToken', answer: ({ utilities }, input) => utilities.find(input ?? {}) },
  'homes/list': { admission: 'key', answer: ({ homes }) => homes.list() },
  'homes/create': { admission: 'keyOrToken', answer: ({ homes }, input) => homes.create(input) },
  'homes/solar/create': { admission: 'keyOrToken', answer: ({ homes }, input) => homes.addSolar(input) },
  'homes/{id}/get': { admission: 'key', answer: ({ homes }, _input, id) => homes.get(id) },
  'homes/{id}/update': { admission: 'keyOrToken', answer: ({ homes }, input, id) => homes.update(id, input) },
  'homes/{id}/remove': { admission: 'key', answer: ({ homes }, _input, id) => homes.remove(id) },
  'homes/{id}/price_signal': {
    admission: 'key',
    answer: ({ homes, clock, priceScale, priceShape }, input, id) => {
      const home = homes.get(id);
      return toPriceSignal(home.id, toPriceSlots(home, toPriceWindow(input, clock.now()), priceScale), priceShape);
    },
  },
  'homes/{id}/price_signal/open_adr': {
    admission: 'key',
    answer: ({ homes, clock, priceScale }, _input, id) => {
      const home = homes.get(id);
      return toOpenAdr(toPriceSlots(home, toPriceWindow(undefined, clock.now()), priceScale), clock.now());
    },
  },
  'homes/price_signal/rate_plan/{id}': {
    admission: 'key',
    answer: ({ homes, clock, priceScale }, input, id) => {
      if (!planOf(id)) throw notFound('rate plan');
      return toPlanPrices({ ...homes.unknown, ratePlanId: id }, toPriceWindow(input, clock.now()), priceScale);
    },
  },
  'homes/bill-upload': { admission: 'key', answer: ({ homes }, input) => homes.uploadBills(input) },
  'homes/{id}/bill/monthly': {
    admission: 'key',
    answer: ({ homes, clock, priceScale }, input, id) => monthlyBill(homes.get(id), input, clock.now(), priceScale),
  },
  'homes/{id}/bill/period': {
    admission: 'key',
    answer: ({ homes, priceScale }, input, id) => periodBill(homes.get(id), input, priceScale),
  },
  'homes/{id}/calculate/impact': {
    admission: 'key',
    answer: ({ homes, priceScale }, input, id) => periodBill(homes.get(id), input, priceScale),
  },
  'calculate/impact': {
    admission: 'key',
    answer: ({ homes, priceScale }, input) => inlineImpact(input, homes.unknown, priceScale),
  },
  'homes/bill/period/rateplan/{id}': {
    admission: 'key',
    answer: ({ homes, priceScale }, input, id) => ratePlanBill(id, input, homes.unknown, priceScale),
  },
  'homes/{id}/battery/estimate_savings': {
    admission: 'key',
    answer: ({ homes, clock, priceScale }, input, id) => batterySavings(homes.get(id), input, clock.now(), priceScale),
  },
  'onboarding/url/generate': { admission: 'key', answer: ({ onboarding }, input) => onboarding.generateUrl(input) },
  'onboarding/status/get': { admission: 'key', answer: ({ onboarding }, input) => onboarding.status(input) },
  'devices/hvac/{id}/preview': { admission: 'key', answer: ({ hvacs }, input, id) => hvacs.preview(id, input) },
  'devices/hvac/{id}/set_point_schedule/get': {
    admission: 'key',
    answer: ({ hvacs }, _input, id) => hvacs.schedule(id),
  },
  'devices/hvac/{id}/user_preferences/get': {
    admission: 'key',
    answer: ({ hvacs }, _input, id) => hvacs.preferences(id),
  },
  'devices/hvac/{id}/user_preferences/set': {
    admission: 'key',
    answer: ({ hvacs }, input, id) => hvacs.set(id, input),
  },
  'devices/hvac/set_point_schedule/webhook/set': {
    admission: 'key',
    answer: ({ hvacWebhooks }, input) => hvacWebhooks.set('SET_POINT_SCHEDULE', input),
  },
  'devices/hvac/thermostat_behavior/webhook/set': {
    admission: 'key',
    answer: ({ hvacWebhooks }, input) => hvacWebhooks.set('THERMOSTAT_QUERY', input),
  },
  'webhook/price_signal/set': { admission: 'key', answer: ({ webhook }, input) => webhook.set(input) },
  'webhook/price_signal/trigger': { admission: 'key', answer: ({ webhook }, input) => webhook.trigger(input) },
};

/** `assertWithinLimit` runs once the caller is known to be a customer. */
export function routeAnswer(request: SandboxRequest, world: WattshiftWorld, assertWithinLimit: () => void): unknown {
  const [version, ...segments] = request.segments;
  const found = request.method === 'POST' && version === 'v1' ? findRoute(segments) : undefined;
  if (!found) throw notFound('route');
  world.credentials.assertAdmitted(request, found.route.admission);
  assertWithinLimit();
  return found.route.answer(world, readJson(request), found.id);
}

function findRoute(segments: readonly string[]): { readonly route: Route; readonly id: string } | undefined {
  const plain = Object.entries(routes).find(([name]) => name === segments.join('/'));
  if (plain) return { route: plain[1], id: '' };
  for (const [name, route] of Object.entries(routes)) {
    const parts = name.split('/');
    const at = parts.indexOf('{id}');
    const id = segments[at];
    if (at < 0 || !id || parts.length !== segments.length) continue;
    if (parts.every((part, i) => i === at || part === segments[i])) return { route, id };
  }
  return undefined;
}

function readJson(request: SandboxRequest): unknown {
  if (request.body.length === 0) return undefined;
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    throw invalid('content-type', 'must be application/json');
  }
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch {
    throw invalid('', 'the body is not JSON');
  }
}
