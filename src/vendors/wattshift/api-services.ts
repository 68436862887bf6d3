/**
 * The calls of WattShift's API that change something or compute something. What changes is sent once, and never again
 * unless it cannot have arrived; what only computes may be sent twice.
 */

import type { Call } from '../../upstream/call.ts';
import type { Connection, VendorResponse } from '../../upstream/connection.ts';
import { path } from '../../upstream/path.ts';
import * as wire from './wire-services.ts';

/** Calls about a home or device give undefined when the vendor does not know it. */
export function createServicesApi(connection: Connection) {
  const send = (idempotent: boolean) => (operation: string, route: string, json: unknown, call: Call) =>
    connection.send(
      {
        ...{ operation, method: 'POST', path: route, idempotent, accept: [404] },
        ...(json === undefined ? {} : { json }),
      },
      call,
    );
  const ask = send(true);
  const change = send(false);

  return {
    createHome: async (fields: wire.WireHomeFields, call: Call) => {
      const request = { operation: 'createHome', method: 'POST', path: '/v1/homes/create', json: fields } as const;
      return wire.parseHomeId((await connection.send(request, call)).body);
    },
    updateHome: async (id: string, fields: wire.WireHomeFields, call: Call) =>
      known(await change('updateHome', path`/v1/homes/${id}/update`, fields, call), wire.parseHomeId),
    removeHome: async (id: string, call: Call) =>
      known(await change('removeHome', path`/v1/homes/${id}/remove`, undefined, call), wire.parseHomeId),
    addSolar: async (solar: wire.WireSolar & { readonly homeId: string }, call: Call) =>
      known(await change('addSolar', '/v1/homes/solar/create', solar, call), () => true),
    uploadBills: async (upload: wire.WireBillUpload, call: Call) => {
      const request = {
        operation: 'uploadBills',
        method: 'POST',
        path: '/v1/homes/bill-upload',
        json: upload,
      } as const;
      return wire.parseBillUpload((await connection.send(request, call)).body);
    },
    createSessionToken: async (userId: string | undefined, call: Call) => {
      const request = {
        operation: 'createSessionToken',
        method: 'POST',
        path: '/v1/onboarding/session-token/generate',
      };
      const json = userId === undefined ? {} : { userId };
      return wire.parseSessionToken((await connection.send({ ...request, method: 'POST', json }, call)).body);
    },

    fetchOpenAdr: async (id: string, call: Call) =>
      // The method is assumed: every other endpoint is a POST.
      known(await ask('getOpenAdr', path`/v1/homes/${id}/price_signal/open_adr`, undefined, call), wire.parseOpenAdr),
    fetchMonthlyBill: async (id: string, body: wire.WireMonth, call: Call) =>
      known(await ask('getMonthlyBill', path`/v1/homes/${id}/bill/monthly`, body, call), wire.parseBill),
    fetchPeriodBill: async (id: string, body: wire.WirePeriod, call: Call) =>
      known(await ask('getPeriodBill', path`/v1/homes/${id}/bill/period`, body, call), wire.parseBill),
    /** The body is assumed to be that of the period. */
    fetchImpact: async (id: string, body: wire.WirePeriod, call: Call) =>
      known(await ask('getImpact', path`/v1/homes/${id}/calculate/impact`, body, call), wire.parseBill),
    fetchRatePlanBill: async (ratePlanId: string, body: wire.WirePeriod, call: Call) =>
      known(
        await ask('getRatePlanBill', path`/v1/homes/bill/period/rateplan/${ratePlanId}`, body, call),
        wire.parseBill,
      ),
    fetchBatterySavings: async (id: string, body: wire.WireBattery, call: Call) =>
      known(
        await ask('getBatterySavings', path`/v1/homes/${id}/battery/estimate_savings`, body, call),
        wire.parseBatterySavings,
      ),

    createOnboardingUrl: async (body: wire.WireOnboarding, call: Call) =>
      known(await change('createOnboardingUrl', '/v1/onboarding/url/generate', body, call), wire.parseOnboardingUrl),
    fetchOnboarding: async (homeId: string, call: Call) =>
      known(await ask('getOnboardingStatus', '/v1/onboarding/status/get', { homeId }, call), wire.parseOnboarding),

    fetchHvacSchedule: async (id: string, call: Call) =>
      // The method is assumed here too.
      known(
        await ask('getHvacSchedule', path`/v1/devices/hvac/${id}/set_point_schedule/get`, undefined, call),
        wire.parseSchedule,
      ),
    fetchHvacPreferences: async (id: string, call: Call) =>
      known(
        await ask('getHvacPreferences', path`/v1/devices/hvac/${id}/user_preferences/get`, undefined, call),
        wire.parsePreferences,
      ),
    setHvacPreferences: async (id: string, body: wire.WirePreferences, call: Call) =>
      known(
        await change('setHvacPreferences', path`/v1/devices/hvac/${id}/user_preferences/set`, body, call),
        wire.parseSchedule,
      ),
    previewHvac: async (id: string, body: wire.WirePreferences, call: Call) =>
      known(await ask('previewHvac', path`/v1/devices/hvac/${id}/preview`, body, call), wire.parsePreview),
  };
}

function known<T>({ status, body }: VendorResponse, parse: (body: unknown) => T): T | undefined {
  return status === 404 ? undefined : parse(body);
}
