/** The calls of EnerKey that change something, draw something, or tell of alarms. Paths as in `api.ts`. */

import type { Call } from '../../upstream/call.ts';
import type { Connection, VendorRequest } from '../../upstream/connection.ts';
import * as wire from './wire-services.ts';

export const servicePaths = {
  getAction: '/api/v2/Actions/GetAction',
  updateAction: '/api/v2/Actions/UpdateAction',
  getConsumptionImage: '/api/v2/Images/GetConsumptionImage',
  getFacilityImage: '/api/v2/Images/GetFacilityImage',
  getAlarm: '/api/v2/Logs/GetAlarm',
  getLogImage: '/api/v2/Logs/GetImage',
  pushConsumptions: '/api/v2/Values/PushConsumptionsForMeter',
  pushReadings: '/api/v2/Values/PushCumulativeReadingsForMeter',
  upsertCustomers: '/api/v2/Provisioning/UpsertProvisioningCustomer',
  upsertData: '/api/v2/Provisioning/UpsertProvisioningData',
  provisioningStatus: '/api/v2/Provisioning/ProvisioningStatus',
} as const;

export type ServiceOperation = keyof typeof servicePaths;

export interface ServiceConnections {
  /** Under the profile's key. */
  readonly profile: Connection;
  /** Under the tenant's key, for provisioning. */
  readonly tenant: Connection;
}

export type EnerkeyServicesApi = ReturnType<typeof createServicesApi>;

export function createServicesApi(
  { profile, tenant }: ServiceConnections,
  paths: Readonly<Partial<Record<ServiceOperation, string | undefined>>> = {},
) {
  const toRequest = (operation: ServiceOperation, rest: Partial<VendorRequest> = {}): VendorRequest => ({
    ...{ operation, method: 'GET', path: paths[operation] ?? servicePaths[operation] },
    ...rest,
  });
  /** undefined when the vendor does not know what is asked for. */
  const find = <T>(request: VendorRequest, call: Call, read: (body: unknown) => T) =>
    profile.fetch({ ...request, accept: [404] }, call, ({ status, body }) => (status === 404 ? undefined : read(body)));
  const image = (operation: ServiceOperation, query: VendorRequest['query'], call: Call) =>
    find(toRequest(operation, { query: query ?? {}, expect: 'binary' }), call, wire.parseImage);
  const push = async (operation: ServiceOperation, meterId: string, items: readonly wire.PushItem[], call: Call) => {
    // Assumed: a later message overwrites. Were it to add up, sending it twice would count twice: so it is sent once.
    const request = toRequest(operation, { method: 'POST', query: { meterId }, json: items, expect: 'text' });
    return profile.fetch({ ...request, accept: [404] }, call, ({ status }) => status !== 404);
  };
  const provision = (operation: ServiceOperation, json: unknown, call: Call) =>
    tenant.fetch(toRequest(operation, { method: 'POST', json }), call, ({ status, body }) =>
      wire.parseReceipt(status, body),
    );

  return {
    fetchAction: (id: string, call: Call) => find(toRequest('getAction', { query: { id } }), call, wire.parseRawAction),
    updateAction: (action: wire.RawAction, call: Call) =>
      find(toRequest('updateAction', { method: 'PUT', json: action }), call, (body) =>
        body === undefined ? action : wire.parseRawAction(body),
      ),
    fetchConsumptionImage: (query: VendorRequest['query'], call: Call) => image('getConsumptionImage', query, call),
    fetchFacilityImage: (query: VendorRequest['query'], call: Call) => image('getFacilityImage', query, call),
    fetchAlarm: (id: string, call: Call) => find(toRequest('getAlarm', { query: { id } }), call, wire.parseAlarm),
    fetchLogImage: (id: string, call: Call) => image('getLogImage', { id }, call),
    pushConsumptions: (meterId: string, items: readonly wire.PushItem[], call: Call) =>
      push('pushConsumptions', meterId, items, call),
    pushReadings: (meterId: string, items: readonly wire.PushItem[], call: Call) =>
      push('pushReadings', meterId, items, call),
    upsertCustomers: (customers: readonly wire.WireCustomer[], call: Call) =>
      provision('upsertCustomers', customers, call),
    upsertData: (data: readonly wire.WireProvisionedData[], call: Call) => provision('upsertData', data, call),
    fetchProvisioning: (id: string, call: Call) =>
      tenant.fetch(
        { ...toRequest('provisioningStatus', { query: { id } }), accept: [404] },
        call,
        ({ status, body }) => (status === 404 ? undefined : wire.parseProvisioningState(body)),
      ),
  };
}
