import { startDigiwattSandbox } from '../../../src/sandbox/digiwatt/index.ts';
import { accountNumber, demoCredentials } from '../../../src/sandbox/world.ts';
import { digiwatt } from '../../../src/vendors/digiwatt/index.ts';
import { defineVendorSuite } from '../../suites/vendor.ts';

const credentials = demoCredentials.digiwatt;
const ids = [accountNumber(1), accountNumber(3)];
const keys = ids.map((id) => ({ id, period: 'YESTERDAY' as const }));
const openedMs = Date.now();

defineVendorSuite({
  name: 'Digiwatt',
  module: digiwatt,
  startSandbox: () => startDigiwattSandbox(),
  config: (url) => ({ baseUrl: url, ...credentials, timeZone: 'Europe/Rome' }),
  wrongConfig: (url) => ({ baseUrl: url, ...credentials, clientSecret: 'no-such-secret', timeZone: 'Europe/Rome' }),
  secrets: [credentials.clientSecret],
  // The vendor has no list of accounts.
  lists: {},
  reads: {
    readings: (source, call) => {
      const range = { fromMs: openedMs - 5 * 86_400_000, toMs: openedMs, timeZone: 'Europe/Rome', normalized: false };
      return source.households!.readings(
        ids.map((id) => ({ ...range, id, resolution: 'HOUR' })),
        call,
      );
    },
    power: (source, call) => source.households!.power(ids, call),
    'power history': (source, call) => source.households!.powerHistory(ids, call),
    'period readings': (source, call) => source.households!.periodReadings(keys, call),
    totals: (source, call) => source.households!.totals(keys, call),
    performance: (source, call) => source.households!.performance(keys, call),
    habits: (source, call) => source.households!.habits(keys, call),
    trend: (source, call) => source.households!.trend(ids, call),
    distribution: (source, call) => source.households!.distribution(ids, call),
    compound: (source, call) => source.households!.compound(ids, call),
    savings: (source, call) => source.households!.savings(ids, call),
    'green energy windows': (source, call) => source.households!.greenEnergyWindows(call),
  },
});
