import { afterEach, expect, test } from 'vitest';
import type { ReadingRequest } from '../../../src/domain/readings.ts';
import {
  type EquiwattSandbox,
  type EquiwattSandboxOptions,
  startEquiwattSandbox,
} from '../../../src/sandbox/equiwatt/index.ts';
import { assetMpan, assetUuid, demoCredentials } from '../../../src/sandbox/world.ts';
import { equiwatt } from '../../../src/vendors/equiwatt/index.ts';
import type { VendorSource } from '../../../src/vendors/vendor.ts';
import { newCall, openSource } from '../opened-source.ts';

let sandbox: EquiwattSandbox;
let source: VendorSource;
let stopSource: () => Promise<void>;

async function open(options: EquiwattSandboxOptions) {
  sandbox = await startEquiwattSandbox({ life: false, ...options });
  const { apiKey, tenantUuid } = demoCredentials.equiwatt;
  const opened = openSource(equiwatt, { baseUrl: sandbox.url, apiKey, tenantUuid });
  source = opened.source;
  stopSource = opened.stop;
}

afterEach(async () => {
  await stopSource();
  await sandbox.stop();
});

/** Paths asked of the vendor while `work` ran. */
async function callsOf(work: () => Promise<unknown>): Promise<string[]> {
  const before = sandbox.calls.length;
  await work();
  return sandbox.calls.slice(before).map(({ path }) => path);
}

const eventUuid = (n: number) => `e7e47000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const firstPage = '/api/v1/assets?page=1&pageSize=1000';

test('1 000 assets and 6 events with stats and portfolios are 14 calls cold and none warm', async () => {
  await open({ assets: 1000, events: 6, portfolios: 4 });
  const read = async () => {
    const [assets, events] = await Promise.all([
      source.assets!.list({ offset: 0, limit: 1000 }, newCall()),
      source.flexEvents!.list({ offset: 0, limit: 1000 }, newCall()),
    ]);
    const ids = events.items.map(({ ref }) => ref.id);
    const [stats, ...portfolios] = await Promise.all([
      source.flexEvents!.stats(ids, newCall()),
      ...ids.map((id) => source.flexEvents!.portfolios(id, { offset: 0, limit: 50 }, newCall())),
    ]);
    return { assets, stats, portfolios };
  };
  let result = await read();
  expect(sandbox.calls).toHaveLength(14);
  expect(result.assets.items).toHaveLength(1000);
  expect(result.stats.size).toBe(6);
  expect(result.portfolios.map(({ items }) => items.length)).toEqual([2, 2, 2, 2, 2, 2]);
  expect(
    await callsOf(async () => {
      result = await read();
    }),
  ).toEqual([]);
  expect(result.assets.items).toHaveLength(1000);
});

test('a window of a long list asks only for the pages it touches', async () => {
  await open({ assets: 2500 });
  const last = await callsOf(async () => {
    const slice = await source.assets!.list({ offset: 2000, limit: 1000 }, newCall());
    expect(slice).toMatchObject({ total: 2500, hasMore: false });
    expect(slice.items[0]?.ref.id).toBe(assetUuid(2001));
    expect(slice.items).toHaveLength(500);
  });
  expect(last).toEqual(['/api/v1/assets?page=3&pageSize=1000']);
  const across = await callsOf(async () => {
    const slice = await source.assets!.list({ offset: 950, limit: 100 }, newCall());
    expect(slice.items.map(({ ref }) => ref.id)).toEqual(Array.from({ length: 100 }, (_, i) => assetUuid(951 + i)));
    expect(slice.hasMore).toBe(true);
  });
  expect(across).toEqual([firstPage, '/api/v1/assets?page=2&pageSize=1000']);
});

test('a window within one page never asks for the next one', async () => {
  await open({ assets: 10 });
  const paths = await callsOf(() => source.assets!.list({ offset: 5, limit: 1000 }, newCall()));
  expect(paths).toEqual([firstPage]);
});

test('assets by id cost one page of the list when that is all there is, unknown ones included', async () => {
  await open({ assets: 800 });
  const ids = [assetUuid(700), assetUuid(3), assetUuid(900)];
  const paths = await callsOf(async () => {
    const found = await source.assets!.byIds(ids, newCall());
    expect([...found.keys()].sort()).toEqual([assetUuid(3), assetUuid(700)]);
  });
  expect(paths).toEqual([firstPage]);
  expect(await callsOf(() => source.assets!.byIds([assetUuid(555)], newCall()))).toEqual([]);
});

test('of a long list, ids beyond page 1 are asked for singly while that is fewer calls', async () => {
  await open({ assets: 4500 });
  const few = await callsOf(async () => {
    const found = await source.assets!.byIds([assetUuid(1), assetUuid(2200), assetUuid(9999)], newCall());
    expect([...found.keys()].sort()).toEqual([assetUuid(1), assetUuid(2200)]);
  });
  expect(few.sort()).toEqual([`/api/v1/assets/${assetUuid(2200)}`, `/api/v1/assets/${assetUuid(9999)}`, firstPage]);
  expect(await callsOf(() => source.assets!.byIds([assetUuid(2200), assetUuid(9999)], newCall()))).toEqual([]);
});

test('of a long list, many ids beyond page 1 cost the remaining pages', async () => {
  await open({ assets: 2500 });
  const many = [assetUuid(1500), assetUuid(2400), assetUuid(9)];
  const paths = await callsOf(async () => {
    const found = await source.assets!.byIds(many, newCall());
    expect([...found.keys()].sort()).toEqual(many.sort());
  });
  expect(paths).toHaveLength(3);
  expect(paths.every((path) => path.startsWith('/api/v1/assets?page='))).toBe(true);
});

test("an asset is found by the customer's own id too, under the id that was asked for", async () => {
  await open({ assets: 1500 });
  const found = await source.assets!.byIds([assetMpan(1200)], newCall());
  expect(found.get(assetMpan(1200))).toMatchObject({ ref: { id: assetUuid(1200) } });
  expect(found.size).toBe(1);
});

test('one event is one call of its own, several are the list, and a list just read answers for one', async () => {
  await open({ events: 6 });
  const one = await callsOf(() => source.flexEvents!.byIds([eventUuid(1)], newCall()));
  expect(one).toEqual([`/api/v1/events/${eventUuid(1)}`]);
  const several = await callsOf(() => source.flexEvents!.byIds([eventUuid(2), eventUuid(3)], newCall()));
  expect(several).toEqual(['/api/v1/events?page=1&pageSize=1000']);
  expect(await callsOf(() => source.flexEvents!.byIds([eventUuid(4)], newCall()))).toEqual([]);
});

test('a year of half hours comes by half months, a page each', async () => {
  await open({});
  const year: ReadingRequest = {
    id: assetUuid(2),
    fromMs: Date.UTC(2013, 0, 1),
    toMs: Date.UTC(2014, 0, 1),
    resolution: 'DAY',
    timeZone: 'Australia/Sydney',
    normalized: false,
  };
  const paths = await callsOf(() => source.assets!.readings([year], newCall()));
  expect(paths).toHaveLength(24);
  const again: ReadingRequest = { ...year, resolution: 'MONTH', timeZone: 'UTC' };
  expect(await callsOf(() => source.assets!.readings([year, again], newCall()))).toEqual([]);
});
