/** The figures of the day, a row a strategy, as Markdown. */

import type { Played } from './play.ts';

export const columns = [
  'strategy',
  'calls spent',
  'refused by quota',
  'fresh',
  'stale',
  'failed',
  'failed, though given before',
  'median age',
  'p99 age',
] as const;

export function toTable(played: readonly Played[]): string {
  const rows = [[...columns], ...played.map(toRow)];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `| ${row.map((cell, i) => pad(cell, widths[i] ?? 0, i)).join(' | ')} |`);
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

function toRow(day: Played): string[] {
  const reads = day.fresh + day.stale + day.failed;
  const share = (count: number) => `${((100 * count) / Math.max(1, reads)).toFixed(2)} %`;
  return [
    day.strategy,
    grouped(day.spent),
    grouped(day.refused),
    share(day.fresh),
    share(day.stale),
    share(day.failed),
    grouped(day.failedThoughGiven),
    age(day.medianMs),
    age(day.p99Ms),
  ];
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ' ');
}

function age(ms: number | undefined): string {
  if (ms === undefined) return '-';
  return ms < 60_000 ? `${Math.round(ms / 1_000)} s` : `${Math.round(ms / 60_000)} min`;
}
