import { expect, test } from 'vitest';
import type { HomeLink, Ref } from '../../src/domain/ref.ts';
import { createLinkWatch, whileLinked } from '../../src/graph/power-stream.ts';
import type { PowerUpdate } from '../../src/loaders/power-polls.ts';

const home: Ref = { vendor: 'WATTSHIFT', kind: 'home', id: 'w' };
const household: Ref = { vendor: 'DIGIWATT', kind: 'household', id: 'd' };

test('a link is seen to come and go, whatever else is linked', () => {
  const tenant: { homeLinks: readonly HomeLink[] } = { homeLinks: [{ members: [home, household] }] };
  const isLinked = createLinkWatch(tenant, home, household);
  expect(isLinked()).toBe(true);
  tenant.homeLinks = [{ members: [home] }, { members: [household] }];
  expect(isLinked()).toBe(false);
  tenant.homeLinks = [{ members: [home, { ...household, id: 'another' }] }];
  expect(isLinked()).toBe(false);
  tenant.homeLinks = [];
  expect(isLinked()).toBe(false);
  tenant.homeLinks = [{ members: [home, household] }];
  expect(isLinked()).toBe(true);
});

test('updates end with an error at the first that comes after the link has gone, and the poll is left once', async () => {
  let returned = 0;
  let powerW = 0;
  const updates: AsyncIterableIterator<PowerUpdate> = {
    next: async () => {
      powerW += 1;
      return { done: false, value: { reading: { at: '2026-01-01T00:00:00.000Z', powerW } } };
    },
    return: async () => {
      returned += 1;
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  let linked = true;
  const stream = whileLinked(updates, () => linked);
  expect((await stream.next()).value).toMatchObject({ reading: { powerW: 1 } });
  linked = false;
  expect((await stream.next()).value).toMatchObject({ error: { code: 'BAD_USER_INPUT' } });
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  // A link that comes back is another subscription's.
  linked = true;
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect(returned).toBe(1);
});
