import { expect, test } from 'vitest';
import { isChosen, parseOptions } from '../../bench/options.ts';

test('measures everything and writes the results when nothing is asked for', () => {
  expect(parseOptions([])).toEqual({ only: [], contenders: [], rounds: 3, seconds: 2, write: true });
});

test('leaves the written results alone when rows or contenders are left out, unless told to', () => {
  expect(parseOptions(['--only', 'big, tiny']).write).toBe(false);
  expect(parseOptions(['--contenders', 'wattgraph']).write).toBe(false);
  expect(parseOptions(['--only', 'big', '--write'])).toMatchObject({ only: ['big'], write: true });
});

test.each([
  ['--rounds', '0'],
  ['--seconds', '1.5'],
  ['--rounds', 'many'],
])('refuses %s %s and says what would be right', (option, value) => {
  expect(() => parseOptions([option, value])).toThrow(`${option} is a whole number, 1 to 600, not ${value}`);
});

test('refuses an option that there is not', () => {
  expect(() => parseOptions(['--quick'])).toThrow('--quick');
});

test('chooses rows by their id, or by its beginning before a star', () => {
  const only = ['big', 'tiny-*'];
  const chosen = ['big', 'big-warm', 'tiny', 'tiny-warm'].filter((id) => isChosen({ only }, id));
  expect(chosen).toEqual(['big', 'tiny-warm']);
  expect(isChosen({ only: [] }, 'anything')).toBe(true);
});
