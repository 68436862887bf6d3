import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventType, VendorEvent } from '../../../src/domain/events.ts';
import { type ReadingRequest, type Readings, readingKey } from '../../../src/domain/readings.ts';
import { type EquiwattSandbox, startEquiwattSandbox } from '../../../src/sandbox/equiwatt/index.ts';
import { halfHours } from '../../../src/sandbox/households.ts';
import { assetMpan, assetUuid, demoCredentials } from '../../../src/sandbox/world.ts';
import { equiwatt } from '../../../src/vendors/equiwatt/index.ts';
import type { VendorSource } from '../../../src/vendors/vendor.ts';
import { startTamperingProxy, type Tamper } from '../../suites/tampering-proxy.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { openClocked } from '../clocked-source.ts';
import { newCall, openSource } from '../opened-source.ts';

const { apiKey, tenantUuid } = demoCredentials.equiwatt;
const uuid = (prefix: string, n: number) => `${prefix}-0000-4000-8000-${String(n).padStart(12, '0')}`;
const eventId = uuid('e7e47000', 1);
const portfolioId = uuid('70f70000', 1);
const schemeId = uuid('5c4e0000', 1);
const unknownId = '00000000-0000-4000-8000-000000000000';
const window = { offset: 0, limit: 1000 };

let sandbox: EquiwattSandbox;
const toStop: (() => Promise<void>)[] = [];

beforeEach(async () => {
  sandbox = await startEquiwattSandbox({ life: false });
  toStop.push(() => sandbox.stop());
});
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

function open(url = sandbox.url): VendorSource {
  const { source, stop } = openSource(equiwatt, { baseUrl: url, apiKey, tenantUuid });
  toStop.push(stop);
  return source;
}

async function openTampered(tamper: Tamper): Promise<VendorSource> {
  const proxy = await startTamperingProxy(sandbox.url, tamper);
  toStop.push(() => proxy.stop());
  return open(proxy.url);
}

const halfHour = (change: Partial<ReadingRequest> = {}): ReadingRequest => ({
  id: assetUuid(1),
  fromMs: Date.UTC(2013, 5, 1),
  toMs: Date.UTC(2013, 5, 2),
  resolution: 'HALF_HOUR',
  timeZone: 'UTC',
  normalized: false,
  ...change,
});

async function readOne(source: VendorSource, request: ReadingRequest) {
  return (await source.assets!.readings([request], newCall())).get(readingKey(request));
}

test('sends its three headers with every call, over both path families', async () => {
  const source = open();
  await source.flexEvents!.baselines([eventId], newCall());
  await source.flexEvents!.assets(eventId, window, newCall());
  const paths = sandbox.calls.map(({ path, status }) => `${status} ${path.split('?')[0]}`);
  expect(paths).toEqual([`200 /api/events/${eventId}/assets`, `200 /api/v1/events/${eventId}/assets`]);
});

test('an asset has its uuid and the own id of the customer as refs', async () => {
  const { items } = await open().assets!.list({ offset: 0, limit: 1 }, newCall());
  expect(items).toEqual([
    {
      ref: { vendor: 'EQUIWATT', kind: 'asset', id: assetUuid(1) },
      refs: [
        { vendor: 'EQUIWATT', kind: 'asset', id: assetUuid(1) },
        { vendor: 'EQUIWATT', kind: 'asset', id: assetMpan(1) },
      ],
      name: 'Household 1',
      type: 'SMARTMETER',
      archived: false,
      installedAt: '2012-11-15T00:00:00.000Z',
      createdAt: '2012-12-01T09:00:01.000Z',
      updatedAt: '2012-12-01T09:00:01.000Z',
    },
  ]);
});

test('stats come as numbers though some travel as text', async () => {
  const stats = await open().flexEvents!.stats([eventId, unknownId], newCall());
  expect([...stats.keys()]).toEqual([eventId]);
  expect(stats.get(eventId)).toMatchObject({
    state: 'READY',
    incentive: 3,
    pendingAssetCount: 0,
    expiredAssetCount: 0,
  });
  expect(stats.get(eventId)).toMatchObject({ energySaved: expect.any(Number), highUsageCount: expect.any(Number) });
});

