import { expect, test } from 'vitest';
import { createFeed, stored } from './feed.ts';
import { type Answer, idOf, ids, listen, run } from './run.ts';
import { createWorld, unavailable } from './world.ts';

const everything = `
  __typename id cursor type occurredAt receivedAt vendor
  ... on FlexEventNotice { flexEvent { name } stats { state } portfolio { name } }
  ... on PortfolioNotice { portfolio { name } assets { name } }
  ... on AssetNotice { asset { name } }
  ... on EventSchemeNotice { eventScheme { name } changed: assets { state asset { name } } }
  ... on PriceSignalNotice { home { name } }
  ... on GapNotice { oldestCursor }
`;

const log = [
  stored(1, 'PORTFOLIO_ASSETS_ASSIGNED', { portfolioId: 'p1', assets: [{ id: 'asset-1' }, { id: 'gone' }] }),
  stored(2, 'EVENT_PORTFOLIO_ASSIGNED', { flexEventId: 'e1', portfolioId: 'p1' }),
  stored(3, 'EVENT_STARTED', { flexEventId: 'e1' }),
  stored(4, 'EVENT_STATS_READY', { flexEventId: 'e1' }),
  stored(5, 'ASSET_MPAN_VALIDATED', { assets: [{ id: 'asset-2' }] }),
  stored(6, 'EVENT_SCHEME_ASSETS_UPDATED', { eventSchemeId: 's1', assets: [{ id: 'asset-3', state: 'READY' }] }),
  stored(7, 'PRICE_SIGNAL', { homeId: 'home-1' }),
];
const cursor = (seq: number) => ids.encodeCursor('acme', seq);

async function take(stream: AsyncGenerator<Answer>, count: number): Promise<Answer[]> {
  const answers: Answer[] = [];
  for await (const answer of stream) {
    answers.push(answer);
    if (answers.length === count) break;
  }
  return answers;
}

test('each type of event is a notice of its own, whose entities are read afresh', async () => {
  const { data, errors } = await run(
    createWorld(),
    `{ tenant { events { nodes { ${everything} } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`,
    { events: createFeed(log) },
  );
  expect(errors).toEqual([]);
  const flexEvent = { __typename: 'FlexEventNotice', flexEvent: { name: 'e1' }, stats: null, portfolio: null };
  expect(data).toMatchObject({
    tenant: {
      events: {
        nodes: [
          { __typename: 'PortfolioNotice', portfolio: { name: 'p1' }, assets: [{ name: 'Meter 1' }, null] },
          { ...flexEvent, portfolio: { name: 'p1' } },
          {
            ...flexEvent,
            id: cursor(3),
            cursor: cursor(3),
            type: 'EVENT_STARTED',
            occurredAt: '2013-01-01T17:00:00Z',
            receivedAt: '2013-01-01T17:00:01Z',
            vendor: 'EQUIWATT',
          },
          { ...flexEvent, stats: { state: 'READY' } },
          { __typename: 'AssetNotice', asset: { name: 'Meter 2' } },
          {
            __typename: 'EventSchemeNotice',
            eventScheme: { name: 'Winter' },
            changed: [{ state: 'READY', asset: { name: 'Meter 3' } }],
          },
          { __typename: 'PriceSignalNotice', vendor: 'WATTSHIFT', home: { name: 'home-1' } },
        ],
        pageInfo: { hasNextPage: false, hasPreviousPage: false, endCursor: cursor(7) },
      },
    },
  });
});

test('the log is read in pages, by type, after a cursor', async () => {
  const feed = createFeed(log);
  const query = `query ($after: String) { tenant {
    events(first: 2, after: $after, types: [EVENT_STARTED, EVENT_STATS_READY, PRICE_SIGNAL]) {
      nodes { type } pageInfo { hasNextPage hasPreviousPage endCursor }
    }
  } }`;
  const first = await run(createWorld(), query, { events: feed });
  expect(first.data).toEqual({
    tenant: {
      events: {
        nodes: [{ type: 'EVENT_STARTED' }, { type: 'EVENT_STATS_READY' }],
        pageInfo: { hasNextPage: true, hasPreviousPage: false, endCursor: cursor(4) },
      },
    },
  });
  const second = await run(createWorld(), query, { events: feed, variables: { after: cursor(4) } });
  expect(second.data).toMatchObject({
    tenant: { events: { nodes: [{ type: 'PRICE_SIGNAL' }], pageInfo: { hasNextPage: false, hasPreviousPage: true } } },
  });
  expect(feed.queries[1]).toEqual({
    tenantId: 'acme',
    types: ['EVENT_STARTED', 'EVENT_STATS_READY', 'PRICE_SIGNAL'],
    afterSeq: 4,
  });
});

test('a log that forgot what was asked for begins with a gap', async () => {
  const { data } = await run(createWorld(), `{ tenant { events { nodes { ${everything} } } } }`, {
    events: createFeed(log.slice(4), { gap: true, oldestSeq: 5 }),
  });
  expect(data).toMatchObject({
    tenant: {
      events: {
        nodes: [
          {
            __typename: 'GapNotice',
            cursor: cursor(4),
            oldestCursor: cursor(5),
            type: null,
            vendor: null,
            occurredAt: null,
            receivedAt: '2013-01-01T00:00:00Z',
          },
          { __typename: 'AssetNotice' },
          {},
          {},
        ],
      },
    },
  });
});

