/** The vendor's endpoints. Every one is a POST; a GET finds nothing. */

import { z } from 'zod';
import type { Clock } from '../../domain/clock.ts';
import type { SandboxRequest } from '../exchange.ts';
import type { Admission, Credentials } from './credentials.ts';
import { check, invalid, notFound } from './errors.ts';
import type { Homes } from './homes.ts';
import { toOpenAdr } from './open-adr.ts';
import { type PriceShape, toPriceSignal } from './price-shapes.ts';
import { toPriceSlots, toPriceWindow } from './prices.ts';
import type { Utilities } from './utilities.ts';
import type { PriceWebhook } from './webhook.ts';

export interface WattshiftWorld {
  readonly clock: Clock;
  readonly homes: Homes;
  readonly utilities: Utilities;
  readonly credentials: Credentials;
  readonly webhook: PriceWebhook;
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
  const [first, id = '', ...rest] = segments;
  const withId = Object.entries(routes).find(([name]) => name === [first, '{id}', ...rest].join('/'));
  return withId && { route: withId[1], id };
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