test('baselines and asset stats are by asset, and agree with each other', async () => {
  const source = open();
  const [baselines, stats] = await Promise.all([
    source.flexEvents!.baselines([eventId, unknownId], newCall()),
    source.flexEvents!.assetStats([eventId, unknownId], newCall()),
  ]);
  expect([[...baselines.keys()], [...stats.keys()]]).toEqual([[eventId], [eventId]]);
  const baselineOf = baselines.get(eventId) as ReadonlyMap<string, readonly { value: number }[]>;
  const statsOf = stats.get(eventId) as ReadonlyMap<string, { energyForecasted: number }>;
  expect(baselineOf.size).toBeGreaterThan(2);
  expect(new Set(statsOf.keys())).toEqual(new Set(baselineOf.keys()));
  for (const [asset, [baseline]] of baselineOf) expect(baseline?.value).toBe(statsOf.get(asset)?.energyForecasted);
});

test('an event whose stats are not there yet says so', async () => {
  await sandbox.advance();
  const source = open();
  const { items } = await source.flexEvents!.list(window, newCall());
  const scheduled = items.find(({ status }) => status === 'SCHEDULED')!;
  const stats = await source.flexEvents!.stats([scheduled.ref.id], newCall());
  expect(stats.get(scheduled.ref.id)).toMatchObject({ state: 'PENDING', energySaved: null });
  const baselines = await source.flexEvents!.baselines([scheduled.ref.id], newCall());
  const byAsset = baselines.get(scheduled.ref.id) as ReadonlyMap<string, readonly unknown[]>;
  expect([...byAsset.values()].every((list) => list.length === 0)).toBe(true);
});

test("a scheme's assets are told by state", async () => {
  const source = open();
  const all = await source.eventSchemes!.assets(schemeId, undefined, window, newCall());
  const ready = await source.eventSchemes!.assets(schemeId, 'READY', window, newCall());
  expect(ready.items).toEqual(all.items.filter(({ state }) => state === 'READY'));
  expect(ready.items.length).toBeLessThan(all.items.length);
  const before = sandbox.calls.length;
  expect(await source.eventSchemes!.assets(schemeId, 'UNKNOWN', window, newCall())).toMatchObject({ items: [] });
  expect(sandbox.calls.length).toBe(before);
});

test('members of something unknown are an empty list', async () => {
  const source = open();
  expect(await source.portfolios!.assets(unknownId, window, newCall())).toEqual({
    items: [],
    total: 0,
    hasMore: false,
  });
  expect(await source.flexEvents!.portfolios(unknownId, window, newCall())).toMatchObject({ items: [] });
});

test('readings are the half hours of the household, gaps left out', async () => {
  const source = open();
  // Household 3 has many gaps within its data.
  const request = halfHour({ id: assetUuid(3), fromMs: Date.UTC(2013, 0, 3), toMs: Date.UTC(2013, 0, 5) });
  const readings = (await readOne(source, request)) as Readings;
  const expected = halfHours(3, request.fromMs, request.toMs);
  expect(expected.length).toBeGreaterThan(50);
  expect(expected.length).toBeLessThan(96);
  expect(readings).toMatchObject({ vendor: 'EQUIWATT', kind: 'energy', unit: 'kWh', stale: false });
  expect([...readings.startsMs]).toEqual(expected.map(({ startMs }) => startMs));
  expect([...readings.values]).toEqual(expected.map(({ kwh }) => kwh));
  expect([...readings.endsMs]).toEqual(expected.map(({ startMs }) => startMs + 1_800_000));
});

