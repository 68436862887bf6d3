import { expect, test } from 'vitest';
import { idOf, run } from './run.ts';
import { createWorld, firstHome, unavailable } from './world.ts';

const unknownVendorId = 'by.ref';

test('an entity is found by its global id, by its ref, and by node', async () => {
  const world = createWorld();
  const id = idOf(world, 'Facility', 'ENERKEY', 'facility', '1');
  const { data, errors } = await run(
    world,
    `query ($id: ID!) {
      byId: facility(by: { id: $id }) { id name refs { vendor kind id } }
      byRef: facility(by: { ref: { vendor: ENERKEY, id: "1" } }) { id }
      node(id: $id) { __typename id ... on Facility { name } }
    }`,
    { variables: { id } },
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    byId: { id, name: 'Facility 1', refs: [{ vendor: 'ENERKEY', kind: 'FACILITY', id: '1' }] },
    byRef: { id },
    node: { __typename: 'Facility', id, name: 'Facility 1' },
  });
  expect(world.calls).toEqual(['ENERKEY.facilities.byIds(1)']);
});

test('nodes answers in order, with null for an id that names nothing and for a foreign one alike', async () => {
  const world = createWorld();
  const other = createWorld({ id: 'other' });
  const mine = idOf(world, 'Asset', 'EQUIWATT', 'asset', 'asset-1');
  const foreign = idOf(other, 'Asset', 'EQUIWATT', 'asset', 'asset-1');
  const unknown = idOf(world, 'Asset', 'EQUIWATT', 'asset', 'nowhere');
  const { data, errors } = await run(world, 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
    variables: { ids: [unknown, foreign, mine, 'garbage'] },
  });
  expect(errors).toEqual([]);
  expect(data).toEqual({ nodes: [null, null, { __typename: 'Asset', id: mine }, null] });
});

test('every type is reached by node', async () => {
  const world = createWorld();
  const all = [
    idOf(world, 'Asset', 'EQUIWATT', 'asset', 'asset-1'),
    idOf(world, 'Portfolio', 'EQUIWATT', 'portfolio', 'p1'),
    idOf(world, 'FlexEvent', 'EQUIWATT', 'event', 'e1'),
    idOf(world, 'EventScheme', 'EQUIWATT', 'eventScheme', 's1'),
    idOf(world, 'Home', 'WATTSHIFT', 'home', 'home-2'),
    idOf(world, 'Meter', 'ENERKEY', 'meter', '101'),
    idOf(world, 'Facility', 'WATTICS', 'facility', '301'),
  ];
  const { data } = await run(world, 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
    variables: { ids: all },
  });
  const types = ['Asset', 'Portfolio', 'FlexEvent', 'EventScheme', 'Home', 'Meter', 'Facility'];
  expect(data).toEqual({ nodes: types.map((__typename, i) => ({ __typename, id: all[i] })) });
});

test('more than 1000 ids at once are refused', async () => {
  const { errors } = await run(createWorld(), 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    variables: { ids: Array.from({ length: 1001 }, () => 'x') },
  });
  expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'ids' }]);
});

test("another tenant's id answers exactly like an unknown one", async () => {
  const world = createWorld();
  const foreign = idOf(createWorld({ id: 'other' }), 'Asset', 'EQUIWATT', 'asset', 'asset-1');
  const query = 'query ($id: ID!) { asset(by: { id: $id }) { name } }';
  const ofForeign = await run(world, query, { variables: { id: foreign } });
  const ofUnknown = await run(world, query, { variables: { id: 'nothing-like-it' } });
  expect(ofForeign).toEqual(ofUnknown);
  expect(ofForeign.errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'by.id' }]);
  expect(world.calls).toEqual([]);
});

test('an id of another type is as unknown as any', async () => {
  const world = createWorld();
  const id = idOf(world, 'Asset', 'EQUIWATT', 'asset', 'asset-1');
  const { errors } = await run(world, 'query ($id: ID!) { meter(by: { id: $id }) { name } }', { variables: { id } });
  expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'by.id' }]);
});

