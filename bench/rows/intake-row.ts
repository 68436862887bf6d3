/** Webhook deliveries, each another one: verified, committed and answered by wattgraph; verified and answered by the floor. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeCommand } from '../contenders/contender.ts';
import { toWattgraphOfEvents } from '../contenders/wattgraph.ts';
import { runWrk } from '../load/wrk.ts';
import { postDelivery, signatureHeader, toDelivery } from '../measure/deliveries.ts';
import { measureLoad } from '../measure/measure-load.ts';
import type { Backend } from '../process/backend.ts';
import { type Command, cores, type ServerProcess, spawnServer } from '../process/spawn-server.ts';
import { createPostgresStore, type Store, sqliteStore } from '../process/stores.ts';
import { usualShape } from './query-row.ts';
import { type Entry, inOrder, type Row, type RunContext, type Sample, toReason } from './row.ts';

const names = ['wattgraph', 'wattgraph-postgres', 'hmac'];
const connections = 128;
/** More than anyone who commits gets through; the floor begins anew when they are over. */
const deliveriesPerSecond = 40_000;

export const intakeRow: Row = {
  ...{ id: 'intake', title: 'Webhook intake, distinct signed deliveries', unit: 'deliveries' },
  note: 'Every delivery that was answered is looked for in the database afterwards. PostgreSQL works on either core.',
  run,
};

interface Runner {
  readonly name: string;
  readonly server: ServerProcess;
  /** undefined = it keeps nothing. */
  readonly store: Store | undefined;
  readonly samples: Sample[];
  answered: number;
  fault?: string;
}

async function run(context: RunContext): Promise<Entry[]> {
  const backend = await context.backendOf(usualShape);
  const entries: Entry[] = [];
  const runners: Runner[] = [];
  try {
    for (const name of names.filter(context.takesPart)) {
      const runner = await startRunner(name, backend, context).catch(toReason);
      if (typeof runner === 'string') entries.push({ contender: name, invalid: runner, samples: [] });
      else runners.push(runner);
    }
    // The first round warms up, and does not count.
    for (let round = 0; round <= context.rounds; round += 1) {
      const linesPath = writeLines(round, context);
      for (const runner of runners) if (runner.fault === undefined) await runRound(runner, round, linesPath, context);
    }
    for (const runner of runners) entries.push(await toEntry(runner));
  } finally {
    for (const { server, store } of runners) {
      await server.stop();
      await store?.drop();
    }
  }
  return inOrder(names, entries);
}

async function startRunner(name: string, backend: Backend, context: RunContext): Promise<Runner> {
  const folder = join(context.folder, `intake-${name}`);
  mkdirSync(folder, { recursive: true });
  const store = name === 'hmac' ? undefined : await createStore(name, folder);
  try {
    const server = await spawnServer(toCommand(backend, folder, store), cores.server);
    await postDelivery(hookUrl(server), toDelivery('EVENT.STARTED', 0, 0));
    return { name, server, store, samples: [], answered: 1 };
  } catch (error) {
    await store?.drop();
    throw error;
  }
}

function createStore(name: string, folder: string): Store | Promise<Store> {
  return name === 'wattgraph' ? sqliteStore(folder) : createPostgresStore(process.env);
}

function toCommand(backend: Backend, folder: string, store: Store | undefined): Command {
  if (store) return toWattgraphOfEvents(backend.url, { folder, databaseUrl: store.databaseUrl });
  return nodeCommand('../floors/hmac.ts', { backendUrl: backend.url, shape: usualShape, caching: 'uncached' });
}

async function runRound(runner: Runner, round: number, linesPath: string, { seconds }: RunContext): Promise<void> {
  const { server, store } = runner;
  const url = hookUrl(server);
  try {
    const load = () => runWrk({ url, linesPath, headers: {}, connections, seconds });
    const { requests, sample } = await measureLoad(server.pid, load);
    if (store && requests > seconds * deliveriesPerSecond)
      throw new Error('it was asked for the same deliveries again');
    runner.answered += requests;
    if (round > 0) runner.samples.push(sample);
  } catch (error) {
    runner.fault = toReason(error);
  }
}

/** Whatever was answered must have been stored. */
async function toEntry({ name, store, samples, answered, fault }: Runner): Promise<Entry> {
  const stored = fault === undefined && store ? await store.storedEvents() : answered;
  const lost = stored < answered ? `${answered} deliveries were answered, ${stored} are stored` : undefined;
  const invalid = fault ?? lost;
  return invalid === undefined ? { contender: name, samples } : { contender: name, invalid, samples: [] };
}

function writeLines(round: number, { folder, seconds }: RunContext): string {
  const path = join(folder, `intake-${round}.lines`);
  const count = seconds * deliveriesPerSecond;
  const lines = Array.from({ length: count }, (_, i) => {
    const { body, signature } = toDelivery('EVENT.STARTED', 1 + round * count + i, i % 100);
    return `${signatureHeader}=${signature}\t${body}`;
  });
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

function hookUrl({ url }: ServerProcess): string {
  return `${url}/webhooks/equiwatt/bench-token`;
}
