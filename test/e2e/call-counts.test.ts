/** The table of exact vendor calls: what each query costs cold, and that asking again costs nothing. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDigiwattSandbox } from '../../src/sandbox/digiwatt/index.ts';
import { startEnerkeySandbox } from '../../src/sandbox/enerkey/index.ts';
import { startEquiwattSandbox } from '../../src/sandbox/equiwatt/index.ts';
import type { SandboxServer } from '../../src/sandbox/server.ts';
import { startWatticsSandbox } from '../../src/sandbox/wattics/index.ts';
import { startWattshiftSandbox } from '../../src/sandbox/wattshift/index.ts';
import { accountNumber, assetUuid, homeId } from '../../src/sandbox/world.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { type SandboxedGateway, startSandboxedGateway } from '../support/sandboxed-gateway.ts';

interface Row {
  readonly what: string;
  readonly vendor: 'equiwatt' | 'digiwatt' | 'wattshift' | 'wattics' | 'enerkey';
  readonly query: string;
  /** Calls with nothing cached. */
  readonly cold: number;
}

const day = 'from: "2013-07-01T00:00:00Z", to: "2013-07-02T00:00:00Z", timeZone: "UTC"';

const table: readonly Row[] = [
  {
    what: '50 facilities x 4 meters x 24 hourly values: facilities, meters, 2 x 100 meters of values',
    vendor: 'enerkey',
    query: `{ tenant { facilities(first: 50) { nodes { name meters(first: 10) { nodes { name
      consumption(${day}) { values } } } } } } }`,
    cold: 4,
  },
  {
    what: 'the same with each meter’s quantity: one list more',
    vendor: 'enerkey',
    query: `{ tenant { facilities(first: 50) { nodes { name meters(first: 10) { nodes { name quantity { name unit }
      consumption(${day}) { values } } } } } } }`,
    cold: 5,
  },
  {
    what: 'one facility by ref: the list, which every further facility is read from',
    vendor: 'enerkey',
    query: `{ facility(by: { ref: { vendor: ENERKEY, id: "101" } }) { name } }`,
    cold: 1,
  },
  {
    what: '1 000 assets and 6 events with stats and portfolios: a page, the list, 6 stats, 6 portfolio lists',
    vendor: 'equiwatt',
    query: `{ tenant { assets(first: 1000) { totalCount nodes { name } }
      flexEvents(first: 6) { nodes { name stats { energySaved } portfolios { nodes { name } } } } } }`,
    cold: 14,
  },
  {
    what: 'the same asset under three names is one page',
    vendor: 'equiwatt',
    query: `{ ${['a', 'b', 'c'].map((name) => `${name}: asset(by: { ref: { vendor: EQUIWATT, id: "${assetUuid(7)}" } }) { name }`).join(' ')} }`,
    cold: 1,
  },
  {
    what: '10 homes: one list',
    vendor: 'wattshift',
    query: '{ tenant { homes(first: 10) { nodes { name zipcode timeZone } } } }',
    cold: 1,
  },
  {
    what: 'totals and habits of one household: a token, and a call each',
    vendor: 'digiwatt',
    query: `{ home(by: { ref: { vendor: DIGIWATT, id: "${accountNumber(1)}" } }) {
      totals(period: YESTERDAY) { totalWh } again: totals(period: YESTERDAY) { previousWh }
      habits(period: LAST_WEEK) { hour energyWh } } }`,
    cold: 3,
  },
  {
    what: '3 sites with 10 meters: organisations, sites, meters of each site, and a call for each meter’s values',
    vendor: 'wattics',
    query: `{ tenant { facilities(first: 10) { nodes { name meters(first: 10) { nodes { name
      consumption(${day}) { values } } } } } } }`,
    cold: 15,
  },
];

describe.each(table)('$what', ({ vendor, query, cold }) => {
  let server: SandboxServer;
  let gateway: SandboxedGateway;

  beforeAll(async () => {
    server = await start(vendor);
    const homes = vendor === 'digiwatt' ? [{ digiwatt: accountNumber(1) }] : [];
    gateway = await startSandboxedGateway([{ id: 'one', vendors: { [vendor]: server }, homes }]);
  });
  afterAll(async () => {
    await gateway.stop();
    await server.stop();
  });

  it(`costs ${cold} ${vendor} calls cold and none warm`, async () => {
    const coldAnswer = await gateway.ask('one', query);
    expect(coldAnswer.errors).toEqual([]);
    expect(server.calls.map(({ path }) => path)).toHaveLength(cold);
    expect(coldAnswer.extensions.vendorCalls).toMatchObject({ [vendor.toUpperCase()]: { calls: cold } });

    const warmAnswer = await gateway.ask('one', query);
    expect(server.calls).toHaveLength(cold);
    expect(warmAnswer.data).toEqual(coldAnswer.data);
  });
});

