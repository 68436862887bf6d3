/** `npm run simulate`: the same day through each strategy; prints the figures and draws docs/img/simulate.svg. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toChart } from './chart.ts';
import { createDay } from './day.ts';
import { fixedTtl, noCache } from './fixed-ttl.ts';
import { type Played, play } from './play.ts';
import { toTable } from './table.ts';
import { wattgraph } from './wattgraph.ts';

const seed = Number(process.argv[2] ?? 1);
if (!Number.isSafeInteger(seed)) throw new Error(`the seed is a whole number, not ${process.argv[2]}`);

const day = createDay({
  ...{ seed, meters: 50_000, dashboards: 200, quota: 40_000 },
  outage: { fromHour: 8, toHour: 8.5 },
});
const reads = day.polls.reduce((sum, { meterIds }) => sum + meterIds.length, 0);
say(`${day.dashboards} dashboards poll ${day.polls.length} times and read ${reads} values of ${day.meters} meters.`);

const played: Played[] = [];
for (const strategy of [noCache, fixedTtl('TTL 60 s', 60_000), fixedTtl('TTL 15 min', 15 * 60_000), wattgraph]) {
  played.push(await play(day, strategy));
}
say(`\n${toTable(played)}\n`);

const chart = fileURLToPath(new URL('../../docs/img/simulate.svg', import.meta.url));
mkdirSync(dirname(chart), { recursive: true });
writeFileSync(chart, toChart(day, played));
say('Drawn in docs/img/simulate.svg.');

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