test('readings of many pages are in order, none twice and none missing', async () => {
  const request = halfHour({ fromMs: Date.UTC(2013, 0, 1), toMs: Date.UTC(2013, 4, 1) });
  const readings = (await readOne(open(), request)) as Readings;
  const expected = halfHours(1, request.fromMs, request.toMs);
  expect(expected.length).toBeGreaterThan(3000);
  expect([...readings.startsMs]).toEqual(expected.map(({ startMs }) => startMs));
  expect([...readings.values]).toEqual(expected.map(({ kwh }) => kwh));
});

test('feed-in is no consumption', async () => {
  const source = await openTampered((json) => {
    const page = json as { items: { timestamp: number; value: number; type: string }[] };
    return { ...page, items: page.items.flatMap((point) => [point, { ...point, value: 99, type: 'export' }]) };
  });
  const readings = (await readOne(source, halfHour())) as Readings;
  expect(readings.values).toHaveLength(48);
  expect(Math.max(...readings.values)).toBeLessThan(99);
});

test('what is finer than a half hour, or weather-normalised, is RANGE_NOT_AVAILABLE for that request alone', async () => {
  const quarter = halfHour({ resolution: 'QUARTER_HOUR' });
  const normalized = halfHour({ resolution: 'MONTH', normalized: true });
  const good = halfHour();
  const unknown = halfHour({ id: unknownId });
  const batch = await open().assets!.readings([quarter, normalized, good, unknown], newCall());
  expect(batch.get(readingKey(quarter))).toMatchObject({ code: 'RANGE_NOT_AVAILABLE', message: /HALF_HOUR/ });
  expect(batch.get(readingKey(normalized))).toMatchObject({ code: 'RANGE_NOT_AVAILABLE' });
  expect(batch.get(readingKey(good))).toMatchObject({ unit: 'kWh' });
  expect(batch.has(readingKey(unknown))).toBe(false);
});

test('a range of decades is refused before any call, for it would take hundreds', async () => {
  const decades = halfHour({ resolution: 'MONTH', fromMs: Date.UTC(1990, 0, 1), toMs: Date.UTC(2014, 0, 1) });
  const batch = await open().assets!.readings([decades], newCall());
  expect(batch.get(readingKey(decades))).toMatchObject({
    code: 'RANGE_NOT_AVAILABLE',
    message: expect.stringContaining('at most 10 years at once'),
  });
});

test('a broken item of a list is told of beside the others', async () => {
  const source = await openTampered((json) => {
    const page = json as { items: object[] };
    return { ...page, items: page.items.map((item, i) => (i === 1 ? { ...item, uuid: 7 } : item)) };
  });
  const slice = await source.portfolios!.list(window, newCall());
  expect(slice.items).toHaveLength(2);
  expect(slice.broken).toMatchObject([{ code: 'VENDOR_CONTRACT', message: /listPortfolios.*uuid/ }]);
});

test('members that come as a bare array of ids, as in the draft, are read by those ids', async () => {
  const source = await openTampered((json, path) => {
    if (!/\/portfolios(\/[^/]*\/assets)?\?/.test(path) || path.startsWith('/api/v1/portfolios?')) return json;
    return (json as { items: { uuid: string }[] }).items.map((item) => item.uuid);
  });
  const usual = open();
  const assets = await source.portfolios!.assets(portfolioId, window, newCall());
  expect(assets).toEqual(await usual.portfolios!.assets(portfolioId, window, newCall()));
  const portfolios = await source.flexEvents!.portfolios(eventId, window, newCall());
  expect(portfolios).toEqual(await usual.flexEvents!.portfolios(eventId, window, newCall()));
  expect(portfolios.items[0]?.name).toBeTruthy();
});

test('words the contract does not know become UNKNOWN', async () => {
  const source = await openTampered((json, path) => {
    const page = json as { items: object[] };
    const word = path.includes('/assets') ? { state: 'PAUSED' } : { status: 'POSTPONED' };
    return { ...page, items: page.items.map((item) => ({ ...item, ...word })) };
  });
  const events = await source.flexEvents!.list(window, newCall());
  const members = await source.flexEvents!.assets(eventId, window, newCall());
  expect(new Set(events.items.map(({ status }) => status))).toEqual(new Set(['UNKNOWN']));
  expect(new Set(members.items.map(({ state }) => state))).toEqual(new Set(['UNKNOWN']));
});

