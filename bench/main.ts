/** `npm run bench`: wattgraph beside its peers and floors. README.md beside this file says what is measured and how. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPeers } from './install-peers.ts';
import { isChosen, type Options, parseOptions, usage } from './options.ts';
import { createBackends } from './process/backend.ts';
import { assertMachine, pinToLoadCore } from './process/machine.ts';
import { type Results, toResults, writeResults } from './report/results.ts';
import { toRowTable } from './report/row-table.ts';
import { type Entry, type Row, type RunContext, toReason } from './rows/row.ts';
import { rows } from './rows/rows.ts';

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const chosen = rows.filter(({ id }) => isChosen(options, id));
  if (chosen.length === 0) throw new Error(`no row of that name; there are: ${rows.map(({ id }) => id).join(' ')}`);
  assertMachine();
  pinToLoadCore();
  installPeers(say);
  const results = await measure(chosen, options);
  // Part of the rows, or fewer rounds, are for looking at; the published figures are those of a whole run.
  if (options.write) writeResults(results, say);
}

async function measure(chosen: readonly Row[], options: Options): Promise<Results> {
  const folder = mkdtempSync(join(tmpdir(), 'wattgraph-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const backends = createBackends();
  const takesPart = (name: string) => options.contenders.length === 0 || options.contenders.includes(name);
  const context: RunContext = { ...options, folder, takesPart, backendOf: backends.of };
  const startedAt = new Date();
  const measured: { row: Row; entries: readonly Entry[] }[] = [];
  try {
    for (const row of chosen) {
      say(`\n${row.id}: ${row.title}`);
      const entries = await row.run(context);
      measured.push({ row, entries });
      say(toRowTable({ ...row, entries }));
    }
  } finally {
    await backends.stop();
  }
  return toResults({ command: process.argv.slice(2), startedAt, endedAt: new Date(), measured });
}

// Ended from outside, it takes its servers along: see `spawnServer`.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`bench: ${toReason(error)}\n\n${usage}`);
  process.exitCode = 1;
});