test.each([
  ['an unknown id', 'ref: { vendor: ENERKEY, id: "999" }', { code: 'BAD_USER_INPUT', argument: unknownVendorId }],
  ['a vendor without such entities', 'ref: { vendor: EQUIWATT, id: "1" }', { code: 'BAD_USER_INPUT' }],
  ['a kind that names another type', 'ref: { vendor: ENERKEY, id: "1", kind: ASSET }', { code: 'BAD_USER_INPUT' }],
])('a ref with %s is refused by name', async (_, by, expected) => {
  const { data, errors } = await run(createWorld(), `{ facility(by: { ${by} }) { name } }`);
  expect(data).toEqual({ facility: null });
  expect(errors).toMatchObject([{ ...expected, argument: 'by.ref' }]);
});

test('a ref of a vendor that is not configured says so', async () => {
  const world = createWorld({ vendors: ['ENERKEY'] });
  const { errors } = await run(world, '{ asset(by: { ref: { vendor: EQUIWATT, id: "asset-1" } }) { name } }');
  expect(errors).toMatchObject([{ code: 'VENDOR_NOT_CONFIGURED', vendor: 'EQUIWATT' }]);
});

test('a meter is found by the id under which it is pushed', async () => {
  const { data } = await run(
    createWorld(),
    '{ meter(by: { ref: { vendor: WATTICS, id: "stream-1", kind: STREAM } }) { name } }',
  );
  expect(data).toEqual({ meter: { name: 'Meter 2001' } });
});

test('utilities, quantities and green windows are read from whichever vendor has them', async () => {
  const { data, errors } = await run(
    createWorld(),
    `{
      utilities(zipcode: "94107") { id name ratePlans { id name rateId supportedType } }
      quantities { vendor id name unit }
      greenEnergyWindows { startsAt endsAt percentage }
    }`,
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    utilities: [{ id: 'u1', ratePlans: [{ id: 'r1', rateId: 'etouc' }] }],
    quantities: [{ vendor: 'ENERKEY', id: '1', name: 'Electricity', unit: 'kWh' }],
    greenEnergyWindows: [{ percentage: 80, startsAt: '2013-01-01T10:00:00Z' }],
  });
});

test('a zip code that is none is refused before anybody is asked', async () => {
  const world = createWorld();
  const { errors } = await run(world, '{ utilities(zipcode: "94") { id } }');
  expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'zipcode' }]);
  expect(world.calls).toEqual([]);
});

test('what needs a vendor that is not configured nulls itself only', async () => {
  const world = createWorld({ vendors: ['ENERKEY'] });
  const { data, errors } = await run(world, '{ utilities(zipcode: "94107") { id } quantities { name } }');
  expect(data).toEqual({ utilities: null, quantities: [{ name: 'Electricity' }] });
  expect(errors).toMatchObject([{ code: 'VENDOR_NOT_CONFIGURED', path: 'utilities' }]);
});

test('a failing vendor of the quantities is one null among them', async () => {
  const world = createWorld();
  world.failing.set('ENERKEY', unavailable('ENERKEY'));
  const { data, errors } = await run(world, '{ quantities { name } tenant { name } }');
  expect(data).toEqual({ quantities: [null], tenant: { name: 'Acme Energy' } });
  expect(errors).toMatchObject([{ code: 'VENDOR_UNAVAILABLE', vendor: 'ENERKEY', path: 'quantities.0' }]);
});

test('a member that several homes share names none of them', async () => {
  const second = { members: [{ ...firstHome.members[0], id: 'home-2' } as const, firstHome.members[4]] };
  const world = createWorld({ homeLinks: [firstHome, second as typeof firstHome] });
  const { errors } = await run(world, '{ home(by: { ref: { vendor: ENERKEY, id: "1" } }) { name } }');
  expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'by.ref' }]);
  expect(errors[0]?.message).toContain('2 homes');
});
