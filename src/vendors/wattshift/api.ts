/** The calls of WattShift's API. Every endpoint is a POST, so a read says itself that sending it twice does no harm. */

import { z } from 'zod';
import type { Call } from '../../upstream/call.ts';
import type { Connection, VendorResponse } from '../../upstream/connection.ts';
import { path } from '../../upstream/path.ts';
import { createServicesApi } from './api-services.ts';
import { parsePriceSignal } from './price-signal.ts';
import * as wire from './wire.ts';

/** ISO 8601; the vendor takes both or none. */
export interface PriceWindow {
  readonly startTime: string;
  readonly endTime: string;
}

export type WattshiftApi = ReturnType<typeof createWattshiftApi>;

export function createWattshiftApi(connection: Connection) {
  const read = (operation: string, route: string, call: Call, json?: unknown, accept: readonly number[] = []) =>
    connection.send(
      { operation, method: 'POST', path: route, idempotent: true, accept, ...(json === undefined ? {} : { json }) },
      call,
    );

  return {
    ...createServicesApi(connection),
    /** All homes of the key, always: there is neither a filter nor a page. */
    fetchHomes: async (call: Call) => wire.parseHomes((await read('listHomes', '/v1/homes/list', call)).body),
    fetchUtilitiesByZipcode: async (zipcode: string, call: Call) =>
      wire.parseUtilities((await read('getUtilities', '/v1/utility/get', call, { zipcode })).body),
    fetchUtilitiesById: async (utilityId: string, call: Call) =>
      wire.parseUtilities((await read('getUtilities', '/v1/utility/get', call, { utilityId })).body),
    /** undefined when the home is unknown. */
    async fetchPriceSignal(homeId: string, window: PriceWindow | undefined, call: Call) {
      const { status, body } = await read(
        'getPriceSignal',
        path`/v1/homes/${homeId}/price_signal`,
        call,
        window,
        [404],
      );
      return status === 404 ? undefined : parsePriceSignal(body);
    },
  };
}

/** The pause the error envelope asks for; the vendor sends no Retry-After header. */
export function retryAfterMsFrom({ body }: VendorResponse): number | undefined {
  const parsed = z.object({ retry_after_seconds: z.number().nonnegative() }).safeParse(body);
  return parsed.success ? parsed.data.retry_after_seconds * 1000 : undefined;
}
