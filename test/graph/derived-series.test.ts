import { expect, test } from 'vitest';
import { run } from './run.ts';
import { createWorld, unavailable } from './world.ts';

const range = 'from: "2013-01-01T00:00:00Z", to: "2013-01-01T02:00:00Z"';
const home = (fields: string, id = 'home-1') =>
  `{ home(by: { ref: { vendor: WATTSHIFT, id: "${id}" } }) { ${fields} } }`;
const cost = `cost(${range}) { currency values total missing coverage priceVendor consumption { total vendor } }`;

test('a cost covers only the time that has a price', async () => {
  // 1 kWh an hour; a price for the first quarter hour, none for the second, and then the signal ends.
  const { data, errors } = await run(createWorld(), home(cost));
  expect(errors).toEqual([]);
  expect(data).toEqual({
    home: {
      cost: {
        ...{
          currency: 'USD',
          values: [0.05, null],
          total: 0.05,
          missing: 1,
          coverage: 0.125,
          priceVendor: 'WATTSHIFT',
        },
        consumption: { total: 2, vendor: 'EQUIWATT' },
      },
    },
  });
});

test('a cost is null for a home that nothing measures', async () => {
  const { data, errors } = await run(createWorld(), home(cost, 'home-2'));
  expect(errors).toEqual([]);
  expect(data).toEqual({ home: { cost: null } });
});

test('a cost without its price is the price vendor’s error, and leaves the consumption', async () => {
  const world = createWorld();
  world.failing.set('WATTSHIFT.homes.priceSignals', unavailable('WATTSHIFT'));
  const { data, errors } = await run(world, home(`${cost} consumption(${range}) { total }`));
  expect(data).toEqual({ home: { cost: null, consumption: { total: 2 } } });
  expect(errors).toMatchObject([{ path: 'home.cost', code: 'VENDOR_UNAVAILABLE', vendor: 'WATTSHIFT' }]);
});

test('emissions are null where no property holds a factor', async () => {
  const { data, errors } = await run(
    createWorld(),
    `{ facility(by: { ref: { vendor: ENERKEY, id: "1" } }) { emissions(${range}) { total } } }`,
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({ facility: { emissions: null } });
});

test('a baseline stands beside what was measured, in the unit asked for', async () => {
  const { data, errors } = await run(
    createWorld(),
    `{ flexEvent(by: { ref: { vendor: EQUIWATT, id: "e1" } }) { assets { edges {
      performance(unit: WH) { method saved totalSaved
        baseline { unitSymbol resolution timestamps values asOf } measured { unitSymbol values } } } } } }`,
  );
  expect(errors).toEqual([]);
  const { edges } = (data as { flexEvent: { assets: { edges: unknown[] } } }).flexEvent.assets;
  expect(edges[0]).toEqual({
    performance: {
      ...{ method: 'avg', saved: [500], totalSaved: 500 },
      baseline: {
        ...{
          unitSymbol: 'Wh',
          resolution: 'HOUR',
          timestamps: ['2013-01-01T17:00:00Z'],
          values: [1500],
          asOf: null,
        },
      },
      measured: { unitSymbol: 'Wh', values: [1000] },
    },
  });
  expect(edges[1]).toEqual({ performance: null });
});

const baseline = (more = '') => `{ asset(by: { ref: { vendor: EQUIWATT, id: "asset-1" } }) {
  baseline(flexEvent: { ref: { vendor: EQUIWATT, id: "e1" } }${more}) { total } } }`;

test('an asset tells its baseline of an event', async () => {
  const world = createWorld();
  const { data, errors } = await run(world, baseline());
  expect(errors).toEqual([]);
  expect(data).toEqual({ asset: { baseline: { total: 1.5 } } });
  expect(world.calls.filter((call) => call.includes('readings'))).toEqual([]);
});

test('a method that no baseline has is refused with those there are', async () => {
  const { errors } = await run(createWorld(), baseline(', method: "guess"'));
  expect(errors).toMatchObject([
    { code: 'BAD_USER_INPUT', argument: 'method', message: 'method: no baseline is called "guess"; there are avg.' },
  ]);
});

test('a sum says what share of it was measured when a member fails', async () => {
  const world = createWorld();
  world.failingMeters.add('101');
  const { data } = await run(
    world,
    `{ facility(by: { ref: { vendor: ENERKEY, id: "1" } }) { consumption(${range}) {
      total missing coverage failures { ref { id } code } points { state } } } }`,
  );
  expect(data).toEqual({
    facility: {
      consumption: {
        ...{ total: 2, missing: 0, coverage: 0.5, points: [{ state: 'PARTIAL' }, { state: 'PARTIAL' }] },
        failures: [{ ref: { id: '101' }, code: 'VENDOR_UNAVAILABLE' }],
      },
    },
  });
});
