/** `npm run bench`: wattgraph beside its peers and floors. README.md beside this file says what is measured and how. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPeers } from './install-peers.ts';
import { assertTools } from './load/wrk.ts';
import { median } from './measure/statistics.ts';
import { isChosen, parseOptions } from './options.ts';
import { startBackend } from './process/backend.ts';
import { queryRows } from './rows/query-rows.ts';
import { runQueryRow } from './rows/run-query-row.ts';

const options = parseOptions(process.argv.slice(2));
const shape = { facilities: 50, metersPerFacility: 4, hours: 24 };

await assertTools();
installPeers(say);
const folder = mkdtempSync(join(tmpdir(), 'wattgraph-bench-'));
const backend = await startBackend(shape);
try {
  for (const row of queryRows.filter(({ id }) => isChosen(options, id))) {
    say(`\n${row.id}: ${row.title}`);
    for (const entry of await runQueryRow(row, shape, backend, { ...options, folder, say })) {
      if (entry.invalid) say(`  ${entry.contender.padEnd(10)} ${entry.invalid}`);
      else {
        const m = (
          k:
            | 'requestsPerSecond'
            | 'cpuUs'
            | 'p50Ms'
            | 'p95Ms'
            | 'serverBusy'
            | 'serverCoreBusy'
            | 'loadCoreBusy'
            | 'callsPerRequest'
            | 'answerBytes'
            | 'rssBytes',
        ) => median(entry.samples.map((sample) => sample[k])).toFixed(2);
        say(
          `  ${entry.contender.padEnd(10)} ${m('requestsPerSecond')} rps cpu ${m('cpuUs')} us p50 ${m('p50Ms')} p95 ${m('p95Ms')} busy ${m('serverBusy')} core ${m('serverCoreBusy')} load ${m('loadCoreBusy')} calls ${entry.calls} ${m('callsPerRequest')} bytes ${m('answerBytes')} rss ${m('rssBytes')}`,
        );
      }
    }
  }
} finally {
  await backend.stop();
  rmSync(folder, { recursive: true, force: true });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
