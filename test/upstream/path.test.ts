import fc from 'fast-check';
import { expect, test } from 'vitest';
import { path } from '../../src/upstream/path.ts';

const hostile = ['../admin', '..\\admin', 'a/b', 'a%2fb', '%2e%2e', 'a?b', 'a#b', 'a\r\nHost: b', '\0', ' ', '//h'];

test.each(hostile)('%j stays one segment, whatever a URL makes of it', (value) => {
  const url = new URL(`https://vendor.example/base${path`/things/${value}/parts/${7}`}`);
  const segments = url.pathname.split('/');
  expect(segments.length).toBe(6);
  expect(decodeURIComponent(segments[3] ?? '')).toBe(value);
  expect([segments[2], segments[4], segments[5], url.search, url.hash]).toEqual(['things', 'parts', '7', '', '']);
  expect(path`/things/${value}`).not.toMatch(/[\r\n\0 ]/);
});

test.each(['.', '..'])('%j names something that there is not, and goes nowhere', (value) => {
  const url = new URL(`https://vendor.example/base${path`/things/${value}/parts`}`);
  const [, base, things, segment = '', parts] = url.pathname.split('/');
  expect([base, things, parts]).toEqual(['base', 'things', 'parts']);
  expect(decodeURIComponent(segment)).toBe(value.replaceAll('.', '%2E'));
});

test('any text but dots comes out as it went in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (value) => {
      fc.pre(value !== '.' && value !== '..');
      const { pathname, search, hash } = new URL(`https://vendor.example${path`/a/${value}/b`}`);
      expect([pathname.split('/').map(decodeURIComponent), search, hash]).toEqual([['', 'a', value, 'b'], '', '']);
    }),
    { numRuns: 500 },
  );
});
