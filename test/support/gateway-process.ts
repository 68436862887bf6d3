/** The gateway as it runs in production: a process of its own, which a test may kill. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Question } from './process-report.ts';

export interface GatewayProcess {
  /** Of the GraphQL endpoint. */
  readonly url: string;
  /** What it has logged so far, one JSON object a line. */
  readonly logged: () => string;
  /** How long its event loop was held up at most since last asked, in milliseconds. */
  longestStallMs(): Promise<number>;
  /** Bytes that it holds on to, after a garbage collection. */
  liveBytes(): Promise<number>;
  /** SIGTERM; resolves to the exit code. */
  terminate(): Promise<number | null>;
  /** kill -9. */
  kill(): Promise<void>;
}

const root = new URL('../../', import.meta.url).pathname;

/** @param config the config file, as an object. */
export async function startGatewayProcess(
  config: object,
  env: Readonly<Record<string, string>>,
): Promise<GatewayProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'wattgraph-gateway-'));
  const configPath = join(folder, 'wattgraph.json');
  await writeFile(configPath, JSON.stringify(config));
  const report = ['--expose-gc', '--import', `${root}test/support/process-report.ts`];
  const child = spawn(process.execPath, [...report, `${root}src/main.ts`], {
    env: {
      PATH: process.env.PATH ?? '',
      ...{ WATTGRAPH_CONFIG: configPath, PORT: '0', DATABASE_URL: 'file::memory:', LOG_LEVEL: 'info' },
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const said = { out: '', log: '' };
  child.stdout?.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    said.log += chunk;
  });
  const exited = once(child, 'exit');
  /** 0 of one that has ended. */
  const ask = async (what: Question): Promise<number> => {
    if (!child.connected) return 0;
    child.send(what);
    const [answer] = await once(child, 'message');
    return Number(answer);
  };
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const ready = /^wattgraph ready at (\S+)$/m.exec(said.out);
      if (ready?.[1]) resolve(ready[1]);
    });
    exited.then(() => reject(new Error(`the gateway did not start: ${said.out}${said.log}`)));
  });
  return {
    url,
    logged: () => said.log,
    longestStallMs: () => ask('stall?'),
    liveBytes: () => ask('live bytes?'),
    async terminate() {
      child.kill('SIGTERM');
      const [code] = await exited;
      return code;
    },
    async kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
