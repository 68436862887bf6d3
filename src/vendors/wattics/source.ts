/** Wattics as a source: two connections, and of each what it has. */

import type { Call } from '../../upstream/call.ts';
import type { Connection } from '../../upstream/connection.ts';
import type { MeterSource, SourceDeps, VendorSource } from '../vendor.ts';
import { createSiteAdmin } from './admin.ts';
import { createDashboardApi, createPushApi, type PushApi } from './api.ts';
import { createApplianceSource } from './appliances.ts';
import type { WatticsConfig, WatticsDashboard, WatticsPush } from './config.ts';
import { createFacilitySource, createMeterSource } from './dashboard-source.ts';
import { createDirectory } from './directory.ts';
import { watticsLimits, watticsPushLimits } from './limits.ts';
import { createPacketPush } from './packet-push.ts';
import { createLastPackets, createStreamSource, lastReadingsOf } from './push-source.ts';
import { createSiteRecords } from './records.ts';
import { createSessionCookies } from './session-cookies.ts';

export function createWatticsSource(config: WatticsConfig, deps: SourceDeps): VendorSource {
  const push = config.push && openPush(config.push, deps);
  const dashboard = config.dashboard && openDashboard(config.dashboard, deps);
  const connections = [dashboard, push].flatMap((side) => (side ? [side.connection] : []));
  const packets = push && createLastPackets(push.connection, push.api);
  const directory = dashboard && createDirectory(dashboard.connection, dashboard.api);
  const packetPush = push && {
    packetPush: createPacketPush({
      ...{ ...push, clock: deps.clock },
      ...(dashboard && directory && { dashboard: { connection: dashboard.connection, directory } }),
    }),
  };

  const ping = async (call: Call) => {
    await Promise.all([dashboard?.api.fetchOrganizations(call), push && pingCollector(push.api, call)]);
  };
  const shared = {
    vendor: 'WATTICS' as const,
    ping,
    status: () => connections.map((one) => one.status()),
    ...packetPush,
  };
  if (!dashboard || !directory) return packets ? { ...shared, meters: createStreamSource(packets) } : shared;

  const dashboardDeps = { ...dashboard, directory, clock: deps.clock };
  const meters: MeterSource = {
    ...createMeterSource(dashboardDeps),
    ...(packets ? { lastReadings: (ids, call) => lastReadingsOf(directory, packets, ids, call) } : {}),
  };
  return {
    ...shared,
    meters,
    appliances: createApplianceSource(dashboardDeps),
    facilities: createFacilitySource(dashboardDeps),
    siteAdmin: createSiteAdmin(dashboard.connection),
    siteRecords: createSiteRecords(dashboard.connection),
  };
}

function openPush(config: WatticsPush, deps: SourceDeps): { readonly connection: Connection; readonly api: PushApi } {
  const cookies = createSessionCookies(deps.clock);
  const connection = deps.upstream.connect({
    ...{ vendor: 'WATTICS', tenantId: deps.tenantId, role: 'push', limits: watticsPushLimits },
    // The trailing slash is part of the collector's URL.
    baseUrl: config.url.replace(/\/?$/, '/'),
    credentials: [`${config.username}:${config.password}`],
    authorize: (credential) => ({
      authorization: `Basic ${Buffer.from(credential).toString('base64')}`,
      ...cookies.toHeaders(),
    }),
  });
  return { connection, api: createPushApi(connection, cookies) };
}

function openDashboard(config: WatticsDashboard, deps: SourceDeps) {
  const connection = deps.upstream.connect({
    ...{ vendor: 'WATTICS', tenantId: deps.tenantId, role: 'dashboard', limits: watticsLimits },
    baseUrl: config.baseUrl.replace(/\/*$/, '').replace(/(\/api\/v1)?$/, '/api/v1'),
    credentials: [config.token],
    // The token stands alone, without a scheme; the content type is asked for on reads too.
    authorize: (token) => ({ authorization: token, 'content-type': 'application/json' }),
  });
  return { connection, api: createDashboardApi(connection) };
}

/** Any stream does: an unknown one is answered only to a good credential. */
async function pingCollector(api: PushApi, call: Call): Promise<void> {
  await api.fetchLastPacket('wattgraph-ping', call);
}
