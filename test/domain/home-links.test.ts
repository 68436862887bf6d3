import { expect, test } from 'vitest';
import { mergeHomeLinks } from '../../src/domain/home-links.ts';
import type { Ref } from '../../src/domain/ref.ts';

const home: Ref = { vendor: 'WATTSHIFT', kind: 'home', id: '1' };
const other: Ref = { vendor: 'WATTSHIFT', kind: 'home', id: '2' };
const asset: Ref = { vendor: 'EQUIWATT', kind: 'asset', id: 'a' };
const meter: Ref = { vendor: 'ENERKEY', kind: 'meter', id: '7' };

test('what was linked to a configured home is added to it, once', () => {
  const merged = mergeHomeLinks([{ members: [home, asset] }], [{ home, members: [home, meter, asset] }]);
  expect(merged).toEqual([{ members: [home, asset, meter] }]);
});

test('what was linked to a home by another of its members is added too', () => {
  const merged = mergeHomeLinks([{ members: [home, asset] }], [{ home: asset, members: [asset, meter] }]);
  expect(merged).toEqual([{ members: [home, asset, meter] }]);
});

test('a home that the config file does not know comes after those it does', () => {
  const merged = mergeHomeLinks([{ members: [home] }], [{ home: other, members: [other, meter] }]);
  expect(merged).toEqual([{ members: [home] }, { members: [other, meter] }]);
});
