import { startEnerkeySandbox } from '../../../src/sandbox/enerkey/index.ts';
import { demoCredentials } from '../../../src/sandbox/world.ts';
import { enerkey } from '../../../src/vendors/enerkey/index.ts';
import { defineVendorSuite } from '../../suites/vendor.ts';

const { primaryKey, secondaryKey } = demoCredentials.enerkey;
const range = { fromMs: Date.UTC(2013, 5, 1), toMs: Date.UTC(2013, 5, 2), timeZone: 'UTC', normalized: false };

defineVendorSuite({
  name: 'EnerKey',
  module: enerkey,
  startSandbox: () => startEnerkeySandbox(),
  config: (url) => ({ baseUrl: url, apiKeys: [primaryKey, secondaryKey] }),
  wrongConfig: (url) => ({ baseUrl: url, apiKeys: ['no-such-key'] }),
  secrets: [primaryKey, secondaryKey],
  lists: { facilities: { unknownId: '999' }, meters: { unknownId: '99999' } },
  reads: {
    'hourly readings': (source, call) =>
      source.meters!.readings(
        [1001, 1002].map((id) => ({ ...range, id: String(id), resolution: 'HOUR' })),
        call,
      ),
    'monthly readings': (source, call) =>
      source.meters!.readings([{ ...range, toMs: Date.UTC(2013, 6, 1), id: '1003', resolution: 'MONTH' }], call),
    'normalised readings': (source, call) =>
      source.meters!.readings(
        [{ ...range, toMs: Date.UTC(2013, 6, 1), id: '1003', resolution: 'MONTH', normalized: true }],
        call,
      ),
    quantities: (source, call) => source.meters!.quantities!(call),
    actions: (source, call) => source.facilities!.actions!(['101', '102'], call),
  },
  broken: {
    list: 'facilities',
    id: '102',
    tamper: (json) =>
      Array.isArray(json) ? json.map((item) => (item.id === 102 ? { ...item, name: { first: 42 } } : item)) : json,
  },
});
