/** The vendor's three reads over one keep-alive pool: what the peers and the hand-written floor share. */

import { Pool } from 'undici';

export interface Facility {
  readonly id: number;
  readonly name: string;
}

export interface Meter {
  readonly id: number;
  readonly facilityId: number;
  readonly name: string;
}

export interface MeterValues {
  readonly meterId: number;
  readonly unit: string;
  readonly values: readonly { readonly timestamp: string; readonly value: number }[];
}

/** Most meters in one call. */
export const maxMeters = 100;
const authorization = 'bench-key';

export function createVendorClient(baseUrl: string) {
  // As many connections as 32 pages at work can use.
  const pool = new Pool(baseUrl, { connections: 64, pipelining: 1 });

  const read = async <T>(path: string, body: string | null): Promise<T> => {
    const answer = await pool.request({
      ...{ path, body, method: body === null ? 'GET' : 'POST' },
      headers: { authorization, ...(body !== null && { 'content-type': 'application/json' }) },
    });
    if (answer.statusCode !== 200) throw new Error(`the vendor answered ${answer.statusCode}`);
    return (await answer.body.json()) as T;
  };

  const valuesOf = (ids: readonly number[], from: string, to: string) => {
    const range = `start=${encodeURIComponent(from)}&end=${encodeURIComponent(to)}`;
    return read<MeterValues[]>(`/api/v2/Values/GetHourlyValues?meterIds=${ids.join('&meterIds=')}&${range}`, null);
  };

  return {
    facilities: () => read<Facility[]>('/api/v2/Facilities/GetFacilities', '[]'),
    meters: (facilityIds: readonly number[]) => read<Meter[]>('/api/v2/Meters/GetMeters', `[${facilityIds.join(',')}]`),
    /** In as many calls at once as 100 meters each make. */
    values: async (ids: readonly number[], from: string, to: string): Promise<MeterValues[]> => {
      const chunks = Array.from({ length: Math.ceil(ids.length / maxMeters) }, (_, i) =>
        valuesOf(ids.slice(i * maxMeters, (i + 1) * maxMeters), from, to),
      );
      return (await Promise.all(chunks)).flat();
    },
  };
}

export type VendorClient = ReturnType<typeof createVendorClient>;
