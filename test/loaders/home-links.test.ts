import { expect, test } from 'vitest';
import type { Ref } from '../../src/domain/ref.ts';
import { createHomeLinks } from '../../src/loaders/home-links.ts';

const facility: Ref = { vendor: 'ENERKEY', kind: 'facility', id: '101' };
const meter: Ref = { vendor: 'ENERKEY', kind: 'meter', id: '101' };
const first: Ref = { vendor: 'WATTSHIFT', kind: 'home', id: 'one' };
const second: Ref = { vendor: 'WATTSHIFT', kind: 'home', id: 'two' };

test('a home is named by its first member that no other home shares', () => {
  const { homes } = createHomeLinks([{ members: [facility, first] }, { members: [facility, second] }]);
  expect(homes.map(({ ref }) => ref)).toEqual([first, second]);
});

test('a member leads to its homes; without a kind every kind is meant', () => {
  const links = createHomeLinks([{ members: [first, facility] }, { members: [second, meter] }]);
  const [one, two] = links.homes;
  expect(links.withMember(first)).toEqual([one]);
  expect(links.withMember(meter)).toEqual([two]);
  expect(links.withMember({ vendor: 'ENERKEY', id: '101' })).toEqual([one, two]);
  expect(links.withMember({ vendor: 'WATTICS', id: '101' })).toEqual([]);
});

test('a link without members is no home', () => {
  expect(createHomeLinks([{ members: [] }]).homes).toEqual([]);
});