test('a page of another size than asked for is VENDOR_CONTRACT, for offsets would be wrong', async () => {
  const source = await openTampered((json) => {
    const page = json as { pagination: object };
    return { ...page, pagination: { ...page.pagination, itemsPerPage: 5, totalPages: 2 } };
  });
  await expect(source.assets!.list(window, newCall())).rejects.toMatchObject({ code: 'VENDOR_CONTRACT' });
});

test('webhooks are listed without their secrets', async () => {
  sandbox.registerWebhook({
    name: 'mine',
    url: 'http://127.0.0.1:9/hook',
    secret: 'sh',
    eventTypes: ['EVENT.STARTED'],
  });
  const registrations = await open().webhooks!.registrations!(newCall());
  expect(registrations).toMatchObject([
    { name: 'mine', url: 'http://127.0.0.1:9/hook', eventTypes: ['EVENT.STARTED'] },
  ]);
  expect(Object.keys(registrations[0]!)).not.toContain('secret');
});

const everyRead: Readonly<Record<string, (source: VendorSource) => Promise<unknown>>> = {
  assets: (source) => source.assets!.list(window, newCall()),
  portfolios: (source) => source.portfolios!.list(window, newCall()),
  'portfolio assets': (source) => source.portfolios!.assets(portfolioId, window, newCall()),
  schemes: (source) => source.eventSchemes!.list(window, newCall()),
  'scheme assets': (source) => source.eventSchemes!.assets(schemeId, undefined, window, newCall()),
  event: (source) => source.flexEvents!.byIds([eventId], newCall()),
  events: (source) => source.flexEvents!.list(window, newCall()),
  'event assets': (source) => source.flexEvents!.assets(eventId, window, newCall()),
  'event portfolios': (source) => source.flexEvents!.portfolios(eventId, window, newCall()),
  baselines: (source) => source.flexEvents!.baselines([eventId], newCall()),
  stats: (source) => source.flexEvents!.stats([eventId], newCall()),
  'asset stats': (source) => source.flexEvents!.assetStats([eventId], newCall()),
  readings: (source) => source.assets!.readings([halfHour()], newCall()),
};

const staleAfter: readonly [EventType, VendorEvent['subject'], readonly string[]][] = [
  ['EVENT_SCHEDULED', { flexEventId: eventId }, ['event', 'events']],
  ['EVENT_STARTED', { flexEventId: eventId }, ['event', 'events']],
  ['EVENT_ENDED', { flexEventId: eventId }, ['event', 'events']],
  ['EVENT_CANCELLED', { flexEventId: eventId }, ['event', 'events']],
  ['EVENT_STARTED', { flexEventId: unknownId }, ['events']],
  ['EVENT_BASELINES_READY', { flexEventId: eventId }, ['baselines']],
  ['EVENT_STATS_CALCULATION_STARTED', { flexEventId: eventId }, ['stats', 'asset stats']],
  ['EVENT_STATS_READY', { flexEventId: eventId }, ['stats', 'asset stats']],
  ['EVENT_STATS_READY', { flexEventId: unknownId }, []],
  [
    'EVENT_PORTFOLIO_ASSIGNED',
    { flexEventId: eventId, portfolioId },
    ['event assets', 'event portfolios', 'baselines'],
  ],
  ['PORTFOLIO_ASSETS_ASSIGNED', { portfolioId }, ['portfolio assets']],
  ['ASSET_MPAN_VALIDATED', { assets: [{ id: assetUuid(1) }] }, ['assets']],
  ['EVENT_SCHEME_ASSETS_UPDATED', { eventSchemeId: schemeId }, ['scheme assets']],
  ['EVENT_SCHEME_ASSETS_UPDATED', { eventSchemeId: unknownId }, []],
  ['PRICE_SIGNAL', {}, []],
];

