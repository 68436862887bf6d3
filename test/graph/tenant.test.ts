import { expect, test } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { run } from './run.ts';
import { createWorld, start, unavailable } from './world.ts';

test('every list of the tenant answers, each vendor asked once', async () => {
  const world = createWorld();
  const { data, errors } = await run(
    world,
    `{ tenant {
      id name
      assets(first: 2) { nodes { name } totalCount pageInfo { hasNextPage } }
      portfolios { nodes { name } }
      flexEvents(status: STARTED) { nodes { name status } totalCount }
      eventSchemes { nodes { name } }
      homes { nodes { name } totalCount }
      meters { nodes { name } }
      facilities { nodes { name refs { vendor id } } }
    } }`,
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    tenant: {
      id: 'acme',
      assets: { nodes: [{ name: 'Meter 1' }, { name: 'Meter 2' }], totalCount: 3, pageInfo: { hasNextPage: true } },
      portfolios: { nodes: [{ name: 'p1' }, { name: 'p2' }] },
      flexEvents: { nodes: [{ name: 'e1', status: 'STARTED' }], totalCount: 1 },
      eventSchemes: { nodes: [{ name: 'Winter' }] },
      homes: { nodes: [{ name: 'home-1' }, { name: 'home-2' }], totalCount: 2 },
      facilities: {
        nodes: [
          { name: 'Facility 301', refs: [{ vendor: 'WATTICS', id: '301' }] },
          { name: 'Facility 1', refs: [{ vendor: 'ENERKEY', id: '1' }] },
          { name: 'Facility 2', refs: [{ vendor: 'ENERKEY', id: '2' }] },
        ],
      },
    },
  });
});

test('a list goes on after its cursor', async () => {
  const world = createWorld();
  const query = `query ($after: String) {
    tenant { meters(first: 3, after: $after) { edges { cursor node { name } } pageInfo { hasNextPage endCursor } } }
  }`;
  interface Shape {
    readonly tenant: {
      readonly meters: {
        readonly edges: readonly { readonly node: { readonly name: string } }[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
      };
    };
  }
  const names: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { data } = await run(world, query, { variables: { after } });
    const { edges, pageInfo } = (data as Shape).tenant.meters;
    names.push(...edges.map(({ node }) => node.name));
    ({ hasNextPage: more, endCursor: after } = pageInfo);
  }
  const ids = ['2001', '2002', '101', '102', '201', '202', '1999'];
  expect(names).toEqual(ids.map((id) => `Meter ${id}`));
});

test('a failing vendor is one null of a list, named, and the others are there', async () => {
  const world = createWorld();
  world.failing.set('WATTICS', unavailable('WATTICS'));
  const { data, errors } = await run(world, '{ tenant { facilities { nodes { name } } assets { totalCount } } }');
  expect(data).toEqual({
    tenant: {
      facilities: { nodes: [null, { name: 'Facility 1' }, { name: 'Facility 2' }] },
      assets: { totalCount: 3 },
    },
  });
  expect(errors).toMatchObject([{ path: 'tenant.facilities.nodes.0', code: 'VENDOR_UNAVAILABLE', vendor: 'WATTICS' }]);
});

test('a failing vendor is told through edges and totals too', async () => {
  const world = createWorld();
  world.failing.set('WATTICS', unavailable('WATTICS'));
  const { data, errors } = await run(world, '{ tenant { facilities { edges { node { name } } totalCount } } }');
  expect(data).toMatchObject({ tenant: { facilities: { edges: [{ node: null }, {}, {}], totalCount: null } } });
  expect(errors.map(({ path }) => path).toSorted()).toEqual([
    'tenant.facilities.edges.0.node',
    'tenant.facilities.totalCount',
  ]);
});

test('an error without a vendor gets the one it came from', async () => {
  const world = createWorld();
  world.failing.set('EQUIWATT', new AppError('VENDOR_TIMEOUT', 'too slow'));
  const { errors } = await run(world, '{ tenant { assets { nodes { name } } } }');
  expect(errors).toMatchObject([{ code: 'VENDOR_TIMEOUT', vendor: 'EQUIWATT' }]);
});

