/** The rows as a picture: a bar a contender, as long as its share of the fastest of the row. */

import { bar, label, page } from '../simulate/svg.ts';
import { kindOf, medianOf, type RowResult } from './summary.ts';
import { figure } from './table.ts';

const left = 140;
const barWidth = 520;
const step = 18;
const barHeight = 12;
const series = { wattgraph: 's3', peer: 's1', floor: 's2' } as const;
const names = { wattgraph: 'wattgraph', peer: 'peers', floor: 'floors' } as const;

/** An SVG document that brings its own background. Rows that count nothing by the second are left out. */
export function toChart(rows: readonly RowResult[]): string {
  const parts = [...legend()];
  let y = 64;
  for (const row of rows) {
    const bars = toBars(row);
    const most = Math.max(...bars.map(({ perSecond }) => perSecond));
    if (bars.length === 0) continue;
    parts.push(label(left, y, `${row.title}: ${row.unit}/s`, 'strong'));
    for (const { contender, perSecond } of bars) {
      y += step;
      const width = (barWidth * perSecond) / most;
      parts.push(label(left - 8, y, contender, 'end'));
      parts.push(bar(left, y - 10, width, barHeight, series[kindOf(contender)]));
      parts.push(label(left + width + 6, y, figure(perSecond)));
    }
    y += 2 * step;
  }
  return page({ width: left + barWidth + 90, height: y, title: 'wattgraph beside its peers and floors' }, parts);
}

function toBars({ entries }: RowResult) {
  return entries.flatMap((entry) => {
    const perSecond = medianOf(entry, 'perSecond');
    return perSecond === undefined ? [] : [{ contender: entry.contender, perSecond }];
  });
}

function legend(): string[] {
  return (['wattgraph', 'peer', 'floor'] as const).flatMap((kind, i) => [
    bar(left + i * 130, 22, 14, barHeight, series[kind]),
    label(left + 20 + i * 130, 32, names[kind], 'strong'),
  ]);
}
