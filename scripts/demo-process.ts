/** The demo as a child process, as a newcomer starts it: for the smoke check and the end-to-end tests. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface DemoProcess {
  /** Where GraphQL is, as the ready line says it. */
  readonly url: string;
  /** SIGTERM, and SIGKILL when it has not ended 30 s later. Resolves to the exit code; null = killed. */
  stop(): Promise<number | null>;
}

const readyDeadlineMs = 60_000;
const stopDeadlineMs = 30_000;
/** How much of what the process said on stderr an error shows; characters. */
const shownStderr = 2_000;

/**
 * Starts `node src/main.ts demo` on a free port, with a database of its own that goes when it stops.
 * @throws Error with the end of its stderr when it is not ready within 60 s
 */
export async function startDemo(): Promise<DemoProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'wattgraph-demo-'));
  const child = spawn(process.execPath, ['src/main.ts', 'demo'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', DATABASE_URL: `file:${join(folder, 'demo.db')}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null);
  const stop = async () => {
    const killer = setTimeout(() => child.kill('SIGKILL'), stopDeadlineMs);
    child.kill('SIGTERM');
    const code = await exited;
    clearTimeout(killer);
    rmSync(folder, { recursive: true, force: true });
    return code;
  };

  try {
    return { url: await readyUrl(child, exited), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function readyUrl(child: ChildProcess, exited: Promise<number | null>): Promise<string> {
  if (!child.stdout || !child.stderr) throw new Error('the demo was started without pipes');
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-shownStderr);
  });
  const lines = createInterface({ input: child.stdout });
  const ready = new Promise<string>((resolve) => {
    lines.on('line', (line) => {
      const url = /^wattgraph ready at (\S+)$/.exec(line)?.[1];
      if (url) resolve(url);
    });
  });
  const failed = exited.then((code) => {
    throw new Error(`the demo ended with exit code ${code} before it was ready:\n${stderr}`);
  });
  failed.catch(() => undefined);
  const late = AbortSignal.timeout(readyDeadlineMs);
  const timedOut = once(late, 'abort').then(() => {
    throw new Error(`the demo was not ready after ${readyDeadlineMs / 1000} s:\n${stderr}`);
  });
  return await Promise.race([ready, failed, timedOut]);
}