test.each([
  ['after', 'after: "garbage"'],
  ['after', `after: "${ids.encodeCursor('other', 1)}"`],
  ['types', 'types: []'],
  ['first', 'first: 1001'],
])('a wrong %s of the log is refused by name: %s', async (argument, args) => {
  const feed = createFeed(log);
  const { data, errors } = await run(createWorld(), `{ tenant { name events(${args}) { nodes { id } } } }`, {
    events: feed,
  });
  expect(data).toEqual({ tenant: { name: 'Acme Energy', events: null } });
  expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument }]);
  expect(feed.queries).toEqual([]);
});

test('the log and the subscriptions need the role events', async () => {
  const options = { roles: ['read', 'write'] as const, events: createFeed(log) };
  const read = await run(createWorld(), '{ tenant { events { nodes { id } } } }', options);
  expect(read.errors).toMatchObject([{ code: 'FORBIDDEN', path: 'tenant.events' }]);
  for (const field of ['events { id }', 'flexEvent(by: { ref: { vendor: EQUIWATT, id: "e1" } }) { id }']) {
    const [answer] = await take(listen(createWorld(), `subscription { ${field} }`, options), 1);
    expect(answer?.errors).toMatchObject([{ code: 'FORBIDDEN' }]);
  }
  expect(options.events.queries).toEqual([]);
});

test('a subscriber gets events as they come, each read with fresh loaders', async () => {
  const world = createWorld();
  const feed = createFeed();
  for (const item of [log[2], log[3], { gap: true, oldestSeq: 9 } as const]) if (item) feed.push(item);
  const stream = listen(world, `subscription ($after: String) { events(after: $after) { ${everything} } }`, {
    events: feed,
    variables: { after: cursor(2) },
  });
  const answers = await take(stream, 3);
  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  expect(answers.map(({ data }) => data)).toMatchObject([
    { events: { type: 'EVENT_STARTED', flexEvent: { name: 'e1' }, stats: null } },
    { events: { type: 'EVENT_STATS_READY', flexEvent: { name: 'e1' }, stats: { state: 'READY' } } },
    { events: { __typename: 'GapNotice', oldestCursor: cursor(9) } },
  ]);
  expect(feed.queries).toEqual([{ tenantId: 'acme', afterSeq: 2 }]);
  expect(world.calls.filter((call) => call === 'EQUIWATT.flexEvents.byIds(e1)')).toHaveLength(2);
  expect(feed.returned()).toBe(1);
});

test('a wrong cursor refuses the subscription by name', async () => {
  const [answer] = await take(
    listen(createWorld(), 'subscription { events(after: "forged") { id } }', { events: createFeed() }),
    1,
  );
  expect(answer?.errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'after' }]);
});

test('one flexibility event is given at once, and again after each event of it only', async () => {
  const world = createWorld();
  const feed = createFeed();
  feed.push(stored(1, 'EVENT_STARTED', { flexEventId: 'e2' }));
  feed.push(stored(2, 'EVENT_STARTED', { flexEventId: 'e1' }));
  feed.push(stored(3, 'PRICE_SIGNAL', { homeId: 'e1' }));
  feed.push(stored(4, 'EVENT_ENDED', { flexEventId: 'e1' }));
  feed.end();
  const id = idOf(world, 'FlexEvent', 'EQUIWATT', 'event', 'e1');
  const answers: Answer[] = [];
  const query = 'subscription ($id: ID!) { flexEvent(by: { id: $id }) { name status } }';
  for await (const answer of listen(world, query, { events: feed, variables: { id } })) answers.push(answer);
  const current = { data: { flexEvent: { name: 'e1', status: 'STARTED' } }, errors: [] };
  expect(answers).toEqual([current, current, current]);
});

test('one flexibility event is followed from the last event that what is read first is as new as', async () => {
  const feed = createFeed([], undefined, 7);
  const query = 'subscription { flexEvent(by: { ref: { vendor: EQUIWATT, id: "e1" } }) { name } }';
  await take(listen(createWorld(), query, { events: feed }), 1);
  expect(feed.queries).toEqual([{ tenantId: 'acme', afterSeq: 7 }]);
});

test('a flexibility event that is not there refuses the subscription', async () => {
  const feed = createFeed();
  const [answer] = await take(
    listen(createWorld(), 'subscription { flexEvent(by: { ref: { vendor: EQUIWATT, id: "e9" } }) { id } }', {
      events: feed,
    }),
    1,
  );
  expect(answer?.errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'by.ref' }]);
  expect(feed.queries).toEqual([]);
});

test('a vendor that fails at an event fails that answer, and the subscription goes on', async () => {
  const world = createWorld();
  const feed = createFeed();
  feed.push(stored(1, 'EVENT_STARTED', { flexEventId: 'e1' }));
  const stream = listen(world, 'subscription { flexEvent(by: { ref: { vendor: EQUIWATT, id: "e1" } }) { name } }', {
    events: feed,
  });
  expect((await stream.next()).value).toEqual({ data: { flexEvent: { name: 'e1' } }, errors: [] });
  world.failing.set('EQUIWATT', unavailable('EQUIWATT'));
  expect((await stream.next()).value).toMatchObject({ data: null, errors: [{ code: 'VENDOR_UNAVAILABLE' }] });
  world.failing.clear();
  feed.push(stored(2, 'EVENT_ENDED', { flexEventId: 'e1' }));
  expect((await stream.next()).value).toEqual({ data: { flexEvent: { name: 'e1' } }, errors: [] });
  await stream.return(undefined);
});
