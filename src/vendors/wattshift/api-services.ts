/**
 * The calls of WattShift's API that change something or compute something. What changes is sent once, and never again
 * unless it cannot have arrived; what only computes may be sent twice.
 */

import type { Call } from '../../upstream/call.ts';
import type { Connection } from '../../upstream/connection.ts';
import { path } from '../../upstream/path.ts';
import { parsePlanPrices } from './plan-prices.ts';
import * as wire from './wire-services.ts';

/** Calls about a home or device give undefined when the vendor does not know it. */
export function createServicesApi(connection: Connection) {
  const send =
    (idempotent: boolean) =>
    <T>(operation: string, route: string, json: unknown, parse: (body: unknown) => T, call: Call) => {
      const body = json === undefined ? {} : { json };
      const request = { operation, method: 'POST', path: route, idempotent, accept: [404], ...body } as const;
      return connection.fetch(request, call, (answer) => (answer.status === 404 ? undefined : parse(answer.body)));
    };
  const ask = send(true);
  const change = send(false);
  const setWebhook = (operation: string, route: string, json: wire.WireWebhookTarget, call: Call) =>
    // Setting it twice leaves it as once.
    connection.fetch({ operation, method: 'POST', path: route, idempotent: true, json }, call, ({ body }) =>
      wire.parseWebhookId(body),
    );

  return {
    createHome: async (fields: wire.WireHomeFields, call: Call) => {
      const request = { operation: 'createHome', method: 'POST', path: '/v1/homes/create', json: fields } as const;
      return connection.fetch(request, call, ({ body }) => wire.parseHomeId(body));
    },
    updateHome: async (id: string, fields: wire.WireHomeFields, call: Call) =>
      change('updateHome', path`/v1/homes/${id}/update`, fields, wire.parseHomeId, call),
    removeHome: async (id: string, call: Call) =>
      change('removeHome', path`/v1/homes/${id}/remove`, undefined, wire.parseHomeId, call),
    addSolar: async (solar: wire.WireSolar & { readonly homeId: string }, call: Call) =>
      change('addSolar', '/v1/homes/solar/create', solar, () => true, call),
    uploadBills: async (upload: wire.WireBillUpload, call: Call) => {
      const request = {
        operation: 'uploadBills',
        method: 'POST',
        path: '/v1/homes/bill-upload',
        json: upload,
      } as const;
      return connection.fetch(request, call, ({ body }) => wire.parseBillUpload(body));
    },
    createSessionToken: async (userId: string | undefined, call: Call) => {
      const request = {
        operation: 'createSessionToken',
        method: 'POST',
        path: '/v1/onboarding/session-token/generate',
      };
      const json = userId === undefined ? {} : { userId };
      return connection.fetch({ ...request, method: 'POST', json }, call, ({ body }) => wire.parseSessionToken(body));
    },

    fetchOpenAdr: async (id: string, call: Call) =>
      // The method is assumed: every other endpoint is a POST.
      ask('getOpenAdr', path`/v1/homes/${id}/price_signal/open_adr`, undefined, wire.parseOpenAdr, call),
    fetchMonthlyBill: async (id: string, body: wire.WireMonth, call: Call) =>
      ask('getMonthlyBill', path`/v1/homes/${id}/bill/monthly`, body, wire.parseBill, call),
    fetchPeriodBill: async (id: string, body: wire.WirePeriod, call: Call) =>
      ask('getPeriodBill', path`/v1/homes/${id}/bill/period`, body, wire.parseBill, call),
    /** The body is assumed to be that of the period. */
    fetchImpact: async (id: string, body: wire.WirePeriod, call: Call) =>
      ask('getImpact', path`/v1/homes/${id}/calculate/impact`, body, wire.parseBill, call),
    fetchRatePlanBill: async (ratePlanId: string, body: wire.WirePeriod, call: Call) =>
      ask('getRatePlanBill', path`/v1/homes/bill/period/rateplan/${ratePlanId}`, body, wire.parseBill, call),
    /** Only a third party's script knows the path; that it wants both bounds is assumed. */
    fetchRatePlanPrices: async (ratePlanId: string, window: wire.WireWindow, call: Call) =>
      ask('getRatePlanPrices', path`/v1/homes/price_signal/rate_plan/${ratePlanId}`, window, parsePlanPrices, call),
    /** Without a home. The names of what stands in its place are assumed. */
    fetchInlineImpact: async (body: wire.WireInlineImpact, call: Call) =>
      ask('getInlineImpact', '/v1/calculate/impact', body, wire.parseBill, call),
    fetchBatterySavings: async (id: string, body: wire.WireBattery, call: Call) =>
      ask('getBatterySavings', path`/v1/homes/${id}/battery/estimate_savings`, body, wire.parseBatterySavings, call),

    createOnboardingUrl: async (body: wire.WireOnboarding, call: Call) =>
      change('createOnboardingUrl', '/v1/onboarding/url/generate', body, wire.parseOnboardingUrl, call),
    fetchOnboarding: async (homeId: string, call: Call) =>
      ask('getOnboardingStatus', '/v1/onboarding/status/get', { homeId }, wire.parseOnboarding, call),

    fetchHvacSchedule: async (id: string, call: Call) =>
      // The method is assumed here too.
      ask('getHvacSchedule', path`/v1/devices/hvac/${id}/set_point_schedule/get`, undefined, wire.parseSchedule, call),
    fetchHvacPreferences: async (id: string, call: Call) =>
      ask(
        'getHvacPreferences',
        path`/v1/devices/hvac/${id}/user_preferences/get`,
        undefined,
        wire.parsePreferences,
        call,
      ),
    setHvacPreferences: async (id: string, body: wire.WirePreferences, call: Call) =>
      change('setHvacPreferences', path`/v1/devices/hvac/${id}/user_preferences/set`, body, wire.parseSchedule, call),
    setScheduleWebhook: async (target: wire.WireWebhookTarget, call: Call) =>
      setWebhook('setScheduleWebhook', '/v1/devices/hvac/set_point_schedule/webhook/set', target, call),
    setThermostatWebhook: async (target: wire.WireWebhookTarget, call: Call) =>
      setWebhook('setThermostatWebhook', '/v1/devices/hvac/thermostat_behavior/webhook/set', target, call),
    previewHvac: async (id: string, body: wire.WirePreferences, call: Call) =>
      ask('previewHvac', path`/v1/devices/hvac/${id}/preview`, body, wire.parsePreview, call),
  };
}
