/**
 * The calls of Wattics' two APIs. Paths, parameters and headers are public (the vendor's former documentation pages and
 * clients of it); the shape of the last packet and every error body are assumed.
 */

import type { PacketForm } from '../../domain/packet.ts';
import type { Call } from '../../upstream/call.ts';
import type { Connection, Drift, QueryValue } from '../../upstream/connection.ts';
import { path } from '../../upstream/path.ts';
import type { SessionCookies } from './session-cookies.ts';
import * as wire from './wire.ts';

export type PushApi = ReturnType<typeof createPushApi>;
export type DashboardApi = ReturnType<typeof createDashboardApi>;

/** What follows the collector's URL less its last slash: `…/unifiedjson/`, `…/unifiedjson_utc/`, `…/unifiedjson_partial/`. */
const pushPaths: Readonly<Record<PacketForm, string>> = { local: '/', utc: '_utc/', partial: '_partial/' };

/**
 * `connection`: its base URL is the collector's whole URL, trailing slash included; it sends the cookies back that
 * answers set, as the vendor wants it during transmission. Which it sets is not documented.
 */
export function createPushApi(connection: Connection, cookies: Pick<SessionCookies, 'learn'>) {
  return {
    /**
     * One packet, which is all that a request takes. Any 2xx is taken as acceptance, whatever short text comes with it;
     * a page is none. Assumed: sent twice, the last one of an instant holds.
     */
    async sendPacket(form: PacketForm, packet: wire.WireNewPacket, call: Call): Promise<void> {
      const request = {
        ...({ operation: 'pushPacket', method: 'POST', expect: 'text', budgetClass: 'push' } as const),
        ...{ path: pushPaths[form], json: packet, idempotent: true },
      };
      return connection.fetch(request, call, (response) => {
        cookies.learn(response);
        wire.assertAcceptance(response.body);
      });
    },
    /** The newest packet the collector holds of a stream; null when it has none. Assumed: 404 then. */
    async fetchLastPacket(stream: string, call: Call): Promise<wire.WirePacket | null> {
      const request = {
        operation: 'getLastPacket',
        method: 'GET',
        path: '',
        query: { stream },
        accept: [404],
      } as const;
      return connection.fetch(request, call, (response) => {
        cookies.learn(response);
        return response.status === 404 ? null : wire.parsePacket(response.body);
      });
    },
  };
}

export function createDashboardApi(connection: Connection) {
  /** undefined when the vendor does not know what the path names. */
  const find = <T>(
    operation: string,
    at: string,
    query: Readonly<Record<string, QueryValue>>,
    call: Call,
    parse: (body: unknown, drift: Drift) => T,
  ): Promise<T | undefined> => {
    const request = { operation, method: 'GET', path: at, query, accept: [404] } as const;
    return connection.fetch(request, call, ({ status, body }, drift) =>
      status === 404 ? undefined : parse(body, drift),
    );
  };

  return {
    fetchOrganizations: async (call: Call) => {
      const request = { operation: 'listOrganizations', method: 'GET', path: '/organizations' } as const;
      return connection.fetch(request, call, ({ body }, drift) => wire.parseOrganizations(body, drift));
    },
    fetchSites: (organizationId: string, call: Call) =>
      find('listSites', '/sites', { organization_id: organizationId }, call, wire.parseSites),
    /** Both parameters are needed; there are no meters of a whole organisation. */
    fetchMeters: (organizationId: string, siteId: string, call: Call) =>
      find('listMeters', '/meters', { organization_id: organizationId, site_id: siteId }, call, wire.parseMeters),
    /** All three parameters are needed: there are no appliances of a whole site. */
    fetchAppliances: (organizationId: number, siteId: number, meterId: number, call: Call) => {
      const query = { organization_id: organizationId, site_id: siteId, meter_id: meterId };
      return find('listAppliances', '/appliances', query, call, wire.parseAppliances);
    },
    fetchAppliance: (id: string, call: Call) =>
      find('getAppliance', path`/appliances/${id}`, {}, call, wire.parseAppliance),
    /** Mean active power in W; at most 90 days. Times are UTC, `YYYY-MM-DD HH:MM:SS`. */
    fetchRawData: ({ of, id }: Owner, range: { readonly fromMs: number; readonly toMs: number }, call: Call) => {
      const query = { from: toTime(range.fromMs), to: toTime(range.toMs), data_type: 'active_power' };
      return find('getRawData', path`/${of}/${id}/raw_data`, query, call, wire.parseRawData);
    },
    /** Days of a month at the site, with their intervals. */
    fetchConsumptions: ({ of, id }: Owner, { year, month }: YearMonth, call: Call) => {
      const query = { month, year, detailed: true };
      return find('getConsumptions', path`/${of}/${id}/consumptions`, query, call, wire.parseConsumptions);
    },
    /** Costs of the days of a month at the site. */
    fetchCosts: ({ of, id }: Owner, { year, month }: YearMonth, call: Call) => {
      const query = { month, year, detailed: false };
      return find('getCosts', path`/${of}/${id}/costs`, query, call, wire.parseCosts);
    },
  };
}

/** What is measured, as the paths name it. */
export interface Owner {
  readonly of: 'meters' | 'appliances';
  readonly id: string;
}

export interface YearMonth {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
}

function toTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}
