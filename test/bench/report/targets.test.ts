import { expect, test } from 'vitest';
import type { RowResult } from '../../../bench/report/summary.ts';
import { toVerdicts, toVerdictTable } from '../../../bench/report/targets.ts';
import { entry, rounds, row } from './results.ts';

const verdict = (rows: readonly RowResult[], target: string) =>
  toVerdicts(rows).find((candidate) => candidate.target.startsWith(target));

test('judges nothing that was not measured', () => {
  expect(toVerdicts([]).map(({ met }) => met)).toEqual(toVerdicts([]).map(() => undefined));
  expect(toVerdictTable(toVerdicts([]))).not.toMatch(/met \||MISSED/);
});

test('a target is met at its ratio and missed below', () => {
  const big = (ours: number) => [row('big', [entry('wattgraph', rounds(ours)), entry('yoga', rounds(100))])];
  expect(verdict(big(125), 'big, uncached, to the best peer')).toMatchObject({
    met: true,
    measured: '1.25 x, by CPU 1.25 x',
  });
  expect(verdict(big(124), 'big, uncached, to the best peer')).toMatchObject({ met: false });
});

test('a target is unclear where rates and CPU time say different things', () => {
  const rows = [
    row('big', [entry('wattgraph', [{ perSecond: 100, cpuUs: 20 }]), entry('bff', [{ perSecond: 100, cpuUs: 10 }])]),
  ];
  const given = verdict(rows, 'big, uncached, to the hand-written floor');
  expect(given).toMatchObject({ met: 'unclear', measured: '1 x, by CPU 0.5 x' });
  expect(toVerdictTable(toVerdicts(rows))).toMatch(/hand-written floor.*UNCLEAR/);
});

test('a call more than the fewest misses, counted one by one or under load', () => {
  const calls = (calls: number, extraCalls: number) =>
    verdict(
      [
        row('big', [entry('wattgraph', [{ extraCalls }], { calls }), entry('yoga', [], { calls: 9 })], {
          fewestCalls: 4,
        }),
      ],
      'vendor calls',
    );
  expect(calls(4, 0)).toMatchObject({ met: true });
  expect(calls(4.1, 0)).toMatchObject({ met: false, measured: expect.stringContaining('big') });
  expect(calls(4, 2)).toMatchObject({ met: false });
});

test('memory is that of our largest row, whoever else needs more', () => {
  const rows = (bytes: number) => [
    row('big', [entry('wattgraph', [{ rssBytes: 1e6 }, { rssBytes: bytes }]), entry('hive', [{ rssBytes: 900e6 }])]),
  ];
  expect(verdict(rows(300e6), 'memory')).toMatchObject({ met: true, measured: '300 MB' });
  expect(verdict(rows(301e6), 'memory')).toMatchObject({ met: false });
});

test('cost of a point is level when it falls or rises within what rounds differ by', () => {
  const growth = (...cpuUs: number[]) =>
    verdict(
      cpuUs.map((us, i) => row(`growth-${10 ** (i + 1)}`, [entry('wattgraph', [{ cpuUs: us }])], { points: 1 })),
      'CPU for a point',
    );
  expect(growth(9, 5, 5.4, 5)).toMatchObject({ met: true });
  expect(growth(9, 5, 5.6)).toMatchObject({ met: false });
});
