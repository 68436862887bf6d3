/** A server as a process of its own, kept to one core, and what /proc says of it. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Servers under test run on the first core; what asks and what stands in for the vendor on the second. */
export const cores = { server: 0, load: 1 } as const;

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where it listens, when it does not say. */
  readonly url?: string;
}

export interface ServerProcess {
  readonly pid: number;
  /** Origin, without a path. */
  readonly url: string;
  /** From the spawn to the line that says it listens, in milliseconds. */
  readonly listeningMs: number;
  /** The end of what it wrote. */
  said(): string;
  stop(): Promise<void>;
}

/** Whatever ends this program ends them, too. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

const startLimitMs = 60_000;
const stopLimitMs = 5_000;

/** @throws Error with the end of what it wrote when the process ends, or says nothing for a minute. */
export async function spawnServer(command: Command, core: number): Promise<ServerProcess> {
  const spawnedAt = performance.now();
  const child = spawn('taskset', ['-c', String(core), command.file, ...command.args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...command.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2_000);
    });
  }
  try {
    const url = command.url === undefined ? await readyUrl(child) : await answering(child, command.url);
    const { pid } = child;
    if (pid === undefined) throw new Error('the process has no id');
    const listeningMs = performance.now() - spawnedAt;
    return { pid, url, listeningMs, said: () => said, stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    const name = command.args.at(-1) ?? command.file;
    throw new Error(`${name} did not start: ${error instanceof Error ? error.message : error} ${said.trim()}`);
  }
}

async function readyUrl(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no stdout');
  const limit = AbortSignal.timeout(startLimitMs);
  const lines = createInterface({ input: child.stdout });
  const found = Promise.withResolvers<string>();
  lines.on('line', (line) => {
    const origin = /ready at (http:\/\/[^/\s]+)/.exec(line)?.[1];
    if (origin !== undefined) found.resolve(origin);
  });
  child.once('error', found.reject);
  child.once('exit', (code) => found.reject(new Error(`it ended with ${code}.`)));
  limit.addEventListener('abort', () => found.reject(new Error('it was not ready within a minute.')));
  return found.promise;
}

/** For a server that says nothing we know: asked until it takes a connection. */
async function answering(child: ChildProcess, url: string): Promise<string> {
  const untilMs = performance.now() + startLimitMs;
  while (performance.now() < untilMs && child.exitCode === null) {
    const answered = await fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
      (response) => response.body?.cancel().then(() => true) ?? true,
      () => false,
    );
    if (answered) return new URL(url).origin;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(
    child.exitCode === null ? 'it took no connection within a minute.' : `it ended with ${child.exitCode}.`,
  );
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
  await ended;
  clearTimeout(timer);
}
