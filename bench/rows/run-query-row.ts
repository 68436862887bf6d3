/** A query row, from the start of its contenders to their samples. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWorld } from '../backend/world.ts';
import { type Contender, contenders } from '../contenders/contender.ts';
import { runWrk } from '../load/wrk.ts';
import { ask, findFault, type Target } from '../measure/ask.ts';
import { measureRound, type Sample } from '../measure/sample.ts';
import type { Backend } from '../process/backend.ts';
import { cores, type ServerProcess, spawnServer } from '../process/spawn-server.ts';
import { readUsage } from '../process/usage.ts';
import { type QueryShape, toAsked, toExpected } from '../queries/queries.ts';
import type { QueryRow } from './query-rows.ts';

export interface RunOptions {
  readonly rounds: number;
  readonly seconds: number;
  /** Folder for bodies, configs and databases. */
  readonly folder: string;
  /** Names; empty = all. */
  readonly contenders: readonly string[];
  say(line: string): void;
}

export interface Entry {
  readonly contender: string;
  /** What keeps it from being measured; then there are no samples. */
  readonly invalid?: string;
  readonly samples: readonly Sample[];
  /** Vendor calls a request, counted exactly over some requests with none cut off. */
  readonly calls?: number;
  readonly restBytes?: number;
}

interface Runner {
  readonly target: Target;
  readonly server: ServerProcess;
  readonly restBytes: number;
  calls: number;
  seconds: number;
  readonly samples: Sample[];
}

/** Requests whose answers are looked at, and whose vendor calls are counted. */
const checked = 3;
const counted = 40;

export async function runQueryRow(
  row: QueryRow,
  shape: QueryShape,
  backend: Backend,
  options: RunOptions,
): Promise<Entry[]> {
  await backend.setLatency(row.latencyMs);
  const entries = new Map<string, Entry>();
  const runners: Runner[] = [];
  const bodiesPath = writeBodies(row, shape, options.folder);
  const load = (runner: Runner, seconds: number) => {
    const { contender, url } = runner.target;
    return runWrk({ url, bodiesPath, headers: contender.headers, connections: row.connections, seconds });
  };
  try {
    for (const contender of chosen(row, options)) {
      const runner = await startRunner(contender, row, shape, backend, options).catch(toReason);
      if (typeof runner === 'string')
        entries.set(contender.name, { contender: contender.name, invalid: runner, samples: [] });
      else runners.push(runner);
    }
    for (const runner of runners) {
      const { requests, seconds } = await load(runner, options.seconds);
      runner.seconds = secondsFor(requests / seconds, row, options);
      runner.calls = await countCalls(runner.target, row, shape, backend);
    }
    for (let round = 0; round < options.rounds; round += 1) {
      for (const runner of runners) {
        const round = { pid: runner.server.pid, load: () => load(runner, runner.seconds) };
        runner.samples.push(await measureRound({ ...round, settle: backend.settle, takeCalls: backend.takeCallCount }));
      }
    }
    for (const runner of runners) entries.set(runner.target.contender.name, await toEntry(runner, row, shape));
  } finally {
    await Promise.all(runners.map(({ server }) => server.stop()));
  }
  return row.contenders.flatMap((name) => entries.get(name) ?? []);
}

function chosen(row: QueryRow, options: RunOptions): Contender[] {
  return row.contenders.flatMap((name) => {
    const contender = contenders.find((known) => known.name === name);
    const wanted = options.contenders.length === 0 || options.contenders.includes(name);
    return contender && wanted ? [contender] : [];
  });
}

/** @throws Error that says why the contender cannot take part */
async function startRunner(
  contender: Contender,
  row: QueryRow,
  shape: QueryShape,
  backend: Backend,
  options: RunOptions,
): Promise<Runner> {
  const folder = join(options.folder, `${row.id}-${contender.name}`);
  mkdirSync(folder, { recursive: true });
  const command = contender.command({ backendUrl: backend.url, shape, caching: row.caching }, folder);
  const server = await spawnServer(command, cores.server);
  const restBytes = readUsage(server.pid).rssBytes;
  const target = { contender, url: server.url + contender.pathOf(row.query) };
  try {
    await assertRight(target, row, shape);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { target, server, restBytes, calls: Number.NaN, seconds: options.seconds, samples: [] };
}

async function assertRight(target: Target, row: QueryRow, shape: QueryShape): Promise<void> {
  const world = createWorld(shape);
  // What answers without looking has one answer.
  const requests = target.contender.name === 'bare' ? 1 : Math.min(checked, row.distinct);
  for (let i = 0; i < requests; i += 1) {
    const fault = await findFault(target, toAsked(row.query, shape, i), toExpected(row.query, shape, i, world));
    if (fault !== undefined) throw new Error(fault);
  }
}

/**
 * What is under way when the time is up is not counted: a slow contender gets more of it, up to four times, so that this
 * does not weigh more than an eighth.
 */
function secondsFor(requestsPerSecond: number, { connections }: QueryRow, { seconds }: RunOptions): number {
  const wanted = Math.ceil((8 * connections) / Math.max(1, requestsPerSecond));
  return Math.min(4 * seconds, Math.max(seconds, wanted));
}

async function countCalls(target: Target, row: QueryRow, shape: QueryShape, backend: Backend): Promise<number> {
  await backend.settle();
  for (let i = 0; i < counted; i += 1) {
    const response = await ask(target, toAsked(row.query, shape, i % row.distinct));
    await response.arrayBuffer();
  }
  return (await backend.takeCallCount()) / counted;
}

/** Looks at the answers once more: what was right before the load may not be under it. */
async function toEntry(
  { target, samples, calls, restBytes }: Runner,
  row: QueryRow,
  shape: QueryShape,
): Promise<Entry> {
  const contender = target.contender.name;
  const failed = samples.reduce((sum, sample) => sum + sample.failed, 0);
  const none = samples.some(({ requestsPerSecond }) => requestsPerSecond === 0);
  const broken =
    failed > 0 ? `${failed} requests failed` : none ? 'no request was answered in a whole round' : undefined;
  const fault = broken ?? (await assertRight(target, row, shape).catch(toReason));
  if (typeof fault === 'string') return { contender, invalid: fault, samples: [] };
  return { contender, samples, calls, restBytes };
}

function writeBodies(row: QueryRow, shape: QueryShape, folder: string): string {
  const path = join(folder, `${row.id}.bodies`);
  const bodies = Array.from({ length: row.distinct }, (_, i) => JSON.stringify(toAsked(row.query, shape, i)));
  writeFileSync(path, `${bodies.join('\n')}\n`);
  return path;
}

function toReason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
