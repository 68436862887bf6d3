/**
 * The calls of EnerKey's external API. Only the shape `/api/v2/{Controller}/{Operation}` and the header are documented;
 * every path, method and parameter name here is assumed, and the paths can be replaced from the config.
 */

import type { Call } from '../../upstream/call.ts';
import type { Connection, Drift, VendorRequest } from '../../upstream/connection.ts';
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
  const fetch = <T>(
    operation: EnerkeyOperation,
    request: Pick<VendorRequest, 'query' | 'json' | 'expect'>,
    call: Call,
    parse: (body: unknown, drift: Drift) => T,
  ): Promise<T> => {
    // A list in the body makes a read a POST; sending it twice still changes nothing.
    const method = request.json === undefined ? 'GET' : 'POST';
    const path = paths[operation] ?? defaultPaths[operation];
    const whole = { operation, method, path, idempotent: true, ...request } as const;
    return connection.fetch(whole, call, ({ body }, drift) => parse(body, drift));
  };
  // An empty list of ids means all.
  const all = { json: [] };

  return {
    fetchFacilities: (call: Call) => fetch('getFacilities', all, call, wire.parseFacilities),
    fetchFacilityProperties: (call: Call) => fetch('getFacilityProperties', all, call, wire.parseFacilityProperties),
    fetchMeters: (call: Call) => fetch('getMeters', all, call, wire.parseMeters),
    fetchQuantities: (call: Call) => fetch('getQuantities', {}, call, wire.parseQuantities),
    fetchActions: (facilityIds: readonly string[], call: Call) =>
      fetch('getActions', { query: { facilityIds } }, call, wire.parseActions),
    fetchValues: ({ kind, ...query }: ValuesQuery, call: Call) =>
      // Meters whose values do not fit are failures of their own, and counted as such.
      fetch(valueOperations[kind], { query, expect: 'jsonBytes' }, call, (body) => wire.parseValues(body)),
  };
}

const valueOperations = {
  hourly: 'getHourlyValues',
  monthly: 'getMonthlyValues',
  normalized: 'getMonthlyNormalizedValues',
} as const satisfies Record<ValueKind, EnerkeyOperation>;
