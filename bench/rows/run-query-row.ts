/** A query row, from the start of its contenders to their samples. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWorld } from '../backend/world.ts';
import { type Contender, contenderNamed } from '../contenders/contender.ts';
import { type LoadAnswer, runWrk } from '../load/wrk.ts';
import { ask, findFault, type Target } from '../measure/ask.ts';
import { measureLoad } from '../measure/measure-load.ts';
import { untilIdle } from '../measure/until-idle.ts';
import type { Backend } from '../process/backend.ts';
import { cores, type ServerProcess, spawnServer } from '../process/spawn-server.ts';
import { readUsage } from '../process/usage.ts';
import { toAsked, toExpected } from '../queries/queries.ts';
import { fewestOf, type QueryRow } from './query-row.ts';
import { type Entry, inOrder, type RunContext, type Sample, toReason } from './row.ts';

interface Runner {
  readonly target: Target;
  readonly server: ServerProcess;
  readonly restBytes: number;
  readonly samples: Sample[];
  calls: number;
  /** Length of its rounds. */
  seconds: number;
  /** Set by a round that failed; there is none after it. */
  fault?: string;
}

/** Requests whose answers are looked at, and whose vendor calls are counted. */
const checked = 3;
const counted = 20;

export async function runQueryRow(row: QueryRow, context: RunContext): Promise<Entry[]> {
  const backend = await context.backendOf(row.shape);
  await backend.setLatency(row.latencyMs);
  const bodiesPath = writeBodies(row, context.folder);
  const load = ({ target: { contender, url }, seconds }: Runner) =>
    runWrk({ url, linesPath: bodiesPath, headers: contender.headers, connections: row.connections, seconds });
  const entries: Entry[] = [];
  const runners: Runner[] = [];
  try {
    for (const contender of row.contenders.filter(context.takesPart).flatMap(contenderNamed)) {
      const runner = await startRunner(contender, row, backend, context).catch(toReason);
      if (typeof runner === 'string') entries.push({ contender: contender.name, invalid: runner, samples: [] });
      else runners.push(runner);
    }
    for (const runner of runners) {
      const { requests, seconds } = await load(runner);
      runner.seconds = secondsFor(requests / seconds, row, context);
      runner.calls = await countCalls(runner.target, row, backend);
    }
    for (let round = 0; round < context.rounds; round += 1) {
      for (const runner of runners) {
        if (runner.fault !== undefined) continue;
        await backend.settle();
        await runRound(runner, row, backend, () => load(runner));
        await untilIdle(runner.server.pid);
      }
    }
    for (const runner of runners) entries.push(await toEntry(runner, row));
  } finally {
    await Promise.all(runners.map(({ server }) => server.stop()));
  }
  return inOrder(row.contenders, entries);
}

/** @throws Error that says why the contender cannot take part */
async function startRunner(
  contender: Contender,
  row: QueryRow,
  backend: Backend,
  context: RunContext,
): Promise<Runner> {
  const folder = join(context.folder, `${row.id}-${contender.name}`);
  mkdirSync(folder, { recursive: true });
  const setting = { backendUrl: backend.url, shape: row.shape, caching: row.caching };
  const server = await spawnServer(await contender.command(setting, folder), cores.server);
  const restBytes = readUsage(server.pid).rssBytes;
  const target = { contender, url: server.url + contender.pathOf(row.query) };
  try {
    await assertRight(target, row);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { target, server, restBytes, calls: Number.NaN, seconds: context.seconds, samples: [] };
}

/** @throws Error that names the first difference to the expected answer */
async function assertRight(target: Target, row: QueryRow): Promise<void> {
  const world = createWorld(row.shape);
  // What answers without looking has one answer.
  const requests = target.contender.name === 'bare' ? 1 : Math.min(checked, row.distinct);
  for (let i = 0; i < requests; i += 1) {
    const asked = toAsked(row.query, row.shape, i);
    const fault = await findFault(target, asked, toExpected(row.query, row.shape, i, world));
    if (fault !== undefined) throw new Error(fault);
  }
}

async function runRound(
  runner: Runner,
  row: QueryRow,
  backend: Backend,
  load: () => Promise<LoadAnswer>,
): Promise<void> {
  try {
    const { requests, sample } = await measureLoad(runner.server.pid, load);
    const calls = await backend.takeCallCount();
    const extraCalls = Math.max(0, calls - fewestOf(row) * (requests + row.connections));
    runner.samples.push({ ...sample, callsUnderLoad: calls / requests, extraCalls, restBytes: runner.restBytes });
  } catch (error) {
    runner.fault = toReason(error);
  }
}

/**
 * What is under way when the time is up is not counted: a slow contender gets more of it, up to three times, so that this
 * weighs little.
 */
function secondsFor(requestsPerSecond: number, { connections }: QueryRow, { seconds }: RunContext): number {
  const wanted = Math.ceil((8 * connections) / Math.max(1, requestsPerSecond));
  return Math.min(3 * seconds, Math.max(seconds, wanted));
}

async function countCalls(target: Target, row: QueryRow, backend: Backend): Promise<number> {
  // Answered after what the load left behind, however long that takes.
  await (await ask(target, toAsked(row.query, row.shape, 0))).arrayBuffer();
  await backend.settle();
  for (let i = 0; i < counted; i += 1) {
    const response = await ask(target, toAsked(row.query, row.shape, i % row.distinct));
    await response.arrayBuffer();
  }
  return (await backend.takeCallCount()) / counted;
}

/** Looks at the answers once more: what was right before the load may not be under it. */
async function toEntry({ target, samples, calls, server, fault }: Runner, row: QueryRow): Promise<Entry> {
  const contender = target.contender.name;
  const invalid = fault ?? (await assertRight(target, row).then(() => undefined, toReason));
  if (invalid === undefined) return { contender, samples, calls };
  return { contender, invalid: `${invalid} ${server.said()}`.trim(), samples: [] };
}

function writeBodies(row: QueryRow, folder: string): string {
  const path = join(folder, `${row.id}.bodies`);
  const bodies = Array.from({ length: row.distinct }, (_, i) => JSON.stringify(toAsked(row.query, row.shape, i)));
  writeFileSync(path, `${bodies.join('\n')}\n`);
  return path;
}
