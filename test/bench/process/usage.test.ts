import { expect, test } from 'vitest';
import { parseCoreSeconds, parseCpuSeconds, parseRssBytes } from '../../../bench/process/usage.ts';

test('adds user and system time of a process whose name has spaces and parentheses', () => {
  const stat = '42 (my (odd) name) S 1 42 42 0 -1 4194304 100 0 0 0 250 50 7 7 20 0 12 0 100 1000 200';
  expect(parseCpuSeconds(stat)).toBe(3);
});

test('reads the resident memory in bytes', () => {
  expect(parseRssBytes('Name:\tnode\nVmHWM:\t  200 kB\nVmRSS:\t     100 kB\n')).toBe(102_400);
});

test('counts a core as busy for all but idle and waiting', () => {
  const stat = 'cpu  9 9 9 9 9 9 9 9\ncpu0 100 50 25 9000 800 10 15 0 0 0\ncpu1 0 0 0 1 0 0 0 0 0 0\nintr 1\n';
  expect(parseCoreSeconds(stat)).toEqual([2, 0]);
});
