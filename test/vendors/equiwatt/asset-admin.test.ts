/** Assets that are made, whatever the vendor answers: the body is not documented, only that 201 means made. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NewAsset } from '../../../src/domain/asset-services.ts';
import { type EquiwattSandbox, startEquiwattSandbox } from '../../../src/sandbox/equiwatt/index.ts';
import { assetUuid, demoCredentials } from '../../../src/sandbox/world.ts';
import { equiwatt } from '../../../src/vendors/equiwatt/index.ts';
import type { VendorSource } from '../../../src/vendors/vendor.ts';
import { startTamperingProxy } from '../../suites/tampering-proxy.ts';
import { newCall, openSource } from '../opened-source.ts';

const { apiKey, tenantUuid } = demoCredentials.equiwatt;
const forms = ['a', 'b', 'c'].map(
  (assetId): NewAsset => ({
    ...{ userId: 'u', assetId, name: `Meter ${assetId}`, type: 'SMARTMETER', halfHourlySettled: false },
    location: { postcode: 'NE1 1AA', buildingNoOrName: '7', address: 'Quayside' },
  }),
);

let sandbox: EquiwattSandbox;
const toStop: (() => Promise<void>)[] = [];
beforeEach(async () => {
  sandbox = await startEquiwattSandbox({ life: false });
  toStop.push(() => sandbox.stop());
});
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

/** The source, with the vendor's answer to making assets replaced. */
async function openAnswering(answer: (made: unknown) => unknown): Promise<VendorSource> {
  // Only what makes them is asked of these paths without a page.
  const isMaking = (path: string) => path === '/api/v1/assets' || path === '/api/v1/assets/bulk';
  const proxy = await startTamperingProxy(sandbox.url, (json, path) => (isMaking(path) ? answer(json) : json));
  toStop.push(() => proxy.stop());
  const { source, stop } = openSource(equiwatt, { baseUrl: proxy.url, apiKey, tenantUuid });
  toStop.push(stop);
  return source;
}

async function namesOfMade(source: VendorSource, assets: readonly NewAsset[]) {
  const made = await source.assetAdmin!.create(assets, newCall());
  return made === 'exists' ? made : made.map(({ name }) => name);
}

const list = (made: unknown) => (Array.isArray(made) ? made : [made]);

test.each<[string, (made: unknown) => unknown, number]>([
  ['whole', (made) => made, 0],
  ['in another order', (made) => list(made).toReversed(), 0],
  ['behind a name', (made) => ({ assets: list(made) }), 0],
  ['in part', (made) => list(made).slice(1), 1],
  ['not at all', () => ({}), 1],
  ['as their ids', (made) => list(made).map(({ uuid }) => uuid), 1],
])('come back in the order given when the vendor answers with them %s', async (_, answer, reads) => {
  const source = await openAnswering(answer);
  expect(await namesOfMade(source, forms)).toEqual(['Meter a', 'Meter b', 'Meter c']);
  expect(sandbox.calls.map(({ method }) => method)).toEqual(['POST', ...Array(reads).fill('GET')]);
});

test('one alone comes back too, when the vendor answers with nothing', async () => {
  const source = await openAnswering(() => ({}));
  expect(await namesOfMade(source, forms.slice(0, 1))).toEqual(['Meter a']);
});

test('that cannot be read back are made all the same', async () => {
  const source = await openAnswering(() => ({}));
  sandbox.faults.add({ kind: 'status', status: 503, method: 'GET' });
  expect(await namesOfMade(source, forms)).toEqual([]);
  expect(sandbox.customers[0]?.world.assets).toHaveLength(13);
});

test('an asset archived is read anew by its id, and one unknown is said to be', async () => {
  const source = await openAnswering((made) => made);
  await source.assets!.byIds([assetUuid(1)], newCall());
  expect(await source.assetAdmin!.archive(assetUuid(1), newCall())).toBe(true);
  const found = await source.assets!.byIds([assetUuid(1)], newCall());
  expect(found.get(assetUuid(1))).toMatchObject({ archived: true });
  expect(await source.assetAdmin!.archive(assetUuid(99), newCall())).toBe(false);
});
