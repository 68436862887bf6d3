import { expect, test } from 'vitest';
import { parseWrk } from '../../../bench/load/wrk.ts';

const figures = { requests: 100, seconds: 2, bytes: 5_000, failedStatus: 0, failedSocket: 0, timeouts: 0 };
const times = { p50Ms: 1, p95Ms: 2, p99Ms: 3, maxMs: 4 };

test('takes the figures from the last line that wrk writes', () => {
  const stdout = `Running 2s test @ http://127.0.0.1:1/graphql\n  1 threads\n${JSON.stringify({ ...figures, ...times })}\n`;
  expect(parseWrk(stdout)).toEqual({ ...figures, ...times });
});

test('refuses an end without them', () => {
  expect(() => parseWrk('unable to connect to 127.0.0.1:1\n')).toThrow();
  expect(() => parseWrk(`${JSON.stringify(figures)}\n`)).toThrow('p50Ms');
});
