/** Digiwatt as a source: households. It has no list of accounts and reads one account a call. */

import type { Connection } from '../../upstream/connection.ts';
import type { HouseholdSource, SourceDeps, VendorSource } from '../vendor.ts';
import { createAccountReader } from './account-reader.ts';
import { createAdmin } from './admin.ts';
import { createDigiwattApi, type DigiwattApi } from './api.ts';
import type { DigiwattConfig } from './config.ts';
import { digiwattLimits } from './limits.ts';
import * as map from './map.ts';
import { createReadings } from './readings.ts';
import { toApplianceSeries, toHouseSeries } from './series.ts';

export function createDigiwattSource(config: DigiwattConfig, deps: SourceDeps): VendorSource {
  const connection: Connection = deps.upstream.connect({
    vendor: 'DIGIWATT',
    tenantId: deps.tenantId,
    baseUrl: config.baseUrl,
    // Client id and company are no secrets, but with another one the accounts are others: they belong to the credential.
    credentials: [JSON.stringify([config.clientId, config.clientSecret, config.companyCode])],
    authorize: (_credential, token) => (token === undefined ? {} : { authorization: `Bearer ${token}` }),
    token: { fetchToken: (call) => api.fetchToken(config, call) },
    limits: digiwattLimits,
  });
  const api: DigiwattApi = createDigiwattApi(connection, config.paths);

  return {
    vendor: 'DIGIWATT',
    households: createHouseholds(api, connection, config.timeZone, deps),
    householdAdmin: createAdmin(api, connection, config),
    ping: async (call) => {
      await api.fetchGreenness(call);
    },
    status: () => [connection.status()],
  };
}

function createHouseholds(
  api: DigiwattApi,
  connection: Connection,
  timeZone: string,
  { clock }: SourceDeps,
): HouseholdSource {
  const { ofAccount, ofPeriod, plainly, plainlyByPeriod } = createAccountReader({ connection, clock, timeZone });

  const latest = ofAccount('latest', api.fetchLatest, (wire) => toHouseSeries(wire, timeZone));
  const consumption = ofPeriod('consumption', api.fetchConsumption, (wire) => toApplianceSeries(wire, timeZone));

  return {
    timeZone,
    ...createReadings({ latest, consumption, clock, timeZone }),
    power: plainly(ofAccount('realtime', api.fetchRealtime, (wire) => map.toPowerReading(wire, timeZone))),
    powerFreshMs: () => connection.freshMs('realtime'),
    powerHistory: plainly(latest, map.toPowerHistory),
    totals: plainlyByPeriod(ofPeriod('totals', api.fetchTotals, map.toTotals)),
    performance: plainlyByPeriod(ofPeriod('performance', api.fetchPerformance, map.toPerformance)),
    habits: plainlyByPeriod(ofPeriod('habits', api.fetchHabits, map.toHabits)),
    trend: plainly(ofAccount('trend', api.fetchTrend, map.toTrend)),
    distribution: plainly(ofAccount('distribution', api.fetchDistribution, map.toDistribution)),
    compound: plainly(ofAccount('compound', api.fetchCompound, map.toCompound)),
    savings: plainly(ofAccount('saving', api.fetchSaving, (wire) => map.toSavings(wire, timeZone))),
    greenEnergyWindows: async (call) => {
      const load = async (shared: typeof call) => map.toGreenEnergyWindows(await api.fetchGreenness(shared), timeZone);
      return (await connection.read({ resource: 'greenness', params: {}, load }, call)).value;
    },
  };
}
