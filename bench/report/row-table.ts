/** A row as a table: a line a contender, the columns that its samples have. */

import type { Entry } from '../rows/row.ts';
import { bestPeer, entryOf, limitOf, medianOf, mostOf, type RowResult, ratio, spreadOf } from './summary.ts';
import { figure, megabytes, percent, times, toTable } from './table.ts';

interface Column {
  readonly head: string;
  /** `-` where there is nothing to say; a column of nothing else is left out. */
  cell(entry: Entry, row: RowResult): string;
}

export function toRowTable(row: RowResult): string {
  const measured = row.entries.filter(({ invalid }) => invalid === undefined);
  const shown = columns.filter(({ cell }) => measured.some((entry) => cell(entry, row) !== '-'));
  const head = ['', ...shown.map(({ head }) => head.replace('UNITS', row.unit).replace('UNIT', singular[row.unit]))];
  const lines = measured.map((entry) => [entry.contender, ...shown.map(({ cell }) => cell(entry, row))]);
  const failures = row.entries.flatMap(({ contender, invalid }) =>
    invalid ? `${contender}: not measured, ${invalid}` : [],
  );
  return [...(measured.length > 0 ? [toTable(head, lines)] : []), ...failures.map(oneLine)].join('\n\n');
}

const singular = { requests: 'request', deliveries: 'delivery', starts: 'start' } as const;

const columns: readonly Column[] = [
  { head: 'UNITS/s', cell: (entry) => figure(medianOf(entry, 'perSecond')) },
  { head: 'spread', cell: (entry) => percent(spreadOf(entry, 'perSecond')) },
  floor('bare'),
  floor('bff'),
  floor('hmac'),
  floor('raw-ws'),
  { head: 'to the best peer', cell: (entry, row) => times(ratio(entry, bestPeer(row))) },
  { head: 'CPU us/UNIT', cell: (entry) => figure(medianOf(entry, 'cpuUs')) },
  { head: 'CPU ns/point', cell: (entry, { points }) => figure(perPoint(entry, points)) },
  { head: 'p50 ms', cell: (entry) => figure(medianOf(entry, 'p50Ms')) },
  { head: 'p95 ms', cell: (entry) => figure(medianOf(entry, 'p95Ms')) },
  { head: 'ready after ms', cell: (entry) => figure(medianOf(entry, 'startMs')) },
  { head: 'answer bytes', cell: (entry) => figure(medianOf(entry, 'answerBytes')) },
  { head: 'vendor calls', cell: (entry) => figure(entry.calls) },
  { head: 'calls under load', cell: (entry) => figure(medianOf(entry, 'callsUnderLoad')) },
  { head: 'limited by', cell: (entry) => limitOf(entry) ?? '-' },
  { head: 'memory at rest', cell: (entry) => megabytes(mostOf(entry, 'restBytes')) },
  { head: 'under load', cell: (entry) => megabytes(mostOf(entry, 'rssBytes')) },
];

/** CPU of the server for one value of an answer, nanoseconds. */
export function perPoint(entry: Entry | undefined, points: number | undefined): number | undefined {
  const cpuUs = entry && medianOf(entry, 'cpuUs');
  return cpuUs === undefined || points === undefined ? undefined : (cpuUs * 1_000) / points;
}

function floor(name: string): Column {
  return { head: `to ${name}`, cell: (entry, row) => times(ratio(entry, entryOf(row, name))) };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 400);
}
