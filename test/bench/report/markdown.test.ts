import { expect, test } from 'vitest';
import { toChart } from '../../../bench/report/chart.ts';
import { toMarkdown } from '../../../bench/report/markdown.ts';
import { toRowTable } from '../../../bench/report/row-table.ts';
import { figure, toTable } from '../../../bench/report/table.ts';
import { entry, rounds, row } from './results.ts';

const rows = [
  row('big', [
    entry('wattgraph', rounds(400, 420, 410), { calls: 4 }),
    entry('yoga', rounds(200)),
    entry('hive', [], { invalid: 'it ended\nwith 1' }),
    entry('bare', rounds(1_000)),
  ]),
  row('start', [entry('wattgraph', [{ startMs: 700 }])], { unit: 'starts' }),
];
const machine = { cpu: 'Some CPU', cores: 2, memoryBytes: 8e9, kernel: '6.1' };
const results = {
  ...{ command: ['--rounds', '5'], startedAt: '2026-01-02T03:04:05.000Z', seconds: 60 },
  ...{ machine, versions: { node: 'v26', mercurius: '16' }, rows },
};

test('writes where, when, of what and by which command', () => {
  const text = toMarkdown(results);
  for (const part of ['--rounds 5', '2026-01-02T03:04:05.000Z', '2 x Some CPU', 'node v26', 'mercurius 16']) {
    expect(text).toContain(part);
  }
});

test('a row has medians, spreads and ratios, and says who could not be measured and why', () => {
  const text = toRowTable(rows[0]!);
  const line = text.split('\n').find((candidate) => candidate.includes('wattgraph'));
  expect(line?.split('|').map((cell) => cell.trim())).toEqual([
    ...['', 'wattgraph', '410', '5 %', '0.41 x', '2.05 x', '2 439', '4', '100 MB', ''],
  ]);
  expect(text).toContain('hive: not measured, it ended with 1');
});

test('leaves out columns that nobody has', () => {
  expect(toRowTable(rows[1]!).split('\n')[0]).toMatch(/^\| +\| ready after ms \|$/);
});

test('draws a bar for each that was measured, the fastest the longest', () => {
  const chart = toChart(rows);
  const widths = [...chart.matchAll(/width="([\d.]+)" height="12"/g)].map(([, width]) => Number(width)).slice(3);
  expect(widths).toHaveLength(3);
  expect(Math.max(...widths)).toBe(widths[2]);
  expect(widths[0]! / widths[2]!).toBeCloseTo(0.41, 2);
});

test('aligns the columns of a table and writes figures to three digits', () => {
  const lines = toTable(
    ['', 'a'],
    [
      ['long name', '1'],
      ['x', '22 222'],
    ],
  ).split('\n');
  expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
  expect([0.012345, 1.2345, 99.96, 123.4, 1_234_567, undefined, Number.NaN].map(figure)).toEqual([
    ...['0.0123', '1.23', '100', '123', '1 234 567', '-', '-'],
  ]);
});
