import { startWattshiftSandbox } from '../../../src/sandbox/wattshift/index.ts';
import { demoCredentials, homeId } from '../../../src/sandbox/world.ts';
import { wattshift } from '../../../src/vendors/wattshift/index.ts';
import { defineVendorSuite } from '../../suites/vendor.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const { apiKey } = demoCredentials.wattshift;

defineVendorSuite({
  name: 'WattShift',
  module: wattshift,
  // Stands still: a price signal begins now.
  startSandbox: () => startWattshiftSandbox({ clock: createFakeClock() }),
  config: (url) => ({ baseUrl: url, apiKey }),
  wrongConfig: (url) => ({ baseUrl: url, apiKey: 'no-such-key' }),
  secrets: [apiKey],
  lists: { homes: { unknownId: homeId(99) } },
  reads: {
    'price signals': (source, call) =>
      source.homes!.priceSignals(
        [{ homeId: homeId(1) }, { homeId: homeId(2), fromMs: Date.UTC(2026, 0, 1), toMs: Date.UTC(2026, 0, 2) }],
        call,
      ),
    'utilities by zip code': (source, call) => source.homes!.utilitiesByZipcode(['94607', '94110'], call),
    'utilities by id': (source, call) => source.homes!.utilitiesById(['ws_utility_bay'], call),
  },
  broken: {
    list: 'homes',
    id: homeId(2),
    tamper: (json) =>
      Array.isArray(json)
        ? json.map((item) => (item.id === homeId(2) ? { ...item, name: { first: 42 } } : item))
        : json,
  },
});