test.each(staleAfter)('%s about %o makes read anew exactly %o', async (type, subject, expected) => {
  const source = open();
  for (const read of Object.values(everyRead)) await read(source);
  await source.onEvent!({ type, subject, occurredAt: null, identity: 'x' });
  const asked: string[] = [];
  for (const [name, read] of Object.entries(everyRead)) {
    const before = sandbox.calls.length;
    await read(source);
    if (sandbox.calls.length > before) asked.push(name);
  }
  expect(asked).toEqual(expected);
});

test.each([
  ['an older one', '2026-01-01T00:00:05.000Z', 'EVENT_STARTED', 'overtaken', 0],
  ['one of the same moment', '2026-01-01T00:00:10.000Z', 'EVENT_STARTED', undefined, 1],
  ['one that does not say when', null, 'EVENT_STARTED', undefined, 1],
  ['an older one of other things', '2026-01-01T00:00:05.000Z', 'EVENT_STATS_READY', undefined, 0],
] as const)('after a newer event, %s (%s) makes nothing untrue that was read since', async (...given) => {
  const [, occurredAt, type, outcome, calls] = given;
  const clock = createFakeClock();
  const opened = openClocked(equiwatt, { baseUrl: sandbox.url, apiKey, tenantUuid }, clock);
  toStop.push(opened.stop);
  const subject = { flexEventId: eventId };
  const read = () => opened.source.flexEvents!.byIds([eventId], opened.newCall());
  const newer = { type: 'EVENT_ENDED', subject, occurredAt: '2026-01-01T00:00:10.000Z', identity: 'new' } as const;
  expect(await opened.source.onEvent!(newer)).toBeUndefined();
  await clock.advance(10);
  await read();
  const before = sandbox.calls.length;
  expect(await opened.source.onEvent!({ type, subject, occurredAt, identity: 'late' })).toBe(outcome);
  await read();
  expect(sandbox.calls.length - before).toBe(calls);
});

test('an older event about another subject is no late one', async () => {
  const source = open();
  const at = (flexEventId: string, occurredAt: string) =>
    source.onEvent!({ type: 'EVENT_STARTED', subject: { flexEventId }, occurredAt, identity: 'x' });
  expect(await at(eventId, '2026-01-01T00:00:10.000Z')).toBeUndefined();
  expect(await at(unknownId, '2026-01-01T00:00:05.000Z')).toBeUndefined();
});

test('after an event changed, it is read by its own id again although the list was read before', async () => {
  const source = open();
  await source.flexEvents!.list(window, newCall());
  await source.onEvent!({
    ...{ type: 'EVENT_STARTED', subject: { flexEventId: eventId }, occurredAt: null, identity: 'x' },
  });
  const before = sandbox.calls.length;
  await source.flexEvents!.byIds([eventId], newCall());
  expect(sandbox.calls.slice(before).map(({ path }) => path)).toEqual([`/api/v1/events/${eventId}`]);
});

test('stats that were asked for before there were any are there once equiwatt says so', async () => {
  const clock = createFakeClock();
  const opened = openClocked(equiwatt, { baseUrl: sandbox.url, apiKey, tenantUuid }, clock);
  toStop.push(opened.stop);
  const read = async () => (await opened.source.flexEvents!.stats([eventId], opened.newCall())).has(eventId);
  sandbox.faults.add({ kind: 'status', status: 404, times: 1 });
  expect(await read()).toBe(false);
  const subject = { flexEventId: eventId };
  await opened.source.onEvent!({ type: 'EVENT_STATS_READY', subject, occurredAt: null, identity: 'x' });
  await clock.advance(10);
  expect(await read()).toBe(true);
});

test('an event that is broken alone fails alone', async () => {
  const source = await openTampered((json, path) =>
    path.endsWith(eventId) ? { ...(json as object), incentive: 'much' } : json,
  );
  const batch = await source.flexEvents!.byIds([eventId], newCall());
  expect(batch.get(eventId)).toMatchObject({ code: 'VENDOR_CONTRACT', message: /getEvent.*incentive/ });
});
