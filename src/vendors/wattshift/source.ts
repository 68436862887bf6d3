/** WattShift as a source: homes, their utilities and price signals. */

import { toSlice } from '../../domain/batch.ts';
import type { Home } from '../../domain/entities.ts';
import { type AppError, badInput } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection } from '../../upstream/connection.ts';
import { loadEach, toValues } from '../each-key.ts';
import { createEventOrder } from '../event-order.ts';
import { type HomeSource, priceSignalKey, type SourceDeps, type VendorSource } from '../vendor.ts';
import { createWattshiftApi, type PriceWindow, retryAfterMsFrom, type WattshiftApi } from './api.ts';
import type { WattshiftConfig } from './config.ts';
import { defaultWindowMs, wattshiftLimits } from './limits.ts';
import { toHome, toUtility } from './map.ts';
import { createHomeAdmin, createHomeEstimates, createHomeOnboarding, createHvac } from './services.ts';
import { homesTag, priceTag } from './tags.ts';
import { createWebhookSource } from './webhook-registration.ts';
import { contractError } from './wire.ts';

export function createWattshiftSource(config: WattshiftConfig, deps: SourceDeps): VendorSource {
  const connection = deps.upstream.connect({
    vendor: 'WATTSHIFT',
    tenantId: deps.tenantId,
    baseUrl: config.baseUrl,
    credentials: [config.apiKey],
    authorize: (apiKey) => ({ 'x-ws-api-key': apiKey }),
    limits: wattshiftLimits,
    retryAfterMsFrom,
  });
  const api = createWattshiftApi(connection);
  const order = createEventOrder();
  return {
    vendor: 'WATTSHIFT',
    homes: createHomes(api, connection),
    homeAdmin: createHomeAdmin(api, connection),
    homeEstimates: createHomeEstimates(api, connection),
    homeOnboarding: createHomeOnboarding(api, connection),
    hvac: createHvac(api, connection),
    webhooks: createWebhookSource(connection),
    ping: async (call) => {
      await api.fetchHomes(call);
    },
    status: () => [connection.status()],
    async onEvent(event) {
      const { homeId } = event.subject;
      if (event.type !== 'PRICE_SIGNAL' || homeId === undefined) return undefined;
      const stale = [priceTag(homeId)];
      if (order.isOvertaken(event, stale)) return 'overtaken';
      await connection.drop(stale);
      return undefined;
    },
  };
}

function createHomes(api: WattshiftApi, connection: Connection): HomeSource {
  /** All homes in one call; the list, each home and what is broken are read from it. */
  const readHomes = async (call: Call) => {
    const load = async (shared: Call) => {
      const { homes, broken } = await api.fetchHomes(shared);
      return { byId: new Map(homes.map((home) => [home.id, toHome(home)])), broken };
    };
    return (await connection.read({ resource: 'homes', params: {}, tags: () => [homesTag], load }, call)).value;
  };

  return {
    list: async (window, call) => toSlice([...(await readHomes(call)).byId.values()], window),
    async byIds(ids, call) {
      if (ids.length === 0) return new Map();
      const { byId, broken } = await readHomes(call);
      const answers = new Map<string, Home | AppError>();
      for (const id of ids) {
        const answer = byId.get(id) ?? (broken.includes(id) ? contractError('a home of an unknown shape') : undefined);
        if (answer) answers.set(id, answer);
      }
      return answers;
    },
    async utilitiesByZipcode(zipcodes, call) {
      const [good, bad] = partition(zipcodes, (zipcode) => zipcodePattern.test(zipcode));
      const load = (missing: readonly string[], shared: Call) =>
        loadEach(missing, async (zipcode) => (await api.fetchUtilitiesByZipcode(zipcode, shared)).map(toUtility));
      const read = await connection.readMany({ resource: 'utilities', params: {}, ids: good, load }, call);
      const refused = bad.map((zipcode) => [zipcode, badInput('zipcode', notAZipcode)] as const);
      return new Map([...toValues(read, ({ value }) => value), ...refused]);
    },
    async utilitiesById(ids, call) {
      const load = (missing: readonly string[], shared: Call) =>
        loadEach(missing, async (id) => {
          const found = (await api.fetchUtilitiesById(id, shared)).find(({ utilityId }) => utilityId === id);
          return found && toUtility(found);
        });
      return toValues(
        await connection.readMany({ resource: 'utility', params: {}, ids, load }, call),
        ({ value }) => value,
      );
    },
    async priceSignals(requests, call) {
      const byKey = new Map(requests.map((request) => [priceSignalKey(request), request]));
      const load = (missing: readonly string[], shared: Call) =>
        loadEach(missing, async (key) => {
          const request = byKey.get(key);
          return request && (await api.fetchPriceSignal(request.homeId, toWindow(request), shared));
        });
      const tags = (key: string) => [priceTag(byKey.get(key)?.homeId ?? '')];
      const spec = { resource: 'priceSignal', params: {}, ids: [...byKey.keys()], tags, load };
      return toValues(await connection.readMany(spec, call), ({ value }) => value);
    },
  };
}

/** The vendor's own rule; checked here so that a wrong zip code costs no call. */
const zipcodePattern = /^(?:0{0,4}[0-9]{1,5}|[0-9]{3})(?:[-\s][0-9]{4})?$/;
const notAZipcode = 'zipcode must be a US zip code, such as 94110 or 94110-1234.';

/** The vendor wants both bounds or none: a missing one lies a default window away from the other. */
function toWindow({ fromMs, toMs }: { readonly fromMs?: number; readonly toMs?: number }): PriceWindow | undefined {
  if (fromMs === undefined && toMs === undefined) return undefined;
  const startMs = fromMs ?? (toMs ?? 0) - defaultWindowMs;
  const endMs = toMs ?? startMs + defaultWindowMs;
  return { startTime: new Date(startMs).toISOString(), endTime: new Date(endMs).toISOString() };
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
