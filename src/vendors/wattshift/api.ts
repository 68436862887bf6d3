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
  const toRequest = (operation: string, route: string, json?: unknown) => {
    const body = json === undefined ? {} : { json };
    return { operation, method: 'POST', path: route, idempotent: true, ...body } as const;
  };
  const fetchUtilities = (by: { readonly zipcode: string } | { readonly utilityId: string }, call: Call) =>
    connection.fetch(toRequest('getUtilities', '/v1/utility/get', by), call, ({ body }) => wire.parseUtilities(body));

  return {
    ...createServicesApi(connection),
    /** All homes of the key, always: there is neither a filter nor a page. */
    fetchHomes: (call: Call) =>
      connection.fetch(toRequest('listHomes', '/v1/homes/list'), call, ({ body }, drift) =>
        wire.parseHomes(body, drift),
      ),
    fetchUtilitiesByZipcode: (zipcode: string, call: Call) => fetchUtilities({ zipcode }, call),
    fetchUtilitiesById: (utilityId: string, call: Call) => fetchUtilities({ utilityId }, call),
    /** undefined when the home is unknown. */
    fetchPriceSignal(homeId: string, window: PriceWindow | undefined, call: Call) {
      const request = toRequest('getPriceSignal', path`/v1/homes/${homeId}/price_signal`, window);
      return connection.fetch({ ...request, accept: [404] }, call, ({ status, body }) =>
        status === 404 ? undefined : parsePriceSignal(body),
      );
    },
  };
}

/** The pause the error envelope asks for; the vendor sends no Retry-After header. */
export function retryAfterMsFrom({ body }: VendorResponse): number | undefined {
  const parsed = z.object({ retry_after_seconds: z.number().nonnegative() }).safeParse(body);
  return parsed.success ? parsed.data.retry_after_seconds * 1000 : undefined;
}
