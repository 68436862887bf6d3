import { expect, test } from 'vitest';
import { run } from './run.ts';
import { createWorld, unavailable } from './world.ts';

const facility = (fields: string, id = '1') =>
  `{ facility(by: { ref: { vendor: ENERKEY, id: "${id}" } }) { ${fields} } }`;
const meter = (fields: string, vendor = 'ENERKEY', id = '101') =>
  `{ meter(by: { ref: { vendor: ${vendor}, id: "${id}" } }) { ${fields} } }`;
const day = 'from: "2013-01-01T00:00:00Z", to: "2013-01-02T00:00:00Z"';

test.each([
  ['through its meters', `meters { nodes { name consumption(${day}) { values } } }`, []],
  ['as its sum', `consumption(${day}) { values }`, []],
  [
    'both ways, with the quantity by name',
    `meters { nodes { facility { name } consumption(${day}) { values } } }
     consumption(${day}, quantity: "electricity") { total }`,
    ['ENERKEY.meters.quantities'],
  ],
])('fifty facilities with four meters each and a day of values, %s, are one call a level', async (_, fields, more) => {
  const world = createWorld({ facilities: 50, metersPerFacility: 4, vendors: ['ENERKEY'] });
  const { errors } = await run(world, `{ tenant { facilities { nodes { name ${fields} } } } }`);
  expect(errors).toEqual([]);
  const ids = Array.from({ length: 50 }, (__, i) => i + 1).join();
  expect(world.calls).toEqual([
    'ENERKEY.facilities.list(0+50)',
    `ENERKEY.meters.byFacilityIds(${ids})`,
    ...more,
    'ENERKEY.meters.readings(200)',
  ]);
});

test('a facility shows itself, its meters and its actions', async () => {
  const { data, errors } = await run(
    createWorld(),
    facility(`
      name address { street postalCode city country } timeZone organization properties { name }
      meters { nodes { name facility { name } parent { name } subMeters { nodes { name } } properties { name value unit } } }
      actions { nodes { id title status savings } }
    `),
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    facility: {
      name: 'Facility 1',
      address: { street: 'Main Street 1', postalCode: '00100', city: 'Helsinki', country: 'FI' },
      timeZone: 'Europe/Helsinki',
      meters: {
        nodes: [
          {
            name: 'Meter 101',
            facility: { name: 'Facility 1' },
            parent: null,
            subMeters: { nodes: [{ name: 'Meter 1999' }] },
          },
          { name: 'Meter 102', subMeters: { nodes: [] } },
          {
            name: 'Meter 1999',
            parent: { name: 'Meter 101' },
            properties: [{ name: 'area', value: '120', unit: 'm2' }],
          },
        ],
      },
      actions: { nodes: [{ id: 'action-1', title: 'Insulate', status: 'OPEN', savings: 10 }] },
    },
  });
});

test('actions are null where the vendor has none', async () => {
  const { data, errors } = await run(
    createWorld(),
    '{ facility(by: { ref: { vendor: WATTICS, id: "301" } }) { actions { nodes { id } } } }',
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({ facility: { actions: null } });
});

test('a meter shows what it measures, its newest reading and its costs', async () => {
  const { data, errors } = await run(
    createWorld(),
    `{
      electricity: meter(by: { ref: { vendor: ENERKEY, id: "101" } }) {
        quantity { vendor id name unit } unit cumulative lastReading { at } costs(fromMonth: "2013-01", toMonth: "2013-01") { date } home { id }
      }
      wattics: meter(by: { ref: { vendor: WATTICS, id: "2001" } }) {
        quantity { id name unit } lastReading { at value powerW cumulativeEnergyWh }
        costs(fromMonth: "2013-01", toMonth: "2013-02") { date amount currency }
      }
      silent: meter(by: { ref: { vendor: WATTICS, id: "2002" } }) { lastReading { at } }
    }`,
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    electricity: {
      quantity: { vendor: 'ENERKEY', id: '1', name: 'Electricity', unit: 'kWh' },
      unit: 'kWh',
      cumulative: false,
      lastReading: null,
      costs: null,
      home: null,
    },
    wattics: {
      quantity: { id: null, name: 'electricity', unit: 'kWh' },
      lastReading: { at: '2013-01-01T00:00:00Z', value: null, powerW: 120, cumulativeEnergyWh: 9000 },
      costs: [{ date: '2013-01-01', amount: 2.5, currency: 'EUR' }],
    },
    silent: { lastReading: null },
  });
});

test.each([
  ['toMonth', 'fromMonth: "2013-01", toMonth: "2012-12"'],
  ['toMonth', 'fromMonth: "2013-01", toMonth: "2015-01"'],
  ['fromMonth', 'fromMonth: "2013-13", toMonth: "2013-12"'],
])('costs with a wrong %s are refused by name: %s', async (argument, args) => {
  const world = createWorld();
  const { errors } = await run(world, meter(`costs(${args}) { date }`, 'WATTICS', '2001'));
  expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument }]);
});

