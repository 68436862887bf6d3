import { expect, test } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { idOf, run } from './run.ts';
import { createWorld, firstHome, unavailable } from './world.ts';

const linked = (fields: string) => `{ home(by: { ref: { vendor: WATTSHIFT, id: "home-1" } }) { ${fields} } }`;
const alone = (fields: string) => `{ home(by: { ref: { vendor: WATTSHIFT, id: "home-2" } }) { ${fields} } }`;
const day = 'from: "2013-01-01T00:00:00Z", to: "2013-01-02T00:00:00Z"';

test('a home is found by any of its members, and is one and the same', async () => {
  const world = createWorld();
  const id = idOf(world, 'Home', 'WATTSHIFT', 'home', 'home-1');
  const { data, errors } = await run(
    world,
    `{
      a: home(by: { ref: { vendor: WATTSHIFT, id: "home-1" } }) { id refs { vendor kind id } }
      b: home(by: { ref: { vendor: DIGIWATT, id: "acc-1" } }) { id }
      c: home(by: { ref: { vendor: EQUIWATT, id: "asset-1", kind: ASSET } }) { id }
      d: home(by: { ref: { vendor: WATTICS, id: "stream-1" } }) { id }
      e: home(by: { ref: { vendor: ENERKEY, id: "1" } }) { id }
      f: home(by: { id: "${id}" }) { id }
    }`,
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    a: {
      id,
      refs: [
        { vendor: 'WATTSHIFT', kind: 'HOME', id: 'home-1' },
        { vendor: 'DIGIWATT', kind: 'HOUSEHOLD', id: 'acc-1' },
        { vendor: 'EQUIWATT', kind: 'ASSET', id: 'asset-1' },
        { vendor: 'WATTICS', kind: 'STREAM', id: 'stream-1' },
        { vendor: 'ENERKEY', kind: 'FACILITY', id: '1' },
      ],
    },
    ...Object.fromEntries(['b', 'c', 'd', 'e', 'f'].map((alias) => [alias, { id }])),
  });
});

test('a member of the wrong kind, or of no home, finds none', async () => {
  for (const ref of ['vendor: ENERKEY, id: "1", kind: METER', 'vendor: DIGIWATT, id: "acc-9"']) {
    const { errors } = await run(createWorld(), `{ home(by: { ref: { ${ref} } }) { id } }`);
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'by.ref' }]);
  }
});

test("the home member's facts, its utility and its rate plan", async () => {
  const world = createWorld();
  const { data, errors } = await run(
    world,
    linked(`name zipcode timeZone address { street postalCode city country } createdAt
      utility { id name } ratePlan { id name } priceSignal { from to stepSeconds timestamps prices imports exports }`),
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    home: {
      name: 'home-1',
      zipcode: '94107',
      timeZone: 'America/Los_Angeles',
      address: { street: null, postalCode: '94107', city: 'San Francisco', country: 'US' },
      createdAt: null,
      utility: { id: 'u1', name: 'PG&E' },
      ratePlan: { id: 'r1', name: 'E-TOU-C' },
      priceSignal: {
        from: '2013-01-01T00:00:00Z',
        to: '2013-01-01T00:30:00Z',
        stepSeconds: 900,
        timestamps: ['2013-01-01T00:00:00Z', '2013-01-01T00:15:00Z'],
        prices: [0.2, null],
        imports: null,
        exports: [0.05, 0.05],
      },
    },
  });
  expect(world.calls.toSorted()).toEqual([
    'WATTSHIFT.homes.byIds(home-1)',
    'WATTSHIFT.homes.priceSignals(home-1)',
    'WATTSHIFT.homes.utilitiesById(u1)',
  ]);
});

test('the household answers all its figures', async () => {
  const { data, errors } = await run(
    createWorld(),
    linked(`
      power { at powerW } powerHistory { at powerW }
      appliances(period: YESTERDAY, resolution: DAY) { unit resolution timeZone total appliances { appliance total } }
      performance(period: LAST_WEEK) { minimumWh maximumWh userWh }
      habits(period: THIS_WEEK) { hour energyWh }
      totals(period: THIS_MONTH) { totalWh previousWh trendPercent appliances { appliance energyWh percentage } }
      trend { month bands { band energyWh } totalWh } distribution { appliance } compound { month appliances { appliance } }
      savings { from to totalWh days { date energyWh } }
    `),
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    home: {
      power: { at: '2013-01-01T00:00:00Z', powerW: 350 },
      powerHistory: [{ powerW: null }],
      appliances: {
        unit: 'KWH',
        resolution: 'DAY',
        timeZone: 'Europe/Rome',
        total: expect.closeTo(12, 9),
        appliances: [{ appliance: 'fridge', total: expect.closeTo(2.4, 9) }],
      },
      performance: { minimumWh: 1, maximumWh: 3, userWh: 2 },
      habits: [{ hour: 0, energyWh: 40 }],
      totals: { totalWh: 1000, previousWh: 800, trendPercent: 25, appliances: [{ appliance: 'fridge' }] },
      trend: [{ month: '2013-01', bands: [{ band: 'F1', energyWh: 5 }], totalWh: 5 }],
      distribution: [{ appliance: 'fridge' }],
      compound: [{ month: '2013-01' }],
      savings: { from: '2013-01-01', to: '2013-01-30', totalWh: 7, days: [{ date: '2013-01-01', energyWh: null }] },
    },
  });
});

