/** What WattShift does for homes: changing them, pricing them, onboarding them, and running their thermostats. */

import { AppError, toAppError } from '../../errors.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection } from '../../upstream/connection.ts';
import { loadEach, toValues } from '../each-key.ts';
import type { HomeAdmin, HomeEstimates, HomeOnboarding, HvacSource } from '../home-services.ts';
import type { WattshiftApi } from './api.ts';
import * as map from './map-services.ts';
import { homesTag, hvacTag, onboardingTag, priceTag } from './tags.ts';

/** A change that failed may have arrived all the same: what it makes stale is dropped either way. */
async function dropping<T>(connection: Connection, tags: readonly string[], change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } finally {
    await connection.drop(tags).catch(toAppError);
  }
}

export function createHomeAdmin(api: WattshiftApi, connection: Connection): HomeAdmin {
  return {
    create: (home, call) => dropping(connection, [homesTag], () => api.createHome(map.toHomeFields(home), call)),
    update: async (id, changes, call) => {
      const tags = [homesTag, priceTag(id)];
      return (
        (await dropping(connection, tags, () => api.updateHome(id, map.toHomeFields(changes), call))) !== undefined
      );
    },
    remove: async (id, call) => {
      const tags = [homesTag, priceTag(id), onboardingTag(id)];
      return (await dropping(connection, tags, () => api.removeHome(id, call))) !== undefined;
    },
    addSolar: async (homeId, solar, call) => {
      // A home with solar power may be priced otherwise; the list shows nothing of it.
      const body = { homeId, ...map.toWireSolar(solar) };
      return (await dropping(connection, [priceTag(homeId)], () => api.addSolar(body, call))) === true;
    },
    createSessionToken: (userId, call) => api.createSessionToken(userId, call),
    uploadBills: async ({ name, zipcode, customerClass, billUrls, solar, hasEvCharger }, call) => {
      const body = {
        ...{ name, zipcode, customerClass, billPDFs: billUrls },
        ...(solar && map.toWireSolar(solar)),
        ...(hasEvCharger === undefined ? {} : { hasEvCharger }),
      };
      const { id, status } = await dropping(connection, [homesTag], () => api.uploadBills(body, call));
      return { id, status: status ?? null };
    },
  };
}

export function createHomeEstimates(api: WattshiftApi, connection: Connection): HomeEstimates {
  return {
    openAdrEvents: async (homeIds, call) => {
      const load = (missing: readonly string[], shared: Call) =>
        loadEach(missing, async (id) => {
          const event = await api.fetchOpenAdr(id, shared);
          return event && map.toOpenAdrEvent(event);
        });
      const spec = { resource: 'openAdr', params: {}, ids: homeIds, tags: (id: string) => [priceTag(id)], load };
      return toValues(await connection.readMany(spec, call), ({ value }) => value);
    },
    bill: async (homeId, request, call) => {
      const usage = map.toWireUsage(request);
      const { span } = request;
      const bill =
        'month' in span
          ? await api.fetchMonthlyBill(homeId, { ...usage, ...span }, call)
          : await api.fetchPeriodBill(homeId, { ...usage, startDate: span.from, endDate: span.to }, call);
      return bill && map.toBill(bill);
    },
    impact: async (homeId, { span, ...request }, call) => {
      const body = { ...map.toWireUsage({ span, ...request }), startDate: span.from, endDate: span.to };
      const bill = await api.fetchImpact(homeId, body, call);
      return bill && map.toBill(bill);
    },
    ratePlanBill: async (ratePlanId, { span, ...request }, call) => {
      const body = { ...map.toWireUsage({ span, ...request }), startDate: span.from, endDate: span.to };
      const bill = await api.fetchRatePlanBill(ratePlanId, body, call);
      return bill && map.toBill(bill);
    },
    ratePlanPrices: async (ratePlanId, { fromMs, toMs }, call) => {
      const window = { startTime: new Date(fromMs).toISOString(), endTime: new Date(toMs).toISOString() };
      const load = (ids: readonly string[], shared: Call) =>
        loadEach(ids, (id) => api.fetchRatePlanPrices(id, window, shared));
      const spec = { resource: 'ratePlanPrices', params: { fromMs, toMs }, ids: [ratePlanId], load };
      const prices = (await connection.readMany(spec, call)).get(ratePlanId);
      if (prices instanceof AppError) throw prices;
      return prices?.value;
    },
    ratePlanImpact: async (request, call) => {
      const bill = await api.fetchInlineImpact(map.toWireInlineImpact(request), call);
      return bill && map.toBill(bill);
    },
    batterySavings: async (homeId, request, call) => {
      const savings = await api.fetchBatterySavings(homeId, map.toWireBattery(request), call);
      return savings && map.toBatterySavings(savings);
    },
  };
}

export function createHomeOnboarding(api: WattshiftApi, connection: Connection): HomeOnboarding {
  return {
    createUrl: (request, call) => {
      const tags = [homesTag, ...(request.homeId === undefined ? [] : [onboardingTag(request.homeId)])];
      return dropping(connection, tags, () => api.createOnboardingUrl(map.toWireOnboarding(request), call));
    },
    states: async (homeIds, call) => {
      const load = (missing: readonly string[], shared: Call) =>
        loadEach(missing, async (id) => {
          const state = await api.fetchOnboarding(id, shared);
          return state && map.toOnboardingState(state);
        });
      const spec = {
        resource: 'onboarding',
        params: {},
        ids: homeIds,
        tags: (id: string) => [onboardingTag(id)],
        load,
      };
      return toValues(await connection.readMany(spec, call), ({ value }) => value);
    },
  };
}

export function createHvac(api: WattshiftApi, connection: Connection): HvacSource {
  const read =
    <W, T>(resource: string, fetchOne: (id: string, call: Call) => Promise<W | undefined>, toOurs: (wire: W) => T) =>
    async (ids: readonly string[], call: Call) => {
      const load = (missing: readonly string[], shared: Call) =>
        loadEach(missing, async (id) => {
          const found = await fetchOne(id, shared);
          return found === undefined ? undefined : toOurs(found);
        });
      const spec = { resource, params: {}, ids, tags: (id: string) => [hvacTag(id)], load };
      return toValues(await connection.readMany(spec, call), ({ value }) => value);
    };

  return {
    schedules: read('hvacSchedule', api.fetchHvacSchedule, map.toHvacSchedule),
    preferences: read('hvacPreferences', api.fetchHvacPreferences, map.toHvacPreferences),
    preview: async (id, changes, call) => {
      const preview = await api.previewHvac(id, { ...changes }, call);
      return preview && map.toHvacPreview(preview);
    },
    setPreferences: async (id, changes, call) => {
      const schedule = await dropping(connection, [hvacTag(id)], () =>
        api.setHvacPreferences(id, { ...changes }, call),
      );
      return schedule && map.toHvacSchedule(schedule);
    },
    setWebhook: (kind, { url, securityKey }, call) => {
      const set = kind === 'SET_POINT_SCHEDULE' ? api.setScheduleWebhook : api.setThermostatWebhook;
      return set({ webhookUrl: url, securityKey }, call);
    },
  };
}