function start(vendor: Row['vendor']): Promise<SandboxServer> {
  switch (vendor) {
    case 'equiwatt':
      return startEquiwattSandbox({ assets: 1000, events: 6, life: false });
    case 'digiwatt':
      return startDigiwattSandbox();
    case 'wattshift':
      return startWattshiftSandbox();
    case 'wattics':
      return startWatticsSandbox();
    case 'enerkey':
      return startEnerkeySandbox({ world: { facilities: 50, metersPerFacility: 4 } });
  }
}

it('costs one call for 100 equal queries at once, and one for each tenant', async () => {
  const server = await startWattshiftSandbox();
  const vendors = { wattshift: server };
  const gateway = await startSandboxedGateway([
    { id: 'one', vendors },
    { id: 'two', vendors },
  ]);
  server.faults.add({ kind: 'latency', ms: 40 });
  const query = `{ home(by: { ref: { vendor: WATTSHIFT, id: "${homeId(3)}" } }) { name } }`;
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, i) => gateway.ask(i % 2 === 0 ? 'one' : 'two', query)),
  );
  expect(answers.every(({ data }) => data.home.name !== null)).toBe(true);
  expect(server.calls).toHaveLength(2);
  await gateway.stop();
  await server.stop();
});

interface SlidingRow {
  readonly vendor: Row['vendor'];
  readonly what: string;
  readonly field: string;
  /** Calls of the values of a window of 40 days that ends at a month's end, cold. */
  readonly window: number;
}

const slidingTable: readonly SlidingRow[] = [
  {
    vendor: 'enerkey',
    what: 'a meter by the hour',
    field: 'meter(by: { ref: { vendor: ENERKEY, id: "1001" } })',
    window: 2,
  },
  {
    vendor: 'wattics',
    what: 'a meter by the hour',
    field: 'meter(by: { ref: { vendor: WATTICS, id: "2001" } })',
    window: 1,
  },
  {
    vendor: 'equiwatt',
    what: 'an asset by the hour, in half months',
    field: `asset(by: { ref: { vendor: EQUIWATT, id: "${assetUuid(1)}" } })`,
    window: 3,
  },
];

describe.each(slidingTable)('$vendor: $what, 40 days that slide', ({ vendor, field, window }) => {
  const valuesCalls = (server: SandboxServer) =>
    server.calls.filter(({ path }) => /GetHourlyValues|raw_data|consumptions|energy-consumption/.test(path)).length;
  const ask = (from: string, to: string) =>
    `{ entity: ${field} { consumption(from: "${from}", to: "${to}", resolution: HOUR) { total values } } }`;

  it(`costs ${window} calls for the window, one chunk for an hour more, and settled chunks never again`, async () => {
    const server = await start(vendor);
    const clock = createFakeClock(Date.UTC(2026, 5, 1));
    const gateway = await startSandboxedGateway([{ id: 'one', vendors: { [vendor]: server } }], { clock });
    const first = await gateway.ask('one', ask('2013-05-22T00:00Z', '2013-07-01T00:00Z'));
    expect(first.errors).toEqual([]);
    expect(first.data.entity.consumption.values).toHaveLength(40 * 24);
    expect(valuesCalls(server)).toBe(window);

    // An hour on, the window reaches into the next month.
    await gateway.ask('one', ask('2013-05-22T01:00Z', '2013-07-01T01:00Z'));
    expect(valuesCalls(server)).toBe(window + 1);
    for (let hour = 2; hour < 8; hour += 1) {
      await gateway.ask('one', ask(`2013-05-22T0${hour}:00Z`, `2013-07-01T0${hour}:00Z`));
    }
    expect(valuesCalls(server)).toBe(window + 1);

    await clock.advance(3 * 24 * 3_600_000);
    const later = await gateway.ask('one', ask('2013-05-22T00:00Z', '2013-07-01T00:00Z'));
    expect(later.data).toEqual(first.data);
    expect(valuesCalls(server)).toBe(window + 1);
    await gateway.stop();
    await server.stop();
    // Days of the gateway's own regular looks are played through.
  }, 120_000);
});