test('a home reaches its asset, facility and meters, and they lead back', async () => {
  const { data, errors } = await run(
    createWorld(),
    linked(`
      asset { name home { name } }
      facility { name }
      meters { nodes { name home { name } asset { name } } totalCount }
    `),
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    home: {
      asset: { name: 'Meter 1', home: { name: 'home-1' } },
      facility: { name: 'Facility 1' },
      meters: {
        nodes: [{ name: 'Meter 2001', home: { name: 'home-1' }, asset: { name: 'Meter 1' } }],
        totalCount: 1,
      },
    },
  });
});

test('what a home has no member for is null, without an error and without a call', async () => {
  const world = createWorld();
  const { data, errors } = await run(
    world,
    alone(`asset { name } facility { name } power { powerW } savings { totalWh } consumption(${day}) { total }
      appliances(period: YESTERDAY) { total } meters { nodes { name } }`),
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    home: {
      asset: null,
      facility: null,
      power: null,
      savings: null,
      consumption: null,
      appliances: null,
      meters: { nodes: [] },
    },
  });
  expect(world.calls).toEqual(['WATTSHIFT.homes.byIds(home-2)']);
});

test('a home without a home member has no facts, and the household tells its time zone', async () => {
  const world = createWorld({ homeLinks: [{ members: firstHome.members.slice(1, 2) }] });
  const { data, errors } = await run(
    world,
    '{ home(by: { ref: { vendor: DIGIWATT, id: "acc-1" } }) { name zipcode utility { id } priceSignal { from } timeZone } }',
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    home: { name: null, zipcode: null, utility: null, priceSignal: null, timeZone: 'Europe/Rome' },
  });
});

test('consumption comes from the asset first', async () => {
  const world = createWorld();
  const { data, errors } = await run(world, linked(`consumption(${day}) { vendor total }`));
  expect(errors).toEqual([]);
  expect(data).toEqual({ home: { consumption: { vendor: 'EQUIWATT', total: 24 } } });
  expect(world.calls).toEqual(['EQUIWATT.assets.readings(1)']);
});

test.each([
  ['its meters, when the asset cannot give the range', ['EQUIWATT'], 'WATTICS'],
  ['its household, when neither can', ['EQUIWATT', 'WATTICS.meters.readings'], 'DIGIWATT'],
])('consumption comes from %s', async (_, failing, vendor) => {
  const world = createWorld();
  for (const name of failing) world.failing.set(name, new AppError('RANGE_NOT_AVAILABLE', 'not this range'));
  const { data, errors } = await run(world, linked(`consumption(${day}) { vendor total }`));
  expect(errors).toEqual([]);
  expect(data).toEqual({ home: { consumption: { vendor, total: 24 } } });
});

test('when no member gives the range, the error that tells most is the answer', async () => {
  const world = createWorld();
  world.failing.set('EQUIWATT', new AppError('RANGE_NOT_AVAILABLE', 'half hours only'));
  world.failing.set('WATTICS.meters.readings', unavailable('WATTICS'));
  world.failing.set('DIGIWATT', new AppError('RANGE_NOT_AVAILABLE', 'the last month only'));
  const { data, errors } = await run(world, linked(`name consumption(${day}) { total }`));
  expect(data).toEqual({ home: { name: 'home-1', consumption: null } });
  expect(errors).toMatchObject([{ code: 'VENDOR_UNAVAILABLE', vendor: 'WATTICS' }]);
});

test('days are those of the home, unless another time zone is named', async () => {
  const query = linked(`
    own: consumption(${day}, resolution: DAY) { timeZone timestamps }
    named: consumption(${day}, resolution: DAY, timeZone: "UTC") { timeZone timestamps }
  `);
  const { data, errors } = await run(createWorld(), query);
  expect(errors).toEqual([]);
  expect(data).toEqual({
    home: {
      own: { timeZone: 'America/Los_Angeles', timestamps: ['2013-01-01T00:00:00Z', '2013-01-01T08:00:00Z'] },
      named: { timeZone: 'UTC', timestamps: ['2013-01-01T00:00:00Z'] },
    },
  });
});

test('the bounds of a price signal come together', async () => {
  const { errors } = await run(createWorld(), linked('priceSignal(from: "2013-01-01T00:00:00Z") { from }'));
  expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'to' }]);
});

test('a vendor that is down nulls the fields of its member, and no other', async () => {
  const world = createWorld();
  world.failing.set('DIGIWATT', unavailable('DIGIWATT'));
  const { data, errors } = await run(world, linked('name power { powerW } asset { name }'));
  expect(data).toEqual({ home: { name: 'home-1', power: null, asset: { name: 'Meter 1' } } });
  expect(errors).toMatchObject([{ path: 'home.power', code: 'VENDOR_UNAVAILABLE', vendor: 'DIGIWATT' }]);
});
