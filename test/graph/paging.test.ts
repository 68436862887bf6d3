import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toSlice } from '../../src/domain/batch.ts';
import { AppError } from '../../src/errors.ts';
import { type Page, readPage, type Section } from '../../src/graph/paging/page.ts';
import { wholeSection } from '../../src/graph/paging/sections.ts';
import { wholePage } from '../../src/graph/paging/whole-page.ts';

const broken = new AppError('VENDOR_CONTRACT', 'an item of an unknown shape', { vendor: 'WATTICS' });

function listed(key: string, items: readonly string[]): Section<string> {
  return { key, read: async (window) => toSlice(items, window) };
}

const down: Section<string> = {
  key: 'down',
  read: () => Promise.reject(new AppError('VENDOR_UNAVAILABLE', 'down')),
};

const a = listed('a', ['a0', 'a1', 'a2']);
const b = listed('b', ['b0', 'b1']);

const shown = (page: Page<string>) => page.edges.map(({ item }) => (item instanceof AppError ? item.code : item));

/** Walks all pages; gives them as they come. */
async function walk(sections: readonly Section<string>[], size: number, direction: 'first' | 'last') {
  const pages: string[][] = [];
  let cursor: string | undefined;
  for (let more = true; more; ) {
    const args =
      direction === 'first' ? { first: size, after: cursor ?? null } : { last: size, before: cursor ?? null };
    const page = await readPage(sections, args, 'null-item');
    pages.push(shown(page));
    cursor = direction === 'first' ? page.edges.at(-1)?.cursor : page.edges[0]?.cursor;
    more = direction === 'first' ? await page.hasNextPage() : await page.hasPreviousPage();
    if (pages.length > 20) throw new Error('the walk does not end');
  }
  return pages;
}

test('pages run through the sections in order', async () => {
  expect(await walk([a, b], 2, 'first')).toEqual([['a0', 'a1'], ['a2', 'b0'], ['b1']]);
  expect(await walk([a, b], 3, 'first')).toEqual([
    ['a0', 'a1', 'a2'],
    ['b0', 'b1'],
  ]);
});

test('pages run back from the end in the same order', async () => {
  expect(await walk([a, b], 2, 'last')).toEqual([['b0', 'b1'], ['a1', 'a2'], ['a0']]);
});

test('an empty section behind a full page is no next page', async () => {
  const page = await readPage([a, listed('none', [])], { first: 3 }, 'null-item');
  expect(await page.hasNextPage()).toBe(false);
  expect(await page.hasPreviousPage()).toBe(false);
});

test('a failing section is one null, whichever way the list is walked, and the walk ends', async () => {
  expect(await walk([a, down, b], 2, 'first')).toEqual([
    ['a0', 'a1'],
    ['a2', 'VENDOR_UNAVAILABLE'],
    ['b0', 'b1'],
  ]);
  expect(await walk([a, down, b], 3, 'last')).toEqual([
    ['VENDOR_UNAVAILABLE', 'b0', 'b1'],
    ['a0', 'a1', 'a2'],
  ]);
  expect(await walk([down], 1, 'first')).toEqual([['VENDOR_UNAVAILABLE']]);
});

test('a failing section fails the list where that is asked for', async () => {
  await expect(readPage([down], {}, 'fail')).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE' });
});

test('unreadable items are nulls of the page, and no readable item is passed over', async () => {
  // The vendor counts its unreadable item as one of the window.
  const gappy: Section<string> = {
    key: 'gappy',
    read: async ({ offset, limit }) => {
      const raw = ['g0', 'g1', undefined, 'g3'].slice(offset, offset + limit);
      const items = raw.filter((item) => item !== undefined);
      const lost = raw.length - items.length;
      return { items, total: 4, hasMore: offset + limit < 4, ...(lost ? { broken: [broken] } : {}) };
    },
  };
  expect(await walk([gappy, b], 3, 'first')).toEqual([
    ['g0', 'g1', 'VENDOR_CONTRACT'],
    ['g3', 'b0', 'b1'],
  ]);
  expect((await walk([gappy, b], 2, 'last')).flat().toSorted()).toEqual(
    ['VENDOR_CONTRACT', 'b0', 'b1', 'g0', 'g1', 'g3'].toSorted(),
  );
});

