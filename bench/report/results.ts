/** What a run has found, with where and of what, and how it is written down. */

import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Entry, Row } from '../rows/row.ts';
import { toChart } from './chart.ts';
import { toMarkdown } from './markdown.ts';
import type { RowFacts, RowResult } from './summary.ts';

export interface Results {
  /** The arguments of `npm run bench --`. */
  readonly command: readonly string[];
  readonly startedAt: string;
  readonly seconds: number;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryBytes: number;
    readonly kernel: string;
  };
  /** Of Node, wattgraph and the peers, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly RowResult[];
}

export interface Run {
  readonly command: readonly string[];
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly measured: readonly { readonly row: Row; readonly entries: readonly Entry[] }[];
}

export function toResults({ command, startedAt, endedAt, measured }: Run): Results {
  const cores = cpus();
  return {
    command,
    startedAt: startedAt.toISOString(),
    seconds: Math.round((endedAt.getTime() - startedAt.getTime()) / 1000),
    machine: {
      ...{ cpu: cores[0]?.model.trim() ?? 'unknown', cores: cores.length },
      ...{ memoryBytes: totalmem(), kernel: release() },
    },
    versions: { node: process.version, ...readVersions() },
    rows: measured.map(({ row, entries }) => ({ ...toFacts(row), entries })),
  };
}

/** Beside this program, whatever was there before. */
export function writeResults(results: Results, say: (line: string) => void): void {
  const write = (name: string, text: string) =>
    writeFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), text);
  write('results.json', `${JSON.stringify(results, null, 1)}\n`);
  write('results.md', toMarkdown(results));
  write('results.svg', toChart(results.rows));
  say('\nWritten to bench/results.md, results.json and results.svg.');
}

function toFacts({ run: _, ...facts }: Row): RowFacts {
  return facts;
}

function readVersions(): Record<string, string> {
  const read = (path: string) => JSON.parse(readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8'));
  const own = read('../../package.json');
  const { dependencies, optionalDependencies } = read('../package.json');
  return { [own.name]: own.version, ...dependencies, ...optionalDependencies };
}
