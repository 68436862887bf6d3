/** Load by wrk (https://github.com/wg/wrk): one thread on the second core. */

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { cores } from '../process/spawn-server.ts';

export interface Load {
  readonly url: string;
  /** File of JSON bodies, one a line, posted in turn; a line may begin with a header of its own: `name=value`, a tab. */
  readonly linesPath: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
}

const answerSchema = z.object({
  requests: z.number(),
  seconds: z.number(),
  bytes: z.number(),
  /** Answers of 400 and above. */
  failedStatus: z.number(),
  failedSocket: z.number(),
  timeouts: z.number(),
  ...{ p50Ms: z.number(), p95Ms: z.number(), p99Ms: z.number(), maxMs: z.number() },
});

export type LoadAnswer = z.infer<typeof answerSchema>;

const run = promisify(execFile);
const script = fileURLToPath(new URL('post.lua', import.meta.url));

export async function runWrk({ url, linesPath, headers, connections, seconds }: Load): Promise<LoadAnswer> {
  const wrk = ['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '30s', '-s', script, url];
  const named = Object.entries(headers).map(([name, value]) => `${name}=${value}`);
  const { stdout } = await run('taskset', ['-c', String(cores.load), ...wrk, '--', linesPath, ...named]);
  return parseWrk(stdout);
}

/** @param stdout of wrk with post.lua; the figures are its last line */
export function parseWrk(stdout: string): LoadAnswer {
  const line = stdout.trimEnd().split('\n').at(-1) ?? '';
  return answerSchema.parse(JSON.parse(line));
}
