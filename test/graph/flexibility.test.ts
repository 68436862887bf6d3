import { expect, test } from 'vitest';
import { run } from './run.ts';
import { createWorld, unavailable } from './world.ts';

const event = (fields: string) => `{ flexEvent(by: { ref: { vendor: EQUIWATT, id: "e1" } }) { ${fields} } }`;

test('a flexibility event shows itself, its scheme, its portfolios and its result', async () => {
  const { data, errors } = await run(
    createWorld(),
    event(`
      name type status startsAt endsAt optInRequired incentive { amount type } eligibility { name value }
      eventScheme { name } portfolios { nodes { name } } stats { state energySaved highUsageCount }
    `),
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    flexEvent: {
      name: 'e1',
      type: 'TURN_DOWN',
      status: 'STARTED',
      startsAt: '2013-01-01T17:00:00Z',
      endsAt: '2013-01-01T18:00:00Z',
      optInRequired: true,
      incentive: { amount: 3, type: 'GBP_PER_KWH' },
      eligibility: [{ name: 'region', value: 'London' }],
      eventScheme: { name: 'Winter' },
      portfolios: { nodes: [{ name: 'p1' }] },
      stats: { state: 'READY', energySaved: 12.5, highUsageCount: 0.5 },
    },
  });
});

test('its assets come with state, baselines and result, in one call for each of these', async () => {
  const world = createWorld();
  const { data, errors } = await run(
    world,
    event(`assets { totalCount edges { state node { name } baselines { value method type } stats { energySaved } } }`),
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    flexEvent: {
      assets: {
        totalCount: 4,
        edges: [
          {
            state: 'OPT_IN',
            node: { name: 'Meter 1' },
            baselines: [{ value: 1.5, method: 'avg', type: 'import' }],
            stats: { energySaved: 1 },
          },
          { state: 'OPT_IN', node: { name: 'Meter 2' }, baselines: null, stats: null },
          { node: { name: 'Meter 3' } },
          { state: 'UNKNOWN', node: null },
        ],
      },
    },
  });
  expect(world.calls.filter((call) => !call.includes('flexEvents.assets('))).toEqual([
    'EQUIWATT.flexEvents.byIds(e1)',
    'EQUIWATT.assets.byIds(asset-1,asset-2,asset-3,gone)',
    'EQUIWATT.flexEvents.baselines(e1)',
    'EQUIWATT.flexEvents.assetStats(e1)',
  ]);
});

test('a thousand assets and the events with stats and portfolios cost one call for each list and event', async () => {
  const world = createWorld({ assets: 1000 });
  const { errors } = await run(
    world,
    `{ tenant {
      assets(first: 1000) { nodes { name } }
      flexEvents { nodes { name stats { state } portfolios { nodes { name } } } }
    } }`,
  );
  expect(errors).toEqual([]);
  expect(world.calls.toSorted()).toEqual([
    'EQUIWATT.assets.list(0+1000)',
    'EQUIWATT.flexEvents.list(0+50)',
    'EQUIWATT.flexEvents.portfolios(e1)',
    'EQUIWATT.flexEvents.portfolios(e2)',
    'EQUIWATT.flexEvents.portfolios(e3)',
    'EQUIWATT.flexEvents.stats(e1,e2,e3)',
  ]);
});

test('a scheme lists its assets by state', async () => {
  const { data, errors } = await run(
    createWorld(),
    `{ eventScheme(by: { ref: { vendor: EQUIWATT, id: "s1" } }) {
      in: assets(state: OPT_IN, first: 1) { edges { state node { name } } pageInfo { hasNextPage } }
      out: assets(state: OPT_OUT) { nodes { name } }
    } }`,
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    eventScheme: {
      in: { edges: [{ state: 'OPT_IN', node: { name: 'Meter 1' } }], pageInfo: { hasNextPage: true } },
      out: { nodes: [] },
    },
  });
});

test('what assets belong to is looked up once for all of them', async () => {
  const world = createWorld();
  const { data, errors } = await run(
    world,
    '{ tenant { assets { nodes { portfolios { name } schemes { state eventScheme { name } } } } } }',
  );
  expect(errors).toEqual([]);
  const belongs = { portfolios: [{ name: 'p1' }], schemes: [{ state: 'OPT_IN', eventScheme: { name: 'Winter' } }] };
  expect(data).toEqual({ tenant: { assets: { nodes: [belongs, belongs, belongs] } } });
  expect(world.calls.filter((call) => call.includes('portfolios.') || call.includes('Schemes.')).toSorted()).toEqual([
    'EQUIWATT.eventSchemes.assets(s1 any)',
    'EQUIWATT.eventSchemes.list(0+1000)',
    'EQUIWATT.portfolios.assets(p1)',
    'EQUIWATT.portfolios.assets(p2)',
    'EQUIWATT.portfolios.list(0+1000)',
  ]);
});

test('a portfolio knows its assets, and the events it is assigned to', async () => {
  const { data, errors } = await run(
    createWorld(),
    `{ portfolio(by: { ref: { vendor: EQUIWATT, id: "p1" } }) {
      name status
      assets(last: 1) { nodes { name } pageInfo { hasPreviousPage } }
      flexEvents { nodes { name } }
      ended: flexEvents(status: [ENDED]) { nodes { name } }
    } }`,
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    portfolio: {
      name: 'p1',
      status: 'ACTIVE',
      assets: { nodes: [{ name: 'Meter 3' }], pageInfo: { hasPreviousPage: true } },
      flexEvents: { nodes: [{ name: 'e1' }] },
      ended: { nodes: [] },
    },
  });
});

test('a failing part of an event nulls itself only', async () => {
  const world = createWorld();
  world.failing.set('EQUIWATT.flexEvents.stats', unavailable('EQUIWATT'));
  world.failing.set('EQUIWATT.flexEvents.portfolios', unavailable('EQUIWATT'));
  const { data, errors } = await run(world, event('name stats { state } portfolios { nodes { name } }'));
  expect(data).toEqual({ flexEvent: { name: 'e1', stats: null, portfolios: null } });
  expect(errors.map(({ path, code }) => `${path} ${code}`).toSorted()).toEqual([
    'flexEvent.portfolios VENDOR_UNAVAILABLE',
    'flexEvent.stats VENDOR_UNAVAILABLE',
  ]);
});
