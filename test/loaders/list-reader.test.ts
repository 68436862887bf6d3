import { expect, test } from 'vitest';
import { toSlice, type Window } from '../../src/domain/batch.ts';
import { AppError } from '../../src/errors.ts';
import { createListReader } from '../../src/loaders/list-reader.ts';

const numbers = Array.from({ length: 2500 }, (_, i) => i);

test('a whole list is read in the largest parts, once, and a part of it again only where it differs', async () => {
  const windows: Window[] = [];
  const reader = createListReader<string, number>({
    nameOf: (key) => key,
    read: async (_, window) => {
      windows.push(window);
      return toSlice(numbers, window);
    },
  });
  const [all, again] = await Promise.all([reader.all('x'), reader.all('x')]);
  expect(all).toEqual(numbers);
  expect(again).toBe(all);
  await reader.page('x', { offset: 1000, limit: 1000 });
  expect(windows.map(({ offset }) => offset)).toEqual([0, 1000, 2000]);
  await reader.page('y', { offset: 1000, limit: 1000 });
  expect(windows).toHaveLength(4);
});

test('unreadable items leave no hole in the walk, and are told', async () => {
  const broken = new AppError('VENDOR_CONTRACT', 'unreadable');
  const reader = createListReader<string, number>({
    nameOf: (key) => key,
    read: async (_, window) => {
      const slice = toSlice(numbers, window);
      return {
        ...slice,
        items: slice.items.filter((n) => n !== 7),
        ...(window.offset === 0 ? { broken: [broken] } : {}),
      };
    },
  });
  const { items, broken: lost } = await reader.whole('x');
  expect(items).toEqual(numbers.filter((n) => n !== 7));
  expect(lost).toEqual([broken]);
});

test('a list that says more and gives nothing ends', async () => {
  const reader = createListReader<string, number>({
    nameOf: (key) => key,
    read: async () => ({ items: [], hasMore: true }),
  });
  expect(await reader.all('x')).toEqual([]);
});
