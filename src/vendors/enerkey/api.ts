/**
 * The calls of EnerKey's external API. Only the shape `/api/v2/{Controller}/{Operation}` and the header are documented;
 * every path, method and parameter name here is assumed, and the paths can be replaced from the config.
 */

import type { Call } from '../../upstream/call.ts';
import type { Connection, VendorRequest } from '../../upstream/connection.ts';
import * as wire from './wire.ts';

export const defaultPaths = {
  getFacilities: '/api/v2/Facilities/GetFacilities',
  getFacilityProperties: '/api/v2/Facilities/GetFacilityProperties',
  getMeters: '/api/v2/Meters/GetMeters',
  getQuantities: '/api/v2/Quantities/GetQuantities',
  getActions: '/api/v2/Actions/GetActions',
  getHourlyValues: '/api/v2/Values/GetHourlyValues',
  getMonthlyValues: '/api/v2/Values/GetMonthlyValues',
  getMonthlyNormalizedValues: '/api/v2/Values/GetMonthlyNormalizedValues',
} as const;

export type EnerkeyOperation = keyof typeof defaultPaths;

/** Which of the three value reads. */
export type ValueKind = 'hourly' | 'monthly' | 'normalized';

export interface ValuesQuery {
  readonly kind: ValueKind;
  readonly meterIds: readonly string[];
  /** Timestamps in one form, UTC (`Z`) or with an offset; the answer comes in the same. `end` is exclusive. */
  readonly start: string;
  readonly end: string;
}

export type EnerkeyApi = ReturnType<typeof createEnerkeyApi>;

export function createEnerkeyApi(
  connection: Connection,
  paths: Readonly<Partial<Record<EnerkeyOperation, string | undefined>>> = {},
) {
  const send = async (
    operation: EnerkeyOperation,
    request: Pick<VendorRequest, 'query' | 'json'>,
    call: Call,
  ): Promise<unknown> => {
    // A list in the body makes a read a POST; sending it twice still changes nothing.
    const method = request.json === undefined ? 'GET' : 'POST';
    const path = paths[operation] ?? defaultPaths[operation];
    return (await connection.send({ operation, method, path, idempotent: true, ...request }, call)).body;
  };
  // An empty list of ids means all.
  const all = { json: [] };

  return {
    fetchFacilities: async (call: Call) => wire.parseFacilities(await send('getFacilities', all, call)),
    fetchFacilityProperties: async (call: Call) =>
      wire.parseFacilityProperties(await send('getFacilityProperties', all, call)),
    fetchMeters: async (call: Call) => wire.parseMeters(await send('getMeters', all, call)),
    fetchQuantities: async (call: Call) => wire.parseQuantities(await send('getQuantities', {}, call)),
    fetchActions: async (facilityIds: readonly string[], call: Call) =>
      wire.parseActions(await send('getActions', { query: { facilityIds } }, call)),
    fetchValues: async ({ kind, ...query }: ValuesQuery, call: Call) =>
      wire.parseValues(await send(valueOperations[kind], { query }, call)),
  };
}

const valueOperations = {
  hourly: 'getHourlyValues',
  monthly: 'getMonthlyValues',
  normalized: 'getMonthlyNormalizedValues',
} as const satisfies Record<ValueKind, EnerkeyOperation>;