test('lists of vendors that are not configured are empty', async () => {
  const world = createWorld({ vendors: ['DIGIWATT'], homeLinks: [] });
  const { data, errors } = await run(
    world,
    '{ tenant { assets { nodes { id } totalCount } meters { nodes { id } } homes { nodes { id } } webhooks { id } } }',
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    tenant: { assets: { nodes: [], totalCount: 0 }, meters: { nodes: [] }, homes: { nodes: [] }, webhooks: [] },
  });
});

test('all vendors are shown, with how each stands', async () => {
  const world = createWorld({ vendors: ['EQUIWATT', 'WATTICS'] });
  const { data, errors } = await run(
    world,
    `{ tenant { vendors {
      vendor status lastError { at code message } inFlight maxInFlight breaker callsToday
      budgets { window limit remaining resetsAt } cache { hits misses stale }
    } } }`,
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    tenant: {
      vendors: [
        {
          vendor: 'EQUIWATT',
          status: 'OK',
          lastError: null,
          inFlight: 1,
          maxInFlight: 15,
          breaker: 'CLOSED',
          callsToday: 7,
          budgets: [{ window: '1s', limit: 25, remaining: 24, resetsAt: '2013-01-01T00:00:01Z' }],
          cache: { hits: 3, misses: 2, stale: 1 },
        },
        { vendor: 'DIGIWATT', status: 'NOT_CONFIGURED', breaker: null, budgets: [], callsToday: 0 },
        { vendor: 'WATTSHIFT', status: 'NOT_CONFIGURED' },
        { vendor: 'WATTICS', status: 'DOWN', breaker: 'OPEN' },
        { vendor: 'ENERKEY', status: 'NOT_CONFIGURED' },
      ],
    },
  });
});

test("a vendor's state follows its last error, its budgets and its breaker", async () => {
  const world = createWorld({ vendors: ['EQUIWATT'] });
  const source = world.sources.get('EQUIWATT');
  if (!source) throw new Error('no equiwatt');
  const [healthy] = source.status();
  if (!healthy) throw new Error('no connection');
  const statusOf = async (change: Partial<typeof healthy>) => {
    world.sources.set('EQUIWATT', { ...source, status: () => [{ ...healthy, ...change }] });
    const { data } = await run(world, '{ tenant { vendors { status lastError { at code } } } }');
    return (data as { tenant: { vendors: readonly { status: string }[] } }).tenant.vendors[0]?.status;
  };
  const failed = (code: 'VENDOR_TIMEOUT' | 'VENDOR_RATE_LIMITED') => ({
    lastError: { atMs: start + 1, error: new AppError(code, 'failed') },
  });
  expect(await statusOf({})).toBe('OK');
  expect(await statusOf(failed('VENDOR_TIMEOUT'))).toBe('DEGRADED');
  expect(await statusOf({ ...failed('VENDOR_TIMEOUT'), lastSuccessAtMs: start + 2 })).toBe('OK');
  expect(await statusOf(failed('VENDOR_RATE_LIMITED'))).toBe('LIMITED');
  expect(await statusOf({ budgets: [{ window: '24h', limit: 5, remaining: 0, resetsAtMs: start + 1 }] })).toBe(
    'LIMITED',
  );
  expect(await statusOf({ budgets: [{ window: '24h', limit: 5, remaining: 0, resetsAtMs: start - 1 }] })).toBe('OK');
  expect(await statusOf({ breaker: 'HALF_OPEN' })).toBe('DEGRADED');
  expect(await statusOf({ breaker: 'OPEN' })).toBe('DOWN');
});

test('webhook registrations are shown without the token in their address', async () => {
  const { data } = await run(createWorld(), '{ tenant { webhooks { vendor id name url eventTypes createdAt } } }');
  expect(data).toEqual({
    tenant: {
      webhooks: [
        {
          vendor: 'EQUIWATT',
          id: 'w1',
          name: 'graph',
          url: 'https://graph.example.com/webhooks/equiwatt/…',
          eventTypes: ['EVENT.STARTED'],
          createdAt: null,
        },
      ],
    },
  });
});