test('a series comes in columns and in points', async () => {
  const { data, errors } = await run(
    createWorld(),
    meter(`consumption(from: "2013-01-01T00:00:00+00:00", to: "2013-01-01T02:00:00Z", unit: WH) {
      unit unitSymbol resolution from to timeZone timestamps values points { at value state } total
      peak { at value } missing failures { code } appliances { appliance } vendor asOf stale
    }`),
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    meter: {
      consumption: {
        unit: 'WH',
        unitSymbol: 'Wh',
        resolution: 'HOUR',
        from: '2013-01-01T00:00:00Z',
        to: '2013-01-01T02:00:00Z',
        timeZone: 'UTC',
        timestamps: ['2013-01-01T00:00:00Z', '2013-01-01T01:00:00Z'],
        values: [1000, 1000],
        points: [
          { at: '2013-01-01T00:00:00Z', value: 1000, state: 'MEASURED' },
          { at: '2013-01-01T01:00:00Z', value: 1000, state: 'MEASURED' },
        ],
        total: 2000,
        peak: { at: '2013-01-01T00:00:00Z', value: 1000 },
        missing: 0,
        failures: [],
        appliances: null,
        vendor: 'ENERKEY',
        asOf: '2013-01-01T00:00:00Z',
        stale: false,
      },
    },
  });
});

test('a facility adds up its meters, and a sub-meter not beside its parent', async () => {
  const { data, errors } = await run(createWorld(), facility(`consumption(${day}) { total values }`));
  expect(errors).toEqual([]);
  expect(data).toMatchObject({ facility: { consumption: { total: 48 } } });
});

test('meters that fail are named beside the series and in the errors, and the intervals say that somebody lacks', async () => {
  const world = createWorld();
  world.failingMeters.add('102');
  const { data, errors } = await run(
    world,
    facility(
      'consumption(from: "2013-01-01T00:00:00Z", to: "2013-01-01T01:00:00Z") { total points { state } failures { ref { id } code message } }',
    ),
  );
  expect(errors).toMatchObject([{ path: 'facility.consumption', code: 'VENDOR_UNAVAILABLE', vendor: 'ENERKEY' }]);
  expect(data).toEqual({
    facility: {
      consumption: {
        total: 1,
        points: [{ state: 'PARTIAL' }],
        failures: [{ ref: { id: '102' }, code: 'VENDOR_UNAVAILABLE', message: 'ENERKEY does not answer.' }],
      },
    },
  });
});

test('when all meters fail, the field does', async () => {
  const world = createWorld();
  world.failing.set('ENERKEY.meters.readings', unavailable('ENERKEY'));
  const { data, errors } = await run(world, facility(`name consumption(${day}) { total }`));
  expect(data).toEqual({ facility: { name: 'Facility 1', consumption: null } });
  expect(errors).toMatchObject([{ code: 'VENDOR_UNAVAILABLE', vendor: 'ENERKEY' }]);
});

test('meters of different quantities are never added up unasked', async () => {
  const query = (quantity: string) =>
    `{ facility(by: { ref: { vendor: WATTICS, id: "301" } }) { consumption(${quantity} ${day}) { total } } }`;
  const unasked = await run(createWorld(), query(''));
  expect(unasked.errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'quantity' }]);
  expect(unasked.errors[0]?.message).toContain('electricity, water');

  const named = await run(createWorld(), query('quantity: "Electricity",'));
  expect(named).toEqual({ data: { facility: { consumption: { total: 24 } } }, errors: [] });

  const unknown = await run(createWorld(), query('quantity: "steam",'));
  expect(unknown.errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'quantity' }]);
});

test('a quantity is named by its id or by its name', async () => {
  const { data, errors } = await run(
    createWorld(),
    facility(`
      byId: consumption(quantity: "1", ${day}) { total }
      byName: consumption(quantity: "ELECTRICITY", ${day}) { total }
    `),
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({ facility: { byId: { total: 48 }, byName: { total: 48 } } });
});

test('a portfolio adds up its assets', async () => {
  const query = `{ portfolio(by: { ref: { vendor: EQUIWATT, id: "p1" } }) { consumption(${day}, unit: MWH) { total unit } } }`;
  const { data, errors } = await run(createWorld(), query);
  expect(errors).toEqual([]);
  expect(data).toEqual({ portfolio: { consumption: { total: expect.closeTo(0.072, 12), unit: 'MWH' } } });

  const large = await run(createWorld({ assets: 101 }), query);
  expect(large.data).toEqual({ portfolio: { consumption: null } });
  expect(large.errors).toMatchObject([{ code: 'QUERY_LIMIT_EXCEEDED' }]);
  expect(large.errors[0]?.message).toContain('101');
});

test('an asset has its own consumption', async () => {
  const { data, errors } = await run(
    createWorld(),
    `{ asset(by: { ref: { vendor: EQUIWATT, id: "asset-2" } }) { consumption(${day}, resolution: DAY) { values } } }`,
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({ asset: { consumption: { values: [24] } } });
});

test.each([
  ['to', 'from: "2013-01-02T00:00:00Z", to: "2013-01-01T00:00:00Z"'],
  ['to', 'from: "2013-01-01T00:00:00Z", to: "2013-01-01T00:00:00Z"'],
  ['from', 'from: "2013-01-01", to: "2013-01-02T00:00:00Z"'],
  ['to', 'from: "2013-01-01T00:00:00Z", to: "2013-01-02T00:00:00"'],
  ['resolution', 'from: "1900-01-01T00:00:00Z", to: "2013-01-02T00:00:00Z"'],
  ['timeZone', `${day}, timeZone: "Europe/Nowhere"`],
])('a wrong %s is refused by name, before a vendor is asked: %s', async (argument, args) => {
  const world = createWorld();
  const { errors } = await run(world, meter(`name consumption(${args}) { total }`));
  expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument }]);
  expect(world.calls).toEqual(['ENERKEY.meters.byIds(101)']);
});

test('the days of a meter are those of its facility', async () => {
  const { data, errors } = await run(createWorld(), meter(`consumption(${day}, resolution: DAY) { timeZone }`));
  expect(errors).toEqual([]);
  expect(data).toEqual({ meter: { consumption: { timeZone: 'Europe/Helsinki' } } });
});
