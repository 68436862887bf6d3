/**
 * `node bench/webhooks/main.ts [databaseUrl]`: 200 deliveries a second for 15 s while the vendor's API hangs, 100 sockets
 * wait for it and 100 hear of each event; then 2 000 refusals of each kind. Prints the percentiles.
 */

import { availableParallelism, loadavg } from 'node:os';
import { measureWebhooks } from './measure.ts';
import { percentile, toLine } from './percentiles.ts';

const load = { perSecond: 200, seconds: 15, waiting: 100, hearing: 100, forgeries: 2_000 };
const figures = await measureWebhooks({ ...load, databaseUrl: process.argv[2] });
const { answeredAfterMs, heardAfterMs, statuses, refusedKnownMs, refusedUnknownMs } = figures;
const { busy, loopDelayMs } = figures.process;
const ratio = percentile(refusedUnknownMs, 0.5) / percentile(refusedKnownMs, 0.5);

say(
  `${load.perSecond} deliveries a second for ${load.seconds} s, ${load.waiting + load.hearing} subscribers, the vendor hangs`,
);
say(toLine('answered', answeredAfterMs));
say(`statuses: ${[...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')}`);
say(toLine('heard by subscribers', heardAfterMs));
say(`the gateway: event loop delay p99 ${loopDelayMs.toFixed(1)} ms, ${(100 * busy).toFixed(0)} % of a processor`);
say(`the machine: ${availableParallelism()} processors, load average ${loadavg()[0]?.toFixed(1)}`);
say(toLine('refused, known token', refusedKnownMs));
say(toLine('refused, unknown token', refusedUnknownMs));
say(`an unknown token takes ${(100 * ratio).toFixed(0)} % of the time of a bad signature (median)`);

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
