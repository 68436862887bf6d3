import { startEquiwattSandbox } from '../../../src/sandbox/equiwatt/index.ts';
import { assetUuid, demoCredentials } from '../../../src/sandbox/world.ts';
import { equiwatt } from '../../../src/vendors/equiwatt/index.ts';
import { defineVendorSuite } from '../../suites/vendor.ts';

const { apiKey, tenantUuid } = demoCredentials.equiwatt;
const unknownId = '00000000-0000-4000-8000-000000000000';
const eventIds = [1, 2].map((n) => `e7e47000-0000-4000-8000-${String(n).padStart(12, '0')}`);
const eventId = eventIds[0]!;
const window = { offset: 0, limit: 100 };
const broken = assetUuid(3);

defineVendorSuite({
  name: 'equiwatt',
  module: equiwatt,
  startSandbox: () => startEquiwattSandbox({ life: false }),
  config: (url) => ({ baseUrl: url, apiKey, tenantUuid }),
  wrongConfig: (url) => ({ baseUrl: url, apiKey: 'some-other-key', tenantUuid }),
  secrets: [apiKey, tenantUuid],
  lists: {
    assets: { unknownId },
    portfolios: { unknownId },
    flexEvents: { unknownId },
    eventSchemes: { unknownId },
  },
  reads: {
    readings: (source, call) =>
      source.assets!.readings(
        [
          {
            id: assetUuid(1),
            fromMs: Date.UTC(2013, 0, 1),
            toMs: Date.UTC(2013, 2, 1),
            resolution: 'HOUR',
            timeZone: 'UTC',
            normalized: false,
          },
        ],
        call,
      ),
    stats: (source, call) => source.flexEvents!.stats(eventIds, call),
    baselines: (source, call) => source.flexEvents!.baselines(eventIds, call),
    'asset stats': (source, call) => source.flexEvents!.assetStats(eventIds, call),
    'assets of an event': (source, call) => source.flexEvents!.assets(eventId, window, call),
    'portfolios of an event': (source, call) => source.flexEvents!.portfolios(eventId, window, call),
    'assets of a portfolio': (source, call) =>
      source.portfolios!.assets('70f70000-0000-4000-8000-000000000001', window, call),
    'assets of a scheme': (source, call) =>
      source.eventSchemes!.assets('5c4e0000-0000-4000-8000-000000000001', 'READY', window, call),
    'baselines of an asset': (source, call) =>
      source.assets!.baselines!(
        [
          {
            ...{ id: assetUuid(1), fromMs: Date.UTC(2013, 5, 1), toMs: Date.UTC(2013, 5, 2) },
            ...{ resolution: 'HOUR', timeZone: 'UTC', normalized: false },
          },
        ],
        call,
      ),
    tariffs: (source, call) => source.tariffs!.tariffs(assetUuid(1), 'IMPORT', window, call),
    'tariff plans': (source, call) => source.tariffs!.plans(assetUuid(1), call),
    'tariff schedules': (source, call) => source.tariffs!.schedule(assetUuid(1), 'SUPPLY', window, call),
    webhooks: (source, call) => source.webhooks!.registrations!(call),
  },
  broken: { list: 'assets', id: broken, tamper: (json) => withBrokenName(json) },
});

function withBrokenName(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withBrokenName);
  if (typeof json !== 'object' || json === null) return json;
  if ('uuid' in json && json.uuid === broken) return { ...json, name: { not: 'a name' } };
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, withBrokenName(value)]));
}