test('the total is the sum, or null where a section knows none', async () => {
  const endless: Section<string> = { key: 'endless', read: async () => ({ items: ['x'], hasMore: true }) };
  expect(await (await readPage([a, b], {}, 'null-item')).totalCount()).toBe(5);
  expect(await (await readPage([a, endless], {}, 'null-item')).totalCount()).toBeNull();
  await expect(readPage([a, endless], { last: 1 }, 'null-item')).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    details: { argument: 'last' },
  });
});

test('the total costs no read beside that of the page, and none of a section that failed', async () => {
  const reads: string[] = [];
  const counted = (section: Section<string>): Section<string> => ({
    key: section.key,
    read: (window) => {
      reads.push(section.key);
      return section.read(window);
    },
  });
  expect(await (await readPage([a, b].map(counted), { first: 2 }, 'null-item')).totalCount()).toBe(5);
  expect(reads).toEqual(['a', 'b']);
  reads.length = 0;
  const page = await readPage([a, down].map(counted), {}, 'null-item');
  await expect(page.totalCount()).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE' });
  expect(reads).toEqual(['a', 'down']);
});

test.each([
  ['first', { first: 0 }],
  ['first', { first: 1001 }],
  ['first', { first: -1 }],
  ['last', { last: 0 }],
  ['last', { first: 1, last: 1 }],
  ['before', { before: 'x' }],
  ['after', { last: 1, after: 'x' }],
  ['after', { after: 'garbage' }],
  ['after', { after: Buffer.from('["c",0]').toString('base64url') }],
  ['after', { after: Buffer.from('["a",-1]').toString('base64url') }],
  ['before', { last: 1, before: Buffer.from('["a",{}]').toString('base64url') }],
] as const)('a wrong %s is refused by name: %j', async (argument, args) => {
  await expect(readPage([a, b], args, 'null-item')).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    details: { argument },
    message: expect.stringContaining(argument),
  });
});

test('the largest page is 1000, and 50 where nothing is said', async () => {
  const long = listed(
    'long',
    Array.from({ length: 1500 }, (_, i) => String(i)),
  );
  expect((await readPage([long], {}, 'fail')).edges).toHaveLength(50);
  expect((await readPage([long], { first: 1000 }, 'fail')).edges).toHaveLength(1000);
});

test('a page of what is at hand is the page that would be read of it, item by item and cursor by cursor', async () => {
  const size = fc.constantFrom(undefined, 1, 2, 3, 50, 0, 1_001);
  const offset = fc.constantFrom<number | 'end' | 'failed' | undefined>(undefined, 0, 1, 2, 5, 9, 'end', 'failed');
  const told = async (page: () => Page<string> | Promise<Page<string>>) => {
    try {
      const given = await page();
      const edges = given.edges.map(({ item, cursor }) => ({ item, cursor }));
      const [next, previous] = [await given.hasNextPage(), await given.hasPreviousPage()];
      return { items: [...given.items], edges, next, previous, total: await given.totalCount() };
    } catch (error) {
      return error instanceof AppError ? error.message : error;
    }
  };
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 6 }),
      fc.record({ first: size, last: size, after: offset, before: offset }, { requiredKeys: [] }),
      async (length, { first, last, after, before }) => {
        const list = Array.from({ length }, (_, i) => (i === 4 ? broken : `item ${i}`));
        // Of an item that there is; behind the end of a list that has shrunk each goes on as it can.
        const within = (spot: number | 'end' | 'failed') => (typeof spot === 'number' ? Math.min(spot, length) : spot);
        const cursor = (spot: number | 'end' | 'failed' | undefined) =>
          spot === undefined ? null : Buffer.from(JSON.stringify(['key', within(spot)])).toString('base64url');
        const args = { first: first ?? null, last: last ?? null, after: cursor(after), before: cursor(before) };
        const section = wholeSection('key', async () => list);
        expect(await told(() => wholePage('key', args)<string>(list))).toEqual(
          await told(() => readPage<string>([section], args, 'fail')),
        );
      },
    ),
    { numRuns: 1_000 },
  );
});
