/** What the bench needs of the machine. */

import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { cores } from './spawn-server.ts';

const packages = { wrk: 'wrk', taskset: 'util-linux' } as const;

/** @throws Error that says what is missing, and how to install it */
export function assertMachine(): void {
  if (process.platform !== 'linux')
    throw new Error('the bench reads /proc and pins processes to cores: it needs Linux');
  if (availableParallelism() < 2) throw new Error('the bench needs two cores: one for the server, one for the load');
  for (const [tool, name] of Object.entries(packages)) {
    // Whatever it exits with, it is there.
    const { error } = spawnSync(tool, ['--version'], { stdio: 'ignore' });
    if (error) throw new Error(`${tool} is not installed; the bench needs it: apt-get install ${name}`);
  }
}

/** This program asks and counts, too: it leaves the server's core alone. */
export function pinToLoadCore(): void {
  spawnSync('taskset', ['-a', '-c', '-p', String(cores.load), String(process.pid)], { stdio: 'ignore' });
}
