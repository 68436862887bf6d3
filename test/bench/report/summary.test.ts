import { expect, test } from 'vitest';
import { bestPeer, entryOf, kindOf, limitOf, ratio } from '../../../bench/report/summary.ts';
import { entry, rounds, row } from './results.ts';

test('knows who is ours, who is a floor, and takes everybody else for a peer', () => {
  expect(['wattgraph', 'wattgraph-postgres', 'bare', 'bff', 'yoga', 'graphql-ws'].map(kindOf)).toEqual([
    ...['wattgraph', 'wattgraph', 'floor', 'floor', 'peer', 'peer'],
  ]);
});

test('the best peer is the one with the highest median, and never a floor or ourselves', () => {
  const result = row('big', [
    entry('wattgraph', rounds(900)),
    entry('bare', rounds(5_000)),
    entry('apollo', rounds(10, 999, 20)),
    entry('yoga', rounds(30, 31, 32)),
    entry('hive', [], { invalid: 'does not start' }),
  ]);
  expect(bestPeer(result)?.contender).toBe('yoga');
  expect(ratio(entryOf(result, 'wattgraph'), bestPeer(result))).toBeCloseTo(900 / 31);
});

test('there is no ratio to what was not measured', () => {
  const result = row('big', [entry('wattgraph', rounds(1)), entry('bff', rounds(2), { invalid: 'wrong answer' })]);
  expect(ratio(entryOf(result, 'wattgraph'), entryOf(result, 'bff'))).toBeUndefined();
  expect(ratio(entryOf(result, 'wattgraph'), bestPeer(undefined))).toBeUndefined();
});

test.each([
  ['server', { serverBusy: 0.97, serverCoreBusy: 1, loadCoreBusy: 1 }],
  ['neighbours', { serverBusy: 0.6, serverCoreBusy: 1, loadCoreBusy: 1 }],
  ['load', { serverBusy: 0.5, serverCoreBusy: 0.52, loadCoreBusy: 0.99 }],
  ['waiting', { serverBusy: 0.2, serverCoreBusy: 0.22, loadCoreBusy: 0.1 }],
  [undefined, { startMs: 12 }],
])('says that a figure is limited by %s', (limit, sample) => {
  expect(limitOf(entry('wattgraph', [sample]))).toBe(limit);
});
