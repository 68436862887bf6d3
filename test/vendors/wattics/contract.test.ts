import { startWatticsSandbox } from '../../../src/sandbox/wattics/index.ts';
import { demoCredentials } from '../../../src/sandbox/world.ts';
import { wattics } from '../../../src/vendors/wattics/index.ts';
import { defineVendorSuite } from '../../suites/vendor.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const { username, password, token } = demoCredentials.wattics;
const june = { fromMs: Date.UTC(2013, 5, 2), toMs: Date.UTC(2013, 5, 3), timeZone: 'UTC', normalized: false };

const configWith = (url: string, secret: { password: string; token: string }) => ({
  push: { url: `${url}/measurements/v2/unifiedjson/`, username, password: secret.password },
  dashboard: { baseUrl: `${url}/api/v1`, token: secret.token },
});

defineVendorSuite({
  name: 'Wattics',
  module: wattics,
  startSandbox: () => startWatticsSandbox({ clock: createFakeClock() }),
  config: (url) => configWith(url, { password, token }),
  wrongConfig: (url) => configWith(url, { password: 'no-such-password', token: 'no-such-token' }),
  secrets: [password, token, Buffer.from(`${username}:${password}`).toString('base64')],
  lists: { facilities: { unknownId: '999' }, meters: { unknownId: '9999' } },
  reads: {
    consumptions: (source, call) =>
      source.meters!.readings(
        [2001, 2002].map((id) => ({ ...june, id: String(id), resolution: 'HOUR' })),
        call,
      ),
    'raw data': (source, call) =>
      source.meters!.readings([{ ...june, toMs: Date.UTC(2013, 7, 1), id: '2003', resolution: 'DAY' }], call),
    'last packets': (source, call) => source.meters!.lastReadings!(['2001', 'stream-3'], call),
    costs: (source, call) => source.meters!.costs!('2001', '2013-05', '2013-07', call),
    'appliances of meters': (source, call) => source.appliances!.byMeterIds(['2001', '2002'], call),
    'an appliance': (source, call) => source.appliances!.byIds(['102001'], call),
    'consumption of an appliance': (source, call) =>
      source.appliances!.readings([{ ...june, id: '102001', resolution: 'HOUR' }], call),
    'users of a site': (source, call) => source.siteRecords!.usersOfSite('301', call),
  },
  broken: {
    list: 'meters',
    id: '2002',
    tamper: (json) =>
      Array.isArray(json) ? json.map((item) => (item.id === 2002 ? { ...item, type: ['electricity'] } : item)) : json,
  },
});
